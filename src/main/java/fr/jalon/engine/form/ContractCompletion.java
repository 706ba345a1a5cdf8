package fr.jalon.engine.form;

import java.util.Map;
import java.util.function.BiFunction;
import org.camunda.bpm.engine.impl.bpmn.behavior.MultiInstanceActivityBehavior;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.task.DelegationState;
import org.jspecify.annotations.Nullable;

/** Completes a task, or resolves one that was delegated, once its answers stand. */
class ContractCompletion extends CompleteTaskCmd {

    private final transient BiFunction<TaskEntity, Map<String, Object>, Map<String, Object>> accepted;

    /** @param accepted the answers of a task as they are to be stored */
    ContractCompletion(
            BiFunction<TaskEntity, Map<String, Object>, Map<String, Object>> accepted,
            String task,
            @Nullable Map<String, Object> answers,
            boolean returnVariables,
            boolean deserialize) {
        super(task, answers, returnVariables, deserialize);
        this.accepted = accepted;
    }

    @Override
    protected void checkCompleteTask(TaskEntity task, CommandContext context) {
        super.checkCompleteTask(task, context);
        variables = accepted.apply(task, variables);
        if (variables != null && isOneOfSeveral(task)) {
            task.getExecution().setVariablesLocal(variables);
            variables = null;
        }
    }

    /** Several people work side by side on the instances of such a task: each keeps its answers to itself. */
    private static boolean isOneOfSeveral(TaskEntity task) {
        return task.getExecution() != null
                && task.getExecution().getActivity().getFlowScope() instanceof ActivityImpl body
                && body.getActivityBehavior() instanceof MultiInstanceActivityBehavior;
    }

    @Override
    protected void completeTask(TaskEntity task) {
        if (task.getDelegationState() == DelegationState.PENDING) {
            task.resolve();
            task.logUserOperation("Resolve");
            task.triggerUpdateEvent();
        } else {
            super.completeTask(task);
        }
    }
}
