package fr.jalon.experiment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A recorded row of a day, with what it said before it was corrected, as far back as was asked for.
 *
 * @param formerly the oldest first
 */
record Recording(LocalDate date, MetricRow figures, String recordedBy, Instant recordedAt, List<Former> formerly) {

    /** Values that a correction replaced. */
    record Former(MetricRow figures, String recordedBy, Instant recordedAt, String correctedBy, Instant correctedAt) {}
}
