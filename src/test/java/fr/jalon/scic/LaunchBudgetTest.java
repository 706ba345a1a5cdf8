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
                        "Budget total (€) : les six lignes font 29 999 € et non 30 000 € : il manque 1 €."),
                arguments(
                        "cashReserve",
                        15_001,
                        30_000L,
                        "total",
                        "Budget total (€) : les six lignes font 30 001 € et non 30 000 € : il y a en trop 1 €."),
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
    @DisplayName("Cent millions d’euros sont encore un budget, un de plus n’en est pas un")
    void boundsTheTotal() {
        assertThat(budget(100_000_000, Map.of("other", 100_000_000)).total()).isEqualTo(100_000_000);
        assertThat(catchThrowableOfType(Refusal.class, () -> budget(100_000_001, Map.of("other", 100_000_001)))
                        .errors())
                .containsKey("other");
    }

    /** These amounts, and nothing on the other lines. */
    static LaunchBudget budget(long total, Map<String, Integer> amounts) {
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
