package fr.jalon.experiment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A column of a file of figures: what Google Ads, Meta Ads, LinkedIn, TikTok, Microsoft Ads, Campaign Manager, GA4 and
 * Matomo call it, in French and in English, and how its cells read. Names stand as {@link #heading} leaves them, the
 * most exact first: a file that has several is read by the first.
 */
enum MetricsColumn {
    DATE(
            "date",
            "date, jour, day, gregorian-date, date-gregorienne, par-jour, by-day, stat-time-day, time-period, periode",
            "start-date, date-de-debut, debut-des-rapports, debut-du-rapport, reporting-starts"),
    /** Only beside the start of a period: a line that spans several days is no day. */
    END("fin", "end-date, date-de-fin, fin-des-rapports, fin-du-rapport, reporting-ends"),
    /** Matomo calls the source of visits a label. */
    CHANNEL(
            "canal",
            "canal, channel",
            "regie",
            "source, source-de-la-session, session-source",
            "plateforme, platform",
            "reseau, network",
            "libelle, label"),
    CAMPAIGN(
            "campagne",
            "campagne, campaign",
            "nom-de-la-campagne, nom-de-campagne, campaign-name",
            "groupe-d-annonces, ad-group, ad-group-name, nom-de-l-ensemble-de-publicites, ad-set-name",
            "nom-de-la-publicite, ad-name"),
    IMPRESSIONS("impressions", "impressions, impression", "impr"),
    /** Where Google counts interactions alone, they are the clicks of its text advertisements. */
    CLICKS(
            "clics",
            "clics, clicks",
            "clics-sur-un-lien, clics-sur-le-lien, clics-sur-lien, link-clicks, clics-destination, clicks-destination,"
                    + " destination-clicks",
            "clics-sortants, outbound-clicks",
            "clics-tous, clicks-all",
            "interactions"),
    /**
     * Visits are unique visitors: what counts persons comes before what counts sessions, and these before pages seen.
     */
    VISITS(
            "visites",
            "visites-uniques, visiteurs-uniques, unique-visits, unique-visitors, nb-uniq-visitors",
            "visiteurs, visitors",
            "visites, visits, nb-visits",
            "utilisateurs, users, nombre-total-d-utilisateurs, total-users",
            "utilisateurs-actifs, active-users",
            "sessions",
            "vues-de-page-de-destination, vues-de-la-page-de-destination, landing-page-views"),
    CONVERSIONS(
            "conversions",
            "conversions, conversion",
            "resultats, results, evenements-cles, key-events, nb-conversions, conv, total-conversions",
            "prospects, leads, achats, purchases, achats-sur-le-site-web, website-purchases, prospects-sur-le-site-web,"
                    + " website-leads, inscriptions, inscriptions-terminees, registrations-completed"),
    SPEND(
            "dépense",
            "depense, depenses, spend",
            "cout, couts, cost, costs, montant-depense, amount-spent, total-spent, total-depense, "
                    + "montant-total-depense",
            "cout-total, total-cost, media-cost, cout-media, ads-cost, advertiser-ad-cost, "
                    + "cout-des-annonces, cout-google-ads, cout-publicitaire"),
    CURRENCY(
            "devise",
            "code-de-devise, code-devise, currency-code, devise, currency, devise-du-compte, account-currency");

    /** In the order in which they are told. */
    static final Set<MetricsColumn> FIGURES =
            Collections.unmodifiableSet(EnumSet.of(IMPRESSIONS, CLICKS, VISITS, CONVERSIONS, SPEND));

    private static final Pattern WORDS = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern ZONE = Pattern.compile("(?:-in|-en)?-utc$");
    private static final Pattern UNITS = Pattern.compile("(?:-(?:en|in|euros?|ttc|ht|us|"
            + Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.joining("|"))
                    .toLowerCase(Locale.ROOT)
            + "))+$");
    private static final Pattern EUROS = Pattern.compile("(?:-(?:en|in|eur|euros?|ttc))*");
    private static final Pattern FOREIGN_SIGN = Pattern.compile("[\\p{Sc}&&[^€]]");

    /** What else tools count, and what they make of it: nothing that these figures would be missed in. */
    private static final Pattern OTHER = Pattern.compile("(?:.*-)?(?:taux|rate|ctr|cpc|cpm|cpa|cpl|cpv|roas|moy|moyens?"
            + "|moyennes?|avg|average|maximum|par|per|avec|with|valeur|value"
            + "|score|rang|rank|position|frequence|frequency"
            + "|couverture|reach"
            + "|portee|id|identifiant|budget|rebonds?|bounces?|actions?|pages?|duree|duration"
            + "|temps|time|revenus?|revenue|heure|hour"
            + "|semaine|week|mois|month|annee|year|age|nouveaux|new)(?:-.*)?"
            + "|(?:cout|cost)-(?:conv|clic|click|result).*");

    private static final Set<String> FRENCH =
            words("jour canal regie campagne clics visites visiteurs depense depenses cout"
                    + " couts montant devise nom resultats debut fin utilisateurs evenements achats vues "
                    + "reseau plateforme inscriptions libelle");
    private static final Set<String> ENGLISH =
            words("day start end starts reporting click clicks spend spent cost costs"
                    + " visits visitors campaign channel users leads purchases results name amount "
                    + "currency network platform key events label");

    private static final Pattern EURO = Pattern.compile("^(?:€|EUR) ?| ?(?:€|EUR)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTHING = Pattern.compile("^(?:--?|–|—)$");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?|\\d{1,3}(?: \\d{3})+(?:[.,]\\d+)?"
            + "|\\d{1,3}(?:,\\d{3})+\\.\\d+|\\d{1,3}(?:\\.\\d{3})+,\\d+");
    private static final Pattern MILLIONS = Pattern.compile("\\d{1,3}(?:(?:,\\d{3}){2,}|(?:\\.\\d{3}){2,})");
    private static final Pattern THOUSANDS_OR_DECIMALS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");
    private static final BigDecimal NOISE = new BigDecimal("0.000001");
    private static final int LONGEST = 100;

    private final String label;
    private final List<Set<String>> names;

    MetricsColumn(String label, String... names) {
        this.label = label;
        this.names = Stream.of(names).map(equals -> Set.of(equals.split(", "))).toList();
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    /** As it is called in a sentence. */
    String label() {
        return label;
    }

    /** The column that JSON calls so. */
    static MetricsColumn of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** As it is called in JSON. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its figure in a row; null where the row does not give it. */
    Number in(MetricRow row) {
        return switch (this) {
            case IMPRESSIONS -> row.impressions();
            case CLICKS -> row.clicks();
            case VISITS -> row.visits();
            case CONVERSIONS -> row.conversions();
            case SPEND -> row.spend();
            default -> throw new IllegalArgumentException(this + " is no figure");
        };
    }

    /** How exactly a heading, as {@link #named}, names this column: 0 is best, -1 not at all. */
    int rank(String heading) {
        String plain = (this == SPEND ? UNITS : ZONE).matcher(heading).replaceFirst("");
        return IntStream.range(0, names.size())
                .filter(rank -> names.get(rank).contains(plain))
                .findFirst()
                .orElse(-1);
    }

    /** Whether a heading of money leaves no doubt that it is in euros, all taxes included. */
    static boolean isInEuros(String heading) {
        Matcher units = UNITS.matcher(named(heading));
        return !FOREIGN_SIGN.matcher(heading).find()
                && (!units.find() || EUROS.matcher(units.group()).matches());
    }

    /** A heading as it is told apart: as a name, with the words of {@code TimePeriod} apart. */
    static String heading(String cell) {
        return named(cell.length() > LONGEST ? "" : WORDS.matcher(cell).replaceAll("-"));
    }

    /** Whether the headings speak English and no French: dates below them may have the month first. */
    static boolean areEnglish(Collection<String> headings) {
        Set<String> words = headings.stream()
                .flatMap(heading -> Stream.of(heading.split("-")))
                .collect(Collectors.toSet());
        return !Collections.disjoint(words, ENGLISH) && Collections.disjoint(words, FRENCH);
    }

    /**
     * Whether a heading is one that nothing is missed of: a ratio, an average, an identifier, a count of something
     * else.
     */
    static boolean isOther(String heading) {
        return OTHER.matcher(heading).matches();
    }

    /** Whether a cell could be a figure. */
    static boolean looksLikeFigure(String cell) {
        String text = cell.length() > LONGEST ? "" : EURO.matcher(cell).replaceAll("");
        return NUMBER.matcher(text).matches()
                || MILLIONS.matcher(text).matches()
                || THOUSANDS_OR_DECIMALS.matcher(text).matches();
    }

    /** A name without accents, case and punctuation, as channels are told apart; empty where none is that long. */
    static String named(String text) {
        return text.isEmpty() || text.length() > LONGEST ? "" : TaggedLink.source(text);
    }

    /**
     * A figure: a whole number, conversions with any decimals, or euros with two. Of two marks the last is decimal. A
     * lone mark before three digits parts thousands in a count that has no decimals; elsewhere it could be either, so
     * it is refused.
     *
     * @throws IllegalArgumentException saying in French what is expected
     */
    BigDecimal figure(String cell) {
        boolean isMoney = this == SPEND;
        boolean hasDecimals = isMoney || this == CONVERSIONS;
        if (cell.length() > LONGEST) throw unreadable();
        String text = NOTHING.matcher(isMoney ? EURO.matcher(cell).replaceAll("") : cell)
                .replaceFirst("0");
        if (text.matches("[-−–] ?\\d.*")) throw new IllegalArgumentException("un nombre positif ou nul est attendu");
        boolean isAmbiguous = THOUSANDS_OR_DECIMALS.matcher(text).matches();
        int mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
        if (hasDecimals && isAmbiguous) {
            throw new IllegalArgumentException("ce %s peut se lire de deux façons (écrivez « %s » ou « %s »)"
                    .formatted(
                            isMoney ? "montant" : "nombre",
                            text.replaceAll("[.,]", ""),
                            text.substring(0, mark) + "," + text.substring(mark + 1, mark + 3)));
        }
        boolean isWhole = isAmbiguous || MILLIONS.matcher(text).matches();
        if (!isWhole && !NUMBER.matcher(text).matches()) throw unreadable();
        String digits = isWhole || mark < 0
                ? text.replaceAll("[., ]", "")
                : text.substring(0, mark).replaceAll("[., ]", "") + "." + text.substring(mark + 1);
        BigDecimal figure = new BigDecimal(digits).stripTrailingZeros();
        if (isMoney) figure = cents(figure);
        if (!hasDecimals && figure.scale() > 0) throw unreadable();
        if (figure.compareTo(most()) > 0) throw new IllegalArgumentException("ce nombre est hors de toute mesure");
        return hasDecimals ? figure : figure.setScale(0);
    }

    /** Money to the cent; what binary fractions add to it does not count. */
    private static BigDecimal cents(BigDecimal money) {
        BigDecimal cents = money.setScale(2, RoundingMode.HALF_UP);
        if (money.subtract(cents).abs().compareTo(NOISE) > 0)
            throw new IllegalArgumentException("deux décimales au plus");
        return cents;
    }

    /** More than that in a day is a mistake. */
    BigDecimal most() {
        return BigDecimal.valueOf(this == SPEND ? 1_000_000 : 1_000_000_000);
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                this == SPEND
                        ? "un montant en euros est attendu"
                        : this == CONVERSIONS ? "un nombre est attendu" : "un nombre entier est attendu");
    }
}
