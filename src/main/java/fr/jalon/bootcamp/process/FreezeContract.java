package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Freezes the experiment contract as the week opens; a second time it changes nothing. */
@Component
class FreezeContract implements JavaDelegate {

    private final Week week;
    private final Validation validation;
    private final DecisionTables tables;

    FreezeContract(Week week, Validation validation, DecisionTables tables) {
        this.week = week;
        this.validation = validation;
        this.tables = tables;
    }

    @Override
    public void execute(DelegateExecution execution) {
        validation.freeze(
                week.journey(execution).experiment(),
                Week.contract(execution),
                tables.version(execution.getProcessDefinitionId(), IdeaToDecision.GO_PIVOT_STOP));
    }
}
