package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded row of a day, with what it said before it was corrected, as far back as was asked for.
 *
 * @param confirmed what was hard to believe of them, and who recorded them has confirmed; null where nothing was
 * @param formerly the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recording(
        LocalDate date,
        MetricRow figures,
        String recordedBy,
        Instant recordedAt,
        @Nullable String confirmed,
        List<Former> formerly) {

    /** Values that a correction replaced. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Former(
            MetricRow figures,
            String recordedBy,
            Instant recordedAt,
            @Nullable String confirmed,
            String correctedBy,
            Instant correctedAt) {}
}
