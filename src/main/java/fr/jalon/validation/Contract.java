package fr.jalon.validation;

/**
 * What a team promises before it sees any data.
 *
 * @param targetConversionRate in percent, 0 exclusive to 100 inclusive
 * @param minimumVisits unique visitors below which nothing is concluded, 50 or more
 * @param spendCap euros, all taxes included, over the week
 * @param maximumCostPerConversion euros, all taxes included
 * @param conversionMeans what counts as a conversion
 */
public record Contract(
    double targetConversionRate, long minimumVisits, double spendCap, double maximumCostPerConversion,
    String conversionMeans) {

  /** The target as a fraction of 1. */
  public double target() {
    return targetConversionRate / 100;
  }
}
