package fr.jalon.engine.http;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Ce qu’une requête au moteur peut coûter")
class QueryBoundsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    private String member;
    private String task;

    @BeforeEach
    void openAJourney() {
        String team = stage.teamAWeekBefore();
        member = team + "-a";
        task = stage.task(stage.open(team), "follow-self-training").getId();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String rest(String route) {
        return "/engine-rest/engine/" + engine.getName() + route;
    }

    private HttpResponse<String> comment(String said) {
        return Visitor.program(port, member)
                .post(rest("/task/" + task + "/comment/create"), "{\"message\": \"" + said + "\"}");
    }

    private void assertRefused(HttpResponse<String> answer, String... said) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(plain(answer.body())).contains(said);
    }

    @Test
    @DisplayName("Un commentaire a un texte de deux mille caractères au plus")
    void boundsAComment() {
        assertThat(comment("é".repeat(2000)).statusCode()).isEqualTo(200);
        assertRefused(comment("é".repeat(2001)), "2 001 caractères : 2 000 au plus");
        assertRefused(comment("  "), "a besoin d’un texte");
        assertThat(engine.getTaskService().getTaskComments(task)).hasSize(1);
    }

    @Test
    @DisplayName("Une tâche porte cent commentaires au plus")
    void boundsTheCommentsOfATask() {
        for (int number = 1; number <= 99; number++)
            engine.getTaskService().createComment(task, null, "Note " + number);

        assertThat(comment("La centième").statusCode()).isEqualTo(200);
        assertRefused(comment("De trop"), "déjà 100 commentaires");
        assertThat(engine.getTaskService().getTaskComments(task)).hasSize(100);
    }

    @Test
    @DisplayName("Un commentaire ne va qu’au parcours de sa tâche")
    void keepsCommentsAtHome() {
        String elsewhere = stage.open(stage.team(Stage.MONDAY));

        assertRefused(
                Visitor.program(port, member)
                        .post(
                                rest("/task/" + task + "/comment/create"),
                                "{\"message\": \"Intrus\", \"processInstanceId\": \"" + elsewhere + "\"}"),
                "ne va qu’au parcours de cette tâche");
        assertThat(engine.getTaskService().getProcessInstanceComments(elsewhere))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{}", "{\"userId\": null}"})
    @DisplayName("Prendre une tâche en charge pour personne ne la retire pas à qui la tient")
    void takesNoTaskAway(String body) {
        engine.getTaskService().setAssignee(task, "fanny");

        assertRefused(
                Visitor.program(port, member).post(rest("/task/" + task + "/claim"), body),
                "se prend en charge pour quelqu’un");
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskId(task)
                        .singleResult()
                        .getAssignee())
                .isEqualTo("fanny");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/task",
                "/task?maxResults=1001",
                "/task?maxResults=99999999999",
                "/task?m%61xResults=5000&maxResults=5000",
                "/task?maxResults=2000&maxResults=3"
            })
    @DisplayName("Une liste a mille éléments au plus, sauf pour un administrateur")
    void boundsLists(String route) {
        for (long number = engine.getTaskService()
                        .createTaskQuery()
                        .taskName("Borne")
                        .count();
                number <= 1000;
                number++) {
            Task each = engine.getTaskService().newTask();
            each.setName("Borne");
            each.setAssignee("fanny");
            engine.getTaskService().saveTask(each);
        }

        assertThat(count(Visitor.program(port, "fanny").get(rest(route)))).isEqualTo(1000);
        assertThat(count(Visitor.program(port, "fanny").post(rest(route), "{\"name\": \"Borne\"}")))
                .isEqualTo(1000);
        assertThat(count(Visitor.program(port, "fanny").get(rest("/task?firstResult=1000&name=Borne"))))
                .isEqualTo(1);
        assertThat(count(Visitor.program(port, "admin").get(rest("/task?name=Borne"))))
                .isEqualTo(1001);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/task?maxResults=3, 3", "/task?name=Borne&maxResults=0, 0", "/task?maxResults=1, 1"})
    @DisplayName("Une page demandée est rendue telle quelle")
    void keepsPages(String route, int most) {
        assertThat(count(Visitor.program(port, member).get(rest(route)))).isLessThanOrEqualTo(most);
        assertThat(count(Visitor.program(port, member).get(rest("/task?maxResults=1"))))
                .isEqualTo(1);
    }

    private static int count(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.<List<?>>read(answer.body(), "$").size();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/task?processVariables=", "/history/task?taskVariables=", "/task/count?taskV%61riables="})
    @DisplayName("Une adresse pose dix conditions sur des variables au plus")
    void boundsConditionsOfAnAddress(String route) {
        assertThat(Visitor.program(port, member)
                        .get(rest(route + conditions(10)))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                Visitor.program(port, member).get(rest(route + conditions(11))),
                "11 conditions sur des variables : 10 au plus");
    }

    private static String conditions(int count) {
        return IntStream.rangeClosed(1, count).mapToObj("v%d_eq_x"::formatted).collect(Collectors.joining(","));
    }

    @Test
    @DisplayName("Une recherche pose dix conditions au plus, imbriquées comprises")
    void boundsConditionsOfASearch() {
        assertThat(search(query(10)).statusCode()).isEqualTo(200);
        assertRefused(search(query(11)), "11 conditions sur des variables : 10 au plus");
        assertRefused(
                search("{\"orQueries\": [" + query(5) + ", " + query(6) + "]}"),
                "11 conditions sur des variables : 10 au plus");
        assertRefused(
                search("{\"orQueries\": [" + String.join(", ", Collections.nCopies(11, "{\"name\": \"x\"}")) + "]}"),
                "11 requêtes imbriquées");
        String filter = stage.filter("Mon équipe");
        assertRefused(
                Visitor.program(port, member).post(rest("/filter/" + filter + "/list"), query(11)),
                "11 conditions sur des variables");
    }

    @Test
    @DisplayName("Une recherche choisit parmi mille valeurs au plus, et trie sur dix critères")
    void boundsListsOfASearch() {
        assertThat(search(among(1000)).statusCode()).isEqualTo(200);
        assertRefused(search(among(1001)), "1 001 valeurs dans ses listes : 1 000 au plus");
        assertRefused(search("{\"orQueries\": [" + among(600) + ", " + among(600) + "]}"), "1 200 valeurs");
        assertThat(search(sorted(10)).statusCode()).isEqualTo(200);
        assertRefused(search(sorted(11)), "11 critères de tri : 10 au plus");
    }

    private static String among(int values) {
        return "{\"processInstanceIdIn\": [" + String.join(", ", Collections.nCopies(values, "\"x\"")) + "]}";
    }

    private static String sorted(int criteria) {
        return "{\"sorting\": ["
                + String.join(", ", Collections.nCopies(criteria, "{\"sortBy\": \"created\", \"sortOrder\": \"asc\"}"))
                + "]}";
    }

    private HttpResponse<String> search(String query) {
        return Visitor.program(port, member).post(rest("/task"), query);
    }

    private static String query(int conditions) {
        return IntStream.rangeClosed(1, conditions)
                .mapToObj("{\"name\": \"v%d\", \"operator\": \"eq\", \"value\": \"x\"}"::formatted)
                .collect(Collectors.joining(", ", "{\"processVariables\": [", "]}"));
    }

    @Test
    @DisplayName("Ce qui est imbriqué sans fin est refusé, et le serveur répond encore")
    void refusesEndlessNesting() {
        String nested = "[".repeat(5000) + "]".repeat(5000);
        Visitor program = Visitor.program(port, member);

        for (String body : List.of(
                "{\"variables\": {\"ideas\": {\"value\": " + nested + "}}}",
                "{\"variables\": {\"ideas\": {\"type\": \"Json\", \"value\": \"" + nested + "\"}}}")) {
            assertThat(program.post(rest("/task/" + task + "/complete"), body).statusCode())
                    .isEqualTo(400);
        }
        assertThat(Visitor.program(port, "fanny").post("/api/cohorts", nested).statusCode())
                .isEqualTo(400);
        assertThat(program.get(rest("/task/" + task)).statusCode()).isEqualTo(200);
    }
}
