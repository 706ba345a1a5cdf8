package fr.jalon.engine.time;

import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.runtime.PvmExecutionImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings the timers and due dates of a running instance in line with its calendar, for every process alike: each date
 * expression of the model is evaluated anew. To be called inside a command of the engine, that is from a delegate.
 */
@Component
public class Redating {

    private final ManagementService management;
    private final RuntimeService runtime;
    private final ThreadLocal<@Nullable Date> present = new ThreadLocal<>();

    Redating(ManagementService management, RuntimeService runtime) {
        this.management = management;
        this.runtime = runtime;
    }

    /** The date that a task or timer has which is being re-dated, for those that count from the day they open. */
    public Optional<Date> present() {
        return Optional.ofNullable(present.get());
    }

    private <T> T presently(@Nullable Date date, Supplier<T> reckoned) {
        present.set(date);
        try {
            return reckoned.get();
        } finally {
            present.remove();
        }
    }

    /** Does so to an instance and to whatever it has called. */
    public void applyToAll(String root) {
        runtime.createProcessInstanceQuery()
                .rootProcessInstanceId(root)
                .list()
                .forEach(instance -> apply(instance.getId()));
    }

    /**
     * Re-dates whatever still lies ahead; what has fired or been completed stays as it was lived. A reminder that has
     * fired is armed again when its new date lies ahead.
     */
    public void apply(String processInstance) {
        CommandContext context = Context.getCommandContext();
        Set<String> armed = new HashSet<>();
        for (Job job : management
                .createJobQuery()
                .processInstanceId(processInstance)
                .timers()
                .list()) {
            if (context.getJobManager().findJobById(job.getId()) instanceof TimerEntity timer) {
                armed.add(timer.getExecutionId() + "/" + timer.getActivityId());
                presently(timer.getDuedate(), () -> {
                    management.recalculateJobDuedate(job.getId(), false);
                    return null;
                });
            }
        }
        Map<ScopeImpl, PvmExecutionImpl> scopes = new HashMap<>();
        for (ExecutionEntity execution :
                context.getExecutionManager().findExecutionsByProcessInstanceId(processInstance)) {
            if (execution.getActivity() != null && execution.getExecutions().isEmpty()) {
                scopes.putAll(execution.createActivityExecutionMapping());
            }
            for (TaskEntity task : execution.getTasks()) {
                Expression due = task.getTaskDefinition().getDueDateExpression();
                if (due != null)
                    task.setDueDate(presently(task.getDueDate(), () -> (Date) due.getValue(task.getExecution())));
            }
        }
        scopes.forEach((scope, execution) -> armAgain(scope, (ExecutionEntity) execution, armed));
    }

    /** In a scope that lives, a timer without a job is one that fired without interrupting. */
    private void armAgain(ScopeImpl scope, ExecutionEntity execution, Set<String> armed) {
        TimerDeclarationImpl.getDeclarationsForScope(scope).forEach((activity, declaration) -> {
            if (armed.contains(execution.getId() + "/" + activity)) return;
            TimerEntity timer = declaration.createTimerInstance(execution);
            if (!timer.getDuedate().after(ClockUtil.getCurrentTime())) timer.delete();
        });
    }
}
