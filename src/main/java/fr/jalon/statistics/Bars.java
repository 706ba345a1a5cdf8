package fr.jalon.statistics;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What a look at a week asks of P(rate > target), and what that means in conversions and in chances. All probabilities
 * are those of the {@linkplain Prior#of prior of the target}.
 *
 * @param pass P(rate > target) from which the target is passed
 * @param fail P(rate > target) up to which it is missed
 * @param signal P(rate > half the target) from which a missed target is still a signal
 * @param conversions fewer pass nothing: with one or two, a probability says more about the prior than about the week
 */
public record Bars(double pass, double fail, double signal, double conversions) {

    /**
     * The counts of conversions at which the verdict turns at some traffic; empty where none turns it.
     *
     * @param passFrom the least that passes
     * @param failUpTo the most that misses the target
     * @param stopUpTo the most that misses it without a signal
     */
    public record Turns(long visits, OptionalLong passFrom, OptionalLong failUpTo, OptionalLong stopUpTo) {

        /** The chance to pass where the true rate is this: P(X ≥ passFrom), X binomial. */
        public double chanceToPass(double rate) {
            return passFrom.isEmpty() ? 0 : binomial(rate).survivalProbability((int) passFrom.getAsLong() - 1);
        }

        /** The chance to miss the target where the true rate is this: P(X ≤ failUpTo). */
        public double chanceToFail(double rate) {
            return upTo(failUpTo, rate);
        }

        /** The chance to miss it without a signal where the true rate is this: P(X ≤ stopUpTo). */
        public double chanceToStop(double rate) {
            return upTo(stopUpTo, rate);
        }

        private double upTo(OptionalLong most, double rate) {
            return most.isEmpty() ? 0 : binomial(rate).cumulativeProbability((int) most.getAsLong());
        }

        private BinomialDistribution binomial(double rate) {
            return BinomialDistribution.of((int) visits, rate);
        }
    }

    /** Whether these counts pass the target. */
    public boolean isPassed(double target, double conversions, double visits) {
        return conversions >= this.conversions && above(target, target, conversions, visits) >= pass;
    }

    /** Whether they miss it. */
    public boolean isFailed(double target, double conversions, double visits) {
        return above(target, target, conversions, visits) <= fail;
    }

    /** Whether they miss it without a signal. */
    public boolean isStopped(double target, double conversions, double visits) {
        return isFailed(target, conversions, visits) && above(target / 2, target, conversions, visits) < signal;
    }

    private static double above(double rate, double target, double conversions, double visits) {
        return new Posterior(Prior.of(target), conversions, visits).probabilityAbove(rate);
    }

    /**
     * Where the verdict turns at this traffic: each is found by halving, for a conversion more never lowers P(rate >
     * target).
     *
     * @param target a fraction of 1
     */
    public Turns at(double target, long visits) {
        return new Turns(
                visits,
                firstOf(0, visits, conversions -> isPassed(target, conversions, visits)),
                before(firstOf(0, visits, conversions -> !isFailed(target, conversions, visits)), visits),
                before(firstOf(0, visits, conversions -> !isStopped(target, conversions, visits)), visits));
    }

    /**
     * The smallest traffic from which the target is passed with at least this chance, and stays so at any larger one,
     * where the true rate is a multiple of it. (The chance is a saw: it falls a little each time that one conversion
     * more is asked.) Empty where no rate can be that high.
     */
    public OptionalLong fairTraffic(double target, double multiple, double chance) {
        double rate = multiple * target;
        if (rate >= 1) return OptionalLong.empty();
        double sure = 1 - (1 - chance) / 20;
        long needed = (long) Math.ceil(conversions);
        long last = needed;
        for (long visits = needed; ; visits++) {
            while (needed <= visits && !isPassed(target, needed, visits)) needed++;
            double now = needed > visits
                    ? 0
                    : new Turns(visits, OptionalLong.of(needed), OptionalLong.empty(), OptionalLong.empty())
                            .chanceToPass(rate);
            if (now < chance) last = visits;
            if (now >= sure) return OptionalLong.of(last + 1);
        }
    }

    /**
     * With how many visits in all the rate of these counts would pass or miss the target: a crossing of that rate with
     * the thresholds, which true chance comes before as often as after. Empty where it takes more than as many visits
     * again.
     */
    public OptionalLong crossing(double target, double conversions, long visits) {
        if (visits <= 0) return OptionalLong.empty();
        double rate = conversions / visits;
        return firstOf(
                visits + 1, 2 * visits, all -> isPassed(target, rate * all, all) || isFailed(target, rate * all, all));
    }

    /** Whether a week of so much traffic could pass the target at all: were every visit a conversion. */
    public boolean canPass(double target, long visits) {
        return isPassed(target, visits, visits);
    }

    /** Whether it could miss the target without a signal at all: were there no conversion. */
    public boolean canStop(double target, long visits) {
        return isStopped(target, 0, visits);
    }

    /** The smallest traffic between two that {@link #canPass can pass} and {@link #canStop stop}; empty for none. */
    public OptionalLong leastTraffic(double target, long low, long high) {
        return firstOf(low, high, visits -> canPass(target, visits) && canStop(target, visits));
    }

    /**
     * The smallest target that a week of this traffic can miss without a signal, counted in parts of 1; empty for none.
     */
    public OptionalLong leastTarget(long visits, long parts) {
        return firstOf(1, parts, part -> canStop((double) part / parts, visits));
    }

    /** The largest target that it can pass, counted likewise; 0 where it passes none. */
    public long mostTarget(long visits, long parts) {
        return firstOf(1, parts, part -> !canPass((double) part / parts, visits))
                        .orElse(parts + 1)
                - 1;
    }

    private interface Count {
        boolean holds(long count);
    }

    private static OptionalLong before(OptionalLong first, long most) {
        long last = first.isPresent() ? first.getAsLong() - 1 : most;
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** The first count from which something holds for all that follow. */
    private static OptionalLong firstOf(long low, long high, Count count) {
        if (!count.holds(high)) return OptionalLong.empty();
        while (low < high) {
            long middle = (low + high) / 2;
            if (count.holds(middle)) high = middle;
            else low = middle + 1;
        }
        return OptionalLong.of(low);
    }
}
