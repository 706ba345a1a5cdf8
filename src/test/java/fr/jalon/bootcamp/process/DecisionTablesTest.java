package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.jalon.DecisionTable;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.MetricRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

        /**
         * A week as the table reads it; one morning may be missing, with what it would make of the probability at worst
         * and at best, and of the signal at best.
         */
        private record Asked(
                boolean usable,
                boolean enoughVisits,
                int morningsMissing,
                boolean extended,
                double conversions,
                Double probability,
                Double probabilityAtWorst,
                Double probabilityAtBest,
                Double signal,
                Double signalAtBest,
                Boolean costWithinCap) {

            Map<String, Object> week() {
                Map<String, Object> week = new LinkedHashMap<>();
                for (var component : Asked.class.getRecordComponents()) {
                    try {
                        week.put(component.getName(), component.getAccessor().invoke(this));
                    } catch (ReflectiveOperationException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                }
                return week;
            }
        }

        private static Asked whole(boolean extended, double conversions, double probability, double signal) {
            return whole(extended, conversions, probability, signal, true);
        }

        private static Asked whole(
                boolean extended, double conversions, double probability, double signal, Boolean costWithinCap) {
            return new Asked(
                    true,
                    true,
                    0,
                    extended,
                    conversions,
                    probability,
                    probability,
                    probability,
                    signal,
                    signal,
                    costWithinCap);
        }

        private static Asked missing(
                double probability, double worst, double best, double signal, double signalBest, Boolean cost) {
            return new Asked(true, true, 1, false, 9, probability, worst, best, signal, signalBest, cost);
        }

        private static final double UNDER = Math.nextDown(0.9);

        static Stream<Arguments> rules() {
            return Stream.of(
                    arguments(
                            "unusable",
                            new Asked(false, false, 3, false, 9, null, null, null, null, null, false),
                            "INSUFFICIENT_DATA",
                            "Données inexploitables"),
                    arguments(
                            "few-visits",
                            new Asked(true, false, 3, false, 9, 0.99, 0.99, 0.99, 1.0, 1.0, true),
                            "INSUFFICIENT_DATA",
                            "Trafic insuffisant"),
                    arguments(
                            "mornings-missing",
                            new Asked(true, true, 2, false, 9, 0.99, 0.99, 0.99, 1.0, 1.0, true),
                            "INSUFFICIENT_DATA",
                            "plusieurs matinées"),
                    arguments("go", whole(false, 5, 0.9, 1), "GO", "d’au moins 90 %"),
                    arguments("go", whole(false, 1000, 1, 1), "GO", "d’au moins 90 %"),
                    arguments("go", missing(0.95, 0.9, 0.99, 1, 1, true), "GO", "d’au moins 90 %"),
                    arguments("go-extended", whole(true, 5, 0.95, 1), "GO", "d’au moins 95 %"),
                    arguments("too-dear", whole(false, 5, 0.9, 1, false), "PIVOT", "Coût trop élevé"),
                    arguments("too-dear", missing(0.9, 0.5, 0.99, 1, 1, false), "PIVOT", "Coût trop élevé"),
                    arguments("too-dear-extended", whole(true, 5, 0.95, 1, false), "PIVOT", "Coût trop élevé"),
                    arguments("undone-go", missing(0.95, UNDER, 0.99, 1, 1, true), "INSUFFICIENT_DATA", "démentir"),
                    arguments("undone-go", missing(0.95, 0.92, 0.99, 1, 1, null), "INSUFFICIENT_DATA", "démentir"),
                    arguments(
                            "undone-go-extended",
                            new Asked(true, true, 1, true, 9, 0.96, 0.94, 0.99, 1.0, 1.0, true),
                            "INSUFFICIENT_DATA",
                            "démentir"),
                    arguments("signal", whole(false, 8, 0.05, 0.5), "PIVOT", "Un signal"),
                    arguments("signal", whole(true, 8, 0.05, 0.5), "PIVOT", "Un signal"),
                    arguments("signal", whole(false, 8, 0.05, 0.9, null), "PIVOT", "Un signal"),
                    arguments("signal", missing(0.02, 0.01, 0.05, 0.5, 0.6, false), "PIVOT", "Un signal"),
                    arguments("stop", whole(false, 0, 0.05, Math.nextDown(0.5)), "STOP", "manque la cible"),
                    arguments("stop", whole(false, 0, 0, 0, false), "STOP", "manque la cible"),
                    arguments("stop", missing(0.02, 0.01, 0.05, 0.3, 0.4, null), "STOP", "manque la cible"),
                    arguments(
                            "undone-stop",
                            missing(0.05, 0.01, Math.nextUp(0.05), 0.3, 0.4, true),
                            "INSUFFICIENT_DATA",
                            "relever"),
                    arguments("undone-stop", missing(0.02, 0.01, 0.04, 0.3, 0.5, true), "INSUFFICIENT_DATA", "relever"),
                    arguments("between", whole(false, 4.99, 1, 1), "INSUFFICIENT_DATA", "nettement ni"),
                    arguments("between", whole(false, 9, UNDER, 1), "INSUFFICIENT_DATA", "nettement ni"),
                    arguments("between", whole(true, 9, Math.nextDown(0.95), 1), "INSUFFICIENT_DATA", "nettement ni"),
                    arguments("between", whole(false, 9, Math.nextUp(0.05), 0), "INSUFFICIENT_DATA", "nettement ni"),
                    arguments("between", missing(0.5, 0.4, 0.6, 0.9, 0.9, false), "INSUFFICIENT_DATA", "nettement ni"));
        }

        @ParameterizedTest(name = "règle {0} : {2}, {3}")
        @MethodSource("rules")
        @DisplayName("Chaque règle parle à son tour, bornes comprises, dans une phrase française")
        void speaks(String rule, Asked asked, String recommendation, String reason) {
            Verdict verdict = evaluate(TABLE, asked.week());
            assertThat(verdict.rules()).containsExactly(TABLE + "-" + rule);
            assertThat(verdict.recommendation()).isEqualTo(recommendation);
            assertThat(verdict.reason()).contains(reason.replace(" %", "\u00a0%"));
            assertThat(verdict.said().get(0).get("label"))
                    .isEqualTo(
                            recommendation.equals("INSUFFICIENT_DATA")
                                    ? rule.equals("between") ? "Non concluant" : "Données insuffisantes"
                                    : Map.of("GO", "Poursuivre", "PIVOT", "Pivoter", "STOP", "Arrêter")
                                            .get(recommendation));
            assertFrench(verdict.reason());
        }

        @Test
        @DisplayName("Aucune règle n’est hors d’atteinte")
        void reachesEveryRule() {
            assertThat(rules().map(example -> TABLE + "-" + example.get()[0]).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(rulesOf(TABLE));
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
                    null,
                    null,
                    null,
                    null,
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
                new Evidence.Goal(target, contract.minimumVisits(), null),
                visits == 0 ? 0 : 2,
                List.of(),
                new Evidence.Totals(0L, 0L, visits, BigDecimal.valueOf(conversions), spend),
                new Evidence.Ratios(
                        null,
                        null,
                        visits == 0 ? null : (double) conversions / visits,
                        conversions == 0 ? null : spend.doubleValue() / conversions),
                new Evidence.Certainty(null, null, null),
                List.of(new Evidence.Day(LocalDate.of(2026, 12, 9), List.of(row))),
                null,
                null,
                null,
                null,
                null,
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
