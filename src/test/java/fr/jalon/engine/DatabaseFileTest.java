package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The file of the embedded database, at the address that application.yaml gives it. */
class DatabaseFileTest {

    private static final int ROWS = 100;

    @TempDir
    private Path folder;

    @RepeatedTest(2)
    @DisplayName("Ce qui est confirmé survit à un kill -9, même pendant que le fichier se resserre")
    void losesNothing() throws IOException, InterruptedException, SQLException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        url(folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int told = 0;
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                told = Integer.parseInt(line);
                // Not by the process itself, which would close what it has still to say.
                if (told == ROWS) writer.toHandle().destroyForcibly();
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor()).isEqualTo(128 + 9);

        assertThat(told).isGreaterThanOrEqualTo(ROWS);
        try (Connection database = DriverManager.getConnection(url(folder), "jalon", "")) {
            assertThat(number(database, "select count(*) from work")).isBetween((long) told, told + 1L);
            assertThat(number(database, "select count(*) from history"))
                    .isEqualTo(number(database, "select count(*) from work"));
            assertThat(number(database, "select times from counter"))
                    .isEqualTo(number(database, "select max(id) from work"));
        }
    }

    @Test
    @DisplayName("Le fichier se resserre en marche quand il a trop grossi, et à l’arrêt jusqu’à son contenu")
    void shrinks() throws IOException, SQLException {
        Path file = folder.resolve("jalon.mv.db");
        try (Connection database = DriverManager.getConnection(url(folder), "jalon", "")) {
            Writer.create(database);
            for (int id = 1; id <= 1_500; id++) Writer.write(database, id);
            database.createStatement().execute("set retention_time 0");
            MVStore store = DatabaseFile.store(database);
            long grown = Files.size(file);
            assertThat(DatabaseFile.isWasteful(store.getFileStore()))
                    .as("%d bytes", grown)
                    .isTrue();

            for (int id = 1_501; id <= 1_510; id++) {
                DatabaseFile.tidy(store);
                Writer.write(database, id);
            }

            assertThat(DatabaseFile.isWasteful(store.getFileStore())).isFalse();
            assertThat(Files.size(file)).isLessThan(grown / 2);
            assertThat(number(database, "select count(*) from work")).isEqualTo(1_510);
        }
        long stopped = Files.size(file);
        try (Connection database = DriverManager.getConnection(url(folder), "jalon", "")) {
            assertThat(number(database, "select count(*) from history")).isEqualTo(1_510);
            database.createStatement().execute("shutdown compact");
        }
        assertThat(stopped).isLessThan(Files.size(file) * 3 / 2);
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (ResultSet rows = database.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String url(Path folder) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        return yaml.getObject().getProperty("spring.datasource.url").replace("./data", folder.toString());
    }

    /** Commits row after row, says each that it has committed, and has the file tidied all the while. */
    static final class Writer {

        public static void main(String[] arguments) throws SQLException {
            try (Connection database = DriverManager.getConnection(arguments[0], "jalon", "")) {
                create(database);
                database.createStatement().execute("set retention_time 0");
                MVStore store = DatabaseFile.store(database);
                Thread tidying = new Thread(() -> {
                    while (true) DatabaseFile.tidy(store);
                });
                tidying.setDaemon(true);
                tidying.start();
                for (int id = 1; ; id++) {
                    write(database, id);
                    System.out.println(id);
                }
            }
        }

        static void create(Connection database) throws SQLException {
            database.createStatement()
                    .execute("create table work (id integer primary key, text varchar(8000) not null);"
                            + " create table history (id integer primary key, work integer not "
                            + "null unique, name varchar(100) not null);"
                            + " create index history_name on history (name); create table "
                            + "counter (times integer not null)");
            database.createStatement().execute("insert into counter values (0)");
            database.setAutoCommit(false);
        }

        /** One piece of work, with what is kept about it, in one transaction. */
        static void write(Connection database, int id) throws SQLException {
            insert(
                    database,
                    "insert into work values (?, ?)",
                    id,
                    new Random(id)
                            .ints(2_000, 'a', 'z')
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
            insert(
                    database,
                    "insert into history values (?, " + id + ", ?)",
                    id * 7919 % 1_000_003,
                    "name " + id * 31 % 997);
            database.createStatement().executeUpdate("update counter set times = times + 1");
            database.commit();
        }

        private static void insert(Connection database, String sql, int id, String text) throws SQLException {
            try (PreparedStatement insert = database.prepareStatement(sql)) {
                insert.setInt(1, id);
                insert.setString(2, text);
                insert.executeUpdate();
            }
        }
    }
}
