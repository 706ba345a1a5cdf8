package fr.jalon.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

import fr.jalon.JalonApplication;
import fr.jalon.MachineClock;
import fr.jalon.Stage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One database of PostgreSQL, opened by one engine, then by its fork, then by the first again: each method runs alone,
 * in a process and a build of its own. {@code java src/wayout/Operaton.java database} runs them, nothing else does.
 */
@Tag("wayout")
@DisplayName("Une base passe d’un moteur à l’autre")
class InTurnTest {

    private static final Path STORE = Path.of(System.getProperty("wayout.store", "target/wayout-database"));
    /** Where all that runs stood when the database was closed. */
    private static final Path LEFT = STORE.resolve("left.txt");

    @TempDir
    private Path folder;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("d’abord la démonstration, et une équipe à chaque endroit où l’on attend")
    void begins() throws IOException {
        try (MachineClock.Moved clock = MachineClock.at(OldDatabaseMaker.NOW);
                EmbeddedPostgres postgres = postgres();
                ConfigurableApplicationContext jalon = start(postgres, "demo")) {
            jalon.getBean(Everywhere.class).stand(OldDatabaseMaker.MONDAY, OldDatabaseMaker.START);
            leave(jalon);
        }
    }

    @Test
    @DisplayName("puis chaque parcours continue, un sur deux jusqu’à sa fin, et ce qu’ils ouvrent commence")
    void goesOn() throws IOException {
        try (EmbeddedPostgres postgres = postgres();
                ConfigurableApplicationContext jalon = start(postgres, "rehearsal", "test")) {
            findAgain(jalon);
            Everywhere everywhere = jalon.getBean(Everywhere.class);
            List<String> running = everywhere.running();
            for (int index = 0; index < running.size(); index++) {
                if (everywhere.family(running.get(index)).isEmpty()) continue;
                if (index % 2 == 0) everywhere.end(running.get(index));
                else everywhere.goOn(running.get(index));
            }
            leave(jalon);
        }
    }

    @Test
    @DisplayName("enfin tous vont à leur fin")
    void ends() throws IOException {
        try (EmbeddedPostgres postgres = postgres();
                ConfigurableApplicationContext jalon = start(postgres, "rehearsal", "test")) {
            findAgain(jalon);
            Everywhere everywhere = jalon.getBean(Everywhere.class);
            everywhere.endAll();
            assertThat(everywhere.running()).isEmpty();
            assertThat(jalon.getBean(JdbcClient.class)
                            .sql("select id from journey where closed_at is null")
                            .query(String.class)
                            .list())
                    .isEmpty();
        }
    }

    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(STORE.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private ConfigurableApplicationContext start(EmbeddedPostgres postgres, String... profiles) throws IOException {
        return new SpringApplicationBuilder(JalonApplication.class, Stage.class, Everywhere.class)
                .profiles(profiles)
                .run(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--jalon.passwords.rounds=1000",
                        "--camunda.bpm.job-execution.enabled=false",
                        OldDatabaseMaker.models(folder));
    }

    private static void leave(ConfigurableApplicationContext jalon) throws IOException {
        Files.write(LEFT, standing(jalon));
        Everywhere everywhere = jalon.getBean(Everywhere.class);
        System.out.printf(
                "%d instances, at %d places%n",
                everywhere.running().size(), everywhere.held().size());
    }

    /** What runs stands where the other engine has left it, in models that are the same, and the staff is known. */
    private static void findAgain(ConfigurableApplicationContext jalon) throws IOException {
        assertThat(standing(jalon)).hasSizeGreaterThan(80).containsExactlyElementsOf(Files.readAllLines(LEFT));
        assertThat(jalon.getBean(Everywhere.class).behind()).isEmpty();
        assertThat(jalon.getBean(IdentityService.class)
                        .createUserQuery()
                        .memberOfGroup(CAMUNDA_ADMIN)
                        .count())
                .isPositive();
    }

    /** Every instance, and each place at which one waits. */
    private static List<String> standing(ConfigurableApplicationContext jalon) {
        Everywhere everywhere = jalon.getBean(Everywhere.class);
        return Stream.concat(everywhere.running().stream().sorted(), new TreeSet<>(everywhere.held()).stream())
                .toList();
    }
}
