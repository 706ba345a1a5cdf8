package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.scic.Apprentices.Declared;
import fr.jalon.scic.CompanyInterview.Interest;
import fr.jalon.scic.Milestones.Review;
import fr.jalon.scic.ShortfallRows.Shortfall;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

/** The SQL of what a track records, on both databases, without the rest of the application. */
@DisplayName("Les lignes des alternants, du chiffre d’affaires et des personnes interrogées")
class ApprenticeRowsTest {

    private static final Instant NOW = Instant.parse("2026-10-12T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 10, 12);

    private static EmbeddedPostgres postgres;
    private static List<On> databases;

    /** A database by its name. */
    record On(String name, DataSource database) {
        @Override
        public String toString() {
            return name;
        }

        JdbcClient jdbc() {
            return JdbcClient.create(database);
        }
    }

    @BeforeAll
    static void create() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:apprentice-rows;DB_CLOSE_DELAY=-1");
        databases = List.of(new On("H2", h2), new On("PostgreSQL", postgres.getPostgresDatabase()));
        for (On each : databases) {
            try (Connection connection = each.database().getConnection()) {
                connection.createStatement().execute("create table cohort (id varchar(40) primary key)");
                connection.createStatement().execute("create table team (id varchar(40) primary key)");
                connection.createStatement().execute("insert into cohort values ('c')");
                connection.createStatement().execute("insert into team values ('e')");
                for (String script :
                        List.of("V7__scic", "V42__apprentices", "V43__revenue", "V47__lists_before_the_register"))
                    ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/" + script + ".sql"));
                for (String track : List.of("a", "b", "c", "d", "f"))
                    connection.createStatement().execute("""
                            insert into track (id, cohort, team, structure_name, start_day, companies, apprentices,
                              strong_interest_percent, letters, price_accepted_percent, price, opened_at)
                            values ('%s', 'c', 'e', 'S', date '2025-10-01', 20, 10, 30, 3, 50, 2500, current_timestamp)
                            """.formatted(track));
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

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static Apprentice apprentice(String id, String email, LocalDate starts, LocalDate ends, LocalDate broken) {
        return new Apprentice(
                id, "N", email, "Atelier", ApprenticeContract.APPRENTICESHIP, starts, ends, broken, null, 1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("se comptent d’un seul coup comme un par un, avec les bilans ou sans")
    void count(On on) {
        ApprenticeRows rows = new ApprenticeRows(on.jdbc(), clock());
        ReviewRows reviews = new ReviewRows(on.jdbc(), clock());
        assertThat(reviews.standing("a", TODAY)).isEqualTo(new ReviewRows.Standing(0, 0, List.of()));
        rows.insert("a", apprentice("1", null, TODAY, TODAY, null), "x");
        rows.insert("a", apprentice("2", null, TODAY.minusDays(9), TODAY.minusDays(1), null), "x");
        rows.insert("a", apprentice("3", null, TODAY.minusDays(9), null, TODAY), "x");
        rows.insert("a", apprentice("4", null, TODAY.minusDays(9), null, TODAY.plusDays(1)), "x");
        rows.insert("a", apprentice("5", null, TODAY.plusDays(1), null, null), "x");
        reviews.add("a", new ReviewRows.Held(new Review(6, 3, 2, 10.5), "ON_TRACK"), "{}", "x");
        ReviewRows.Standing standing = reviews.standing("a", TODAY);
        assertThat(standing.placed()).isEqualTo(4);
        assertThat(standing.active()).isEqualTo(2);
        assertThat(standing.held()).hasSize(1);
        assertThat(rows.of("a").stream().filter(each -> each.isPlaced(TODAY)))
                .hasSize(4)
                .filteredOn(each -> each.on(TODAY) == Apprentice.State.ACTIVE)
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("se comptent avec ceux qui furent déclarés avant le registre, chacun une fois")
    void countTheDeclared(On on) {
        ApprenticeRows rows = new ApprenticeRows(on.jdbc(), clock());
        ReviewRows reviews = new ReviewRows(on.jdbc(), clock());
        assertThat(rows.declared("f")).isEmpty();
        assertThat(rows.withOldList()).isEmpty();
        on.jdbc().sql("update track set has_old_list = true where id = 'f'").update();
        assertThat(rows.withOldList()).containsExactly("f");
        assertThat(rows.takeOldList("f")).isTrue();
        assertThat(rows.takeOldList("f")).isFalse();
        rows.insert("f", apprentice("f1", null, TODAY.minusDays(9), null, null), null);
        rows.insert("f", apprentice("f2", null, TODAY.minusDays(9), null, TODAY.minusDays(8)), null);
        rows.insert("f", apprentice("f3", null, TODAY.minusDays(1), null, null), null);
        rows.declare("f", new Declared(6, 4, TODAY.minusDays(5)));
        assertThat(rows.declared("f")).contains(new Declared(6, 4, TODAY.minusDays(5)));
        assertThat(reviews.standing("f", TODAY)).isEqualTo(new ReviewRows.Standing(7, 5, List.of()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("se changent une fois par version, et perdent leur nom à leur adresse ou quand leur temps est passé")
    void forget(On on) {
        ApprenticeRows rows = new ApprenticeRows(on.jdbc(), clock());
        rows.insert("b", apprentice("b1", "lou@exemple.fr", TODAY.minusYears(4), null, null), "x");
        rows.insert("b", apprentice("b2", null, TODAY.minusYears(4), TODAY.minusDays(1), null), "x");
        rows.insert("b", apprentice("b3", null, TODAY.minusYears(4), TODAY, null), "x");
        Apprentice changed = new Apprentice(
                "b3", "N", null, "Ailleurs", ApprenticeContract.PROFESSIONALISATION, TODAY, null, null, TODAY, 2);
        assertThat(rows.update("b", changed, "y")).isTrue();
        assertThat(rows.update("b", changed, "y")).isFalse();
        assertThat(rows.find("b", "b3")).contains(changed);
        assertThat(rows.at("lou@exemple.fr", 5, 0)).hasSize(1).allMatch(placed -> placed.team()
                .equals("e"));
        assertThat(rows.forgetOver(TODAY, TODAY.minusYears(5))).isEqualTo(1);
        assertThat(rows.forget("lou@exemple.fr")).isEqualTo(1);
        assertThat(rows.forgetOver(TODAY, TODAY.minusYears(3))).isZero();
        assertThat(rows.of("b")).extracting(Apprentice::name).containsExactly("N", null, null);
        rows.delete("b", "b1");
        assertThat(rows.of("b")).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("gardent les personnes interrogées à part, pour un temps")
    void keepInterviewees(On on) {
        MarketRows rows = new MarketRows(on.jdbc(), clock());
        CompanyInterview company = new CompanyInterview(Segment.TECH_SME, Interest.STRONG, true, false);
        rows.add("c", company, new MarketRows.Told("Zoé", "zoe@exemple.fr", "{\"budget\":\"peu\"}"), "x");
        rows.addApprentice("c", new MarketRows.Told(null, null, "{\"apprentice\":\"Ali\"}"), "x");
        assertThat(rows.at("zoe@exemple.fr", 5, 0))
                .extracting(MarketRows.Heard::person)
                .containsExactly("Zoé");
        assertThat(rows.forgetBefore(NOW)).isZero();
        assertThat(rows.forgetBefore(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(rows.at("zoe@exemple.fr", 5, 0)).isEmpty();
        Map<Long, String> naming = rows.namingBefore(NOW.plusSeconds(1));
        assertThat(naming.values()).containsExactly("{\"apprentice\":\"Ali\"}");
        rows.rewrite(naming.keySet().iterator().next(), "{}");
        assertThat(rows.namingBefore(NOW.plusSeconds(1))).isEmpty();
        Track track = new Track("c", "c", "e", "S", LocalDate.of(2025, 10, 1), MarketTargets.DEFAULT);
        assertThat(rows.kpis(track).companies()).isEqualTo(1);
        assertThat(rows.kpis(track).missing(Segment.TECH_SME)).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("additionnent les douze mois d’avant, et disent ceux qui manquent")
    void sum(On on) {
        RevenueRows rows = new RevenueRows(on.jdbc(), clock());
        rows.enter("d", YearMonth.of(2026, 9), new BigDecimal("100.50"), "x");
        rows.enter("d", YearMonth.of(2026, 9), new BigDecimal("200.50"), "y");
        rows.enter("d", YearMonth.of(2026, 10), BigDecimal.ONE, "x");
        rows.enter("d", YearMonth.of(2026, 8), null, "x");
        Revenue.LastYear year =
                rows.of("d").lastYear(LocalDate.of(2026, 7, 20), TODAY).orElseThrow();
        assertThat(year.sum()).isEqualByComparingTo("200.50");
        assertThat(year.missing()).containsExactly(YearMonth.of(2026, 7), YearMonth.of(2026, 8));
        assertThat(rows.of("d").lastYear(LocalDate.of(2026, 10, 1), TODAY)).isEmpty();

        ShortfallRows shortfalls = new ShortfallRows(on.jdbc(), clock());
        shortfalls.say("d", new Shortfall("REGION", 0, "Trop tôt."), "x");
        shortfalls.say("d", new Shortfall("REGION", 0, "Plus tard."), "x");
        assertThat(shortfalls.of("d")).containsExactly(new Shortfall("REGION", 0, "Plus tard."));
        shortfalls.forget("d", "REGION");
        assertThat(shortfalls.of("d")).isEmpty();
    }
}
