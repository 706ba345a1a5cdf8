package fr.jalon.scic.process;

import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Track;
import fr.jalon.scic.Track.Outcome;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.springframework.stereotype.Component;

/**
 * Keeps how a track ends, and ends its main branch where the team leaves. What the model then throws ends reviews and
 * applications; what was granted goes on.
 */
@Component
class EndTrack implements JavaDelegate {

    private final TrackCalendar calendar;
    private final Journeys journeys;
    private final Plans plans;
    private final RuntimeService runtime;

    EndTrack(TrackCalendar calendar, Journeys journeys, Plans plans, RuntimeService runtime) {
        this.calendar = calendar;
        this.journeys = journeys;
        this.plans = plans;
        this.runtime = runtime;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        String activity = execution.getCurrentActivityId();
        if (activity.equals(AssociationToScic.WITHDRAW_TRACK)) {
            journeys.decide(track.id(), Outcome.WITHDRAWN.name(), (String)
                    execution.getVariable(AssociationToScic.WITHDRAWAL_REASON));
        } else {
            Outcome outcome = activity.equals(AssociationToScic.ABANDON_TRACK) ? Outcome.ABANDONED : Outcome.STOPPED;
            journeys.decide(track.id(), outcome.name(), null);
        }
        plans.close(track.id());
        if (activity.equals(AssociationToScic.WITHDRAW_TRACK)) endMainBranch(track.id());
    }

    /** What is owed for grants stands beside it, and goes on. */
    private void endMainBranch(String track) {
        var end = runtime.createProcessInstanceModification(track);
        ActivityInstance tree = runtime.getActivityInstance(track);
        AssociationToScic.MAIN_BRANCH.stream()
                .flatMap(activity -> Stream.of(tree.getActivityInstances(activity)))
                .forEach(running -> end.cancelActivityInstance(running.getId()));
        end.execute();
    }
}
