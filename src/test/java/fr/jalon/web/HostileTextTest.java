package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.plan.Plans;
import fr.jalon.team.Teams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un texte hostile")
class HostileTextTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Plans plans;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private Api api;

    static Stream<String> texts() {
        return Stream.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "[ici](javascript:alert(1))",
                "![x](https://traceur.example/x.png)",
                "{{7*7}}",
                "${1+1}",
                "#{1+1}",
                "[[${7*7}]]",
                "=HYPERLINK(\"https://x.example\")",
                "+1+cmd|' /C calc'!A0",
                "@SUM(1+1)",
                "'; drop table team; --",
                "%0d%0aBcc: x@y.fr",
                "<!--#exec cmd=\"ls\"-->",
                "]]></desc><script>",
                "W".repeat(120),
                "é̀🚀 العربية");
    }

    /** Marks that turn a line, and line breaks, where one line is asked for. */
    static Stream<String> marks() {
        return Stream.of(
                "Équipe\u202Eeuqihtas",
                "Équipe\r\nBcc: voleur@x.fr",
                "Équipe\u0000",
                "Équipe\u2066x",
                "Équipe\tx\nSujet");
    }

    @BeforeEach
    void beforeTheWeek() {
        api = new Api(mvc);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest
    @MethodSource("texts")
    @DisplayName("traverse noms, réponses, commentaires et chiffres, et ressort inerte des formulaires, des "
            + "pages, de l’agenda et des courriels")
    void comesOutInert(String hostile) throws JsonProcessingException {
        String cohort = teams.team(stage.team(Stage.MONDAY)).cohort();
        String team = "hostile-" + NUMBER.incrementAndGet();
        String json = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "id",
                        team,
                        "name",
                        hostile,
                        "members",
                        List.of(Map.of(
                                "id",
                                team + "-a",
                                "firstName",
                                shortened(hostile),
                                "lastName",
                                "Durand",
                                "email",
                                team + "@jalon.example"))));
        assertThat(api.post("fanny", json, "/api/cohorts/{cohort}/teams", cohort))
                .hasStatus(201);

        String instance = stage.open(team);
        stage.complete(instance, "follow-self-training", Map.of("guidesRead", true, "selfTrainingQuestions", hostile));
        stage.complete(instance, "create-tool-accounts", "confirm-team");
        stage.complete(
                instance,
                "shortlist-ideas",
                Map.of("shortlistedIdeas", List.of(Map.of("title", shortened(hostile), "description", hostile))));
        JsonNode said = said(stage.shown(instance, "gate-preparation"));
        assertThat(said.path("teamName").asText()).isEqualTo(FormFacts.inert(hostile));
        assertThat(said.path("selfTrainingQuestions").asText()).isEqualTo(FormFacts.inert(hostile));
        stage.complete(instance, "gate-preparation", Map.of("gateVerdict", "REWORK", "comment", hostile));
        assertThat(said(stage.shown(instance, "rework-preparation"))
                        .path("comment")
                        .asText())
                .isEqualTo(FormFacts.inert(hostile))
                .doesNotContainPattern("(?<!\\\\)[<>\\[\\]{}$!|*_`#]");
        stage.complete(instance, "rework-preparation", "gate-preparation");

        plans.open(team + "-plan", "association-to-scic", team, hostile, "association-to-scic", Stage.MONDAY);
        MvcTestResult calendar = api.get("fanny", "/api/plans/{plan}/calendar.ics", team + "-plan");
        assertThat(calendar).hasStatusOk().hasHeader("X-Content-Type-Options", "nosniff");
        assertThat(Api.text(calendar).lines().filter(line -> line.equals("BEGIN:VEVENT")))
                .hasSize(22);
        assertThat(Api.text(calendar).lines().filter(line -> line.startsWith("X-WR-CALNAME:")))
                .hasSize(1);

        assertInert(
                mvc.get()
                        .uri("/invitations?cohort={cohort}", cohort)
                        .with(httpBasic("fanny", Stage.PASSWORD))
                        .exchange(),
                hostile);
        assertThat(jdbc.sql("select subject from outbox where recipient = ?")
                        .param(team + "@jalon.example")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(subject -> subject.lines().count() == 1);
    }

    /** Those that a page could run. */
    static Stream<String> markup() {
        return texts().filter(text -> text.matches("(?s).*(<|\\{\\{7).*"));
    }

    @ParameterizedTest
    @MethodSource("markup")
    @DisplayName("reste un nom de canal dans le dossier, ou n’en devient pas un")
    void staysAChannelOfTheDossier(String hostile) throws JsonProcessingException {
        String team = stage.teamAWeekBefore();
        String instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.clock(Stage.MONDAY.plusDays(3), 8, 0);
        MvcTestResult recorded = api.put(
                team + "-a",
                "{\"impressions\": 1, \"clicks\": 1, \"visits\": 1, \"conversions\": 0, \"spend\": 0}",
                "/api/teams/{team}/metrics/{day}/{channel}",
                team,
                Stage.MONDAY.plusDays(2),
                hostile);
        assertThat(recorded.getResponse().getStatus()).isIn(201, 400, 404);
        api.post(
                "fanny",
                new ObjectMapper().writeValueAsString(Map.of("conversionMeans", hostile, "reason", hostile)),
                "/api/teams/{team}/amendments",
                team);
        stage.clock(Stage.MONDAY.plusDays(2), 9, 0);
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);
        assertInert(api.get("fanny", "/api/teams/{team}/dossier", team), hostile);
        assertThat(api.get("fanny", "/api/teams/{team}/dossier?format=pdf", team))
                .hasStatusOk();
    }

    @ParameterizedTest
    @MethodSource("marks")
    @DisplayName("qui cache des caractères ou des lignes n’est ni un nom ni une réponse d’une ligne")
    void isNoName(String hidden) throws JsonProcessingException {
        String cohort = teams.team(stage.team(Stage.MONDAY)).cohort();
        String json = new ObjectMapper()
                .writeValueAsString(Map.of(
                        "id",
                        "cache-" + NUMBER.incrementAndGet(),
                        "name",
                        hidden,
                        "members",
                        List.of(Map.of(
                                "id",
                                "cache-a",
                                "firstName",
                                "Anne",
                                "lastName",
                                "Durand",
                                "email",
                                "a@jalon.example"))));
        Api.assertProblem(
                api.post("fanny", json, "/api/cohorts/{cohort}/teams", cohort),
                400,
                hidden.indexOf('\0') >= 0
                        ? "un texte sans caractère nul est attendu"
                        : "une ligne sans caractère invisible est attendue");
        assertThat(api.postCsv(
                                "fanny",
                                (hidden.replace("\n", " ").replace("\r", " ").replace("\t", " ")
                                                + ";Anne;Durand;anne@x.fr;")
                                        .getBytes(StandardCharsets.UTF_8),
                                "/api/cohorts/{cohort}/teams",
                                cohort)
                        .getResponse()
                        .getStatus())
                .isIn(201, 422);
    }

    /** The one script of Jalon's own pages. */
    private static final String LAYOUT = "<script src=\"/webjars/htmx.org/dist/htmx.min.js\" defer=\"defer\"></script>";

    private static void assertInert(MvcTestResult page, String hostile) {
        assertThat(page).hasStatusOk();
        assertThat(Api.text(page).replace(LAYOUT, ""))
                .doesNotContain(
                        "<script", "<img", "onload=alert(1)>", "onerror=alert(1)>", "href=\"javascript:", "<!--#");
        if (hostile.contains("7*7")) assertThat(Api.text(page)).doesNotContain(">49<");
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) : text;
    }

    private static JsonNode said(Map<String, Object> shown) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(((SerializableValue) ((VariableMap) shown).getValueTyped("said")).getValueSerialized());
    }
}
