package fr.jalon.experiment;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.team.Teams;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Mesurer et décider par HTTP")
class ValidationApiTest {

    /** First day of validation, a Wednesday. */
    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);

    private static final String FIGURES = """
      {"impressions": 1600, "clicks": 21, "visits": 19, "conversions": 2, "spend": 11.40}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private BootcampRows rows;

    private Api api;
    private String team;
    private String instance;

    @BeforeEach
    void enrolATeam() {
        api = new Api(mvc);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        team = stage.team(Stage.MONDAY);
        instance = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void enterTheWeek() {
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
    }

    @Nested
    @DisplayName("Relever les chiffres d’un canal")
    class Recording {

        @BeforeEach
        void enterTheWeek() {
            ValidationApiTest.this.enterTheWeek();
            stage.clock(V1.plusDays(1), 8, 0);
        }

        @Test
        @DisplayName("crée la ligne, puis la remplace : la même ligne deux fois est une ligne")
        void isIdempotent() {
            assertThat(record(V1, "Instagram", FIGURES))
                    .hasStatus(201)
                    .bodyJson()
                    .isStrictlyEqualTo(FIGURES);
            assertThat(record(V1, "Instagram", FIGURES))
                    .hasStatus(200)
                    .bodyJson()
                    .isStrictlyEqualTo(FIGURES);

            assertThat(evidence()).bodyJson().extractingPath("$.visits").isEqualTo(19);
        }

        @Test
        @DisplayName("corrige la ligne")
        void corrects() {
            record(V1, "Instagram", FIGURES);

            assertThat(record(V1, "Instagram", FIGURES.replace("19", "23"))).hasStatus(200);

            assertThat(evidence()).bodyJson().extractingPath("$.visits").isEqualTo(23);
        }

        @Test
        @DisplayName("est aussi permis au facilitateur")
        void isForFacilitatorsToo() {
            assertThat(api.put("fanny", FIGURES, "/api/teams/{team}/metrics/{day}/Instagram", team, V1))
                    .hasStatus(201);
        }

        @Test
        @DisplayName("d’une autre équipe est introuvable")
        void isNotForOtherTeams() {
            String other = stage.team(teams.team(team).cohort()) + "-a";

            assertProblem(api.put(other, FIGURES, "/api/teams/{team}/metrics/{day}/Instagram", team, V1), 404, team);

            assertThat(evidence()).bodyJson().extractingPath("$.daysRecorded").isEqualTo(0);
        }

        @Test
        @DisplayName("n’est pas l’affaire du coach")
        void isNotForCoaches() {
            assertProblem(api.put("carlos", FIGURES, "/api/teams/{team}/metrics/{day}/Instagram", team, V1), 404, team);
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"2026-10-20", "2026-10-28", "2025-10-21"})
        @DisplayName("est refusé hors de la semaine")
        void staysInTheWeek(LocalDate day) {
            assertProblemOf(record(day, "Instagram", FIGURES), 422, "date", "semaine de validation");
        }

        @Test
        @DisplayName("est refusé pour un jour à venir")
        void staysInThePast() {
            assertProblemOf(record(V1.plusDays(2), "Instagram", FIGURES), 422, "date", "vendredi 23 octobre 2026");
        }

        @Test
        @DisplayName("est permis pour le jour même")
        void takesToday() {
            assertThat(record(V1.plusDays(1), "Instagram", FIGURES)).hasStatus(201);
        }

        @Test
        @DisplayName("est refusé avec plus de clics que d’impressions")
        void addsUp() {
            assertProblemOf(
                    record(V1, "Instagram", FIGURES.replace("21", "1601")),
                    422,
                    "clicks",
                    "1601",
                    "1600",
                    "« Instagram »");

            assertThat(evidence()).bodyJson().extractingPath("$.daysRecorded").isEqualTo(0);
        }

        @Test
        @DisplayName("accepte un canal aux lettres accentuées, jusqu’à quarante caractères")
        void takesAccents() {
            record(V1, "Bouche à oreille", FIGURES);
            assertThat(record(V1, "c".repeat(40), FIGURES)).hasStatus(201);

            assertThat(evidence())
                    .bodyJson()
                    .extractingPath("$.days[0].channels[0].channel")
                    .isEqualTo("Bouche à oreille");
        }

        @Test
        @DisplayName("est refusé une fois la semaine close")
        void endsWithTheWeek() {
            stage.liveUntil(instance, V1.plusDays(7).atTime(12, 0));

            assertProblem(record(V1.plusDays(6), "Instagram", FIGURES), 409, "close");
        }

        @Test
        @DisplayName("est refusé une fois l’équipe retirée")
        void endsWithTheJourney() {
            journeys.withdraw(team, "Départ.");

            assertProblem(record(V1, "Instagram", FIGURES), 409);
        }

        @Test
        @DisplayName("termine la tâche du jour quand tous les canaux y sont")
        void closesTheTask() {
            stage.fire(instance, "day-morning");
            record(V1, "Instagram", FIGURES);
            assertThat(stage.openTasks(instance)).contains("record-metrics");

            record(
                    V1,
                    "Affiches",
                    "{\"impressions\": 0, \"clicks\": 0, \"visits\": 6, \"conversions\": 0, \"spend\": 0}");

            assertThat(stage.openTasks(instance))
                    .doesNotContain("record-metrics")
                    .contains("morning-check-in");
        }

        @Test
        @DisplayName("épargne la tâche du jour quand tous les canaux y étaient avant elle")
        void sparesTheTask() {
            record(V1, "Instagram", FIGURES);
            record(
                    V1,
                    "Affiches",
                    "{\"impressions\": 0, \"clicks\": 0, \"visits\": 6, \"conversions\": 0, \"spend\": 0}");

            stage.fire(instance, "day-morning");

            assertThat(stage.openTasks(instance))
                    .doesNotContain("record-metrics")
                    .contains("morning-check-in");
        }
    }

    @Nested
    @DisplayName("Des chiffres bien formés")
    class WellFormedFigures {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "'impressions': -1                      | impressions",
                    "'clicks': -1                           | clicks",
                    "'visits': -1                           | visits",
                    "'conversions': -1                      | conversions",
                    "'spend': -0.01                         | spend",
                    "'impressions': 1000000001              | impressions",
                    "'visits': 99999999999999999999999999   | visits",
                    "'spend': 1000000.01                    | spend",
                    "'spend': 1e400                         | spend",
                    "'visits': 19.5                         | visits",
                    "'visits': 1.9e1                        | visits",
                    "'spend': 11.401                        | spend",
                    "'conversions': 1.001                   | conversions",
                    "'conversions': 1e400                   | conversions",
                    "'visits': 'beaucoup'                   | visits",
                    "'visits': true                         | visits",
                    "'visits': [19]                         | visits",
                    "'spend': 'NaN'                         | spend",
                    "'reach': 12                            | reach"
                })
        @DisplayName("sont des nombres plausibles, et rien d’autre ne s’y mêle")
        void arePlausible(String figure, String field) {
            String name = figure.substring(0, figure.indexOf(':'));
            String others = Stream.of(
                            "'impressions': 1600", "'clicks': 21", "'visits': 19", "'conversions': 2", "'spend': 11")
                    .filter(each -> !each.startsWith(name))
                    .reduce("", (text, each) -> text + each + ", ");

            assertProblemOf(record(V1, "Instagram", ("{" + others + figure + "}").replace('\'', '"')), 400, field);
        }

        @ParameterizedTest(name = "sans {0}")
        @ValueSource(strings = {"impressions", "clicks", "visits", "conversions", "spend"})
        @DisplayName("peuvent manquer, jamais tous : ce qui manque est inconnu, et la journée incomplète")
        void mayBeUnknown(String name) {
            String figures =
                    FIGURES.replaceAll("\"" + name + "\": [0-9.]+,? ?", "").replace(", }", "}");
            enterTheWeek();
            stage.fire(instance, "day-morning");

            assertThat(record(V1, "Instagram", figures))
                    .hasStatus(201)
                    .bodyJson()
                    .isStrictlyEqualTo(figures);

            assertThat(evidence())
                    .bodyJson()
                    .extractingPath("$.days[0].channels[0]")
                    .asMap()
                    .doesNotContainKey(name)
                    .hasSize(5);
            assertThat(evidence()).bodyJson().extractingPath("$").asMap().doesNotContainKey(name);
            record(V1, "Affiches", "{\"visits\": 6, \"conversions\": 0}");
            assertThat(stage.openTasks(instance)).contains("record-metrics");
            assertThat(record(V1, "Instagram", figures)).hasStatus(200);
            record(V1, "Instagram", FIGURES);
            assertThat(stage.openTasks(instance)).doesNotContain("record-metrics");
            assertThat(api.get("fanny", "/api/teams/{team}/dossier?format=json", team))
                    .bodyJson()
                    .extractingPath("$.iterations[0].metrics[1].formerly[0].figures")
                    .asMap()
                    .doesNotContainKey(name)
                    .hasSize(5);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"visits\": null}"})
        @DisplayName("ne peuvent manquer tous")
        void giveSomething(String figures) {
            assertProblemOf(record(V1, "Instagram", figures), 400, "figures", "un au moins");
        }

        @Test
        @DisplayName("partagent des conversions à deux décimales, entières sans décimale")
        void mayShareConversions() {
            enterTheWeek();
            stage.clock(V1.plusDays(1), 8, 0);

            record(V1, "Instagram", FIGURES.replace("\"conversions\": 2", "\"conversions\": 1.5"));
            record(V1, "Affiches", "{\"visits\": 6, \"conversions\": 2.00}");

            assertThat(text(evidence())).contains("\"conversions\":1.5,", "\"conversions\":2}", "\"conversions\":3.5,");
            assertProblemOf(
                    record(V1, "Instagram", FIGURES.replace("\"conversions\": 2", "\"conversions\": 1.505")),
                    400,
                    "conversions",
                    "deux décimales");
        }

        @Test
        @DisplayName("en faute sont tous nommés à la fois")
        void areAllNamed() {
            MvcTestResult answer = record(V1, "Instagram", """
          {"impressions": -1, "clicks": 0, "visits": 0, "conversions": -2, "spend": 0}""");

            assertProblem(answer, 400);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.errors")
                    .asMap()
                    .containsOnlyKeys("impressions", "conversions");
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(strings = {"21-10-2026", "2026-10-32", "hier", "2026-10-21T09:00:00"})
        @DisplayName("ont un jour bien écrit")
        void needADay(String day) {
            assertProblemOf(
                    api.put(team + "-a", FIGURES, "/api/teams/{team}/metrics/{day}/Instagram", team, day),
                    400,
                    "date",
                    "2026-12-07");
        }

        @Test
        @DisplayName("ont un canal de quarante caractères au plus")
        void needAShortChannel() {
            assertProblemOf(record(V1, "c".repeat(41), FIGURES), 400, "channel", "40");
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(strings = {" ", " Instagram", "Instagram ", "a,b", "a\u202eb", "\u200b"})
        @DisplayName("ont un canal comme les campagnes peuvent en avoir")
        void needAPlausibleChannel(String channel) {
            assertProblemOf(record(V1, channel, FIGURES), 400, "channel");
        }
    }

    @Test
    @DisplayName("Rien ne se relève avant que la semaine soit préparée")
    void recordsNothingBeforeTheWeek() {
        assertProblem(record(V1, "Instagram", FIGURES), 409, "pas encore préparée");
    }

    @Test
    @DisplayName("Rien ne se relève avant que le contrat soit figé : la promesse vient avant les données")
    void recordsNothingBeforeThePromise() {
        stage.reach(instance, "validation");
        stage.clock(V1, 8, 0);

        assertProblem(record(V1, "Instagram", FIGURES), 409, "pas encore ouverte");
    }

    @Nested
    @DisplayName("Les résultats")
    class TheEvidence {

        @Test
        @DisplayName("sont introuvables avant la semaine")
        void needAWeek() {
            assertProblem(evidence(), 404);
        }

        @Test
        @DisplayName("sont visibles de l’équipe, des coachs et des facilitateurs seuls")
        void areForThoseConcerned() {
            enterTheWeek();

            for (String viewer : List.of(team + "-a", "carlos", "fanny")) {
                assertThat(api.get(viewer, "/api/teams/{team}/evidence", team))
                        .as(viewer)
                        .hasStatusOk();
            }
            String other = stage.team(teams.team(team).cohort()) + "-a";
            assertProblem(api.get(other, "/api/teams/{team}/evidence", team), 404, team);
        }

        @Test
        @DisplayName("d’une semaine sans chiffres n’ont pas de taux")
        void haveNoRatioOfNothing() {
            enterTheWeek();
            stage.clock(V1.plusDays(2), 8, 0);

            assertThat(evidence()).hasStatusOk().bodyJson().isLenientlyEqualTo("""
          {"team": "%s", "iteration": 1, "target": 0.05, "minimumVisits": 100, "daysRecorded": 0,
           "daysMissing": ["2026-10-21", "2026-10-22"], "impressions": 0, "clicks": 0, "visits": 0, "conversions": 0,
           "spend": 0, "days": []}""".formatted(team));
            assertThat(names(evidence()))
                    .doesNotContain(
                            "clickThroughRate",
                            "costPerClick",
                            "conversionRate",
                            "costPerConversion",
                            "interval",
                            "recommendation",
                            "reason");
        }

        @Test
        @DisplayName("d’un canal gratuit n’ont ni taux de clic ni coût par clic")
        void haveNoClickThroughWithoutImpressions() {
            enterTheWeek();
            stage.clock(V1.plusDays(1), 8, 0);
            record(
                    V1,
                    "Affiches",
                    "{\"impressions\": 0, \"clicks\": 0, \"visits\": 8, \"conversions\": 2, \"spend\": 0}");

            // A poster is beside what counts: the paid channel is promised on.
            assertThat(evidence())
                    .bodyJson()
                    .extractingPath("$.channels[1].conversionRate")
                    .isEqualTo(0.25);
            assertThat(names(evidence())).doesNotContain("conversionRate", "clickThroughRate", "costPerClick");
        }

        @Test
        @DisplayName("avec plus de conversions que de visites ne concluent rien")
        void areUnusableWhenNobodyVisited() {
            enterTheWeek();
            stage.clock(V1.plusDays(1), 8, 0);
            record(
                    V1,
                    "Affiches",
                    "{\"impressions\": 0, \"clicks\": 0, \"visits\": 2, \"conversions\": 3, \"spend\": 0}");

            assertThat(evidence()).bodyJson().extractingPath("$.conversions").isEqualTo(3);
            assertThat(names(evidence())).doesNotContain("interval", "probabilityAboveTarget");
        }

        @Test
        @DisplayName("d’une semaine entière sont complets, avec leur incertitude, mais sans recommandation")
        void areComplete() {
            stage.reach(instance, "restitution");

            MvcTestResult answer = evidence();

            assertThat(names(answer))
                    .containsExactlyInAnyOrder(
                            "team",
                            "iteration",
                            "target",
                            "minimumVisits",
                            "daysRecorded",
                            "daysMissing",
                            "impressions",
                            "clicks",
                            "visits",
                            "conversions",
                            "spend",
                            "clickThroughRate",
                            "costPerClick",
                            "conversionRate",
                            "costPerConversion",
                            "interval",
                            "centralInterval",
                            "days",
                            "counted",
                            "channels",
                            "rules",
                            "forecasts");
            assertThat(answer).bodyJson().isLenientlyEqualTo("""
          {"daysRecorded": 7, "daysMissing": [], "impressions": 11200, "clicks": 147, "visits": 175, "conversions": 14,
           "spend": 79.80, "counted": ["Instagram"],
           "channels": [
             {"channel": "Instagram", "paid": true, "counted": true, "visits": 133, "conversions": 14, "spend": 79.80},
             {"channel": "Affiches", "paid": false, "counted": false, "visits": 42, "conversions": 0, "spend": 0.00,
              "conversionRate": 0.0}],
           "rules": {"belief": "PROMISE", "prior": "Bêta(1\u00a0; 19)"},
           "centralInterval": {"probability": 0.8}}""");
            assertThat(number(answer, "$.conversionRate")).isCloseTo(14 / 133.0, within(1e-9));
            assertThat(number(answer, "$.clickThroughRate")).isCloseTo(0.013125, within(1e-9));
            assertThat(number(answer, "$.costPerClick")).isCloseTo(0.542857, within(1e-6));
            assertThat(number(answer, "$.costPerConversion")).isCloseTo(5.7, within(1e-9));
            assertThat(number(answer, "$.interval.low")).isCloseTo(0.063745, within(1e-6));
            assertThat(number(answer, "$.interval.high")).isCloseTo(0.168944, within(1e-6));
            assertThat(number(answer, "$.centralInterval.low")).isCloseTo(0.068616, within(1e-6));
            assertThat(number(answer, "$.centralInterval.high")).isCloseTo(0.129731, within(1e-6));
        }

        @Test
        @DisplayName("donnent chaque jour avec ses canaux")
        void giveEachDay() {
            enterTheWeek();
            stage.clock(V1.plusDays(1), 8, 0);
            record(V1, "Instagram", FIGURES);

            assertThat(evidence()).bodyJson().isLenientlyEqualTo("""
          {"days": [{"date": "2026-10-21", "channels": [{"channel": "Instagram", "impressions": 1600, "clicks": 21,
            "visits": 19, "conversions": 2, "spend": 11.40}]}]}""");
            Map<String, Object> row = JsonPath.read(Api.text(evidence()), "$.days[0].channels[0]");
            assertThat(row).containsOnlyKeys("channel", "impressions", "clicks", "visits", "conversions", "spend");
        }

        @Test
        @DisplayName("ne portent la recommandation qu’une fois l’équipe prononcée")
        void recommendAfterTheProposal() {
            stage.reach(instance, "restitution");
            stage.fire(instance, "restitution-opens");
            stage.complete(instance, "present-results");
            for (String viewer : List.of(team + "-a", "fanny")) {
                assertThat(names(api.get(viewer, "/api/teams/{team}/evidence", team)))
                        .as(viewer)
                        .doesNotContain("recommendation", "reason", "probabilityAboveTarget");
            }

            stage.complete(instance, "analyse-data");

            assertThat(evidence()).bodyJson().extractingPath("$.recommendation").isEqualTo("GO");
            assertThat(number(evidence(), "$.probabilityAboveTarget")).isCloseTo(0.990479, within(1e-6));
            assertThat(evidence())
                    .bodyJson()
                    .extractingPath("$.reason")
                    .asString()
                    .isNotBlank();
        }
    }

    @Nested
    @DisplayName("Les décisions")
    class TheDecisions {

        @Test
        @DisplayName("sont une liste vide avant la première")
        void areNoneAtFirst() {
            assertThat(decisions()).hasStatusOk().bodyJson().isStrictlyEqualTo("[]");
        }

        @Test
        @DisplayName("d’une autre équipe sont introuvables")
        void areForThoseConcerned() {
            String other = stage.team(teams.team(team).cohort()) + "-a";

            assertProblem(api.get(other, "/api/teams/{team}/decisions", team), 404, team);
        }

        @Test
        @DisplayName("gardent ce qui les fonde et qui les a prises")
        void keepTheirGrounds() {
            decide();

            assertThat(decisions()).bodyJson().isLenientlyEqualTo("""
          [{"team": "%s", "iteration": 1, "position": 1, "decision": "GO", "recommendation": "GO", "proposal": "GO",
            "reason": "Données nettes et équipe prête.",
            "contract": {"targetConversionRate": 5.0, "minimumVisits": 100, "spendCap": 90.0,
              "maximumCostPerConversion": 8.0, "conversionMeans": "Une précommande avec numéro de téléphone."},
            "evidence": {"visits": 175, "conversions": 14}}]""".formatted(team));
            assertThat(decisions())
                    .bodyJson()
                    .extractingPath("$[0].tableVersion")
                    .asString()
                    .startsWith("go-pivot-stop v");
            assertThat(decisions())
                    .bodyJson()
                    .extractingPath("$[0].hash")
                    .asString()
                    .matches("[0-9a-f]{64}");
            assertThat(decisions()).bodyJson().doesNotHavePath("$[0].previousHash");
        }

        @Test
        @DisplayName("se recalculent : l’empreinte est celle de tout le reste")
        void canBeVerified() throws NoSuchAlgorithmException {
            decide();

            String served = Api.text(decisions());
            String hash = JsonPath.read(served, "$[0].hash");
            String signed = served.substring(1, served.length() - 1).replace(",\"hash\":\"" + hash + "\"", "");

            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(signed.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(hash);
        }

        @Test
        @DisplayName("s’enchaînent : chacune porte l’empreinte de la précédente")
        void areChained() {
            decide();
            String first = JsonPath.read(Api.text(decisions()), "$[0].hash");
            LocalDate again = Stage.MONDAY.plusDays(21);
            journeys.open(teams.team(team).cohort(), team, "fanny", BootcampDays.from(again));
            instance = rows.latestOf(team).orElseThrow().id();
            decide();

            assertThat(decisions())
                    .bodyJson()
                    .extractingPath("$[*].position")
                    .asArray()
                    .containsExactly(1, 2);
            assertThat(decisions())
                    .bodyJson()
                    .extractingPath("$[1].previousHash")
                    .isEqualTo(first);
            assertThat(decisions()).bodyJson().extractingPath("$[1].hash").isNotEqualTo(first);
        }

        private void decide() {
            stage.reach(instance, "decision");
            stage.complete(instance, "decide");
        }

        private MvcTestResult decisions() {
            return api.get(team + "-a", "/api/teams/{team}/decisions", team);
        }
    }

    private MvcTestResult record(LocalDate day, String channel, String figures) {
        return api.put(team + "-a", figures, "/api/teams/{team}/metrics/{day}/{channel}", team, day, channel);
    }

    private MvcTestResult evidence() {
        return api.get(team + "-a", "/api/teams/{team}/evidence", team);
    }

    private static Iterable<String> names(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return JsonPath.<Map<String, Object>>read(Api.text(answer), "$").keySet();
    }

    private static double number(MvcTestResult answer, String path) {
        return JsonPath.<Number>read(Api.text(answer), path).doubleValue();
    }
}
