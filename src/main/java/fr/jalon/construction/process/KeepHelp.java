package fr.jalon.construction.process;

import fr.jalon.construction.Constructions;
import fr.jalon.construction.Help;
import fr.jalon.engine.identity.Accounts;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what look a team misses, and tells those who can give it. */
@Component
class KeepHelp implements TaskListener {

    private final Constructions constructions;
    private final ConstructionNews news;
    private final Accounts accounts;

    KeepHelp(Constructions constructions, ConstructionNews news, Accounts accounts) {
        this.constructions = constructions;
        this.news = news;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateTask task) {
        String id = task.getProcessInstanceId();
        Help.View missing = Help.View.valueOf((String) task.getVariable(ConstructionPhase.MISSING_VIEW));
        String question = (String) task.getVariable(ConstructionPhase.HELP_QUESTION);
        int number = constructions.ask(id, missing, question, accounts.current());
        news.asked(id, number, missing, question);
        task.setVariable(ConstructionPhase.HELP_NUMBER, number);
        task.removeVariables(List.of(ConstructionPhase.MISSING_VIEW, ConstructionPhase.HELP_QUESTION));
    }
}
