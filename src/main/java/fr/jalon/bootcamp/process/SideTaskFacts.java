package fr.jalon.bootcamp.process;

import fr.jalon.engine.SideTasks;
import fr.jalon.engine.form.FormFacts;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What gates ask about: the tasks that still run beside their phase. */
@Configuration(proxyBeanMethods = false)
class SideTaskFacts {

    record Ideation(boolean welcomeOpen) {}

    @Bean
    FormFacts<Ideation> factsBesideIdeation(SideTasks beside) {
        return FormFacts.on(
                "gate-ideation",
                Ideation.class,
                gate -> new Ideation(beside.open(gate).contains("welcome")));
    }

    record Planning(boolean coachMvpOpen, boolean collectFeedbackOpen) {}

    @Bean
    FormFacts<Planning> factsBesidePlanning(SideTasks beside) {
        return FormFacts.on("gate-planning", Planning.class, gate -> {
            Set<String> open = beside.open(gate);
            return new Planning(open.contains("coach-mvp"), open.contains("collect-feedback"));
        });
    }

    record Activation(boolean runMarketingWorkshopOpen, boolean coachLandingPageOpen) {}

    @Bean
    FormFacts<Activation> factsBesideActivation(SideTasks beside) {
        return FormFacts.on("gate-activation", Activation.class, gate -> {
            Set<String> open = beside.open(gate);
            return new Activation(open.contains("run-marketing-workshop"), open.contains("coach-landing-page"));
        });
    }
}
