package fr.jalon.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL server whose data outlive it, that keeps what it has confirmed. */
final class Postgres implements AutoCloseable {

    private final Path folder;
    private EmbeddedPostgres server;

    Postgres(Path folder) throws IOException {
        this.folder = folder;
        start(0);
    }

    private void start(int port) throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofMinutes(2))
                // As a server is by itself; embedded, it confirms what it has not written.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /** Without a word to whoever is connected, as a power cut would. */
    void kill() throws IOException {
        long id = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
        ProcessHandle postmaster = ProcessHandle.of(id).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    void startAgain() throws IOException {
        int port = server.getPort();
        server.close();
        start(port);
    }

    /** Creates an empty database. */
    void create(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            connection.createStatement().execute("create database " + database);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
    }

    /** What a node is told of one of its databases. */
    Map<String, String> settings(String database) {
        return Map.of(
                "spring.profiles.active", "postgres",
                "spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
                "spring.datasource.username", "postgres",
                "spring.datasource.password", "postgres");
    }

    /** All rows of a query, each in one text. */
    List<String> ask(String database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            return Ledger.ask(connection, sql);
        }
    }

    /** Gone whatever becomes of it: its data are of no further use. */
    @Override
    public void close() throws IOException {
        kill();
        server.close();
    }
}
