package fr.jalon.scic.process;

import fr.jalon.scic.Vote;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Says what came of the vote of the general assembly, and why. */
@Component
class CountVote implements ExecutionListener {

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        Vote.Result result = Assembly.result(execution, execution.getVariables());
        execution.setVariable(AssociationToScic.VOTE_RESULT, result.outcome().name());
        execution.setVariable(AssociationToScic.VOTE_REASON, result.reason());
    }
}
