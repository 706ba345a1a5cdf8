package fr.jalon.bootcamp;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.EngineSchema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Les semaines d’une base d’avant")
class VerdictMigrationTest {

    private final JdbcDataSource database = new JdbcDataSource();

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database)
                .javaMigrations(new EngineSchema())
                .locations("classpath:db/migration", "classpath:db/vendor/h2");
    }

    @Test
    @DisplayName("gardent, figées, l’a priori et la table de leur temps ; les autres suivent les nouvelles règles")
    void keepTheirRules() {
        database.setURL("jdbc:h2:mem:verdict-migration;DB_CLOSE_DELAY=-1");
        flyway().target("19").load().migrate();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("""
            insert into act_re_decision_def (id_, key_, version_, name_) values
              ('a', 'go-pivot-stop', 1, 'x'), ('b', 'go-pivot-stop', 3, 'x'), ('c', 'advise-campaign', 9, 'x')
            """).update();
        jdbc.sql("""
            insert into experiment (journey, iteration, team, channels, opened_at, frozen_at) values
              ('frozen', 1, 'a', 'Instagram', now(), now()), ('frozen', 2, 'a', 'Instagram', now(), null),
              ('extended', 1, 'b', 'Instagram', now(), now())
            """).update();
        jdbc.sql("""
            insert into experiment_day (journey, iteration, number, on_day, incomplete) values
              ('frozen', 1, 7, '2026-11-20', false), ('extended', 1, 8, '2026-11-21', false)
            """).update();

        flyway().load().migrate();

        assertThat(jdbc.sql("select journey, iteration, belief, rules, extended, counted_channels from experiment"
                                + " order by journey, iteration")
                        .query()
                        .listOfRows())
                .extracting(row -> row.values().toString())
                .containsExactly(
                        "[extended, 1, NOTHING, 3, true, null]",
                        "[frozen, 1, NOTHING, 3, false, null]",
                        "[frozen, 2, null, null, false, null]");
    }
}
