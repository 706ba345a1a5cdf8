package fr.jalon.team;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of invitations: of a token only its hash. One waits as long as it is neither used nor expired. */
@Repository
class InvitationRows {

    /**
     * The latest invitation of someone who has used none.
     *
     * @param teams of a cohort, joined by commas
     */
    record Latest(String member, String teams, OffsetDateTime until, String hash) {}

    /** An invitation as an export tells it. */
    record Invitation(Instant expiresAt, @Nullable Instant usedAt) {}

    /** What became of an invitation. */
    record Fate(String hash, boolean isUsed, boolean isExpired) {}

    /**
     * From the people of the cohort, few, to what is theirs by its key. The outer join keeps H2 to that order: of an
     * inner one it makes all invitations by all teams of the cohort.
     */
    static final String LATEST = """
            select i.member, who.teams, i.expires_at, i.token_hash
            from (select m.member, string_agg(t.name, ', ' order by t.name) as teams from team t join
              team_member m on m.team = t.id where t.cohort = ? group by m.member) who
            left join invitation i on i.member = who.member
            where i.token_hash is not null and not exists (select 1 from invitation other where
              other.member = i.member and (other.used_at is not null or other.expires_at >
              i.expires_at))
            """;

    /** A team that somebody belongs to, and its cohort. */
    record Place(String team, String cohort, String cohortName) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    InvitationRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(String hash, String member, boolean isForStaff, OffsetDateTime expiry) {
        jdbc.sql("insert into invitation (token_hash, member, is_for_staff, expires_at) values (?, ?, ?, ?)")
                .params(hash, member, isForStaff, expiry)
                .update();
    }

    /** Where a member belongs. */
    List<Place> places(String member) {
        return jdbc.sql("""
            select t.name, c.id, c.name
            from team_member m
            join team t on t.id = m.team
            join cohort c on c.id = t.cohort
            where m.member = ?
            order by c.begins desc, t.name
            """)
                .param(member)
                .query((row, line) -> new Place(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    boolean isForStaff(String hash) {
        return jdbc.sql("select is_for_staff from invitation where token_hash = ?")
                .param(hash)
                .query(Boolean.class)
                .single();
    }

    /** The latest invitations of those of a cohort who have used none, expired ones too. */
    List<Latest> latest(String cohort) {
        return jdbc.sql(LATEST)
                .param(cohort)
                .query((row, line) -> new Latest(
                        row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class), row.getString(4)))
                .list();
    }

    /** Whom an invitation that waits is for. */
    Optional<String> member(String hash) {
        return jdbc.sql("select member from invitation where token_hash = ? and used_at is null and expires_at > ?")
                .params(hash, now())
                .query(String.class)
                .optional();
    }

    /** The invitations of a member that were not used. */
    List<String> unused(String member) {
        return jdbc.sql("select token_hash from invitation where member = ? and used_at is null")
                .param(member)
                .query(String.class)
                .list();
    }

    /**
     * To when the latest unused invitations of some people to the staff are or were valid, null where each is void;
     * whoever was never invited to it is left out.
     */
    Map<String, @Nullable OffsetDateTime> toStaff(Collection<String> members) {
        Map<String, @Nullable OffsetDateTime> until = new HashMap<>();
        if (!members.isEmpty()) {
            jdbc.sql("""
                select member, max(case when used_at is null then expires_at end)
                from invitation
                where member in (:members) and is_for_staff
                group by member
                """).param("members", members).query(row -> {
                until.put(row.getString(1), row.getObject(2, OffsetDateTime.class));
            });
        }
        return until;
    }

    /** What became of invitations; one that there is not any more is left out. */
    List<Fate> fates(Collection<String> hashes) {
        OffsetDateTime now = now();
        return jdbc.sql("select token_hash, used_at, expires_at from invitation where token_hash in (:hashes)")
                .param("hashes", hashes)
                .query((row, line) -> new Fate(
                        row.getString(1),
                        row.getObject(2) != null,
                        !row.getObject(3, OffsetDateTime.class).isAfter(now)))
                .list();
    }

    /** A member's invitations, the latest first. */
    List<Invitation> of(String member, int limit, long offset) {
        return jdbc.sql("""
            select expires_at, used_at
            from invitation
            where member = ?
            order by expires_at desc, token_hash
            limit ? offset ?
            """)
                .params(member, limit, offset)
                .query(InvitationRows::invitation)
                .list();
    }

    private static Invitation invitation(ResultSet row, int line) throws SQLException {
        OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
        return new Invitation(
                row.getObject("expires_at", OffsetDateTime.class).toInstant(), used == null ? null : used.toInstant());
    }

    /** Has an invitation expire; answers whether it was neither used nor given another end meanwhile. */
    boolean expire(String hash, OffsetDateTime until) {
        return jdbc.sql("""
            update invitation
            set expires_at = ?
            where token_hash = ? and used_at is null and expires_at = ?
            """).params(now(), hash, until).update() > 0;
    }

    /** Has whatever invitations of a member are left expire. */
    void expireAll(String member) {
        jdbc.sql("""
            update invitation
            set expires_at = :now
            where member = :member and used_at is null and expires_at > :now
            """).param("now", now()).param("member", member).update();
    }

    /** Uses an invitation up; answers whether it was not yet. */
    boolean use(String hash) {
        return jdbc.sql("update invitation set used_at = ? where token_hash = ? and used_at is null")
                        .params(now(), hash)
                        .update()
                > 0;
    }

    /** Uses a member's invitations up. */
    void useAll(String member) {
        jdbc.sql("update invitation set used_at = ? where member = ? and used_at is null")
                .params(now(), member)
                .update();
    }

    /** Deletes a member's invitations; answers how many there were. */
    int deleteOf(String member) {
        return jdbc.sql("delete from invitation where member = ?").param(member).update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
