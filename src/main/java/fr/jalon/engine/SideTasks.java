package fr.jalon.engine;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * Tasks that run beside the others, and end with the gate that is held meanwhile: who holds it says of each that is
 * still open whether it has been done. To be called inside a command of the engine, that is from a form's facts or a
 * listener.
 */
@Component
public class SideTasks {

    /** What is kept of one of which nothing is said. */
    public static final String NOT_HELD = "NOT_HELD";

    private final TransactionCache<String, Set<String>> open = new TransactionCache<>();

    /** The ids in the model of the tasks that are open in the instance of a gate. */
    public Set<String> open(DelegateTask gate) {
        return open.get(
                gate.getId(),
                task ->
                        Context.getCommandContext()
                                .getTaskManager()
                                .findTasksByProcessInstanceId(gate.getProcessInstanceId())
                                .stream()
                                .map(TaskEntity::getTaskDefinitionKey)
                                .collect(Collectors.toSet()));
    }

    /**
     * Keeps of each that is still open what was said of it, or that it was not held.
     *
     * @param outcomes by the task, the answer of the gate's form that says so
     */
    public void close(DelegateTask gate, Map<String, String> outcomes) {
        outcomes.forEach((task, outcome) -> {
            if (open(gate).contains(task) && gate.getVariable(outcome) == null) gate.setVariable(outcome, NOT_HELD);
        });
    }
}
