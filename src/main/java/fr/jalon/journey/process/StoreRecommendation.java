package fr.jalon.journey.process;

import fr.jalon.validation.Validation;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/** Keeps what the team proposed, what the decision table recommended then, and which version of it spoke. */
@Component
class StoreRecommendation implements ExecutionListener {

  private final Week week;
  private final Validation validation;

  StoreRecommendation(Week week, Validation validation) {
    this.week = week;
    this.validation = validation;
  }

  @Override
  public void notify(DelegateExecution execution) {
    if (execution.isCanceled()) return;
    DecisionDefinition table = Context.getCommandContext().runWithoutAuthorization(() ->
        Context.getProcessEngineConfiguration().getDeploymentCache().findDeployedDecisionDefinitionByDeploymentAndKey(
            ((ExecutionEntity) execution).getProcessDefinition().getDeploymentId(), IdeaToDecision.GO_PIVOT_STOP));
    var spoken = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
    String recommendation = spoken.getEntry(IdeaToDecision.RECOMMENDATION);
    String reason = spoken.getEntry("reason");
    execution.setVariable(IdeaToDecision.RECOMMENDATION, recommendation);
    execution.setVariable(IdeaToDecision.RECOMMENDATION_REASON, reason);
    validation.recommend(week.journey(execution).experiment(),
        (String) execution.getVariable(IdeaToDecision.PROPOSED_DECISION), recommendation, reason,
        table.getKey() + " v" + table.getVersion());
  }
}
