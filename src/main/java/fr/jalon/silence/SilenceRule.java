package fr.jalon.silence;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Awaited;
import fr.jalon.journey.Journey.Blocked;
import fr.jalon.journey.Journey.Gate;
import fr.jalon.journey.Journey.Place;
import fr.jalon.journey.Journey.Who;
import fr.jalon.silence.Silence.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one rule that finds a team silent, as the decision table states it; the database is not asked. */
@Component
public class SilenceRule {

    static final String TABLE = "silence";

    /** Longer is as long. */
    private static final int LONGEST = 366;

    /**
     * What the table asks.
     *
     * @param slot working days from when the team is awaited to when that is due
     * @param quiet working days since it was heard of
     */
    record Facts(boolean paused, boolean blocked, boolean awaited, boolean late, int slot, int quiet) {

        Map<String, Object> named() {
            return Map.of(
                    "paused", paused, "blocked", blocked, "awaited", awaited, "late", late, "slot", slot, "quiet",
                    quiet);
        }
    }

    private final DecisionTables tables;
    private final WorkingDays working;
    private final ParisCalendar paris;
    /** A table answers alike to like facts. */
    private final Map<Facts, Level> answers = new ConcurrentHashMap<>();

    SilenceRule(DecisionTables tables, WorkingDays working, ParisCalendar paris) {
        this.tables = tables;
        this.working = working;
        this.paris = paris;
    }

    /** How long the team of a journey has been silent at a moment, and who is to know. */
    public Silence of(Journey journey, Instant now) {
        Place place = journey.place();
        Instant awaited = journey.isOpen() ? awaited(place) : null;
        Blocked blocked = journey.blocked();
        boolean isBlocked = blocked != null && blocked.holds(now);
        Instant since = Stream.of(awaited, place.lastSign(), blocked == null || isBlocked ? null : blocked.until())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(now);
        LocalDate today = day(now);
        int quiet = Math.min(Math.max(working.between(day(since), today), 0), LONGEST);
        Facts facts = new Facts(
                journey.isPaused(),
                isBlocked,
                awaited != null,
                place.lateSince(now) != null,
                awaited == null ? LONGEST : slot(place, awaited),
                quiet);
        return new Silence(since, quiet, level(facts));
    }

    private static @Nullable Instant awaited(Place place) {
        return place.awaited().stream()
                .filter(each -> each.who() == Who.TEAM)
                .map(Awaited::since)
                .findFirst()
                .orElse(null);
    }

    /** What is due on no day may take its time. */
    private int slot(Place place, Instant awaited) {
        Gate gate = place.gate();
        Instant due = place.lateFrom() != null ? place.lateFrom() : gate == null ? null : gate.at();
        if (due == null) return LONGEST;
        return Math.min(Math.max(working.between(day(awaited), day(due)), 0), LONGEST);
    }

    private LocalDate day(Instant at) {
        return paris.wallClock(at).toLocalDate();
    }

    Level level(Facts facts) {
        return answers.computeIfAbsent(facts, asked -> {
            List<Map<String, Object>> said =
                    tables.askOwn(TABLE, "bpmn/silence/" + TABLE + ".dmn", TABLE, asked.named());
            return Level.valueOf(String.valueOf(said.get(0).get("level")));
        });
    }
}
