package fr.jalon.scic;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * A team's way from association to SCIC, as its row keeps it.
 *
 * @param id the root process instance, and its plan
 * @param outcome how it was decided; null before
 * @param closedAt when its last duty ended; null before
 */
public record Track(
        String id,
        String cohort,
        String team,
        String structureName,
        LocalDate startDay,
        MarketTargets targets,
        String outcome,
        OffsetDateTime closedAt) {

    /** How a track ends. */
    public enum Outcome {
        LAUNCHED,
        STOPPED,
        ABANDONED,
        CANCELLED
    }
}
