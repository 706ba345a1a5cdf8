package fr.jalon.scic.process;

import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketRows.Partnership;
import fr.jalon.scic.PartnerCategory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Which partnerships are signed and which are awaited: the model's expressions call it. */
@Component
public class Partnerships {

    private final TrackCalendar calendar;
    private final MarketRows market;
    private final Shortfalls shortfalls;

    Partnerships(TrackCalendar calendar, MarketRows market, Shortfalls shortfalls) {
        this.calendar = calendar;
        this.market = market;
        this.shortfalls = shortfalls;
    }

    /** The categories without a signature that are sought still, by name. */
    public List<String> toSign(DelegateExecution execution) {
        Set<PartnerCategory> signed = signed(execution);
        Set<PartnerCategory> givenUp =
                shortfalls.givenUp(calendar.track(execution).id());
        return Stream.of(PartnerCategory.values())
                .filter(category -> !signed.contains(category) && !givenUp.contains(category))
                .map(Enum::name)
                .toList();
    }

    /** Whether as many are signed as the association aims at, or no other is sought any more: the gate judges. */
    public boolean areEnough(DelegateExecution execution) {
        return signed(execution).size() >= PartnerCategory.NEEDED
                || toSign(execution).isEmpty();
    }

    private Set<PartnerCategory> signed(DelegateExecution execution) {
        return market.partnerships(calendar.track(execution).id()).stream()
                .map(Partnership::category)
                .collect(Collectors.toSet());
    }
}
