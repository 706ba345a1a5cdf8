package fr.jalon.engine.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Decision tables as they were deployed with the process that asks. */
@Component
public class DecisionTables {

    /** A version of a table; each rule by the labels of the table's columns. */
    public record Table(String key, int version, List<Map<String, String>> rules) {}

    // Asked for late: the forms that ask are part of the engine that answers.
    private final ObjectProvider<DecisionService> decisions;

    DecisionTables(ObjectProvider<DecisionService> decisions) {
        this.decisions = decisions;
    }

    /** What a table says for a task's form to show; the answer is not kept. */
    public DmnDecisionResult ask(DelegateTask task, String table, Map<String, Object> week) {
        String id = deployed(task.getProcessDefinitionId(), table).getId();
        return Context.getCommandContext().runWithoutAuthorization(() -> decisions
                .getObject()
                .evaluateDecisionById(id)
                .variables(Variables.putValueTyped(
                        "week", Variables.objectValue(week, true).create()))
                .evaluate());
    }

    /** The version of a table that an execution asks. */
    public Table of(DelegateExecution execution, String table) {
        DecisionDefinitionEntity definition = deployed(execution.getProcessDefinitionId(), table);
        return new Table(definition.getKey(), definition.getVersion(), rulesOf((DmnDecisionTableImpl)
                definition.getDecisionLogic()));
    }

    private static DecisionDefinitionEntity deployed(String process, String table) {
        var cache = Context.getProcessEngineConfiguration().getDeploymentCache();
        return Context.getCommandContext()
                .runWithoutAuthorization(
                        () -> (DecisionDefinitionEntity) cache.findDeployedDecisionDefinitionByDeploymentAndKey(
                                cache.findDeployedProcessDefinitionById(process).getDeploymentId(), table));
    }

    private static List<Map<String, String>> rulesOf(DmnDecisionTableImpl table) {
        return table.getRules().stream()
                .map(rule -> {
                    Map<String, String> cells = new LinkedHashMap<>();
                    for (int i = 0; i < table.getInputs().size(); i++) {
                        var condition = rule.getConditions().get(i).getExpression();
                        cells.put(table.getInputs().get(i).getName(), condition == null ? "–" : condition);
                    }
                    for (int i = 0; i < table.getOutputs().size(); i++) {
                        cells.put(
                                table.getOutputs().get(i).getName(),
                                rule.getConclusions().get(i).getExpression().replace("\"", ""));
                    }
                    return cells;
                })
                .toList();
    }
}
