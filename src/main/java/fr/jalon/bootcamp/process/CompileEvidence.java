package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the week's figures; whatever of the launch is still open closes with it. */
@Component
class CompileEvidence implements JavaDelegate {

    private final Week week;
    private final Validation validation;
    private final DecisionTables tables;

    CompileEvidence(Week week, Validation validation, DecisionTables tables) {
        this.week = week;
        this.validation = validation;
        this.tables = tables;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ExperimentId experiment = week.journey(execution).experiment();
        validation.freeze(
                experiment,
                Week.contract(execution),
                tables.version(execution.getProcessDefinitionId(), IdeaToDecision.GO_PIVOT_STOP));
        validation.closeAtItsGate(experiment);
        execution.setVariable(IdeaToDecision.WEEK_OVER, true);
    }
}
