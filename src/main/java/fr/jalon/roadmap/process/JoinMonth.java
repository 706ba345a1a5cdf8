package fr.jalon.roadmap.process;

import fr.jalon.engine.identity.InstanceRights;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Lets a roadmap's team see its months while they run, and has the roadmap know the gate that is ahead. */
@Component
class JoinMonth implements ExecutionListener {

    private final RoadmapCalendar calendar;
    private final InstanceRights rights;

    JoinMonth(RoadmapCalendar calendar, InstanceRights rights) {
        this.calendar = calendar;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        if (EVENTNAME_END.equals(execution.getEventName())) {
            rights.revoke(id);
            return;
        }
        calendar.team(execution).forEach(group -> rights.grant(id, group));
        calendar.prepare(execution);
    }
}
