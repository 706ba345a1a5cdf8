package fr.jalon.scic.process;

import fr.jalon.scic.Vote;
import fr.jalon.scic.Vote.Outcome;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Says what came of the vote of the general assembly, and why. */
@Component
class CountVote implements ExecutionListener {

    private static final String VOID =
            "Vote sans effet\u00a0: l’assemblée s’est prononcée sur un projet contraire à la loi.";

    private final Assembly assembly;

    CountVote(Assembly assembly) {
        this.assembly = assembly;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        Vote.Result result = assembly.result(execution, execution.getVariables());
        boolean counts = !Boolean.TRUE.equals(execution.getVariable("voteVoid"));
        execution.setVariable(AssociationToScic.VOTE_RESULT, (counts ? result.outcome() : Outcome.REJECTED).name());
        execution.setVariable(AssociationToScic.VOTE_REASON, counts ? result.reason() : VOID);
        // An assembly that an earlier version has convened was a first one.
        execution.setVariable(AssociationToScic.SECOND_ASSEMBLY, Assembly.isSecond(execution));
    }
}
