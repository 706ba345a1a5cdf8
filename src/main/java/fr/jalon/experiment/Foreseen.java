package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.statistics.Interval;
import fr.jalon.statistics.Posterior;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a team forecast beside what its week measured: rates as fractions of 1, money in euros.
 *
 * @param measured null where nothing tells
 * @param interval where the true value may lie, as surely as the interval of the week's rate; null where nothing tells
 * @param within whether the forecast lies in it; null where nothing tells
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Foreseen(
        Measure measure,
        double forecast,
        @Nullable Double measured,
        @Nullable Interval interval,
        @Nullable Boolean within) {

    /** What a contract may forecast. */
    public enum Measure {
        CLICK_THROUGH_RATE("Taux de clic (CTR)"),
        COST_PER_CLICK("Coût par clic (CPC)"),
        CONVERSION_RATE("Taux de conversion");

        private final String label;

        Measure(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private static Foreseen of(Measure measure, double forecast, Evidence.Pair pair, @Nullable Interval interval) {
        return new Foreseen(
                measure,
                forecast,
                pair.ratio(),
                interval,
                interval == null ? null : interval.low() <= forecast && forecast <= interval.high());
    }

    /**
     * What was forecast, in the order of the measures: clicks of the paid channels that count are as sure as their
     * impressions make them, their price as the number of clicks does, the rate as what is believed of the week.
     */
    static List<Foreseen> of(Forecast forecast, List<MetricRow> counting, Evidence.Terms terms) {
        List<MetricRow> paid = Evidence.paid(counting, terms.organic());
        List<Foreseen> all = new ArrayList<>();
        if (forecast.clickThroughRate() != null) {
            Evidence.Pair clicks = Evidence.Pair.of(paid, MetricRow::clicks, MetricRow::impressions);
            double impressions = clicks.by().doubleValue();
            all.add(of(
                    Measure.CLICK_THROUGH_RATE,
                    forecast.clickThroughRate() / 100,
                    clicks,
                    impressions > 0 && clicks.of().compareTo(clicks.by()) <= 0
                            ? new Posterior(clicks.of().doubleValue(), impressions).central(terms.share())
                            : null));
        }
        if (forecast.costPerClick() != null) {
            Evidence.Pair spend = Evidence.Pair.of(paid, MetricRow::spend, MetricRow::clicks);
            all.add(of(
                    Measure.COST_PER_CLICK,
                    forecast.costPerClick(),
                    spend,
                    spend.by().signum() > 0
                            ? Interval.priceOfOne(
                                    spend.of().doubleValue(), spend.by().doubleValue(), terms.share())
                            : null));
        }
        if (forecast.conversionRate() != null) {
            Evidence.Pair rate = terms.rate(counting);
            Evidence.Central central = rate.by().signum() > 0 && rate.of().compareTo(rate.by()) <= 0
                    ? terms.central(rate.of().doubleValue(), rate.by().doubleValue())
                    : null;
            all.add(of(
                    Measure.CONVERSION_RATE,
                    forecast.conversionRate() / 100,
                    rate,
                    central == null ? null : new Interval(central.low(), central.high())));
        }
        return all;
    }

    /** The forecast as people read it. */
    public String foretold() {
        return measure == Measure.COST_PER_CLICK ? French.euros(forecast) : French.rate(forecast * 100);
    }

    /** What was measured as people read it. */
    public String found() {
        return said(measured);
    }

    /** The interval as people read it. */
    public String between() {
        return interval == null ? "–" : said(interval.low()) + " à " + said(interval.high());
    }

    /** Whether the forecast lies within, as people read it. */
    public String verdict() {
        return within == null ? "–" : within ? "oui" : "non";
    }

    private String said(@Nullable Double value) {
        return measure == Measure.COST_PER_CLICK ? French.euros(value) : French.percent(value);
    }
}
