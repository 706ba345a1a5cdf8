package fr.jalon.construction.process;

import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.construction.Constructions;
import fr.jalon.engine.identity.Accounts;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps who was served first; alerts end with it. */
@Component
class KeepFirstUser implements TaskListener {

    private final Constructions constructions;
    private final Accounts accounts;

    KeepFirstUser(Constructions constructions, Accounts accounts) {
        this.constructions = constructions;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateTask task) {
        constructions.serve(
                task.getProcessInstanceId(),
                new FirstUser(
                        (String) task.getVariable(ConstructionPhase.SERVED_WHO),
                        LocalDate.parse((String) task.getVariable(ConstructionPhase.SERVED_ON)),
                        (String) task.getVariable(ConstructionPhase.SERVED_TRANSACTION)),
                accounts.current());
    }
}
