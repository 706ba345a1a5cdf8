package fr.jalon.scic.process;

import fr.jalon.scic.MarketKpis;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.Segment;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackNews;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells, two weeks before the interviews end, which are missing, and in which segment; nothing where none is. */
@Component
class TellInterviewsMissing implements JavaDelegate {

    private final TrackCalendar calendar;
    private final MarketRows market;
    private final TrackNews news;

    TellInterviewsMissing(TrackCalendar calendar, MarketRows market, TrackNews news) {
        this.calendar = calendar;
        this.market = market;
        this.news = news;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        MarketKpis kpis = market.kpis(track);
        List<String> missing = new ArrayList<>();
        int companies = kpis.targets().companies() - kpis.companies();
        int apprentices = kpis.targets().apprentices() - kpis.apprentices();
        if (companies > 0) missing.add("• Entreprises\u00a0: " + companies);
        Stream.of(Segment.values())
                .filter(segment -> kpis.missing(segment) > 0)
                .forEach(segment -> missing.add("• " + segment.label() + "\u00a0: " + kpis.missing(segment)));
        if (apprentices > 0) missing.add("• Alternants\u00a0: " + apprentices);
        if (missing.isEmpty()) return;
        LocalDate end = calendar.interviewsLast(execution);
        news.tell(
                track,
                AssociationToScic.MARKET_VALIDATION,
                "interviews-" + track.id() + "-" + end,
                "Entretiens à mener\u00a0: " + track.structureName(),
                "Les entretiens finissent le %s. Il en manque encore :\n\n%s\n\n"
                                .formatted(French.day(end), String.join("\n", missing))
                        + "Ce jour-là, le marché se juge sur ce qu’il y a.\n");
    }
}
