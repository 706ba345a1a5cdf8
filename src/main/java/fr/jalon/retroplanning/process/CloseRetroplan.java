package fr.jalon.retroplanning.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes a retroplanning and its plan, however its process ends, an administrator's deletion included. */
@Component
class CloseRetroplan implements ExecutionListener {

    private final Journeys journeys;
    private final Plans plans;
    private final InstanceRights rights;

    CloseRetroplan(Journeys journeys, Plans plans, InstanceRights rights) {
        this.journeys = journeys;
        this.plans = plans;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        rights.revoke(id);
        journeys.decide(id, execution.isCanceled() ? "CANCELLED" : "ANALYSED", null);
        journeys.close(id);
        plans.close(id);
    }
}
