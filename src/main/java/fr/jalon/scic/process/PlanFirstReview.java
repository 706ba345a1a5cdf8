package fr.jalon.scic.process;

import fr.jalon.scic.LegalGuards;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Carries the message that a SCIC is launched to the cooperative review, which it starts and which outlives the track.
 * Models deployed before the message was drawn call it as the launch ends.
 */
@Component
class PlanFirstReview implements JavaDelegate, ExecutionListener {

    private final RuntimeService runtime;

    PlanFirstReview(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void execute(DelegateExecution execution) {
        LocalDate launched = LocalDate.parse((String) execution.getVariable("launchedOn"));
        Optional<LocalDate> yearEnd = Optional.ofNullable((String) execution.getVariable("firstYearEnd"))
                .map(LocalDate::parse);
        runtime.createMessageCorrelation(AssociationToScic.SCIC_LAUNCHED)
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .setVariables(Map.of(
                        AssociationToScic.TRACK, execution.getVariable(AssociationToScic.TRACK),
                        AssociationToScic.TEAM_NAME, execution.getVariable(AssociationToScic.TEAM_NAME),
                        AssociationToScic.STRUCTURE_NAME, execution.getVariable(AssociationToScic.STRUCTURE_NAME),
                        AssociationToScic.REVIEW_DUE,
                                LegalGuards.firstReview(launched, yearEnd).toString()))
                .correlateStartMessage();
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (!execution.isCanceled()) execute(execution);
    }
}
