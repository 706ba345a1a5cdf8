package fr.jalon.scic.process;

import fr.jalon.engine.SideTasks;
import fr.jalon.engine.form.FormFacts;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the gates ask about: a milestone review that still runs beside them. */
@Configuration(proxyBeanMethods = false)
class ReviewBesideGates {

    /** @param reviewOpen whether a review waits */
    record Beside(boolean reviewOpen) {}

    @Bean
    FormFacts<Beside> factsBesideGates(SideTasks beside) {
        return new FormFacts<>(
                Set.of(AssociationToScic.GATE_CREATION, AssociationToScic.GATE_MODEL),
                Beside.class,
                gate -> new Beside(beside.open(gate).contains(AssociationToScic.REVIEW_MILESTONE)));
    }
}
