package fr.jalon.bootcamp.process;

import fr.jalon.experiment.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps that a morning ran out before its work was done; the week goes on. */
@Component
class MarkDayIncomplete implements JavaDelegate {

    private final Week week;
    private final JourneyCalendar calendar;
    private final Validation validation;

    MarkDayIncomplete(Week week, JourneyCalendar calendar, Validation validation) {
        this.week = week;
        this.calendar = calendar;
        this.validation = validation;
    }

    @Override
    public void execute(DelegateExecution execution) {
        validation.markIncomplete(week.journey(execution).experiment(), calendar.number(execution));
    }
}
