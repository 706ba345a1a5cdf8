package fr.jalon.experiment;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file of figures: what Google Ads, Meta Ads, LinkedIn, TikTok, Microsoft Ads, Campaign Manager, GA4 and
 * Matomo call it, in French and in English. Names stand as {@link Headings#of} leaves them, the most exact first: a
 * file that has several is read by the first.
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

    /** The column that JSON calls so. */
    static MetricsColumn of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** As it is called in JSON. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its figure in a row; null where the row does not give it. */
    @Nullable
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

    /** How exactly a heading, as {@link Headings#of}, names this column: 0 is best, -1 not at all. */
    int rank(String heading) {
        String plain = this == SPEND ? Headings.withoutUnits(heading) : Headings.withoutZone(heading);
        return IntStream.range(0, names.size())
                .filter(rank -> names.get(rank).contains(plain))
                .findFirst()
                .orElse(-1);
    }

    /** How its figures are written. */
    WrittenFigure written() {
        return switch (this) {
            case IMPRESSIONS, CLICKS, VISITS -> WrittenFigure.COUNT;
            case CONVERSIONS -> WrittenFigure.SHARED;
            case SPEND -> WrittenFigure.MONEY;
            default -> throw new IllegalArgumentException(this + " is no figure");
        };
    }
}
