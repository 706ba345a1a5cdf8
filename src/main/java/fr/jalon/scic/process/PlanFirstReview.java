package fr.jalon.scic.process;

import fr.jalon.engine.Processes;
import fr.jalon.scic.LegalGuards;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Starts the reminder of the cooperative review as the SCIC is launched; it outlives the track. */
@Component
class PlanFirstReview implements ExecutionListener {

    private final Processes processes;

    PlanFirstReview(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        LocalDate launched = LocalDate.parse((String) execution.getVariable("launchedOn"));
        Optional<LocalDate> yearEnd = Optional.ofNullable((String) execution.getVariable("firstYearEnd"))
                .map(LocalDate::parse);
        processes.start(
                AssociationToScic.COOPERATIVE_REVIEW,
                execution.getProcessBusinessKey(),
                Map.of(
                        AssociationToScic.TRACK, execution.getVariable(AssociationToScic.TRACK),
                        AssociationToScic.TEAM_NAME, execution.getVariable(AssociationToScic.TEAM_NAME),
                        AssociationToScic.STRUCTURE_NAME, execution.getVariable(AssociationToScic.STRUCTURE_NAME),
                        AssociationToScic.REVIEW_DUE,
                                LegalGuards.firstReview(launched, yearEnd).toString()));
    }
}
