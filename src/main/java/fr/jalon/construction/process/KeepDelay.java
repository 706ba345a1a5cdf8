package fr.jalon.construction.process;

import fr.jalon.construction.Construction.Delay;
import fr.jalon.construction.Constructions;
import fr.jalon.engine.identity.Accounts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps why nobody is served yet, and what is given up to get there. */
@Component
class KeepDelay implements TaskListener {

    private final Constructions constructions;
    private final Accounts accounts;

    KeepDelay(Constructions constructions, Accounts accounts) {
        this.constructions = constructions;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateTask task) {
        constructions.explain(
                task.getProcessInstanceId(),
                new Delay((String) task.getVariable(ConstructionPhase.DELAY_WHY), (String)
                        task.getVariable(ConstructionPhase.DELAY_DROPPED)),
                accounts.current());
    }
}
