package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les chiffres d’un canal pour un jour")
class MetricRowTest {

    @Test
    @DisplayName("Une ligne de formulaire devient une ligne de chiffres, l’argent au centime près")
    void readsAnswers() {
        assertThat(MetricRow.of(Map.of(
                        "channel",
                        "Annonces",
                        "impressions",
                        1000L,
                        "clicks",
                        20,
                        "visits",
                        18L,
                        "conversions",
                        2,
                        "spend",
                        19.9)))
                .isEqualTo(new MetricRow("Annonces", 1000, 20, 18, 2, new BigDecimal("19.9")));
    }

    @Test
    @DisplayName("Un chiffre absent ou vide est inconnu, un zéro reste un zéro")
    void keepsTheAbsentApartFromZero() {
        Map<String, Object> answers = new HashMap<>(Map.of("channel", "Bouche à oreille", "visits", 12L));
        answers.put("conversions", null);
        answers.put("spend", null);
        answers.put("clicks", 0L);
        MetricRow row = MetricRow.of(answers);
        assertThat(row).isEqualTo(new MetricRow("Bouche à oreille", null, 0L, 12L, null, null));
        assertThat(MetricRow.of(row.asAnswers())).isEqualTo(row);
        assertThat(row.givesNothing()).isFalse();
        assertThat(MetricRow.empty("Bouche à oreille").givesNothing()).isTrue();
    }

    @ParameterizedTest(name = "{0} visites, {1} conversions : {2}")
    @CsvSource({"4, 5, true", "4, 4.01, true", "4, 4, false", "4, 0, false", ", 5, false", "4, , false", ", , false"})
    @DisplayName("Plus de conversions que de visites est douteux, l’inconnu ne l’est pas")
    void knowsDoubt(Long visits, BigDecimal conversions, boolean isDoubtful) {
        assertThat(new MetricRow("Annonces", null, null, visits, conversions, null).isDoubtful())
                .isEqualTo(isDoubtful);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(textBlock = """
      3,     3
      3.00,  3
      1E+1,  10
      1.50,  1.5
      0.335, 0.34
      0.334, 0.33
      0.004, 0
      """)
    @DisplayName("Des conversions partagées gardent deux décimales, arrondies au plus près ; entières, elles "
            + "s’écrivent sans")
    void keepsShares(BigDecimal given, String kept) {
        MetricRow row = new MetricRow("Annonces", 1L, 1L, 12L, given, null);
        assertThat(row.conversions()).hasToString(kept);
        assertThat(row.asAnswers().get("conversions").toString()).isEqualTo(kept);
        assertThat(MetricRow.of(row.asAnswers())).isEqualTo(row);
    }

    @Test
    @DisplayName("Un relevé se complète par un autre sans en changer les chiffres")
    void isCompleted() {
        assertThat(new MetricRow("A", null, 2L, null, BigDecimal.ONE, null)
                        .completedBy(new MetricRow("A", 10, 20, 30, 4, BigDecimal.TEN)))
                .isEqualTo(new MetricRow("A", 10, 2, 30, 1, BigDecimal.TEN));
    }

    @Test
    @DisplayName("Une ligne se montre dans le formulaire telle qu’elle en est venue")
    void showsWhatItRead() {
        MetricRow row = new MetricRow("Annonces", 1000, 20, 18, 2, new BigDecimal("19.9"));
        assertThat(MetricRow.of(row.asAnswers())).isEqualTo(row);
    }

    @ParameterizedTest(name = "{1} clics sur {0} impressions, {3} conversions sur {2} visites")
    @CsvSource(nullValues = "–", textBlock = """
      100, 101, 50,  2, plus de clics (101) que d’impressions (100)
      0,     1, 50,  2, 1 clic sans impression : laissez vide ce que vous ne connaissez pas
      100, 100, 50,  2, –
      0,     0, 50,  2, –
      100,  10, 50, 60, –
      """)
    @DisplayName("Il n’y a pas plus de clics que d’impressions ; plus de conversions que de visites, cela arrive")
    void knowsImpossibleFigures(long impressions, long clicks, long visits, long conversions, String fault) {
        MetricRow row = new MetricRow("Annonces", impressions, clicks, visits, conversions, BigDecimal.TEN);
        if (fault == null) assertThat(row.fault()).isEmpty();
        else assertThat(row.fault()).hasValue(fault);
        assertThat(new MetricRow("Annonces", null, clicks, visits, BigDecimal.ONE, null).fault())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} impressions, {1} € : payant {2}")
    @CsvSource(textBlock = """
      0,   0,    false
      0,   0.00, false
      1,   0,    true
      0,   0.01, true
      500, 20,   true
      """)
    @DisplayName("Un canal sans impression ni dépense est organique")
    void tellsPaidFromOrganic(long impressions, BigDecimal spend, boolean paid) {
        assertThat(new MetricRow("Annonces", impressions, 0, 5, 1, spend).isPaid())
                .isEqualTo(paid);
    }
}
