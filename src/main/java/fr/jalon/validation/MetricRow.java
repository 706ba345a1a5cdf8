package fr.jalon.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one channel brought on one day.
 *
 * @param visits unique visitors of the landing page
 * @param spend euros, all taxes included
 */
public record MetricRow(
    String channel, long impressions, long clicks, long visits, long conversions, BigDecimal spend) {

  /** What a channel may be called: none of the signs that part names in lists and addresses, nothing unseen. */
  static final String CHANNEL = "(?!.*\\p{C})[^,;/\\s](?:[^,;/]*[^,;/\\s])?";
  static final int LONGEST_CHANNEL = 40;

  /** Cents are what counts. */
  public MetricRow {
    spend = spend.setScale(2, RoundingMode.HALF_UP);
  }

  /** A row as it arrives in a form: absent counts are zero. */
  public static MetricRow of(Map<String, Object> row) {
    return new MetricRow(String.valueOf(row.get("channel")), count(row, "impressions"), count(row, "clicks"),
        count(row, "visits"), count(row, "conversions"),
        row.get("spend") instanceof Number spend ? new BigDecimal(spend.toString()) : BigDecimal.ZERO);
  }

  /** The same figures under another name. */
  MetricRow of(String channel) {
    return new MetricRow(channel, impressions, clicks, visits, conversions, spend);
  }

  private static long count(Map<String, Object> row, String name) {
    return row.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Why this row cannot be, if it cannot. Conversions above visits can: attribution does that. */
  public Optional<String> fault() {
    if (clicks <= impressions) return Optional.empty();
    return Optional.of(impressions == 0
        ? "%d clics sans impression : pour un canal organique, laissez les clics à 0, ce sont les visites qui comptent".formatted(clicks)
        : "plus de clics (%d) que d’impressions (%d)".formatted(clicks, impressions));
  }

  /** A channel without impressions or spend is organic: it stays out of click-through rate and cost per click. */
  boolean isPaid() {
    return impressions > 0 || spend.signum() > 0;
  }

  /** The row as a form shows it. */
  public Map<String, Object> asAnswers() {
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("channel", channel);
    answers.put("impressions", impressions);
    answers.put("clicks", clicks);
    answers.put("visits", visits);
    answers.put("conversions", conversions);
    answers.put("spend", spend.doubleValue());
    return answers;
  }
}
