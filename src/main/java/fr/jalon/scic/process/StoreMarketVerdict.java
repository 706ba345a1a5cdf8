package fr.jalon.scic.process;

import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the decision table says of the market. */
@Component
class StoreMarketVerdict implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        var spoken = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
        execution.setVariable(AssociationToScic.MARKET_VERDICT, spoken.getEntry("verdict"));
        execution.setVariable(AssociationToScic.MARKET_VERDICT_REASON, spoken.getEntry("reason"));
    }
}
