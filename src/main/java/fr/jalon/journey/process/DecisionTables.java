package fr.jalon.journey.process;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks a decision table as it was deployed with a task's process, without keeping the answer. */
@Component
class DecisionTables {

  // Asked for late: the forms that ask are part of the engine that answers.
  private final ObjectProvider<DecisionService> decisions;

  DecisionTables(ObjectProvider<DecisionService> decisions) {
    this.decisions = decisions;
  }

  DmnDecisionResult ask(DelegateTask task, String table, Map<String, Object> week) {
    var definition = Context.getProcessEngineConfiguration().getDeploymentCache()
        .findDeployedDecisionDefinitionByDeploymentAndKey(
            ((TaskEntity) task).getProcessDefinition().getDeploymentId(), table);
    return Context.getCommandContext().runWithoutAuthorization(() -> decisions.getObject()
        .evaluateDecisionById(definition.getId())
        .variables(Variables.putValueTyped("week", Variables.objectValue(week, true).create())).evaluate());
  }
}
