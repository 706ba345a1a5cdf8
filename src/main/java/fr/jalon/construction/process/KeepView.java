package fr.jalon.construction.process;

import fr.jalon.construction.Constructions;
import fr.jalon.engine.identity.Accounts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what somebody from outside has answered, and tells the team. */
@Component
class KeepView implements TaskListener {

    private final Constructions constructions;
    private final ConstructionNews news;
    private final Accounts accounts;

    KeepView(Constructions constructions, ConstructionNews news, Accounts accounts) {
        this.constructions = constructions;
        this.news = news;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateTask task) {
        String id = task.getProcessInstanceId();
        int number = ConstructionCalendar.helpNumber(task);
        String answer = (String) task.getVariable(ConstructionPhase.OUTSIDE_VIEW);
        constructions.answer(id, number, answer, accounts.current());
        news.answered(id, number, answer);
        task.removeVariable(ConstructionPhase.OUTSIDE_VIEW);
    }
}
