package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Refusal;
import fr.jalon.scic.Milestones.Achievement;
import fr.jalon.scic.Milestones.Kpi;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les bilans à 6, 12, 24 et 36 mois")
class MilestonesTest {

    @ParameterizedTest(name = "à {0} mois, le {1} : {2}")
    @CsvSource(delimiter = '|', textBlock = """
       6 | 2025-09-01 | associationCreated oui; cfaPartners 1; clientCompanies 3; platformWorks oui
      12 | 2026-03-01 | apprenticesPlaced 5; revenue 15 000 €; satisfaction plus de 8 sur 10; cashMonths 3
      24 | 2027-03-01 | apprenticesActive 20; revenue 100 000 €; transformationVoted oui; breakEven oui
      36 | 2028-03-01 | apprenticesActive 50; revenue 300 000 €; ownRevenueShare 70 %; expansion oui
      """)
    @DisplayName("Les cibles et les dates du projet, pour un départ le 1er mars 2025")
    void knowsTheSeed(int month, LocalDate due, String targets) {
        assertThat(Milestones.at(month).dueOn(LocalDate.of(2025, 3, 1))).isEqualTo(due);
        assertThat(Milestones.at(month).kpis().stream()
                        .map(kpi -> kpi.id() + " " + kpi.targetInWords())
                        .collect(Collectors.joining("; "))
                        .replaceAll("[\u00a0\u202f]", " "))
                .isEqualTo(targets);
    }

    @ParameterizedTest(name = "à {0} mois, {1} = {2} : rapport {3}, atteint {4}")
    @CsvSource(nullValues = "–", textBlock = """
       6, cfaPartners,       1,      1,   true
       6, clientCompanies,   2,      0.666666667, false
       6, clientCompanies,   6,      2,   true
       6, platformWorks,     0,      0,   false
      12, satisfaction,      8,      1,   false
      12, satisfaction,      8.01,   1.00125, true
      12, satisfaction,      –,      0,   false
      12, cashMonths,        2.4,    0.8, false
      12, revenue,           14999.99, 0.999999333, false
      24, transformationVoted, 1,    1,   true
      36, ownRevenueShare,   70,     1,   true
      """)
    @DisplayName("Un chiffre se mesure à sa cible, bornes comprises")
    void measures(int month, String id, Double actual, double ratio, boolean met) {
        Achievement achievement = Milestones.achievement(kpi(month, id), Optional.ofNullable(actual));
        assertThat(achievement.ratio()).isEqualTo(ratio);
        assertThat(achievement.met()).isEqualTo(met);
    }

    @ParameterizedTest(name = "à {0} mois, {1} = {2}")
    @CsvSource(textBlock = """
       6, cfaPartners,      -1
       6, clientCompanies,   1.5
       6, platformWorks,     2
      12, satisfaction,      10.1
      12, revenue,           NaN
      36, ownRevenueShare,   101
      """)
    @DisplayName("Un chiffre impossible est refusé, à son champ")
    void refuses(int month, String id, double actual) {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> Milestones.achievement(kpi(month, id), Optional.of(actual)));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.errors()).containsOnlyKeys(id);
    }

    @Test
    @DisplayName("La table reçoit la part atteinte et le pire rapport, un chiffre absent valant zéro")
    void sumsUp() {
        List<Kpi> kpis = Milestones.at(6).kpis();
        assertThat(Milestones.facts(List.of(
                        Milestones.achievement(kpis.get(0), Optional.of(1.0)),
                        Milestones.achievement(kpis.get(2), Optional.of(2.0)))))
                .isEqualTo(Map.of("metShare", 0.5, "worstRatio", 0.666666667));
        assertThat(Milestones.facts(List.of(Milestones.achievement(kpis.get(0), Optional.empty()))))
                .isEqualTo(Map.of("metShare", 0.0, "worstRatio", 0.0));
        assertThat(Milestones.facts(List.of())).isEqualTo(Map.of("metShare", 0.0, "worstRatio", 0.0));
    }

    @Test
    @DisplayName("Placés et actifs ne se confondent pas, et la satisfaction dit pourquoi elle n’est pas un NPS")
    void explains() {
        assertThat(kpi(12, "apprenticesPlaced").note()).contains("alternants actifs");
        assertThat(kpi(24, "apprenticesActive").note()).contains("placés depuis le début");
        assertThat(kpi(12, "satisfaction").note()).contains("un NPS va de −100 à 100");
        assertThat(Milestones.ALL)
                .flatExtracting(Milestones.Milestone::kpis)
                .allSatisfy(kpi ->
                        assertThat(kpi.label() + kpi.note()).doesNotContain("'").doesNotContainPattern(" [:;?!%»]"));
        assertThat(catchThrowableOfType(Refusal.class, () -> Milestones.at(18)).kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
    }

    private static Kpi kpi(int month, String id) {
        return Milestones.at(month).kpis().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
