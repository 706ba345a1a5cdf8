package fr.jalon.journey.process;

import fr.jalon.validation.Contract;
import fr.jalon.validation.Evidence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How many conversions a contract's minimum traffic needs for a GO, found by asking the decision table itself. */
@Component
class GoThreshold {

  private final ObjectProvider<DecisionService> decisions;

  GoThreshold(ObjectProvider<DecisionService> decisions) {
    this.decisions = decisions;
  }

  /** The least number of conversions; empty if even all visits converting would not do. */
  Optional<Long> conversions(DelegateTask task, Contract contract) {
    long low = 0;
    long high = contract.minimumVisits();
    if (!isGo(task, contract, high)) return Optional.empty();
    while (low < high) {
      long middle = (low + high) / 2;
      if (isGo(task, contract, middle)) high = middle;
      else low = middle + 1;
    }
    return Optional.of(low);
  }

  private boolean isGo(DelegateTask task, Contract contract, long conversions) {
    Map<String, Object> week = new LinkedHashMap<>();
    week.put("usable", true);
    week.put("enoughVisits", true);
    week.put("costWithinCap", true);
    week.put("probability", Evidence.probabilityAbove(contract.target(), conversions, contract.minimumVisits()));
    var table = Context.getProcessEngineConfiguration().getDeploymentCache()
        .findDeployedDecisionDefinitionByDeploymentAndKey(
            ((TaskEntity) task).getProcessDefinition().getDeploymentId(), IdeaToDecision.GO_PIVOT_STOP);
    return "GO".equals(Context.getCommandContext().runWithoutAuthorization(() -> decisions.getObject()
        .evaluateDecisionTableById(table.getId())
        .variables(Variables.putValueTyped("week", Variables.objectValue(week, true).create()))
        .evaluate()).getSingleResult().getEntry("recommendation"));
  }
}
