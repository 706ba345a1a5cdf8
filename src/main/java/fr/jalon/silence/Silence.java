package fr.jalon.silence;

import java.time.Instant;

/**
 * How long nothing has been heard of a team that is awaited.
 *
 * @param since its last sign of life, or a later moment from which it is awaited
 * @param days working days since then; today counts
 * @param level who is to know of it
 */
public record Silence(Instant since, int days, Level level) {

    /** Those who are told, one after the other. */
    public enum Level {
        NONE,
        TEAM,
        COACH,
        FACILITATOR
    }

    /** Whether it is long enough to be told to anybody. */
    public boolean isTold() {
        return level != Level.NONE;
    }
}
