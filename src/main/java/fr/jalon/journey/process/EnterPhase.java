package fr.jalon.journey.process;

import fr.jalon.journey.JourneyRows;
import fr.jalon.journey.Phase;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps in the journey's row which phase it is in. */
@Component
class EnterPhase implements ExecutionListener {

  private final JourneyRows journeys;

  EnterPhase(JourneyRows journeys) {
    this.journeys = journeys;
  }

  @Override
  public void notify(DelegateExecution execution) {
    journeys.enter(execution.getProcessInstanceId(), Phase.of(execution.getCurrentActivityId()));
  }
}
