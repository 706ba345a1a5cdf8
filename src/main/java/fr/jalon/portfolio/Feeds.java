package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.portfolio.Dates.Dated;
import fr.jalon.portfolio.Feed.Of;
import fr.jalon.portfolio.FeedRows.Told;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.ICalendar;
import fr.jalon.text.ICalendar.Event;
import fr.jalon.text.ICalendar.Stamped;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses at which calendar applications read dates without a login. A feed says what its owner may see at the moment
 * it is read, how often an event has changed and when it last did; what is cancelled stays in it for a month, saying
 * so.
 */
@Service
class Feeds {

    /** How long what is cancelled stays. */
    static final Duration MONTH = Duration.ofDays(30);

    private static final Comparator<Stamped> ORDER = Comparator.comparing(
                    (Stamped each) -> each.event().start().toString())
            .thenComparing(each -> each.event().uid());

    /** Its name, and what it says now, asked for where it matters. */
    private record Readable(String name, Supplier<List<Dated>> dates) {}

    private final FeedRows rows;
    private final Dates dates;
    private final Teams teams;
    private final Journeys journeys;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final Clock clock;
    private final String publicUrl;

    Feeds(
            FeedRows rows,
            Dates dates,
            Teams teams,
            Journeys journeys,
            Accounts accounts,
            ParisCalendar paris,
            Clock clock,
            @Value("${jalon.public-url}") String publicUrl) {
        this.rows = rows;
        this.dates = dates;
        this.teams = teams;
        this.journeys = journeys;
        this.accounts = accounts;
        this.paris = paris;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** Somebody's feeds, the latest first. */
    List<Feed> of(Authentication owner) {
        return rows.of(owner.getName());
    }

    /**
     * A new address for a scope; a former one leads nowhere from now on.
     *
     * @throws Refusal as for what does not exist where somebody may not read it
     */
    String open(Authentication owner, Of of, String object) {
        String known = find(owner, of, object);
        String secret = Token.next();
        rows.open(owner.getName(), of, known, Token.hash(secret), now());
        return publicUrl + "/calendriers/" + secret + ".ics";
    }

    /** The id of what exists, however it is named; refuses what does not. */
    private String find(Authentication owner, Of of, String object) {
        readable(owner, of, object);
        return of == Of.TEAM ? teams.team(object).id() : object;
    }

    void close(Authentication owner, Of of, String object) {
        rows.delete(owner.getName(), of, object);
    }

    /** Nothing is left to an account that is gone: whoever gets its name later gets none of its addresses. */
    @EventListener
    void settled(AccountSettled event) {
        if (event.isGone()) rows.deleteOf(event.account());
    }

    /** What a feed says; empty where its secret is unknown, or void, or its owner may no longer read it. */
    @Transactional
    Optional<String> read(String secret) {
        return rows.lock(Token.hash(secret)).flatMap(feed -> accounts.away(feed.person())
                .flatMap(owner -> find(owner, feed))
                .map(readable -> ICalendar.of(
                        readable.name(), stamped(feed.id(), readable.dates().get()))));
    }

    private Optional<Readable> find(Authentication owner, Feed feed) {
        try {
            return Optional.of(readable(owner, feed.of(), feed.object()));
        } catch (Refusal hidden) {
            return Optional.empty();
        }
    }

    private Readable readable(Authentication owner, Of of, String object) {
        return switch (of) {
            case ME -> {
                if (Groups.of(owner).isEmpty()) throw Refusal.unknown("Vous n’êtes d’aucune équipe.");
                yield new Readable("Jalon", () -> dates.concerning(owner));
            }
            case TEAM -> {
                Team team = teams.seenBy(owner, object);
                yield new Readable(team.name(), () -> dates.of(team, owner));
            }
            case PLAN -> {
                Refusal unknown = Refusal.unknown("Le plan « " + object + " » est inconnu.");
                Journey journey = journeys.find(object).orElseThrow(() -> unknown);
                Team team = seen(owner, journey, unknown);
                yield new Readable(journey.title() + ", " + team.name(), () -> dates.of(team, owner).stream()
                        .filter(each -> each.journey().id().equals(object))
                        .toList());
            }
        };
    }

    private Team seen(Authentication owner, Journey journey, Refusal unknown) {
        try {
            return teams.seenBy(owner, journey.team());
        } catch (Refusal hidden) {
            throw unknown;
        }
    }

    /** Compares what there is with what the feed last said, and keeps what it says now. */
    private List<Stamped> stamped(String feed, List<Dated> now) {
        Map<String, Told> before = rows.told(feed);
        List<Told> fresh = new ArrayList<>();
        List<Told> changed = new ArrayList<>();
        List<String> over = new ArrayList<>();
        List<Stamped> stamped = new ArrayList<>();
        for (Dated dated : now) {
            Event event = dated.event();
            Told told = before.remove(event.uid());
            String hash = Token.hash(event.toString());
            if (told == null) {
                told = told(event, hash, 0);
                fresh.add(told);
            } else if (told.cancelled() != null || !told.hash().equals(hash)) {
                told = told(event, hash, told.sequence() + 1);
                changed.add(told);
            }
            stamped.add(new Stamped(event, told.sequence(), told.modified(), false));
        }
        for (Told gone : before.values()) {
            boolean isNews = gone.cancelled() == null && !isOver(gone);
            Told told = isNews ? cancelled(gone) : gone;
            if (isNews) changed.add(told);
            if (told.cancelled() == null || !told.cancelled().plus(MONTH).isAfter(now())) over.add(told.uid());
            else stamped.add(new Stamped(event(told), told.sequence(), told.modified(), true));
        }
        rows.insert(feed, fresh);
        rows.update(feed, changed);
        rows.forget(feed, over);
        stamped.sort(ORDER);
        return stamped;
    }

    private Told told(Event event, String hash, int sequence) {
        return new Told(
                event.uid(),
                hash,
                event.title(),
                event.start().toString(),
                event.end().toString(),
                sequence,
                now(),
                null);
    }

    private Told cancelled(Told told) {
        return new Told(
                told.uid(), told.hash(), told.title(), told.starts(), told.ends(), told.sequence() + 1, now(), now());
    }

    /** What ends because it is past is not cancelled. */
    private boolean isOver(Told told) {
        Temporal end = time(told.ends());
        return end instanceof LocalDate day ? !day.isAfter(paris.today()) : !((LocalDateTime) end).isAfter(paris.now());
    }

    private static Event event(Told told) {
        return new Event(
                told.uid(), time(told.starts()), time(told.ends()), told.title(), "", "", null, null, false, null);
    }

    private static Temporal time(String written) {
        return written.contains("T") ? LocalDateTime.parse(written) : LocalDate.parse(written);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
