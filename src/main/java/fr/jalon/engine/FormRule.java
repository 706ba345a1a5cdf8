package fr.jalon.engine;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** A rule that a form definition cannot say by itself. Slices register beans of this type. */
public interface FormRule {

  /** The form it watches over: the id of the task. */
  String form();

  /**
   * Checks answers that already satisfy the form's definition.
   *
   * @throws fr.jalon.Refusal when they may not stand; the task then stays as it was
   */
  void check(Map<String, Object> answers, DelegateTask task);
}
