package fr.jalon.scic.process;

import fr.jalon.scic.MarketTargets;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Says how many interviews a round opens: those that the track aims at, then those that the facilitator adds. */
@Component
class OpenInterviews implements JavaDelegate {

    private final TrackCalendar calendar;

    OpenInterviews(TrackCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean isAgain = execution.hasVariable(AssociationToScic.MARKET_DECISION);
        MarketTargets targets = calendar.track(execution).targets();
        execution.setVariable(
                AssociationToScic.COMPANY_INTERVIEWS,
                isAgain ? execution.getVariable(AssociationToScic.MORE_COMPANIES) : (Object) targets.companies());
        execution.setVariable(
                AssociationToScic.APPRENTICE_INTERVIEWS,
                isAgain ? execution.getVariable(AssociationToScic.MORE_APPRENTICES) : (Object) targets.apprentices());
    }
}
