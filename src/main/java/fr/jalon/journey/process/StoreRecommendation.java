package fr.jalon.journey.process;

import fr.jalon.validation.Proposal;
import fr.jalon.validation.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
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
        new Proposal((String) execution.getVariable(IdeaToDecision.PROPOSED_DECISION),
            (String) execution.getVariable(IdeaToDecision.PROPOSAL_REASON), (String) execution.getVariable(IdeaToDecision.LEARNINGS)),
        recommendation, reason,
        table.getKey() + " v" + table.getVersion(), rulesOf((DecisionDefinitionEntity) table));
  }

  /** Each rule by the labels of the table's columns. */
  private static List<Map<String, String>> rulesOf(DecisionDefinitionEntity definition) {
    DmnDecisionTableImpl table = (DmnDecisionTableImpl) definition.getDecisionLogic();
    return table.getRules().stream().map(rule -> {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < table.getInputs().size(); i++) {
        var condition = rule.getConditions().get(i).getExpression();
        cells.put(table.getInputs().get(i).getName(), condition == null ? "–" : condition);
      }
      for (int i = 0; i < table.getOutputs().size(); i++) {
        cells.put(table.getOutputs().get(i).getName(), rule.getConclusions().get(i).getExpression().replace("\"", ""));
      }
      return cells;
    }).toList();
  }
}
