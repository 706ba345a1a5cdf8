package fr.jalon.statistics;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether groups of trials may all have the same rate: Pearson's χ² on the table of successes and failures by group (K.
 * Pearson, On the criterion that a given system of deviations…, Philosophical Magazine 50, 1900). Where a cell expects
 * fewer than five (W. G. Cochran, Some methods for strengthening the common χ² tests, Biometrics 10, 1954) the law of
 * χ² is no guide: the successes are then dealt out anew at random, and it is counted how often they fall as unevenly
 * (R. A. Fisher, The Design of Experiments, 1935). The chance is seeded: the same counts always say the same.
 */
public final class Homogeneity {

    /**
     * One group.
     *
     * @param successes with decimals where one was shared out; above the trials they count as all of them
     */
    public record Group(double successes, double trials) {}

    private static final long SEED = 20261207;
    private static final int DEALS = 9_999;
    /** So that a week of a million visitors takes a second, not a minute. */
    private static final double MOST_DRAWS = 2e7;

    private Homogeneity() {}

    /** The chance that groups of one rate differ as much as these or more; 1 where nothing can be told. */
    public static double chance(List<Group> all) {
        List<Group> groups = all.stream().filter(group -> group.trials() > 0).toList();
        double trials = groups.stream().mapToDouble(Group::trials).sum();
        double[] sizes = groups.stream().mapToDouble(Group::trials).toArray();
        double[] successes = groups.stream()
                .mapToDouble(group -> Math.min(group.successes(), group.trials()))
                .toArray();
        double total = sum(successes);
        if (groups.size() < 2 || total <= 0 || total >= trials) return 1;
        double rate = total / trials;
        double smallest = groups.stream().mapToDouble(Group::trials).min().orElseThrow() * Math.min(rate, 1 - rate);
        double statistic = chiSquared(successes, sizes, rate);
        return smallest >= 5
                ? ChiSquaredDistribution.of(groups.size() - 1).survivalProbability(statistic)
                : dealt(statistic, sizes, Math.max(1, Math.round(total)));
    }

    private static double chiSquared(double[] successes, double[] sizes, double rate) {
        double statistic = 0;
        for (int i = 0; i < sizes.length; i++) {
            double off = successes[i] - sizes[i] * rate;
            statistic += off * off / (sizes[i] * rate * (1 - rate));
        }
        return statistic;
    }

    private static double dealt(double statistic, double[] sizes, long total) {
        long trials = Math.round(sum(sizes));
        // The rarer of both is dealt out: the statistic is the same for either.
        long rare = Math.min(total, trials - total);
        int deals = (int) Math.max(999, Math.min(DEALS, MOST_DRAWS / Math.max(1, rare)));
        SplittableRandom random = new SplittableRandom(SEED);
        int asUneven = 0;
        for (int deal = 0; deal < deals; deal++) {
            double[] drawn = draw(random, sizes, rare);
            if (chiSquared(drawn, sizes, (double) rare / trials) >= statistic - 1e-9) asUneven++;
        }
        return (1.0 + asUneven) / (1.0 + deals);
    }

    private static double[] draw(SplittableRandom random, double[] sizes, long successes) {
        double[] left = sizes.clone();
        double[] drawn = new double[sizes.length];
        double remaining = sum(sizes);
        for (long i = 0; i < successes; i++, remaining--) {
            double at = random.nextDouble() * remaining;
            int group = 0;
            while (group < left.length - 1 && at >= left[group]) at -= left[group++];
            left[group]--;
            drawn[group]++;
        }
        return drawn;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum;
    }
}
