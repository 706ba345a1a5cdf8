package fr.jalon.experiment;

import fr.jalon.text.French;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the conversions of a week are set against, once the channels that count are summed up. */
public enum Base {

    /** The visits of every day: whoever comes on two days counts twice. */
    DAILY_VISITS("les visites de chaque jour", "visite", "visites") {
        @Override
        Evidence.Pair rate(List<MetricRow> counting, @Nullable Long uniques) {
            return Evidence.rate(counting);
        }
    },

    /** The unique visitors of the week, one number for all channels and days: whoever comes again counts once. */
    WEEKLY_UNIQUES("les visiteurs uniques de la semaine", "visiteur unique", "visiteurs uniques") {
        @Override
        Evidence.Pair rate(List<MetricRow> counting, @Nullable Long uniques) {
            return new Evidence.Pair(
                    Evidence.sumOf(counting, MetricRow::conversions),
                    uniques == null ? BigDecimal.ZERO : BigDecimal.valueOf(uniques),
                    false);
        }
    };

    private final String label;
    private final String one;
    private final String many;

    Base(String label, String one, String many) {
        this.label = label;
        this.one = one;
        this.many = many;
    }

    /**
     * Conversions of a week by what they are set against.
     *
     * @param counting the rows of the channels that count
     * @param uniques null while they are unknown: then nothing is set against
     */
    abstract Evidence.Pair rate(List<MetricRow> counting, @Nullable Long uniques);

    /** In French, with its article. */
    public String label() {
        return label;
    }

    /** {@code visites} or {@code visiteurs uniques}. */
    public String many() {
        return many;
    }

    /** So many of them, in French. */
    public String counted(long count) {
        return French.number(count) + " " + (count > 1 ? many : one);
    }
}
