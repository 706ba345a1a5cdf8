package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.experiment.Validation;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes the row of a journey, and its week, however its process ends, an administrator's deletion included. */
@Component
class CloseJourney implements ExecutionListener {

    private final Journeys journeys;
    private final BootcampRows bootcamps;
    private final Plans plans;
    private final Validation validation;
    private final InstanceRights rights;

    CloseJourney(Journeys journeys, BootcampRows bootcamps, Plans plans, Validation validation, InstanceRights rights) {
        this.journeys = journeys;
        this.bootcamps = bootcamps;
        this.plans = plans;
        this.validation = validation;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String id = execution.getProcessInstanceId();
        rights.revoke(id);
        validation.close(bootcamps.of(id).experiment());
        String withdrawal = (String) execution.getVariable(IdeaToDecision.WITHDRAWAL_REASON);
        journeys.decide(id, outcome(execution, withdrawal), withdrawal);
        journeys.close(id);
        plans.close(id);
    }

    private static String outcome(DelegateExecution execution, String withdrawal) {
        if (execution.isCanceled()) return "CANCELLED";
        Object decision = execution.getVariable(IdeaToDecision.DECISION);
        if (withdrawal != null || decision == null) return "WITHDRAWN";
        return decision.equals("GO") ? "CONTINUED" : decision.equals("STOP") ? "STOPPED" : "WITHDRAWN";
    }
}
