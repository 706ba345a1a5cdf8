package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.jalon.Api;
import fr.jalon.Refusal;
import fr.jalon.drawing.Svg;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Le budget de lancement")
class LaunchBudgetTest {

    @ParameterizedTest(name = "{0} : {1} €, {2} %")
    @CsvSource(textBlock = """
      CASH_RESERVE, 15000, 50
      INSURANCE,     6000, 20
      LEGAL,         3000, 10
      PLATFORM,      3000, 10
      MARKETING,     2000, 6.666666666666667
      OTHER,         1000, 3.3333333333333335
      """)
    @DisplayName("Les six lignes du projet font 30 000 €")
    void knowsTheSeed(LaunchBudget.Line line, long amount, double percent) {
        assertThat(LaunchBudget.byDefault().total()).isEqualTo(30_000);
        assertThat(LaunchBudget.byDefault().lines()).hasSize(6).containsEntry(line, amount);
        assertThat(LaunchBudget.byDefault().percent(line)).isEqualTo(percent);
        assertThat(LaunchBudget.of(30_000, answers())).isEqualTo(LaunchBudget.byDefault());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        "cashReserve",
                        14_999,
                        30_000L,
                        "total",
                        "Les six lignes font 29 999 € et non 30 000 € : il manque 1 €."),
                arguments(
                        "cashReserve",
                        15_001,
                        30_000L,
                        "total",
                        "Les six lignes font 30 001 € et non 30 000 € : il y a en trop 1 €."),
                arguments(
                        "other",
                        -1_000,
                        30_000L,
                        "other",
                        "Divers : un montant en euros entiers, de 0 à 100 000 000 €, est attendu."),
                arguments(
                        "other",
                        999.5,
                        30_000L,
                        "other",
                        "Divers : un montant en euros entiers, de 0 à 100 000 000 €, est attendu."),
                arguments(
                        "other",
                        Double.NaN,
                        30_000L,
                        "other",
                        "Divers : un montant en euros entiers, de 0 à 100 000 000 €, est attendu."),
                arguments(
                        "other",
                        "1000",
                        30_000L,
                        "other",
                        "Divers : un montant en euros entiers, de 0 à 100 000 000 €, est attendu."),
                arguments(
                        "other",
                        null,
                        30_000L,
                        "other",
                        "Divers : un montant en euros entiers, de 0 à 100 000 000 €, est attendu."),
                arguments("yacht", 0, 30_000L, "yacht", "Budget de lancement : la ligne « yacht » n’existe pas."),
                arguments("other", 1_000, 0L, "total", "Budget total : de 1 à 100 000 000 €."));
    }

    @ParameterizedTest(name = "{0} = {1} pour {2} € : {4}")
    @MethodSource("wrong")
    @DisplayName("Un budget faux est refusé, avec sa ligne")
    void refuses(String field, Object amount, long total, String at, String sentence) {
        Map<String, Object> answers = new HashMap<>(answers());
        answers.put(field, amount);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> LaunchBudget.of(total, answers));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.errors()).containsOnlyKeys(at);
        assertThat(refusal.errors().get(at).replaceAll("[\u00a0\u202f]", " ")).isEqualTo(sentence);
    }

    @Test
    @DisplayName("Le camembert dit montants et parts, et se tient seul")
    void draws() throws Exception {
        String pie = LaunchBudget.byDefault().pie();
        Drawings.assertStandsAlone(pie);
        Drawings.keep("budget", pie);
        assertThat(pie.replaceAll("[\u00a0\u202f]", " "))
                .contains(
                        "Trésorerie de sécurité : 15 000 €, 50 %",
                        "Marketing et commercial : 2 000 €, 6,7 %", "30 000 €, en six lignes");
        assertThat(pie.split("<path", -1)).hasSize(7);
    }

    @Test
    @DisplayName("Une seule ligne fait un disque plein, sans tranche vide")
    void drawsOneLine() throws Exception {
        Map<String, Object> answers = new HashMap<>(answers());
        answers.replaceAll((field, amount) -> field.equals("other") ? 500 : 0);
        String pie = LaunchBudget.of(500, answers).pie();
        Drawings.assertStandsAlone(pie);
        Drawings.keep("budget-one", pie);
        assertThat(pie).doesNotContain("<path").doesNotContain("NaN").contains("100\u00a0%");
    }

    @Test
    @DisplayName("Chaque part porte son pourcentage en son milieu, la légende va de haut en bas jusqu’au total")
    void placesItsMarks() {
        String pie = Api.plain(
                budget(1_000, Map.of("cashReserve", 500, "insurance", 500)).pie());
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
        assertThat(budget(1_000, Map.of("other", 1_000)).pie())
                .contains("<text x=\"150\" y=\"187\" text-anchor=\"middle\"");
    }

    @Test
    @DisplayName("La plus grande ligne vient d’abord")
    void ordersByAmount() {
        assertThat(Api.plain(
                        budget(1_000, Map.of("cashReserve", 400, "other", 600)).pie()))
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
        String pie = Api.plain(budget(10_000, Map.of("cashReserve", 10_000 - amount, "other", amount))
                .pie());
        assertThat(pie).contains("Divers : %d €, %s<".formatted(amount, said));
        assertThat(pie.split("text-anchor=\"middle\"", -1)).hasSize(labels + 1);
    }

    @Test
    @DisplayName("Cent millions d’euros sont encore un budget, un de plus n’en est pas un")
    void boundsTheTotal() {
        assertThat(budget(100_000_000, Map.of("other", 100_000_000)).total()).isEqualTo(100_000_000);
        assertThat(catchThrowableOfType(Refusal.class, () -> budget(100_000_001, Map.of("other", 100_000_001)))
                        .errors())
                .containsKey("other");
    }

    /** These amounts, and nothing on the other lines. */
    private static LaunchBudget budget(long total, Map<String, Integer> amounts) {
        Map<String, Object> answers = new HashMap<>(answers());
        answers.replaceAll((field, amount) -> amounts.getOrDefault(field, 0));
        return LaunchBudget.of(total, answers);
    }

    private static Map<String, Object> answers() {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (LaunchBudget.Line line : LaunchBudget.Line.values()) answers.put(line.field(), line.defaultAmount());
        return answers;
    }
}
