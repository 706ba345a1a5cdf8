package fr.jalon.construction.process;

import fr.jalon.construction.Constructions;
import fr.jalon.engine.identity.Accounts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Writes what a committee decides for good, with what it saw, and tells the team. */
@Component
class KeepCommittee implements TaskListener {

    private final Constructions constructions;
    private final ConstructionNews news;
    private final Accounts accounts;

    KeepCommittee(Constructions constructions, ConstructionNews news, Accounts accounts) {
        this.constructions = constructions;
        this.news = news;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateTask task) {
        String id = task.getProcessInstanceId();
        String decision = (String) task.getVariable(ConstructionPhase.DECISION);
        String reason = (String) task.getVariable(ConstructionPhase.REASON);
        constructions.decide(
                id, decision, reason, (String) task.getVariable(ConstructionPhase.LEARNT), accounts.current());
        news.decided(id, decision, reason);
    }
}
