package fr.jalon.statistics;

import org.apache.commons.statistics.distribution.GammaDistribution;

/** Where a true rate or price may lie; bounds of rates are fractions of 1. */
public record Interval(double low, double high) {

    /** The normal deviate that leaves 2.5 % on each side. */
    private static final double Z95 = 1.959963984540054;

    /**
     * Wilson's interval at 95 %, the score interval without continuity correction: with {@code p = successes / trials}
     * and {@code z = 1.96}, {@code (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)} (E. B. Wilson, Probable
     * inference, the law of succession, and statistical inference, JASA 22, 1927, pp. 209–212).
     *
     * @param successes from 0 to the trials, with decimals where one was shared out
     * @param trials above 0
     * @throws IllegalArgumentException if no such counts can be
     */
    public static Interval wilson(double successes, double trials) {
        if (!(trials > 0 && successes >= 0 && successes <= trials))
            throw new IllegalArgumentException(successes + " of " + trials);
        double rate = successes / trials;
        double z2 = Z95 * Z95;
        double middle = (rate + z2 / (2 * trials)) / (1 + z2 / trials);
        double half = Z95 / (1 + z2 / trials) * Math.sqrt(rate * (1 - rate) / trials + z2 / (4 * trials * trials));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /**
     * What one thing costs where an amount has bought so many: the amount by the exact bounds of a Poisson count,
     * {@code amount / Γ⁻¹(1 − α/2; count + 1)} to {@code amount / Γ⁻¹(α/2; count)} (F. Garwood, Fiducial limits for the
     * Poisson distribution, Biometrika 28, 1936, pp. 437–442). It takes every purchase as bought apart at one price: a
     * price that changes from day to day is less sure than that.
     *
     * @param amount 0 or more
     * @param count 1 or more
     * @param share how surely the interval holds the true price, at least; above 0, below 1
     * @throws IllegalArgumentException if no such purchase can be
     */
    public static Interval priceOfOne(double amount, double count, double share) {
        if (!(amount >= 0 && count >= 1 && share > 0 && share < 1))
            throw new IllegalArgumentException(count + " for " + amount);
        double tail = (1 - share) / 2;
        return new Interval(
                amount / GammaDistribution.of(count + 1, 1).inverseSurvivalProbability(tail),
                amount / GammaDistribution.of(count, 1).inverseCumulativeProbability(tail));
    }
}
