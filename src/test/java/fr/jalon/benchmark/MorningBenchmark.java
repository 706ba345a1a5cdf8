package fr.jalon.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.team.Cohort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Nine o'clock: mornings of the validation week that are due at once, on PostgreSQL, drained by a bare engine with the
 * same model, by one Jalon and by two. One team has been played to the eve of its week; the others are copies of its
 * rows. Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=MorningBenchmark}, and
 * {@code -Djalon.benchmark.mornings} for how many; it prints, and asserts nothing.
 */
@Tag("benchmark")
class MorningBenchmark {

    private static final int MORNINGS = Integer.getInteger("jalon.benchmark.mornings", 10_000);
    private static final int WARM_UP = 500;
    private static final String COHORT = "neuf-heures";

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Neuf heures : moteur nu, un nœud, deux nœuds")
    void nineOClock() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext first = node(postgres, "9081");
                ConfigurableApplicationContext second = node(postgres, "9082");
                HikariDataSource database = new HikariDataSource()) {
            postgres.getPostgresDatabase().getConnection().createStatement().execute("create database bare");
            database.setJdbcUrl(postgres.getJdbcUrl("postgres", "bare"));
            database.setUsername("postgres");
            ProcessEngine bare = JourneyBenchmark.bareEngine(database);
            Copies ofBare = Copies.of(database, onTheEve(bare));
            Date bareMorning = ClockUtil.getCurrentTime();
            List<JobExecutor> bareNode =
                    List.of(((ProcessEngineConfigurationImpl) bare.getProcessEngineConfiguration()).getJobExecutor());

            DataSource jalon = first.getBean(DataSource.class);
            onTheEve(first);
            Copies ofJalon = Copies.of(jalon, COHORT, Copies.LISTED, Copies.RUNNING);
            Date jalonMorning = ClockUtil.getCurrentTime();
            JobExecutor one = first.getBean(JobExecutor.class);
            JobExecutor two = second.getBean(JobExecutor.class);

            for (int mornings : List.of(WARM_UP, MORNINGS)) {
                ClockUtil.setCurrentTime(bareMorning);
                double nu = drain(database, ofBare, mornings, bareNode);
                ClockUtil.setCurrentTime(jalonMorning);
                double alone = drain(jalon, ofJalon, mornings, List.of(one));
                double both = drain(jalon, ofJalon, mornings, List.of(one, two));
                System.out.printf(
                        "%d matins : moteur nu %.0f/s, un nœud %.0f/s (%.2f), deux nœuds %.0f/s (%.2f) ;"
                                + " ouverts %d, en double %d%n",
                        mornings,
                        nu,
                        alone,
                        alone / nu,
                        both,
                        both / nu,
                        one(jalon, "select count(*) from act_ru_task where task_def_key_ = 'record-metrics'"),
                        one(jalon, """
                                select count(*) from (select 1 from act_ru_task where task_def_key_ = 'record-metrics'
                                group by proc_inst_id_ having count(*) > 1) twice"""));
            }
            bare.close();
        }
    }

    private static ConfigurableApplicationContext node(EmbeddedPostgres postgres, String name) {
        ConfigurableApplicationContext node = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles("rehearsal", "postgres", "test")
                .run(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--server.port=0",
                        "--camunda.bpm.job-execution.enabled=true");
        node.getBean(JobExecutor.class).shutdown();
        return node;
    }

    /** One team of a cohort, whose week begins in the next moment. */
    private static void onTheEve(ConfigurableApplicationContext jalon) {
        Stage stage = jalon.getBean(Stage.class);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        jalon.getBean(Editions.class)
                .create(new Cohort(COHORT, "Neuf heures", List.of(), List.of()), BootcampDays.from(Stage.MONDAY));
        String journey = stage.open(stage.team(COHORT));
        stage.launch(journey);
        stage.clock(stage.due(journey, "day-morning"));
    }

    /** The same on a bare engine. */
    private static String onTheEve(ProcessEngine bare) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-10-12T08:00:00Z")));
        String instance = JourneyBenchmark.started(bare);
        JourneyBenchmark.play(bare, instance, "anne", List.of("team-e"), "day-morning");
        Job morning = bare.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .activityId("day-morning")
                .singleResult();
        ClockUtil.setCurrentTime(morning.getDuedate());
        return instance;
    }

    /** Jobs a second, until nothing is due. */
    private static double drain(DataSource database, Copies copies, int mornings, List<JobExecutor> nodes)
            throws Exception {
        copies.make(mornings, 0);
        String due = "select count(*) from act_ru_job where retries_ > 0 and duedate_ <= timestamp '"
                + new java.sql.Timestamp(ClockUtil.getCurrentTime().getTime()) + "'";
        long jobs = one(database, due);
        long began = System.nanoTime();
        nodes.forEach(JobExecutor::start);
        while (one(database, due) > 0) Thread.sleep(100);
        double seconds = (System.nanoTime() - began) / 1e9;
        nodes.forEach(JobExecutor::shutdown);
        return jobs / seconds;
    }

    private static long one(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
