package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells that the market waits to be decided on. */
@Component
class TellDecisionLate implements JavaDelegate {

    private final TrackCalendar calendar;
    private final LateSteps late;
    private final ParisCalendar paris;

    TellDecisionLate(TrackCalendar calendar, LateSteps late, ParisCalendar paris) {
        this.calendar = calendar;
        this.late = late;
        this.paris = paris;
    }

    @Override
    public void execute(DelegateExecution execution) {
        late.tell(
                calendar.track(execution),
                AssociationToScic.MARKET_VALIDATION,
                "decide-market-" + paris.today(),
                "En retard",
                "Les entretiens sont finis depuis une semaine, et « Statuer sur le marché » attend un facilitateur.");
    }
}
