package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes the row of a journey, and its week, however its process ends, an administrator's deletion included. */
@Component
class CloseJourney implements ExecutionListener {

    private final BootcampRows journeys;
    private final Validation validation;
    private final InstanceRights rights;

    CloseJourney(BootcampRows journeys, Validation validation, InstanceRights rights) {
        this.journeys = journeys;
        this.validation = validation;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        rights.revoke(execution.getProcessInstanceId());
        validation.close(journeys.of(execution.getProcessInstanceId()).experiment());
        Object withdrawal = execution.getVariable(IdeaToDecision.WITHDRAWAL_REASON);
        Object decision = execution.getVariable(IdeaToDecision.DECISION);
        if (execution.isCanceled()) {
            journeys.close(execution.getProcessInstanceId(), "CANCELLED", null);
        } else if (withdrawal == null && "GO".equals(decision)) {
            journeys.close(execution.getProcessInstanceId(), "CONTINUED", null);
        } else if (withdrawal == null && "STOP".equals(decision)) {
            journeys.close(execution.getProcessInstanceId(), "STOPPED", null);
        } else {
            journeys.close(execution.getProcessInstanceId(), "WITHDRAWN", (String) withdrawal);
        }
    }
}
