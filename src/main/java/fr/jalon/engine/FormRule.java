package fr.jalon.engine;

import java.util.Map;
import java.util.Set;
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
}
