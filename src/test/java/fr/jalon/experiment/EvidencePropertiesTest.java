package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Ce qui vaut pour toutes les données d’une semaine")
class EvidencePropertiesTest {

    private static final String SEED = "20261207";
    private static final Contract CONTRACT = new Contract(5, 100, 200, 15, "Inscription à la liste d’attente");
    private static final LocalDate V1 = LocalDate.of(2026, 12, 9);

    @Property(tries = 300, seed = SEED)
    @Label("Un taux est absent exactement quand son dénominateur est nul")
    void leavesOutWhatIsUndefined(@ForAll("week") List<Evidence.Day> week) {
        List<MetricRow> rows =
                week.stream().flatMap(day -> day.channels().stream()).toList();
        long paidClicks = rows.stream()
                .filter(row -> row.impressions() > 0 || row.spend().signum() > 0)
                .mapToLong(MetricRow::clicks)
                .sum();
        Evidence evidence = evidence(week);
        assertThat(evidence.ratios().clickThroughRate() == null)
                .isEqualTo(evidence.totals().impressions() == 0);
        assertThat(evidence.ratios().costPerClick() == null).isEqualTo(paidClicks == 0);
        assertThat(evidence.ratios().conversionRate() == null)
                .isEqualTo(evidence.totals().visits() == 0);
        assertThat(evidence.ratios().costPerConversion() == null)
                .isEqualTo(evidence.totals().conversions().signum() == 0);
        assertThat(evidence.certainty().interval() == null)
                .isEqualTo(evidence.totals().visits() == 0
                        || evidence.totals().conversions().longValueExact()
                                > evidence.totals().visits());
        assertThat(evidence.certainty().probabilityAboveTarget() == null)
                .isEqualTo(evidence.totals().conversions().longValueExact()
                        > evidence.totals().visits());
    }

    @Property(tries = 200, seed = SEED)
    @Label("L’ordre des jours et des canaux n’y fait rien")
    void ignoresOrder(@ForAll("week") List<Evidence.Day> week, @ForAll Random random) {
        List<Evidence.Day> shuffled = new ArrayList<>();
        for (Evidence.Day day : week) {
            List<MetricRow> channels = new ArrayList<>(day.channels());
            Collections.shuffle(channels, random);
            shuffled.add(new Evidence.Day(day.date(), channels));
        }
        Collections.shuffle(shuffled, random);
        assertSame(evidence(shuffled), evidence(week), "days", "channels");
    }

    @Property(tries = 200, seed = SEED)
    @Label("Répartir une journée entre plusieurs canaux payants ne change ni total ni taux")
    void ignoresHowADayIsSplit(
            @ForAll("paid") MetricRow whole, @ForAll @IntRange(min = 1, max = 5) int parts, @ForAll Random random) {
        assertSame(
                evidence(List.of(new Evidence.Day(V1, split(whole, parts, random)))),
                evidence(List.of(new Evidence.Day(V1, List.of(whole)))),
                "days",
                "channels");
    }

    @Property(tries = 200, seed = SEED)
    @Label("Répartir des chiffres payants sur plusieurs jours ne change ni total ni taux")
    void ignoresHowAWeekIsSplit(@ForAll("paid") MetricRow whole, @ForAll Random random) {
        List<Evidence.Day> week = new ArrayList<>();
        for (MetricRow part : split(whole, 7, random))
            week.add(new Evidence.Day(V1.plusDays(week.size()), List.of(part)));
        assertSame(
                evidence(week),
                evidence(List.of(new Evidence.Day(V1, List.of(whole)))),
                "days",
                "channels",
                "daysRecorded");
    }

    private static void assertSame(Evidence actual, Evidence expected, String... ignored) {
        assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields(ignored)
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(expected);
    }

    private static Evidence evidence(List<Evidence.Day> days) {
        return Evidence.of("pionniers", 1, former(CONTRACT, Set.of()), days, List.of());
    }

    @Provide
    Arbitrary<List<Evidence.Day>> week() {
        return rows(0).list().ofMaxSize(4).list().ofMaxSize(7).map(days -> IntStream.range(0, days.size())
                .mapToObj(day -> new Evidence.Day(V1.plusDays(day), days.get(day)))
                .toList());
    }

    /** One paid channel: with impressions, so that every part of it can have some. */
    @Provide
    Arbitrary<MetricRow> paid() {
        return rows(7);
    }

    /** Figures that can be: no more clicks than impressions. */
    private static Arbitrary<MetricRow> rows(long leastImpressions) {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 500);
        return Combinators.combine(
                        Arbitraries.longs().between(leastImpressions, 5000),
                        counts,
                        counts,
                        counts,
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, new BigDecimal("300"))
                                .ofScale(2))
                .as((impressions, clicks, visits, conversions, spend) -> new MetricRow(
                        "Annonces", impressions, Math.min(clicks, impressions), visits, conversions, spend));
    }

    /** Rows that can be, and add up to the whole; each keeps an impression, and so stays paid. */
    private static List<MetricRow> split(MetricRow whole, int parts, Random random) {
        long[] impressions = shares(whole.impressions() - parts, parts, random);
        long[] clicks = new long[parts];
        long left = whole.clicks();
        for (int part = 0; part < parts; part++) {
            clicks[part] = Math.min(left, ++impressions[part]);
            left -= clicks[part];
        }
        long[] visits = shares(whole.visits(), parts, random);
        long[] conversions = shares(whole.conversions().longValueExact(), parts, random);
        long[] cents = shares(whole.spend().movePointRight(2).longValueExact(), parts, random);
        return IntStream.range(0, parts)
                .mapToObj(part -> new MetricRow(
                        "Canal " + part,
                        impressions[part],
                        clicks[part],
                        visits[part],
                        conversions[part],
                        BigDecimal.valueOf(cents[part], 2)))
                .toList();
    }

    /** Cuts a count at random places. */
    private static long[] shares(long count, int parts, Random random) {
        long[] cuts = LongStream.concat(LongStream.of(0, count), random.longs(parts - 1, 0, count + 1))
                .sorted()
                .toArray();
        return IntStream.range(0, parts)
                .mapToLong(part -> cuts[part + 1] - cuts[part])
                .toArray();
    }

    /** By the rules of weeks frozen before December 2026: all channels, nothing believed before. */
    private static Evidence.Terms former(Contract contract, Set<String> organic) {
        return new Evidence.Terms(contract, Belief.NOTHING, null, false, List.of(), organic, null);
    }
}
