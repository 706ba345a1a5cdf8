package fr.jalon.scic.process;

import fr.jalon.engine.form.ListAnswers;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketRows.Partnership;
import fr.jalon.scic.PartnerCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps the partners and the founders that a team has found since its gate sent it back. */
@Component
class KeepAdjustment implements ExecutionListener {

    static final String PARTNERS = "latePartners";
    static final String FOUNDERS = "lateFounders";

    private final TrackCalendar calendar;
    private final MarketRows market;
    private final Shortfalls shortfalls;

    KeepAdjustment(TrackCalendar calendar, MarketRows market, Shortfalls shortfalls) {
        this.calendar = calendar;
        this.market = market;
        this.shortfalls = shortfalls;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        String track = calendar.track(execution).id();
        for (Map<String, Object> row : ListAnswers.rows(execution, PARTNERS)) {
            PartnerCategory category = PartnerCategory.valueOf(String.valueOf(row.get("category")));
            market.sign(
                    track,
                    new Partnership(
                            category,
                            String.valueOf(row.get("partner")),
                            String.valueOf(row.get("contribution")),
                            LocalDate.parse(String.valueOf(row.get("signedOn")))));
            shortfalls.signed(track, category);
        }
        List<Map<String, Object>> founders = ListAnswers.rows(execution, FOUNDERS);
        if (!founders.isEmpty()) shortfalls.found(track, founders);
        execution.removeVariables(List.of(PARTNERS, FOUNDERS));
    }
}
