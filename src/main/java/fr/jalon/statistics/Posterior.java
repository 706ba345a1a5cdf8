package fr.jalon.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What is believed of a true rate after so many successes among so many trials: Beta(1 + successes, failures of the
 * prior + trials − successes), the conjugate posterior of a binomial count (T. Bayes, An essay towards solving a
 * problem in the doctrine of chances, 1763).
 *
 * @param prior what was believed before
 * @param successes from 0 to the trials, with decimals where one was shared out
 * @param trials 0 or more
 */
public record Posterior(Prior prior, double successes, double trials) {

    /** @throws IllegalArgumentException if no such counts can be */
    public Posterior {
        if (!(successes >= 0 && successes <= trials)) throw new IllegalArgumentException(successes + " of " + trials);
    }

    /** Nothing having been believed before. */
    public Posterior(double successes, double trials) {
        this(Prior.UNIFORM, successes, trials);
    }

    /** P(true rate > target), a fraction of 1; the target is one too. */
    public double probabilityAbove(double target) {
        return target >= 1 ? 0 : belief().survivalProbability(target);
    }

    /**
     * The central interval that holds the true rate with a given probability: as much is left out below as above. The
     * low end of the central 80 % is the rate that the true one exceeds with a probability of 90 %.
     *
     * @param share above 0, below 1
     */
    public Interval central(double share) {
        BetaDistribution belief = belief();
        double tail = (1 - share) / 2;
        return new Interval(belief.inverseCumulativeProbability(tail), belief.inverseSurvivalProbability(tail));
    }

    private BetaDistribution belief() {
        return BetaDistribution.of(1 + successes, prior.failures() + trials - successes);
    }
}
