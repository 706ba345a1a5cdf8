package fr.jalon.scic.process;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.InstanceRights;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Lets a track's team see each of its called processes while it runs; outside a track there is none to see. */
@Component
class JoinTrack implements ExecutionListener {

    private final TrackCalendar calendar;
    private final InstanceRights rights;

    JoinTrack(TrackCalendar calendar, InstanceRights rights) {
        this.calendar = calendar;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (EVENTNAME_END.equals(execution.getEventName())) {
            rights.revoke(execution.getProcessInstanceId());
        } else {
            rights.grant(
                    execution.getProcessInstanceId(),
                    Groups.ofTeam(calendar.track(execution).team()));
        }
    }
}
