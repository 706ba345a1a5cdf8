package fr.jalon.benchmark;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.http.Webapps;
import fr.jalon.team.Cohort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Nine o'clock on a morning of the week: the timers of so many teams are due at once, drained by one node and by two,
 * beside a bare engine with the same model, in turns; then five hundred people complete a task at the same moment; then
 * timers fire on an engine that is idle. Teams are copies of ten that were played up to that morning, on a PostgreSQL
 * that keeps what it confirms. Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups=
 * -Dtest=MorningBenchmark}, and {@code -Djalon.benchmark.teams} for how many; it prints, and asserts nothing.
 */
@Tag("benchmark")
class MorningBenchmark {

    private static final int TEAMS = Integer.getInteger("jalon.benchmark.teams", 10_000);
    private static final int PLAYED = 10;
    private static final int PAIRS = Integer.getInteger("jalon.benchmark.pairs", 3);

    /** What a database has done so far, by its own counts, which may be a second behind. */
    private static final List<String> KINDS = List.of("transactions", "écritures", "lectures", "kB de journal");

    private static final String DONE = """
      select xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted, tup_fetched,
          pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') / 1000
      from pg_stat_database where datname = current_database()
      """;

    private static final int PEOPLE = Math.min(500, TEAMS);
    private static final int TIMES = 20;

    /** One or two engines on one database, and the copies there. */
    private record Side(String name, List<ProcessEngine> nodes, DataSource database, Copies copies) {}

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Neuf heures, un matin de la semaine")
    void nineOClock() throws Exception {
        try (EmbeddedPostgres postgres = server();
                EmbeddedPostgres other = server();
                ConfigurableApplicationContext one = jalon(postgres);
                ConfigurableApplicationContext two = jalon(postgres);
                HikariDataSource database = pool(other);
                HikariDataSource second = pool(other)) {
            Side jalon = jalon(one, two);
            Side bare = bare(database, second);
            for (int nodes = 1; nodes <= 2; nodes++) {
                // The first time, classes are loaded and compiled.
                drain(bare, nodes, TEAMS / 5);
                drain(jalon, nodes, TEAMS / 5);
                List<Double> ratios = new ArrayList<>();
                for (int pair = 0; pair < PAIRS; pair++) {
                    // Whoever goes second finds what the first has left behind.
                    boolean isFirst = pair % 2 == 0;
                    double sooner = drain(isFirst ? jalon : bare, nodes, TEAMS);
                    double later = drain(isFirst ? bare : jalon, nodes, TEAMS);
                    ratios.add(isFirst ? sooner / later : later / sooner);
                }
                ratios.sort(null);
                System.out.printf(
                        "%d nœud(s) : rapport %.2f (médiane de %d paires, de %.2f à %.2f)%n",
                        nodes, ratios.get(PAIRS / 2), PAIRS, ratios.get(0), ratios.get(PAIRS - 1));
            }
            List<Integer> ports = Stream.of(one, two)
                    .map(node -> node.getEnvironment().getRequiredProperty("local.server.port", Integer.class))
                    .toList();
            atOnce("Jalon, 1 nœud", people(jalon, ports.subList(0, 1)));
            atOnce("Jalon, 2 nœuds", people(jalon, ports));
            atOnce("Moteur nu, sans HTTP", calls(bare));
            lateness(jalon);
            lateness(bare);
        }
    }

    private static EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /** A node with Jalon's own job executor, which waits to be started. */
    private static ConfigurableApplicationContext jalon(EmbeddedPostgres postgres) {
        ConfigurableApplicationContext node = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles("rehearsal", "postgres", "test")
                .run(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.mail.host=127.0.0.1",
                        "--spring.mail.port=9",
                        "--jalon.mail.every=P1D",
                        "--camunda.bpm.job-execution.enabled=true",
                        "--server.port=0");
        executor(node.getBean(ProcessEngine.class)).shutdown();
        return node;
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        settings.setUsername("postgres");
        return new HikariDataSource(settings);
    }

    private static Side jalon(ConfigurableApplicationContext one, ConfigurableApplicationContext two)
            throws SQLException {
        Stage stage = one.getBean(Stage.class);
        one.getBean(Editions.class)
                .create(
                        new Cohort(PagesBenchmark.COHORT, "Jouée", List.of(), List.of()),
                        BootcampDays.from(Stage.MONDAY));
        for (int team = 0; team < PLAYED; team++) {
            stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
            stage.launch(stage.open(stage.team(PagesBenchmark.COHORT)));
        }
        DataSource database = one.getBean(DataSource.class);
        return new Side(
                "Jalon",
                Stream.of(one, two)
                        .map(node -> node.getBean(ProcessEngine.class))
                        .toList(),
                database,
                Copies.of(database, PagesBenchmark.COHORT, Copies.LISTED, Copies.GOING_ON));
    }

    private static Side bare(DataSource database, DataSource second) throws SQLException {
        ProcessEngine engine = BareEngine.on(database);
        List<String> played = new ArrayList<>();
        for (int team = 0; team < PLAYED; team++) {
            ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-12T08:00:00Z")));
            String instance = BareEngine.start(engine, Stage.MONDAY);
            JourneyBenchmark.play(engine, instance, "anne", List.of("team-e"), "day-morning");
            played.add(instance);
        }
        List<ProcessEngine> nodes = List.of(engine, BareEngine.on(second));
        for (ProcessEngine node : nodes) {
            // As application.yaml has Jalon ask.
            executor(node).setWaitTimeInMillis(500);
            executor(node).setMaxWait(500);
        }
        return new Side("Moteur nu", nodes, database, Copies.of(database, played, Copies.GOING_ON));
    }

    /** Teams a second. */
    private static double drain(Side side, int nodes, int teams) throws Exception {
        side.copies().make(teams / PLAYED, 0);
        // What the clock says now, nothing is due but their mornings.
        Date nine = ClockUtil.getCurrentTime();
        String now = "timestamp '" + new Timestamp(nine.getTime()) + "'";
        String mornings = "(select id_ from act_ru_jobdef where act_id_ = 'day-morning')";
        side.copies()
                .sql(
                        "update act_ru_job set duedate_ = " + now + " + interval '900' day",
                        "update act_ru_job set duedate_ = " + now + " where job_def_id_ in " + mornings
                                + " and id_ not in (select id_ from played_act_ru_job)",
                        "vacuum analyze",
                        // Else the one who goes second writes what the first has left in memory.
                        "checkpoint");
        String due = "select count(*) from act_ru_job where duedate_ <= " + now;
        long before = one(side.database(), due);
        String[] done = rows(side.database(), DONE).get(0);
        long began = System.nanoTime();
        List<JobExecutor> executors = side.nodes().subList(0, nodes).stream()
                .map(MorningBenchmark::executor)
                .toList();
        executors.forEach(JobExecutor::start);
        await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> one(side.database(), due) == 0);
        double seconds = (System.nanoTime() - began) / 1e9;
        executors.forEach(JobExecutor::shutdown);
        String[] doneNow = rows(side.database(), DONE).get(0);
        long failed = one(side.database(), "select count(*) from act_ru_job where exception_msg_ is not null");
        System.out.printf(
                "%s, %d nœud(s) : %d matins en %.1f s, %.0f par seconde, %d en échec ; par matin%s%n",
                side.name(), nodes, before, seconds, before / seconds, failed, each(done, doneNow, before));
        return before / seconds;
    }

    private static String each(String[] before, String[] after, long times) {
        StringBuilder text = new StringBuilder();
        for (int kind = 0; kind < KINDS.size(); kind++) {
            double more = Double.parseDouble(after[kind]) - Double.parseDouble(before[kind]);
            text.append(" %s %.1f".formatted(KINDS.get(kind), more / times));
        }
        return text.toString();
    }

    /** The posts of people who have logged in, each for the figures of a team of their own. */
    private static List<Callable<Boolean>> people(Side jalon, List<Integer> ports) throws Exception {
        ObjectMapper json = new ObjectMapper();
        String metrics = json.writeValueAsString(
                DemoAnswers.of("record-metrics", Stage.MONDAY).get("metrics"));
        String body = json.writeValueAsString(
                Map.of("variables", Map.of("metrics", Map.of("type", "Json", "value", metrics))));
        List<Callable<Boolean>> posts = new ArrayList<>();
        for (String[] each : rows(jalon.database(), """
                select task.id_, member from act_ru_task task
                join journey on journey.id = proc_inst_id_ join team_member member on member.team = journey.team
                where task_def_key_ = 'record-metrics' order by task.id_ limit %d
                """.formatted(PEOPLE))) {
            int turn = posts.size() % ports.size();
            String engine = jalon.nodes().get(turn).getName();
            Visitor member = Visitor.webapp(ports.get(turn), each[1], engine);
            String path = Webapps.API + "/engine/engine/" + engine + "/task/" + each[0] + "/submit-form";
            posts.add(() -> member.post(path, body).statusCode() == 204);
        }
        return posts;
    }

    private static List<Callable<Boolean>> calls(Side bare) throws SQLException {
        TaskService tasks = bare.nodes().get(0).getTaskService();
        Map<String, Object> answers = JourneyBenchmark.typed(DemoAnswers.of("record-metrics", Stage.MONDAY));
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (String[] each : rows(
                bare.database(),
                "select id_ from act_ru_task where task_def_key_ = 'record-metrics' order by id_ limit " + PEOPLE)) {
            calls.add(() -> {
                tasks.complete(each[0], answers);
                return true;
            });
        }
        return calls;
    }

    /** All press the button at the same moment. */
    private static void atOnce(String who, List<Callable<Boolean>> calls) throws Exception {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger refused = new AtomicInteger();
        ExecutorService people = Executors.newFixedThreadPool(calls.size());
        CountDownLatch moment = new CountDownLatch(1);
        long[] began = new long[1];
        List<Future<?>> all = new ArrayList<>();
        for (Callable<Boolean> call : calls) {
            all.add(people.submit(() -> {
                moment.await();
                if (!call.call()) refused.incrementAndGet();
                return times.add((System.nanoTime() - began[0]) / 1_000_000);
            }));
        }
        began[0] = System.nanoTime();
        moment.countDown();
        for (Future<?> each : all) each.get();
        people.shutdown();
        times.sort(null);
        System.out.printf(
                "%s : %d personnes à la fois ; servies après %d ms (médiane), %d ms la dernière ; %d refus%n",
                who, calls.size(), times.get(times.size() / 2), times.get(times.size() - 1), refused.get());
    }

    /** How late a timer fires on an engine that has nothing else to do. */
    private static void lateness(Side side) throws Exception {
        JobExecutor executor = executor(side.nodes().get(0));
        long ahead = ClockUtil.getCurrentTime().getTime() - System.currentTimeMillis();
        ClockUtil.offset(ahead);
        executor.start();
        Random chance = new Random(7);
        List<Long> late = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            String job = text(
                    side.database(),
                    "select id_ from act_ru_job where duedate_ > timestamp '%s' + interval '800' day limit 1"
                            .formatted(new Timestamp(ClockUtil.getCurrentTime().getTime())));
            // Until then it has been idle for some seconds.
            long due = System.currentTimeMillis() + 2500 + chance.nextInt(2000);
            side.copies()
                    .sql("update act_ru_job set duedate_ = timestamp '%s' where id_ = '%s'"
                            .formatted(new Timestamp(due + ahead), job));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() ->
                            one(side.database(), "select count(*) from act_ru_job where id_ = '" + job + "'") == 0);
            late.add(System.currentTimeMillis() - due);
        }
        executor.shutdown();
        late.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s, au repos : en retard de %d ms (médiane), %d ms au plus, %d fois%n",
                side.name(),
                late.get(TIMES / 2),
                late.get(TIMES - 1),
                TIMES);
    }

    private static JobExecutor executor(ProcessEngine engine) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    private static long one(DataSource database, String query) throws SQLException {
        return Long.parseLong(text(database, query));
    }

    private static String text(DataSource database, String query) throws SQLException {
        return rows(database, query).get(0)[0];
    }

    private static List<String[]> rows(DataSource database, String query) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                String[] row = new String[found.getMetaData().getColumnCount()];
                for (int column = 0; column < row.length; column++) row[column] = found.getString(column + 1);
                rows.add(row);
            }
        }
        return rows;
    }
}
