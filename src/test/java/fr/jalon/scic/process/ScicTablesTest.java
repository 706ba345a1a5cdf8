package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.DecisionTable;
import fr.jalon.scic.CompanyInterview;
import fr.jalon.scic.CompanyInterview.Interest;
import fr.jalon.scic.Grant;
import fr.jalon.scic.Grants;
import fr.jalon.scic.MarketKpis;
import fr.jalon.scic.MarketTargets;
import fr.jalon.scic.Milestones;
import fr.jalon.scic.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les tables de décision de la SCIC")
class ScicTablesTest {

    /** Which rules spoke, and what they said. */
    private record Verdict(List<String> rules, List<Map<String, Object>> said) {
        String only(String output) {
            assertThat(said).hasSize(1);
            return (String) said.get(0).get(output);
        }
    }

    @Nested
    @DisplayName("Juger le marché")
    class MarketVerdict {

        private static final String TABLE = "market-verdict";

        /** Companies, letters missing, interest and price met, interviews missing, rates certain: verdict, rule. */
        private static final String MARKETS = """
         0, 3, false, false, 30, false, NOT_VALIDATED, 1
         0, 0, true,  true,   0, true,  NOT_VALIDATED, 1
        20, 0, false, true,   0, false, NOT_VALIDATED, 2
        20, 2, false, false,  9, false, NOT_VALIDATED, 2
        20, 0, true,  false,  0, false, NOT_VALIDATED, 3
        20, 1, true,  true,   0, true,  NOT_VALIDATED, 4
        19, 0, true,  true,   1, true,  FRAGILE,       5
         1, 0, true,  true,  19, false, FRAGILE,       5
        20, 0, true,  true,   0, false, FRAGILE,       6
        20, 0, true,  true,   0, true,  VALIDATED,     7
        """;

        @ParameterizedTest(
                name = "{0} entreprises, {1} lettres manquantes, {2}, {3}, {4} entretiens manquants, {5} : {6}")
        @CsvSource(textBlock = MARKETS)
        @DisplayName("Chaque règle parle à son tour, bornes comprises")
        void speaks(
                int companies,
                int lettersMissing,
                boolean interestMet,
                boolean priceMet,
                int interviewsMissing,
                boolean ratesCertain,
                String verdict,
                int rule) {
            Map<String, Object> market = new LinkedHashMap<>();
            market.put("companies", companies);
            market.put("lettersMissing", lettersMissing);
            market.put("interestMet", interestMet);
            market.put("priceMet", priceMet);
            market.put("interviewsMissing", interviewsMissing);
            market.put("ratesCertain", ratesCertain);
            Verdict given = evaluate(TABLE, "market", market);
            assertThat(given.rules()).containsExactly(TABLE + "-rule-" + rule);
            assertThat(given.only("verdict")).isEqualTo(verdict);
            assertFrench(given.only("reason"));
        }

        @Test
        @DisplayName("Aucune règle n’est hors d’atteinte")
        void reachesEveryRule() {
            assertReached(TABLE, MARKETS);
        }

        @ParameterizedTest(
                name = "{0} intérêts forts, {1} prix acceptés, {2} lettres sur {3} entreprises et {4} alternants : {5}")
        @CsvSource(textBlock = """
         6, 10, 3, 20, 10, FRAGILE
         5, 10, 3, 20, 10, NOT_VALIDATED
         6,  9, 3, 20, 10, NOT_VALIDATED
         6, 10, 2, 20, 10, NOT_VALIDATED
        10, 14, 3, 20, 10, FRAGILE
        11, 15, 3, 20, 10, VALIDATED
        11, 14, 3, 20, 10, FRAGILE
        20, 20, 3, 20,  9, FRAGILE
        19, 19, 3, 19, 10, FRAGILE
         0,  0, 0,  0,  0, NOT_VALIDATED
        """)
        @DisplayName("Les entretiens mènent à leur verdict")
        void readsInterviews(int strong, int accepting, int letters, int companies, int apprentices, String verdict) {
            List<CompanyInterview> interviews = IntStream.range(0, companies)
                    .mapToObj(i -> new CompanyInterview(
                            Segment.values()[i % 3],
                            i < strong ? Interest.STRONG : Interest.WEAK,
                            i < accepting,
                            i < letters))
                    .toList();
            assertThat(evaluate(
                                    TABLE,
                                    "market",
                                    MarketKpis.of(interviews, apprentices, MarketTargets.DEFAULT)
                                            .facts())
                            .only("verdict"))
                    .isEqualTo(verdict);
        }
    }

    @Nested
    @DisplayName("Situer le parcours")
    class MilestoneStatus {

        private static final String TABLE = "milestone-status";

        /** Share of targets met, worst ratio: status, label, rule. */
        private static final String REVIEWS = """
        1,      1,      ON_TRACK,  en bonne voie,    1
        1,      3,      ON_TRACK,  en bonne voie,    1
        0.999,  0.9,    ON_TRACK,  en bonne voie,    2
        0.75,   0.9,    ON_TRACK,  en bonne voie,    2
        0.75,   0.8999, AT_RISK,   à risque,         3
        0.75,   0,      AT_RISK,   à risque,         3
        0.7499, 0.99,   AT_RISK,   à risque,         4
        0.5,    0.5,    AT_RISK,   à risque,         4
        0.5,    0.4999, OFF_TRACK, hors trajectoire, 5
        0.7499, 0,      OFF_TRACK, hors trajectoire, 5
        0.4999, 0.8,    AT_RISK,   à risque,         6
        0,      0.99,   AT_RISK,   à risque,         6
        0.4999, 0.7999, OFF_TRACK, hors trajectoire, 7
        0,      0,      OFF_TRACK, hors trajectoire, 7
        """;

        @ParameterizedTest(name = "{0} des cibles, pire rapport {1} : {3}")
        @CsvSource(textBlock = REVIEWS)
        @DisplayName("Chaque règle parle à son tour, bornes comprises")
        void speaks(double metShare, double worstRatio, String status, String label, int rule) {
            Verdict given = evaluate(TABLE, "milestone", Map.of("metShare", metShare, "worstRatio", worstRatio));
            assertThat(given.rules()).containsExactly(TABLE + "-rule-" + rule);
            assertThat(given.only("status")).isEqualTo(status);
            assertThat(given.only("label")).isEqualTo(label);
            assertFrench(given.only("reason"));
        }

        @Test
        @DisplayName("Aucune règle n’est hors d’atteinte")
        void reachesEveryRule() {
            assertReached(TABLE, REVIEWS);
        }

        @ParameterizedTest(name = "à {0} mois, {1} : {2}")
        @CsvSource(nullValues = "–", textBlock = """
         6, 1 1 3 1,           ON_TRACK
         6, 1 1 3 0,           AT_RISK
         6, 1 1 1 0,           OFF_TRACK
        12, 5 15000 8.1 3,     ON_TRACK
        12, 5 15000 8 3,       ON_TRACK
        12, 5 15000 – 3,       AT_RISK
        12, 4 12000 7.9 2.4,   AT_RISK
        24, 20 100000 0 0,     OFF_TRACK
        36, 50 300000 70 1,    ON_TRACK
        36, 45 270000 70 1,    AT_RISK
        36, – – – –,           OFF_TRACK
        """)
        @DisplayName("Les chiffres d’une revue mènent à leur état")
        void readsFigures(int month, String actuals, String status) {
            String[] values = actuals.split(" ");
            List<Milestones.Kpi> kpis = Milestones.at(month).kpis();
            List<Milestones.Achievement> achievements = IntStream.range(0, kpis.size())
                    .mapToObj(i -> Milestones.achievement(
                            kpis.get(i),
                            Optional.of(values[i])
                                    .filter(value -> !value.equals("–"))
                                    .map(Double::valueOf)))
                    .toList();
            assertThat(evaluate(TABLE, "milestone", Milestones.facts(achievements))
                            .only("status"))
                    .isEqualTo(status);
        }
    }

    @Nested
    @DisplayName("Vérifier les préalables")
    class GrantPrerequisites {

        private static final String TABLE = "grant-prerequisites";

        @ParameterizedTest(name = "{0}, déclarée {1}, SIRET {2}, contrat {3} : {4}")
        @CsvSource(nullValues = "–", textBlock = """
        region-occitanie, false, false, false, 1 2 3
        region-occitanie, true,  false, false, 2 3
        region-occitanie, false, true,  true,  1
        region-occitanie, true,  true,  false, 3
        region-occitanie, true,  true,  true,  –
        realis,           false, false, false, –
        france-active,    false, false, false, –
        bpi-france,       false, false, false, 3
        bpi-france,       false, false, true,  –
        opco-2i,          false, false, false, –
        """)
        @DisplayName("Une subvention veut déclaration et SIRET, l’argent public le contrat, le reste rien")
        void asks(String id, boolean declared, boolean siretKnown, boolean contract, String rules) {
            Grant grant = Grants.CALENDAR.stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            Verdict missing =
                    evaluate(TABLE, "grant", Grants.facts(grant, new Grants.Readiness(declared, siretKnown, contract)));
            assertThat(missing.rules())
                    .containsExactlyElementsOf(
                            rules == null
                                    ? List.of()
                                    : Stream.of(rules.split(" "))
                                            .map(rule -> TABLE + "-rule-" + rule)
                                            .toList());
            assertThat(missing.said()).hasSameSizeAs(missing.rules()).allSatisfy(each -> {
                assertThat(Grants.Prerequisite.valueOf((String) each.get("prerequisite"))
                                .label())
                        .isNotBlank();
                assertFrench((String) each.get("reason"));
            });
        }

        @Test
        @DisplayName("Ces exemples passent par chaque règle")
        void hasThreeRules() {
            assertThat(rulesOf(TABLE)).containsExactly(TABLE + "-rule-1", TABLE + "-rule-2", TABLE + "-rule-3");
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

    /** The last column of the examples names their rule. */
    private static void assertReached(String table, String examples) {
        assertThat(examples.lines()
                        .map(line -> table + "-rule-" + line.replaceFirst(".*, +", ""))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(rulesOf(table));
    }

    private static List<String> rulesOf(String table) {
        return new DecisionTable("scic", table).rules();
    }

    private static Verdict evaluate(String table, String name, Map<String, Object> facts) {
        DecisionTable.Answer answer = new DecisionTable("scic", table).ask(name, facts);
        return new Verdict(answer.rules(), answer.said());
    }
}
