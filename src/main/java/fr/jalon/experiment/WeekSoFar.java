package fr.jalon.experiment;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far a launched week has come: sums of what is known so far beside the contract in force.
 *
 * @param missed mornings that ended before their work was done
 */
public record WeekSoFar(
        String journey,
        @Nullable Long visits,
        long minimumVisits,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal spend,
        BigDecimal spendCap,
        int missed) {}
