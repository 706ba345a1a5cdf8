package fr.jalon.engine.form;

import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * A rule that a form definition cannot say by itself. Slices register beans of this type.
 *
 * @param forms the forms it watches over: the ids of their tasks
 * @param check refuses what may not stand among answers that already satisfy the form's definition; the task then stays
 *     as it was
 */
public record FormRule(Set<String> forms, BiConsumer<Answers, DelegateTask> check) {

    /** A rule for one form. */
    public static FormRule on(String form, BiConsumer<Answers, DelegateTask> check) {
        return new FormRule(Set.of(form), check);
    }
}
