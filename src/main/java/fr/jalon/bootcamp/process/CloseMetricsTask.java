package fr.jalon.bootcamp.process;

import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.MetricsRecorded;
import fr.jalon.experiment.Validation;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Completes the day's task of recording metrics once they have all come over HTTP. */
@Component
class CloseMetricsTask {

    private final TaskService tasks;
    private final Validation validation;

    CloseMetricsTask(TaskService tasks, Validation validation) {
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
        var rows = validation.rowsToFill(recorded.experiment(), day).stream()
                .map(MetricRow::asAnswers)
                .toList();
        tasks.complete(
                task.getId(),
                Map.of(
                        IdeaToDecision.METRICS,
                        SpinValues.jsonValue(Spin.JSON(rows).toString()).create()));
    }

    private LocalDate dayOf(Task task, MetricsRecorded recorded) {
        int counter = ((Number) tasks.getVariable(task.getId(), "loopCounter")).intValue();
        int mornings = ((Number) tasks.getVariable(task.getId(), "nrOfInstances")).intValue();
        var days = validation.days(recorded.experiment());
        return days.get(days.size() - mornings + counter).day();
    }
}
