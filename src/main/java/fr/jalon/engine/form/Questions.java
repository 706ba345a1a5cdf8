package fr.jalon.engine.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The forms of open tasks as pages ask them, from the same definitions as Tasklist's. Callers have checked who asks.
 */
@Component
public class Questions {

    /**
     * A task's form.
     *
     * @param description what is expected and why
     */
    public record Form(@Nullable String description, List<Question> questions) {}

    private final FormDefinitions definitions;
    private final ShownFacts facts;
    // Asked for late: the engine is built around this room.
    private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

    Questions(FormDefinitions definitions, ShownFacts facts, ObjectProvider<ProcessEngineConfigurationImpl> engine) {
        this.definitions = definitions;
        this.facts = facts;
        this.engine = engine;
    }

    /** The form of an open task; empty where the task is done, or its form has a list, which takes a script. */
    public Optional<Form> of(String task) {
        return engine.getObject().getCommandExecutorTxRequired().execute(context -> Optional.ofNullable(
                        context.getTaskManager().findTaskById(task))
                .flatMap(this::of));
    }

    private Optional<Form> of(TaskEntity task) {
        return definitions.of(task).flatMap(form -> {
            List<Question> questions = new ArrayList<>();
            form.fields().forEach(field -> field.asked(facts.of(task)).ifPresent(questions::add));
            return questions.size() == form.fields().size()
                    ? Optional.of(new Form(task.getDescription(), questions))
                    : Optional.empty();
        });
    }
}
