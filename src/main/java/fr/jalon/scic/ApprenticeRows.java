package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import fr.jalon.scic.Apprentices.Declared;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of apprentices. */
@Repository
class ApprenticeRows {

    static final Signature RECORDED =
            new Signature("apprentice", "recorded_by", "recorded_at", TrackRows.OWNER, "s.contract", false);

    /** An apprentice with the team that has placed them. */
    record Placed(String team, Apprentice apprentice) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ApprenticeRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those of a track, whoever began last first. */
    List<Apprentice> of(String track) {
        return jdbc.sql("select * from apprentice where track = ? order by starts_on desc, lower(employer), id")
                .param(track)
                .query(ApprenticeRows::apprentice)
                .list();
    }

    /** Those of some tracks whose contract is not filed, whoever began first first; in one query. */
    Map<String, List<Apprentice>> unfiled(Collection<String> tracks) {
        Map<String, List<Apprentice>> unfiled = new HashMap<>();
        jdbc.sql("select * from apprentice where track in (:tracks) and filed_on is null order by starts_on, id")
                .param("tracks", tracks)
                .query(row -> {
                    unfiled.computeIfAbsent(row.getString("track"), fresh -> new ArrayList<>())
                            .add(apprentice(row, 0));
                });
        return unfiled;
    }

    Optional<Apprentice> find(String track, String id) {
        return jdbc.sql("select * from apprentice where track = ? and id = ?")
                .params(track, id)
                .query(ApprenticeRows::apprentice)
                .optional();
    }

    void insert(String track, Apprentice fresh, @Nullable String by) {
        jdbc.sql("""
            insert into apprentice (id, track, name, email, employer, contract, starts_on, ends_on, broken_on, filed_on,
              version, recorded_by, recorded_at)
            values (:id, :track, :name, :email, :employer, :contract, :starts, :ends, :broken, :filed,
              :version, :by, :at)
            """)
                .param("id", fresh.id())
                .param("track", track)
                .param("name", fresh.name(), Types.VARCHAR)
                .param("email", fresh.email(), Types.VARCHAR)
                .param("employer", fresh.employer())
                .param("contract", name(fresh.contract()), Types.VARCHAR)
                .param("starts", fresh.startsOn())
                .param("ends", fresh.endsOn(), Types.DATE)
                .param("broken", fresh.brokenOn(), Types.DATE)
                .param("filed", fresh.filedOn(), Types.DATE)
                .param("version", fresh.version())
                .param("by", by, Types.VARCHAR)
                .param("at", OffsetDateTime.now(clock))
                .update();
    }

    /** Has one be what it is from now on, unless somebody has changed it since the version before; whether it has. */
    boolean update(String track, Apprentice changed, String by) {
        return jdbc.sql("""
            update apprentice
            set name = :name, email = :email, employer = :employer, contract = :contract, starts_on = :starts,
              ends_on = :ends, broken_on = :broken, filed_on = :filed, version = :version, recorded_by = :by,
              recorded_at = :at
            where track = :track and id = :id and version = :before
            """)
                        .param("name", changed.name(), Types.VARCHAR)
                        .param("email", changed.email(), Types.VARCHAR)
                        .param("employer", changed.employer())
                        .param("contract", name(changed.contract()), Types.VARCHAR)
                        .param("starts", changed.startsOn())
                        .param("ends", changed.endsOn(), Types.DATE)
                        .param("broken", changed.brokenOn(), Types.DATE)
                        .param("filed", changed.filedOn(), Types.DATE)
                        .param("version", changed.version())
                        .param("by", by)
                        .param("at", OffsetDateTime.now(clock))
                        .param("track", track)
                        .param("id", changed.id())
                        .param("before", changed.version() - 1)
                        .update()
                > 0;
    }

    void delete(String track, String id) {
        jdbc.sql("delete from apprentice where track = ? and id = ?")
                .params(track, id)
                .update();
    }

    /** Who is known by an address, the latest first. */
    List<Placed> at(String email, int atMost, long offset) {
        return jdbc.sql("""
            select a.*, t.team
            from apprentice a
            join track t on t.id = a.track
            where a.email = ?
            order by a.recorded_at desc, a.id
            limit ? offset ?
            """)
                .params(email, atMost, offset)
                .query((row, line) -> new Placed(row.getString("team"), apprentice(row, line)))
                .list();
    }

    /** Forgets who they were at an address; what is counted stays. */
    int forget(String email) {
        return jdbc.sql("update apprentice set name = null, email = null where email = ?")
                .param(email)
                .update();
    }

    /**
     * Forgets who they were whose contract is over.
     *
     * @param over the contract ended, or was broken, before that day
     * @param begun the same of a contract without an end: it began before that day
     */
    int forgetOver(LocalDate over, LocalDate begun) {
        return jdbc.sql("""
            update apprentice
            set name = null, email = null
            where (name is not null or email is not null)
              and (coalesce(broken_on, ends_on) < :over or broken_on is null and ends_on is null and starts_on < :begun)
            """).param("over", over).param("begun", begun).update();
    }

    /** The tracks whose forms may have kept apprentices before there was this list, and were not read yet. */
    List<String> withOldList() {
        return jdbc.sql("select id from track where has_old_list order by id")
                .query(String.class)
                .list();
    }

    /** Whether nobody else reads the old list of a track: it is read once. */
    boolean takeOldList(String track) {
        return jdbc.sql("update track set has_old_list = false where id = ? and has_old_list")
                        .param(track)
                        .update()
                > 0;
    }

    void declare(String track, Declared declared) {
        jdbc.sql("update track set declared_placed = ?, declared_active = ?, declared_on = ? where id = ?")
                .params(declared.placed(), declared.active(), declared.on(), track)
                .update();
    }

    /** What a track said of its apprentices as a whole; empty where the list says it all. */
    Optional<Declared> declared(String track) {
        return jdbc.sql("""
            select declared_placed, declared_active, declared_on
            from track
            where id = ? and declared_on is not null
            """).param(track).query(ApprenticeRows::declared).optional();
    }

    static Declared declared(ResultSet row, int line) throws SQLException {
        return new Declared(
                row.getInt("declared_placed"),
                row.getInt("declared_active"),
                row.getObject("declared_on", LocalDate.class));
    }

    private static @Nullable String name(@Nullable ApprenticeContract contract) {
        return contract == null ? null : contract.name();
    }

    private static Apprentice apprentice(ResultSet row, int line) throws SQLException {
        String contract = row.getString("contract");
        return new Apprentice(
                row.getString("id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("employer"),
                contract == null ? null : ApprenticeContract.valueOf(contract),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                row.getObject("broken_on", LocalDate.class),
                row.getObject("filed_on", LocalDate.class),
                row.getInt("version"));
    }
}
