package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.EnglishWords;
import fr.jalon.JalonServerTest;
import fr.jalon.Quiet;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.OddAddresses;
import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Ce que le moteur refuse")
class EngineWordsTest {

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    @RegisterExtension
    static final Quiet QUIET =
            new Quiet("org.camunda.bpm.engine.rest.exception", "org.apache.catalina", "org.glassfish.jersey");

    private static final List<String> QUERIES = List.of(
            "?sortBy=inconnu&sortOrder=asc",
            "?sortBy=name&sortOrder=haut",
            "?sortBy=name",
            "?firstResult=un",
            "?maxResults=-1",
            "?createdAfter=hier",
            "?createdAfter=2026-13-45T00:00:00.000%2B0000",
            "?taskVariables=a_b",
            "?taskVariables=a_inconnu_b",
            "?processVariables=x",
            "?startedBefore=demain",
            "?inconnu=1",
            "?priority=a",
            "?deserializeValues=x",
            "?candidateGroup=x&unassigned=true",
            "?delegationState=inconnu",
            "?dueDateExpression=%24%7Bnow()%7D",
            "?firstResult=99999999999999",
            "?firstResult=-5",
            "?nameLike=%00",
            "?dueBefore=9999999-01-01T00:00:00.000%2B0000");
    private static final List<String> BODIES = List.of(
            "{}",
            "[]",
            "{",
            "null",
            "\"texte\"",
            "{\"inconnu\": 1}",
            "{\"userId\": 5}",
            "{\"userId\": \"inconnu\"}",
            "{\"message\": \"Essai.\"}",
            "{\"message\": null}",
            "{\"message\": [1]}",
            "{\"variables\": 5}",
            "{\"variables\": {\"a\": 5}}",
            "{\"variables\": {\"a\": {\"value\": \"x\", \"type\": \"Inconnu\"}}}",
            "{\"variables\": {\"a\": {\"value\": \"x\", \"type\": \"Date\"}}}",
            "{\"variables\": {\"a\": {\"value\": \"{\", \"type\": \"Json\"}}}",
            "{\"variables\": {\"a\": {\"value\": \"x\", \"type\": \"Object\", \"valueInfo\": "
                    + "{\"objectTypeName\": \"java.lang.Runtime\"}}}}",
            "{\"sorting\": [{\"sortBy\": \"inconnu\", \"sortOrder\": \"asc\"}]}",
            "{\"sorting\": [{\"sortBy\": \"name\"}]}",
            "{\"sorting\": 3}",
            "{\"sorting\": [{\"sortBy\": \"processVariable\", \"sortOrder\": \"asc\", \"parameters\": "
                    + "{\"type\": \"x\"}}]}",
            "{\"createdBefore\": \"hier\"}",
            "{\"orQueries\": [{\"orQueries\": [{}]}]}",
            "{\"orQueries\": 1}",
            "{\"maxResults\": \"x\"}",
            "{\"processVariables\": [{\"name\": \"a\", \"operator\": \"inconnu\", \"value\": 1}]}",
            "{\"assigneeExpression\": \"${x}\"}",
            "{\"password\": \"court\"}",
            "{\"password\": \"Un-Nouveau-Secret-27\"}",
            "{\"password\": \"Un-Nouveau-Secret-27\", \"authenticatedUserPassword\": \"faux\"}",
            "{\"password\": null, \"authenticatedUserPassword\": \"x\"}",
            "{\"businessKey\": 5, \"variables\": {}}",
            "{\"priority\": \"x\"}",
            "{\"nameLike\": \"a\\u0000\"}",
            "{\"variables\": {\"a\": {\"value\": \"x\", \"type\": \"File\"}}}",
            "{\"userId\": \"" + "x".repeat(5000) + "\"}");
    private static final List<String> TYPES = List.of(
            "application/json", "text/plain", "application/xml", "application/x-www-form-urlencoded", "n’importe quoi");

    private static String other;
    private static String task;

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ObjectMapper json;

    /** One of the engine's interfaces, and somebody there. */
    private record Door(String root, Visitor person) {}

    private final Set<String> faults = new TreeSet<>();
    private List<Door> doors;
    private int turn;
    private int asked;
    private int worst;

    @BeforeAll
    static void openAJourney(@Autowired Stage stage) {
        String team = stage.teamAWeekBefore();
        other = stage.team(Stage.MONDAY);
        task = stage.task(stage.open(team), "confirm-team").getId();
    }

    @AfterAll
    static void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"member", "fanny"})
    @DisplayName("à qui n’est pas administrateur se dit en français, où que l’on se trompe")
    void isSaidInFrench(String who) {
        String user = who.equals("member") ? other + "-a" : who;
        doors = List.of(
                new Door("/engine-rest/engine/", Visitor.program(port, user)),
                new Door(Webapps.API + "/engine/engine/", Visitor.webapp(port, user, engine.getName())));
        // Some of what follows counts as a guess of one's own password.
        doors.forEach(door -> door.person().with("X-Forwarded-For", "203.0.113.7"));
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("idea-to-decision")
                .latestVersion()
                .singleResult()
                .getId();
        String filter = engine.getFilterService()
                .createFilterQuery()
                .filterName("Mon équipe")
                .singleResult()
                .getId();
        Map<String, List<String>> ids = Map.of(
                "task",
                List.of(task, "inconnu"),
                "process-definition",
                List.of(definition, "inconnu"),
                "key",
                List.of("idea-to-decision", "inconnu"),
                "filter",
                List.of(filter, "inconnu"),
                "user",
                List.of(user, "admin", "inconnu"));
        for (String nowhere : List.of(
                "nulle/task", "nulle/task/x/claim", engine.getName() + "/job", engine.getName() + "/nulle-part")) {
            doors.forEach(door -> read("GET", nowhere, null, null));
            doors.forEach(door -> read("POST", nowhere, TYPES.get(0), "{}"));
        }
        for (String shape : OddAddresses.open(who.equals("fanny"))) {
            turn++;
            String method = shape.split(" ")[0];
            String path = engine.getName() + "/" + shape.substring(shape.indexOf(' ') + 1);
            String before =
                    path.contains("*") ? path.substring(0, path.indexOf("/*")).replaceFirst(".*/", "") : "";
            for (String id : path.contains("*") ? ids.get(before) : List.of("")) {
                String address = path.replace("*", id);
                boolean isNothing = id.equals("inconnu");
                if (method.equals("GET")) {
                    (isNothing ? List.of("", "?maxResults=x") : QUERIES)
                            .forEach(query -> read(method, address + query, null, null));
                } else if (!method.equals("OPTIONS")) {
                    (isNothing ? BODIES.subList(0, 8) : BODIES)
                            .forEach(body -> read(method, address, TYPES.get(0), body));
                    TYPES.forEach(type -> read(method, address, type, "{\"a\": 1}"));
                    read(method, address + "?firstResult=un&maxResults=x", TYPES.get(0), "{}");
                }
            }
        }

        assertThat(faults).isEmpty();
        System.out.printf("wrong requests to the engine as %s: %d, worst status %d%n", who, asked, worst);
        assertThat(asked).isGreaterThan(1000);
    }

    /** Asks at one door after the other. */
    private void read(String method, String path, String type, String body) {
        Door door = doors.get(turn++ % doors.size());
        String address = door.root() + path;
        HttpResponse<String> answer;
        try {
            answer = door.person().send(method, address, type, body);
        } catch (IllegalArgumentException unsendable) {
            return;
        }
        asked++;
        worst = Math.max(worst, answer.statusCode());
        if (answer.statusCode() < 400) return;
        String what = answer.statusCode() + " " + method + " " + address + " " + body + " → ";
        Set<String> english = english(answer.body());
        if (!english.isEmpty() || answer.statusCode() >= 500) faults.add(what + answer.body());
    }

    /** The English words in whatever an answer says; what is no JSON is one text. */
    private Set<String> english(String body) {
        String said = body;
        try {
            said = json.readTree(body).findValues("message").toString()
                    + json.readTree(body).findValues("detail")
                    + json.readTree(body).findValues("title");
        } catch (IOException text) {
            // Then all of it is read.
        }
        return WORD.matcher(said)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .filter(EnglishWords.ALL::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("à un administrateur garde les mots du moteur")
    void keepsTheEnginesWordsForAdministrators() {
        HttpResponse<String> answer = Visitor.program(port, "admin")
                .post(
                        "/engine-rest/engine/" + engine.getName() + "/task/inconnu/comment/create",
                        "{\"message\": \"Essai.\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("InvalidRequestException", "task id inconnu");
    }
}
