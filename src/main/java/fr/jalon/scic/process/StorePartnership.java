package fr.jalon.scic.process;

import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketRows.Partnership;
import fr.jalon.scic.PartnerCategory;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps a partnership as it is signed. */
@Component
class StorePartnership implements ExecutionListener {

    private final TrackCalendar calendar;
    private final MarketRows market;

    StorePartnership(TrackCalendar calendar, MarketRows market) {
        this.calendar = calendar;
        this.market = market;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled() || !"SIGNED".equals(execution.getVariable("partnershipOutcome"))) return;
        market.sign(
                calendar.track(execution).id(),
                new Partnership(
                        PartnerCategory.valueOf((String) execution.getVariable(AssociationToScic.PARTNER_CATEGORY)),
                        (String) execution.getVariable("partner"),
                        (String) execution.getVariable("contribution"),
                        LocalDate.parse((String) execution.getVariable("signedOn"))));
    }
}
