package fr.jalon.benchmark;

import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Enrolments.EnrolledTeam;
import fr.jalon.team.Invitations;
import fr.jalon.team.Roster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the file of the embedded database grows with the teams, running and stopped, and what its lists cost then. A team
 * has four members and does the five tasks of its preparation; every second team generates its ideas. Run with
 * {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=EmbeddedDatabaseBenchmark}, and
 * {@code -Djalon.benchmark.teams} for how many; it prints, and asserts nothing.
 */
@Tag("benchmark")
class EmbeddedDatabaseBenchmark {

    private static final int[] STEPS = Arrays.stream(
                    System.getProperty("jalon.benchmark.teams", "100,300,1000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int COHORT = 100;
    private static final int MEMBERS = 4;

    @TempDir
    private Path folder;

    private int teams;
    private long largest;

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Le fichier et les listes de la base embarquée, d’étape en étape")
    void fileAndLists() throws Exception {
        for (int step : STEPS) {
            ConfigurableApplicationContext jalon = start();
            largest = 0;
            while (teams < step) cohort(jalon, Math.min(COHORT, step - teams));
            long running = megabytes();
            lists(jalon);
            List<Long> resting = rest();
            long began = System.nanoTime();
            jalon.close();
            System.out.printf(
                    "%d équipes : au plus %d Mo en marche, %d Mo après la charge, puis %s Mo de 15 en 15 s,"
                            + " %d Mo à l’arrêt, qui dure %d ms%n",
                    teams, largest, running, resting, megabytes(), (System.nanoTime() - began) / 1_000_000);
        }
    }

    /** The file while nobody works: what is younger than H2's retention time is tidied only once it is older. */
    private List<Long> rest() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (int quarter = 0; quarter < 8; quarter++) {
            LockSupport.parkNanos(15_000_000_000L);
            sizes.add(megabytes());
        }
        return sizes;
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles("rehearsal", "test")
                .run(
                        "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("jalon")
                                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DEFRAG_ALWAYS=TRUE",
                        "--server.port=0",
                        "--camunda.bpm.generate-unique-process-engine-name=false");
    }

    private void cohort(ConfigurableApplicationContext jalon, int size) throws IOException {
        Stage stage = jalon.getBean(Stage.class);
        stage.staff();
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        String cohort = "cohorte-" + teams;
        jalon.getBean(Editions.class)
                .create(new Cohort(cohort, "Cohorte " + teams, List.of(), List.of()), BootcampDays.from(Stage.MONDAY));
        List<Roster.Line> lines = IntStream.range(0, size * MEMBERS)
                .mapToObj(i -> line(teams * MEMBERS + i))
                .toList();
        List<String> instances = new ArrayList<>();
        for (EnrolledTeam team : jalon.getBean(Enrolments.class).enrol(cohort, lines)) {
            jalon.getBean(Invitations.class).accept(team.members().get(0).invitation(), Stage.PASSWORD);
            jalon.getBean(Bootcamps.class).open(cohort, team.id(), "fanny");
            instances.add(jalon.getBean(BootcampRows.class)
                    .latestOf(team.id())
                    .orElseThrow()
                    .id());
            stage.complete(
                    instances.get(instances.size() - 1),
                    "follow-self-training",
                    "create-tool-accounts",
                    "confirm-team",
                    "shortlist-ideas",
                    "gate-preparation");
            largest = Math.max(largest, megabytes());
        }
        for (int i = 0; i < instances.size(); i++) {
            stage.fire(instances.get(i), "ideation-opens");
            if (i % 2 == 0) stage.complete(instances.get(i), "generate-ideas");
            largest = Math.max(largest, megabytes());
        }
        teams += size;
    }

    private static Roster.Line line(int person) {
        return new Roster.Line(
                person + 1, "Équipe " + person / MEMBERS, "Prénom", "Nom " + person, "p" + person + "@jalon.example");
    }

    /** Each three times, on other parameters where there are any: H2 keeps the last result of a query. */
    private void lists(ConfigurableApplicationContext jalon) throws Exception {
        List<String> cohorts = jalon.getBean(JdbcClient.class)
                .sql("select id from cohort order by id")
                .query(String.class)
                .list();
        int[] turn = {0};
        timed(
                "/invitations d’une cohorte",
                () -> get(jalon, "/invitations?cohort=" + cohorts.get(turn[0]++ % cohorts.size())));
        for (String filter : List.of("Jalons à valider", "Mon équipe", "En retard")) {
            String path = "/engine-rest/filter/" + jalon.getBean(Stage.class).filter(filter)
                    + "/list?maxResults=15&firstResult=";
            timed("filtre « " + filter + " »", () -> get(jalon, path + turn[0]++));
        }
        timed("parcours ouverts", jalon.getBean(BootcampRows.class)::openTeams);
        timed("équipes sans parcours", jalon.getBean(BootcampRows.class)::freeTeams);
        timed("liste de 400 personnes à vérifier", () -> jalon.getBean(Enrolments.class)
                .plan(
                        "neuve",
                        IntStream.range(0, 400)
                                .mapToObj(i -> line(++turn[0] * 2))
                                .toList()));
        timed("comptes par adresse", () -> jalon.getBean(Accounts.class)
                .byEmail(List.of("p" + turn[0]++ + "@jalon.example")));
    }

    private static void timed(String what, Callable<?> work) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            long began = System.nanoTime();
            work.call();
            times.add((System.nanoTime() - began) / 1_000_000);
        }
        System.out.printf("  %s : %d ms, puis %s%n", what, times.get(0), times.subList(1, times.size()));
    }

    private static String get(ConfigurableApplicationContext jalon, String path)
            throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(("fanny:" + Stage.PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + jalon.getEnvironment().getProperty("local.server.port") + path))
                                .header("Authorization", "Basic " + login)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        return answer.body();
    }

    private long megabytes() throws IOException {
        return Files.size(folder.resolve("jalon.mv.db")) / 1_000_000;
    }
}
