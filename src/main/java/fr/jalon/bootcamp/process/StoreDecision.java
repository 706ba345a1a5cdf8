package fr.jalon.bootcamp.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Writes the decision for good as it is taken. */
@Component
class StoreDecision implements ExecutionListener {

    private final Week week;
    private final Validation validation;
    private final Accounts accounts;

    StoreDecision(Week week, Validation validation, Accounts accounts) {
        this.week = week;
        this.validation = validation;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        validation.decide(
                week.journey(execution).experiment(),
                (String) execution.getVariable(IdeaToDecision.DECISION),
                (String) execution.getVariable(IdeaToDecision.DECISION_REASON),
                accounts.current());
    }
}
