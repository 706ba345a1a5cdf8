package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.engine.identity.Accounts;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** What is asked of the forms of open tasks before they are finished: by whom, and how two drafts of one differ. */
@Component
public class DraftForms {

    /**
     * The form of an open task.
     *
     * @param root the outermost process instance
     * @param assignee who has taken the task on; null while nobody has
     * @param names of what it asks and may be kept: not what is read once and stored nowhere
     */
    public record Form(String root, @Nullable String assignee, Set<String> names) {}

    /** A field that two drafts answer otherwise, each answer in words; empty for none. */
    public record Difference(String name, String label, String mine, String theirs) {}

    private final FormDefinitions definitions;
    private final Accounts accounts;
    // Asked for late: the engine is built around this room.
    private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

    DraftForms(FormDefinitions definitions, Accounts accounts, ObjectProvider<ProcessEngineConfigurationImpl> engine) {
        this.definitions = definitions;
        this.accounts = accounts;
        this.engine = engine;
    }

    /**
     * The form of an open task for who may work on it, by the engine's own rights; none for whoever may not see it.
     *
     * @throws AccessDeniedException for who may only see it
     */
    public Optional<Form> of(String task, String person) {
        return accounts.as(
                person,
                () -> inEngine(task, known -> {
                    if (!may(checker -> checker.checkReadTask(known))) return Optional.empty();
                    if (!may(checker -> checker.checkTaskWork(known)))
                        throw new AccessDeniedException("may not work on it");
                    return definitions.of(known).map(form -> form(known, form));
                }));
    }

    private boolean may(Consumer<CommandChecker> asked) {
        try {
            engine.getObject().getCommandCheckers().forEach(asked);
            return true;
        } catch (AuthorizationException denied) {
            return false;
        }
    }

    private static Form form(TaskEntity task, FormDefinition definition) {
        Set<String> names = new LinkedHashSet<>(definition.names());
        names.removeAll(definition.readOnce());
        return new Form(task.getExecution().getRootProcessInstanceId(), task.getAssignee(), names);
    }

    /** What two drafts of a task's form answer otherwise, in the form's order. Callers have checked who asks. */
    public List<Difference> between(String task, ObjectNode mine, ObjectNode theirs) {
        return inEngine(task, definitions::of).stream()
                .flatMap(form -> form.fields().stream())
                .map(field -> new Difference(
                        field.name,
                        field.label,
                        told(field, mine.path(field.name)),
                        told(field, theirs.path(field.name))))
                .filter(difference -> !difference.mine().equals(difference.theirs()))
                .toList();
    }

    private <T> Optional<T> inEngine(String task, Function<TaskEntity, Optional<T>> work) {
        return engine.getObject().getCommandExecutorTxRequired().execute(context -> Optional.ofNullable(
                        context.getTaskManager().findTaskById(task))
                .filter(known -> known.getTaskDefinition() != null)
                .flatMap(work));
    }

    /** What stands in a draft has not been checked: what cannot be told as its field tells it is told as it is. */
    private static String told(Field field, JsonNode answer) {
        try {
            return field.told(answer).map(DraftForms::words).orElse("");
        } catch (DateTimeException | StringIndexOutOfBoundsException unlikeADay) {
            return answer.asText();
        }
    }

    /** A row a line, each cell under its column. */
    private static String words(Notebook.Line line) {
        if (line.head().isEmpty()) return line.words();
        List<String> rows = new ArrayList<>();
        for (List<String> row : line.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) cells.add(line.head().get(i) + "\u00a0: " + row.get(i));
            }
            rows.add(cells.stream().collect(Collectors.joining(" ; ", "• ", "")));
        }
        return String.join("\n", rows);
    }
}
