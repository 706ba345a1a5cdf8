package fr.jalon.engine.form;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Holds whatever reaches a user task or a start form to the form's own definition, on every route: the engine's
 * services ask it inside their commands.
 */
@Component
public class FormContract {

    private final FormDefinitions definitions;
    private final ShownFacts facts;
    private final EngineValues values;
    // Asked for late: these beans use the engine, which is built around this one.
    private final Supplier<List<FormRule>> rules;
    private final ParisCalendar paris;
    private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();

    FormContract(
            FormDefinitions definitions,
            ShownFacts facts,
            EngineValues values,
            ObjectProvider<FormRule> rules,
            ParisCalendar paris) {
        this.definitions = definitions;
        this.facts = facts;
        this.values = values;
        this.rules = SingletonSupplier.of(() -> rules.stream().toList());
        this.paris = paris;
    }

    /**
     * The answers as they are to be stored, typed for the engine.
     *
     * @throws Refusal when they break the form's definition or its rule
     */
    @Nullable
    Map<String, Object> checkTask(TaskEntity task, @Nullable Map<String, Object> answers) {
        if (task.getTaskDefinition() == null) return answers; // not of a process: it has no form
        String form = task.getTaskDefinitionKey();
        FormDefinition definition =
                definitions.of(task).orElseThrow(() -> new IllegalStateException("user task " + form + " has no form"));
        Map<String, Object> shown = facts.of(task, definition.neededFacts());
        Map<String, Object> accepted = definition.check(values.plain(answers), shown, this::holds, paris.today());
        for (FormRule rule : rules.get()) {
            if (!rule.forms().contains(form)) continue;
            Answers read = new Answers(definition, accepted);
            rule.check().accept(read, task);
            read.refuseFaults();
        }
        // Only what changes is written: an answer left out stands, one that was asked anew or sent empty is emptied.
        Collection<String> emptied = definition.askedAnew();
        // What is sent to a field that is hidden is left aside: it empties nothing.
        if (answers != null)
            values.plain(answers).forEach((name, sent) -> {
                if (isEmpty(sent)) emptied.add(name);
            });
        accepted.entrySet()
                .removeIf(answer -> answer.getValue() == null
                        && !(emptied.contains(answer.getKey()) && task.hasVariable(answer.getKey())));
        Map<String, Object> typed = values.typed(accepted);
        return definition.readOnce().isEmpty() ? typed : readOnce(typed, definition);
    }

    private static boolean isEmpty(@Nullable Object sent) {
        return sent == null
                || sent instanceof String text && text.isBlank()
                || sent instanceof Collection<?> list && list.isEmpty();
    }

    /** The variables of a new instance, held to the process's start form. */
    VariableMap checkStart(ExecutionEntity instance, String form) {
        FormDefinition definition = definitions.of(instance.getProcessDefinition(), form);
        Map<String, Object> shown = definition.neededFacts().isEmpty() ? Map.of() : facts.ofStart(form);
        Map<String, Object> given = values.plain(instance.getVariablesTyped(false));
        Map<String, Object> accepted = definition.check(given, shown, this::holds, paris.today());
        accepted.values().removeIf(Objects::isNull);
        return readOnce(values.typed(accepted), definition);
    }

    /** The answers to a start form of which some are never stored, with these marked so; empty for any other form. */
    Optional<Map<String, Object>> readOnce(ProcessDefinitionEntity process, @Nullable Map<String, Object> answers) {
        if (answers == null) return Optional.empty();
        return definitions
                .of(process)
                .filter(form -> !form.readOnce().isEmpty())
                .map(form -> readOnce(answers, form));
    }

    private static VariableMap readOnce(Map<String, Object> answers, FormDefinition definition) {
        VariableMap marked = Variables.fromMap(answers);
        definition.readOnce().stream()
                .filter(name -> marked.get(name) instanceof String)
                .forEach(name -> marked.putValueTyped(name, Variables.stringValue((String) marked.get(name), true)));
        return marked;
    }

    /** The fields of a task's form whose last answers are not offered again. */
    Collection<String> askedAnew(TaskEntity task) {
        return definitions
                .of(task)
                .<Collection<String>>map(FormDefinition::askedAnew)
                .orElse(List.of());
    }

    private boolean holds(String condition, Map<String, Object> context) {
        return Boolean.TRUE.equals(feel.evaluateSimpleExpression(
                condition, Variables.fromMap(context).asVariableContext()));
    }
}
