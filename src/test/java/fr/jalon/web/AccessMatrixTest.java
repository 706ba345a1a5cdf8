package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Quiet;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import fr.jalon.scic.Tracks;
import fr.jalon.team.TeamFiles;
import fr.jalon.team.Teams;
import fr.jalon.web.AccessTable.Row;
import fr.jalon.web.Routes.Route;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Walks every route as everyone and compares with {@code src/test/resources/access/matrix.txt}, whose head says how to
 * read it and how to add to it. What exact statuses and rows of real things tell is in {@link AccessTest}.
 */
@JalonServerTest
@DisplayName("Qui est reçu, sur toutes les routes")
class AccessMatrixTest {

    private static final boolean REWRITING = Boolean.getBoolean("access.rewrite");
    private static final Set<String> WRITES = Set.of("POST", "PUT", "DELETE");
    private static final String NOTHING = "inconnu";
    /** An answer that Jalon's own routes never give. */
    private static final String BROKEN = "5xx";

    @RegisterExtension
    static final Quiet QUIET =
            new Quiet("org.camunda.bpm.engine.rest.exception", "org.apache.catalina", "org.glassfish.jersey");

    private static final int FACILITATOR = 4;
    private static final int ADMINISTRATOR = 5;

    private static String team;
    private static String instance;
    private static String other;
    private static String plan;
    private static String document;
    private static ProcessEngine unnamed;

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private List<RequestMappingInfoHandlerMapping> controllers;

    @Autowired
    private ResourceConfig engineRest;

    private final Map<String, String> bodies = AccessTable.bodies();
    private final Set<String> stored = new TreeSet<>();
    private Map<String, String> existing;

    /** One team on the first morning of its validation week, another of the same cohort. */
    @BeforeAll
    static void liveIntoAWeek(
            @Autowired Stage stage,
            @Autowired Teams teams,
            @Autowired Tracks tracks,
            @Autowired TeamFiles files,
            @Autowired ProcessEngine engine,
            @TempDir Path folder)
            throws IOException {
        Neighbours neighbours = Neighbours.onAMorning(stage, teams, tracks);
        team = neighbours.team();
        instance = neighbours.instance();
        other = neighbours.other();
        plan = neighbours.plan();
        document = UUID.randomUUID().toString();
        files.keep(teams.team(team), document, "a.txt", Files.writeString(folder.resolve("a"), "Essai."), "fanny");
        // Engines of tests have names of their own; the routes that name none ask for this one.
        unnamed = (ProcessEngine) Proxy.newProxyInstance(
                ProcessEngine.class.getClassLoader(),
                new Class<?>[] {ProcessEngine.class},
                (self, method, given) -> method.getName().equals("getName") ? "default" : method.invoke(engine, given));
        ProcessEngines.registerProcessEngine(unnamed);
    }

    @AfterAll
    static void leaveNoEngineAndNoClock() {
        ProcessEngines.unregister(unnamed);
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Chaque route reçoit ceux que dit le tableau, aucune réponse ne reste dans un cache, et la "
            + "visite n’ajoute ni n’ôte rien au moteur")
    void receivesThoseOfTheTable() {
        if (REWRITING)
            assertThat(System.getenv("CI")).as("CI does not rewrite the table").isNotEqualTo("true");
        Map<String, Row> table = AccessTable.rows();
        List<Route> routes = routes();
        existing = existing();
        Map<String, Long> before = rowsOfTheEngine();

        Map<String, Row> found = walk(routes, table);

        if (REWRITING) AccessTable.rewrite(found);
        assertThat(differences(REWRITING ? found : table, found, routes)).isEmpty();
        assertThat(found.values().stream()
                        .flatMap(row -> row.cells().stream())
                        .filter(cell -> !cell.equals(AccessTable.LEFT_OUT))
                        .count())
                .isGreaterThanOrEqualTo(3000);
        assertThat(stored).as("answers that a cache may keep").isEmpty();
        assertThat(bodies.keySet()).as("routes with a body").isSubsetOf(found.keySet());
        assertThat(rowsOfTheEngine()).containsExactlyInAnyOrderEntriesOf(before);
    }

    private List<Route> routes() {
        // Sessions are asked first: a route that follows changes a password and ends one.
        Set<Route> routes = new TreeSet<>(Comparator.comparing((Route route) -> !isOfWebapps(route))
                .thenComparing(Route::path)
                .thenComparing(Route::toString));
        routes.addAll(Routes.ofControllers(controllers));
        routes.addAll(Routes.ofResources("/engine-rest", engineRest.getClasses()));
        routes.addAll(Routes.ofServlets(context.getServletContext()));
        return List.copyOf(routes);
    }

    private static boolean isOfWebapps(Route route) {
        return route.path().startsWith(Webapps.ROOT + "/");
    }

    private static List<String> differences(Map<String, Row> table, Map<String, Row> found, List<Route> routes) {
        List<String> differences = new ArrayList<>();
        for (Route route : routes) {
            if (!table.containsKey(route.toString())) differences.add("no row for " + route);
        }
        table.forEach((route, row) -> {
            if (!found.containsKey(route)) {
                differences.add("no route for " + route);
            } else if (!row.equals(found.get(route))) {
                differences.add(route + " has " + row.cells() + " in the table and answers "
                        + found.get(route).cells());
            }
        });
        found.forEach((route, row) -> {
            if (row.cells().contains(BROKEN)) differences.add(route + " breaks: " + row.cells());
        });
        return differences;
    }

    /** What everyone gets. A route without a row is only asked where the table is written anew. */
    private Map<String, Row> walk(List<Route> routes, Map<String, Row> table) {
        List<String> people = List.of(team + "-a", other + "-a", "carlos", "fanny", "admin");
        List<Visitor> programs = new ArrayList<>(List.of(Visitor.anonymous(port)));
        people.forEach(who -> programs.add(Visitor.program(port, who)));
        List<Visitor> sessions = sessions(people);
        Map<String, Row> found = new TreeMap<>();
        for (Route route : routes) {
            Row row = table.getOrDefault(route.toString(), REWRITING ? new Row(Collections.nCopies(6, ""), "") : null);
            if (row == null) continue;
            List<Visitor> visitors =
                    !isOfWebapps(route) ? programs : route.path().endsWith("/logout") ? sessions(people) : sessions;
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < visitors.size(); column++) {
                boolean leftOut = row.cells().get(column).equals(AccessTable.LEFT_OUT);
                cells.add(leftOut ? AccessTable.LEFT_OUT : answer(route, column, visitors.get(column)));
            }
            found.put(route.toString(), new Row(cells, row.note()));
        }
        return found;
    }

    private List<Visitor> sessions(List<String> people) {
        List<Visitor> sessions = new ArrayList<>(List.of(Visitor.anonymous(port)));
        people.forEach(who -> sessions.add(Visitor.webapp(port, who, engine.getName())));
        return sessions;
    }

    private String answer(Route route, int column, Visitor visitor) {
        boolean engines =
                route.path().startsWith("/engine-rest") || route.path().startsWith(Webapps.ROOT + "/");
        boolean nowhere = WRITES.contains(route.method()) && column >= (engines ? ADMINISTRATOR : FACILITATOR);
        String path = (nowhere ? route.path() : filledIn(route.path()))
                .replace("/engine/{name}", "/engine/" + engine.getName())
                .replaceAll("\\{(engine|processEngineName)}", engine.getName())
                .replace("{date}", "2026-10-21")
                .replaceAll("\\{[^}]*}|\\*\\*", NOTHING);
        String body = nowhere && engines ? "{}" : filledIn(bodies.getOrDefault(route.toString(), "{}"));
        HttpResponse<String> answer;
        if (!route.method().startsWith("P")) {
            answer = visitor.send(route.method(), path, null);
        } else if (body.startsWith("?")) {
            answer = visitor.send(route.method(), path + body, "{}");
        } else if (body.startsWith("--")) {
            answer = visitor.send(
                    route.method(), path, "multipart/form-data; boundary=" + body.substring(2), file(body));
        } else {
            answer = visitor.send(route.method(), path, route.type(), body);
        }
        if (!answer.headers().allValues("Cache-Control").equals(List.of("no-store")))
            stored.add(route + " " + answer.headers().allValues("Cache-Control"));
        if (!engines && answer.statusCode() >= 500) return BROKEN;
        if (answer.headers()
                .firstValue("Location")
                .filter(place -> place.endsWith("/login"))
                .isPresent()) return "login";
        return switch (answer.statusCode()) {
            case 401, 403, 404 -> String.valueOf(answer.statusCode());
            default -> "in";
        };
    }

    /** A file under the two names that the engine asks for. */
    private static String file(String boundary) {
        return Stream.of("data", "content")
                        .map(name -> String.join(
                                "\r\n",
                                boundary,
                                "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"matrice.txt\"",
                                "Content-Type: text/plain",
                                "",
                                "Essai.",
                                ""))
                        .collect(Collectors.joining())
                + boundary + "--\r\n";
    }

    private String filledIn(String template) {
        String filled = template;
        for (var each : existing.entrySet()) filled = filled.replace(each.getKey(), each.getValue());
        return filled;
    }

    /** What the parameters of templates and bodies stand for, where a request is to meet something. */
    private Map<String, String> existing() {
        ProcessDefinition definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("idea-to-decision")
                .latestVersion()
                .singleResult();
        Job timer = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .timers()
                .list()
                .get(0);
        String task = stage.task(instance, "record-metrics").getId();
        return Map.ofEntries(
                of(
                        "/activity-instance/",
                        "id",
                        engine.getHistoryService()
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance)
                                .list()
                                .get(0)
                                .getId()),
                of(
                        "/authorization/",
                        "id",
                        engine.getAuthorizationService()
                                .createAuthorizationQuery()
                                .groupIdIn("facilitators")
                                .list()
                                .get(0)
                                .getId()),
                of(
                        "/decision-definition/",
                        "id",
                        engine.getRepositoryService()
                                .createDecisionDefinitionQuery()
                                .decisionDefinitionKey("go-pivot-stop")
                                .latestVersion()
                                .singleResult()
                                .getId()),
                of("/decision-definition/key/", "key", "go-pivot-stop"),
                of("/deployment/", "id", definition.getDeploymentId()),
                of(
                        "/detail/",
                        "id",
                        engine.getHistoryService()
                                .createHistoricDetailQuery()
                                .processInstanceId(instance)
                                .list()
                                .get(0)
                                .getId()),
                of("/execution/", "id", instance),
                of(
                        "/filter/",
                        "id",
                        engine.getFilterService()
                                .createFilterQuery()
                                .filterName("Jalons à valider")
                                .singleResult()
                                .getId()),
                of("/group/", "id", "coaches"),
                of("/job/", "id", timer.getId()),
                of("/job-definition/", "id", timer.getJobDefinitionId()),
                of("/metrics/", "name", "activity-instance-start"),
                of("/process-definition/", "id", definition.getId()),
                of("/process-definition/key/", "key", definition.getKey()),
                of("/process-instance/", "id", instance),
                of("/task/", "id", task),
                of("/user/", "id", team + "-a"),
                of(
                        "/variable-instance/",
                        "id",
                        engine.getRuntimeService()
                                .createVariableInstanceQuery()
                                .processInstanceIdIn(instance)
                                .list()
                                .get(0)
                                .getId()),
                of("", "appName", "tasklist"),
                of("", "definition", definition.getId()),
                of("", "document", document),
                of("", "file", "app/plugin.js"),
                of("", "instance", instance),
                of("", "member", team + "-a"),
                of("", "messageName", "dates-moved"),
                of("", "plan", plan),
                of("", "task", task),
                of("", "team", team),
                of("", "userId", team + "-a"),
                of("", "varId", "teamName"));
    }

    private static Map.Entry<String, String> of(String before, String parameter, String value) {
        return Map.entry(before + "{" + parameter + "}", before + value);
    }

    /** How many rows the engine's tables have, but for those of its history. */
    private Map<String, Long> rowsOfTheEngine() {
        Map<String, Long> rows = new TreeMap<>(engine.getManagementService().getTableCount());
        rows.keySet().removeIf(table -> !table.matches("(?i)ACT_(RU|RE|ID)_.*"));
        return rows;
    }
}
