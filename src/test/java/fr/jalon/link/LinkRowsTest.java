package fr.jalon.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The SQL of links on both databases, without the rest of the application. */
@DisplayName("Les lignes des liens")
class LinkRowsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 21);

    private static EmbeddedPostgres postgres;

    /** A database by its name. */
    record On(String name, DataSource database) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<On> databases;

    @BeforeAll
    static void create() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:link-rows;DB_CLOSE_DELAY=-1");
        databases = List.of(new On("H2", h2), new On("PostgreSQL", postgres.getPostgresDatabase()));
        for (On each : databases) {
            try (Connection connection = each.database().getConnection()) {
                connection.createStatement().execute("create table team (id varchar(40) primary key)");
                connection.createStatement().execute("insert into team values ('abeilles'), ('cigales')");
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/V35__shared_links.sql"));
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

    private static LinkRows rows(DataSource database) {
        return new LinkRows(JdbcClient.create(database));
    }

    private static SharedLink link(String team, String code) {
        return new SharedLink(
                UUID.randomUUID().toString(),
                team,
                code,
                "Infolettre",
                "https://exemple.fr/",
                new Tags("infolettre", "email", team, ""),
                "https://exemple.fr/?utm_source=infolettre&utm_medium=email&utm_campaign=" + team,
                "anne",
                Instant.parse("2026-10-21T08:00:00Z"),
                null);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("se gardent, se comptent, se renomment et se retirent, une place et un code pour un seul lien")
    void areKept(On on) {
        LinkRows rows = rows(on.database());
        SharedLink one = link("abeilles", "bcdf2222");
        assertThat(rows.insert(one, 1)).isTrue();
        assertThat(rows.insert(link("abeilles", "bcdf3333"), 1)).isFalse();
        assertThat(rows.insert(link("abeilles", "bcdf2222"), 2)).isFalse();
        SharedLink two = link("abeilles", "bcdf4444");
        assertThat(rows.insert(two, 2)).isTrue();
        assertThat(rows.insert(link("cigales", "bcdf5555"), 1)).isTrue();
        assertThat(rows.of("abeilles")).containsExactly(two, one);
        assertThat(rows.find("abeilles", "bcdf2222")).contains(one);
        assertThat(rows.find("cigales", "bcdf2222")).isEmpty();

        rows.count(one.id(), TODAY.minusDays(7));
        rows.count(one.id(), TODAY);
        rows.count(one.id(), TODAY);
        assertThat(rows.visitsOf(one.id())).containsExactly(entry(TODAY.minusDays(7), 1), entry(TODAY, 2));
        assertThat(rows.counted("abeilles", TODAY.minusDays(6), TODAY))
                .containsExactly(new LinkRows.Counted(two, 0, 0), new LinkRows.Counted(one, 2, 3));
        assertThat(rows.days("abeilles"))
                .containsExactly(
                        new LinkRows.OnDay(one, TODAY.minusDays(7), 1),
                        new LinkRows.OnDay(one, TODAY, 2),
                        new LinkRows.OnDay(two, null, 0));

        rows.rename(one.id(), "Infolettre d’octobre");
        Instant first = Instant.parse("2026-10-22T08:00:00Z");
        rows.withdraw(one.id(), first);
        rows.withdraw(one.id(), first.plusSeconds(60));
        assertThat(rows.byCode("bcdf2222")).hasValueSatisfying(link -> {
            assertThat(link.label()).isEqualTo("Infolettre d’octobre");
            assertThat(link.withdrawnAt()).isEqualTo(first);
        });
    }

    private static Map.Entry<LocalDate, Long> entry(LocalDate day, long visits) {
        return Map.entry(day, visits);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("comptent juste dix mille visites de vingt clients à la fois, la première d’un jour comprise")
    void countExactly(On on) throws Exception {
        LinkRows rows = rows(on.database());
        SharedLink link = link("cigales", "bcdf7777");
        assertThat(rows.insert(link, 7)).isTrue();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            Callable<Void> client = () -> {
                try (Connection connection = on.database().getConnection()) {
                    LinkRows own = rows(new SingleConnectionDataSource(connection, true));
                    for (int visit = 0; visit < 500; visit++) own.count(link.id(), TODAY.plusDays(visit / 50));
                }
                return null;
            };
            for (Future<Void> each : clients.invokeAll(Collections.nCopies(20, client))) each.get();
        } finally {
            clients.shutdownNow();
        }
        assertThat(rows.visitsOf(link.id())).hasSize(10).allSatisfy((day, visits) -> assertThat(visits)
                .isEqualTo(1000));
    }
}
