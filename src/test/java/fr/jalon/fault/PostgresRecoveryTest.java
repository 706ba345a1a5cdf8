package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.jalon.MachineClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator's backup with the tools that PostgreSQL brings, on the server of the same version beside them. */
@Beside
@Timeout(600)
@DisplayName("Une base PostgreSQL")
class PostgresRecoveryTest {

    private static final String SECTION = "### PostgreSQL : sans arrêt";
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+)");

    @TempDir
    private static Path machine;

    private final int port = Node.freePort();
    private Path tools;

    @BeforeAll
    void startServer() throws Exception {
        tools = tools();
        assumeTrue(
                tools != null,
                "Pas de pg_dump, ou pas de serveur de sa version : installez le paquet postgresql pour jouer ceci.");
        Path data = Files.createDirectory(machine.resolve("postgres"));
        run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "--no-instructions", "-D", data.toString());
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                machine.resolve("postgres.log").toString(),
                "-o",
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(port),
                "-w",
                "start");
        try (Connection server = connect("postgres")) {
            server.createStatement().execute("create role jalon login");
        }
        try (Connection server = connect("postgres")) {
            server.createStatement().execute("create database jalon owner jalon");
        }
    }

    @AfterAll
    void stopServer() throws Exception {
        if (tools != null) run("pg_ctl", "-D", machine.resolve("postgres").toString(), "-m", "immediate", "stop");
    }

    /** Where Debian keeps the server of the version that {@code pg_dump} has; null where there is none. */
    private static Path tools() throws IOException, InterruptedException {
        try {
            Process asked = new ProcessBuilder("pg_dump", "--version").start();
            Matcher version =
                    VERSION.matcher(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            asked.waitFor();
            if (!version.find()) return null;
            Path folder = Path.of("/usr/lib/postgresql", version.group(1), "bin");
            return Files.isExecutable(folder.resolve("initdb")) ? folder : null;
        } catch (IOException none) {
            return null;
        }
    }

    /** PostgreSQL refuses to be run by root: a namespace of its own makes nobody of it. */
    private void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("unshare", "-U"));
        command.add(tools.resolve(tool).toString());
        command.addAll(List.of(arguments));
        Path said = machine.resolve(tool + ".log");
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(code).as("%s%n%s", command, Files.readString(said)).isZero();
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
    }

    private Node node(String database) {
        return new Node(
                database,
                Map.of(
                        "spring.profiles.active", "postgres",
                        "spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                        "spring.datasource.username", "jalon",
                        "spring.datasource.password", "jalon",
                        "jalon.passwords.rounds", "1000"));
    }

    @Beside.Scenario
    @DisplayName("se restaure par les commandes du guide, sans arrêt ; les minuteurs échus partent une fois chacun")
    void isRestored() throws Exception {
        List<String> teams;
        Collection<String> confirmed;
        Operator operator = new Operator(machine).at("-h bdd.exemple.fr", "-h 127.0.0.1 -p " + port);
        try (Node node = node("jalon").start().awaitReady()) {
            Incubator incubator = new Incubator(node);
            incubator.hire();
            teams = incubator.open("restauree", 20, MachineClock.realDay().plusDays(7));
            incubator.pass("restauree", "preparation");
            try (Load before = new Load("avant", node)) {
                incubator.open("autre", 5, MachineClock.realDay().plusDays(7));
                confirmed = before.end();
            }
            try (Load load = new Load("pendant", node)) {
                String dump = operator.types(SECTION, "pg_dump");
                operator.at(
                        "jalon-2027-03-08-043000.dump",
                        Path.of(dump).getFileName().toString());
                assertThat(load.end()).isNotEmpty();
            }
            node.kill();
        }
        operator.types(SECTION, "createdb");
        try (Node node = node("jalon_restaure").startAhead(Duration.ofDays(9)).awaitReady()) {
            Incubator incubator = new Incubator(node);
            incubator.awaitFired("ideation-opens", Duration.ofSeconds(60));
            assertThat(incubator.complete("restauree", "generate-ideas")).containsExactlyInAnyOrderElementsOf(teams);
            node.kill();
        }
        try (Connection database = connect("jalon_restaure")) {
            Ledger.assertFiredOnce(database, "ideation-opens", "restauree", teams);
            Ledger.assertFiredOnce(database, "ideation-late", "restauree", teams);
            Ledger.assertKept(database, confirmed);
            Ledger.assertSound(database);
        }
    }
}
