package fr.jalon.experiment;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far a launched week has come: sums of what is known so far beside the contract in force; visits and conversions
 * of the channels that count, spend of all.
 *
 * @param uniqueVisitors of the week, once they are known to a contract that asks for them
 * @param missed mornings that ended before their work was done
 */
public record WeekSoFar(
        String journey,
        @Nullable Long visits,
        @Nullable Long uniqueVisitors,
        long minimumVisits,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal spend,
        BigDecimal spendCap,
        int missed) {

    /** With the sums of another channel of the week. */
    WeekSoFar plus(WeekSoFar other) {
        return new WeekSoFar(
                journey,
                visits == null ? other.visits : other.visits == null ? visits : (Long) (visits + other.visits),
                uniqueVisitors,
                minimumVisits,
                sum(conversions, other.conversions),
                sum(spend, other.spend),
                spendCap,
                missed);
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : other == null ? one : one.add(other);
    }
}
