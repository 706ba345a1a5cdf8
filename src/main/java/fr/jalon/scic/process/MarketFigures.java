package fr.jalon.scic.process;

import fr.jalon.scic.MarketRows;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;

/** The figures that {@code market-verdict} reads; never stored. */
@Component
public class MarketFigures {

    private final TrackCalendar calendar;
    private final MarketRows market;

    MarketFigures(TrackCalendar calendar, MarketRows market) {
        this.calendar = calendar;
        this.market = market;
    }

    /** The figures of all interviews up to now. */
    public TypedValue soFar(DelegateExecution execution) {
        return Variables.objectValue(market.kpis(calendar.track(execution)).facts(), true)
                .create();
    }
}
