package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.MachineClock;
import fr.jalon.Visitor;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Groups;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Faults of nodes, of their database and of a mail server; what one test leaves behind, the next goes on with. */
@Beside
@Timeout(3600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Deux nœuds sur un PostgreSQL")
class PostgresFaultsTest {

    private static final int TEAMS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MailServer mail = new MailServer();
    private final Random chance = new Random();
    private Postgres postgres;
    private String database;
    private Node one;
    private Node other;

    @BeforeAll
    void startPostgres() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "fault")).toAbsolutePath(), "postgres");
        postgres = new Postgres(folder);
    }

    @AfterAll
    void endAll() throws IOException {
        for (Node node : nodes()) node.close();
        mail.close();
        postgres.close();
    }

    private List<Node> nodes() {
        return Stream.of(one, other).filter(node -> node != null).toList();
    }

    private Node node(String name) {
        Map<String, String> settings = new HashMap<>(postgres.settings(database));
        settings.put("jalon.passwords.rounds", "1000");
        // So long the jobs of a node that has died wait.
        settings.put("camunda.bpm.job-execution.lock-time-in-millis", "4000");
        // So long the work of a node that is halted holds others up.
        settings.put(
                "spring.datasource.hikari.data-source-properties.options",
                "-c idle_in_transaction_session_timeout=15s");
        settings.put("spring.mail.host", "127.0.0.1");
        settings.put("spring.mail.port", String.valueOf(mail.port()));
        settings.put("spring.mail.properties.mail.smtp.timeout", "2000");
        settings.put("jalon.mail.every", "PT1S");
        return new Node(name, settings);
    }

    private Connection database() throws SQLException {
        return postgres.connect(database);
    }

    private List<String> ask(String sql) throws SQLException {
        return postgres.ask(database, sql);
    }

    private void assertSound() throws SQLException {
        try (Connection connection = database()) {
            Ledger.assertSound(connection);
        }
    }

    private static LocalDate inAWeek() {
        return MachineClock.realDay().plusDays(7);
    }

    @Beside.Scenario
    @Order(1)
    @DisplayName("démarrent au même instant sur une base vide : un schéma, un déploiement, des droits une fois")
    void startTogether() throws SQLException {
        for (int round = 1; round <= Node.ROUNDS; round++) {
            for (Node former : nodes()) former.kill();
            database = "jalon" + round;
            postgres.create(database);
            one = node("one").start();
            other = node("other").start();
            one.awaitReady();
            other.awaitReady();

            assertThat(ask("select name_ from act_re_deployment")).hasSize(1);
            assertThat(ask("select key_ from act_re_procdef where version_ > 1"))
                    .isEmpty();
            assertThat(ask("select version from flyway_schema_history where version is not null"))
                    .doesNotHaveDuplicates();
            assertThat(ask("select version from flyway_schema_history where not success"))
                    .isEmpty();
            assertThat(ask("select id_ from act_id_user")).containsExactly("admin");
            assertThat(ask("select id_ from act_id_group"))
                    .containsExactlyInAnyOrder(Groups.ADMINISTRATORS, Groups.FACILITATORS, Groups.COACHES);
            assertSound();
        }
        new Incubator(other).hire();
        assertThat(new Incubator(one).open("premiers", 1, inAWeek())).hasSize(1);
    }

    @Beside.Scenario
    @Order(3)
    @DisplayName("reçoivent six fois la même tâche au même instant : une personne la termine, cinq lisent 409")
    void completeOnce() throws Exception {
        Incubator incubator = new Incubator(one);
        incubator.open("ensemble", 1, inAWeek());
        for (int round = 1; round <= Node.ROUNDS; round++) {
            String team = "six-" + round;
            List<String> six = incubator.enrol("ensemble", team, 6);
            List<Visitor> programs = six.stream()
                    .map(member -> Visitor.program(nodeOf(six.indexOf(member)).port(), member))
                    .toList();
            List<Visitor> inTasklist = six.stream()
                    .map(member -> Visitor.webapp(nodeOf(six.indexOf(member)).port(), member, "default"))
                    .toList();
            List<String> done = List.of(
                    completeAtOnce(programs, "/engine-rest/task/%s/complete", team, "follow-self-training"),
                    completeAtOnce(programs, "/engine-rest/task/%s/submit-form", team, "create-tool-accounts"),
                    completeAtOnce(
                            inTasklist,
                            Webapps.API + "/engine/engine/default/task/%s/submit-form",
                            team,
                            "shortlist-ideas"));
            for (String task : done)
                assertThat(ask("select end_time_ from act_hi_actinst where task_id_ = '" + task + "'"))
                        .hasSize(1)
                        .doesNotContainNull();
        }
        assertSound();
    }

    private Node nodeOf(int person) {
        return person % 2 == 0 ? one : other;
    }

    /** Each presses the button at the same moment; answers the task. */
    private String completeAtOnce(List<Visitor> people, String way, String team, String definition) throws Exception {
        String task = new Incubator(one)
                .ask("/engine-rest/task?processInstanceBusinessKey=ensemble/" + team + "&taskDefinitionKey="
                        + definition)
                .get(0)
                .get("id")
                .asText();
        String path = way.formatted(task);
        String answers = Incubator.answers(definition);

        List<HttpResponse<String>> said = together(people.stream()
                .map(person -> (Callable<HttpResponse<String>>) () -> person.post(path, answers))
                .toList());

        assertThat(said.stream().map(HttpResponse::statusCode).sorted())
                .as("%s: %s", path, said.stream().map(HttpResponse::body).toList())
                .containsExactly(204, 409, 409, 409, 409, 409);
        assertThat(said).filteredOn(answer -> answer.statusCode() == 409).allSatisfy(answer -> assertThat(answer.body())
                .contains("Cette tâche est déjà terminée."));
        return task;
    }

    @Beside.Scenario
    @Order(2)
    @DisplayName("reçoivent six fois la même tâche d’une cohorte au même instant : une fois terminée, aucune erreur")
    void completeForACohortOnce() throws Exception {
        String task = "follow-self-training";
        String path = "/api/cohorts/premiers/tasks/" + task + "/completion";
        String answers = Incubator.json(Map.of("fields", DemoAnswers.of(task, inAWeek())));

        List<HttpResponse<String>> said = together(IntStream.range(0, 6)
                .mapToObj(n -> Visitor.program(nodeOf(n).port(), "fanny"))
                .map(person -> (Callable<HttpResponse<String>>) () -> person.post(path, answers))
                .toList());

        assertThat(said)
                .filteredOn(answer -> answer.body().contains("\"completed\":[\""))
                .hasSize(1);
        assertThat(said)
                .allSatisfy(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404, 409));
        assertThat(ask("select id_ from act_hi_actinst where act_id_ = '" + task + "' and end_time_ is not null"))
                .hasSize(1);
    }

    private static <T> List<T> together(Collection<Callable<T>> deeds) throws Exception {
        CyclicBarrier start = new CyclicBarrier(deeds.size());
        ExecutorService threads = Executors.newFixedThreadPool(deeds.size());
        try {
            List<Future<T>> pending = new ArrayList<>();
            for (Callable<T> deed : deeds)
                pending.add(threads.submit(() -> {
                    start.await();
                    return deed.call();
                }));
            List<T> done = new ArrayList<>();
            for (Future<T> each : pending) done.add(each.get());
            return done;
        } finally {
            threads.shutdownNow();
        }
    }

    @Beside.Scenario
    @Order(4)
    @DisplayName("reçoivent dix fois les mêmes chiffres au même instant : ils sont gardés une fois")
    void storeFiguresOnce() throws Exception {
        Incubator incubator = new Incubator(one);
        String team = incubator
                .open("semaine", 1, MachineClock.realDay().minusDays(6))
                .get(0);
        for (String phase : List.of("preparation", "ideation", "planning", "prototyping", "activation"))
            incubator.pass("semaine", phase);
        incubator.arm("week-opens", MachineClock.real());
        incubator.complete("semaine", "launch-campaigns");
        // Whatever the hour is, its first day is over.
        change("update experiment_day set on_day = on_day - 3");
        String day = ask("select min(on_day) from experiment_day").get(0);
        String path = "/api/teams/" + team + "/metrics/" + day + "/Affiches";
        String figures = "{\"visits\": 40, \"conversions\": 2, \"spend\": 0}";

        List<HttpResponse<String>> said = together(IntStream.range(0, 10)
                .mapToObj(n -> Visitor.program(nodeOf(n).port(), "fanny"))
                .map(person -> (Callable<HttpResponse<String>>) () -> person.send("PUT", path, figures))
                .toList());

        assertThat(said)
                .extracting(HttpResponse::statusCode)
                .containsOnly(200, 201)
                .containsOnlyOnce(201);
        assertThat(ask("select visits from metric where channel = 'Affiches'")).containsExactly("40");
        assertThat(ask("select count(*) from metric_correction")).containsExactly("0");
        assertThat(incubator
                        .ask("/api/teams/" + team + "/evidence")
                        .get("visits")
                        .asInt())
                .isEqualTo(40);
        assertSound();
    }

    @Beside.Scenario
    @Order(5)
    @DisplayName(
            "reçoivent dix fois le même fichier, ou la même page, au même instant : gardés une fois, et dit en mots")
    void storeFilesOnce() throws Exception {
        String team = ask("select id from team where cohort = 'semaine'").get(0);
        String day = ask("select on_day from experiment_day order by on_day").get(1);
        List<Visitor> people = IntStream.range(0, 10)
                .mapToObj(n -> Visitor.session(nodeOf(n).port(), "fanny"))
                .toList();
        String pages = "/equipes/" + team;
        people.forEach(person -> person.get(pages));

        // Figures, in a file by programs, and as people write them.
        String file = "date;canal;visites;conversions;dépense\n" + day + ";Affiches;41;2;0\n";
        List<HttpResponse<String>> said = together(IntStream.range(0, 10)
                .mapToObj(n -> Visitor.program(nodeOf(n).port(), "fanny"))
                .map(person -> (Callable<HttpResponse<String>>)
                        () -> person.send("POST", "/api/teams/" + team + "/metrics", "text/csv", file))
                .toList());
        assertThat(said).extracting(HttpResponse::statusCode).contains(200).isSubsetOf(200, 429);
        assertThat(said)
                .filteredOn(answer -> answer.statusCode() == 200)
                .extracting(HttpResponse::body)
                .filteredOn(body -> body.contains("\"added\":1"))
                .hasSize(1);
        assertThat(ask("select visits from metric where channel = 'Affiches' and on_day = '" + day + "'"))
                .containsExactly("41");
        Matcher field = Pattern.compile("name=\"(visits-\\d+)\"[^>]*value=\"\"")
                .matcher(people.get(0).get(pages + "/chiffres/" + day).body());
        assertThat(field.find()).isTrue();
        String typed = field.group(1) + "=40";
        sendAtOnce(
                people,
                person -> person.send(
                        "POST",
                        pages + "/chiffres/" + day,
                        "application/x-www-form-urlencoded",
                        typed + "&_csrf=" + person.cookie("JALON-XSRF-TOKEN").orElseThrow()));
        assertThat(ask("select visits from metric where on_day = '" + day + "' order by visits"))
                .containsExactly("40", "41");
        assertThat(ask("select count(*) from metric_correction")).containsExactly("0");

        // Contacts of a spreadsheet, and a file that is kept as it is.
        Map<String, String> form = Map.of("id", UUID.randomUUID().toString());
        byte[] contacts = "Nom;État\nZoé Lefèvre;perdu\nLéo Martin;perdu\n".getBytes(StandardCharsets.UTF_8);
        sendAtOnce(people, person -> person.sendFile(pages + "/contacts/tableur", form, "file", "c.csv", contacts));
        assertThat(ask("select name from contact where team = '" + team + "'"))
                .containsExactlyInAnyOrder("Zoé Lefèvre", "Léo Martin");
        sendAtOnce(people, person -> person.sendFile(pages + "/fichiers", form, "file", "c.csv", contacts));
        assertThat(ask("select name from team_file where team = '" + team + "'"))
                .containsExactly("c.csv");
        assertSound();
    }

    /** Each sends the same at the same moment; one at least is thanked, and nobody reads of a fault. */
    private static void sendAtOnce(List<Visitor> people, Function<Visitor, HttpResponse<String>> deed)
            throws Exception {
        List<HttpResponse<String>> said = together(people.stream()
                .map(person -> (Callable<HttpResponse<String>>) () -> deed.apply(person))
                .toList());
        System.out.println(said.get(0).uri().getPath() + ", ten at once: "
                + said.stream().map(HttpResponse::statusCode).sorted().toList());
        assertThat(said).extracting(HttpResponse::statusCode).contains(302).isSubsetOf(302, 409);
        assertThat(said).filteredOn(answer -> answer.statusCode() == 409).allSatisfy(answer -> assertThat(answer.body())
                .contains("<h1", "relisez"));
    }

    @Beside.Scenario
    @Order(6)
    @DisplayName("gardent un travail empoisonné pour un administrateur, en une phrase ; tous les autres continuent")
    void tellOfAPoisonedJob() throws SQLException {
        Incubator incubator = new Incubator(one);
        List<String> teams = incubator.open("poison", 10, inAWeek());
        incubator.pass("poison", "preparation");
        String job = ask("""
                select b.id_ from act_ru_job b join journey j on j.id = b.process_instance_id_
                where j.team = '%s' and b.handler_cfg_ = 'ideation-opens'""".formatted(teams.get(0))).get(0);
        String poison = "update act_ru_job set handler_cfg_ = '%s' where id_ = '" + job + "'";
        change(poison.formatted("nowhere"));
        incubator.arm("ideation-opens", MachineClock.real());

        await().atMost(PATIENCE)
                .until(() ->
                        incubator.ask("/api/cockpit/incidents").get("total").asInt() == 1);
        JsonNode told = incubator.ask("/api/cockpit/incidents").get("rows").get(0);
        assertThat(told.get("team").asText()).contains("poison équipe 1");
        assertThat(told.get("sentence").asText())
                .contains("Le minuteur", "a échoué", "Le parcours attend ici", "corrigez la cause");
        await().atMost(PATIENCE).until(() -> incubator.left("ideation-opens") == 1);
        assertThat(incubator.complete("poison", "generate-ideas"))
                .containsExactlyInAnyOrderElementsOf(teams.subList(1, 10));

        change(poison.formatted("ideation-opens"));
        incubator.tell("PUT", "/engine-rest/job/" + job + "/retries", Map.of("retries", 1));
        incubator.awaitFired("ideation-opens", PATIENCE);
        assertThat(incubator.complete("poison", "generate-ideas")).containsExactly(teams.get(0));
        assertFiredOnce("ideation-opens", "poison", teams);
        assertSound();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database()) {
            assertThat(connection.createStatement().executeUpdate(sql)).isPositive();
        }
    }

    private void assertFiredOnce(String timer, String cohort, List<String> teams) throws SQLException {
        try (Connection connection = database()) {
            Ledger.assertFiredOnce(connection, timer, cohort, teams);
        }
    }

    @Beside.Scenario
    @Order(7)
    @DisplayName(
            "attendent un serveur de courriel muet, puis arrêté, sans ralentir ; revenu, il a chaque message une fois")
    void waitForTheMailServer() throws Exception {
        Incubator incubator = new Incubator(one);
        mail.hang();
        List<String> teams = incubator.open("courriel", TEAMS, inAWeek());
        await().atMost(PATIENCE).until(() -> !ask("select 1 from outbox where last_error like '%timed out%'")
                .isEmpty());
        incubator.pass("courriel", "preparation");
        incubator.arm("ideation-opens", MachineClock.real());
        incubator.awaitFired("ideation-opens", Duration.ofSeconds(20));
        mail.close();
        await().atMost(PATIENCE).until(() -> !ask("select 1 from outbox where last_error like '%onnect%'")
                .isEmpty());
        assertThat(mail.taken()).isEmpty();
        List<String> waiting = ask("select message_key from outbox where sent_at is null");
        assertThat(waiting).hasSizeGreaterThan(TEAMS);

        mail.serve();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> ask("select 1 from outbox where sent_at is null and dropped_at is null")
                        .isEmpty());

        assertThat(mail.taken()).doesNotHaveDuplicates();
        assertThat(ask("select message_key from outbox where sent_at is not null"))
                .hasSameSizeAs(mail.taken());
        assertFiredOnce("ideation-opens", "courriel", teams);
        assertSound();
    }

    @Beside.Scenario
    @Order(8)
    @DisplayName("perdent l’un d’eux par kill -9 au milieu des minuteurs : l’autre finit, rien n’est perdu ni doublé")
    void outliveAKill() throws Exception {
        for (int round = 0; round < Node.ROUNDS; round++) {
            Node killed = round % 2 == 0 ? other : one;
            Node left = round % 2 == 0 ? one : other;
            Burst burst = burst(left, "kill", round);
            try (Load load = new Load("kill-" + round, one, other)) {
                int fired = amid(burst, left);
                killed.kill();
                new Incubator(left).awaitFired(burst.timer(), PATIENCE);
                killed.start().awaitReady();
                assertStored(load, burst, "kill -9, round %d: %d fired before".formatted(round + 1, fired));
            }
        }
    }

    /** Teams of a cohort that all wait for the same timer. */
    private record Burst(String cohort, List<String> teams, String timer) {}

    /** The next timers of a cohort, which serves as many rounds as its journey has days. */
    private Burst burst(Node node, String name, int round) throws SQLException {
        Incubator incubator = new Incubator(node);
        int phase = round % Incubator.PHASES.size();
        String cohort = name + "-" + (round - phase);
        List<String> teams = phase == 0
                ? incubator.open(cohort, TEAMS, inAWeek())
                : ask("select id from team where cohort = '" + cohort + "'");
        incubator.pass(cohort, Incubator.PHASES.get(phase));
        return new Burst(cohort, teams, Incubator.TIMERS.get(phase));
    }

    /** Has the timers of all teams come due at once, and answers somewhere amid them, with how many have fired. */
    private int amid(Burst burst, Node armedAt) throws SQLException {
        int wanted = TEAMS - 1 - chance.nextInt(TEAMS / 2);
        new Incubator(armedAt).arm(burst.timer(), MachineClock.real().plusSeconds(2));
        try (Connection connection = database()) {
            int[] left = new int[1];
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> {
                        left[0] = Ledger.ask(
                                        connection,
                                        "select id_ from act_ru_job where handler_cfg_ = '" + burst.timer() + "'")
                                .size();
                        return left[0] <= wanted;
                    });
            return TEAMS - left[0];
        }
    }

    private void assertStored(Load load, Burst burst, String played) throws Exception {
        Collection<String> confirmed = load.end();
        assertThat(confirmed).isNotEmpty();
        try (Connection connection = database()) {
            Ledger.assertKept(connection, confirmed);
            Ledger.assertFiredOnce(connection, burst.timer(), burst.cohort(), burst.teams());
            Ledger.assertSound(connection);
        }
        System.out.printf("%s, %d of the load confirmed, all stored%n", played, confirmed.size());
    }

    @Beside.Scenario
    @Order(9)
    @DisplayName("gardent leur cadence quand l’un s’arrête plus longtemps que ses verrous ; revenu, il ne double rien")
    void outliveAPause() throws Exception {
        Incubator incubator = new Incubator(one);
        Burst burst = burst(one, "pause", 0);
        try (Load load = new Load("pause", one, other)) {
            int fired = amid(burst, one);
            other.halt();
            incubator.awaitFired(burst.timer(), PATIENCE);
            assertThat(incubator.complete(burst.cohort(), "generate-ideas")).hasSize(TEAMS);
            other.goOn();
            other.awaitReady();
            assertStored(load, burst, "halted: %d fired before".formatted(fired));
        }
        assertThat(new Incubator(other).complete(burst.cohort(), "prioritise-ideas"))
                .hasSize(TEAMS);
    }

    @Beside.Scenario
    @Order(10)
    @DisplayName("se remettent seuls d’une base arrêtée net sous la charge ; /readyz le dit")
    void outliveTheirDatabase() throws Exception {
        for (int round = 0; round < Node.ROUNDS; round++) {
            Incubator incubator = new Incubator(one);
            Burst burst = burst(one, "base", round);
            try (Load load = new Load("base-" + round, one, other)) {
                int fired = amid(burst, one);
                postgres.kill();
                for (Node node : nodes()) await().atMost(PATIENCE).until(() -> node.answers("/readyz") == 503);
                postgres.startAgain();
                long back = System.nanoTime();
                for (Node node : nodes()) await().atMost(PATIENCE).until(node::isReady);
                long ready = (System.nanoTime() - back) / 1_000_000;
                incubator.awaitFired(burst.timer(), PATIENCE);
                assertStored(
                        load,
                        burst,
                        "database, round %d: %d fired before, ready %d ms after it".formatted(round + 1, fired, ready));
            }
        }
    }

    @Beside.Scenario
    @Order(11)
    @DisplayName("emmènent les parcours vers une nouvelle version, ensemble, pendant que des minuteurs sont échus")
    void takeJourneysAlong() throws Exception {
        Burst burst = burst(one, "modele", 0);
        new Incubator(one).arm(burst.timer(), MachineClock.real().plusSeconds(3600));
        one.stop();
        other.stop();
        change("update act_ru_job set duedate_ = localtimestamp where handler_cfg_ = 'ideation-opens'");
        Path revised = Revised.classes();
        one.startOf(revised);
        other.startOf(revised);
        try (Load load = new Load("modele", one, other)) {
            one.awaitReady();
            other.awaitReady();
            new Incubator(one).awaitFired(burst.timer(), PATIENCE);
            assertStored(load, burst, "new models");
        }
        assertThat(one.log() + other.log())
                .contains("follow from version 1 to 2")
                .doesNotContain("cannot follow");
        assertThat(ask("""
                select e.id_ from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_
                where d.version_ = 1""")).isEmpty();
        assertThat(ask("select name_ from act_re_deployment")).hasSize(2);
        assertThat(new Incubator(other).complete(burst.cohort(), "generate-ideas"))
                .containsExactlyInAnyOrderElementsOf(burst.teams());
    }
}
