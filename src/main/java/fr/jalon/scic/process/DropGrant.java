package fr.jalon.scic.process;

import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps that an application was dropped because its track stopped. */
@Component
class DropGrant implements JavaDelegate {

    private final TrackCalendar calendar;
    private final GrantRows grants;

    DropGrant(TrackCalendar calendar, GrantRows grants) {
        this.calendar = calendar;
        this.grants = grants;
    }

    @Override
    public void execute(DelegateExecution execution) {
        grants.set(
                calendar.track(execution).id(),
                (String) execution.getVariable(AssociationToScic.GRANT),
                Status.DROPPED);
    }
}
