package fr.jalon.validation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What a week measured, with its uncertainty. Ratios come from summed counts, never from averages of days; a ratio with a
 * zero denominator is absent. Rates are fractions of 1, money is in euros, all taxes included.
 *
 * <p>The interval is Wilson's at 95 % (E. B. Wilson, Probable inference, JASA 22, 1927). The probability that the true
 * rate lies above the target is that of a Beta(1 + conversions, 1 + visits − conversions), the posterior under a uniform
 * prior (T. Bayes, 1763).
 *
 * @param target the contract's rate, a fraction of 1
 * @param daysMissing days of the week, past by now, without a row for every channel
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
    String team, int iteration, Double target, Long minimumVisits, int daysRecorded, List<LocalDate> daysMissing,
    long impressions, long clicks, long visits, long conversions, BigDecimal spend, Double clickThroughRate,
    Double costPerClick, Double conversionRate, Double costPerConversion, Interval interval,
    Double probabilityAboveTarget, List<Day> days, String recommendation, String reason) {

  /** Bounds as fractions of 1. */
  public record Interval(double low, double high) {}

  /** The rows of one day. */
  public record Day(LocalDate date, List<MetricRow> channels) {}

  private static final double Z95 = 1.959963984540054;

  /** @param organic channels that stay out of click-through rate and cost per click whatever their rows say */
  static Evidence of(String team, int iteration, Contract contract, Set<String> organic, List<Day> days, List<LocalDate> missing) {
    List<MetricRow> rows = days.stream().flatMap(day -> day.channels().stream()).toList();
    List<MetricRow> paid = rows.stream().filter(row -> row.isPaid() && !organic.contains(row.channel())).toList();
    long impressions = rows.stream().mapToLong(MetricRow::impressions).sum();
    long clicks = rows.stream().mapToLong(MetricRow::clicks).sum();
    long paidClicks = paid.stream().mapToLong(MetricRow::clicks).sum();
    long visits = rows.stream().mapToLong(MetricRow::visits).sum();
    long conversions = rows.stream().mapToLong(MetricRow::conversions).sum();
    BigDecimal spend = spend(rows);
    boolean usable = conversions <= visits;
    Double target = contract == null ? null : contract.target();
    return new Evidence(team, iteration, target, contract == null ? null : contract.minimumVisits(), days.size(), missing,
        impressions, clicks, visits, conversions, spend,
        ratio(paidClicks, paid.stream().mapToLong(MetricRow::impressions).sum()), ratio(spend(paid).doubleValue(), paidClicks),
        ratio(conversions, visits),
        ratio(spend.doubleValue(), conversions),
        usable && visits > 0 ? wilson(conversions, visits) : null,
        usable && target != null ? probabilityAbove(target, conversions, visits) : null,
        days, null, null);
  }

  /** Whether the counts can be true: over a week nobody converts who did not visit. */
  @JsonIgnore
  public boolean isUsable() {
    return conversions <= visits;
  }

  /** Days with more conversions than visits: attribution can do that, and so can a measure that fails. */
  public List<LocalDate> doubtfulDays() {
    return days.stream().filter(day -> day.channels().stream().mapToLong(MetricRow::conversions).sum()
        > day.channels().stream().mapToLong(MetricRow::visits).sum()).map(Day::date).toList();
  }

  Evidence recommending(String recommendation, String reason) {
    return new Evidence(team, iteration, target, minimumVisits, daysRecorded, daysMissing, impressions, clicks, visits,
        conversions, spend, clickThroughRate, costPerClick, conversionRate, costPerConversion, interval,
        probabilityAboveTarget, days, recommendation, reason);
  }

  /** Wilson's 95 % interval of a rate, for 0 ≤ conversions ≤ visits and visits > 0. */
  public static Interval wilson(long conversions, long visits) {
    double n = visits;
    double rate = conversions / n;
    double z2 = Z95 * Z95;
    double middle = (rate + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z95 / (1 + z2 / n) * Math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /** P(true rate > target) after so many conversions among so many visits, under a uniform prior. */
  public static double probabilityAbove(double target, long conversions, long visits) {
    return target >= 1 ? 0 : BetaDistribution.of(1.0 + conversions, 1.0 + visits - conversions).survivalProbability(target);
  }

  private static BigDecimal spend(List<MetricRow> rows) {
    return rows.stream().map(MetricRow::spend).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Double ratio(double numerator, double denominator) {
    return denominator == 0 ? null : numerator / denominator;
  }
}
