package fr.jalon.upgrade;

import fr.jalon.JalonApplication;
import fr.jalon.MachineClock;
import fr.jalon.Stage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Writes the copies in {@code src/test/resources/olddb} anew: the demonstration, and an instance at every place of the
 * models. {@code ./mvnw test -Dtest=OldDatabaseMaker -Dgroups=olddb -DexcludedGroups=} runs it, nothing else does.
 */
@Tag("olddb")
@DisplayName("Copier une base d’aujourd’hui")
class OldDatabaseMaker {

    private static final Path COPIES = Path.of("src/test/resources/olddb");
    /** A Friday. */
    static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
    static final LocalDate START = LocalDate.of(2018, 3, 1);

    @TempDir
    private Path folder;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("pour H2 : la démonstration, en un fichier")
    void onH2() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("jalon");
        live(url, "jalon", jalon -> {});
        try (Connection connection = DriverManager.getConnection(url, "jalon", "")) {
            connection.createStatement().execute("shutdown defrag");
        }
        try (OutputStream copy = packed("h2.mv.db.xz")) {
            Files.copy(folder.resolve("jalon.mv.db"), copy);
        }
    }

    @Test
    @DisplayName("pour PostgreSQL : la démonstration et une instance à chaque endroit, ligne par ligne")
    void onPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            live(postgres.getJdbcUrl("postgres", "postgres"), "postgres", jalon -> jalon.stand(MONDAY, START));
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    OutputStream copy = packed("postgresql.sql.xz")) {
                for (String table : tables(connection)) {
                    copy.write(("copy \"" + table + "\" from stdin;\n").getBytes(StandardCharsets.UTF_8));
                    new CopyManager(connection.unwrap(BaseConnection.class))
                            .copyOut("copy \"" + table + "\" to stdout", copy);
                    copy.write("\\.\n".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static OutputStream packed(String name) throws IOException {
        Files.createDirectories(COPIES);
        return new XZOutputStream(
                Files.newOutputStream(COPIES.resolve(name)), new LZMA2Options(LZMA2Options.PRESET_MAX));
    }

    private static List<String> tables(Connection connection) throws SQLException {
        try (var found = connection
                .createStatement()
                .executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'public' order by 1")) {
            List<String> tables = new ArrayList<>();
            while (found.next()) tables.add(found.getString(1));
            return tables;
        }
    }

    private void live(String url, String user, Consumer<Everywhere> more) throws IOException {
        try (MachineClock.Moved clock = MachineClock.at(NOW);
                ConfigurableApplicationContext jalon = new SpringApplicationBuilder(
                                JalonApplication.class, Stage.class, Everywhere.class)
                        .profiles("demo")
                        .run(
                                "--spring.datasource.url=" + url,
                                "--spring.datasource.username=" + user,
                                "--server.port=0",
                                "--logging.level.root=warn",
                                "--jalon.passwords.rounds=1000",
                                "--camunda.bpm.job-execution.enabled=false",
                                models(folder))) {
            more.accept(jalon.getBean(Everywhere.class));
        }
    }

    /** As from Jalon's own jar: the engine then names the models without the folder in which they are built. */
    static String models(Path folder) throws IOException {
        Path models = folder.resolve("models.jar");
        pack(models);
        return "--camunda.bpm.deployment-resource-pattern="
                + Stream.of("bpmn", "dmn", "form", "html")
                        .map(kind -> "jar:" + models.toUri() + "!/**/*." + kind)
                        .collect(Collectors.joining(","));
    }

    private static void pack(Path models) throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(models))) {
            for (String folder : List.of("bpmn", "forms")) {
                try (Stream<Path> files = Files.walk(Path.of(folder))) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        add(jar, file.toString(), Files.readAllBytes(file));
                    }
                }
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
