package fr.jalon.scic.process;

import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Track;
import fr.jalon.scic.Track.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** Ends what a stopped track has open: its reviews and the applications not yet answered. What was granted goes on. */
@Component
class StopTrack implements JavaDelegate {

    private final TrackCalendar calendar;
    private final Journeys journeys;
    private final Plans plans;
    private final RuntimeService runtime;

    StopTrack(TrackCalendar calendar, Journeys journeys, Plans plans, RuntimeService runtime) {
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
