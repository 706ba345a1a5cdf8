package fr.jalon.engine.form;

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
}
