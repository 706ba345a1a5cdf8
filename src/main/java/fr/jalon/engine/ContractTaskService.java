package fr.jalon.engine;

import jakarta.ws.rs.ForbiddenException;
import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's task service with the form's contract on every way to end a task. */
class ContractTaskService extends TaskServiceImpl {

  private final FormContract contract;

  ContractTaskService(FormContract contract) {
    this.contract = contract;
  }

  @Override
  public void complete(String task, Map<String, Object> answers) {
    complete(task, answers, false, false);
  }

  @Override
  public VariableMap completeWithVariablesInReturn(String task, Map<String, Object> answers, boolean deserialize) {
    return complete(task, answers, true, deserialize);
  }

  @Override
  public void resolveTask(String task) {
    resolveTask(task, null);
  }

  @Override
  public void resolveTask(String task, Map<String, Object> answers) {
    if (answers != null && !answers.isEmpty()) throw refused("Une tâche déléguée se rend sans réponses.");
    super.resolveTask(task);
  }

  @Override
  public TaskQuery createTaskQuery() {
    return new GuardedTaskQuery(commandExecutor);
  }

  @Override
  public void handleBpmnError(String task, String code) {
    throw refused(ENDINGS);
  }

  @Override
  public void handleBpmnError(String task, String code, String message) {
    throw refused(ENDINGS);
  }

  @Override
  public void handleBpmnError(String task, String code, String message, Map<String, Object> variables) {
    throw refused(ENDINGS);
  }

  @Override
  public void handleEscalation(String task, String code) {
    throw refused(ENDINGS);
  }

  @Override
  public void handleEscalation(String task, String code, Map<String, Object> variables) {
    throw refused(ENDINGS);
  }

  private static final String ENDINGS = "Une tâche se termine par son formulaire.";

  private static RuntimeException refused(String reason) {
    return new ForbiddenException(reason);
  }

  /** Completes a task; a refusal becomes the answer 400 with its French sentence, whichever route asked. */
  VariableMap complete(String task, Map<String, Object> answers, boolean returnVariables, boolean deserialize) {
    return HttpRefusal.translated(() ->
        commandExecutor.execute(new ContractCompletion(contract, task, answers, returnVariables, deserialize)));
  }
}
