package fr.jalon.scic;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.MarketRows.Partnership;
import fr.jalon.statistics.Interval;
import fr.jalon.team.Team;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tracks from association to SCIC: opening one, and where a team's stands. */
@Service
public class Tracks {

    static final String PROCESS = "association-to-scic";

    /** Where a team stands; the plan has the dates. Money in whole euros, rates and bounds as fractions of 1. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String plan,
            String cohort,
            String team,
            String structureName,
            LocalDate startDate,
            @Nullable String outcome,
            @Nullable Instant closedAt,
            Market market,
            List<Partnership> partnerships,
            Apprentices.Counts apprentices,
            List<GrantView> grants,
            Map<Grant.Kind, Grants.Total> totals,
            Grants.Total money,
            List<ReviewView> reviews,
            List<Processes.OpenTask> tasks) {}

    /** What the interviews say so far. */
    public record Market(
            MarketTargets targets,
            int companies,
            int apprentices,
            int letters,
            RateView strongInterest,
            RateView priceAccepted,
            Map<Segment, Integer> bySegment) {}

    /** A rate with its interval at 95 %; both are absent before the first interview. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RateView(
            int count,
            int interviews,
            @Nullable Double rate,
            @Nullable Interval interval,
            MarketKpis.Standing standing) {
        static RateView of(MarketKpis.Rate rate) {
            return new RateView(
                    rate.count(),
                    rate.interviews(),
                    rate.rate().orElse(null),
                    rate.interval().orElse(null),
                    rate.standing());
        }
    }

    /** An application. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GrantView(
            String id,
            String funder,
            Grant.Kind kind,
            LocalDate deadline,
            GrantApplication.Status status,
            Long asked,
            Long granted,
            Long received) {}

    /** A milestone review; revenue in euros. */
    public record ReviewView(int months, String status, int apprenticesPlaced, int apprenticesActive, double revenue) {
        static ReviewView of(ReviewRows.Held held) {
            return new ReviewView(
                    held.review().month(),
                    held.status(),
                    (int) held.review().apprenticesPlaced(),
                    (int) held.review().apprenticesActive(),
                    held.review().revenue());
        }
    }

    private final Journeys journeys;
    private final TrackRows rows;
    private final MarketRows market;
    private final GrantRows grants;
    private final ReviewRows reviews;
    private final Apprentices apprentices;
    private final Processes processes;
    private final Accounts accounts;
    private final ParisCalendar paris;

    Tracks(
            Journeys journeys,
            TrackRows rows,
            MarketRows market,
            GrantRows grants,
            ReviewRows reviews,
            Apprentices apprentices,
            Processes processes,
            Accounts accounts,
            ParisCalendar paris) {
        this.paris = paris;
        this.journeys = journeys;
        this.rows = rows;
        this.market = market;
        this.grants = grants;
        this.reviews = reviews;
        this.apprentices = apprentices;
        this.processes = processes;
        this.accounts = accounts;
    }

    /**
     * Opens the track of a team with the targets of the founding documents.
     *
     * @return its id, which is that of its plan
     * @throws Refusal if one is open, or the start is out of reach
     */
    public String open(String team, String structureName, LocalDate start, String by) {
        return accounts.as(
                by,
                () -> processes.start(
                        PROCESS, Map.of("team", team, "structureName", structureName, "startDate", start.toString())));
    }

    /**
     * Plans one more application for a line of the calendar of grants: after one that was missed or refused, for
     * another year, or beside one that is under way.
     *
     * @return its id
     * @throws Refusal if there is no such line, the day makes no sense, or one is planned for it
     */
    @Transactional
    String apply(Journey journey, String funder, LocalDate deadline) {
        Grant line = Grants.CALENDAR.stream()
                .filter(each -> each.id().equals(funder))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("funder", "Financeur : choisissez l’un de ceux du calendrier."));
        if (!journey.isOpen()) throw Refusal.conflict("Le parcours « " + journey.title() + " » est clos.");
        if (journey.isPaused()) throw Refusal.conflict("Le parcours « " + journey.title() + " » est en pause.");
        StepMove.refuseFar("deadline", deadline, paris.today());
        String id = grants.again(journey.id(), line, deadline);
        processes.send(journey.id(), "grant-wanted", Map.of("furtherGrantId", id));
        return id;
    }

    /**
     * Where a team stands in the track that is not decided, or how its last one ended.
     *
     * @throws Refusal if it never had one
     */
    public View view(Team team) {
        Journey journey = journey(team);
        Track track = rows.track(journey.id());
        MarketKpis kpis = market.kpis(track);
        List<GrantApplication> applications = grants.applications(track.id());
        List<Grants.Application> money =
                applications.stream().map(GrantApplication::money).toList();
        return new View(
                track.id(),
                track.cohort(),
                track.team(),
                track.structureName(),
                track.startDay(),
                journey.life().outcome(),
                journey.life().closed(),
                new Market(
                        track.targets(),
                        kpis.companies(),
                        kpis.apprentices(),
                        kpis.letters(),
                        RateView.of(kpis.strongInterest()),
                        RateView.of(kpis.priceAccepted()),
                        kpis.bySegment()),
                market.partnerships(track.id()),
                apprentices.counts(track.id()),
                applications.stream()
                        .map(each -> new GrantView(
                                each.id(),
                                each.grant().funder(),
                                each.grant().kind(),
                                each.deadline(),
                                each.status(),
                                each.asked(),
                                each.granted(),
                                each.received()))
                        .toList(),
                Grants.totals(money),
                Grants.money(money),
                reviews.of(track.id()).stream().map(ReviewView::of).toList(),
                processes.openTasks(List.of(track.id())));
    }

    /** A team's latest track; refused as {@link #view} is. */
    Track latest(Team team) {
        return rows.track(journey(team).id());
    }

    private Journey journey(Team team) {
        return journeys.latest(team.id(), PROCESS)
                .orElseThrow(() ->
                        Refusal.unknown("L’équipe « " + team.id() + " » n’a pas encore de parcours vers la SCIC."));
    }
}
