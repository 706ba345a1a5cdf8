package fr.jalon.scic.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.Statutes;
import fr.jalon.scic.StatutesRows;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps each version of the statutes: the one there is as an amendment begins, and the one that comes of it. */
@Component
class KeepStatutes implements ExecutionListener {

    private final StatutesRows versions;
    private final Accounts accounts;

    KeepStatutes(StatutesRows versions, Accounts accounts) {
        this.versions = versions;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        String track = (String) execution.getVariable(AssociationToScic.TRACK);
        List<Statutes> known = versions.of(track);
        if (EVENTNAME_START.equals(execution.getEventName())) {
            if (known.isEmpty()) versions.add(track, Assembly.first(execution), null, null);
        } else {
            versions.add(
                    track,
                    Assembly.of(execution, known.size() + 1),
                    (String) execution.getVariable("statutesChanges"),
                    accounts.current());
        }
    }
}
