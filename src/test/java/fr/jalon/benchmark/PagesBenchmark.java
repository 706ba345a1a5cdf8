package fr.jalon.benchmark;

import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.team.Cohort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a cohort's page, a team's page and Tasklist's filter « Mon équipe » cost a facilitator, and Cockpit's list an
 * administrator, with ever more teams in cohorts of fifty, on both databases. Ten teams are played to ten places; the
 * others are copies of their rows, without history. Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups=
 * -Dtest=PagesBenchmark}, and {@code -Djalon.benchmark.teams} for how many; it prints, and asserts nothing.
 */
@Tag("benchmark")
class PagesBenchmark {

    private static final int[] STEPS = Arrays.stream(System.getProperty("jalon.benchmark.teams", "100,1000,10000,50000")
                    .split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    static final String COHORT = "jouee";
    private static final int PLAYED = 10;
    private static final int COLD = 100;
    private static final int WARM_UP = 10;
    private static final int REQUESTS = 40;

    @TempDir
    private Path folder;

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Les pages de l’encadrement, sur H2")
    void onH2() throws Exception {
        measure("H2", "jdbc:h2:file:" + folder.resolve("jalon") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "test");
    }

    @Test
    @DisplayName("Les pages de l’encadrement, sur PostgreSQL")
    void onPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            measure("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"), "postgres,test");
        }
    }

    private static void measure(String name, String url, String profiles) throws Exception {
        try (ConfigurableApplicationContext jalon = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles(("rehearsal," + profiles).split(","))
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=postgres",
                        "--server.port=0",
                        "--camunda.bpm.generate-unique-process-engine-name=false")) {
            List<String> played = play(jalon);
            Copies copies = Copies.of(jalon.getBean(DataSource.class), COHORT, Copies.LISTED);
            Browsing browsing = Browsing.as("fanny", jalon);
            Browsing administrator = Browsing.as("admin", jalon);
            String filter = "/engine-rest/filter/" + jalon.getBean(Stage.class).filter("Mon équipe")
                    + "/list?maxResults=15&firstResult=";
            for (int teams : STEPS) {
                int before = copies.made() == 0 ? COLD : WARM_UP;
                long began = System.nanoTime();
                copies.make(teams / PLAYED - copies.made(), 0);
                long seconds = (System.nanoTime() - began) / 1_000_000_000;
                System.out.printf(
                        "%s, %d équipes (remplies en %d s) : cohorte %s, équipe %s, « Mon équipe » %s, Cockpit %s%n",
                        name,
                        teams,
                        seconds,
                        browsing.timed(before, REQUESTS, turn -> "/cohortes/" + copies.cohort(turn)),
                        browsing.timed(
                                before, REQUESTS, turn -> "/equipes/" + copies.team(played.get(turn % PLAYED), turn)),
                        browsing.timed(before, REQUESTS, turn -> filter + turn),
                        administrator.timed(
                                before,
                                REQUESTS,
                                turn -> "/api/cockpit/definitions/idea-to-decision/teams?from=" + turn));
            }
        }
    }

    /** A cohort of teams at ten places, from the first days of the preparation to the decision. */
    static List<String> play(ConfigurableApplicationContext jalon) {
        Stage stage = jalon.getBean(Stage.class);
        String cohort = COHORT;
        jalon.getBean(Editions.class)
                .create(new Cohort(cohort, "Jouée", List.of(), List.of()), BootcampDays.from(Stage.MONDAY));
        List<String> played = new ArrayList<>();
        for (int place = 0; place < PLAYED; place++) {
            stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
            String team = stage.team(cohort);
            String journey = stage.open(team);
            switch (place) {
                case 0, 1 -> {}
                case 2 -> stage.complete(journey, "follow-self-training", "create-tool-accounts");
                case 3 ->
                    stage.complete(
                            journey, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
                case 4 -> stage.pass(journey, "preparation");
                case 5 -> stage.reach(journey, "prototyping");
                case 6, 7 -> stage.launch(journey);
                case 8 -> stage.reach(journey, "decide");
                default -> {
                    stage.reach(journey, "decide");
                    stage.complete(journey, "decide");
                }
            }
            played.add(team);
        }
        stage.clock(Stage.MONDAY.plusDays(4), 10, 0);
        return played;
    }
}
