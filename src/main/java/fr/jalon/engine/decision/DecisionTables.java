package fr.jalon.engine.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Decision tables as they were deployed with the process that asks. */
@Component
public class DecisionTables {

    /** A version of a table; each rule by the labels of the table's columns. */
    public record Table(String key, int version, List<Map<String, String>> rules) {}

    /** Of its own: the process engine's writes what is asked into its history. */
    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    private final Map<String, DmnDecision> owned = new ConcurrentHashMap<>();

    // Asked for late: the engine is built around this room.
    private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

    DecisionTables(ObjectProvider<ProcessEngineConfigurationImpl> engine) {
        this.engine = engine;
    }

    /** What a table says for a task's form to show; the answer is not kept. */
    public DmnDecisionResult ask(DelegateTask task, String table, Map<String, Object> week) {
        return ask(deployed(task.getProcessDefinitionId(), table), week);
    }

    /** What a version of a table says; the answer is not kept. */
    public DmnDecisionResult ask(String table, int version, Map<String, Object> week) {
        return ask(version(table, version), week);
    }

    private static DmnDecisionResult ask(DecisionDefinitionEntity table, Map<String, Object> week) {
        return ENGINE.evaluateDecision(
                table,
                Variables.putValueTyped(
                        "week", Variables.objectValue(week, true).create()));
    }

    /**
     * What a table of this release says, rule by rule, whatever is deployed; neither the database nor the process
     * engine is asked.
     *
     * @param path of its file
     * @param variable what the table calls the facts
     */
    public List<Map<String, Object>> askOwn(String table, String path, String variable, Map<String, Object> facts) {
        DmnDecision own = owned.computeIfAbsent(path, file -> read(table, file));
        return ENGINE.evaluateDecision(
                        own,
                        Variables.putValueTyped(
                                variable, Variables.objectValue(facts, true).create()))
                .getResultList();
    }

    private static DmnDecision read(String table, String path) {
        try (InputStream file = new ClassPathResource(path).getInputStream()) {
            return ENGINE.parseDecision(table, file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The version of a table that was deployed with a process. */
    public int version(String process, String table) {
        return deployed(process, table).getVersion();
    }

    /** The version of a table that was deployed last. */
    public int latest(String table) {
        return found(cache -> cache.findDeployedLatestDecisionDefinitionByKey(table))
                .getVersion();
    }

    /** A version of a table. */
    public Table of(String table, int version) {
        return of(version(table, version));
    }

    private static Table of(DecisionDefinitionEntity definition) {
        return new Table(definition.getKey(), definition.getVersion(), rulesOf((DmnDecisionTableImpl)
                definition.getDecisionLogic()));
    }

    private DecisionDefinitionEntity version(String table, int version) {
        return found(cache -> cache.findDeployedDecisionDefinitionByKeyAndVersion(table, version));
    }

    private DecisionDefinitionEntity deployed(String process, String table) {
        return found(cache -> cache.findDeployedDecisionDefinitionByDeploymentAndKey(
                cache.findDeployedProcessDefinitionById(process).getDeploymentId(), table));
    }

    private DecisionDefinitionEntity found(Function<DeploymentCache, DecisionDefinition> search) {
        return engine.getObject()
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> (DecisionDefinitionEntity)
                        search.apply(context.getProcessEngineConfiguration().getDeploymentCache())));
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
