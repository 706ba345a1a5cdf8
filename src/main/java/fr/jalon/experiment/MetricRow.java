package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one channel brought on one day. A figure that nobody gave is null: unknown, which is not 0.
 *
 * @param visits unique visitors of the landing page
 * @param conversions to two decimals, half up: attribution shares a conversion out
 * @param spend euros, all taxes included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricRow(
        String channel,
        @Nullable Long impressions,
        @Nullable Long clicks,
        @Nullable Long visits,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal spend) {

    /** What a channel may be called: none of the signs that part names in lists and addresses, nothing unseen. */
    static final String CHANNEL = "(?!.*\\p{C})[^,;/\\s](?:[^,;/]*[^,;/\\s])?";

    static final int LONGEST_CHANNEL = 40;

    /** Cents are what counts of money; whole conversions are written without decimals. */
    public MetricRow {
        spend = spend == null ? null : spend.setScale(2, RoundingMode.HALF_UP);
        conversions = conversions == null ? null : rounded(conversions);
    }

    /** A row that lacks nothing, of whole conversions. */
    public MetricRow(String channel, long impressions, long clicks, long visits, long conversions, BigDecimal spend) {
        this(channel, (Long) impressions, (Long) clicks, (Long) visits, BigDecimal.valueOf(conversions), spend);
    }

    /** A row that gives no figure. */
    static MetricRow empty(String channel) {
        return new MetricRow(channel, null, null, null, null, null);
    }

    /** A row as it arrives in a form: what is left empty is absent. */
    public static MetricRow of(Map<String, Object> row) {
        return new MetricRow(
                String.valueOf(row.get("channel")),
                count(row, "impressions"),
                count(row, "clicks"),
                count(row, "visits"),
                decimal(row, "conversions"),
                decimal(row, "spend"));
    }

    /** Conversions as a row keeps them. */
    static BigDecimal rounded(BigDecimal conversions) {
        BigDecimal rounded = conversions.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** The same figures under another name. */
    MetricRow of(String channel) {
        return new MetricRow(channel, impressions, clicks, visits, conversions, spend);
    }

    /** This row, with what it lacks taken from another. */
    MetricRow completedBy(MetricRow other) {
        return new MetricRow(
                channel,
                given(impressions, other.impressions),
                given(clicks, other.clicks),
                given(visits, other.visits),
                given(conversions, other.conversions),
                given(spend, other.spend));
    }

    private static <T> @Nullable T given(@Nullable T figure, @Nullable T otherwise) {
        return figure == null ? otherwise : figure;
    }

    private static @Nullable Long count(Map<String, Object> row, String name) {
        return row.get(name) instanceof Number number ? number.longValue() : null;
    }

    private static @Nullable BigDecimal decimal(Map<String, Object> row, String name) {
        return row.get(name) instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    /** Whether it gives no figure at all. */
    public boolean givesNothing() {
        return Stream.of(impressions, clicks, visits, conversions, spend).allMatch(Objects::isNull);
    }

    /** Why this row cannot be, if it cannot. Conversions above visits can: attribution does that. */
    public Optional<String> fault() {
        if (clicks == null || impressions == null || clicks <= impressions) return Optional.empty();
        return Optional.of(
                impressions == 0
                        ? "%d clic%s sans impression : laissez vide ce que vous ne connaissez pas"
                                .formatted(clicks, clicks > 1 ? "s" : "")
                        : "plus de clics (%d) que d’impressions (%d)".formatted(clicks, impressions));
    }

    /** More conversions than visits. */
    boolean isDoubtful() {
        return visits != null && conversions != null && conversions.compareTo(BigDecimal.valueOf(visits)) > 0;
    }

    /** A channel without impressions or spend is organic: it stays out of click-through rate and cost per click. */
    boolean isPaid() {
        return impressions != null && impressions > 0 || spend != null && spend.signum() > 0;
    }

    /** The row as a form shows it. */
    public Map<String, Object> asAnswers() {
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("channel", channel);
        answers.put("impressions", impressions);
        answers.put("clicks", clicks);
        answers.put("visits", visits);
        answers.put(
                "conversions",
                conversions == null
                        ? null
                        : conversions.scale() == 0
                                ? (Number) conversions.longValueExact()
                                : (Number) conversions.doubleValue());
        answers.put("spend", spend == null ? null : spend.doubleValue());
        return answers;
    }
}
