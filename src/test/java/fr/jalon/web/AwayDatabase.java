package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.Api;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is seen of a database that goes away and comes back, whichever it is; with timers that fire and mail that
 * leaves.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=true",
            "jalon.mail.every=PT1S",
            "spring.mail.host=127.0.0.1",
            // So that a crowd is one of some hundreds, and whoever needs two at once is found out.
            "spring.datasource.hikari.maximum-pool-size=2"
        })
@Import(Stage.class)
abstract class AwayDatabase {

    private static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());

    static {
        MAIL.start();
    }

    /** They write a trace for each round without a database. */
    private static final List<String> TALKATIVE = List.of(
            "com.zaxxer.hikari", "org.camunda", "org.springframework.scheduling", "org.springframework.boot.actuate");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    /** A folder that outlives the tests, and goes with the build. */
    static Path folder(String name) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "away")).toAbsolutePath(), name);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private Messenger messenger;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private LoggingSystem logging;

    /** An answer, and how long it took. */
    private record Answer(HttpResponse<String> said, Duration after) {}

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
    }

    @BeforeEach
    void start() {
        jobExecutor().start();
    }

    /**
     * The context stays for good, as all do: the engine's webapps know one at a time, and closing it would take it from
     * the rest.
     */
    @AfterEach
    void comeToRest() {
        jobExecutor().shutdown();
        ClockUtil.reset();
        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, null));
    }

    private JobExecutor jobExecutor() {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    abstract void goAway() throws Exception;

    abstract void comeBack() throws Exception;

    @Test
    @DisplayName("se dit en cinq secondes, sur toutes les entrées, et Jalon se remet de lui-même")
    void isToldAndOutlived() throws Exception {
        String team = stage.teamAWeekBefore();
        String member = team + "-a";
        String instance = stage.open(team);
        stage.pass(instance, "preparation");
        Map<String, Supplier<HttpResponse<String>>> asked = requests(team, member);
        Visitor health = Visitor.anonymous(port);
        assertThat(health.get("/actuator/health").body()).startsWith("{\"status\":\"UP\"");

        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
        goAway();
        for (int round = 1; round <= 2; round++) {
            Map<String, Answer> answers = together(asked);
            Answer pulse = answers.remove("health");
            assertThat(pulse.said().statusCode()).isEqualTo(503);
            assertThat(pulse.said().body()).startsWith("{\"status\":\"DOWN\"");
            assertThat(pulse.after()).isLessThan(PATIENCE);
            answers.forEach(AwayDatabase::assertToldOf);
            System.out.printf(
                    "%s, round %d: %s%n",
                    getClass().getSimpleName(),
                    round,
                    answers.values().stream()
                            .map(Answer::after)
                            .max(Duration::compareTo)
                            .orElseThrow());
        }

        comeBack();
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(health.get("/actuator/health").body()).startsWith("{\"status\":\"UP\""));
        asked.forEach((what, request) ->
                assertThat(request.get().statusCode()).as(what).isLessThan(500));
        Visitor.session(port, "fanny");
        transaction.executeWithoutResult(status -> messenger.tell(
                new News("retour", member, "retour", null, "De retour", person -> "Bonjour."),
                List.of(new Person(member, "Anne", "Durand", "anne@jalon.example"))));
        ClockUtil.setCurrentTime(engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId("ideation-opens")
                .singleResult()
                .getDuedate());
        await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(stage.openTasks(instance)).contains("generate-ideas");
            assertThat(MAIL.getReceivedMessages())
                    .anySatisfy(mail -> assertThat(mail.getSubject()).isEqualTo("De retour"));
        });
    }

    @Test
    @DisplayName("qui est là sert une foule : chacun attend son tour, et personne ne lit qu’elle manque")
    void servesACrowd() {
        String team = stage.teamAWeekBefore();
        stage.open(team);
        Map<String, Supplier<HttpResponse<String>>> asked = requests(team, team + "-a");
        // Secrets are guessed only so often.
        asked.keySet()
                .removeAll(List.of(
                        "page /login",
                        "problem of a wrong password",
                        "page /invitation/inconnue",
                        "problem of an invitation"));
        Map<String, Supplier<HttpResponse<String>>> crowd = new LinkedHashMap<>();
        for (int each = 1; each <= 30; each++) {
            String who = " (" + each + ")";
            asked.forEach((what, request) -> crowd.put(what + who, request));
        }

        Map<String, Answer> answers = together(crowd);

        answers.forEach((what, answer) -> assertThat(answer.said().statusCode())
                .as(what + ": " + answer.said().body())
                .isLessThan(500));
        System.out.printf(
                "%s, %d at once: %s%n",
                getClass().getSimpleName(),
                answers.size(),
                answers.values().stream()
                        .map(Answer::after)
                        .max(Duration::compareTo)
                        .orElseThrow());
    }

    /** Pages, programs, both of the engine's interfaces and every login, more at once than there are connections. */
    private Map<String, Supplier<HttpResponse<String>>> requests(String team, String member) {
        String html = "text/html";
        String engineRest = "/engine-rest/engine/" + engine.getName();
        String webapps = Webapps.API + "/engine/engine/" + engine.getName();
        String journey = "/api/teams/" + team + "/journey";
        Map<String, Supplier<HttpResponse<String>>> asked = new LinkedHashMap<>();
        for (String page : new String[] {"/", "/invitations", Webapps.APP + "/tasklist/" + engine.getName() + "/"}) {
            Visitor person = Visitor.session(port, "fanny").with("Accept", html);
            asked.put("page " + page, () -> person.get(page));
        }
        asked.put(
                "page /invitation/inconnue",
                () -> Visitor.anonymous(port).with("Accept", html).get("/invitation/inconnue"));
        Visitor atTheDoor = Visitor.anonymous(port).with("Accept", html);
        asked.put("page /login", () -> atTheDoor.login("fanny", Stage.PASSWORD));
        asked.put("problem of an invitation", () -> Visitor.anonymous(port)
                .post("/api/invitations/inconnue", "{\"password\": \"Un-Nouveau-Secret-27\"}"));
        asked.put("problem of a read", () -> Visitor.program(port, "fanny").get(journey));
        asked.put("problem of a wrong password", () -> Visitor.program(port, "fanny", "faux")
                .get(journey));
        asked.put("problem of a write", () -> Visitor.program(port, member)
                .send(
                        "PUT",
                        "/api/teams/" + team + "/metrics/2026-10-20/Affiches",
                        "{\"impressions\": 0, \"clicks\": 0, \"visits\": 1, \"conversions\": 0, \"spend\": 0}"));
        asked.put("problem of /engine-rest", () -> Visitor.program(port, member).get(engineRest + "/task"));
        asked.put("problem of a task over /engine-rest", () -> Visitor.program(port, member)
                .post(engineRest + "/task/x/complete", "{}"));
        Visitor worker = Visitor.webapp(port, member, engine.getName());
        asked.put("problem of the webapps", () -> worker.get(webapps + "/task"));
        Visitor watcher = Visitor.webapp(port, "admin", engine.getName());
        asked.put(
                "problem of Cockpit",
                () -> watcher.get(
                        Webapps.API + "/cockpit/plugin/base/" + engine.getName() + "/process-instance/count"));
        asked.put("health", () -> Visitor.anonymous(port).get("/actuator/health"));
        return asked;
    }

    private static Map<String, Answer> together(Map<String, Supplier<HttpResponse<String>>> asked) {
        var threads = Executors.newCachedThreadPool();
        try {
            Map<String, CompletableFuture<Answer>> pending = new LinkedHashMap<>();
            asked.forEach((what, request) -> pending.put(
                    what,
                    CompletableFuture.supplyAsync(
                            () -> {
                                long start = System.nanoTime();
                                HttpResponse<String> said = request.get();
                                return new Answer(said, Duration.ofNanos(System.nanoTime() - start));
                            },
                            threads)));
            Map<String, Answer> answers = new LinkedHashMap<>();
            pending.forEach((what, answer) -> answers.put(what, answer.join()));
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    private static void assertToldOf(String what, Answer answer) {
        HttpResponse<String> said = answer.said();
        assertThat(said.statusCode()).as(what + ": " + said.body()).isEqualTo(503);
        assertThat(answer.after()).as(what).isLessThan(PATIENCE);
        assertThat(said.headers().firstValue("Retry-After")).as(what).hasValue("10");
        assertThat(said.headers().firstValue("Cache-Control")).as(what).hasValue("no-store");
        assertThat(said.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .startsWith(what.startsWith("page") ? "text/html" : "application/problem+json");
        assertThat(Api.plain(said.body()))
                .as(what)
                .contains("n’atteint pas sa base de données", "vérifiez d’abord si cela a été enregistré")
                .doesNotContain("mot de passe", "rien n’a été", "Exception", "SQL", "Hikari");
    }
}
