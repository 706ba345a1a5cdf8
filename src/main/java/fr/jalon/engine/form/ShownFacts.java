package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.value.StringValue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What forms show beside the answers already given: the facts that slices tell. */
@Component
public class ShownFacts {

    private final ObjectMapper json;
    private final EngineValues values;
    // Asked for late, and once: these beans use the engine, which is built around this one.
    private final Supplier<List<FormFacts<?>>> facts;
    private final Supplier<List<StartFormFacts<?>>> startFacts;

    ShownFacts(
            ObjectMapper json,
            EngineValues values,
            ObjectProvider<FormFacts<?>> facts,
            ObjectProvider<StartFormFacts<?>> startFacts) {
        this.json = json;
        this.values = values;
        this.facts = SingletonSupplier.of(() -> facts.stream().toList());
        this.startFacts = SingletonSupplier.of(() -> startFacts.stream().toList());
    }

    /**
     * What the form of an open task shows, typed for the engine: {@code taskDescription} says what is expected and why,
     * {@code said} holds every text of the task's variables as a form's Markdown may show it.
     */
    Map<String, Object> shownBy(TaskEntity task) {
        Map<String, Object> shown = of(task);
        shown.put("taskDescription", task.getDescription());
        Map<String, Object> said = new LinkedHashMap<>();
        for (String name : task.getVariableNames()) {
            if (task.getVariableTyped(name, false) instanceof StringValue text && text.getValue() != null) {
                said.put(name, FormFacts.inert(text.getValue()));
            }
        }
        shown.put("said", said);
        return values.typed(shown);
    }

    /** The form of an open task with what guides whoever fills it; asked inside the engine's commands. */
    byte[] guided(byte[] form, TaskEntity task) {
        try {
            ObjectNode definition = (ObjectNode) json.readTree(form);
            String progress = Progress.of(
                            Context.getProcessEngineConfiguration()
                                    .getDeploymentCache()
                                    .findBpmnModelInstanceForProcessDefinition(task.getProcessDefinition()),
                            task.getTaskDefinitionKey())
                    .orElse(null);
            FormGuide.guide(definition, progress, task.getName() + "\n" + task.getDescription());
            return json.writeValueAsBytes(definition);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A start form with the choices that depend on facts filled in: Tasklist loads no variables for a start form. */
    byte[] filledIn(byte[] form) {
        try {
            ObjectNode definition = (ObjectNode) json.readTree(form);
            fillIn(definition.path("components"), ofStart(definition.path("id").asText()));
            FormGuide.guide(definition, null, "");
            return json.writeValueAsBytes(definition);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void fillIn(JsonNode components, Map<String, Object> facts) {
        for (JsonNode component : components) {
            fillIn(component.path("components"), facts);
            if (component instanceof ObjectNode select && select.has("valuesKey")) {
                String list = select.path("valuesKey").asText();
                select.remove("valuesKey");
                select.set("values", json.valueToTree(facts.getOrDefault(list, List.of())));
            }
            if (component instanceof ObjectNode text && text.has("text")) {
                String shown = text.path("text").asText();
                for (var fact : facts.entrySet())
                    shown = shown.replace("{{" + fact.getKey() + "}}", String.valueOf(fact.getValue()));
                text.put("text", shown);
            }
        }
    }

    /** The facts of a task's form, by name. */
    Map<String, Object> of(TaskEntity task) {
        return of(task, bean -> true);
    }

    /** Those facts of a task's form that are told together with some of these names. */
    Map<String, Object> of(TaskEntity task, Set<String> names) {
        return names.isEmpty() ? Map.of() : of(task, bean -> bean.tells(names));
    }

    private Map<String, Object> of(TaskEntity task, Predicate<FormFacts<?>> which) {
        Map<String, Object> all = new LinkedHashMap<>();
        facts.get().stream()
                .filter(bean -> bean.forms().contains(task.getTaskDefinitionKey()))
                .filter(which)
                .forEach(bean -> all.putAll(bean.of(task)));
        return all;
    }

    /** The facts of a start form, by name. */
    Map<String, Object> ofStart(String form) {
        Map<String, Object> all = new LinkedHashMap<>();
        startFacts.get().stream().filter(bean -> bean.form().equals(form)).forEach(bean -> all.putAll(bean.now()));
        return all;
    }
}
