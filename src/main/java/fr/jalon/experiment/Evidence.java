package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.statistics.Interval;
import fr.jalon.statistics.Posterior;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * <p>Totals are those of all channels; rates, costs and certainty those of the channels that count.
 *
 * <p>The interval is {@linkplain Interval#wilson Wilson's} at 95 %; the probability that the true rate lies above the
 * target, and the central interval that people see, are those of its {@linkplain Posterior posterior}. All take
 * conversions with their decimals.
 *
 * @param daysMissing days of the week, past by now, on which a configured channel lacks a figure that it needs
 * @param counted the channels that count; null where all do
 * @param channels each channel with its own figures; null in evidence older than that
 * @param rules by what the week is judged; null before its contract is frozen, and in evidence older than that
 * @param uniqueVisitors those of the week over the channels that count; null where the contract does not ask for them,
 *     and while they are unknown
 * @param forecasts what was forecast beside what was measured; null where nothing was, in weeks of the former rules,
 *     and in evidence older than that
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
        @Nullable String reason,
        @Nullable List<String> counted,
        @Nullable List<Channel> channels,
        @Nullable Rules rules,
        @Nullable List<Foreseen> forecasts,
        @Nullable Long uniqueVisitors) {

    /**
     * By what a week is judged.
     *
     * @param prior what is believed before any figure, in words
     * @param table the version of the decision table; null where none was kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rules(
            Belief belief, String prior, @Nullable Integer table) {}

    /**
     * What the contract asks of the week; all are absent before it is frozen.
     *
     * @param target a rate, a fraction of 1
     * @param base what the rate is a rate of; null where the contract did not say: daily visits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Goal(
            @Nullable Double target,
            @Nullable Long minimumVisits,
            @Nullable Base base) {

        static Goal of(@Nullable Contract contract) {
            return contract == null
                    ? new Goal(null, null, null)
                    : new Goal(contract.target(), contract.minimumVisits(), contract.base());
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

        static Ratios of(List<MetricRow> rows, Pair rate, Belief belief, Set<String> organic) {
            List<MetricRow> paid = paid(rows, organic);
            return new Ratios(
                    Pair.of(paid, MetricRow::clicks, MetricRow::impressions).ratio(),
                    Pair.of(paid, MetricRow::spend, MetricRow::clicks).ratio(),
                    rate.ratio(),
                    belief.cost(rows, organic).ratio());
        }
    }

    /** How far the conversion rate can be trusted; absent where the counts cannot be true or nothing is known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Certainty(
            @Nullable Interval interval,
            @Nullable Double probabilityAboveTarget,
            @Nullable Central centralInterval) {

        static Certainty of(Pair rate, boolean known, Terms terms) {
            double conversions = rate.of().doubleValue();
            double visits = rate.by().doubleValue();
            if (conversions > visits) return new Certainty(null, null, null);
            Double target = terms.target();
            return new Certainty(
                    visits > 0 ? Interval.wilson(conversions, visits) : null,
                    known && target != null
                            ? terms.belief().after(target, conversions, visits).probabilityAbove(target)
                            : null,
                    visits > 0 && target != null ? terms.central(conversions, visits) : null);
        }

        Certainty withoutProbability() {
            return new Certainty(interval, null, centralInterval);
        }
    }

    /**
     * The central interval of what is believed of the rate.
     *
     * @param probability that it holds the true rate: 0.8, and 0.9 once the week was extended
     */
    public record Central(double probability, double low, double high) {}

    /**
     * One channel over the week. What it says of the rate is no verdict: three verdicts are three chances to be wrong.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Channel(
            String channel,
            boolean paid,
            boolean counted,
            @JsonUnwrapped Totals totals,
            @JsonUnwrapped Ratios ratios,
            @JsonUnwrapped Certainty certainty) {}

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

        static Pair of(List<MetricRow> rows, Function<MetricRow, Number> of, Function<MetricRow, Number> by) {
            List<MetricRow> both = rows.stream()
                    .filter(row -> of.apply(row) != null && by.apply(row) != null)
                    .toList();
            boolean isPartial = rows.stream().anyMatch(row -> (of.apply(row) == null) != (by.apply(row) == null));
            return new Pair(sumOf(both, of), sumOf(both, by), isPartial);
        }

        @Nullable
        Double ratio() {
            return by.signum() == 0 ? null : of.doubleValue() / by.doubleValue();
        }
    }

    /**
     * How a week is read.
     *
     * @param contract null before it is frozen
     * @param table the version of the decision table; null where none is kept
     * @param isExtended whether the week is looked at for the second time
     * @param configured the channels of the campaigns
     * @param organic those that stay out of click-through rate and costs whatever their rows say
     * @param uniques the unique visitors of the week; null where they are not asked for or unknown
     */
    record Terms(
            @Nullable Contract contract,
            Belief belief,
            @Nullable Integer table,
            boolean isExtended,
            Collection<String> configured,
            Set<String> organic,
            @Nullable Long uniques) {

        /** Conversions of the week by what they are set against. */
        Pair rate(List<MetricRow> counting) {
            return contract == null ? Evidence.rate(counting) : contract.basis().rate(counting, uniques);
        }

        private Certainty certainty(List<MetricRow> counting) {
            boolean isCounted = contract == null || !contract.countsUniques() || uniques != null;
            return Certainty.of(rate(counting), isCounted && isKnown(counting), this);
        }

        @Nullable
        Double target() {
            return contract == null ? null : contract.target();
        }

        @Nullable
        List<String> counted() {
            return contract == null ? null : contract.counted();
        }

        @Nullable
        Central central(double conversions, double visits) {
            if (belief == Belief.NOTHING || contract == null) return null;
            Interval central =
                    belief.after(contract.target(), conversions, visits).central(share());
            return new Central(share(), central.low(), central.high());
        }

        /** How sure an interval is that people see. */
        double share() {
            return isExtended ? 0.9 : 0.8;
        }

        /** What the contract forecast beside what these rows of the channels that count measured. */
        @Nullable
        List<Foreseen> forecasts(List<MetricRow> counting) {
            return belief == Belief.NOTHING || contract == null || contract.forecast() == null
                    ? null
                    : Foreseen.of(contract.forecast(), counting, this);
        }

        private @Nullable Rules rules() {
            return contract == null ? null : new Rules(belief, belief.inWords(contract.target()), table);
        }

        private List<Channel> channels(List<MetricRow> rows) {
            Map<String, List<MetricRow>> byChannel = new LinkedHashMap<>();
            configured.forEach(channel -> byChannel.put(channel, new ArrayList<>()));
            rows.forEach(row -> byChannel
                    .computeIfAbsent(row.channel(), unknown -> new ArrayList<>())
                    .add(row));
            return byChannel.entrySet().stream()
                    .map(channel -> channel(channel.getKey(), channel.getValue()))
                    .toList();
        }

        private Channel channel(String name, List<MetricRow> rows) {
            boolean isPaid = !organic.contains(name)
                    && (configured.contains(name) || rows.stream().anyMatch(MetricRow::isPaid));
            return new Channel(
                    name,
                    isPaid,
                    counted() == null || counted().contains(name),
                    rows.isEmpty() ? new Totals(null, null, null, null, null) : Totals.of(rows),
                    Ratios.of(rows, Evidence.rate(rows), belief, organic),
                    Certainty.of(Evidence.rate(rows), isKnown(rows), this).withoutProbability());
        }
    }

    /** What these days measured. */
    static Evidence of(String team, int iteration, Terms terms, List<Day> days, List<LocalDate> missing) {
        List<MetricRow> rows = rows(days);
        List<MetricRow> counting = counting(rows, terms.counted());
        return new Evidence(
                team,
                iteration,
                Goal.of(terms.contract()),
                days.size(),
                missing,
                Totals.of(rows),
                Ratios.of(counting, terms.rate(counting), terms.belief(), terms.organic()),
                terms.certainty(counting),
                days,
                null,
                null,
                terms.counted(),
                terms.channels(rows),
                terms.rules(),
                terms.forecasts(counting),
                terms.uniques());
    }

    /** What was paid for. */
    static List<MetricRow> paid(List<MetricRow> rows, Set<String> organic) {
        return rows.stream()
                .filter(row -> row.isPaid() && !organic.contains(row.channel()))
                .toList();
    }

    private static List<MetricRow> counting(List<MetricRow> rows, @Nullable List<String> counted) {
        return counted == null
                ? rows
                : rows.stream().filter(row -> counted.contains(row.channel())).toList();
    }

    private static List<MetricRow> rows(List<Day> days) {
        return days.stream().flatMap(day -> day.channels().stream()).toList();
    }

    static Pair rate(List<MetricRow> rows) {
        return Pair.of(rows, MetricRow::conversions, MetricRow::visits);
    }

    /** Whether some row gives both figures of the rate; where there is no row, nothing is known to be missing. */
    private static boolean isKnown(List<MetricRow> rows) {
        return rows.isEmpty() || rows.stream().anyMatch(row -> row.visits() != null && row.conversions() != null);
    }

    /**
     * Conversions by what the contract sets them against, visits or unique visitors: what the conversion rate, its
     * interval and its probability rest on.
     */
    public Pair rate() {
        return basis().rate(counting(), uniqueVisitors);
    }

    /** Conversions by daily visits, whatever the contract sets them against. */
    public Pair rateOfVisits() {
        return rate(counting());
    }

    /** What the rate of the week is a rate of; that of a channel or a day is always one of visits. */
    public Base basis() {
        return Objects.requireNonNullElse(goal.base(), Base.DAILY_VISITS);
    }

    /** Whether the unique visitors are asked for, be they known or not. */
    public boolean countsUniques() {
        return basis() == Base.WEEKLY_UNIQUES;
    }

    /** The visits, or unique visitors once these are known, of the channels that count; null where none is known. */
    public @Nullable Long visitsThatCount() {
        if (uniqueVisitors != null) return uniqueVisitors;
        return days.isEmpty() ? totals.visits() : count(counting(), MetricRow::visits);
    }

    /** Conversions by visits of the channels that count, on one day. */
    public Pair rate(Day day) {
        return rate(counting(day));
    }

    /** What the channels that count made of one day. */
    public Ratios ratios(Day day) {
        Set<String> organic = channels == null
                ? Set.of()
                : channels.stream()
                        .filter(channel -> !channel.paid())
                        .map(Channel::channel)
                        .collect(Collectors.toSet());
        return Ratios.of(counting(day), rate(day), belief(), organic);
    }

    /** The rows of the channels that count, on one day. */
    List<MetricRow> counting(Day day) {
        return counting(day.channels(), counted);
    }

    private Belief belief() {
        return rules == null ? Belief.NOTHING : rules.belief();
    }

    /**
     * Where the rate of some counts may lie, as people see it: the central interval, or Wilson's in weeks of the former
     * rules. Null without visits, or with more conversions than these.
     */
    public @Nullable Interval interval(double conversions, double visits) {
        if (visits <= 0 || conversions > visits) return null;
        if (belief() == Belief.NOTHING || goal.target() == null) return Interval.wilson(conversions, visits);
        return belief().after(goal.target(), conversions, visits).central(share());
    }

    /** The interval of the week, as people see it. */
    public @Nullable Interval interval() {
        return interval(rate().of().doubleValue(), rate().by().doubleValue());
    }

    /** As many channels as people read, those that count first; none in evidence older than them. */
    public List<Channel> shownChannels() {
        return channels == null
                ? List.of()
                : channels.stream()
                        .sorted(Comparator.comparing(channel -> !channel.counted()))
                        .limit(Validation.MOST_CHANNELS)
                        .toList();
    }

    /** The interval of a channel, as people see it. */
    public @Nullable Interval interval(Channel channel) {
        Long visits = channel.totals().visits();
        BigDecimal conversions = channel.totals().conversions();
        return visits == null || conversions == null ? null : interval(conversions.doubleValue(), visits);
    }

    private double share() {
        return certainty.centralInterval() == null
                ? 0.8
                : certainty.centralInterval().probability();
    }

    /** {@code Intervalle à 80 %}, without the noun. */
    public String intervalName() {
        return belief() == Belief.NOTHING ? "à 95\u00a0%" : share() > 0.85 ? "à 90\u00a0%" : "à 80\u00a0%";
    }

    /** All rows of the channels that count. */
    List<MetricRow> counting() {
        return counting(rows(days), counted);
    }

    /** Whether the counts can be true: over a week nobody converts who did not visit. */
    @JsonIgnore
    public boolean isUsable() {
        return countsUniques() && uniqueVisitors == null || !isDoubtful(rate());
    }

    /** Days with more conversions than visits: attribution can do that, and so can a measure that fails. */
    public List<LocalDate> doubtfulDays() {
        return days.stream()
                .filter(day -> isDoubtful(day.rate()) || isDoubtful(rate(day)))
                .map(Day::date)
                .toList();
    }

    private static boolean isDoubtful(Pair rate) {
        return rate.of().compareTo(rate.by()) > 0;
    }

    Evidence recommending(String recommendation, String reason) {
        return with(certainty, recommendation, reason);
    }

    /** What may be seen before the team has made its own proposal. */
    Evidence withoutVerdict() {
        return with(certainty.withoutProbability(), null, null);
    }

    private Evidence with(Certainty certainty, @Nullable String recommendation, @Nullable String reason) {
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
                reason,
                counted,
                channels,
                rules,
                forecasts,
                uniqueVisitors);
    }

    static @Nullable Long count(Collection<MetricRow> rows, Function<MetricRow, Number> figure) {
        BigDecimal sum = sum(rows, figure);
        return sum == null ? null : sum.longValueExact();
    }

    /** The sum of a figure over the rows that give it; 0 where none does. */
    static BigDecimal sumOf(Collection<MetricRow> rows, Function<MetricRow, Number> figure) {
        return Objects.requireNonNullElse(sum(rows, figure), BigDecimal.ZERO);
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
