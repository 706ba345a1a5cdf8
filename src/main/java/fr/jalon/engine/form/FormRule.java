package fr.jalon.engine.form;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** A rule that a form definition cannot say by itself. Slices register beans of this type. */
public interface FormRule {

    /** The forms it watches over: the ids of their tasks. */
    Set<String> forms();

    /**
     * Checks answers that already satisfy the form's definition.
     *
     * @throws fr.jalon.Refusal when they may not stand; the task then stays as it was
     */
    void check(Map<String, Object> answers, DelegateTask task);

    /** A rule for some forms; its check throws what {@link #check} may throw. */
    static FormRule on(Set<String> forms, BiConsumer<Map<String, Object>, DelegateTask> check) {
        return new FormRule() {
            @Override
            public Set<String> forms() {
                return forms;
            }

            @Override
            public void check(Map<String, Object> answers, DelegateTask task) {
                check.accept(answers, task);
            }
        };
    }

    /** A whole number among answers; 0 where there is none. */
    static long number(Map<String, Object> answers, String name) {
        return answers.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The rows of a list among answers; none where it was left empty. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rows(Map<String, Object> answers, String name) {
        return answers.get(name) instanceof Collection<?> rows
                ? List.copyOf((Collection<Map<String, Object>>) rows)
                : List.of();
    }
}
