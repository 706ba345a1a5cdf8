package fr.jalon.experiment;

import fr.jalon.statistics.Homogeneity.Group;
import fr.jalon.statistics.Prior;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A week that is over, its contract frozen.
 *
 * @param judged the contract that it was judged by
 * @param days of the week, in order
 * @param figures by day and channel
 * @param decision what it led to; null where nothing was decided
 */
record Past(
        Experiment experiment,
        Contract judged,
        List<LocalDate> days,
        Map<LocalDate, Map<String, MetricRow>> figures,
        @Nullable String decision) {

    /** Whether the rules judged it that hold now, in a version that is known. */
    boolean isOfPresentRules() {
        return experiment.promised().belief() == Belief.PROMISE
                && experiment.promised().rules() != null;
    }

    /** The version of the table that judged it. */
    int rules() {
        return Objects.requireNonNull(experiment.promised().rules());
    }

    /** The conversions that count and what they are set against; neither where that is unknown. */
    Group counts() {
        if (judged.countsUniques() && experiment.uniqueVisitors() == null) return new Group(0, 0);
        Evidence.Pair rate = judged.basis().rate(counting(), experiment.uniqueVisitors());
        return new Group(rate.of().doubleValue(), rate.by().doubleValue());
    }

    /** What was forecast beside what was measured, by the intervals of the present rules; empty where nothing was. */
    List<Foreseen> forecasts() {
        Evidence.Terms terms = new Evidence.Terms(
                judged,
                Belief.PROMISE,
                null,
                experiment.isExtended(),
                experiment.channels(),
                experiment.organic(),
                experiment.uniqueVisitors());
        return Objects.requireNonNullElse(terms.forecasts(counting()), List.of());
    }

    /** The week before the table, as it was or had something else been believed before it. */
    Case heard(Prior prior) {
        return Measures.caseOf(experiment, judged, figures, days).under(prior);
    }

    private List<MetricRow> counting() {
        return figures.values().stream()
                .flatMap(day -> day.values().stream())
                .filter(row -> judged.counted() == null || judged.counted().contains(row.channel()))
                .toList();
    }
}
