package fr.jalon.portfolio;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Ce que Cockpit montre des équipes")
class CockpitTest {

    private static final String BOOTCAMP = "idea-to-decision";

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Teams teams;

    @Autowired
    private Journeys journeys;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private StatementCount statements;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ObjectMapper json;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private JsonNode told(String path) {
        try {
            var answer = Pages.get(mvc, "admin", "/api/cockpit/" + path);
            assertThat(answer).hasStatusOk();
            return json.readTree(text(answer));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** All rows, however many pages they fill. */
    private List<JsonNode> rows(String definition, String query) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page;
        do {
            page = told("definitions/" + definition + "/teams?" + query + "&from=" + rows.size());
            page.get("rows").forEach(rows::add);
        } while (rows.size() < page.get("total").asInt() && !page.get("rows").isEmpty());
        assertThat(rows).hasSize(page.get("total").asInt());
        return rows;
    }

    private JsonNode row(String definition, String query, String instance) {
        return rows(definition, query).stream()
                .filter(row -> row.get("instance").asText().equals(instance))
                .findFirst()
                .orElseThrow();
    }

    private Team aTeam() {
        return teams.team(stage.teamAWeekBefore());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "definitions/idea-to-decision/teams",
                "definitions/idea-to-decision/marks",
                "instances/inconnue",
                "incidents"
            })
    @DisplayName("n’est que pour les administrateurs")
    void isForAdministrators(String path) {
        Team team = aTeam();
        Api api = new Api(mvc);
        for (String person : List.of(team.id() + "-a", "carlos", "fanny"))
            assertProblem(api.get(person, "/api/cockpit/" + path), 403);
        assertProblem(Pages.get(mvc, "admin", "/api/cockpit/definitions/inconnu/teams"), 404, "« inconnu »");
        assertProblem(Pages.get(mvc, "admin", "/api/cockpit/instances/inconnue"), 404, "« inconnue »");
    }

    @Test
    @DisplayName("dit où en est chaque équipe, son retard, qui est attendu et son dernier signe")
    void tellsTeams() {
        Team team = aTeam();
        String journey = stage.open(team.id());
        journeys.written(journey, ClockUtil.getCurrentTime().toInstant());
        stage.clock(Stage.MONDAY.plusDays(2), 10, 0);

        JsonNode row = row(BOOTCAMP, "cohort=" + team.cohort() + "&late=true", journey);

        assertThat(row.get("team").asText()).isEqualTo(team.name());
        assertThat(row.get("page").asText()).isEqualTo("/equipes/" + team.id());
        assertThat(row.get("phase").asText()).isEqualTo("Préparation");
        assertThat(plain(row.get("late").asText())).startsWith("en retard");
        assertThat(plain(row.get("awaited").asText())).contains("l’équipe (il y a neuf jours)");
        assertThat(plain(row.get("lastSign").asText())).isEqualTo("il y a neuf jours");
        assertThat(row.has("incident")).isFalse();
        assertThat(rows(BOOTCAMP, "cohort=" + team.cohort() + "&phase=ideation"))
                .isEmpty();
        assertThat(rows(BOOTCAMP, "cohort=" + team.cohort() + "&phase=preparation&incidents=true"))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "dit un incident une fois, en une phrase, dans la phase qui le contient et dans le parcours qui attend")
    void tellsIncidentsOnce() {
        Team team = aTeam();
        String journey = stage.open(team.id());
        String track = tracks.open(team.id(), Stage.MONDAY, Map.of());
        int before = mark(BOOTCAMP, "preparation", "incidents");
        int called = mark("association-to-scic", "grant-application", "incidents");
        fail(journey, "preparation-late");
        fail(grantThatWaits(track), "grant-opens");

        assertThat(mark(BOOTCAMP, "preparation", "incidents")).isEqualTo(before + 1);
        assertThat(mark("association-to-scic", "grant-application", "incidents"))
                .isEqualTo(called + 1);
        assertThat(told("instances/" + journey)
                        .at("/marks/preparation/incidents")
                        .asInt())
                .isEqualTo(1);
        String filter = "cohort=" + team.cohort() + "&phase=preparation&incidents=true";
        String sentence = plain(row(BOOTCAMP, filter, journey).get("incident").asText());
        assertThat(sentence)
                .contains("Le minuteur « Créneau dépassé » a échoué", "sans message", "relancez")
                .containsOnlyOnce("Créneau dépassé");
        assertThat(plain(row("association-to-scic", "cohort=" + team.cohort(), track)
                        .get("incident")
                        .asText()))
                .contains("« Dossier à ouvrir »");
        List<String> all = new ArrayList<>();
        told("incidents")
                .get("rows")
                .forEach(row -> all.add(row.get("team").asText() + " "
                        + plain(row.get("sentence").asText())));
        assertThat(all).anyMatch(each -> each.startsWith(team.name()) && each.contains(sentence));
    }

    private String grantThatWaits(String track) {
        return management.createJobQuery().activityId("grant-opens").list().stream()
                .map(Job::getProcessInstanceId)
                .filter(id -> tracks.family(track).stream()
                        .anyMatch(each -> each.getId().equals(id)))
                .findFirst()
                .orElseThrow();
    }

    private int mark(String definition, String element, String what) {
        return told("definitions/" + definition + "/marks")
                .path(element)
                .path(what)
                .asInt();
    }

    private void fail(String instance, String timer) {
        Job job = management
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(timer)
                .singleResult();
        management.setJobRetries(job.getId(), 0);
    }

    @Test
    @DisplayName("dit d’une instance son équipe, ses dates et ce qui a été répondu, lisiblement")
    void tellsAnInstance() {
        Team team = aTeam();
        String journey = stage.open(team.id());
        stage.complete(journey, "follow-self-training");

        JsonNode told = told("instances/" + journey);

        assertThat(told.get("team").asText()).isEqualTo(team.name());
        assertThat(told.get("facts").findValuesAsText("label"))
                .contains("Cohorte", "Ouvert", "Phase", "Prochain jalon");
        assertThat(told.get("slots").findValuesAsText("title")).contains("Préparation", "Restitution finale");
        assertThat(told.get("answers").findValuesAsText("label")).contains("Toute l’équipe a lu les guides");
        assertThat(told.get("answers").toString()).doesNotContain("guidesRead");
    }

    @Test
    @DisplayName("garde les parcours terminés, avec leur issue et leur dossier")
    void tellsEnded() {
        Team team = aTeam();
        String journey = stage.open(team.id());
        new Api(mvc).post("fanny", "{\"reason\": \"Départ\"}", "/api/teams/{team}/withdrawal", team.id());

        JsonNode row = row(BOOTCAMP, "ended=true&cohort=" + team.cohort(), journey);

        assertThat(row.get("outcome").asText()).isEqualTo("Équipe retirée");
        assertThat(row.at("/dossier/href").asText()).isEqualTo("/api/teams/" + team.id() + "/dossier");
        assertThat(row.get("closed").asText()).isNotBlank();
        assertThat(rows(BOOTCAMP, "cohort=" + team.cohort())).isEmpty();
    }

    @Test
    @DisplayName("mesure le temps passé sur les jours prévus")
    void measuresSlots() {
        String journey = stage.open(aTeam().id());
        stage.reach(journey, "ideation");

        assertThat(told("definitions/" + BOOTCAMP + "/marks")
                        .at("/preparation/used")
                        .asDouble())
                .isPositive();
    }

    @Test
    @DisplayName("compte sur mille parcours de deux versions, appelés, suspendus ou finis, comme le moteur les compte")
    void countsAsTheEngine() {
        Team team = aTeam();
        String key = team.cohort() + "/" + team.id() + "/mille";
        List<String> deployed = new ArrayList<>();
        try {
            deployed.add(deploy(
                    "called",
                    Bpmn.createExecutableProcess("mille-called")
                            .camundaHistoryTimeToLive(1)
                            .startEvent()
                            .userTask("inside")
                            .endEvent()
                            .done()));
            deployed.add(deploy("many", many()));
            deployed.add(deploy("first", model("first")));
            start(5, key);
            List<String> few = asked();
            start(395, key);
            deployed.add(deploy("second", model("second")));
            start(600, key);

            assertThat(asked()).hasSameSizeAs(few);
            List<ProcessDefinition> versions = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKeyLike("mille%")
                    .list();
            assertThat(versions).hasSize(4).allSatisfy(this::assertAsTheEngine);
            assertThat(rows("mille", "versions=true&cohort=" + team.cohort())).hasSize(800);
            assertThat(rows("mille", "versions=true&ended=true")).hasSize(200);
            assertThat(rows("mille", "versions=true&phase=phase")).hasSize(600);
        } finally {
            deployed.forEach(each -> repository.deleteDeployment(each, true));
        }
    }

    private List<String> asked() {
        return statements.during(() -> {
            told("definitions/mille/teams");
            told("definitions/mille/marks");
        });
    }

    @Test
    @DisplayName("compte les parcours de chaque modèle de Jalon comme le moteur les compte")
    void countsEveryModelAsTheEngine() {
        Team team = aTeam();
        stage.open(team.id());
        tracks.open(team.id(), Stage.MONDAY, Map.of());

        assertThat(repository.createProcessDefinitionQuery().list())
                .hasSizeGreaterThan(10)
                .allSatisfy(this::assertAsTheEngine);
    }

    private String deploy(String name, BpmnModelInstance model) {
        return repository
                .createDeployment()
                .name(name)
                .addModelInstance(name + ".bpmn", model)
                .deploy()
                .getId();
    }

    private static BpmnModelInstance model(String name) {
        return Bpmn.createExecutableProcess("mille")
                .name(name)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .exclusiveGateway("where")
                .condition("phase", "${number % 5 < 3}")
                .subProcess("phase")
                .embeddedSubProcess()
                .startEvent()
                .exclusiveGateway("which")
                .condition("a", "${number % 5 == 0}")
                .userTask("a")
                .endEvent()
                .moveToNode("which")
                .condition("b", "${number % 5 > 0}")
                .userTask("b")
                .endEvent()
                .subProcessDone()
                .endEvent()
                .moveToNode("where")
                .condition("call", "${number % 5 == 3}")
                .callActivity("call")
                .calledElement("mille-called")
                .endEvent()
                .moveToNode("where")
                .condition("end", "${number % 5 == 4}")
                .endEvent("ended")
                .done();
    }

    /** Starts as many as it is told at once. */
    private static BpmnModelInstance many() {
        return Bpmn.createExecutableProcess("mille-many")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .callActivity("each")
                .calledElement("mille")
                .camundaIn("loopCounter", "number")
                .camundaInBusinessKey("#{execution.processBusinessKey}")
                .multiInstance()
                .parallel()
                .cardinality("${many}")
                .multiInstanceDone()
                .endEvent()
                .done();
    }

    /** Some of them are suspended. */
    private void start(int many, String key) {
        String starter = runtime.createProcessInstanceByKey("mille-many")
                .businessKey(key)
                .setVariable("many", many)
                .execute()
                .getId();
        List<String> suspended = runtime
                .createProcessInstanceQuery()
                .superProcessInstanceId(starter)
                .variableValueEquals("number", 2)
                .list()
                .stream()
                .map(each -> each.getId())
                .toList();
        assertThat(suspended).isNotEmpty();
        runtime.updateProcessInstanceSuspensionState()
                .byProcessInstanceIds(suspended)
                .suspend();
    }

    private void assertAsTheEngine(ProcessDefinition definition) {
        String id = definition.getId();
        assertThat(rows(id, "")).as(id).hasSize((int)
                runtime.createProcessInstanceQuery().processDefinitionId(id).count());
        assertThat(rows(id, "ended=true")).as(id).hasSize((int) history.createHistoricProcessInstanceQuery()
                .processDefinitionId(id)
                .finished()
                .count());
        Map<String, TreeSet<String>> standing = new TreeMap<>();
        management.createActivityStatisticsQuery(id).list().forEach(activity -> standing.computeIfAbsent(
                        activity.getId().replace("#multiInstanceBody", ""), fresh -> new TreeSet<>())
                .addAll(
                        runtime
                                .createExecutionQuery()
                                .processDefinitionId(id)
                                .activityId(activity.getId())
                                .list()
                                .stream()
                                .map(execution -> execution.getProcessInstanceId())
                                .toList()));
        JsonNode marks = told("definitions/" + id + "/marks");
        standing.forEach((activity, some) -> assertThat(
                        marks.at("/" + activity + "/here").asInt())
                .as(id + " " + activity)
                .isEqualTo(some.size()));
    }
}
