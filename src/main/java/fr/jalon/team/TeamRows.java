package fr.jalon.team;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of cohorts, teams and their members. */
@Repository
@EnableConfigurationProperties(TeamDefaults.class)
class TeamRows {

    /** A membership as an export tells it. */
    record Membership(String team, String name, String cohort, String cohortName) {}

    private static final String EVEN_DELETED = " or c.deleted_at is not null";

    private final JdbcClient jdbc;
    private final TeamDefaults defaults;
    private final ObjectMapper json;

    TeamRows(JdbcClient jdbc, TeamDefaults defaults, ObjectMapper json) {
        this.jdbc = jdbc;
        this.defaults = defaults;
        this.json = json;
    }

    /**
     * Writes a new cohort.
     *
     * @throws Refusal if the id exists
     */
    void insert(Cohort cohort, LocalDate begins) {
        try {
            jdbc.sql("""
                    insert into cohort (id, name, begins, guides, tools, place, video_link)
                    values (?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            cohort.id(),
                            cohort.name(),
                            begins,
                            written(cohort.guides()),
                            written(cohort.tools()),
                            cohort.meeting().place(),
                            cohort.meeting().videoLink())
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.conflict("La cohorte « " + cohort.id() + " » existe déjà.");
        }
    }

    void insert(Team team) {
        jdbc.sql("insert into team (id, cohort, name, group_id) values (?, ?, ?, ?)")
                .params(team.id(), team.cohort(), team.name(), team.group())
                .update();
    }

    /** Has whoever changes the same team wait until the caller's transaction ends. */
    void lock(String team) {
        jdbc.sql("select id from team where id = ? for update")
                .param(team)
                .query(String.class)
                .single();
    }

    void rename(String team, String name) {
        jdbc.sql("update team set name = ? where id = ?").params(name, team).update();
    }

    void move(String team, String cohort) {
        jdbc.sql("update team set cohort = ? where id = ?").params(cohort, team).update();
    }

    void add(String team, String member) {
        jdbc.sql("insert into team_member (team, member) values (?, ?)")
                .params(team, member)
                .update();
    }

    /** Removes a member; answers whether there was one. */
    boolean remove(String team, String member) {
        return jdbc.sql("delete from team_member where team = ? and member = ?")
                        .params(team, member)
                        .update()
                > 0;
    }

    /** Ends all memberships of a person; answers how many there were. */
    int removeFromAll(String member) {
        return jdbc.sql("delete from team_member where member = ?")
                .param(member)
                .update();
    }

    /** The memberships of a person, by team. */
    List<Membership> memberships(String member) {
        return jdbc.sql("""
            select t.id, t.name, c.id, c.name
            from team_member m
            join team t on t.id = m.team
            join cohort c on c.id = t.cohort
            where m.member = ?
            order by t.id
            """)
                .param(member)
                .query((row, line) ->
                        new Membership(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    Optional<Cohort> cohort(String id) {
        return jdbc.sql("select * from cohort where id = ? and deletion_asked_at is null")
                .param(id)
                .query(this::cohortOf)
                .optional();
    }

    /** Where a team belongs, in one query. */
    Teams.Home homeOf(String team) {
        return jdbc.sql("""
            select c.*, g.coach
            from team t
            join cohort c on c.id = t.cohort
            left join coach_team g on g.team = t.id
            where t.id = ?
            """)
                .param(team)
                .query((row, line) -> new Teams.Home(cohortOf(row, line), row.getString("coach")))
                .single();
    }

    /** Every cohort, the latest first. */
    List<Cohort> cohorts() {
        return jdbc.sql("select * from cohort where deletion_asked_at is null order by begins desc, id")
                .query(this::cohortOf)
                .list();
    }

    /** The ids of the cohorts that are archived. */
    Set<String> archived() {
        return new HashSet<>(jdbc.sql("select id from cohort where archived_at is not null")
                .query(String.class)
                .list());
    }

    /** Archives a cohort at a moment, or opens it again where that is null. */
    void archive(String cohort, @Nullable OffsetDateTime at) {
        jdbc.sql("update cohort set archived_at = ? where id = ?")
                .params(at, cohort)
                .update();
    }

    /** Has the teams of a cohort meet somewhere else. */
    void meet(String cohort, Cohort.Meeting meeting) {
        jdbc.sql("update cohort set place = ?, video_link = ? where id = ?")
                .params(meeting.place(), meeting.videoLink(), cohort)
                .update();
    }

    /** The ids of the cohorts that a person calls theirs. */
    Set<String> cohortsOf(String person) {
        return new HashSet<>(jdbc.sql("select cohort from my_cohort where person = ?")
                .param(person)
                .query(String.class)
                .list());
    }

    /** The cohorts that people call theirs, by person. */
    Map<String, Set<String>> cohortsOfAll() {
        return pairs("select person, cohort from my_cohort");
    }

    /** The teams that coaches are given, by coach. */
    Map<String, Set<String>> teamsOfCoaches() {
        return pairs("select coach, team from coach_team");
    }

    private Map<String, Set<String>> pairs(String sql) {
        Map<String, Set<String>> pairs = new HashMap<>();
        jdbc.sql(sql).query(row -> {
            pairs.computeIfAbsent(row.getString(1), fresh -> new HashSet<>()).add(row.getString(2));
        });
        return pairs;
    }

    void choose(String person, String cohort) {
        jdbc.sql("insert into my_cohort (person, cohort) values (?, ?)")
                .params(person, cohort)
                .update();
    }

    void forgo(String person, String cohort) {
        jdbc.sql("delete from my_cohort where person = ? and cohort = ?")
                .params(person, cohort)
                .update();
    }

    /** Has a person call no cohort theirs; answers how many there were. */
    int forgoAll(String person) {
        return jdbc.sql("delete from my_cohort where person = ?").param(person).update();
    }

    /** A team by its id, or by the name of its group. */
    Optional<Team> find(String id) {
        // Not « or »: H2 would read every team.
        return jdbc.sql("""
                select t.id, t.cohort, t.name, t.group_id
                from (
                  select id, cohort, name, group_id from team where id = ?
                  union
                  select id, cohort, name, group_id from team where group_id = ?) t
                join cohort c on c.id = t.cohort
                where c.deletion_asked_at is null
                """).params(id, id).query(TeamRows::teamOf).list().stream()
                .findFirst();
    }

    /** A team whose cohort is deleted. */
    Optional<Team> deleted(String id) {
        return jdbc.sql("""
                select t.id, t.cohort, t.name, t.group_id
                from team t
                join cohort c on c.id = t.cohort
                where t.id = ? and c.deleted_at is not null
                """).param(id).query(TeamRows::teamOf).optional();
    }

    /** The teams of a cohort, by id. */
    List<Team> teamsOf(String cohort) {
        return jdbc.sql("""
                select t.id, t.cohort, t.name, t.group_id
                from team t
                join cohort c on c.id = t.cohort
                where t.cohort = ? and c.deletion_asked_at is null
                order by t.id
                """).param(cohort).query(TeamRows::teamOf).list();
    }

    /**
     * A cohort and its people.
     *
     * @param members the teams by id, each with its members
     * @param coaches those whom teams are given to, by team
     */
    record Peopled(Cohort cohort, Map<Team, List<String>> members, Map<String, String> coaches) {}

    /** A cohort with its teams and all who belong to them, in one query. */
    Optional<Peopled> peopled(String cohort, boolean evenDeleted) {
        List<Peopled> found = new ArrayList<>();
        jdbc.sql("""
            select c.id as cohort_id, c.name as cohort_name, c.guides, c.tools, c.place, c.video_link,
              t.id, t.cohort, t.name, t.group_id, g.coach, m.member
            from cohort c
            left join team t on t.cohort = c.id
            left join coach_team g on g.team = t.id
            left join team_member m on m.team = t.id
            where c.id = ? and (c.deletion_asked_at is null%s)
            order by t.id, m.member
            """.formatted(evenDeleted ? EVEN_DELETED : "")).param(cohort).query(row -> {
            if (found.isEmpty()) {
                Cohort known = cohortOf(row, row.getString("cohort_id"), row.getString("cohort_name"));
                found.add(new Peopled(known, new LinkedHashMap<>(), new HashMap<>()));
            }
            if (row.getString("id") == null) return;
            Team team = teamOf(row, 0);
            List<String> members = found.get(0).members().computeIfAbsent(team, fresh -> new ArrayList<>());
            if (row.getString("member") != null) members.add(row.getString("member"));
            if (row.getString("coach") != null) found.get(0).coaches().put(team.id(), row.getString("coach"));
        });
        return found.stream().findFirst();
    }

    /** The teams to which some groups belong, by name. */
    List<Team> ofGroups(Collection<String> groups) {
        if (groups.isEmpty()) return List.of();
        return jdbc.sql("""
                select t.id, t.cohort, t.name, t.group_id
                from team t
                join cohort c on c.id = t.cohort
                where t.group_id in (:groups) and c.deletion_asked_at is null
                order by t.name, t.id
                """).param("groups", groups).query(TeamRows::teamOf).list();
    }

    /**
     * The teams of the cohorts that a person calls theirs or has teams to coach in, by name, but for archived ones.
     *
     * @return each with the coach it is given to, or an empty name
     */
    Map<Team, String> around(String person) {
        Map<Team, String> around = new LinkedHashMap<>();
        jdbc.sql("""
            select t.id, t.cohort, t.name, t.group_id, coalesce(g.coach, '') as coach
            from team t
            join cohort c on c.id = t.cohort
            left join coach_team g on g.team = t.id
            where c.archived_at is null and t.cohort in (
              select cohort from my_cohort where person = :person
              union
              select o.cohort from coach_team m join team o on o.id = m.team where m.coach = :person)
            order by t.name, t.id
            """).param("person", person).query(row -> {
            around.put(teamOf(row, 0), row.getString("coach"));
        });
        return around;
    }

    /** All teams, those of the latest cohort first, by name. */
    List<Teams.Listed> all(boolean evenDeleted) {
        return jdbc.sql("""
            select c.id, c.name, t.id, t.name
            from team t
            join cohort c on c.id = t.cohort
            where c.deletion_asked_at is null%s
            order by c.begins desc, c.id, t.name
            """.formatted(evenDeleted ? EVEN_DELETED : ""))
                .query(TeamRows::listed)
                .list();
    }

    List<Teams.Listed> listed(Collection<String> teams) {
        if (teams.isEmpty()) return List.of();
        return jdbc.sql("""
            select c.id, c.name, t.id, t.name
            from team t
            join cohort c on c.id = t.cohort
            where t.id in (:teams) and c.deletion_asked_at is null
            """).param("teams", teams).query(TeamRows::listed).list();
    }

    /** Whether there is a team of that id, or was: none is given again. */
    boolean isTaken(String id) {
        return jdbc.sql("select count(*) from team where id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The ids of all teams that there are or were. */
    Set<String> ids() {
        return jdbc.sql("select id from team").query(String.class).set();
    }

    /** The same of cohorts. */
    Set<String> cohortIds() {
        return jdbc.sql("select id from cohort").query(String.class).set();
    }

    private static Teams.Listed listed(ResultSet row, int line) throws SQLException {
        return new Teams.Listed(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    private static Team teamOf(ResultSet row, int line) throws SQLException {
        return new Team(row.getString("id"), row.getString("cohort"), row.getString("name"), row.getString("group_id"));
    }

    private Cohort cohortOf(ResultSet row, int line) throws SQLException {
        return cohortOf(row, row.getString("id"), row.getString("name"));
    }

    private Cohort cohortOf(ResultSet row, String id, String name) throws SQLException {
        String guides = row.getString("guides");
        String tools = row.getString("tools");
        return new Cohort(
                id,
                name,
                guides == null ? defaults.guides() : List.of(read(guides, Cohort.Guide[].class)),
                tools == null ? defaults.tools() : List.of(read(tools, Cohort.Tool[].class)),
                new Cohort.Meeting(row.getString("place"), row.getString("video_link")));
    }

    private @Nullable String written(@Nullable List<?> list) {
        try {
            return list == null || list.isEmpty() ? null : json.writeValueAsString(list);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException(corrupt);
        }
    }
}
