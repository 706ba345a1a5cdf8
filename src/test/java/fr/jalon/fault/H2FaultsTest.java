package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import fr.jalon.Api;
import fr.jalon.MachineClock;
import fr.jalon.Visitor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a node and of its disk, and an operator's backups; what one test leaves behind, the next goes on with. */
@Beside
@Timeout(3600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Un nœud sur un fichier H2")
class H2FaultsTest {

    private static final int TEAMS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BACKUPS = "### H2 : arrêter, copier";

    @TempDir
    private static Path machine;

    private final Random chance = new Random();
    private final Collection<String> confirmed = new HashSet<>();
    private Operator operator;
    private Node node;

    @BeforeAll
    void start() throws IOException {
        operator = new Operator(machine);
        node = node(machine.resolve("var/lib/jalon/data/jalon")).start().awaitReady();
        incubator().hire();
    }

    @AfterAll
    void end() {
        if (node != null) node.close();
    }

    private static String url(Path file) {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DEFRAG_ALWAYS=TRUE";
    }

    private static Node node(Path file) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.datasource.url", url(file));
        settings.put("jalon.passwords.rounds", "1000");
        settings.put("camunda.bpm.job-execution.lock-time-in-millis", "4000");
        return new Node("h2", settings);
    }

    private Incubator incubator() {
        return new Incubator(node);
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(url(machine.resolve("var/lib/jalon/data/jalon")), "jalon", "");
    }

    private static LocalDate inAWeek() {
        return MachineClock.realDay().plusDays(7);
    }

    @Beside.Scenario
    @Order(1)
    @DisplayName("tombe par kill -9 au milieu des minuteurs et des saisies : rien n’est perdu ni doublé")
    void outlivesAKill() throws Exception {
        Map<String, List<String>> cohorts = new HashMap<>();
        String cohort = "";
        for (int round = 0; round < Node.ROUNDS; round++) {
            int phase = round % Incubator.PHASES.size();
            if (phase == 0) {
                cohort = "kill-" + round;
                cohorts.put(cohort, incubator().open(cohort, TEAMS, inAWeek()));
            }
            incubator().pass(cohort, Incubator.PHASES.get(phase));
            try (Load load = new Load("kill-" + round, node)) {
                int fired = amid(Incubator.TIMERS.get(phase));
                node.kill();
                confirmed.addAll(load.end());
                System.out.printf("H2 kill -9, round %d: %d of %d fired before%n", round + 1, fired, TEAMS);
            }
            node.start().awaitReady();
            incubator().awaitFired(Incubator.TIMERS.get(phase), PATIENCE);
        }
        node.kill();
        try (Connection database = database()) {
            Ledger.assertKept(database, confirmed);
            Ledger.assertSound(database);
            for (Map.Entry<String, List<String>> each : cohorts.entrySet())
                Ledger.assertFiredOnce(database, Incubator.TIMERS.get(0), each.getKey(), each.getValue());
        }
        assertThat(confirmed).isNotEmpty();
        node.start().awaitReady();
    }

    private int amid(String timer) {
        int wanted = TEAMS - 1 - chance.nextInt(TEAMS / 2);
        incubator().arm(timer, MachineClock.real().plusSeconds(2));
        int[] left = new int[1];
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    left[0] = incubator().left(timer);
                    return left[0] <= wanted;
                });
        return TEAMS - left[0];
    }

    @Beside.Scenario
    @Order(2)
    @DisplayName("dit que son disque est plein, ne garde rien à moitié, et reprend seul quand il y a de la place")
    void outlivesAFullDisk() throws Exception {
        for (int round = 0; round < Node.ROUNDS; round++) {
            String cohort = "disque-" + round;
            List<String> teams = incubator().open(cohort, TEAMS, inAWeek());
            incubator().pass(cohort, "preparation");
            Visitor fanny = Visitor.program(node.port(), "fanny");
            try (Load load = new Load(cohort, node)) {
                int fired = amid("ideation-opens");
                node.limitFiles("1");
                await().atMost(PATIENCE).until(() -> node.answers("/readyz") == 503);
                HttpResponse<String> said = fanny.post("/api/cohorts", "{\"id\": \"plein\", \"name\": \"Plein\"}");
                assertThat(said.statusCode()).as(said.body()).isEqualTo(503);
                assertThat(said.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
                assertThat(Api.plain(said.body())).contains("Jalon n’atteint pas sa base de données");

                long since = System.nanoTime();
                node.limitFiles("unlimited");
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(50))
                        .until(node::isReady);
                System.out.printf(
                        "H2 full disk, round %d: %d of %d fired before, ready %d ms after%n",
                        round + 1,
                        fired,
                        TEAMS,
                        Duration.ofNanos(System.nanoTime() - since).toMillis());
                incubator().awaitFired("ideation-opens", PATIENCE);
                confirmed.addAll(load.end());
            }
            assertThat(incubator().complete(cohort, "generate-ideas")).containsExactlyInAnyOrderElementsOf(teams);
            node.stop();
            try (Connection database = database()) {
                Ledger.assertKept(database, confirmed);
                Ledger.assertFiredOnce(database, "ideation-opens", cohort, teams);
                Ledger.assertSound(database);
                assertThat(Ledger.ask(database, "select id from cohort where id = 'plein'"))
                        .isEmpty();
            }
            node.start().awaitReady();
        }
    }

    @Beside.Scenario
    @Order(3)
    @DisplayName("se restaure par les commandes du guide ; les minuteurs échus entre-temps partent une fois chacun")
    void isRestored() throws Exception {
        List<String> teams = incubator().open("restauree", TEAMS, inAWeek());
        incubator().pass("restauree", "preparation");

        operator.runs(node);
        String backup = operator.types(BACKUPS, "jalon-sauvegarde");
        assertThat(operator.hasStarted()).isTrue();
        node.start().awaitReady();
        assertThat(incubator().open("perdue", 1, inAWeek())).hasSize(1);
        operator.at("jalon-2027-03-08-043000", Path.of(backup).getFileName().toString());
        operator.runs(node);
        operator.types(BACKUPS, "mv -T /var/lib/jalon/data ");
        node.startAhead(Duration.ofDays(9)).awaitReady();

        incubator().awaitFired("ideation-opens", PATIENCE);
        assertThat(incubator().complete("restauree", "generate-ideas")).containsExactlyInAnyOrderElementsOf(teams);
        node.stop();
        try (Connection database = database()) {
            Ledger.assertFiredOnce(database, "ideation-opens", "restauree", teams);
            Ledger.assertFiredOnce(database, "ideation-late", "restauree", teams);
            Ledger.assertKept(database, confirmed);
            Ledger.assertSound(database);
            assertThat(Ledger.ask(database, "select id from cohort where id = 'perdue'"))
                    .isEmpty();
        }
    }

    @Beside.Scenario
    @Order(4)
    @DisplayName("s’exporte et se relit par les commandes du guide, ligne pour ligne")
    void isExported() throws Exception {
        Map<String, String> before = rows();
        operator.types(BACKUPS, "org.h2.tools.Script ");
        Files.move(machine.resolve("var/lib/jalon/data"), machine.resolve("var/lib/jalon/data.avant"));
        operator.types(BACKUPS, "org.h2.tools.RunScript ");

        assertThat(before).hasSizeGreaterThan(80);
        assertThat(rows()).isEqualTo(before);
    }

    /** How many rows each table has. */
    private Map<String, String> rows() throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (Connection database = database()) {
            for (String table : Ledger.ask(database, """
                    select table_name from information_schema.tables
                    where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'"""))
                rows.put(
                        table,
                        Ledger.ask(database, "select count(*) from \"" + table + "\"")
                                .get(0));
        }
        return rows;
    }

    @Beside.Scenario
    @Order(5)
    @DisplayName("refuse en français de démarrer là où il ne peut rien écrire")
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.writeString(machine.resolve("fichier"), "");
        try (Node lost = node(file.resolve("data/jalon")).start()) {
            assertThat(lost.awaitEnd()).isEqualTo(1);
            assertThat(Api.plain(lost.log())).contains("Jalon ne peut pas écrire sa base de données");
        }
    }

    @Beside.Scenario
    @Order(6)
    @DisplayName("refuse en français de démarrer dans un dossier qu’il ne peut que lire, vide ou non")
    void refusesAFolderThatIsOnlyRead() throws IOException {
        Path empty = Files.createDirectories(machine.resolve("lecture/vide"));
        Path filled = Files.createDirectories(machine.resolve("lecture/jalon"));
        Path file = filled.resolve("jalon.mv.db");
        Files.copy(machine.resolve("var/lib/jalon/data/jalon.mv.db"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        for (Path folder : List.of(empty, filled)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
            assumeThat(Node.cannotWriteTo(folder))
                    .as("setpriv takes root the right to write where nobody may")
                    .isTrue();
            try (Node lost = node(folder.resolve("jalon")).bound().start()) {
                assertThat(lost.awaitEnd()).as(lost.log()).isEqualTo(1);
                assertThat(Api.plain(lost.log())).contains("Jalon ne peut pas écrire sa base de données");
            } finally {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
