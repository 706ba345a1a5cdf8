package fr.jalon.scic;

import fr.jalon.Refusal;
import java.time.LocalDate;

/**
 * What is a track's own beside the row of its journey.
 *
 * @param id the root process instance, its journey and its plan
 */
public record Track(
        String id, String cohort, String team, String structureName, LocalDate startDay, MarketTargets targets) {

    /** Refuses a start that is out of reach on a day. */
    public static void refuseFar(LocalDate start, LocalDate today) {
        if (start.isBefore(today.minusYears(1)) || start.isAfter(today.plusYears(2))) {
            throw Refusal.invalid(
                    "startDate", "Date de départ : choisissez un jour entre il y a un an et dans deux ans.");
        }
    }

    /** How a track ends. */
    public enum Outcome {
        LAUNCHED,
        STOPPED,
        ABANDONED,
        WITHDRAWN,
        CANCELLED
    }
}
