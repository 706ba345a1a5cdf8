package fr.jalon.benchmark;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.h2.jdbcx.JdbcDataSource;
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
    private static final int WARM_UP = 30;
    private static final int PAIRS = 60;

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

    /** Pairs: one journey here, one there, in turns, so that what else the machine does falls on both. */
    @Test
    @DisplayName("Un parcours entier, à côté du moteur nu")
    void wholeJourney() {
        stage.clock(FIRST.minusDays(7), 10, 0);
        String building = stage.team(FIRST);
        JALON.reset();
        accounts.as(
                "fanny",
                () -> processes.start("construction", Map.of("team", building, "startDate", FIRST.toString())));
        System.out.printf("Jalon, ouverture d’une construction : %s%n", JALON);
        ProcessEngine bare = bareEngine(bareDatabase());
        for (int round = 0; round < WARM_UP; round++) {
            journey();
            bareJourney(bare);
        }
        List<Double> jalon = new ArrayList<>();
        List<Double> nu = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < PAIRS; round++) {
            // Whoever goes second finds what the first has left behind.
            boolean isFirst = round % 2 == 0;
            double first = isFirst ? journey() : bareJourney(bare);
            double second = isFirst ? bareJourney(bare) : journey();
            jalon.add(isFirst ? first : second);
            nu.add(isFirst ? second : first);
            ratios.add(nu.get(round) / jalon.get(round));
        }
        System.out.printf("Jalon : %s, médiane %.0f ms%n", JALON, median(jalon));
        System.out.printf("Moteur nu : %s, médiane %.0f ms%n", BARE, median(nu));
        System.out.printf(
                "Rapport des instructions : %.3f ; du débit, %d paires : médiane %.2f (de %.2f à %.2f)%n",
                (double) JALON.executed() / BARE.executed(),
                PAIRS,
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios));
        bare.close();
    }

    /** Milliseconds. */
    private double journey() {
        stage.clock(FIRST.minusDays(7), 10, 0);
        String team = stage.team(FIRST);
        // A GO leaves it as it is; the bare engine opens none.
        accounts.as(
                "fanny", () -> processes.start("construction", Map.of("team", team, "startDate", FIRST.toString())));
        JALON.reset();
        long began = System.nanoTime();
        String instance = stage.open(team);
        play(engine, instance, team + "-a", List.of("team-" + team));
        return (System.nanoTime() - began) / 1e6;
    }

    private static double bareJourney(ProcessEngine bare) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-12T08:00:00Z")));
        BARE.reset();
        long began = System.nanoTime();
        String instance = started(bare);
        play(bare, instance, "anne", List.of("team-e"));
        return (System.nanoTime() - began) / 1e6;
    }

    /** The id of a journey that a bare engine has begun. */
    private static String started(ProcessEngine bare) {
        bare.getIdentityService().setAuthentication("fanny", List.of("facilitators"));
        String instance = bare.getRuntimeService()
                .createProcessInstanceByKey("idea-to-decision")
                .businessKey("c/e")
                .setVariables(Map.of("team", "e", "firstDay", FIRST.toString()))
                .execute()
                .getId();
        bare.getIdentityService().clearAuthentication();
        return instance;
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

    /** Completes every task and fires every timer until the journey ends, the same way on both engines. */
    private static void play(ProcessEngine engine, String instance, String member, List<String> groups) {
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
            if (next.isEmpty()) return;
            if (next.get(0).getDuedate().after(ClockUtil.getCurrentTime()))
                ClockUtil.setCurrentTime(next.get(0).getDuedate());
            engine.getManagementService().executeJob(next.get(0).getId());
        }
    }

    private static Map<String, Object> typed(Map<String, Object> answers) {
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

    private static DataSource bareDatabase() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(
                "jdbc:h2:mem:bare;DB_CLOSE_DELAY=-1" + (Boolean.getBoolean("jalon.benchmark.like") ? AS_SET : ""));
        return BARE.counting(database);
    }

    /** An engine with the model of a journey and Jalon's settings of rights, whose beans do nothing. */
    private static ProcessEngine bareEngine(DataSource database) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setHistoryTimeToLive("P1825D");
        configuration.setJobExecutorActivate(false);
        configuration.setAuthorizationEnabled(true);
        configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
        configuration.setEnableHistoricInstancePermissions(true);
        configuration.setGeneralResourceWhitelistPattern("[a-zA-Z0-9._-]+");
        configuration.setDefaultSerializationFormat("application/json");
        configuration.setMetricsEnabled(false);
        configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
        ExecutionListener nothing = execution -> {};
        JavaDelegate done = execution -> {};
        Map<Object, Object> beans = new HashMap<>(Map.ofEntries(
                entry("journeyCalendar", new Calendar()),
                entry("weekFigures", new Figures()),
                entry("closeJourney", nothing),
                entry("enterPhase", nothing),
                entry("leavePhase", nothing),
                entry("storeMetrics", nothing),
                entry("storeDecision", nothing),
                entry("storeStops", nothing),
                entry("remindTeam", (TaskListener) task -> {}),
                entry("closeSideTasks", (TaskListener) task -> {}),
                entry("sendGuides", done),
                entry("markLate", done),
                entry("freezeContract", done),
                entry("markDayIncomplete", done),
                entry("moveDates", done),
                entry("beginIteration", done),
                entry("openConstruction", done),
                entry("extendWeek", done)));
        beans.put("openJourney", (ExecutionListener) execution -> {
            execution.setVariable("teamName", "Équipe");
            execution.setVariable("iteration", 1);
        });
        beans.put("openWeek", (JavaDelegate) execution -> {
            execution.setVariable("mornings", 7);
            execution.setVariable("weekOver", false);
        });
        beans.put("compileEvidence", (JavaDelegate) execution -> execution.setVariable("weekOver", true));
        beans.put("storeRecommendation", (ExecutionListener) execution -> {
            var spoken = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
            execution.setVariable("recommendation", spoken.getEntry("recommendation"));
            execution.setVariable("recommendationReason", spoken.getEntry("reason"));
        });
        configuration.setBeans(beans);
        ProcessEngine engine = configuration.buildProcessEngine();
        Authorization right = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId("facilitators");
        right.setResource(Resources.PROCESS_DEFINITION);
        right.setResourceId("*");
        right.addPermission(Permissions.ALL);
        right.addPermission(ProcessDefinitionPermissions.TASK_WORK);
        engine.getAuthorizationService().saveAuthorization(right);
        Authorization create = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        create.setGroupId("facilitators");
        create.setResource(Resources.PROCESS_INSTANCE);
        create.setResourceId("*");
        create.addPermission(Permissions.CREATE);
        engine.getAuthorizationService().saveAuthorization(create);
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("bpmn/bootcamp/idea-to-decision.bpmn")
                .addClasspathResource("bpmn/bootcamp/go-pivot-stop.dmn")
                .addClasspathResource("bpmn/bootcamp/advise-campaign.dmn")
                .deploy();
        return engine;
    }

    /** Dates that only move on: the bare engine has no journey to ask. */
    public static class Calendar {
        private final List<Date> given = new ArrayList<>();

        private Date later() {
            given.add(new Date(ClockUtil.getCurrentTime().getTime() + 3_600_000));
            return given.get(given.size() - 1);
        }

        public List<String> team(DelegateExecution execution) {
            return List.of("team-e");
        }

        public List<String> teamOrFacilitators(DelegateExecution execution) {
            return List.of("team-e", "facilitators");
        }

        public Date opens(DelegateExecution execution, String phase) {
            return later();
        }

        public Date closes(DelegateExecution execution, String phase) {
            return new Date(later().getTime() + 90L * 86_400_000);
        }

        public Date coachLeaves(DelegateExecution execution, String phase) {
            return closes(execution, phase);
        }

        public Date afterRestitution(DelegateExecution execution, int days) {
            return later();
        }

        public Date firstDayAt(DelegateExecution execution, int hour) {
            return later();
        }

        public Date secondMorning(DelegateExecution execution) {
            return later();
        }

        public Date morning(DelegateExecution execution) {
            return later();
        }

        public Date noon(DelegateExecution execution) {
            return later();
        }

        public Date morningOver(DelegateExecution execution) {
            return closes(execution, "");
        }

        public boolean isLast(DelegateExecution execution) {
            return Integer.valueOf(6).equals(execution.getVariable("loopCounter"));
        }

        public boolean isComplete(DelegateExecution execution) {
            return false;
        }
    }

    /** Figures that lead to a GO. */
    public static class Figures {
        public TypedValue soFar(DelegateExecution execution) {
            Map<String, Object> week = new HashMap<>(Map.of(
                    "usable",
                    true,
                    "enoughVisits",
                    true,
                    "probability",
                    0.95,
                    "costWithinCap",
                    true,
                    "daysMissing",
                    0,
                    "clickThroughRate",
                    0.02,
                    "conversionShare",
                    1.2,
                    "spendShare",
                    0.5,
                    "visitShare",
                    1.0,
                    "weekShare",
                    1.0));
            week.put("morningsMissing", 0);
            week.put("extended", false);
            week.put("conversions", 9.0);
            week.put("probabilityAtWorst", 0.95);
            week.put("probabilityAtBest", 0.95);
            week.put("signal", 1.0);
            week.put("signalAtBest", 1.0);
            return Variables.objectValue(week, true).create();
        }

        public int rules(DelegateExecution execution) {
            return 1;
        }
    }
}
