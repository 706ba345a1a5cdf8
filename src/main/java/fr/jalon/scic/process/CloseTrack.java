package fr.jalon.scic.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Track.Outcome;
import fr.jalon.scic.TrackRows;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes a track and its plan, however its process ends, an administrator's deletion included. */
@Component
class CloseTrack implements ExecutionListener {

    private final TrackRows tracks;
    private final Plans plans;
    private final InstanceRights rights;

    CloseTrack(TrackRows tracks, Plans plans, InstanceRights rights) {
        this.tracks = tracks;
        this.plans = plans;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        rights.revoke(id);
        tracks.decide(id, execution.isCanceled() ? Outcome.CANCELLED : Outcome.LAUNCHED);
        tracks.close(id);
        plans.close(id);
    }
}
