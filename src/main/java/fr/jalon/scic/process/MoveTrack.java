package fr.jalon.scic.process;

import fr.jalon.engine.time.Redating;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Brings timers and due dates of a track, and of whatever it has called, in line with its plan, and tells what that has
 * made impossible.
 */
@Component
class MoveTrack implements JavaDelegate {

    private final TrackCalendar calendar;
    private final TrackProgress progress;
    private final Redating redating;
    private final TellTrackDoubts doubts;

    MoveTrack(TrackCalendar calendar, TrackProgress progress, Redating redating, TellTrackDoubts doubts) {
        this.doubts = doubts;
        this.calendar = calendar;
        this.progress = progress;
        this.redating = redating;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String track = execution.getProcessInstanceId();
        calendar.forget(track);
        progress.place(track);
        redating.applyToAll(track);
        doubts.tell(track);
    }
}
