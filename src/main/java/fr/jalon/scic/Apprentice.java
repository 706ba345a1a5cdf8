package fr.jalon.scic;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a track has placed; without an account, so that nothing is kept of them but what serves.
 *
 * @param name a first name or initials; null once it is erased
 * @param email by which they can be found and erased; null where it was not given, or is erased
 * @param contract null where it is not known: a list from before there was this one did not ask
 * @param endsOn the last day of the contract; null where it has none
 * @param brokenOn the first day on which they no longer work there; null where the contract was not broken
 * @param filedOn when the contract was sent to the OPCO; null as long as it was not
 */
public record Apprentice(
        String id,
        @Nullable String name,
        @Nullable String email,
        String employer,
        @Nullable ApprenticeContract contract,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable LocalDate brokenOn,
        @Nullable LocalDate filedOn,
        int version) {

    /** Where a contract stands on a day. */
    public enum State {
        UPCOMING("à venir"),
        ACTIVE("actif"),
        ENDED("terminé"),
        BROKEN("rompu");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** What a person reads. */
        public String label() {
            return label;
        }
    }

    State on(LocalDate day) {
        if (brokenOn != null && !brokenOn.isAfter(day)) return State.BROKEN;
        if (startsOn.isAfter(day)) return State.UPCOMING;
        return endsOn != null && endsOn.isBefore(day) ? State.ENDED : State.ACTIVE;
    }

    /** Whether they had begun by a day, whatever came of it since. */
    boolean isPlaced(LocalDate day) {
        return !startsOn.isAfter(day);
    }
}
