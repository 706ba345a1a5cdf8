package fr.jalon.bootcamp.process;

import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the week's figures; whatever of the launch is still open closes with it. */
@Component
class CompileEvidence implements JavaDelegate {

    private final Week week;
    private final Validation validation;

    CompileEvidence(Week week, Validation validation) {
        this.week = week;
        this.validation = validation;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ExperimentId experiment = week.journey(execution).experiment();
        validation.freeze(experiment, Week.contract(execution));
        validation.close(experiment);
        execution.setVariable(IdeaToDecision.WEEK_OVER, true);
    }
}
