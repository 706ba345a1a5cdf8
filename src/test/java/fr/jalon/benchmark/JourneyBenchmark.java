package fr.jalon.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import fr.jalon.Stage;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.process.TrackStage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * What a whole journey costs the database, beside the same model on a bare engine with the same authorization settings.
 * Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=JourneyBenchmark}; it prints, and asserts
 * nothing.
 */
@Tag("benchmark")
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1" + JourneyBenchmark.AS_SET)
@ActiveProfiles({"rehearsal", "test"})
@Import({Stage.class, TrackStage.class, JourneyBenchmark.Counting.class})
class JourneyBenchmark {

    /**
     * What Jalon's own address of the database sets; {@code -Djalon.benchmark.like} gives it to the bare engine too.
     */
    static final String AS_SET = ";QUERY_CACHE_SIZE=128;OPTIMIZE_REUSE_RESULTS=FALSE";

    private static final Statements JALON = new Statements();
    private static final Statements BARE = new Statements();
    private static final LocalDate FIRST = Stage.MONDAY;
    private static final int WARM_UP = Integer.getInteger("jalon.benchmark.pairs", 60) / 2;
    private static final int PAIRS = Integer.getInteger("jalon.benchmark.pairs", 60);

    @TestConfiguration
    static class Counting {
        @Bean
        static BeanPostProcessor countingDataSource() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource database ? JALON.counting(database) : bean;
                }
            };
        }
    }

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Processes processes;

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    /** Pairs: journeys here, as many there, in turns, so that what else the machine does falls on both. */
    @Test
    @DisplayName("Un parcours entier, à côté du moteur nu")
    void wholeJourney() throws Exception {
        stage.clock(FIRST.minusDays(7), 10, 0);
        String building = stage.team(FIRST);
        JALON.reset();
        accounts.as(
                "fanny",
                () -> processes.start("construction", Map.of("team", building, "startDate", FIRST.toString())));
        System.out.printf("Jalon, ouverture d’une construction : %s%n", JALON);
        try (HikariDataSource database = bareDatabase()) {
            ProcessEngine bare = BareEngine.on(BARE.counting(database));
            for (int round = 0; round < WARM_UP; round++) {
                journeys(1);
                bareJourneys(bare, 1);
            }
            compare(bare, 1);
            compare(bare, 2);
            bare.close();
        }
    }

    private void compare(ProcessEngine bare, int clients) throws Exception {
        List<Double> jalon = new ArrayList<>();
        List<Double> nu = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < PAIRS; round++) {
            // Whoever goes second finds what the first has left behind.
            boolean isFirst = round % 2 == 0;
            double first = isFirst ? journeys(clients) : bareJourneys(bare, clients);
            double second = isFirst ? bareJourneys(bare, clients) : journeys(clients);
            jalon.add(isFirst ? first : second);
            nu.add(isFirst ? second : first);
            ratios.add(nu.get(round) / jalon.get(round));
        }
        System.out.printf(
                "%d client(s) : Jalon %s, médiane %.0f ms ; moteur nu %s, médiane %.0f ms%n",
                clients, JALON, median(jalon), BARE, median(nu));
        System.out.printf(
                "%d client(s) : rapport des instructions %.3f ; du débit, %d paires : médiane %.2f (de %.2f à %.2f)%n",
                clients,
                (double) JALON.executed() / BARE.executed(),
                PAIRS,
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios));
    }

    private double journeys(int clients) throws Exception {
        stage.clock(FIRST.minusDays(7), 10, 0);
        List<Runnable> journeys = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            String team = stage.team(FIRST);
            // A GO leaves it as it is; the bare engine opens none.
            accounts.as(
                    "fanny",
                    () -> processes.start("construction", Map.of("team", team, "startDate", FIRST.toString())));
            journeys.add(() -> play(engine, stage.open(team), team + "-a", List.of("team-" + team), ""));
        }
        JALON.reset();
        return together(journeys);
    }

    private static double bareJourneys(ProcessEngine bare, int clients) throws Exception {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-12T08:00:00Z")));
        BARE.reset();
        return together(Collections.nCopies(
                clients, () -> play(bare, BareEngine.start(bare, FIRST), "anne", List.of("team-e"), "")));
    }

    /** Milliseconds until all are at their end. */
    private static double together(List<Runnable> journeys) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(journeys.size());
        long began = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (Runnable journey : journeys) all.add(clients.submit(journey));
        for (Future<?> each : all) each.get();
        double took = (System.nanoTime() - began) / 1e6;
        clients.shutdown();
        return took;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    @Test
    @DisplayName("Un parcours de l’association à la SCIC, étape par étape")
    void wholeTrack() {
        for (int round = 0; round < 2; round++) {
            JALON.reset();
            String track = tracks.open();
            told("ouverture, 42 tâches", 42);
            Task interview = tracks.tasks(track, "interview-company").get(0);
            JALON.reset();
            tracks.complete(interview, Map.of());
            told("un entretien", 1);
            JALON.reset();
            tracks.shown(tracks.tasks(track, "interview-company").get(0));
            told("ouvrir le formulaire d’un entretien (une requête du test comprise)", 1);
            tracks.completeSome(track, "interview-company", 19, Map.of());
            tracks.completeSome(track, "interview-apprentice", 10, Map.of());
            tracks.complete(
                    track,
                    "benchmark-competition",
                    "decide-market",
                    "meet-lawyer",
                    "contact-cress",
                    "confirm-employer-group",
                    "adopt-statutes",
                    "declare-association",
                    "obtain-siret",
                    "subscribe-insurance");
            tracks.completeSome(track, "sign-partnerships", 5, Map.of());
            tracks.complete(
                    track, "join-employer-group", "build-platform-prototype", "recruit-founders", "set-launch-budget");
            Task gate = tracks.tasks(track, "gate-creation").get(0);
            JALON.reset();
            tracks.shown(gate);
            told("ouvrir le jalon de la création", 1);
        }
    }

    private static void told(String what, int tasks) {
        System.out.printf(
                "Jalon, SCIC, %s : %s%s%n",
                what, JALON, tasks > 1 ? ", soit " + JALON.executed() / tasks + " par tâche" : "");
    }

    /**
     * Completes every task and fires every timer until the journey ends, or until a timer is the next, the same way on
     * both engines.
     */
    static void play(ProcessEngine engine, String instance, String member, List<String> groups, String until) {
        while (true) {
            engine.getIdentityService().clearAuthentication();
            List<Task> open = engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceId(instance)
                    .listPage(0, 1);
            if (!open.isEmpty()) {
                Task task = open.get(0);
                boolean facilitator =
                        List.of("confirm-team", "welcome", "collect-feedback", "run-marketing-workshop", "decide")
                                        .contains(task.getTaskDefinitionKey())
                                || task.getTaskDefinitionKey().startsWith("gate-");
                boolean coach = task.getTaskDefinitionKey().startsWith("coach-");
                engine.getIdentityService()
                        .setAuthentication(
                                facilitator ? "fanny" : coach ? "carlos" : member,
                                facilitator ? List.of("facilitators") : coach ? List.of("coaches") : groups);
                engine.getTaskService()
                        .complete(task.getId(), typed(DemoAnswers.of(task.getTaskDefinitionKey(), FIRST)));
                continue;
            }
            List<Job> next = engine.getManagementService()
                    .createJobQuery()
                    .processInstanceId(instance)
                    .timers()
                    .orderByJobDuedate()
                    .asc()
                    .listPage(0, 1);
            if (next.isEmpty() || isFor(engine, next.get(0), until)) return;
            if (next.get(0).getDuedate().after(ClockUtil.getCurrentTime()))
                ClockUtil.setCurrentTime(next.get(0).getDuedate());
            engine.getManagementService().executeJob(next.get(0).getId());
        }
    }

    private static boolean isFor(ProcessEngine engine, Job job, String activity) {
        return !activity.isEmpty()
                && engine.getManagementService()
                                .createJobDefinitionQuery()
                                .jobDefinitionId(job.getJobDefinitionId())
                                .activityIdIn(activity)
                                .count()
                        > 0;
    }

    static Map<String, Object> typed(Map<String, Object> answers) {
        Map<String, Object> typed = new LinkedHashMap<>(answers);
        typed.replaceAll((name, value) -> {
            try {
                return value instanceof Collection<?>
                        ? SpinValues.jsonValue(new ObjectMapper().writeValueAsString(value))
                                .create()
                        : value;
            } catch (JsonProcessingException impossible) {
                throw new IllegalArgumentException(impossible);
            }
        });
        return typed;
    }

    private static HikariDataSource bareDatabase() {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(
                "jdbc:h2:mem:bare;DB_CLOSE_DELAY=-1" + (Boolean.getBoolean("jalon.benchmark.like") ? AS_SET : ""));
        return database;
    }
}
