package fr.jalon.scic.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps whether an assembly is convened for the first time or for the second, after one without a quorum. */
@Component
class CountConvocation implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        execution.setVariable(
                AssociationToScic.SECOND_ASSEMBLY,
                AssociationToScic.CONVENE_SECOND_ASSEMBLY.equals(execution.getCurrentActivityId()));
    }
}
