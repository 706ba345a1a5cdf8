package fr.jalon.plan.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.text.French;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the form of a deliverable shows: its dates, and where files and plan stand. */
@Configuration(proxyBeanMethods = false)
class DeliverableFacts {

    record Shown(String planName, String plannedFrom, String plannedTo, String filesPage, String planPage) {}

    @Bean
    FormFacts<Shown> factsOfDeliverable(Deliverables deliverables) {
        return FormFacts.on("deliver", Shown.class, task -> {
            Plan plan = deliverables.plan(task);
            Item item = deliverables.item(task);
            String team = "/equipes/" + plan.team();
            return new Shown(
                    FormFacts.inert(plan.title()),
                    French.day(item.plannedStart()),
                    French.day(item.plannedEnd()),
                    team + "/fichiers",
                    team + "/plans/" + plan.id());
        });
    }
}
