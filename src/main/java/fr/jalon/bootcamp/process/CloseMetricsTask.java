package fr.jalon.bootcamp.process;

import fr.jalon.engine.Processes;
import fr.jalon.experiment.MetricsRecorded;
import fr.jalon.experiment.Validation;
import java.time.LocalDate;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Spares the day's task of recording metrics once they have all come over HTTP. */
@Component
class CloseMetricsTask {

    private final Processes processes;
    private final TaskService tasks;
    private final Validation validation;

    CloseMetricsTask(Processes processes, TaskService tasks, Validation validation) {
        this.processes = processes;
        this.tasks = tasks;
        this.validation = validation;
    }

    @EventListener
    void on(MetricsRecorded recorded) {
        Task task = tasks.createTaskQuery()
                .processInstanceId(recorded.experiment().journey())
                .taskDefinitionKey(IdeaToDecision.RECORD_METRICS)
                .singleResult();
        if (task == null) return;
        LocalDate day = dayOf(task, recorded);
        if (!recorded.days().contains(day) || !validation.isComplete(recorded.experiment(), day)) return;
        processes.spare(task.getId(), IdeaToDecision.ANSWERED_METRICS);
    }

    private LocalDate dayOf(Task task, MetricsRecorded recorded) {
        int counter = ((Number) tasks.getVariable(task.getId(), "loopCounter")).intValue();
        int mornings = ((Number) tasks.getVariable(task.getId(), "nrOfInstances")).intValue();
        var days = validation.days(recorded.experiment());
        return days.get(days.size() - mornings + counter).day();
    }
}
