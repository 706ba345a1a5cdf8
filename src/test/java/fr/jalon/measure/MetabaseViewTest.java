package fr.jalon.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.engine.EngineSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Ce que Metabase lit")
class MetabaseViewTest {

    private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");
    private static final LocalDate FROM = LocalDate.of(2026, 10, 21);
    private static final LocalDate UNTIL = LocalDate.of(2026, 11, 29);

    private static final List<String> SEEN = List.of(
            "demo abeilles Les Abeilles 2026-09-01 - - - - - - - - idea-to-decision 2026-09-30 - GO - -",
            "demo abeilles Les Abeilles 2026-10-01 5 1 - - - - - - construction 2026-10-01 bizdev-kit - - -",
            "demo abeilles Les Abeilles 2026-11-01 30 2 8 - - 20 - 2 construction 2026-10-01 bizdev-kit - 3 2",
            "demo fourmis Les Fourmis 2026-11-01 7 1 - - - - - - - - - - - -");

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void twoTeams() throws IOException {
        postgres = EmbeddedPostgres.start();
        fill(postgres.getPostgresDatabase(), "postgresql");
        fill(h2(), "h2");
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:metabase-view;DB_CLOSE_DELAY=-1");
        return database;
    }

    private static void fill(DataSource database, String vendor) {
        Flyway.configure()
                .dataSource(database)
                .javaMigrations(new EngineSchema())
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("insert into cohort (id, name, guides, begins) values ('demo', 'Demo', '[]', '2026-09-01')")
                .update();
        for (String team : List.of("Abeilles", "Fourmis")) {
            jdbc.sql("insert into team (id, cohort, name, group_id) values (?, 'demo', ?, ?)")
                    .params(team.toLowerCase(), "Les " + team, "team-" + team.toLowerCase())
                    .update();
        }
        journey(jdbc, "1", "idea-to-decision", "2026-09-30T22:30:00Z", null, "GO");
        journey(jdbc, "2", "construction", "2026-10-01T08:00:00Z", "bizdev-kit", null);
        jdbc.sql("insert into construction (journey, team) values ('2', 'abeilles')")
                .update();
        jdbc.sql("""
            insert into construction_review (journey, review_month, users_served, transactions, next_test, next_measure,
              next_threshold, next_action, reviewed_by, reviewed_at)
            values ('2', 1, 3, 2, 'a', 'b', 'c', 'd', 'anne', cast('2026-11-03T09:00:00Z' as timestamp with time zone))
            """).update();
        measured(jdbc);
    }

    private static void journey(JdbcClient jdbc, String id, String kind, String opened, String step, String outcome) {
        jdbc.sql("insert into journey (id, kind, team, journey_key, title, opened_at, step, outcome, reason)"
                        + " values (?, ?, 'abeilles', 'demo/abeilles', ?, cast(? as timestamp with time zone), ?, ?,"
                        + " 'Anne le veut')")
                .params(id, kind, kind, opened, step, outcome)
                .update();
    }

    /** By the rows that the readings write, on both databases. */
    private static void measured(JdbcClient jdbc) {
        MeasureRows rows = new MeasureRows(jdbc);
        for (String team : List.of("abeilles", "fourmis")) {
            rows.insert(team, "https://mesure.exemple.fr", 7, "scellé", "anne", NOW);
            assertThat(rows.update(team, "https://mesure.exemple.fr", 8, "scellé", "anne", NOW))
                    .isTrue();
            assertThat(rows.due(NOW, 10)).contains(team);
            assertThat(rows.take(team, NOW, NOW, NOW.plusSeconds(60))).isTrue();
            assertThat(rows.take(team, NOW, NOW.minusSeconds(1), NOW)).isFalse();
            Connection connection = rows.find(team).orElseThrow();
            rows.failed(connection, "Faute.", NOW, NOW);
            assertThat(rows.find(team).orElseThrow().failures()).isEqualTo(1);
            assertThat(rows.succeeded(connection, NOW, NOW.plusSeconds(60))).isTrue();
        }
        rows.replace("abeilles", FROM, UNTIL, new Reading(Map.of(FROM, 99L, UNTIL, 1L), Map.of()));
        rows.replace(
                "abeilles",
                FROM,
                UNTIL,
                new Reading(
                        Map.of(FROM, 5L, UNTIL, 10L, UNTIL.minusDays(1), 20L),
                        Map.of(
                                YearMonth.of(2026, 11),
                                Map.of(Origin.CAMPAIGN, 20L, Origin.DIRECT, 8L, Origin.OTHER, 2L))));
        rows.replace("fourmis", FROM, UNTIL, new Reading(Map.of(UNTIL, 7L), Map.of()));
        assertThat(rows.visits("abeilles", FROM, UNTIL)).contains(new MeasuredVisits(35, 3, 40, NOW));
        assertThat(rows.days("fourmis", FROM)).containsExactly(Map.entry(UNTIL, 7L));
        assertThat(rows.origins("abeilles", YearMonth.of(2026, 11))).hasSize(1);
    }

    private static List<String> seen(JdbcClient jdbc) {
        return jdbc.sql("select * from metabase_team_month order by team, month_start")
                .query((row, line) -> Stream.iterate(1, column -> column + 1)
                        .limit(row.getMetaData().getColumnCount())
                        .map(column -> {
                            try {
                                return Objects.toString(row.getObject(column), "-");
                            } catch (SQLException gone) {
                                throw new IllegalStateException(gone);
                            }
                        })
                        .collect(Collectors.joining(" ")))
                .list();
    }

    private static JdbcClient as(String role) {
        return JdbcClient.create(postgres.getDatabase(role, "postgres"));
    }

    /** Gives the role what the operator's guide gives it, word for word. */
    private static JdbcClient metabase() throws IOException {
        JdbcClient owner = as("postgres");
        if (owner.sql("select rolname from pg_roles where rolname = 'metabase'")
                .query()
                .listOfRows()
                .isEmpty()) {
            String guide = Files.readString(Path.of("docs/exploitation.md"));
            List<String> deeds = Pattern.compile("(?m)^((?:create|alter) role|grant) .*;$")
                    .matcher(guide)
                    .results()
                    .map(found -> found.group().replace("on database jalon", "on database postgres"))
                    .toList();
            assertThat(deeds).hasSize(5);
            deeds.forEach(deed -> owner.sql(deed).update());
        }
        return as("metabase");
    }

    @Test
    @DisplayName("est une ligne par équipe et par mois, la même sur PostgreSQL et H2")
    void isOneRowATeamAndMonth() {
        assertThat(seen(JdbcClient.create(h2()))).isEqualTo(SEEN);
        assertThat(seen(as("postgres"))).isEqualTo(SEEN);
    }

    @Test
    @DisplayName("ne dit rien d’une personne, et n’a aucun texte libre")
    void namesNobody() {
        assertThat(String.join("\n", seen(as("postgres")))).doesNotContain("nne");
    }

    @Test
    @DisplayName("se lit par un rôle qui ne lit rien d’autre")
    void isAllTheRoleReads() throws IOException {
        JdbcClient metabase = metabase();
        assertThat(seen(metabase)).isEqualTo(SEEN);
        assertThat(metabase.sql("""
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'S')
                  and has_table_privilege(oid, 'select, insert, update, delete, truncate, references, trigger')
                """).query(String.class).list()).containsExactly("metabase_team_month");
        List<String> tables = as("postgres")
                .sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
                .query(String.class)
                .list();
        assertThat(tables).contains("team", "measure_connection", "act_id_user", "flyway_schema_history");
        for (String table : tables) {
            assertThatThrownBy(
                            () -> metabase.sql("select * from " + table).query().listOfRows())
                    .as(table)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "update metabase_team_month set visits = 0",
                "delete from metabase_team_month",
                "delete from measure_day",
                "insert into measure_day values ('abeilles', '2026-11-01', 1)",
                "create table mine (id integer)",
                "drop view metabase_team_month",
                "set role postgres"
            })
    @DisplayName("et n’écrit rien, même s’il quitte la lecture seule")
    void writesNothing(String deed) throws IOException {
        JdbcClient metabase = metabase();
        assertThatThrownBy(() ->
                        metabase.sql("set transaction read write; " + deed).update())
                .hasStackTraceContaining("ERROR")
                .satisfies(denied -> assertThat(stack(denied))
                        .containsAnyOf(
                                "permission denied",
                                "must be owner of",
                                "cannot update view",
                                "cannot delete from view"));
        assertThat(seen(as("postgres"))).isEqualTo(SEEN);
    }

    private static String stack(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .collect(Collectors.joining("\n"));
    }
}
