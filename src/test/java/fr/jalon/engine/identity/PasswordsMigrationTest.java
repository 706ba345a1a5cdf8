package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.EngineSchema;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Une base d’avant les mots de passe renouvelables")
class PasswordsMigrationTest {

    private final JdbcDataSource database = new JdbcDataSource();
    private JdbcClient jdbc;

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database)
                .javaMigrations(new EngineSchema())
                .locations("classpath:db/migration", "classpath:db/vendor/h2");
    }

    /** An account as Jalon made it, with a password that nobody knew, and an invitation whose mail has not left. */
    private void invite(String id, int revision, String group) {
        jdbc.sql("insert into act_id_user (id_, rev_, pwd_, salt_) values (?, ?, '{SHA-512}x', 's')")
                .params(id, revision)
                .update();
        jdbc.sql("insert into act_id_membership (user_id_, group_id_) values (?, ?)")
                .params(id, group)
                .update();
        jdbc.sql("insert into invitation (token_hash, member, expires_at) values (?, ?, timestamp "
                        + "with time zone '2030-01-01 00:00:00+00')")
                .params("hash-" + id, id)
                .update();
        jdbc.sql("insert into outbox (message_key, recipient, subject, body, created_at, "
                        + "attempts) values (?, 'x@y.example', 'x', 'x', now(), 0)")
                .param("invitation-hash-" + id)
                .update();
    }

    @Test
    @DisplayName("garde les invitations des membres dont le compte n’a jamais changé, et n’en garde aucune autre")
    void keepsWhatIsSafe() {
        database.setURL("jdbc:h2:mem:passwords-migration;DB_CLOSE_DELAY=-1");
        flyway().target("9").load().migrate();
        jdbc = JdbcClient.create(database);
        for (String group : List.of("team-a", "facilitators", "comptables")) {
            jdbc.sql("insert into act_id_group (id_, rev_) values (?, 1)")
                    .param(group)
                    .update();
        }
        invite("invited", 1, "team-a");
        invite("changed", 2, "team-a");
        invite("staff", 1, "facilitators");
        invite("stranger", 1, "comptables");
        invite("used", 1, "team-a");
        jdbc.sql("update invitation set used_at = now() where member = 'used'").update();
        invite("linked", 1, "team-a");
        jdbc.sql("insert into act_id_info (id_, rev_, user_id_, key_, value_) values ('i', 1, "
                        + "'linked', 'single-sign-on', 'x')")
                .update();
        invite("second", 1, "team-a");
        jdbc.sql("insert into act_hi_op_log (id_, entity_type_, operation_type_, property_, new_value_, timestamp_)"
                        + " values ('o', 'User', 'Delete', 'userId', 'second', now())")
                .update();
        invite("gone", 1, "team-a");
        jdbc.sql("delete from act_id_membership where user_id_ = 'gone'").update();
        jdbc.sql("delete from act_id_user where id_ = 'gone'").update();

        flyway().load().migrate();

        assertThat(list("select id_ from act_id_user where pwd_ is null")).containsExactly("invited");
        assertThat(list("select member from invitation where used_at is null")).containsExactly("invited");
        assertThat(list("select message_key from outbox"))
                .containsExactlyInAnyOrder("invitation-hash-invited", "invitation-hash-used");
        jdbc.sql("drop all objects").update();
    }

    private List<String> list(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
