package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.statistics.Interval;
import fr.jalon.statistics.Posterior;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a week measured, with its uncertainty. Rates are fractions of 1, money is in euros, all taxes included.
 *
 * <p>A figure that a row does not give is unknown, never 0. A total is the sum of what is known; it is absent where
 * rows were recorded and none gives it. A ratio comes from summed counts, never from averages of days, and only from
 * rows that give both its figures, so that no conversion stands without its visits; it is absent where there is no such
 * row or its denominator is 0. A configured organic channel costs nothing, so that its conversions count in the cost of
 * one whether or not its rows say 0.
 *
 * <p>The interval is {@linkplain Interval#wilson Wilson's} at 95 %; the probability that the true rate lies above the
 * target is that of its {@linkplain Posterior posterior}. Both take conversions with their decimals.
 *
 * @param daysMissing days of the week, past by now, on which a configured channel lacks a figure that it needs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        String team,
        int iteration,
        @JsonUnwrapped Goal goal,
        int daysRecorded,
        List<LocalDate> daysMissing,
        @JsonUnwrapped Totals totals,
        @JsonUnwrapped Ratios ratios,
        @JsonUnwrapped Certainty certainty,
        List<Day> days,
        @Nullable String recommendation,
        @Nullable String reason) {

    /**
     * What the contract in force asks of the week; both are absent before it is frozen.
     *
     * @param target a rate, a fraction of 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Goal(@Nullable Double target, @Nullable Long minimumVisits) {

        static Goal of(@Nullable Contract contract) {
            return contract == null ? new Goal(null, null) : new Goal(contract.target(), contract.minimumVisits());
        }
    }

    /** What all rows sum up to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Totals(
            @Nullable Long impressions,
            @Nullable Long clicks,
            @Nullable Long visits,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal spend) {

        private static final Totals NONE = new Totals(0L, 0L, 0L, BigDecimal.ZERO, BigDecimal.ZERO);

        static Totals of(List<MetricRow> rows) {
            return rows.isEmpty()
                    ? NONE
                    : new Totals(
                            count(rows, MetricRow::impressions),
                            count(rows, MetricRow::clicks),
                            count(rows, MetricRow::visits),
                            sum(rows, MetricRow::conversions),
                            sum(rows, MetricRow::spend));
        }
    }

    /** What one thing makes of another. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ratios(
            @Nullable Double clickThroughRate,
            @Nullable Double costPerClick,
            @Nullable Double conversionRate,
            @Nullable Double costPerConversion) {

        static Ratios of(List<MetricRow> rows, Set<String> organic) {
            List<MetricRow> paid = rows.stream()
                    .filter(row -> row.isPaid() && !organic.contains(row.channel()))
                    .toList();
            return new Ratios(
                    Pair.of(paid, MetricRow::clicks, MetricRow::impressions).ratio(),
                    Pair.of(paid, MetricRow::spend, MetricRow::clicks).ratio(),
                    rate(rows).ratio(),
                    Pair.of(rows, row -> cost(row, organic), MetricRow::conversions)
                            .ratio());
        }
    }

    /** How far the conversion rate can be trusted; absent where the counts cannot be true or nothing is known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Certainty(
            @Nullable Interval interval, @Nullable Double probabilityAboveTarget) {

        static Certainty of(List<MetricRow> rows, @Nullable Double target) {
            Pair rate = rate(rows);
            double conversions = rate.of().doubleValue();
            double visits = rate.by().doubleValue();
            if (conversions > visits) return new Certainty(null, null);
            boolean known =
                    rows.isEmpty() || rows.stream().anyMatch(row -> row.visits() != null && row.conversions() != null);
            return new Certainty(
                    visits > 0 ? Interval.wilson(conversions, visits) : null,
                    known && target != null ? new Posterior(conversions, visits).probabilityAbove(target) : null);
        }
    }

    /** The rows of one day. A sum is absent where no row gives the figure. */
    public record Day(LocalDate date, List<MetricRow> channels) {

        public @Nullable Long clicks() {
            return count(channels, MetricRow::clicks);
        }

        public @Nullable Long visits() {
            return count(channels, MetricRow::visits);
        }

        public @Nullable BigDecimal conversions() {
            return sum(channels, MetricRow::conversions);
        }

        public @Nullable BigDecimal spend() {
            return sum(channels, MetricRow::spend);
        }

        /** Conversions by visits. */
        public Pair rate() {
            return Evidence.rate(channels);
        }
    }

    /**
     * Two figures summed over the rows that give both.
     *
     * @param isPartial whether some row gives one of them alone
     */
    public record Pair(BigDecimal of, BigDecimal by, boolean isPartial) {

        private static Pair of(List<MetricRow> rows, Function<MetricRow, Number> of, Function<MetricRow, Number> by) {
            List<MetricRow> both = rows.stream()
                    .filter(row -> of.apply(row) != null && by.apply(row) != null)
                    .toList();
            boolean isPartial = rows.stream().anyMatch(row -> (of.apply(row) == null) != (by.apply(row) == null));
            return new Pair(summed(both, of), summed(both, by), isPartial);
        }

        private static BigDecimal summed(List<MetricRow> rows, Function<MetricRow, Number> figure) {
            return Objects.requireNonNullElse(sum(rows, figure), BigDecimal.ZERO);
        }

        private @Nullable Double ratio() {
            return by.signum() == 0 ? null : of.doubleValue() / by.doubleValue();
        }
    }

    /**
     * What these days measured.
     *
     * @param organic channels that stay out of click-through rate and cost per click whatever their rows say
     */
    public static Evidence of(
            String team,
            int iteration,
            @Nullable Contract contract,
            Set<String> organic,
            List<Day> days,
            List<LocalDate> missing) {
        List<MetricRow> rows = rows(days);
        Goal goal = Goal.of(contract);
        return new Evidence(
                team,
                iteration,
                goal,
                days.size(),
                missing,
                Totals.of(rows),
                Ratios.of(rows, organic),
                Certainty.of(rows, goal.target()),
                days,
                null,
                null);
    }

    private static List<MetricRow> rows(List<Day> days) {
        return days.stream().flatMap(day -> day.channels().stream()).toList();
    }

    private static Pair rate(List<MetricRow> rows) {
        return Pair.of(rows, MetricRow::conversions, MetricRow::visits);
    }

    private static @Nullable BigDecimal cost(MetricRow row, Set<String> organic) {
        return row.spend() == null && organic.contains(row.channel()) ? BigDecimal.ZERO : row.spend();
    }

    /** Conversions by visits: what the conversion rate, its interval and its probability rest on. */
    public Pair rate() {
        return rate(rows(days));
    }

    /** Whether the counts can be true: over a week nobody converts who did not visit. */
    @JsonIgnore
    public boolean isUsable() {
        return rate().of().compareTo(rate().by()) <= 0;
    }

    /** Days with more conversions than visits: attribution can do that, and so can a measure that fails. */
    public List<LocalDate> doubtfulDays() {
        return days.stream()
                .filter(day -> day.rate().of().compareTo(day.rate().by()) > 0)
                .map(Day::date)
                .toList();
    }

    Evidence recommending(String recommendation, String reason) {
        return new Evidence(
                team,
                iteration,
                goal,
                daysRecorded,
                daysMissing,
                totals,
                ratios,
                certainty,
                days,
                recommendation,
                reason);
    }

    static @Nullable Long count(Collection<MetricRow> rows, Function<MetricRow, Number> figure) {
        BigDecimal sum = sum(rows, figure);
        return sum == null ? null : sum.longValueExact();
    }

    /** The sum of a figure over the rows that give it; null where none does. */
    static @Nullable BigDecimal sum(Collection<MetricRow> rows, Function<MetricRow, Number> figure) {
        return rows.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .map(number -> new BigDecimal(number.toString()))
                .reduce(BigDecimal::add)
                .orElse(null);
    }
}
