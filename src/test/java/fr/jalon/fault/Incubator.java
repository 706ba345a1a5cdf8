package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.MachineClock;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.demo.DemoAnswers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the people of an incubator do at a node, over HTTP; whatever is not acknowledged fails the test. */
final class Incubator {

    /** The timers that open the days of work, in their order, and the work that leads to each. */
    static final List<String> PHASES = List.of("preparation", "ideation", "planning", "prototyping");

    static final List<String> TIMERS =
            List.of("ideation-opens", "planning-opens", "prototyping-opens", "activation-opens");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter OF_ENGINE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private final Visitor admin;
    private final Visitor fanny;

    Incubator(Node node) {
        admin = Visitor.program(node.port(), "admin");
        fanny = Visitor.program(node.port(), "fanny");
    }

    /** The first facilitator, whom an administrator creates. */
    void hire() {
        said(admin.post(
                "/engine-rest/user/create",
                json(Map.of(
                        "profile",
                        Map.of(
                                "id",
                                "fanny",
                                "firstName",
                                "Fanny",
                                "lastName",
                                "Moreau",
                                "email",
                                "fanny@jalon.example"),
                        "credentials",
                        Map.of("password", Stage.PASSWORD)))));
        said(admin.send("PUT", "/engine-rest/group/facilitators/members/fanny", "{}"));
    }

    /** A cohort of teams of one member each, each on its journey. */
    List<String> open(String cohort, int teams, LocalDate firstDay) {
        said(fanny.post("/api/cohorts", json(Map.of("id", cohort, "name", cohort, "firstDay", firstDay.toString()))));
        String people = "équipe;prénom;nom;courriel\n"
                + IntStream.rangeClosed(1, teams)
                        .mapToObj(n -> "%1$s équipe %2$d;Anne;Durand;a%2$d@%1$s.example\n".formatted(cohort, n))
                        .collect(Collectors.joining());
        List<String> enrolled = new ArrayList<>();
        said(fanny.send("POST", "/api/cohorts/" + cohort + "/teams", "text/csv", people))
                .forEach(team -> enrolled.add(team.get("id").asText()));
        enrolled.forEach(team -> said(fanny.post("/api/cohorts/" + cohort + "/teams/" + team + "/journey", "{}")));
        return enrolled;
    }

    /** One team whose members have passwords; answers their ids. */
    List<String> enrol(String cohort, String team, int members) {
        JsonNode enrolled = said(fanny.post(
                "/api/cohorts/" + cohort + "/teams",
                json(Map.of(
                        "id",
                        team,
                        "name",
                        team,
                        "members",
                        IntStream.rangeClosed(1, members)
                                .mapToObj(n -> Map.of(
                                        "id",
                                        team + "-" + n,
                                        "firstName",
                                        "Anne",
                                        "lastName",
                                        "Durand",
                                        "email",
                                        team + n + "@jalon.example"))
                                .toList()))));
        List<String> ids = new ArrayList<>();
        for (JsonNode member : enrolled.get("members")) {
            said(fanny.post(
                    "/api/invitations/" + member.get("invitation").asText(), json(Map.of("password", Stage.PASSWORD))));
            ids.add(member.get("id").asText());
        }
        said(fanny.post("/api/cohorts/" + cohort + "/teams/" + team + "/journey", "{}"));
        return ids;
    }

    /** Does the work of a phase for all teams of a cohort. */
    void pass(String cohort, String phase) {
        Stage.WORK.get(phase).forEach(task -> complete(cohort, task));
    }

    /** Completes a task for all teams of a cohort as soon as it is open, and answers which have it done. */
    List<String> complete(String cohort, String task) {
        String path = "/api/cohorts/" + cohort + "/tasks/" + task + "/completion";
        String fields = json(Map.of("fields", DemoAnswers.of(task, MachineClock.realDay())));
        JsonNode answer = said(
                await(task).atMost(PATIENCE).until(() -> fanny.post(path, fields), said -> said.statusCode() != 404));
        assertThat(answer.get("failed")).as(task).isEmpty();
        List<String> completed = new ArrayList<>();
        answer.get("completed").forEach(team -> completed.add(team.asText()));
        return completed;
    }

    /** Has all timers at a place of the model come due at one moment. */
    void arm(String timer, Instant due) {
        for (JsonNode job : said(admin.post("/engine-rest/job", json(Map.of("activityId", timer)))))
            said(admin.send(
                    "PUT",
                    "/engine-rest/job/" + job.get("id").asText() + "/duedate",
                    json(Map.of("duedate", OF_ENGINE.format(due)))));
    }

    /** How many timers at a place of the model have not fired. */
    int left(String timer) {
        return said(admin.post("/engine-rest/job/count", json(Map.of("activityId", timer))))
                .get("count")
                .asInt();
    }

    void awaitFired(String timer, Duration within) {
        await(timer).atMost(within).pollInterval(Duration.ofMillis(50)).until(() -> left(timer) == 0);
    }

    JsonNode ask(String path) {
        return said(admin.get(path));
    }

    JsonNode tell(String method, String path, Map<String, ?> body) {
        return said(admin.send(method, path, json(body)));
    }

    private static JsonNode said(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(answer.request().uri() + ": " + answer.body())
                .isBetween(200, 299);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(answer.body(), malformed);
        }
    }

    /** Plausible answers to a task, as the engine's own interface takes them. */
    static String answers(String task) {
        Map<String, Object> variables = new HashMap<>();
        DemoAnswers.of(task, MachineClock.realDay())
                .forEach((name, value) -> variables.put(
                        name,
                        value instanceof List<?> rows
                                ? Map.of("value", write(rows), "type", "Json")
                                : Map.of("value", value)));
        return json(Map.of("variables", variables));
    }

    static String json(Map<String, ?> body) {
        return write(body);
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
