package fr.jalon.scic.process;

import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketRows.Partnership;
import fr.jalon.scic.PartnerCategory;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps a partnership as it is signed, or why it is given up. */
@Component
class StorePartnership implements ExecutionListener {

    private final TrackCalendar calendar;
    private final MarketRows market;
    private final Shortfalls shortfalls;

    StorePartnership(TrackCalendar calendar, MarketRows market, Shortfalls shortfalls) {
        this.calendar = calendar;
        this.market = market;
        this.shortfalls = shortfalls;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        PartnerCategory category =
                PartnerCategory.valueOf((String) execution.getVariable(AssociationToScic.PARTNER_CATEGORY));
        Object outcome = execution.getVariable("partnershipOutcome");
        if ("GIVEN_UP".equals(outcome)) {
            shortfalls.giveUp(execution, category, String.valueOf(execution.getVariable("givenUpReason")));
        }
        if (!"SIGNED".equals(outcome)) return;
        market.sign(
                calendar.track(execution).id(),
                new Partnership(
                        category,
                        (String) execution.getVariable("partner"),
                        (String) execution.getVariable("contribution"),
                        LocalDate.parse((String) execution.getVariable("signedOn"))));
    }
}
