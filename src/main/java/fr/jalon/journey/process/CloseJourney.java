package fr.jalon.journey.process;

import fr.jalon.journey.JourneyRows;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Closes the row of a journey however its process ends, an administrator's deletion included. */
@Component
class CloseJourney implements ExecutionListener {

  private final JourneyRows journeys;

  CloseJourney(JourneyRows journeys) {
    this.journeys = journeys;
  }

  @Override
  public void notify(DelegateExecution execution) {
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
