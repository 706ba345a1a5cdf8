package fr.jalon.scic.process;

import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackNews;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps that a funder's deadline has passed without a file, and tells so. */
@Component
class RecordMissedGrant implements JavaDelegate {

    private final TrackCalendar calendar;
    private final GrantRows grants;
    private final TrackNews news;

    RecordMissedGrant(TrackCalendar calendar, GrantRows grants, TrackNews news) {
        this.calendar = calendar;
        this.grants = grants;
        this.news = news;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        String grant = (String) execution.getVariable(AssociationToScic.GRANT);
        GrantApplication missed = grants.application(track.id(), grant);
        grants.set(track.id(), grant, Status.MISSED);
        news.missed(track, missed);
    }
}
