package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ce qui demande un motif écrit")
class DemandsTest {

    private static final LocalDate V1 = LocalDate.of(2026, 12, 9);

    private final List<Evidence.Day> days = new ArrayList<>();
    private final List<String> counted = new ArrayList<>(List.of("Annonces"));
    private String signal = "MEDIUM";
    private boolean isAmended;
    private double cap = 90;

    private @Nullable Contract former;
    private Map<String, LocalDate> stopped = Map.of();

    /** A calm week: seven days alike, 70 € of 90. */
    @BeforeEach
    void liveCalmly() {
        for (int day = 0; day < 7; day++) day(row("Annonces", 1000, 20, 2, "10"), row("Page", null, 5, 1, null));
    }

    private void day(MetricRow... rows) {
        days.add(new Evidence.Day(V1.plusDays(days.size()), List.of(rows)));
    }

    private static MetricRow row(
            String channel, @Nullable Integer impressions, long visits, long conversions, @Nullable String spend) {
        return new MetricRow(
                channel,
                impressions == null ? null : (Long) impressions.longValue(),
                null,
                visits,
                BigDecimal.valueOf(conversions),
                spend == null ? null : new BigDecimal(spend));
    }

    private Contract contract(double target) {
        return new Contract(target, 100, cap, 8, "Inscription", signal, null, List.copyOf(counted));
    }

    private Demands demands() {
        Contract judged = contract(5);
        Evidence evidence = Evidence.of(
                "pionniers",
                1,
                new Evidence.Terms(judged, Belief.PROMISE, 1, false, List.of("Annonces", "Page"), Set.of("Page"), null),
                days,
                List.of());
        List<LocalDate> week = IntStream.range(0, 7).mapToObj(V1::plusDays).toList();
        return Demands.of(judged, isAmended, Set.of("Page"), evidence, week, stopped, former);
    }

    private List<String> toGo() {
        return demands().toGo().stream().map(sentence -> plain(sentence)).toList();
    }

    @Test
    @DisplayName("Rien, si la semaine fut celle du contrat")
    void maybeNothing() {
        assertThat(demands()).isEqualTo(new Demands(List.of(), List.of()));
    }

    @Test
    @DisplayName("Un plafond de dépense passé, pas un plafond atteint")
    void theSpendCap() {
        cap = 70;
        assertThat(toGo()).isEmpty();
        cap = 69.99;
        assertThat(toGo()).containsExactly("La dépense (70,00 €) a passé son plafond (69,99 €).");
    }

    @Test
    @DisplayName("Un signal faible, un contrat amendé")
    void theContract() {
        signal = "WEAK";
        isAmended = true;
        assertThat(toGo())
                .containsExactly(
                        "Le signal est faible : une conversion n’y engage à rien.", "Le contrat a été amendé.");
    }

    @Test
    @DisplayName("Des canaux organiques seuls")
    void onlyOrganic() {
        counted.set(0, "Page");
        assertThat(toGo()).containsExactly("Seuls des canaux organiques comptent.");
    }

    @Test
    @DisplayName("Des visites payantes qui n’ont rien coûté")
    void freeVisits() {
        days.clear();
        for (int day = 0; day < 7; day++) day(row("Annonces", 1000, 20, 2, "0"));
        assertThat(toGo()).containsExactly("Les visites payantes n’ont rien coûté.");
    }

    @Test
    @DisplayName("Un canal arrêté avant la fin, plafond non atteint ; pas un jour inconnu, ni un plafond atteint")
    void aCut() {
        days.subList(5, 7).clear();
        day(row("Annonces", 0, 0, 0, "0"));
        day(row("Annonces", 0, 0, 0, "0"));
        assertThat(toGo())
                .containsExactly("Annonces s’est arrêté après le dimanche 13 décembre 2026, avant la fin de la semaine"
                        + " et sans que le plafond soit atteint.");
        cap = 50;
        assertThat(toGo()).isEmpty();
        cap = 90;
        days.remove(6);
        assertThat(toGo()).isEmpty();
    }

    @Test
    @DisplayName("Un canal que l’équipe a dit arrêté, et dont plus rien n’est demandé")
    void aStop() {
        days.subList(5, 7).clear();
        assertThat(toGo()).isEmpty();
        stopped = Map.of("Annonces", V1.plusDays(4));
        assertThat(toGo())
                .containsExactly("Annonces s’est arrêté après le dimanche 13 décembre 2026, avant la fin de la semaine"
                        + " et sans que le plafond soit atteint.");
    }

    @Test
    @DisplayName("Un jour de presse : des jours qui diffèrent plus que le hasard")
    void onePressDay() {
        days.clear();
        day(row("Annonces", 1000, 20, 12, "10"));
        for (int day = 0; day < 6; day++) day(row("Annonces", 1000, 20, 0, "10"));
        assertThat(toGo()).singleElement().asString().startsWith("Les jours diffèrent plus que le hasard");
    }

    @Test
    @DisplayName("Les amis d’un seul : des canaux qui comptent et diffèrent ; à côté, ils ne comptent pas")
    void oneReferrer() {
        days.clear();
        for (int day = 0; day < 7; day++) day(row("Annonces", 1000, 20, 1, "10"), row("Page", null, 10, 6, null));
        assertThat(toGo()).isEmpty();
        counted.add("Page");
        assertThat(toGo()).singleElement().asString().startsWith("Les canaux qui comptent diffèrent");
    }

    @Test
    @DisplayName("Quelle que soit la décision, une cible plus basse qu’à l’itération précédente")
    void aLowerTarget() {
        former = contract(5.01);
        assertThat(demands().always()).singleElement().satisfies(sentence -> assertThat(plain(sentence))
                .isEqualTo("La cible (5 %) est plus basse qu’à l’itération précédente (5,01 %)."));
        former = contract(5);
        assertThat(demands().always()).isEmpty();
    }
}
