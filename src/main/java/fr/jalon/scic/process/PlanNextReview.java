package fr.jalon.scic.process;

import fr.jalon.scic.LegalGuards;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts five years from the cooperative review that was held. */
@Component
class PlanNextReview implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        LocalDate held = LocalDate.parse((String) execution.getVariable("reviewHeldOn"));
        execution.setVariable(
                AssociationToScic.REVIEW_DUE, LegalGuards.nextReview(held).toString());
    }
}
