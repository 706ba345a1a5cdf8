package fr.jalon.benchmark;

import static org.awaitility.Awaitility.await;

import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.team.Cohort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Six years of teams on one database: each year as many whole journeys, with all their history and letters, copied from
 * ten that were played. What the engine keeps for two years here is removed at the end of each by its own cleanup, and
 * letters after a year by Jalon's. In the end the teams of the first five leave as one cohort. Prints rows, size and
 * what lists and the cohort's end cost, and asserts nothing. Run with {@code ./mvnw test -Dgroups=benchmark
 * -DexcludedGroups= -Dtest=GrowthBenchmark}, and {@code -Djalon.benchmark.teams} for how many teams a year.
 */
@Tag("benchmark")
class GrowthBenchmark {

    private static final int TEAMS = Integer.getInteger("jalon.benchmark.teams", 1000);
    private static final int YEARS = 6;
    private static final int PLAYED = 10;
    private static final int YEAR = 364;
    /** What the models say is five years. */
    private static final int SHORTER_BY = 3 * 365;

    /** What goes after its time: history, and the rights to read it. */
    private static final List<String> TIMED = Stream.concat(Copies.HISTORY.stream(), Stream.of("act_ru_authorization"))
            .toList();

    @TempDir
    private Path folder;

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Six années, sur H2")
    void onH2() throws Exception {
        live(
                "H2",
                "jdbc:h2:file:" + folder.resolve("jalon") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "test",
                "select sum(disk_space_used(table_schema || '.' || table_name)) from information_schema.tables"
                        + " where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'"
                        + " and lower(table_name) %s like 'act\\_%%'");
    }

    @Test
    @DisplayName("Six années, sur PostgreSQL")
    void onPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            live(
                    "PostgreSQL",
                    postgres.getJdbcUrl("postgres", "postgres"),
                    "postgres,test",
                    "select sum(pg_total_relation_size(relid)) from pg_stat_user_tables"
                            + " where relname %s like 'act\\_%%'");
        }
    }

    private static void live(String name, String url, String profiles, String size) throws Exception {
        try (ConfigurableApplicationContext jalon = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles(("rehearsal," + profiles).split(","))
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=postgres",
                        "--server.port=0",
                        "--spring.mail.host=127.0.0.1",
                        "--spring.mail.port=9",
                        "--jalon.mail.cleanup=* * * * * *",
                        "--jalon.cohorts.kept-for=P365D",
                        "--jalon.cohorts.sweep=PT0.01S",
                        "--camunda.bpm.generate-unique-process-engine-name=false")) {
            List<String> played = play(jalon);
            Copies copies =
                    Copies.of(jalon.getBean(DataSource.class), PagesBenchmark.COHORT, Copies.LISTED, Copies.history());
            for (String table : TIMED) {
                copies.sql("update played_%s set removal_time_ = removal_time_ - interval '%d' day"
                        .formatted(table, SHORTER_BY));
            }
            copies.sql("update played_outbox set sent_at = created_at");
            Browsing browsing = Browsing.as("fanny", jalon);
            String filter = "/engine-rest/filter/" + jalon.getBean(Stage.class).filter("Mon équipe")
                    + "/list?maxResults=15&firstResult=";
            Date begin = ClockUtil.getCurrentTime();
            for (int year = 1; year <= YEARS; year++) {
                copies.make(TEAMS / PLAYED, (year - 1) * YEAR);
                ClockUtil.setCurrentTime(Date.from(begin.toInstant().plus(Duration.ofDays((long) year * YEAR))));
                long before = rows(jalon);
                long began = System.nanoTime();
                int runs = clean(jalon);
                double seconds = (System.nanoTime() - began) / 1e9;
                // Jalon's own cleanup of letters, which goes every second here.
                Instant kept = ClockUtil.getCurrentTime().toInstant().minus(Duration.ofDays(365));
                String tooOld = "select count(*) from outbox where sent_at < timestamp with time zone '" + kept + "'";
                await().atMost(Duration.ofMinutes(2)).until(() -> one(jalon, tooOld) == 0);
                long after = rows(jalon);
                if (name.equals("PostgreSQL")) copies.sql("vacuum analyze");
                System.out.printf(
                        "%s, année %d : %d équipes ; historique %,d lignes, %,d après %d passages du nettoyage"
                                + " en %.1f s,"
                                + " %,d lettres ; moteur %,d Mo, Jalon %,d Mo ;"
                                + " cohorte %s, équipe %s, « Mon équipe » %s%n",
                        name,
                        year,
                        copies.made() * PLAYED,
                        before,
                        after,
                        runs,
                        seconds,
                        one(jalon, "select count(*) from outbox"),
                        one(jalon, size.formatted("")) >> 20,
                        one(jalon, size.formatted("not")) >> 20,
                        browsing.timed(20, 40, turn -> "/cohortes/" + copies.cohort(turn)),
                        browsing.timed(20, 40, turn -> "/equipes/" + copies.team(played.get(turn % PLAYED), turn)),
                        browsing.timed(20, 40, turn -> filter + turn));
            }
            delete(name, jalon, copies);
        }
    }

    /** The teams of all years but the last become one cohort, which an administrator has deleted. */
    private static void delete(String name, ConfigurableApplicationContext jalon, Copies copies) throws Exception {
        int teams = (YEARS - 1) * TEAMS;
        copies.sql(
                "update team set cohort = 'copie-0' where cohort like 'copie-%' and cast(substring(cohort from 7) as integer) < "
                        + copies.cohorts() * (YEARS - 1) / YEARS,
                "update cohort set archived_at = current_timestamp where id = 'copie-0'",
                "analyze");
        Browsing browsing = Browsing.as("admin", jalon);
        String page = browsing.timed(1, 5, turn -> "/cohortes/copie-0/suppression");
        long began = System.nanoTime();
        int status = Visitor.program(port(jalon), "admin")
                .send("DELETE", "/api/cohorts/copie-0", null)
                .statusCode();
        if (status != 202) throw new IllegalStateException("not deleted: " + status);
        double asked = (System.nanoTime() - began) / 1e6;
        String erased = "select count(*) from team where erased_at is not null";
        await().forever().until(() -> one(jalon, erased) >= teams / 2);
        double half = (System.nanoTime() - began) / 1e6;
        await().forever().until(() -> one(jalon, "select count(*) from cohort where deleted_at is not null") == 1);
        double whole = (System.nanoTime() - began) / 1e6;
        System.out.printf(
                "%s, une cohorte de %,d équipes s’en va : sa page %s, demandée en %.0f ms,"
                        + " %.1f ms par équipe de la première moitié, %.1f de la seconde, %.0f s en tout ; équipes effacées %,d%n",
                name,
                teams,
                page,
                asked,
                2 * half / teams,
                2 * (whole - half) / teams,
                whole / 1000,
                one(jalon, erased));
    }

    private static int port(ConfigurableApplicationContext jalon) {
        return jalon.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Teams that have all come to a decision. */
    private static List<String> play(ConfigurableApplicationContext jalon) {
        Stage stage = jalon.getBean(Stage.class);
        jalon.getBean(Editions.class)
                .create(
                        new Cohort(PagesBenchmark.COHORT, "Jouée", List.of(), List.of()),
                        BootcampDays.from(Stage.MONDAY));
        List<String> played = new ArrayList<>();
        for (int place = 0; place < PLAYED; place++) {
            stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
            String team = stage.team(PagesBenchmark.COHORT);
            String journey = stage.open(team);
            stage.reach(journey, "decide");
            stage.complete(journey, "decide", Map.of("decision", "STOP"));
            stage.complete(journey, "capture-lessons");
            played.add(team);
        }
        return played;
    }

    /** Runs the engine's cleanup until nothing is left for it, as its nights would. */
    private static int clean(ConfigurableApplicationContext jalon) throws SQLException {
        HistoryService history = jalon.getBean(HistoryService.class);
        ManagementService management = jalon.getBean(ManagementService.class);
        int runs = 0;
        while (overdue(jalon) > 0) {
            history.cleanUpHistoryAsync(true);
            for (Job job : history.findHistoryCleanupJobs()) management.executeJob(job.getId());
            runs++;
        }
        return runs;
    }

    /** Rows that should be gone. */
    private static long overdue(ConfigurableApplicationContext jalon) throws SQLException {
        long rows = 0;
        for (String table : TIMED)
            rows += one(jalon, "select count(*) from " + table + " where removal_time_ <= " + now());
        return rows;
    }

    private static String now() {
        return "timestamp '" + new java.sql.Timestamp(ClockUtil.getCurrentTime().getTime()) + "'";
    }

    private static long rows(ConfigurableApplicationContext jalon) throws SQLException {
        long rows = 0;
        for (String table : TIMED) rows += one(jalon, "select count(*) from " + table);
        return rows;
    }

    private static long one(ConfigurableApplicationContext jalon, String query) throws SQLException {
        try (Connection connection = jalon.getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
