package fr.jalon.journey;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import fr.jalon.journey.Journey.Awaited;
import fr.jalon.journey.Journey.Blocked;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.journey.Journey.Who;
import fr.jalon.journey.JourneyMeters.Count;
import fr.jalon.journey.JourneyMeters.Standing;
import fr.jalon.journey.Journeys.Ends;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The row of every journey. */
@Repository
class JourneyRows {

    static final Signature PAUSED =
            new Signature("journey", "paused_by", "paused_at", "journey o on o.id = s.id", "s.title", false);

    static final Signature BLOCKED =
            new Signature("journey", "blocked_by", "blocked_at", "journey o on o.id = s.id", "s.title", false);

    private final JdbcClient jdbc;

    JourneyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws org.springframework.dao.DuplicateKeyException if the team has an open one of which it may have one at
     *     most
     */
    void insert(String id, String kind, String team, String key, String title, boolean isOnly, Instant at) {
        jdbc.sql("""
                insert into journey (id, kind, team, journey_key, title, only_open, opened_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(id, kind, team, key, title, isOnly ? kind + "/" + team : null, at(at))
                .update();
    }

    /**
     * Everything that a transaction has changed, in one statement. Whom it awaits is counted: who had nothing open
     * before is awaited from what opened now.
     */
    void update(String id, Change change) {
        jdbc.sql("""
                update journey set
                  outcome = case when :decided then coalesce(outcome, :outcome) else outcome end,
                  reason = case when :decided and outcome is null then :reason else reason end,
                  only_open = case when :decided then null else only_open end,
                  closed_at = coalesce(closed_at, cast(:closed as timestamp with time zone)),
                  step = case when :placed then :step else step end,
                  late_from = case when :decided then null
                    when :placed then cast(:lateFrom as timestamp with time zone)
                    when step = :dueIn then cast(:due as timestamp with time zone) else late_from end,
                  next_gate = case when :decided then null when :placed then :gate else next_gate end,
                  next_gate_at = case when :decided then null
                    when :placed then cast(:gateAt as timestamp with time zone) else next_gate_at end,
                  last_sign_at = coalesce(cast(:sign as timestamp with time zone), last_sign_at),
                  team_since = case
                    when team_tasks - cast(:teamEnded as integer) + cast(:teamOpened as integer) <= 0 then null
                    when team_tasks <= cast(:teamEnded as integer)
                    then cast(:teamSince as timestamp with time zone) else team_since end,
                  team_tasks = team_tasks - cast(:teamEnded as integer) + cast(:teamOpened as integer),
                  coach_since = case
                    when coach_tasks - cast(:coachEnded as integer) + cast(:coachOpened as integer) <= 0 then null
                    when coach_tasks <= cast(:coachEnded as integer)
                    then cast(:coachSince as timestamp with time zone) else coach_since end,
                  coach_tasks = coach_tasks - cast(:coachEnded as integer) + cast(:coachOpened as integer),
                  facilitator_since = case
                    when facilitator_tasks - cast(:facilitatorEnded as integer)
                      + cast(:facilitatorOpened as integer) <= 0 then null
                    when facilitator_tasks <= cast(:facilitatorEnded as integer)
                    then cast(:facilitatorSince as timestamp with time zone) else facilitator_since end,
                  facilitator_tasks = facilitator_tasks - cast(:facilitatorEnded as integer)
                    + cast(:facilitatorOpened as integer)
                where id = :id
                """).params(change.parameters()).param("id", id).update();
    }

    /** Keeps a sign of life of all that a team has open. */
    void signed(String team, Instant at) {
        jdbc.sql("update journey set last_sign_at = ? where team = ? and outcome is null and closed_at is null")
                .params(at(at), team)
                .update();
    }

    /** Has an open one wait; answers whether it did not. */
    boolean pause(String id, Pause pause) {
        return jdbc.sql("""
                update journey
                set paused_at = ?, paused_reason = ?, paused_by = ?
                where id = ? and paused_at is null and outcome is null and closed_at is null
                """)
                        .params(at(pause.since()), pause.reason(), pause.by(), id)
                        .update()
                > 0;
    }

    /**
     * Has one go on; answers whether it waited.
     *
     * @param since from when on those whom it awaits are awaited; null: as they were before
     */
    boolean resume(String id, @Nullable Instant since) {
        return jdbc.sql("""
                update journey
                set paused_at = null, paused_reason = null, paused_by = null,
                  team_since = case when team_since is null then null
                    else coalesce(cast(:since as timestamp with time zone), team_since) end,
                  coach_since = case when coach_since is null then null
                    else coalesce(cast(:since as timestamp with time zone), coach_since) end,
                  facilitator_since = case when facilitator_since is null then null
                    else coalesce(cast(:since as timestamp with time zone), facilitator_since) end
                where id = :id and paused_at is not null
                """).param("since", at(since)).param("id", id).update() > 0;
    }

    /** Has the team of one that goes on be blocked; answers whether it was not. */
    boolean block(String id, Blocked blocked) {
        return jdbc.sql("""
                update journey
                set blocked_at = ?, blocked_until = ?, blocked_reason = ?, blocked_by = ?
                where id = ? and paused_at is null and outcome is null and closed_at is null
                  and (blocked_until is null or blocked_until <= ?)
                """)
                        .params(
                                at(blocked.since()),
                                at(blocked.until()),
                                blocked.reason(),
                                blocked.by(),
                                id,
                                at(blocked.since()))
                        .update()
                > 0;
    }

    /** Has its team go on; answers whether it was blocked at a moment. */
    boolean unblock(String id, Instant at) {
        return jdbc.sql("""
                update journey
                set blocked_at = null, blocked_until = null, blocked_reason = null, blocked_by = null
                where id = ? and blocked_until > ?
                """).params(id, at(at)).update() > 0;
    }

    Optional<Journey> find(String id) {
        return jdbc.sql("select * from journey where id = ?")
                .param(id)
                .query(JourneyRows::journey)
                .optional();
    }

    List<Journey> find(Collection<String> ids) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("select * from journey where id in (:ids)")
                .param("ids", ids)
                .query(JourneyRows::journey)
                .list();
    }

    List<Journey> of(String team) {
        return jdbc.sql("select * from journey where team = ? order by opened_at desc, id")
                .param(team)
                .query(JourneyRows::journey)
                .list();
    }

    List<Journey> of(Collection<String> teams) {
        if (teams.isEmpty()) return List.of();
        return jdbc.sql("""
                select *
                from journey
                where team in (:teams)
                order by opened_at desc, id
                """).param("teams", teams).query(JourneyRows::journey).list();
    }

    Optional<Journey> latest(String team, String kind) {
        return jdbc.sql("""
                select *
                from journey
                where team = ? and kind = ?
                order by case when outcome is null and closed_at is null then 0 else 1 end, opened_at desc
                fetch first 1 rows only
                """).params(team, kind).query(JourneyRows::journey).optional();
    }

    /** How many journeys of some teams are not closed, and when the last of the others was. */
    Ends ends(Collection<String> teams) {
        return jdbc.sql("""
                select count(*) - count(closed_at) as still_open, max(closed_at) as last_closed
                from journey
                where team in (:teams)
                """)
                .param("teams", teams)
                .query((row, line) -> new Ends(row.getInt(1), instant(row, "last_closed")))
                .single();
    }

    List<Journey> open(String kind) {
        return jdbc.sql("""
                select *
                from journey
                where kind = ? and outcome is null and closed_at is null
                order by team
                """).param(kind).query(JourneyRows::journey).list();
    }

    List<Journey> ofKinds(Collection<String> kinds) {
        if (kinds.isEmpty()) return List.of();
        return jdbc.sql("select * from journey where kind in (:kinds)")
                .param("kinds", kinds)
                .query(JourneyRows::journey)
                .list();
    }

    List<Journey> going(String kind) {
        return jdbc.sql("select * from journey where kind = ? and closed_at is null order by team, id")
                .param(kind)
                .query(JourneyRows::journey)
                .list();
    }

    List<Journey> awaitingTeams() {
        return jdbc.sql("""
                select *
                from journey
                where team_since is not null and paused_at is null and outcome is null and closed_at is null
                order by team, id
                """).query(JourneyRows::journey).list();
    }

    /** Where the open ones stand, by kind and step. */
    Map<Standing, Count> counts(Instant now) {
        Map<Standing, Count> counts = new HashMap<>();
        jdbc.sql("""
                select kind, coalesce(step, '') as at_step, count(*),
                  sum(case when late_from <= ? and paused_at is null then 1 else 0 end)
                from journey
                where outcome is null and closed_at is null
                group by kind, coalesce(step, '')
                """).param(at(now)).query(row -> {
            counts.put(new Standing(row.getString(1), row.getString(2)), new Count(row.getLong(3), row.getLong(4)));
        });
        return counts;
    }

    Set<String> teamsWithOpen(String kind) {
        return jdbc.sql("select team from journey where kind = ? and outcome is null and closed_at is null")
                .param(kind)
                .query(String.class)
                .set();
    }

    private static Journey journey(ResultSet row, int line) throws SQLException {
        Instant paused = instant(row, "paused_at");
        Pause pause =
                paused == null ? null : new Pause(paused, row.getString("paused_reason"), row.getString("paused_by"));
        List<Awaited> awaited = new ArrayList<>();
        for (Who who : Who.values()) {
            Instant since = instant(row, who.name().toLowerCase(Locale.ROOT) + "_since");
            if (since != null && pause == null) awaited.add(new Awaited(who, since));
        }
        String gate = row.getString("next_gate");
        // A journey older than the core, whose plan had no such phase, does not know when.
        Instant gateAt = instant(row, "next_gate_at");
        return new Journey(
                row.getString("id"),
                row.getString("kind"),
                row.getString("team"),
                row.getString("journey_key"),
                row.getString("title"),
                new Journey.Life(
                        Objects.requireNonNull(instant(row, "opened_at")),
                        instant(row, "closed_at"),
                        row.getString("outcome"),
                        row.getString("reason")),
                new Journey.Place(
                        row.getString("step"),
                        pause == null ? instant(row, "late_from") : null,
                        gate == null || gateAt == null ? null : new Journey.Gate(gate, gateAt),
                        List.copyOf(awaited),
                        instant(row, "last_sign_at")),
                pause,
                blocked(row));
    }

    private static @Nullable Blocked blocked(ResultSet row) throws SQLException {
        Instant since = instant(row, "blocked_at");
        return since == null
                ? null
                : new Blocked(
                        since,
                        Objects.requireNonNull(instant(row, "blocked_until")),
                        row.getString("blocked_reason"),
                        row.getString("blocked_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
