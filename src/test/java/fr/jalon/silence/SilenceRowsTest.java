package fr.jalon.silence;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.silence.Silence.Level;
import fr.jalon.silence.SilenceRows.Told;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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

/** The SQL of silences on both databases, without the rest of the application. */
@DisplayName("Les lignes des silences")
class SilenceRowsTest {

    private static EmbeddedPostgres postgres;
    private static List<On> databases;

    /** A database by its name. */
    record On(String name, DataSource database) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void create() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:silence-rows;DB_CLOSE_DELAY=-1");
        databases = List.of(new On("H2", h2), new On("PostgreSQL", postgres.getPostgresDatabase()));
        for (On each : databases) {
            try (Connection connection = each.database().getConnection()) {
                connection.createStatement().execute("create table journey (id varchar(64) primary key)");
                connection.createStatement().execute("insert into journey values ('a'), ('b')");
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/V40__silence.sql"));
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

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("gardent de chaque parcours le dernier palier dit, à l’instant près")
    void keepTheLast(On on) {
        SilenceRows rows = new SilenceRows(JdbcClient.create(on.database()));
        Instant since = Instant.parse("2026-10-12T08:00:00.123456Z");
        rows.put("a", new Told(since, Level.TEAM));
        rows.put("b", new Told(since, Level.TEAM));
        rows.put("a", new Told(since.plusSeconds(1), Level.COACH));
        assertThat(rows.told())
                .hasSize(2)
                .containsEntry("a", new Told(since.plusSeconds(1), Level.COACH))
                .containsEntry("b", new Told(since, Level.TEAM));
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("ne confient le matin qu’à un seul de huit nœuds")
    void areClaimedOnce(On on) {
        SilenceRows rows = new SilenceRows(JdbcClient.create(on.database()));
        LocalDate day = LocalDate.of(2026, 10, 15);
        List<CompletableFuture<Boolean>> claims = IntStream.range(0, 8)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> rows.claim(day)))
                .toList();
        assertThat(claims.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
        assertThat(rows.claim(day.plusDays(1))).isTrue();
    }
}
