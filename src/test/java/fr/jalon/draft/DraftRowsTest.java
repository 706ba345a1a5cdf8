package fr.jalon.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The SQL of drafts on both databases, without the rest of the application. */
@DisplayName("Les lignes des brouillons")
class DraftRowsTest {

    private static final Instant NOW = Instant.parse("2026-10-12T08:00:00.123Z");

    private static EmbeddedPostgres postgres;
    private static List<On> databases;

    /** A database by its name. */
    record On(String name, DataSource database) {
        @Override
        public String toString() {
            return name;
        }

        DraftRows rows() {
            return new DraftRows(JdbcClient.create(database), new ObjectMapper());
        }
    }

    @BeforeAll
    static void create() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:draft-rows;DB_CLOSE_DELAY=-1");
        databases = List.of(new On("H2", h2), new On("PostgreSQL", postgres.getPostgresDatabase()));
        for (On each : databases) {
            try (Connection connection = each.database().getConnection()) {
                connection.createStatement().execute("create table team (id varchar(40) primary key)");
                connection.createStatement().execute("insert into team values ('les-pionniers')");
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/V41__drafts.sql"));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    static Stream<On> databases() {
        return databases.stream();
    }

    private static Draft draft(int version, String idea) {
        ObjectNode answers =
                new ObjectMapper().createObjectNode().put("idea", idea).put("amount", 12.5);
        return new Draft(version, "anne", NOW, answers);
    }

    private static boolean save(DraftRows rows, String task, Draft draft) {
        return rows.save(task, "les-pionniers", draft);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("gardent un texte tel quel, et ne le remplacent que par la version qui le suit")
    void replaceTheVersionBefore(On on) {
        DraftRows rows = on.rows();
        String odd = "« Des \\u0000 paniers » \"<b>\" 🧺\n";
        assertThat(save(rows, "a", draft(1, odd))).isTrue();
        assertThat(rows.find("a")).contains(draft(1, odd));

        assertThat(save(rows, "a", draft(1, "autre"))).isFalse();
        assertThat(save(rows, "a", draft(3, "autre"))).isFalse();
        assertThat(rows.find("a")).contains(draft(1, odd));
        assertThat(save(rows, "a", draft(2, "autre"))).isTrue();
        assertThat(rows.find("a")).contains(draft(2, "autre"));
        assertThat(save(rows, "inconnue", draft(2, "autre"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("n’en gardent qu’un de huit qui arrivent ensemble, le premier comme le suivant")
    void keepOneOfEight(On on) {
        for (int version : List.of(1, 2)) {
            List<CompletableFuture<Boolean>> saved = IntStream.range(0, 8)
                    .mapToObj(node -> CompletableFuture.supplyAsync(
                            () -> save(on.rows(), "ensemble", draft(version, "de " + node))))
                    .toList();
            assertThat(saved.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("se parcourent par leurs tâches, et s’effacent")
    void goByTask(On on) {
        DraftRows rows = on.rows();
        for (String task : List.of("x1", "x2", "x3")) save(rows, task, draft(1, task));
        assertThat(rows.tasks("x", 2)).containsExactly("x1", "x2");
        assertThat(rows.tasks("x2", 2)).containsExactly("x3");

        rows.delete(List.of("x1", "x3"));
        assertThat(rows.tasks("x", 10)).containsExactly("x2");
    }
}
