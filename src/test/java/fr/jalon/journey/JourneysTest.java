package fr.jalon.journey;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.process.TrackStage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
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
@DisplayName("Les parcours de toutes sortes")
class JourneysTest {

    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Bootcamps bootcamps;

    @Autowired
    private Processes processes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private RuntimeService runtime;

    private Api http;
    private String team;

    @BeforeEach
    void aTeam(@Autowired MockMvcTester mvc) {
        http = new Api(mvc);
        team = stage.teamAWeekBefore();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private Journey.Place place(String id) {
        return journeys.journey(id).place();
    }

    private List<Journey.Who> awaited(String id) {
        return place(id).awaited().stream().map(Journey.Awaited::who).toList();
    }

    private Instant paris(LocalDateTime wallClock) {
        return paris.instantOf(wallClock).toInstant();
    }

    private static <T> T read(MvcTestResult answer, String path) {
        return JsonPath.read(Api.text(answer), path);
    }

    private String post(String json) {
        MvcTestResult answer = http.post("fanny", json, "/api/teams/{team}/journeys", team);
        assertThat(answer).hasStatus(201);
        return read(answer, "$.id");
    }

    private MvcTestResult seen(String id) {
        return http.get(team + "-a", "/api/teams/{team}/journeys/{id}", team, id);
    }

    @Nested
    @DisplayName("La ligne d’un bootcamp")
    class Row {

        private String id;

        @BeforeEach
        void open() {
            id = stage.open(team);
        }

        @Test
        @DisplayName("dit qui, quoi, depuis quand, et le jalon à venir")
        void tellsAll() {
            Journey journey = journeys.journey(id);
            assertThat(journey.kind()).isEqualTo("idea-to-decision");
            assertThat(journey.team()).isEqualTo(team);
            assertThat(journey.key()).endsWith("/" + team);
            assertThat(journey.title()).isEqualTo("De l’idée à la décision");
            assertThat(journey.isOpen()).isTrue();
            assertThat(journey.life().opened()).isEqualTo(paris(D1.minusDays(7).atTime(10, 0)));
            assertThat(journey.place().step()).isEqualTo("preparation");
            assertThat(journey.place().gate())
                    .isEqualTo(new Journey.Gate(
                            "gate-preparation", paris(D1.minusDays(1).atTime(18, 0))));
        }

        @Test
        @DisplayName("suit qui est attendu, et depuis quand sans relâche")
        void followsWhoIsAwaited() {
            assertThat(awaited(id)).containsExactly(Journey.Who.TEAM, Journey.Who.FACILITATOR);
            stage.clock(D1.minusDays(6), 11, 0);
            stage.complete(id, "follow-self-training");
            assertThat(place(id).awaited()).allSatisfy(each -> assertThat(each.since())
                    .isEqualTo(paris(D1.minusDays(7).atTime(10, 0))));
            stage.complete(id, "create-tool-accounts", "shortlist-ideas", "confirm-team");
            assertThat(place(id).awaited())
                    .containsExactly(new Journey.Awaited(
                            Journey.Who.FACILITATOR, paris(D1.minusDays(6).atTime(11, 0))));
            stage.complete(id, "gate-preparation");
            assertThat(place(id).awaited()).isEmpty();
        }

        @Test
        @DisplayName("n’attend personne pour ce qui se fait à côté, mais y voit un signe de vie")
        void awaitsNobodyBeside() {
            stage.reach(id, "ideation");
            assertThat(awaited(id)).isEmpty();
            stage.fire(id, "ideation-opens");
            assertThat(stage.openTasks(id)).containsExactly("generate-ideas", "welcome");
            assertThat(awaited(id)).containsExactly(Journey.Who.TEAM);
            stage.complete(id, "welcome");
            assertThat(awaited(id)).containsExactly(Journey.Who.TEAM);
        }

        @Test
        @DisplayName("garde le dernier signe de vie d’un membre, non d’un facilitateur")
        void keepsTheLastSign() {
            assertThat(place(id).lastSign()).isNull();
            stage.clock(D1.minusDays(5), 9, 30);
            accounts.as("fanny", () -> {
                stage.complete(id, "confirm-team");
                return null;
            });
            assertThat(place(id).lastSign()).isNull();
            accounts.as(team + "-a", () -> {
                stage.complete(id, "shortlist-ideas");
                return null;
            });
            assertThat(place(id).lastSign()).isEqualTo(paris(D1.minusDays(5).atTime(9, 30)));
        }

        @Test
        @DisplayName("prend des chiffres envoyés pour un signe de vie")
        void takesFiguresForASign() {
            stage.launch(id);
            stage.clock(D1.plusDays(2), 20, 0);
            String channel = "Instagram";
            assertThat(http.put(
                            team + "-a",
                            "{\"impressions\":10,\"clicks\":1,\"visits\":1,\"conversions\":0,\"spend\":0}",
                            "/api/teams/{team}/metrics/{day}/{channel}",
                            team,
                            D1.plusDays(2),
                            channel))
                    .hasStatus(201);
            assertThat(place(id).lastSign()).isEqualTo(paris(D1.plusDays(2).atTime(20, 0)));
        }

        @Test
        @DisplayName("est en retard dès que le créneau est passé, et cesse de l’être quand l’équipe passe ou "
                + "que les dates bougent")
        void tellsLateness() {
            Instant end = paris(D1.minusDays(1).atTime(18, 0));
            assertThat(place(id).lateSince(end.minusSeconds(1))).isNull();
            assertThat(place(id).lateSince(end)).isEqualTo(end);
            bootcamps.move(
                    team,
                    new Bootcamps.NewDays(
                            D1.plusDays(7),
                            java.util.Optional.empty(),
                            java.util.Optional.empty(),
                            java.util.Optional.empty()));
            assertThat(place(id).lateSince(end)).isNull();
            assertThat(place(id).gate().at()).isEqualTo(paris(D1.plusDays(6).atTime(18, 0)));
        }

        @Test
        @DisplayName("d’une équipe retirée n’est en retard pour rien et n’attend personne")
        void restsAfterWithdrawal() {
            bootcamps.withdraw(team, "L’équipe se dissout.");
            Journey closed = journeys.journey(id);
            assertThat(closed.life().outcome()).isEqualTo("WITHDRAWN");
            assertThat(closed.life().reason()).isEqualTo("L’équipe se dissout.");
            assertThat(closed.life().closed()).isNotNull();
            assertThat(closed.place().awaited()).isEmpty();
            assertThat(closed.place().gate()).isNull();
            assertThat(closed.place().lateSince(paris(D1.plusDays(40).atTime(9, 0))))
                    .isNull();
        }

        @Test
        @DisplayName("n’est pas écrite quand la transaction échoue")
        void isRolledBack() {
            Journey.Place before = place(id);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> stage.complete(id, "shortlist-ideas", Map.of("inconnu", 1))))
                    .isNotNull();
            assertThat(place(id)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("Le fil d’un bootcamp, par HTTP")
    class BootcampTimeline {

        @Test
        @DisplayName("dit où l’équipe se trouve, ce qui est derrière et ce qui est devant, avec les heures")
        void tellsWhereItStands() {
            String id = post("{\"kind\": \"idea-to-decision\"}");
            stage.reach(id, "planning");
            stage.fire(id, "planning-opens");
            MvcTestResult seen = seen(id);
            assertThat(seen).hasStatusOk();
            assertThat(JsonPath.<List<String>>read(Api.text(seen), "$.timeline.steps[*].id"))
                    .containsExactly(
                            "preparation",
                            "ideation",
                            "planning",
                            "prototyping",
                            "activation",
                            "validation",
                            "restitution");
            assertThat(JsonPath.<List<String>>read(Api.text(seen), "$.timeline.steps[*].state"))
                    .containsExactly("DONE", "DONE", "HERE", "AHEAD", "AHEAD", "AHEAD", "AHEAD");
            assertThat(seen).bodyJson().extractingPath("$.timeline.here").isEqualTo("planning");
            assertThat(seen).bodyJson().extractingPath("$.timeline.nextGate.id").isEqualTo("gate-planning");
            assertThat(seen)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[1].actual.end")
                    .isEqualTo(D1.toString());
            assertThat(seen)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[2].opens")
                    .isEqualTo(paris(D1.atTime(13, 30)).toString());
            assertThat(seen)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[2].closes")
                    .isEqualTo(paris(D1.atTime(17, 30)).toString());
            assertThat(seen)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[2].awaited[0].who")
                    .isEqualTo("TEAM");
            assertThat(JsonPath.<List<Boolean>>read(Api.text(seen), "$.timeline.steps[*].late"))
                    .containsOnly(false);
        }

        @Test
        @DisplayName("dit en retard la phase dont le créneau est passé, à l’heure près")
        void isLateToTheHour() {
            String id = post("{\"kind\": \"idea-to-decision\"}");
            stage.reach(id, "planning");
            stage.fire(id, "planning-opens");
            stage.clock(D1, 17, 31);
            assertThat(seen(id))
                    .bodyJson()
                    .extractingPath("$.timeline.steps[2].late")
                    .isEqualTo(true);
            assertThat(seen(id))
                    .bodyJson()
                    .extractingPath("$.lateSince")
                    .isEqualTo(paris(D1.atTime(17, 30)).toString());
        }

        @Test
        @DisplayName("garde la première itération à côté de la seconde")
        void keepsIterations() {
            String id = post("{\"kind\": \"idea-to-decision\"}");
            stage.reach(id, "decision");
            stage.complete(id, "decide", Map.of("decision", "PIVOT", "decisionReason", "Le signal est ailleurs."));
            stage.complete(id, "prepare-pivot");
            LocalDate again = paris.today().plusDays(7);
            stage.complete(id, "confirm-pivot", Map.of("firstDay", again.toString()));
            List<String> ids = read(seen(id), "$.timeline.steps[*].id");
            assertThat(ids).hasSize(14).startsWith("preparation").contains("restitution", "planning-i2");
            assertThat(JsonPath.<List<String>>read(Api.text(seen(id)), "$.timeline.steps[0:7].state"))
                    .containsOnly("DONE");
            assertThat(JsonPath.<List<String>>read(
                            Api.text(seen(id)), "$.timeline.steps[?(@.id == 'planning-i2')].planned.start"))
                    .containsExactly(again.toString());
        }

        @Test
        @DisplayName("a un plan de ses phases et de ses dix jours, que l’on suit jour après jour")
        void hasAPlan() {
            String id = post("{\"kind\": \"idea-to-decision\"}");
            MvcTestResult plan = http.get(team + "-a", "/api/plans/{plan}", id);
            assertThat(plan).hasStatusOk();
            assertThat(JsonPath.<List<String>>read(Api.text(plan), "$.items[?(@.section == 'Jours')].plannedStart"))
                    .containsExactlyElementsOf(java.util.stream.Stream.iterate(D1, day -> day.plusDays(1))
                            .limit(10)
                            .map(LocalDate::toString)
                            .toList());
            stage.launch(id);
            stage.fire(id, "day-morning");
            stage.complete(id, "record-metrics", "morning-check-in", "adjust-campaigns");
            plan = http.get(team + "-a", "/api/plans/{plan}", id);
            assertThat(JsonPath.<List<String>>read(Api.text(plan), "$.items[?(@.section == 'Jours')].actualEnd"))
                    .containsExactly(
                            D1.toString(),
                            D1.plusDays(1).toString(),
                            D1.plusDays(2).toString());
            assertThat(JsonPath.<List<String>>read(Api.text(plan), "$.late")).isEmpty();
        }
    }

    @Nested
    @DisplayName("Ouvrir, déplacer, retirer, par HTTP")
    class Acting {

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"kind\": \"inconnu\"}", "{\"kind\": 3}"})
        @DisplayName("dit quelles sortes il y a")
        void tellsTheKinds(String body) {
            assertProblemOf(
                    http.post("fanny", body, "/api/teams/{team}/journeys", team),
                    400,
                    "kind",
                    "association-to-scic",
                    "idea-to-decision");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"kind\": \"association-to-scic\", \"structureName\": \"X\"} | startDate",
                    "{\"kind\": \"association-to-scic\", \"startDate\": \"2026-11-01\"} | structureName",
                    "{\"kind\": \"association-to-scic\", \"structureName\": \"X\", \"startDate\": "
                            + "\"demain\"} | startDate",
                    "{\"kind\": \"idea-to-decision\", \"inconnu\": 1} | inconnu",
                })
        @DisplayName("nomme le champ fautif, et n’ouvre rien")
        void namesTheField(String body, String field) {
            assertProblemOf(http.post("fanny", body, "/api/teams/{team}/journeys", team), 400, field);
            assertThat(journeys.of(team)).isEmpty();
        }

        @Test
        @DisplayName("est l’affaire des facilitateurs")
        void isForFacilitators() {
            String id = stage.open(team);
            for (String who : List.of(team + "-a", "carlos")) {
                assertProblem(http.post(who, "{\"kind\": \"walk\"}", "/api/teams/{team}/journeys", team), 403);
                assertProblem(
                        http.put(who, "{\"firstDay\": \"2026-11-02\"}", "/api/teams/{t}/journeys/{id}/dates", team, id),
                        403);
                assertProblem(
                        http.post(who, "{\"reason\": \"Non.\"}", "/api/teams/{t}/journeys/{id}/withdrawal", team, id),
                        403);
            }
        }

        @Test
        @DisplayName("ne montre rien de la voisine")
        void hidesFromNeighbours() {
            String id = stage.open(team);
            String other = stage.team(D1);
            assertProblem(http.get(other + "-a", "/api/teams/{team}/journeys", team), 404);
            assertProblem(http.get(other + "-a", "/api/teams/{team}/journeys/{id}", team, id), 404);
            assertProblem(http.get(other + "-a", "/api/teams/{team}/journeys/{id}", other, id), 404);
            assertProblem(
                    http.post("fanny", "{\"reason\": \"Non.\"}", "/api/teams/{t}/journeys/{id}/withdrawal", other, id),
                    404);
        }

        @Test
        @DisplayName("déplace un bootcamp comme le fait sa propre route")
        void movesABootcamp() {
            String id = post("{\"kind\": \"idea-to-decision\", \"firstDay\": \"2026-10-21\"}");
            assertThat(JsonPath.<String>read(
                            Api.text(http.get("fanny", "/api/teams/{t}/journey", team)), "$.dates.firstDay"))
                    .isEqualTo("2026-10-21");
            MvcTestResult moved = http.put(
                    "fanny", "{\"firstDay\": \"2026-10-26\"}", "/api/teams/{team}/journeys/{id}/dates", team, id);
            assertThat(moved).hasStatusOk();
            assertThat(moved)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[1].planned.start")
                    .isEqualTo("2026-10-26");
            assertThat(moved)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[1].baseline.start")
                    .isEqualTo("2026-10-21");
            assertProblemOf(
                    http.put("fanny", "{}", "/api/teams/{team}/journeys/{id}/dates", team, id), 400, "firstDay");
        }

        @Test
        @DisplayName("refuse ce qui est clos")
        void refusesWhatIsClosed() {
            String id = stage.open(team);
            assertThat(http.post(
                            "fanny", "{\"reason\": \"Fini.\"}", "/api/teams/{t}/journeys/{id}/withdrawal", team, id))
                    .hasStatus(204);
            assertThat(seen(id)).bodyJson().extractingPath("$.outcome").isEqualTo("WITHDRAWN");
            assertThat(seen(id)).bodyJson().extractingPath("$.reason").isEqualTo("Fini.");
            assertThat(JsonPath.<List<String>>read(Api.text(seen(id)), "$.timeline.steps[*].state"))
                    .containsOnly("LEFT_OUT");
            assertProblem(
                    http.post(
                            "fanny", "{\"reason\": \"Encore.\"}", "/api/teams/{t}/journeys/{id}/withdrawal", team, id),
                    409,
                    "est clos");
            assertProblem(
                    http.put("fanny", "{\"firstDay\": \"2026-11-02\"}", "/api/teams/{t}/journeys/{id}/dates", team, id),
                    409,
                    "est clos");
        }
    }

    @Nested
    @DisplayName("Un parcours vers la SCIC")
    class Track {

        private static final LocalDate START = LocalDate.of(2026, 11, 2);

        private String id;

        @BeforeEach
        void open() {
            id = post("{\"kind\": \"association-to-scic\", \"structureName\": \"Les Ateliers\", \"startDate\": \""
                    + START + "\"}");
        }

        @Test
        @DisplayName("se raconte comme les autres")
        void isToldLikeTheOthers() {
            tracks.fire(id, "creation-opens");
            tracks.complete(id, "meet-lawyer");
            MvcTestResult seen = seen(id);
            assertThat(seen).bodyJson().extractingPath("$.title").isEqualTo("Les Ateliers");
            assertThat(seen)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[0].state")
                    .isEqualTo("DONE");
            assertThat(seen)
                    .bodyJson()
                    .extractingPath("$.timeline.steps[1].state")
                    .isEqualTo("HERE");
            assertThat(seen).bodyJson().extractingPath("$.timeline.here").isEqualTo("contact-cress");
            assertThat(seen).bodyJson().extractingPath("$.timeline.nextGate.id").isEqualTo("gate-creation");
            assertThat(awaited(id)).containsExactly(Journey.Who.TEAM);
            assertThat(place(id).lateSince(paris(START.plusDays(14).atTime(23, 0))))
                    .isNull();
            assertThat(place(id).lateSince(paris(START.plusDays(15).atTime(0, 0))))
                    .isNotNull();
        }

        @Test
        @DisplayName("se déplace en entier : ce qui n’a pas commencé bouge, ce qui est vécu reste")
        void moves() {
            tracks.fire(id, "creation-opens");
            tracks.complete(id, "meet-lawyer");
            LocalDateTime lawyer = tracks.taskDue(id, "contact-cress");
            LocalDateTime review = stage.due(id, "milestone-due");
            MvcTestResult moved = http.put(
                    "fanny",
                    "{\"startDate\": \"" + START.plusDays(10) + "\"}",
                    "/api/teams/{t}/journeys/{id}/dates",
                    team,
                    id);
            assertThat(moved).hasStatusOk();
            List<String> starts = read(moved, "$.timeline.steps[*].planned.start");
            assertThat(starts.get(0)).isEqualTo(START.toString());
            assertThat(JsonPath.<List<String>>read(
                            Api.text(moved), "$.timeline.steps[?(@.id == 'build-mvp-platform')].planned.start"))
                    .containsExactly(START.plusDays(102).toString());
            assertThat(JsonPath.<List<String>>read(
                            Api.text(moved), "$.timeline.steps[?(@.id == 'build-mvp-platform')].baseline.start"))
                    .containsExactly(START.plusDays(92).toString());
            assertThat(tracks.taskDue(id, "contact-cress")).isEqualTo(lawyer);
            assertThat(stage.due(id, "milestone-due")).isEqualTo(review.plusDays(10));
            assertProblemOf(
                    http.put(
                            "fanny", "{\"startDate\": \"2035-01-01\"}", "/api/teams/{t}/journeys/{id}/dates", team, id),
                    422,
                    "startDate");
        }

        @Test
        @DisplayName("voit un signe de vie dans un commentaire sur ce qu’il a lancé")
        void seesASignInWhatItStarted(@Autowired TaskService tasks) {
            tracks.fire(id, "creation-opens");
            String region = tracks.grant(id, "region-occitanie");
            stage.fire(region, "grant-opens");
            String file = stage.task(region, "prepare-grant-file").getId();
            accounts.as("fanny", () -> tasks.createComment(file, region, "Pensez au budget."));
            assertThat(place(id).lastSign()).isNull();
            accounts.as(team + "-a", () -> tasks.createComment(file, region, "Le budget est joint."));
            assertThat(place(id).lastSign())
                    .isEqualTo(ClockUtil.getCurrentTime().toInstant());
        }

        @Test
        @DisplayName(
                "se retire : le projet et ses bilans s’arrêtent, ce qui est dû pour un financement obtenu court encore")
        void isWithdrawn() {
            tracks.fire(id, "creation-opens");
            String region = tracks.grant(id, "region-occitanie");
            stage.fire(region, "grant-opens");
            LocalDate deadline = paris.today().plusDays(20);
            stage.complete(region, "prepare-grant-file", Map.of("grantDeadline", deadline.toString()));
            stage.complete(region, "submit-grant-file");
            stage.complete(
                    region,
                    "record-grant-result",
                    Map.of(
                            "amountGranted",
                            30000,
                            "yearEnd",
                            paris.today().plusMonths(9).toString()));

            assertThat(http.post(
                            "fanny",
                            "{\"reason\": \"Deux fondateurs partent.\"}",
                            "/api/teams/{t}/journeys/{id}/withdrawal",
                            team,
                            id))
                    .hasStatus(204);
            Journey journey = journeys.journey(id);
            assertThat(journey.life().outcome()).isEqualTo("WITHDRAWN");
            assertThat(journey.life().reason()).isEqualTo("Deux fondateurs partent.");
            assertThat(journey.life().closed()).isNull();
            tracks.fire(id, "withdraw-track");
            assertThat(tracks.open(id)).isEmpty();
            assertThat(stage.hasTimer(id, "milestone-due")).isFalse();
            assertProblem(
                    http.post(
                            "fanny", "{\"reason\": \"Encore.\"}", "/api/teams/{t}/journeys/{id}/withdrawal", team, id),
                    409);

            assertThat(awaited(id)).containsExactly(Journey.Who.TEAM);
            stage.complete(region, "sign-grant-agreement", "report-grant-spending");
            assertThat(tracks.family(id)).isEmpty();
            assertThat(journeys.journey(id).life().closed()).isNotNull();
            assertThat(journeys.journey(id).life().outcome()).isEqualTo("WITHDRAWN");
        }
    }

    @Nested
    @DisplayName("Une sorte de plus")
    class AnotherKind {

        private String deployment;

        @BeforeEach
        void deploy(@Autowired RepositoryService repository) {
            deployment = repository
                    .createDeployment()
                    .addClasspathResource("walk/walk.bpmn")
                    .deploy()
                    .getId();
        }

        @AfterEach
        void undeploy(@Autowired RepositoryService repository) {
            repository.deleteDeployment(deployment, true);
        }

        @Test
        @DisplayName("se lit, se déplace et se retire par les routes de toutes, sans une ligne ailleurs")
        void needsNothingElse() {
            String id = post("{\"kind\": \"walk\", \"day\": \"2026-10-20\"}");
            assertThat(seen(id)).bodyJson().extractingPath("$.kind").isEqualTo("walk");
            assertThat(seen(id)).bodyJson().extractingPath("$.title").isEqualTo("Promenade");
            assertThat(awaited(id)).containsExactly(Journey.Who.TEAM);
            assertThat(http.put("fanny", "{\"day\": \"2026-10-22\"}", "/api/teams/{t}/journeys/{id}/dates", team, id))
                    .hasStatusOk();
            assertThat(seen(id))
                    .bodyJson()
                    .extractingPath("$.timeline.steps[0].planned.start")
                    .isEqualTo("2026-10-22");
            assertThat(http.post(
                            "fanny",
                            "{\"reason\": \"Il pleut.\"}",
                            "/api/teams/{t}/journeys/{id}/withdrawal",
                            team,
                            id))
                    .hasStatus(204);
            MvcTestResult all = http.get(team + "-a", "/api/teams/{team}/journeys", team);
            assertThat(JsonPath.<List<String>>read(Api.text(all), "$[*].outcome"))
                    .containsExactly("WITHDRAWN");
            assertThat(awaited(id)).isEmpty();
        }

        @Test
        @DisplayName("ne s’ouvre pas deux fois pour une équipe")
        void isOnly() {
            post("{\"kind\": \"walk\", \"day\": \"2026-10-20\"}");
            assertProblem(
                    http.post(
                            "fanny",
                            "{\"kind\": \"walk\", \"day\": \"2026-10-21\"}",
                            "/api/teams/{team}/journeys",
                            team),
                    409,
                    "se promène déjà");
            assertThat(runtime.createProcessInstanceQuery()
                            .processDefinitionKey("walk")
                            .count())
                    .isEqualTo(1);
        }
    }
}
