package fr.jalon.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What is believed of a true rate after so many successes among so many trials, nothing having been believed before: a
 * Beta(1 + successes, 1 + trials − successes), the posterior under a uniform prior (T. Bayes, An essay towards solving
 * a problem in the doctrine of chances, 1763).
 *
 * @param successes from 0 to the trials, with decimals where one was shared out
 * @param trials 0 or more
 */
public record Posterior(double successes, double trials) {

    /** @throws IllegalArgumentException if no such counts can be */
    public Posterior {
        if (!(successes >= 0 && successes <= trials)) throw new IllegalArgumentException(successes + " of " + trials);
    }

    /** P(true rate > target), a fraction of 1; the target is one too. */
    public double probabilityAbove(double target) {
        return target >= 1
                ? 0
                : BetaDistribution.of(1 + successes, 1 + trials - successes).survivalProbability(target);
    }
}
