package fr.jalon.scic;

import static fr.jalon.scic.LaunchBudgetTest.budget;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.Drawings;
import fr.jalon.drawing.Svg;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Le budget de lancement en camembert")
class BudgetPieTest {

    @Test
    @DisplayName("Le camembert dit montants et parts, et se tient seul")
    void draws() {
        String pie = BudgetPie.of(LaunchBudget.byDefault());
        assertStandsAlone(pie);
        assertThat(Api.plain(pie))
                .contains(
                        "Trésorerie de sécurité : 15 000 €, 50 %",
                        "Marketing et commercial : 2 000 €, 6,7 %", "30 000 €, en six lignes");
        assertThat(pie.split("<path", -1)).hasSize(7);
    }

    @Test
    @DisplayName("Une seule ligne fait un disque plein, sans tranche vide")
    void drawsOneLine() {
        String pie = BudgetPie.of(budget(500, Map.of("other", 500)));
        assertStandsAlone(pie);
        assertThat(pie).doesNotContain("<path").doesNotContain("NaN").contains("100\u00a0%");
    }

    @Test
    @DisplayName("Chaque part porte son pourcentage en son milieu, la légende va de haut en bas jusqu’au total")
    void placesItsMarks() {
        String pie = Api.plain(BudgetPie.of(budget(1_000, Map.of("cashReserve", 500, "insurance", 500))));
        assertThat(pie)
                .contains(
                        "<text x=\"224\" y=\"187\" text-anchor=\"middle\" fill=\"#ffffff\" "
                                + "font-size=\"14\" font-weight=\"bold\">50 %<",
                        "<text x=\"76\" y=\"187\" text-anchor=\"middle\" fill=\"" + Svg.INK
                                + "\" font-size=\"14\" font-weight=\"bold\">50 %<",
                        "d=\"M150 182 L150 70 A112 112 0 0 1 150 294 Z\"",
                        "d=\"M150 182 L150 294 A112 112 0 0 1 150 70 Z\"",
                        "<rect x=\"299\" y=\"83\" width=\"16\"",
                        "<rect x=\"300\" y=\"84\" width=\"14\"",
                        "<rect x=\"299\" y=\"243\" width=\"16\"",
                        "<rect x=\"300\" y=\"244\" width=\"14\"",
                        "<line x1=\"300\" y1=\"270\" x2=\"624\" y2=\"270\"",
                        "<text x=\"324\" y=\"292\"",
                        "<text x=\"548\" y=\"292\"");
        assertThat(BudgetPie.of(budget(1_000, Map.of("other", 1_000))))
                .contains("<text x=\"150\" y=\"187\" text-anchor=\"middle\"");
    }

    @Test
    @DisplayName("La plus grande ligne vient d’abord")
    void ordersByAmount() {
        assertThat(Api.plain(BudgetPie.of(budget(1_000, Map.of("cashReserve", 400, "other", 600)))))
                .contains(
                        "<desc>1 000 €, en six lignes ; Divers : 600 €, 60 % ; Trésorerie de sécurité : 400 €, 40 % ;");
    }

    @ParameterizedTest(name = "{0} sur 10 000 : {1}, {2} parts étiquetées")
    @CsvSource(delimiter = '|', textBlock = """
      900 | 9 %        | 2
      899 | 9 %        | 1
       10 | 0,1 %      | 1
        9 | &lt; 0,1 %  | 1
        1 | &lt; 0,1 %  | 1
        0 | 0 %        | 1
      """)
    @DisplayName("Une part trop mince ne porte pas d’étiquette, et la plus mince n’est pas dite nulle")
    void keepsThinShares(int amount, String said, int labels) {
        String pie = Api.plain(BudgetPie.of(budget(10_000, Map.of("cashReserve", 10_000 - amount, "other", amount))));
        assertThat(pie).contains("Divers : %d €, %s<".formatted(amount, said));
        assertThat(pie.split("text-anchor=\"middle\"", -1)).hasSize(labels + 1);
    }

    private static void assertStandsAlone(String pie) {
        Drawings.assertStandsAlone(pie, "title", "desc", "rect", "line", "circle", "path", "text");
        Drawings.assertTypeset(pie);
    }
}
