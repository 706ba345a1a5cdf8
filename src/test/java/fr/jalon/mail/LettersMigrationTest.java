package fr.jalon.mail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.EngineSchema;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Les courriels d’une base d’avant")
class LettersMigrationTest {

    private static final String JOURNEY = "0a1b2c3d-0000-11f0-8000-0242ac110002";

    private final JdbcDataSource database = new JdbcDataSource();
    private JdbcClient jdbc;

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database)
                .javaMigrations(new EngineSchema())
                .locations("classpath:db/migration", "classpath:db/vendor/h2");
    }

    private void mailed(String key, String recipient) {
        jdbc.sql("insert into outbox (message_key, recipient, subject, body, created_at, attempts)"
                        + " values (?, ?, 'x', 'x', now(), 0)")
                .params(key, recipient)
                .update();
    }

    @Test
    @DisplayName("disent à qui ils vont : par leur clé, entière, ou par l’adresse d’un seul compte")
    void nameTheirReader() {
        database.setURL("jdbc:h2:mem:letters-migration;DB_CLOSE_DELAY=-1");
        flyway().target("15").load().migrate();
        jdbc = JdbcClient.create(database);
        jdbc.sql("insert into act_id_user (id_, rev_, email_) values ('lea', 1, 'Lea@jalon.example'),"
                        + " ('un', 1, 'famille@jalon.example'), ('deux', 1, 'famille@jalon.example')")
                .update();
        mailed("guides-" + JOURNEY + "-anne-lea", "x@y.example");
        mailed("morning-" + JOURNEY + "-2-7-lea", "x@y.example");
        mailed("late-" + JOURNEY + "-1-ideation-2026-10-19-fanny", "x@y.example");
        mailed("late-" + JOURNEY + "-1-ideation-paul-2", "x@y.example");
        mailed("week-moved-" + JOURNEY + "-1-fanny", "x@y.example");
        mailed("password-" + "0".repeat(64) + "-anne-lea", "x@y.example");
        mailed("autre-lea", "lea@jalon.example");
        mailed("autre-famille", "famille@jalon.example");

        flyway().load().migrate();

        Map<String, Optional<String>> persons = new TreeMap<>();
        jdbc.sql("select message_key, person from outbox").query(row -> {
            persons.put(
                    row.getString(1).replace(JOURNEY, "J").replace("0".repeat(64), "H"),
                    Optional.ofNullable(row.getString(2)));
        });
        assertThat(persons)
                .isEqualTo(new TreeMap<>(Map.of(
                        "guides-J-anne-lea", Optional.of("anne-lea"),
                        "morning-J-2-7-lea", Optional.of("lea"),
                        "late-J-1-ideation-2026-10-19-fanny", Optional.of("fanny"),
                        "late-J-1-ideation-paul-2", Optional.of("paul-2"),
                        "week-moved-J-1-fanny", Optional.of("fanny"),
                        "password-H-anne-lea", Optional.of("anne-lea"),
                        "autre-lea", Optional.of("lea"),
                        "autre-famille", Optional.<String>empty())));
    }
}
