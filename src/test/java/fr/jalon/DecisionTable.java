package fr.jalon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;

/** A decision table of a slice, asked by itself: which rules speak, and what they say. */
public record DecisionTable(String slice, String id) {

    private static final List<String> MATCHED = new ArrayList<>();
    private static final DmnEngine ENGINE = engine();

    /** Which rules spoke, and what they said. */
    public record Answer(List<String> rules, List<Map<String, Object>> said) {}

    /** Asks it with one context. */
    public Answer ask(String name, Map<String, Object> facts) {
        MATCHED.clear();
        try (InputStream model = Files.newInputStream(file())) {
            DmnDecisionResult result = ENGINE.evaluateDecision(
                    ENGINE.parseDecision(id, model),
                    Variables.putValueTyped(
                            name, Variables.objectValue(facts, true).create()));
            return new Answer(List.copyOf(MATCHED), result.getResultList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The ids of its rules, in order. */
    public List<String> rules() {
        return Dmn.readModelFromFile(file().toFile()).getModelElementsByType(Rule.class).stream()
                .map(Rule::getId)
                .toList();
    }

    private Path file() {
        return Path.of("bpmn", slice, id + ".dmn");
    }

    private static DmnEngine engine() {
        DmnDecisionTableEvaluationListener listener =
                event -> event.getMatchingRules().forEach(rule -> MATCHED.add(rule.getId()));
        DmnEngineConfiguration configuration = DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.setCustomPostDecisionTableEvaluationListeners(List.of(listener));
        return configuration.buildEngine();
    }
}
