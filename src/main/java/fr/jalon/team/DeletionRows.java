package fr.jalon.team;

import fr.jalon.engine.identity.KeptOfTeams.Part;
import fr.jalon.engine.identity.KeptOfTeams.Rest;
import fr.jalon.team.Deletions.Deleted;
import fr.jalon.team.Deletions.Old;
import fr.jalon.team.Deletions.UnderWay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cohorts that have had their time, and the rows that slices keep of their teams. */
@Repository
class DeletionRows {

    /** Who has done what is counted for good. */
    private static final String NOBODY = "personne-effacee";

    private final JdbcClient jdbc;

    DeletionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The archived cohorts whose deletion nobody has asked for, that began up to a day, the oldest first. */
    List<Old> archived(LocalDate until) {
        return jdbc.sql("""
            select id, archived_at
            from cohort
            where archived_at is not null and deletion_asked_at is null and begins <= ?
            order by begins, id
            """)
                .param(until)
                .query((row, line) -> new Old(row.getString(1), at(row, 2)))
                .list();
    }

    Optional<Old> archived(String cohort) {
        return jdbc.sql("""
            select id, archived_at
            from cohort
            where id = ? and archived_at is not null and deletion_asked_at is null
            """)
                .param(cohort)
                .query((row, line) -> new Old(row.getString(1), at(row, 2)))
                .optional();
    }

    /** Marks an archived cohort; answers whether it was not. */
    boolean mark(String cohort, Instant now) {
        return jdbc.sql("""
            update cohort
            set deletion_asked_at = ?
            where id = ? and archived_at is not null and deletion_asked_at is null
            """).params(now.atOffset(ZoneOffset.UTC), cohort).update() > 0;
    }

    /** The cohorts that are marked and not deleted yet, in the order in which that was asked for. */
    List<UnderWay> underWay() {
        return jdbc.sql("""
            select c.id, c.name, c.deletion_asked_at, count(t.id) as all_teams, count(t.erased_at) as erased_teams
            from cohort c
            left join team t on t.cohort = c.id
            where c.deletion_asked_at is not null and c.deleted_at is null
            group by c.id, c.name, c.deletion_asked_at
            order by c.deletion_asked_at, c.id
            """)
                .query((row, line) ->
                        new UnderWay(row.getString(1), row.getString(2), at(row, 3), row.getInt(4), row.getInt(5)))
                .list();
    }

    /** The cohorts of which only figures are left, the latest first. */
    List<Deleted> deleted() {
        return jdbc.sql("select id, name from cohort where deleted_at is not null order by begins desc, id")
                .query((row, line) -> new Deleted(row.getString(1), row.getString(2)))
                .list();
    }

    /** The first team behind another that waits to be erased and that nobody else erases now. */
    Optional<Team> next(String cohort, String behind) {
        return jdbc.sql("""
            select id, cohort, name, group_id
            from team
            where cohort = ? and erased_at is null and id > ?
            order by id
            fetch first 1 rows only
            for update skip locked
            """)
                .params(cohort, behind)
                .query((row, line) -> new Team(
                        row.getString("id"), row.getString("cohort"), row.getString("name"), row.getString("group_id")))
                .optional();
    }

    /** Gives a team the name of nobody's, by its place among those of its cohort. */
    void erase(Team team, Instant now) {
        int place = jdbc.sql("select count(*) from team where cohort = ? and id <= ?")
                .params(team.cohort(), team.id())
                .query(Integer.class)
                .single();
        jdbc.sql("update team set name = ?, erased_at = ? where id = ?")
                .params("Équipe effacée " + place, now.atOffset(ZoneOffset.UTC), team.id())
                .update();
    }

    /** A marked cohort that has no team left to erase, when it was archived; nobody else ends it now. */
    Optional<Instant> toEnd(String cohort) {
        return jdbc.sql("""
            select archived_at
            from cohort c
            where id = ? and deletion_asked_at is not null and deleted_at is null
              and not exists (select 1 from team t where t.cohort = c.id and t.erased_at is null)
            for update skip locked
            """).param(cohort).query((row, line) -> at(row, 1)).optional();
    }

    void end(String cohort, Instant now) {
        int year = jdbc.sql("select begins from cohort where id = ?")
                .param(cohort)
                .query(LocalDate.class)
                .single()
                .getYear();
        jdbc.sql("""
            update cohort
            set name = ?, guides = null, tools = null, place = null, video_link = null, deleted_at = ?
            where id = ?
            """)
                .params("Cohorte effacée (" + year + ")", now.atOffset(ZoneOffset.UTC), cohort)
                .update();
    }

    /** The ids of all teams of a cohort, marked or not. */
    List<String> teamsOf(String cohort) {
        return jdbc.sql("select id from team where cohort = ? order by id")
                .param(cohort)
                .query(String.class)
                .list();
    }

    /** The members of some teams, with their groups of teams. */
    Map<String, List<String>> groupsByMember(Collection<String> teams) {
        Map<String, List<String>> groups = new HashMap<>();
        jdbc.sql("""
            select m.member, t.group_id
            from team_member m
            join team t on t.id = m.team
            where m.team in (:teams)
            """).param("teams", some(teams)).query(row -> {
            groups.computeIfAbsent(row.getString(1), fresh -> new ArrayList<>()).add(row.getString(2));
        });
        return groups;
    }

    long count(Part part, Map<String, ?> named) {
        return jdbc.sql("select count(*) from " + part.table() + " where " + part.where())
                .params(named)
                .query(Long.class)
                .single();
    }

    void delete(Part part, Map<String, ?> named) {
        jdbc.sql("delete from " + part.table() + " where " + part.where())
                .params(named)
                .update();
    }

    void rewrite(Rest rest, Map<String, ?> named) {
        jdbc.sql("update " + rest.table() + " set " + rest.say() + " where " + rest.where())
                .params(named)
                .param("nobody", NOBODY)
                .update();
    }

    /** What a condition may name; a list is never empty. */
    static Map<String, Object> named(Collection<String> teams, Collection<String> journeys) {
        return Map.of("teams", some(teams), "journeys", some(journeys));
    }

    private static Collection<String> some(Collection<String> ids) {
        return ids.isEmpty() ? List.of("") : ids;
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }
}
