package fr.jalon.journey;

import fr.jalon.engine.TaskWatcher.Judged;
import fr.jalon.journey.Journey.Gate;
import fr.jalon.journey.Journey.Who;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one transaction changes in the row of a journey: gathered, and written once. */
final class Change {

    private final Map<Who, Integer> ended = new EnumMap<>(Who.class);
    private final Map<Who, Integer> opened = new EnumMap<>(Who.class);
    private final Map<Who, Instant> since = new EnumMap<>(Who.class);
    private boolean isPlaced;
    private boolean isDecided;
    private @Nullable String step;
    private @Nullable Instant lateFrom;
    private @Nullable Gate gate;
    private @Nullable String dueIn;
    private @Nullable Instant due;
    private @Nullable String outcome;
    private @Nullable String reason;
    private @Nullable Instant closed;
    private @Nullable Instant sign;
    private @Nullable Judged judged;

    void opened(Who who, Instant at) {
        opened.merge(who, 1, Integer::sum);
        since.putIfAbsent(who, at);
    }

    void ended(Who who) {
        ended.merge(who, 1, Integer::sum);
    }

    void signed(Instant at) {
        sign = at;
    }

    void placed(@Nullable String at, @Nullable Instant late, @Nullable Gate ahead) {
        isPlaced = true;
        step = at;
        lateFrom = late;
        gate = ahead;
    }

    void due(String in, Instant at) {
        dueIn = in;
        due = at;
    }

    void decided(String how, @Nullable String why) {
        if (isDecided) return;
        isDecided = true;
        outcome = how;
        reason = why;
    }

    void judged(Judged gate) {
        judged = gate;
    }

    /** Whether it is worth telling somebody. */
    boolean isNews() {
        return step != null || isDecided || judged != null;
    }

    /** How it is decided; empty where it is not. */
    Optional<String> outcome() {
        return Optional.ofNullable(isDecided ? outcome : null);
    }

    /** The gate that was held. */
    @Nullable
    Judged judged() {
        return judged;
    }

    void closed(Instant at) {
        closed = at;
    }

    /** The step it has come to, or stays at; empty where nothing is said of it. */
    Optional<String> step() {
        return Optional.ofNullable(step);
    }

    @Nullable
    Gate gate() {
        return gate;
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("decided", isDecided);
        parameters.put("outcome", outcome);
        parameters.put("reason", reason);
        parameters.put("closed", JourneyRows.at(closed));
        parameters.put("placed", isPlaced);
        parameters.put("step", step);
        parameters.put("lateFrom", JourneyRows.at(lateFrom));
        parameters.put("dueIn", dueIn);
        parameters.put("due", JourneyRows.at(due));
        parameters.put("gate", gate == null ? null : gate.id());
        parameters.put("gateAt", gate == null ? null : JourneyRows.at(gate.at()));
        parameters.put("sign", JourneyRows.at(sign));
        for (Who who : Who.values()) {
            String name = who.name().toLowerCase(Locale.ROOT);
            int begun = opened.getOrDefault(who, 0);
            int done = ended.getOrDefault(who, 0);
            parameters.put(name + "Opened", begun);
            parameters.put(name + "Ended", done);
            parameters.put(name + "Since", JourneyRows.at(since.get(who)));
        }
        return parameters;
    }
}
