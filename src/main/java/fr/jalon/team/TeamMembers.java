package fr.jalon.team;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's memberships, invitations, and lines of lists that wait to be verified. */
@Component
@Order(1)
class TeamMembers implements KeptAboutPeople {

    record Membership(String team, String name, String cohort, String cohortName) {}

    record Invitation(Instant expiresAt, Instant usedAt) {}

    private final JdbcClient jdbc;

    TeamMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All memberships, however few are asked for: they say who a person is. */
    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        Map<String, List<?>> kept = new LinkedHashMap<>();
        kept.put(
                "teams",
                jdbc.sql("""
            select t.id, t.name, c.id, c.name
            from team_member m
            join team t on t.id = m.team
            join cohort c on c.id = t.cohort
            where m.member = ?
            order by t.id
            """)
                        .param(person.id())
                        .query((row, line) ->
                                new Membership(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                        .list());
        kept.put(
                "invitations",
                jdbc.sql("""
            select expires_at, used_at
            from invitation
            where member = ?
            order by expires_at desc, token_hash
            limit ? offset ?
            """)
                        .params(person.id(), limit, offset)
                        .query((row, line) -> new Invitation(
                                instant(row.getObject(1, OffsetDateTime.class)),
                                instant(row.getObject(2, OffsetDateTime.class))))
                        .list());
        return kept;
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public Map<String, Integer> erase(Person person) {
        Map<String, Integer> erased = new LinkedHashMap<>();
        erased.put("Invitations", delete("delete from invitation where member = ?", person.id()));
        erased.put(
                "Lignes d’une liste à vérifier",
                person.email() == null
                        ? 0
                        : delete("delete from enrolment_line where email = lower(?)", person.email()));
        erased.put("Appartenances à une équipe", delete("delete from team_member where member = ?", person.id()));
        return erased;
    }

    private int delete(String sql, String whose) {
        return jdbc.sql(sql).param(whose).update();
    }
}
