package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

@JalonTest
class InvitationsPlanTest {

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    @Transactional
    @DisplayName("Qui attend une invitation se cherche par des index, des personnes de la cohorte à ce qui est à elles")
    void goesByIndexes() {
        String cohort = teams.team(stage.team(Stage.MONDAY)).cohort();
        List<Object[]> many = IntStream.range(0, 2_000)
                .mapToObj(i -> new Object[] {"plan-" + i, Timestamp.from(Instant.EPOCH)})
                .toList();
        jdbc.batchUpdate(
                "insert into invitation (token_hash, member, expires_at) select id, id, at from"
                        + " (select cast(? as varchar(40)) as id, cast(? as timestamp with time zone) as at) one",
                many);

        String plan = jdbc.queryForObject("explain " + InvitationRows.LATEST, String.class, cohort);

        assertThat(plan)
                .contains(
                        "INVITATION_MEMBER: MEMBER = WHO.MEMBER", "COHORT = ?1", "INVITATION_MEMBER: MEMBER = I.MEMBER")
                .doesNotContain("tableScan");
        assertThat(plan.indexOf("WHO")).isLessThan(plan.indexOf("INVITATION_MEMBER"));
    }
}
