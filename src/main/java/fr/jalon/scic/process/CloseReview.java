package fr.jalon.scic.process;

import fr.jalon.engine.SideTasks;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** A milestone review that is open when a gate stops the project ends with it: whoever stops says if it was held. */
@Component
class CloseReview implements TaskListener {

    private final SideTasks beside;

    CloseReview(SideTasks beside) {
        this.beside = beside;
    }

    @Override
    public void notify(DelegateTask gate) {
        if ("STOP".equals(gate.getVariable("gateVerdict")))
            beside.close(gate, Map.of(AssociationToScic.REVIEW_MILESTONE, "reviewOutcome"));
    }
}
