package fr.jalon.bootcamp;

import fr.jalon.experiment.ExperimentId;
import fr.jalon.team.BootcampDays;
import java.time.OffsetDateTime;

/**
 * A journey as its row keeps it: team, days and rights are read from here, never from a variable.
 *
 * @param id the process instance
 * @param iteration from 1; each pivot begins another
 * @param phase where it stands; null before the first and between phases after a pivot
 * @param outcome how it ended; null while it is open
 */
public record Bootcamp(
        String id,
        String cohort,
        String team,
        int iteration,
        Phase phase,
        BootcampDays days,
        OffsetDateTime openedAt,
        OffsetDateTime closedAt,
        String outcome) {

    public boolean isOpen() {
        return closedAt == null;
    }

    /** What this iteration puts to the test. */
    public ExperimentId experiment() {
        return new ExperimentId(id, iteration);
    }
}
