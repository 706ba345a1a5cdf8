package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.Proposal;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the team proposed, what the decision table recommended then, and which version of it spoke. */
@Component
class StoreRecommendation implements ExecutionListener {

    private final Week week;
    private final Validation validation;
    private final DecisionTables tables;

    StoreRecommendation(Week week, Validation validation, DecisionTables tables) {
        this.week = week;
        this.validation = validation;
        this.tables = tables;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        DecisionTables.Table table = tables.of(execution, IdeaToDecision.GO_PIVOT_STOP);
        var spoken = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
        String recommendation = spoken.getEntry(IdeaToDecision.RECOMMENDATION);
        String reason = spoken.getEntry("reason");
        execution.setVariable(IdeaToDecision.RECOMMENDATION, recommendation);
        execution.setVariable(IdeaToDecision.RECOMMENDATION_REASON, reason);
        validation.recommend(
                week.journey(execution).experiment(),
                new Proposal(
                        (String) execution.getVariable(IdeaToDecision.PROPOSED_DECISION),
                        (String) execution.getVariable(IdeaToDecision.PROPOSAL_REASON),
                        (String) execution.getVariable(IdeaToDecision.LEARNINGS)),
                recommendation,
                reason,
                table.key() + " v" + table.version(),
                table.rules());
    }
}
