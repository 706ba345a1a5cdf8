package fr.jalon.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.CamundaFormRefImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.StringValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Holds whatever reaches a user task or a start form to the form's own definition, on every route: the engine's
 * services ask it inside their commands. Definitions are bound to their deployment and cached for good.
 */
@Component
public class FormContract {

    private final ObjectMapper json;
    // Asked for late: these beans use the engine, which is built around this one.
    private final ObjectProvider<FormFacts<?>> facts;
    private final ObjectProvider<StartFormFacts<?>> startFacts;
    private final ObjectProvider<FormRule> rules;
    private final ParisCalendar paris;
    private final Map<String, FormDefinition> definitions = new ConcurrentHashMap<>();
    private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();

    public FormContract(
            ObjectMapper json,
            ObjectProvider<FormFacts<?>> facts,
            ObjectProvider<StartFormFacts<?>> startFacts,
            ObjectProvider<FormRule> rules,
            ParisCalendar paris) {
        this.json = json;
        this.facts = facts;
        this.startFacts = startFacts;
        this.rules = rules;
        this.paris = paris;
    }

    /**
     * The answers as they are to be stored, typed for the engine.
     *
     * @throws Refusal when they break the form's definition or its rule
     */
    public Map<String, Object> checkTask(TaskEntity task, Map<String, Object> answers) {
        if (task.getTaskDefinition() == null) return answers; // not of a process: it has no form
        String form = task.getTaskDefinitionKey();
        var reference = task.getTaskDefinition().getFormDefinition().getCamundaFormDefinitionKey();
        if (reference == null) throw new IllegalStateException("user task " + form + " has no form");
        FormDefinition definition =
                definition(task.getProcessDefinition().getDeploymentId(), reference.getExpressionText());
        Map<String, Object> shown = definition.needsFacts() ? factsOf(task) : Map.of();
        Map<String, Object> accepted = definition.check(plain(answers), shown, this::holds, paris.today());
        for (FormRule rule : rules) {
            if (!rule.forms().contains(form)) continue;
            Answers read = new Answers(definition, accepted);
            rule.check().accept(read, task);
            read.refuseFaults();
        }
        // Only what changes is written: an answer left out stands, one that was asked anew or sent empty is emptied.
        Collection<String> emptied = definition.askedAnew();
        if (answers != null) emptied.addAll(answers.keySet());
        accepted.entrySet()
                .removeIf(answer -> answer.getValue() == null
                        && !(emptied.contains(answer.getKey()) && task.hasVariable(answer.getKey())));
        return typed(accepted);
    }

    /** The variables of a new instance, held to the process's start form. */
    public VariableMap checkStart(ExecutionEntity instance, String form) {
        FormDefinition definition = definition(instance.getProcessDefinition().getDeploymentId(), form);
        Map<String, Object> shown = definition.needsFacts() ? factsOfStart(form) : Map.of();
        Map<String, Object> accepted =
                definition.check(plain(instance.getVariablesTyped(false)), shown, this::holds, paris.today());
        accepted.values().removeIf(value -> value == null);
        return readOnce(typed(accepted), definition);
    }

    /** The answers to a start form of which some are never stored, with these marked so; empty for any other form. */
    public Optional<Map<String, Object>> readOnce(ProcessDefinitionEntity process, Map<String, Object> answers) {
        var reference = process.getStartFormDefinition() == null
                ? null
                : process.getStartFormDefinition().getCamundaFormDefinitionKey();
        return Optional.ofNullable(reference)
                .map(form -> definition(process.getDeploymentId(), form.getExpressionText()))
                .filter(form -> answers != null && !form.readOnce().isEmpty())
                .map(form -> readOnce(answers, form));
    }

    private static VariableMap readOnce(Map<String, Object> answers, FormDefinition definition) {
        VariableMap marked = Variables.fromMap(answers);
        definition.readOnce().stream()
                .filter(name -> marked.get(name) instanceof String)
                .forEach(name -> marked.putValueTyped(name, Variables.stringValue((String) marked.get(name), true)));
        return marked;
    }

    /**
     * What the form of an open task shows, typed for the engine: {@code taskDescription} says what is expected and why,
     * {@code said} holds every text of the task's variables as a form's Markdown may show it.
     */
    public Map<String, Object> shownBy(TaskEntity task) {
        Map<String, Object> shown = factsOf(task);
        shown.put("taskDescription", task.getDescription());
        Map<String, Object> said = new LinkedHashMap<>();
        for (String name : task.getVariableNames()) {
            if (task.getVariableTyped(name, false) instanceof StringValue text && text.getValue() != null) {
                said.put(name, FormFacts.inert(text.getValue()));
            }
        }
        shown.put("said", said);
        return typed(shown);
    }

    /** The fields of a task's form whose last answers are not offered again. */
    public Collection<String> askedAnew(TaskEntity task) {
        var reference = task.getTaskDefinition().getFormDefinition().getCamundaFormDefinitionKey();
        return reference == null
                ? List.of()
                : definition(task.getProcessDefinition().getDeploymentId(), reference.getExpressionText())
                        .askedAnew();
    }

    /** A start form with the choices that depend on facts filled in: Tasklist loads no variables for a start form. */
    byte[] filledIn(byte[] form) {
        try {
            ObjectNode definition = (ObjectNode) json.readTree(form);
            fillIn(
                    definition.path("components"),
                    factsOfStart(definition.path("id").asText()));
            return json.writeValueAsBytes(definition);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void fillIn(JsonNode components, Map<String, Object> facts) {
        for (JsonNode component : components) {
            fillIn(component.path("components"), facts);
            if (component instanceof ObjectNode select && select.has("valuesKey")) {
                select.set(
                        "values",
                        json.valueToTree(
                                facts.getOrDefault(select.remove("valuesKey").asText(), List.of())));
            }
            if (component instanceof ObjectNode text && text.has("text")) {
                String shown = text.path("text").asText();
                for (var fact : facts.entrySet())
                    shown = shown.replace("{{" + fact.getKey() + "}}", String.valueOf(fact.getValue()));
                text.put("text", shown);
            }
        }
    }

    private Map<String, Object> factsOf(TaskEntity task) {
        Map<String, Object> all = new LinkedHashMap<>();
        facts.stream()
                .filter(bean -> bean.forms().contains(task.getTaskDefinitionKey()))
                .forEach(bean -> all.putAll(bean.of(task)));
        return all;
    }

    private Map<String, Object> factsOfStart(String form) {
        Map<String, Object> all = new LinkedHashMap<>();
        startFacts.stream().filter(bean -> bean.form().equals(form)).forEach(bean -> all.putAll(bean.now()));
        return all;
    }

    private boolean holds(String condition, Map<String, Object> context) {
        return Boolean.TRUE.equals(feel.evaluateSimpleExpression(
                condition, Variables.fromMap(context).asVariableContext()));
    }

    private FormDefinition definition(String deployment, String form) {
        return definitions.computeIfAbsent(deployment + "/" + form, key -> read(deployment, form));
    }

    private FormDefinition read(String deployment, String form) {
        CommandContext context = Context.getCommandContext();
        CamundaFormRefImpl reference = new CamundaFormRefImpl(form, "deployment");
        CamundaFormDefinition found =
                context.runWithoutAuthorization(new GetCamundaFormDefinitionCmd(reference, deployment));
        if (found == null) throw new IllegalStateException("form " + form + " is not deployed");
        Supplier<InputStream> content =
                () -> context.runWithoutAuthorization(new org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd(
                        found.getDeploymentId(), found.getResourceName()));
        try (InputStream stream = content.get()) {
            return FormDefinition.read(json.readTree(stream));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Answers as plain values: lists and maps instead of the engine's typed ones. */
    private Map<String, Object> plain(Map<String, Object> answers) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (answers == null) return plain;
        Map<String, String> errors = new LinkedHashMap<>();
        VariableMap typed = answers instanceof VariableMap map ? map : Variables.fromMap(answers);
        for (String name : answers.keySet()) {
            try {
                plain.put(name, plain(typed.<TypedValue>getValueTyped(name)));
            } catch (JsonProcessingException | RuntimeException unreadable) {
                errors.put(name, "Le champ « " + FormDefinition.shown(name) + " » n’est pas lisible.");
            }
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return plain;
    }

    /** What comes serialized is read as JSON, whatever Java class it claims to be. */
    private Object plain(TypedValue value) throws JsonProcessingException {
        if (value == null) return null;
        if (value instanceof SerializableValue given && !given.isDeserialized()) {
            String text = given.getValueSerialized();
            return text == null ? null : json.readValue(text, Object.class);
        }
        Object content = value.getValue();
        return content instanceof SpinJsonNode node ? json.readValue(node.toString(), Object.class) : content;
    }

    private Map<String, Object> typed(Map<String, Object> plain) {
        Map<String, Object> typed = new LinkedHashMap<>();
        plain.forEach((name, value) -> typed.put(name, typed(value)));
        return typed;
    }

    private Object typed(Object value) {
        if (!(value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof ArrayNode)) return value;
        try {
            return SpinValues.jsonValue(json.writeValueAsString(value)).create();
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
