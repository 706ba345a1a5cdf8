package fr.jalon.validation;

import java.math.BigDecimal;
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

  /** A row as it arrives in a form: absent counts are zero. */
  public static MetricRow of(Map<String, Object> row) {
    return new MetricRow(String.valueOf(row.get("channel")), count(row, "impressions"), count(row, "clicks"),
        count(row, "visits"), count(row, "conversions"),
        row.get("spend") instanceof Number spend ? new BigDecimal(spend.toString()) : BigDecimal.ZERO);
  }

  private static long count(Map<String, Object> row, String name) {
    return row.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Why this row cannot be, if it cannot. Conversions above visits can: attribution does that. */
  public Optional<String> fault() {
    return clicks > impressions
        ? Optional.of("plus de clics (%d) que d’impressions (%d)".formatted(clicks, impressions)) : Optional.empty();
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
