package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.jalon.DecisionTable;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.MetricRow;
import fr.jalon.statistics.Posterior;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Les tables de décision")
class DecisionTablesTest {

    private static final Contract CONTRACT = new Contract(5, 100, 200, 15, "Inscription à la liste d’attente");

    /** Which rules spoke, and what they said. */
    private record Verdict(List<String> rules, List<Map<String, Object>> said) {
        String recommendation() {
            return (String) said.get(0).get("recommendation");
        }

        String reason() {
            return (String) said.get(0).get("reason");
        }
    }

    @Nested
    @DisplayName("Poursuivre, pivoter ou arrêter")
    class GoPivotStop {

        private static final String TABLE = "go-pivot-stop";

        @ParameterizedTest(name = "{0} visites : poursuivre dès {1} conversions, arrêter jusqu’à {2}")
        @CsvSource(textBlock = """
         50,  5,  0
        100,  8,  1
        150, 11,  3
        200, 14,  5
        300, 20,  9
        500, 31, 18
        """)
        @DisplayName("Pour une cible de 5 %, les nombres de conversions qui font pencher")
        void turnsAtKnownCounts(long visits, long go, long stop) {
            assertThat(after(go, visits)).isEqualTo("GO");
            assertThat(after(go - 1, visits)).isEqualTo("PIVOT");
            assertThat(after(stop + 1, visits)).isEqualTo("PIVOT");
            assertThat(after(stop, visits)).isEqualTo("STOP");
        }

        private static String after(long conversions, long visits) {
            Contract contract = new Contract(5, visits, 200, 15, "Inscription");
            return evaluate(TABLE, WeekFigures.of(contract, evidence(contract, conversions, visits, BigDecimal.TEN), 7))
                    .recommendation();
        }

        static Stream<Arguments> rules() {
            return Stream.of(
                    arguments(1, false, true, null, true, "INSUFFICIENT_DATA", "Données inexploitables"),
                    arguments(1, false, false, null, false, "INSUFFICIENT_DATA", "Données inexploitables"),
                    arguments(2, true, false, 0.99, true, "INSUFFICIENT_DATA", "Trafic insuffisant"),
                    arguments(2, true, false, 0.01, true, "INSUFFICIENT_DATA", "Trafic insuffisant"),
                    arguments(3, true, true, 1.0, true, "GO", "d’au moins 90 %"),
                    arguments(3, true, true, 0.9, true, "GO", "d’au moins 90 %"),
                    arguments(4, true, true, 0.9, false, "PIVOT", "Coût trop élevé"),
                    arguments(7, true, true, 0.9, null, "INSUFFICIENT_DATA", "Dépense inconnue"),
                    arguments(5, true, true, 0.1, null, "STOP", "reste sous la cible"),
                    arguments(5, true, true, 0.1, true, "STOP", "reste sous la cible"),
                    arguments(5, true, true, 0.1, false, "STOP", "reste sous la cible"),
                    arguments(5, true, true, 0.0, true, "STOP", "reste sous la cible"),
                    arguments(6, true, true, Math.nextDown(0.9), true, "PIVOT", "Non concluant"),
                    arguments(6, true, true, Math.nextUp(0.1), true, "PIVOT", "Non concluant"),
                    arguments(6, true, true, 0.5, false, "PIVOT", "Non concluant"),
                    arguments(6, true, true, 0.5, null, "PIVOT", "Non concluant"));
        }

        @ParameterizedTest(name = "règle {0} : {5}, {6}")
        @MethodSource("rules")
        @DisplayName("Chaque règle parle à son tour, bornes comprises")
        void speaks(
                int rule,
                boolean usable,
                boolean enoughVisits,
                Double probability,
                Boolean costWithinCap,
                String recommendation,
                String reason) {
            Verdict verdict = decide(usable, enoughVisits, probability, costWithinCap);
            assertThat(verdict.rules()).containsExactly(TABLE + "-rule-" + rule);
            assertThat(verdict.recommendation()).isEqualTo(recommendation);
            assertThat(verdict.reason()).contains(reason.replace(" %", "\u00a0%"));
        }

        @Test
        @DisplayName("Aucune règle n’est hors d’atteinte")
        void reachesEveryRule() {
            assertThat(rules().map(example -> TABLE + "-rule-" + example.get()[0])
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(rulesOf(TABLE));
        }

        @ParameterizedTest
        @MethodSource("rules")
        @DisplayName("Le motif est une phrase française")
        void givesAFrenchReason(
                int rule, boolean usable, boolean enoughVisits, Double probability, Boolean costWithinCap) {
            assertFrench(
                    decide(usable, enoughVisits, probability, costWithinCap).reason());
        }

        @ParameterizedTest(name = "{0} conversions sur {1} visites, {2} € : {3}")
        @CsvSource(textBlock = """
          8, 100, 120.00, GO
          8, 100, 120.01, PIVOT
          8, 100,   0.00, GO
        100, 100,  50.00, GO
          8,  99,  50.00, INSUFFICIENT_DATA
          1, 100,  50.00, STOP
          5, 100,  50.00, PIVOT
          0, 100,   0.00, STOP
        101, 100,  50.00, INSUFFICIENT_DATA
          0,   0,   0.00, INSUFFICIENT_DATA
        """)
        @DisplayName("Les données d’une semaine mènent à leur recommandation")
        void readsEvidence(long conversions, long visits, BigDecimal spend, String recommendation) {
            assertThat(evaluate(TABLE, WeekFigures.of(CONTRACT, evidence(CONTRACT, conversions, visits, spend), 7))
                            .recommendation())
                    .isEqualTo(recommendation);
        }

        @Test
        @DisplayName("Ce qui est inconnu ne passe jamais pour bon : ni un coût sans dépense, ni des visites "
                + "sans conversions")
        void neverTakesTheUnknownForGood() {
            assertThat(verdict(new MetricRow("Annonces", null, null, 100L, BigDecimal.TEN, null))
                            .reason())
                    .contains("Dépense inconnue");
            assertThat(verdict(new MetricRow("Annonces", null, null, 100L, BigDecimal.TEN, BigDecimal.TEN))
                            .recommendation())
                    .isEqualTo("GO");
            assertThat(verdict(new MetricRow("Annonces", null, null, 500L, null, BigDecimal.TEN))
                            .reason())
                    .contains("Trafic insuffisant");
            assertThat(verdict(new MetricRow("Annonces", null, null, null, BigDecimal.TEN, BigDecimal.TEN))
                            .reason())
                    .contains("Trafic insuffisant");
        }

        private static Verdict verdict(MetricRow... rows) {
            return evaluate(
                    TABLE,
                    WeekFigures.of(
                            CONTRACT,
                            Evidence.of(
                                    "pionniers",
                                    1,
                                    CONTRACT,
                                    Set.of(),
                                    List.of(new Evidence.Day(LocalDate.of(2026, 12, 9), List.of(rows))),
                                    List.of()),
                            7));
        }

        private static Verdict decide(boolean usable, boolean enoughVisits, Double probability, Boolean costWithinCap) {
            Map<String, Object> week = new LinkedHashMap<>();
            week.put("usable", usable);
            week.put("enoughVisits", enoughVisits);
            week.put("probability", probability);
            week.put("costWithinCap", costWithinCap);
            return evaluate(TABLE, week);
        }
    }

    @Nested
    @DisplayName("Conseiller les ajustements")
    class AdviseCampaign {

        private static final String TABLE = "advise-campaign";

        /**
         * Days missing, spend share, visit share, week share, click-through rate, conversion share, rules that speak.
         */
        private static final String WEEKS = """
        0, 0.5,   0.5,  0.5,  0.02,   1,    7
        1, 0.5,   0.5,  0.5,  0.02,   1,    1 7
        6, 0.5,   0.5,  0.5,  0.02,   1,    1 7
        0, 0.999, 0.5,  0.8,  0.02,   1,    7
        0, 1,     0.5,  0.8,  0.02,   1,    2 7
        0, 2,     0.5,  0.1,  0.02,   1,    2 7
        0, 0.8,   0.5,  0.79, 0.02,   1,    3 7
        0, 0.999, 0.5,  0.1,  0.02,   1,    3 7
        0, 0.79,  0.5,  0.1,  0.02,   1,    7
        0, 0.5,   0.29, 0.4,  0.02,   1,    4 7
        0, 0.5,   0.3,  0.4,  0.02,   1,    7
        0, 0.5,   0.29, 0.39, 0.02,   1,    7
        0, 0.5,   0.5,  0.5,  0.0099, 1,    5 7
        0, 0.5,   0.5,  0.5,  0.01,   1,    7
        0, 0.5,   0.3,  0.5,  0.02,   0.49, 6 7
        0, 0.5,   0.3,  0.5,  0.02,   0.5,  7
        0, 0.5,   0.29, 0.3,  0.02,   0.1,  7
        0, 0.5,   0.5,  0.5,  –,      –,    7
        3, 1.2,   0.1,  1,    0,      0,    1 2 4 5 7
        """;

        @ParameterizedTest(name = "manquants {0}, dépense {1}, visites {2}, semaine {3}, CTR {4}, conversion {5} : {6}")
        @CsvSource(nullValues = "–", textBlock = WEEKS)
        @DisplayName("Chaque conseil vient quand il le faut, bornes comprises")
        void advises(
                int daysMissing,
                Double spendShare,
                Double visitShare,
                Double weekShare,
                Double clickThroughRate,
                Double conversionShare,
                String rules) {
            Map<String, Object> week = new LinkedHashMap<>();
            week.put("daysMissing", daysMissing);
            week.put("spendShare", spendShare);
            week.put("visitShare", visitShare);
            week.put("weekShare", weekShare);
            week.put("clickThroughRate", clickThroughRate);
            week.put("conversionShare", conversionShare);
            Verdict verdict = evaluate(TABLE, week);
            assertThat(verdict.rules())
                    .containsExactlyElementsOf(Stream.of(rules.split(" "))
                            .map(rule -> TABLE + "-rule-" + rule)
                            .toList());
            assertThat(verdict.said())
                    .hasSameSizeAs(verdict.rules())
                    .allSatisfy(advice -> assertFrench((String) advice.get("advice")));
        }

        @Test
        @DisplayName("Aucune règle n’est hors d’atteinte")
        void reachesEveryRule() {
            assertThat(WEEKS.lines()
                            .flatMap(week ->
                                    Arrays.stream(week.replaceFirst(".*, +", "").split(" ")))
                            .map(rule -> TABLE + "-rule-" + rule)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(rulesOf(TABLE));
        }

        @Test
        @DisplayName("Une semaine encore vide, sans aucun taux, reçoit un conseil et non une erreur")
        void advisesAnEmptyWeek() {
            Verdict verdict = evaluate(TABLE, WeekFigures.of(CONTRACT, evidence(CONTRACT, 0, 0, BigDecimal.ZERO), 7));
            assertThat(verdict.rules()).containsExactly(TABLE + "-rule-7");
        }

        @ParameterizedTest(
                name = "{0} visites, {1} conversions, {2} clics, {3} €, {4} jours sur 7, {5} manquants : {6}")
        @CsvSource(textBlock = """
         30, 2, 20, 100.00, 3, 0, 7
         29, 2, 20, 100.00, 3, 0, 4 7
         29, 2, 20, 100.00, 2, 0, 7
         30, 0, 20, 100.00, 3, 0, 6 7
         80, 2, 20, 100.00, 3, 0, 7
         81, 2, 20, 100.00, 3, 0, 6 7
        100, 8, 10, 100.00, 7, 0, 7
        100, 8,  9, 100.00, 7, 0, 5 7
        100, 8, 20, 159.99, 5, 0, 7
        100, 8, 20, 160.00, 5, 0, 3 7
        100, 8, 20, 160.00, 6, 0, 7
        100, 8, 20, 199.99, 5, 0, 3 7
        100, 8, 20, 200.00, 5, 0, 2 7
        100, 8, 20, 100.00, 6, 1, 1 7
        """)
        @DisplayName("Les chiffres d’une semaine mènent à leurs conseils, bornes comprises")
        void readsEvidence(
                long visits, long conversions, long clicks, BigDecimal spend, int days, int missing, String rules) {
            Evidence soFar = evidence(CONTRACT, conversions, visits, spend);
            Evidence week = new Evidence(
                    soFar.team(),
                    1,
                    soFar.goal(),
                    days,
                    Stream.iterate(LocalDate.of(2026, 12, 9), day -> day.plusDays(1))
                            .limit(missing)
                            .toList(),
                    new Evidence.Totals(1000L, clicks, visits, soFar.totals().conversions(), spend),
                    new Evidence.Ratios(
                            clicks / 1000.0,
                            soFar.ratios().costPerClick(),
                            soFar.ratios().conversionRate(),
                            soFar.ratios().costPerConversion()),
                    soFar.certainty(),
                    soFar.days(),
                    null,
                    null);
            assertThat(evaluate(TABLE, WeekFigures.of(CONTRACT, week, 7)).rules())
                    .containsExactlyElementsOf(Stream.of(rules.split(" "))
                            .map(rule -> TABLE + "-rule-" + rule)
                            .toList());
        }

        @ParameterizedTest(name = "plafond {0} €, dépense {1} € : {2}")
        @CsvSource(textBlock = """
        0,     0,    7
        0,     0.01, 2 7
        200,   200,  2 7
        """)
        @DisplayName("Un plafond nul n’est atteint qu’à la première dépense")
        void knowsAZeroCap(double cap, BigDecimal spend, String rules) {
            Contract contract = new Contract(5, 100, cap, 15, "Inscription");
            assertThat(evaluate(TABLE, WeekFigures.of(contract, evidence(contract, 5, 50, spend), 7))
                            .rules())
                    .containsExactlyElementsOf(Stream.of(rules.split(" "))
                            .map(rule -> TABLE + "-rule-" + rule)
                            .toList());
        }

        @Test
        @DisplayName("Aucun conseil ne préjuge de la décision")
        void speaksNoVerdict() {
            assertThat(Dmn.readModelFromFile(
                                    Path.of("bpmn/bootcamp", TABLE + ".dmn").toFile())
                            .getModelElementsByType(Rule.class))
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.getOutputEntries())
                            .allSatisfy(entry -> assertThat(entry.getText().getTextContent())
                                    .doesNotContainIgnoringCase("poursuiv")
                                    .doesNotContainIgnoringCase("pivot")
                                    .doesNotContainIgnoringCase("arrêt")
                                    .doesNotContainIgnoringCase("verdict")));
        }
    }

    /** A French sentence, with its typographic apostrophes and non-breaking spaces. */
    private static void assertFrench(String sentence) {
        assertThat(sentence)
                .matches("\\p{Lu}.+\\.")
                .containsPattern("\\b(le|la|les|de|des|un|une|l’|d’)")
                .doesNotContain("'")
                .doesNotContainPattern(" [:;?!%»]");
    }

    private static Evidence evidence(Contract contract, long conversions, long visits, BigDecimal spend) {
        double target = contract.target();
        MetricRow row = new MetricRow("Annonces", 0, 0, visits, conversions, spend);
        return new Evidence(
                "pionniers",
                1,
                new Evidence.Goal(target, contract.minimumVisits()),
                visits == 0 ? 0 : 2,
                List.of(),
                new Evidence.Totals(0L, 0L, visits, BigDecimal.valueOf(conversions), spend),
                new Evidence.Ratios(
                        null,
                        null,
                        visits == 0 ? null : (double) conversions / visits,
                        conversions == 0 ? null : spend.doubleValue() / conversions),
                new Evidence.Certainty(
                        null,
                        conversions > visits ? null : new Posterior(conversions, visits).probabilityAbove(target)),
                List.of(new Evidence.Day(LocalDate.of(2026, 12, 9), List.of(row))),
                null,
                null);
    }

    private static List<String> rulesOf(String table) {
        return new DecisionTable("bootcamp", table).rules();
    }

    private static Verdict evaluate(String table, Map<String, Object> week) {
        DecisionTable.Answer answer = new DecisionTable("bootcamp", table).ask("week", week);
        return new Verdict(answer.rules(), answer.said());
    }
}
