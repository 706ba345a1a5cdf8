package fr.jalon.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tukaani.xz.XZInputStream;

/** Copies of databases that an earlier version has left behind, by {@link OldDatabaseMaker}. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Une base de la version précédente s’ouvre, et chaque parcours continue jusqu’à sa fin")
class OldDatabaseTest {

    /** The migrations that the copies have seen. */
    private static final int SCHEMA = 15;

    @TempDir
    private Path folder;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("sur H2 : la démonstration, une équipe dans chaque phase")
    void onH2() throws Exception {
        try (InputStream copy = copy("h2.mv.db.xz")) {
            Files.copy(copy, folder.resolve("jalon.mv.db"));
        }
        goOn("jdbc:h2:file:" + folder.resolve("jalon"), "jalon", 9, jalon -> {});
    }

    @Test
    @DisplayName("sur PostgreSQL : la démonstration, et une équipe à chaque endroit où l’on attend")
    void onPostgres(CapturedOutput output) throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            createSchema(url);
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                load(connection);
                count(connection);
            }
            goOn(url, "postgres", 80, jalon -> {
                keepsWhomTheListsNamed(jalon);
                startTwoNodesOfALaterVersion(jalon);
            });
            assertThat(output).doesNotContain("cannot follow");
        }
    }

    private static void goOn(String url, String user, int instances, Consumer<ApplicationContext> more) {
        try (ConfigurableApplicationContext jalon = new SpringApplicationBuilder(
                        JalonApplication.class, Stage.class, Everywhere.class)
                .profiles("rehearsal", "test")
                .run("--spring.datasource.url=" + url, "--spring.datasource.username=" + user, "--server.port=0")) {
            Everywhere everywhere = jalon.getBean(Everywhere.class);
            List<String> running = everywhere.running();
            assertThat(running).hasSize(instances);
            assertThat(everywhere.behind()).isEmpty();
            more.accept(jalon);
            assertThat(everywhere.behind()).isEmpty();
            running.forEach(everywhere::end);
            everywhere.endAll();
            assertThat(everywhere.running()).isEmpty();
            assertThat(jalon.getBean(JdbcClient.class)
                            .sql("select id from journey where closed_at is null")
                            .query(String.class)
                            .list())
                    .isEmpty();
        }
    }

    /** The forms of that version kept apprentices as lists of the proof of concept. */
    private static void keepsWhomTheListsNamed(ApplicationContext jalon) {
        assertThat(jalon.getBean(JdbcClient.class)
                        .sql("select distinct name from apprentice where contract is null")
                        .query(String.class)
                        .list())
                .contains("Alternant 1", "Alternant 3");
    }

    private static void startTwoNodesOfALaterVersion(ApplicationContext jalon) {
        jalon.getBean(Everywhere.class).reviseModels();
        SmartInitializingSingleton start = jalon.getBean("runningJourneys", SmartInitializingSingleton.class);
        CompletableFuture<Void> other = CompletableFuture.runAsync(start::afterSingletonsInstantiated);
        start.afterSingletonsInstantiated();
        other.join();
    }

    /** What creates the schema, and no more of Jalon. */
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan(
            basePackageClasses = Processes.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = JavaMigration.class))
    private static class Schema {}

    private static void createSchema(String url) {
        new SpringApplicationBuilder(Schema.class)
                .web(WebApplicationType.NONE)
                .profiles("test")
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=postgres",
                        "--spring.flyway.target=" + SCHEMA)
                .close();
    }

    /**
     * Each table's rows, those of the schema's history too: Flyway then holds what was applied against what is there.
     */
    private static void load(Connection connection) throws IOException, SQLException {
        connection.createStatement().execute("set session_replication_role = replica");
        CopyManager copies = new CopyManager(connection.unwrap(BaseConnection.class));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(copy("postgresql.sql.xz"), StandardCharsets.UTF_8))) {
            for (String statement = lines.readLine(); statement != null; statement = lines.readLine()) {
                String table = statement.substring(statement.indexOf('"'), statement.lastIndexOf('"') + 1);
                connection.createStatement().execute("delete from " + table);
                CopyIn rows = copies.copyIn(statement);
                for (String row = lines.readLine(); !row.equals("\\."); row = lines.readLine()) {
                    byte[] bytes = (row + "\n").getBytes(StandardCharsets.UTF_8);
                    rows.writeToCopy(bytes, 0, bytes.length);
                }
                rows.endCopy();
            }
        }
    }

    /** Rows that are copied in leave the counter of their ids where it was. */
    private static void count(Connection connection) throws SQLException {
        connection.createStatement().execute("""
                do $$ declare counted record; begin
                  for counted in select table_name, column_name from information_schema.columns
                      where table_schema = 'public' and is_identity = 'YES' loop
                    execute format('select setval(pg_get_serial_sequence(%L, %L), max(%I)) from %I',
                        counted.table_name, counted.column_name, counted.column_name, counted.table_name);
                  end loop; end $$""");
    }

    private static InputStream copy(String name) throws IOException {
        return new XZInputStream(OldDatabaseTest.class.getResourceAsStream("/olddb/" + name));
    }
}
