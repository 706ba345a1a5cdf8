package fr.jalon.statistics;

import java.util.List;
import java.util.Optional;

/**
 * What the weeks of a programme would have it believe of the next one, had it asked them: an empirical prior (H.
 * Robbins, An empirical Bayes approach to statistics, Proceedings of the Third Berkeley Symposium 1, 1956, pp.
 * 157–163).
 *
 * <p>The rate is that of all weeks together, {@code Σ successes / Σ trials}: those that stopped or were withdrawn too,
 * for whoever asks only those who stayed hears that all is well. The prior is Beta(1, b), {@code b = 1 / min(rate,
 * target) − 1}: it weighs one success, as the {@linkplain Prior#of default} does, for so few weeks tell how high rates
 * are, and not how much they differ; and its mean is never above the target, for no team passes on what others did.
 *
 * @param weeks how many are known: those with trials, and no more successes than these
 */
public record Pooled(int weeks, double successes, double trials) {

    /** Fewer weeks tell more of who came than of the programme. */
    public static final int ENOUGH = 20;

    /** Older ones are of another programme. */
    public static final int MOST = 500;

    /** @param latestFirst the weeks, of which the {@link #MOST} first are taken */
    public static Pooled of(List<Homogeneity.Group> latestFirst) {
        List<Homogeneity.Group> known = latestFirst.stream()
                .filter(week -> week.trials() > 0 && week.successes() <= week.trials())
                .limit(MOST)
                .toList();
        return new Pooled(
                known.size(),
                known.stream().mapToDouble(Homogeneity.Group::successes).sum(),
                known.stream().mapToDouble(Homogeneity.Group::trials).sum());
    }

    /** How many weeks more it takes. */
    public int missing() {
        return Math.max(0, ENOUGH - weeks);
    }

    /** The rate of all weeks together; empty where they are too few, or none had a success to weigh. */
    public Optional<Double> rate() {
        return missing() > 0 || successes <= 0 ? Optional.empty() : Optional.of(successes / trials);
    }

    /** What is believed of a week with a target; empty where {@linkplain #rate nothing tells}. */
    public Optional<Prior> prior(double target) {
        return rate().map(rate -> Prior.of(Math.min(rate, target)));
    }
}
