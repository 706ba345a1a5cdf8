package fr.jalon.validation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A column of a file of figures: what Google Ads, Meta Ads, LinkedIn, TikTok, Microsoft Ads, GA4 and Matomo call it, in
 * French and in English, and how its cells read. Names stand as {@link TaggedLink#source} leaves them, the most exact
 * first: a file that has several is read by the first.
 */
enum MetricsColumn {

  DATE("date",
      "date, jour, day, gregorian-date, par-jour, by-day, stat-time-day",
      "start-date, date-de-debut, debut-des-rapports, debut-du-rapport, reporting-starts"),
  /** Only beside the start of a period: a line that spans several days is no day. */
  END("fin", "end-date, date-de-fin, fin-des-rapports, fin-du-rapport, reporting-ends"),
  CHANNEL("canal", "canal, channel", "regie", "source, source-de-la-session, session-source",
      "plateforme, platform", "reseau, network"),
  CAMPAIGN("campagne", "campagne, campaign", "nom-de-la-campagne, nom-de-campagne, campaign-name"),
  IMPRESSIONS("impressions", "impressions, impression", "impr"),
  CLICKS("clics", "clics, clicks",
      "clics-sur-un-lien, clics-sur-le-lien, clics-sur-lien, link-clicks, clics-destination, clicks-destination,"
          + " destination-clicks",
      "clics-tous, clicks-all"),
  /** Visits are unique visitors: what counts persons comes before what counts sessions. */
  VISITS("visites", "visites-uniques, visiteurs-uniques, unique-visits, unique-visitors, nb-uniq-visitors",
      "visites, visiteurs, visits, visitors, nb-visits",
      "utilisateurs, users, nombre-total-d-utilisateurs, total-users", "utilisateurs-actifs, active-users", "sessions"),
  CONVERSIONS("conversions", "conversions, conversion",
      "resultats, results, evenements-cles, key-events, nb-conversions, conv", "prospects, leads"),
  SPEND("dépense", "depense, depenses, spend",
      "cout, couts, cost, costs, montant-depense, amount-spent, total-spent, total-depense, montant-total-depense",
      "cout-total, total-cost"),
  CURRENCY("devise", "code-de-devise, code-devise, currency-code, devise, currency, devise-du-compte, account-currency");

  static final Set<MetricsColumn> FIGURES = Set.of(IMPRESSIONS, CLICKS, VISITS, CONVERSIONS, SPEND);

  private static final Pattern ZONE = Pattern.compile("(?:-in|-en)?-utc$");
  private static final Pattern UNITS = Pattern.compile("(?:-(?:en|in|euros?|ttc|ht|us|"
      + Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).collect(Collectors.joining("|"))
          .toLowerCase(Locale.ROOT) + "))+$");
  private static final Pattern EUROS = Pattern.compile("(?:-(?:en|in|eur|euros?|ttc))*");
  private static final Pattern FOREIGN_SIGN = Pattern.compile("[\\p{Sc}&&[^€]]");

  private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})");
  private static final Pattern YEAR_FIRST = Pattern.compile("(?=\\d{8}$|.*[/-])(\\d{4})([/-]?)(\\d{1,2})\\2(\\d{1,2})");
  private static final Pattern TIME = Pattern.compile("(?:T| |, )\\d{1,2}[:h]\\d{2}.*$");

  private static final Pattern EURO = Pattern.compile("^(?:€|EUR) ?| ?(?:€|EUR)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern NOTHING = Pattern.compile("^(?:--?|–|—)$");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?|\\d{1,3}(?: \\d{3})+(?:[.,]\\d+)?"
      + "|\\d{1,3}(?:,\\d{3})+\\.\\d+|\\d{1,3}(?:\\.\\d{3})+,\\d+");
  private static final Pattern MILLIONS = Pattern.compile("\\d{1,3}(?:(?:,\\d{3}){2,}|(?:\\.\\d{3}){2,})");
  private static final Pattern THOUSANDS_OR_DECIMALS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");
  private static final int LONGEST = 100;

  private final String label;
  private final List<Set<String>> names;

  MetricsColumn(String label, String... names) {
    this.label = label;
    this.names = Stream.of(names).map(equals -> Set.of(equals.split(", "))).toList();
  }

  /** As it is called in a sentence. */
  String label() {
    return label;
  }

  /** How exactly a heading, as {@link #named}, names this column: 0 is best, -1 not at all. */
  int rank(String heading) {
    String plain = (this == SPEND ? UNITS : ZONE).matcher(heading).replaceFirst("");
    return IntStream.range(0, names.size()).filter(rank -> names.get(rank).contains(plain)).findFirst().orElse(-1);
  }

  /** Whether a heading of money leaves no doubt that it is in euros, all taxes included. */
  static boolean isInEuros(String heading) {
    Matcher units = UNITS.matcher(named(heading));
    return !FOREIGN_SIGN.matcher(heading).find() && (!units.find() || EUROS.matcher(units.group()).matches());
  }

  /** A name without accents, case and punctuation, as channels are told apart; empty where none is that long. */
  static String named(String text) {
    return text.isEmpty() || text.length() > LONGEST ? "" : TaggedLink.source(text);
  }

  /** A day that exists, written with the day before the month or with the year first; a time behind it does not count. */
  static Optional<LocalDate> day(String cell) {
    String day = cell.length() > LONGEST ? "" : TIME.matcher(cell).replaceFirst("");
    Matcher french = DAY_FIRST.matcher(day);
    Matcher iso = YEAR_FIRST.matcher(day);
    try {
      return french.matches() ? Optional.of(date(french.group(4), french.group(3), french.group(1)))
          : iso.matches() ? Optional.of(date(iso.group(1), iso.group(3), iso.group(4))) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static LocalDate date(String year, String month, String day) {
    return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
  }

  /**
   * A figure: a whole number, or euros with two decimals. Of two marks the last is decimal. A lone mark before three
   * digits parts thousands in a count, which has no decimals; in money it could be either, so it is refused.
   *
   * @throws IllegalArgumentException saying in French what is expected
   */
  BigDecimal figure(String cell) {
    boolean isMoney = this == SPEND;
    if (cell.length() > LONGEST) throw unreadable();
    String text = NOTHING.matcher(isMoney ? EURO.matcher(cell).replaceAll("") : cell).replaceFirst("0");
    if (text.matches("[-−–] ?\\d.*")) throw new IllegalArgumentException("un nombre positif ou nul est attendu");
    boolean isAmbiguous = THOUSANDS_OR_DECIMALS.matcher(text).matches();
    int mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
    if (isMoney && isAmbiguous) {
      throw new IllegalArgumentException("ce montant peut se lire de deux façons (écrivez « %s » ou « %s »)".formatted(
          text.replaceAll("[.,]", ""), text.substring(0, mark) + "," + text.substring(mark + 1, mark + 3)));
    }
    boolean isWhole = isAmbiguous || MILLIONS.matcher(text).matches();
    if (!isWhole && !NUMBER.matcher(text).matches()) throw unreadable();
    String digits = isWhole || mark < 0 ? text.replaceAll("[., ]", "")
        : text.substring(0, mark).replaceAll("[., ]", "") + "." + text.substring(mark + 1);
    BigDecimal figure = new BigDecimal(digits).stripTrailingZeros();
    if (isMoney && figure.scale() > 2) throw new IllegalArgumentException("deux décimales au plus");
    if (!isMoney && figure.scale() > 0) throw unreadable();
    if (figure.compareTo(most()) > 0) throw new IllegalArgumentException("ce nombre est hors de toute mesure");
    return figure.setScale(isMoney ? 2 : 0);
  }

  /** More than that in a day is a mistake. */
  BigDecimal most() {
    return BigDecimal.valueOf(this == SPEND ? 1_000_000 : 1_000_000_000);
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException(this == SPEND ? "un montant en euros est attendu" : "un nombre entier est attendu");
  }
}
