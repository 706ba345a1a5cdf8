package fr.jalon.statistics;

/**
 * What is believed of a rate before anything is measured: a Beta(1, failures).
 *
 * @param failures above 0: as if one success had been seen after so many failures, none of them counted
 */
public record Prior(double failures) {

    /** Every rate is as likely as any other; its mean is 50 %, so that it lets a small target pass unproven. */
    public static final Prior UNIFORM = new Prior(1);

    /** @throws IllegalArgumentException if it is no prior */
    public Prior {
        if (!(failures > 0)) throw new IllegalArgumentException("Beta(1, " + failures + ")");
    }

    /**
     * The promise is believed, and nothing better: Beta(1, max(1, 1/target − 1)), whose mean 1/(1 + failures) is the
     * target, up to 50 %. It weighs as much as the visits that the target needs for one conversion. (A prior by its
     * mean and weight: A. Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, section 2.4.)
     *
     * @param target a fraction of 1, above 0
     */
    public static Prior of(double target) {
        return new Prior(Math.max(1, 1 / target - 1));
    }
}
