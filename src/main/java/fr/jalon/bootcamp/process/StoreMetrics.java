package fr.jalon.bootcamp.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
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
        if (execution.isCanceled() || !execution.hasVariable(IdeaToDecision.METRICS)) return;
        ExperimentId experiment = week.journey(execution).experiment();
        validation.record(
                experiment,
                calendar.day(execution),
                Week.rows(execution, IdeaToDecision.METRICS).stream()
                        .map(MetricRow::of)
                        .toList(),
                accounts.current());
        progress.recorded(experiment);
        execution.removeVariable(IdeaToDecision.METRICS);
    }
}
