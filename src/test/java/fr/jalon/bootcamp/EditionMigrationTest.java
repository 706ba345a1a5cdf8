package fr.jalon.bootcamp;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.EngineSchema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Les cohortes d’une base d’avant")
class EditionMigrationTest {

    private final JdbcDataSource database = new JdbcDataSource();

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database)
                .javaMigrations(new EngineSchema())
                .locations("classpath:db/migration", "classpath:db/vendor/h2");
    }

    @Test
    @DisplayName("gardent leurs quatre jours de bootcamp, et leur place dans les listes")
    void keepTheirDays() {
        database.setURL("jdbc:h2:mem:edition-migration;DB_CLOSE_DELAY=-1");
        flyway().target("15").load().migrate();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("insert into cohort (id, name, first_day, second_day, validation_start, restitution_day, guides)"
                        + " values ('demo', 'Demo', '2026-10-19', '2026-10-21', '2026-10-23', '2026-11-02', '[]')")
                .update();

        flyway().load().migrate();

        assertThat(jdbc.sql("select * from edition").query().singleRow().values())
                .extracting(Object::toString)
                .containsExactly("demo", "2026-10-19", "2026-10-21", "2026-10-23", "2026-11-02");
        assertThat(jdbc.sql("select id, name, guides, tools, begins from cohort")
                        .query()
                        .singleRow())
                .hasToString("{ID=demo, NAME=Demo, GUIDES=[], TOOLS=null, BEGINS=2026-10-19}");
    }
}
