package fr.jalon.bootcamp.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Stores the figures of the day when a person has given them, and leaves them in their rows alone. A morning that ran
 * out stores nothing, nor does a task that was spared: its figures are rows already.
 */
@Component
class StoreMetrics implements ExecutionListener {

    private final Week week;
    private final JourneyCalendar calendar;
    private final Validation validation;
    private final Progress progress;
    private final Accounts accounts;

    StoreMetrics(Week week, JourneyCalendar calendar, Validation validation, Progress progress, Accounts accounts) {
        this.week = week;
        this.calendar = calendar;
        this.validation = validation;
        this.progress = progress;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        List<MetricRow> given = Week.metrics(list -> Week.rows(execution, list));
        if (execution.isCanceled() || given.isEmpty()) return;
        ExperimentId experiment = week.journey(execution).experiment();
        Long visitors = execution.getVariable(IdeaToDecision.UNIQUE_VISITORS) instanceof Number number
                ? number.longValue()
                : null;
        validation.record(experiment, calendar.day(execution), given, visitors, accounts.current());
        progress.recorded(experiment);
        execution.removeVariables(IdeaToDecision.ANSWERED_METRICS);
    }
}
