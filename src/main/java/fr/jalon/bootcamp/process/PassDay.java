package fr.jalon.bootcamp.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps that a day of the week is over, complete or not. */
@Component
class PassDay implements ExecutionListener {

    private final JourneyCalendar calendar;
    private final Progress progress;

    PassDay(JourneyCalendar calendar, Progress progress) {
        this.calendar = calendar;
        this.progress = progress;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        progress.pass(calendar.journey(execution), calendar.number(execution), calendar.day(execution));
    }
}
