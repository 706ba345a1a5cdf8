package fr.jalon.roadmap.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes a roadmap and its plan, however its process ends, an administrator's deletion included. */
@Component
class CloseRoadmap implements ExecutionListener {

    private final Journeys journeys;
    private final Plans plans;
    private final InstanceRights rights;

    CloseRoadmap(Journeys journeys, Plans plans, InstanceRights rights) {
        this.journeys = journeys;
        this.plans = plans;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        rights.revoke(id);
        if (execution.isCanceled()) journeys.decide(id, "CANCELLED", null);
        else if ("STOP".equals(execution.getVariable(StudioRoadmap.GATE_VERDICT)))
            journeys.decide(id, "STOPPED", (String) execution.getVariable(StudioRoadmap.COMMENT));
        else journeys.decide(id, "ACHIEVED", null);
        journeys.close(id);
        plans.close(id);
    }
}
