package fr.jalon.engine;

import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;

/**
 * Brings the timers and due dates of a running instance in line with its calendar, for every process alike: each date
 * expression of the model is evaluated anew. To be called inside a command of the engine, that is from a delegate.
 */
@Component
public class Redating {

  private final ManagementService management;

  Redating(ManagementService management) {
    this.management = management;
  }

  /** Re-dates whatever still lies ahead; what has fired or been completed stays as it was lived. */
  public void apply(String processInstance) {
    var context = Context.getCommandContext();
    for (Job job : management.createJobQuery().processInstanceId(processInstance).timers().list()) {
      if (context.getJobManager().findJobById(job.getId()) instanceof TimerEntity) {
        management.recalculateJobDuedate(job.getId(), false);
      }
    }
    for (ExecutionEntity execution :
        context.getExecutionManager().findExecutionsByProcessInstanceId(processInstance)) {
      for (TaskEntity task : execution.getTasks()) {
        Expression due = task.getTaskDefinition().getDueDateExpression();
        if (due != null) task.setDueDate((Date) due.getValue(task.getExecution()));
      }
    }
  }
}
