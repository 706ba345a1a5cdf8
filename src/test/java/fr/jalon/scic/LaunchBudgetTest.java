package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.jalon.Refusal;
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

    private static Map<String, Object> answers() {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (LaunchBudget.Line line : LaunchBudget.Line.values()) answers.put(line.field(), line.defaultAmount());
        return answers;
    }
}
