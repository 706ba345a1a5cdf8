package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.chain.Canonical;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Les visiteurs uniques d’une semaine")
class VisitorsTest {

    private static final LocalDate V1 = LocalDate.of(2026, 12, 7);
    private static final List<WeekDay> WEEK = IntStream.range(0, 7)
            .mapToObj(at -> new WeekDay(at + 1, V1.plusDays(at), V1.plusDays(at + 1), false))
            .toList();
    private static final Contract CONTRACT = contract(Base.WEEKLY_UNIQUES);

    private final Map<LocalDate, Map<String, MetricRow>> figures = new LinkedHashMap<>();
    private Map<String, LocalDate> stopped = Map.of();
    private @Nullable Instant closedAt;

    private static Contract contract(@Nullable Base base) {
        return new Contract(5, 100, 90, 8, "Inscription", "MEDIUM", null, List.of("Annonces"), base, null);
    }

    /** Visits of the channel that counts: 40, 41 … 46 a day, 301 in all; the other's are many. */
    @BeforeEach
    void measure() {
        WEEK.forEach(day -> figures.put(
                day.day(), Map.of("Annonces", row("Annonces", 39L + day.number()), "Page", row("Page", 900L))));
    }

    private static MetricRow row(String channel, @Nullable Long visits) {
        return new MetricRow(channel, null, null, visits, BigDecimal.ONE, BigDecimal.ONE);
    }

    private void lacks(int day) {
        figures.put(V1.plusDays(day - 1), Map.of("Annonces", row("Annonces", null), "Page", row("Page", 900L)));
    }

    private Experiment experiment() {
        return new Experiment(
                new ExperimentId("parcours", 1),
                "equipe",
                List.of("Annonces", "Page"),
                Set.of("Page"),
                stopped,
                new Promise(CONTRACT, Instant.EPOCH, "abc", CONTRACT, Belief.PROMISE, 1),
                null,
                0,
                false,
                closedAt,
                null,
                null,
                null);
    }

    private String fault(long visitors) {
        return plain(Visitors.fault(visitors, experiment(), WEEK, figures).orElse(""));
    }

    private String tooEarly() {
        return plain(Visitors.tooEarly(experiment(), WEEK, figures).orElse(""));
    }

    @Test
    @DisplayName("vont du meilleur jour à la somme des jours, bornes comprises, sur les canaux qui comptent")
    void areBounded() {
        assertThat(fault(46)).isEmpty();
        assertThat(fault(301)).isEmpty();
        assertThat(fault(45))
                .isEqualTo("moins que le meilleur jour à lui seul, le dimanche 13 décembre 2026 (46 visites)");
        assertThat(fault(302)).isEqualTo("plus que la somme des visites de chaque jour (301)");
    }

    @Test
    @DisplayName("n’ont pas de somme pour borne tant qu’un jour est inconnu ; un canal arrêté n’en a plus d’inconnu")
    void knowNoSumOfWhatIsUnknown() {
        lacks(6);
        assertThat(fault(302)).isEmpty();
        stopped = Map.of("Annonces", V1.plusDays(4));
        assertThat(fault(302)).isEqualTo("plus que la somme des visites de chaque jour (256)");
    }

    @Test
    @DisplayName("attendent les visites du dernier jour, tant que la semaine n’est pas close")
    void waitForTheLastDay() {
        assertThat(tooEarly()).isEmpty();
        lacks(7);
        assertThat(tooEarly()).isEqualTo("ils attendent les visites du dernier jour, le dimanche 13 décembre 2026");
        closedAt = Instant.EPOCH;
        assertThat(tooEarly()).isEmpty();
    }

    @Test
    @DisplayName(
            "sont la base du taux, de son intervalle et de sa probabilité ; ni d’un canal, ni d’un jour, ni du coût")
    void areTheBase() {
        Evidence daily = evidence(contract(null), null);
        Evidence unique = evidence(CONTRACT, 100L);

        assertThat(daily.rate().by()).isEqualByComparingTo("301");
        assertThat(unique.ratios().conversionRate()).isEqualTo(0.07);
        assertThat(unique.interval()).isNotEqualTo(daily.interval());
        assertThat(unique.certainty().probabilityAboveTarget())
                .isGreaterThan(daily.certainty().probabilityAboveTarget());
        assertThat(unique.certainty().interval().low())
                .isGreaterThan(daily.certainty().interval().low());
        assertThat(unique.ratios().costPerConversion()).isEqualTo(daily.ratios().costPerConversion());
        assertThat(unique.channels()).isEqualTo(daily.channels());
        Evidence.Day first = unique.days().get(0);
        assertThat(unique.ratios(first)).isEqualTo(daily.ratios(first));
        assertThat(unique.totals()).isEqualTo(daily.totals());
    }

    @Test
    @DisplayName("inconnus, laissent sans taux ni probabilité, sans que les données passent pour inexploitables")
    void areUnknown() {
        Evidence unknown = evidence(CONTRACT, null);

        assertThat(unknown.ratios().conversionRate()).isNull();
        assertThat(unknown.interval()).isNull();
        assertThat(unknown.certainty()).isEqualTo(new Evidence.Certainty(null, null, null));
        assertThat(unknown.isUsable()).isTrue();
        assertThat(evidence(CONTRACT, 6L).isUsable()).as("seven conversions").isFalse();
        assertThat(plain(WeekInWords.of(unknown, 7)))
                .contains("301 visites qui comptent, 7 conversions ; le taux attend les visiteurs uniques");
        assertThat(plain(WeekInWords.of(evidence(CONTRACT, 250L), 7)))
                .contains("301 visites qui comptent, 7 conversions ; 250 visiteurs uniques.")
                .contains("Le taux est de 2,8 %");
    }

    private Evidence evidence(Contract contract, @Nullable Long uniques) {
        return Evidence.of(
                "equipe",
                1,
                new Evidence.Terms(
                        contract, Belief.PROMISE, 1, false, List.of("Annonces", "Page"), Set.of("Page"), uniques),
                figures.entrySet().stream()
                        .map(day -> new Evidence.Day(
                                day.getKey(), List.copyOf(day.getValue().values())))
                        .toList(),
                List.of());
    }

    @Test
    @DisplayName("ne changent rien à un contrat qui n’en parle pas : il s’écrit comme avant, et son empreinte reste")
    void leaveFormerContractsAlone() {
        assertThat(new Canonical().write(contract(null))).isEqualTo("""
                {"targetConversionRate":5.0,"minimumVisits":100,"spendCap":90.0,"maximumCostPerConversion":8.0,\
                "conversionMeans":"Inscription","signalStrength":"MEDIUM","counted":["Annonces"]}""");
        assertThat(new Canonical().hash(contract(null))).isNotEqualTo(new Canonical().hash(CONTRACT));
        assertThat(new Canonical().write(CONTRACT)).contains("\"base\":\"WEEKLY_UNIQUES\"");
        assertThat(contract(null).basis()).isEqualTo(Base.DAILY_VISITS);
    }
}
