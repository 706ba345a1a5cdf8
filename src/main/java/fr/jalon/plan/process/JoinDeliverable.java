package fr.jalon.plan.process;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.InstanceRights;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Lets a plan's team see its deliverables while they run. */
@Component
class JoinDeliverable implements ExecutionListener {

    private final Deliverables deliverables;
    private final InstanceRights rights;

    JoinDeliverable(Deliverables deliverables, InstanceRights rights) {
        this.deliverables = deliverables;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        if (EVENTNAME_END.equals(execution.getEventName())) rights.revoke(id);
        else rights.grant(id, Groups.ofTeam(deliverables.plan(execution).team()));
    }
}
