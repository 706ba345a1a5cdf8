package fr.jalon.journey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journey of any kind, as its row keeps it.
 *
 * @param id the process instance
 * @param kind the key of its process
 * @param key its business key: cohort and team, and a name of its own where a team can have several
 * @param pause null while it goes on
 * @param blocked what its team said last of being blocked; null where it never did, or goes on again
 */
public record Journey(
        String id,
        String kind,
        String team,
        String key,
        String title,
        Life life,
        Place place,
        @Nullable Pause pause,
        @Nullable Blocked blocked) {

    /**
     * How long it has lived.
     *
     * @param closed when nothing of it was left to do; null before
     * @param outcome how it was decided; null before, and duties may be left after
     * @param reason why, where somebody had to say so
     */
    public record Life(
            Instant opened,
            @Nullable Instant closed,
            @Nullable String outcome,
            @Nullable String reason) {}

    /** It waits, with all that is due of it, since a moment; why, and who said so. */
    public record Pause(Instant since, String reason, String by) {}

    /**
     * Its team says that it cannot go on.
     *
     * @param until when that ends by itself
     */
    public record Blocked(Instant since, Instant until, String reason, String by) {

        public boolean holds(Instant now) {
            return now.isBefore(until);
        }
    }

    /**
     * Where it stands; one that is paused is late for nothing and awaits nobody.
     *
     * @param step the step it has reached; null before the first
     * @param lateFrom from when on it is late unless the step is passed before; null where nothing is due
     * @param gate the gate ahead; null behind the last
     * @param awaited whom its open tasks wait for; empty where only time does
     * @param lastSign when a member last wrote something; null before
     */
    public record Place(
            @Nullable String step,
            @Nullable Instant lateFrom,
            @Nullable Gate gate,
            List<Awaited> awaited,
            @Nullable Instant lastSign) {

        /** Since when it has been late; null where it is not. */
        public @Nullable Instant lateSince(Instant now) {
            return lateFrom == null || lateFrom.isAfter(now) ? null : lateFrom;
        }
    }

    /** A gate by the id of its task, and when it is planned to be held. */
    public record Gate(String id, Instant at) {}

    /** Somebody who is awaited, since when without a pause. */
    public record Awaited(Who who, Instant since) {}

    /** Those whom a task can wait for. */
    public enum Who {
        TEAM,
        COACH,
        FACILITATOR
    }

    public boolean isPaused() {
        return pause != null;
    }

    /** Whether it is neither decided nor closed. */
    public boolean isOpen() {
        return life.outcome() == null && life.closed() == null;
    }
}
