package fr.jalon.bootcamp.process;

import fr.jalon.experiment.Validation;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/** Keeps which channels the team has stopped as it adjusted its campaigns, in their row alone. */
@Component
class StoreStops implements ExecutionListener {

    private final Week week;
    private final Validation validation;

    StoreStops(Week week, Validation validation) {
        this.week = week;
        this.validation = validation;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()
                || !(execution.getVariable(IdeaToDecision.STOPPED_CHANNELS) instanceof SpinJsonNode stopped)) return;
        validation.stop(week.journey(execution).experiment(), stopped.mapTo(List.class));
        execution.removeVariable(IdeaToDecision.STOPPED_CHANNELS);
    }
}
