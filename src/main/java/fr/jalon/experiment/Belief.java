package fr.jalon.experiment;

import fr.jalon.statistics.Posterior;
import fr.jalon.statistics.Prior;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** What is believed before a week is measured, with the way its time reckoned the cost; kept with the frozen week. */
public enum Belief {

    /**
     * The promise, and nothing better: its {@linkplain Prior#of prior} has the target for its mean. A conversion costs
     * what was paid for it: organic ones, that cost nothing, do not make the paid ones cheaper.
     */
    PROMISE {
        @Override
        Prior before(double target) {
            return Prior.of(target);
        }

        @Override
        Evidence.Pair cost(List<MetricRow> rows, Set<String> organic) {
            return Evidence.Pair.of(
                    rows.stream()
                            .filter(row -> !organic.contains(row.channel()))
                            .toList(),
                    MetricRow::spend,
                    MetricRow::conversions);
        }
    },

    /**
     * Nothing: every rate alike, as in weeks frozen before December 2026; their conversions cost alike, organic or not.
     */
    NOTHING {
        @Override
        Prior before(double target) {
            return Prior.UNIFORM;
        }

        @Override
        Evidence.Pair cost(List<MetricRow> rows, Set<String> organic) {
            return Evidence.Pair.of(
                    rows,
                    row -> row.spend() == null && organic.contains(row.channel()) ? BigDecimal.ZERO : row.spend(),
                    MetricRow::conversions);
        }
    };

    abstract Prior before(double target);

    /** What was spent, by conversions. */
    abstract Evidence.Pair cost(List<MetricRow> rows, Set<String> organic);

    /** As those who read a verdict see it. */
    String inWords(double target) {
        return Calibration.inWords(before(target));
    }

    Posterior after(double target, double conversions, double visits) {
        return new Posterior(before(target), conversions, visits);
    }
}
