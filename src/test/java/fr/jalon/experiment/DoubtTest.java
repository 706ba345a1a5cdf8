package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Un chiffre qui surprend")
class DoubtTest {

    private static final MetricRow BEFORE = new MetricRow("Instagram", 900, 20, 12, 1, new BigDecimal("8.50"));

    private static MetricRow row(@Nullable Long visits, @Nullable String conversions, @Nullable String spend) {
        return new MetricRow(
                "Instagram",
                null,
                null,
                visits,
                conversions == null ? null : new BigDecimal(conversions),
                spend == null ? null : new BigDecimal(spend));
    }

    private static List<String> doubts(MetricRow row, @Nullable MetricRow before, @Nullable String budget) {
        return Doubt.of(row, before, budget == null ? null : new BigDecimal(budget)).stream()
                .map(doubt -> plain(doubt.named()))
                .toList();
    }

    @ParameterizedTest(name = "{0} visites, {1} conversions, {2} € : {3}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            9   | 9     | -     | -
            19  | 19.01 | -     | conversions : plus de conversions (19,01) que de visites (19)
            119 | 9     | -     | -
            120 | 9     | -     | visites : dix fois la veille (12) ou plus
            -   | 10    | -     | conversions : dix fois la veille (1) ou plus
            19  | 1     | 12.50 | -
            19  | 1     | 12.51 | dépense : au-dessus du budget d’un jour (12,50 €)
            0   | 0     | 0     | visites : tout est à 0 ; un chiffre inconnu se laisse vide
            0   | 0     | 0.01  | -
            -   | 0     | -     | conversions : tout est à 0 ; un chiffre inconnu se laisse vide
            -   | -     | -     | -
            """)
    void isSaidAtItsField(Long visits, String conversions, String spend, String said) {
        assertThat(doubts(row(visits, conversions, spend), BEFORE, "12.50"))
                .isEqualTo(said == null ? List.of() : List.of(said));
    }

    @Test
    @DisplayName("ne se juge ni sans veille, ni d’après une veille à 0, ni sans budget")
    void needsSomethingBeside() {
        assertThat(doubts(row(1200L, "90", "1000"), null, null)).isEmpty();
        assertThat(doubts(row(1200L, "90", "1000"), row(0L, "0", "0"), null)).isEmpty();
    }

    @Test
    @DisplayName("peut en accompagner d’autres : un par champ")
    void isOneAField() {
        assertThat(doubts(new MetricRow("Instagram", 9000, 200, 12, 30, new BigDecimal("85")), BEFORE, "12.50"))
                .containsExactly(
                        "impressions : dix fois la veille (900) ou plus",
                        "clics : dix fois la veille (20) ou plus",
                        "conversions : plus de conversions (30) que de visites (12)",
                        "dépense : au-dessus du budget d’un jour (12,50 €)");
    }
}
