package fr.jalon.scic.process;

import fr.jalon.scic.GrantRows;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Plans the application that follows one that was missed or refused, for the funder's next deadline. */
@Component
class OpenNextRound implements JavaDelegate {

    private final GrantCalendar calendar;
    private final GrantRows grants;

    OpenNextRound(GrantCalendar calendar, GrantRows grants) {
        this.calendar = calendar;
        this.grants = grants;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String next = grants.again(
                (String) execution.getVariable(AssociationToScic.TRACK),
                calendar.application(execution).grant(),
                LocalDate.parse((String) execution.getVariable("nextDeadline")));
        execution.setVariable(AssociationToScic.GRANT, next);
        execution.removeVariable(AssociationToScic.GRANT_STATUS);
        execution.removeVariable("grantDeadline");
    }
}
