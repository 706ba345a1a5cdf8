package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps in the journey's row which phase it is in. */
@Component
class EnterPhase implements ExecutionListener {

    private final BootcampRows journeys;

    EnterPhase(BootcampRows journeys) {
        this.journeys = journeys;
    }

    @Override
    public void notify(DelegateExecution execution) {
        journeys.enter(execution.getProcessInstanceId(), Phase.of(execution.getCurrentActivityId()));
    }
}
