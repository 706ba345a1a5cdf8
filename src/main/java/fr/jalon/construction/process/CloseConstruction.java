package fr.jalon.construction.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes a construction and its plan, however its process ends, an administrator's deletion included. */
@Component
class CloseConstruction implements ExecutionListener {

    private final Journeys journeys;
    private final Plans plans;
    private final InstanceRights rights;

    CloseConstruction(Journeys journeys, Plans plans, InstanceRights rights) {
        this.journeys = journeys;
        this.plans = plans;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        rights.revoke(id);
        String reason = (String) execution.getVariable(ConstructionPhase.REASON);
        if (execution.isCanceled()) journeys.decide(id, "CANCELLED", null);
        else if ("ACCELERATE".equals(execution.getVariable(ConstructionPhase.DECISION)))
            journeys.decide(id, "ACCELERATED", reason);
        else journeys.decide(id, "STOPPED", reason);
        journeys.close(id);
        plans.close(id);
    }
}
