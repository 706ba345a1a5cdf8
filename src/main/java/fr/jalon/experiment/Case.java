package fr.jalon.experiment;

import fr.jalon.statistics.Bars;
import fr.jalon.statistics.Posterior;
import fr.jalon.statistics.Prior;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A week as the table of verdicts is asked about it: the figures of the channels that count beside a contract.
 *
 * <p>One morning may be missing. A figure that is unknown then is taken twice: at worst, as the channel's average of
 * visits and spend and no conversion; at best, as on the channels' best day. Where no morning is missing both are what
 * was measured. Probabilities are null where the counts cannot be true.
 */
public final class Case {

    private final Contract contract;
    private final Belief belief;
    private final Prior prior;
    private final boolean isExtended;
    private final Set<String> organic;
    private final List<MetricRow> known;
    private final Map<LocalDate, List<String>> gaps;
    private final Map<LocalDate, Map<String, MetricRow>> days;
    private final @Nullable Long uniques;

    /**
     * @param gaps the channels that count and lack a figure that is judged, by day
     * @param days the rows of the channels that count, by day
     * @param uniques the week's unique visitors over these channels, the missing morning's included; null where they
     *     are unknown
     */
    Case(
            Contract contract,
            Belief belief,
            boolean isExtended,
            Set<String> organic,
            Map<LocalDate, List<String>> gaps,
            Map<LocalDate, Map<String, MetricRow>> days,
            @Nullable Long uniques) {
        this(contract, belief, belief.before(contract.target()), isExtended, organic, gaps, days, uniques);
    }

    private Case(
            Contract contract,
            Belief belief,
            Prior prior,
            boolean isExtended,
            Set<String> organic,
            Map<LocalDate, List<String>> gaps,
            Map<LocalDate, Map<String, MetricRow>> days,
            @Nullable Long uniques) {
        this.contract = contract;
        this.belief = belief;
        this.prior = prior;
        this.isExtended = isExtended;
        this.organic = organic;
        this.gaps = gaps;
        this.days = days;
        this.uniques = uniques;
        this.known =
                days.values().stream().flatMap(day -> day.values().stream()).toList();
    }

    /** The same week, had something else been believed of its rate before it. */
    Case under(Prior other) {
        return new Case(contract, belief, other, isExtended, organic, gaps, days, uniques);
    }

    /** What the table reads, as one context. */
    public Map<String, Object> asked() {
        Map<String, Object> asked = new LinkedHashMap<>();
        Evidence.Pair rate = rate(known);
        List<List<MetricRow>> best = atBest();
        List<MetricRow> worst = atWorst();
        asked.put("usable", isUsable());
        asked.put("enoughVisits", hasEnoughVisits());
        asked.put("morningsMissing", gaps.size());
        asked.put("extended", isExtended);
        asked.put("conversions", rate.of().doubleValue());
        asked.put("probability", above(contract.target(), known));
        asked.put(
                "probabilityAtWorst",
                worst.isEmpty() && !known.isEmpty() ? (Double) 0.0 : above(contract.target(), worst));
        asked.put("probabilityAtBest", most(contract.target(), best));
        asked.put("signal", above(contract.target() / 2, known));
        asked.put("signalAtBest", most(contract.target() / 2, best));
        asked.put("costWithinCap", costWithinCap(worst));
        return asked;
    }

    private Evidence.Pair rate(List<MetricRow> rows) {
        return contract.basis().rate(rows, uniques);
    }

    /** Whether the unique visitors are wanting that the rate is a rate of. */
    public boolean isUncounted() {
        return contract.countsUniques() && uniques == null;
    }

    /** Over a week nobody converts who did not visit. */
    private boolean isUsable() {
        Evidence.Pair rate = rate(known);
        return isUncounted() || rate.of().compareTo(rate.by()) <= 0;
    }

    private boolean hasEnoughVisits() {
        return visits() >= contract.minimumVisits();
    }

    private long visits() {
        return rate(known).by().longValueExact();
    }

    private @Nullable Double above(double rate, List<MetricRow> rows) {
        Evidence.Pair counts = rate(rows);
        return counts.of().compareTo(counts.by()) > 0 ? null : after(counts).probabilityAbove(rate);
    }

    private Posterior after(Evidence.Pair counts) {
        return new Posterior(prior, counts.of().doubleValue(), counts.by().doubleValue());
    }

    /** The highest probability among some weeks; certain where nothing tells how good the missing morning was. */
    private @Nullable Double most(double rate, List<List<MetricRow>> weeks) {
        if (!isUsable()) return null;
        return weeks.stream()
                .map(week -> Objects.requireNonNullElse(above(rate, week), 1.0))
                .reduce(Math::max)
                .orElse(1.0);
    }

    /**
     * Whether what was paid for stays within the cap a conversion; null where it does only without the missing morning,
     * or nothing tells.
     */
    private @Nullable Boolean costWithinCap(List<MetricRow> worst) {
        if (belief == Belief.NOTHING) {
            Evidence.Pair cost = belief.cost(known, organic);
            if (cost.by().signum() > 0)
                return cost.of().doubleValue() / cost.by().doubleValue() <= contract.maximumCostPerConversion();
            return Evidence.rate(known).of().signum() == 0 ? true : null;
        }
        if (!isWithinCap(known)) return false;
        boolean isKnown = paid(known).stream().allMatch(row -> row.spend() != null) || !gaps.isEmpty();
        return isKnown && !(worst.isEmpty() && !known.isEmpty()) && isWithinCap(worst) ? true : null;
    }

    private boolean isWithinCap(List<MetricRow> rows) {
        BigDecimal spend = Evidence.sumOf(paid(rows), MetricRow::spend);
        BigDecimal conversions = Evidence.sumOf(paid(rows), MetricRow::conversions);
        return spend.compareTo(conversions.multiply(BigDecimal.valueOf(contract.maximumCostPerConversion()))) <= 0;
    }

    private List<MetricRow> paid(List<MetricRow> rows) {
        return rows.stream().filter(row -> !organic.contains(row.channel())).toList();
    }

    /**
     * All rows with the missing morning at average visits and spend and no conversion; empty where no average is known.
     */
    private List<MetricRow> atWorst() {
        if (gaps.size() != 1) return known;
        List<MetricRow> rows = new ArrayList<>(outsideTheGap());
        for (String channel : gap().getValue()) {
            MetricRow row = lacking(channel);
            BigDecimal visits = average(channel, MetricRow::visits);
            BigDecimal spend = organic.contains(channel) ? BigDecimal.ZERO : average(channel, MetricRow::spend);
            if (row.visits() == null && visits == null || row.spend() == null && spend == null) return List.of();
            rows.add(row.completedBy(new MetricRow(
                    channel,
                    null,
                    null,
                    visits == null
                            ? null
                            : visits.setScale(0, RoundingMode.CEILING).longValueExact(),
                    BigDecimal.ZERO,
                    spend)));
        }
        return rows;
    }

    /** All rows with the missing morning as each of the others; empty where there is no other. */
    private List<List<MetricRow>> atBest() {
        if (gaps.size() != 1) return List.of(known);
        List<List<MetricRow>> weeks = new ArrayList<>();
        for (Map.Entry<LocalDate, Map<String, MetricRow>> day : days.entrySet()) {
            List<MetricRow> rows = new ArrayList<>(outsideTheGap());
            for (String channel : gap().getValue()) {
                MetricRow like = day.getValue().getOrDefault(channel, MetricRow.empty(channel));
                if (!day.getKey().equals(gap().getKey()))
                    rows.add(lacking(channel).completedBy(like));
            }
            if (!day.getKey().equals(gap().getKey())) weeks.add(rows);
        }
        return weeks;
    }

    private Map.Entry<LocalDate, List<String>> gap() {
        return gaps.entrySet().iterator().next();
    }

    private MetricRow lacking(String channel) {
        return days.getOrDefault(gap().getKey(), Map.of()).getOrDefault(channel, MetricRow.empty(channel));
    }

    private List<MetricRow> outsideTheGap() {
        return days.entrySet().stream()
                .flatMap(day -> day.getValue().values().stream().filter(row -> !isGap(day.getKey(), row.channel())))
                .toList();
    }

    private boolean isGap(LocalDate day, String channel) {
        return gaps.getOrDefault(day, List.of()).contains(channel);
    }

    private @Nullable BigDecimal average(String channel, Function<MetricRow, @Nullable Number> figure) {
        List<BigDecimal> given = days.entrySet().stream()
                .filter(day -> !isGap(day.getKey(), channel))
                .flatMap(day -> Stream.ofNullable(day.getValue().get(channel)))
                .flatMap(row -> Stream.ofNullable(figure.apply(row)))
                .map(number -> new BigDecimal(number.toString()))
                .toList();
        return given.isEmpty()
                ? null
                : given.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(given.size()), 4, RoundingMode.HALF_UP);
    }

    /**
     * What is missing, or what would settle it, in French; empty where the table has said all.
     *
     * @param now what this look asks
     * @param next what the next one would ask
     */
    public String wanting(Bars now, Bars next) {
        if (belief == Belief.NOTHING || !isUsable()) return "";
        List<String> sentences = new ArrayList<>();
        if (isUncounted()) {
            sentences.add("Il manque les visiteurs uniques de la semaine, que le contrat prend pour base\u00a0: ils se "
                    + "donnent sur la page des chiffres du dernier jour.");
        } else if (!hasEnoughVisits()) {
            sentences.add("Il manque " + contract.basis().counted(contract.minimumVisits() - visits()) + " sur les "
                    + French.number(contract.minimumVisits()) + " du contrat.");
        }
        if (!gaps.isEmpty()) {
            sentences.add("Chiffres manquants\u00a0: "
                    + gaps.entrySet().stream()
                            .map(gap -> French.shortDay(gap.getKey()) + " (" + String.join(", ", gap.getValue()) + ")")
                            .collect(Collectors.joining("\u00a0; "))
                    + ".");
        }
        if (hasEnoughVisits() && gaps.size() <= 1 && isBetween(now)) sentences.add(settling(next));
        return String.join(" ", sentences);
    }

    /** Whether what was measured neither passes nor misses the target. */
    private boolean isBetween(Bars bars) {
        Evidence.Pair rate = rate(known);
        double conversions = rate.of().doubleValue();
        return !bars.isPassed(contract.target(), conversions, visits())
                && !bars.isFailed(contract.target(), conversions, visits());
    }

    private String settling(Bars next) {
        if (isExtended) return "La semaine a déjà été prolongée\u00a0: elle ne le sera plus.";
        OptionalLong all = next.crossing(contract.target(), rate(known).of().doubleValue(), visits());
        if (all.isEmpty()) return "Trop près de la promesse\u00a0: aucune prolongation ne tranchera.";
        long more = all.getAsLong() - visits();
        long mornings = days.values().stream()
                .filter(day -> day.values().stream().anyMatch(row -> row.visits() != null && row.conversions() != null))
                .count();
        long extra = (more * mornings + visits() - 1) / visits();
        return "Au taux du jour, environ " + contract.basis().counted(more) + " de plus (" + French.number(extra)
                + (extra > 1 ? " jours" : " jour") + ")\u00a0: une chance sur deux de trancher.";
    }
}
