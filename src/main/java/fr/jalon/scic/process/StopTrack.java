package fr.jalon.scic.process;

import fr.jalon.plan.Plans;
import fr.jalon.scic.Track;
import fr.jalon.scic.Track.Outcome;
import fr.jalon.scic.TrackRows;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** Ends what a stopped track has open: its reviews and the applications not yet answered. What was granted goes on. */
@Component
class StopTrack implements JavaDelegate {

    private final TrackCalendar calendar;
    private final TrackRows tracks;
    private final Plans plans;
    private final RuntimeService runtime;

    StopTrack(TrackCalendar calendar, TrackRows tracks, Plans plans, RuntimeService runtime) {
        this.calendar = calendar;
        this.tracks = tracks;
        this.plans = plans;
        this.runtime = runtime;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        boolean isAbandoned = AssociationToScic.ABANDON_TRACK.equals(execution.getCurrentActivityId());
        tracks.decide(track.id(), isAbandoned ? Outcome.ABANDONED : Outcome.STOPPED);
        plans.close(track.id());
        List<String> called = runtime.createProcessInstanceQuery().superProcessInstanceId(track.id()).list().stream()
                .map(ProcessInstance::getId)
                .toList();
        Stream.concat(called.stream(), Stream.of(track.id()))
                .flatMap(instance -> runtime
                        .createExecutionQuery()
                        .processInstanceId(instance)
                        .messageEventSubscriptionName(AssociationToScic.TRACK_STOPPED)
                        .list()
                        .stream())
                .forEach(waiting -> runtime.messageEventReceived(AssociationToScic.TRACK_STOPPED, waiting.getId()));
    }
}
