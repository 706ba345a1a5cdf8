package fr.jalon.measure;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of where audiences are measured, and of what was measured there. */
@Repository
class MeasureRows {

    static final Signature SAVED = new Signature(
            "measure_connection",
            "saved_by",
            "saved_at",
            "measure_connection o on o.team = s.team",
            "s.address",
            false);

    private final JdbcClient jdbc;

    MeasureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Connection> find(String team) {
        return jdbc.sql("select * from measure_connection where team = ?")
                .param(team)
                .query(MeasureRows::connection)
                .optional();
    }

    /** Changes a team's connection, which is then read anew; answers whether it has one. */
    boolean update(String team, String address, int site, String token, String author, Instant now) {
        return jdbc.sql("""
            update measure_connection
            set address = ?, site = ?, token = ?, saved_by = ?, saved_at = ?, next_at = ?, failures = 0,
              failing_since = null, fault = null
            where team = ?
            """)
                        .params(address, site, token, author, at(now), at(now), team)
                        .update()
                == 1;
    }

    void insert(String team, String address, int site, String token, String author, Instant now) {
        jdbc.sql("""
            insert into measure_connection (team, address, site, token, saved_by, saved_at, next_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
                .params(team, address, site, token, author, at(now), at(now))
                .update();
    }

    /** Leaves a team without a token; what was measured stays. */
    void forgetToken(String team) {
        jdbc.sql("""
            update measure_connection
            set token = null, failures = 0, failing_since = null, fault = null
            where team = ?
            """).param(team).update();
    }

    /** The teams whose time has come, in that order. */
    List<String> due(Instant now, int atMost) {
        return jdbc.sql("""
            select team
            from measure_connection
            where token is not null and next_at <= ?
            order by next_at, team
            limit ?
            """).params(at(now), atMost).query(String.class).list();
    }

    /**
     * Takes a team to be read by whoever calls, and nobody else for a while.
     *
     * @param since the last time must have been before
     * @param again when it is due again, should nothing come of it
     * @return whether it is the caller's
     */
    boolean take(String team, Instant now, Instant since, Instant again) {
        return jdbc.sql("""
            update measure_connection
            set tried_at = ?, next_at = ?
            where team = ? and token is not null and (tried_at is null or tried_at <= ?)
            """).params(at(now), at(again), team, at(since)).update() == 1;
    }

    /** Notes a success, unless the connection has changed since; answers whether it has not. */
    boolean succeeded(Connection asked, Instant now, Instant next) {
        return jdbc.sql("""
            update measure_connection
            set read_at = ?, next_at = ?, failures = 0, failing_since = null, fault = null
            where team = ? and token = ?
            """)
                        .params(at(now), at(next), asked.team(), asked.token())
                        .update()
                == 1;
    }

    /** Notes a failure, unless the connection has changed since. */
    void failed(Connection asked, String fault, Instant now, Instant next) {
        jdbc.sql("""
            update measure_connection
            set next_at = ?, failures = failures + 1, failing_since = coalesce(failing_since, ?), fault = ?
            where team = ? and token = ?
            """)
                .params(at(next), at(now), fault, asked.team(), asked.token())
                .update();
    }

    /** Puts what was read in the place of what was known of these days and months. */
    void replace(String team, LocalDate from, LocalDate until, Reading reading) {
        jdbc.sql("delete from measure_day where team = ? and visited_on between ? and ?")
                .params(team, from, until)
                .update();
        reading.visits().forEach((day, visits) -> jdbc.sql(
                        "insert into measure_day (team, visited_on, visits) values (?, ?, ?)")
                .params(team, day, visits)
                .update());
        jdbc.sql("delete from measure_origin where team = ? and month_start between ? and ?")
                .params(team, from.withDayOfMonth(1), until)
                .update();
        reading.origins()
                .forEach((month, origins) -> origins.forEach((origin, visits) -> jdbc.sql(
                                "insert into measure_origin (team, month_start, origin, visits) values (?, ?, ?, ?)")
                        .params(team, month.atDay(1), origin.name(), visits)
                        .update()));
    }

    /** The visits of each day since one that has figures. */
    Map<LocalDate, Long> days(String team, LocalDate since) {
        Map<LocalDate, Long> days = new TreeMap<>();
        jdbc.sql("select visited_on, visits from measure_day where team = ? and visited_on >= ?")
                .params(team, since)
                .query(row -> {
                    days.put(row.getObject(1, LocalDate.class), row.getLong(2));
                });
        return days;
    }

    /** Where the visits of each month since one came from. */
    Map<YearMonth, Map<Origin, Long>> origins(String team, YearMonth since) {
        Map<YearMonth, Map<Origin, Long>> origins = new TreeMap<>();
        jdbc.sql("select month_start, origin, visits from measure_origin where team = ? and month_start >= ?")
                .params(team, since.atDay(1))
                .query(row -> {
                    origins.computeIfAbsent(
                                    YearMonth.from(row.getObject(1, LocalDate.class)),
                                    fresh -> new EnumMap<>(Origin.class))
                            .put(Origin.valueOf(row.getString(2)), row.getLong(3));
                });
        return origins;
    }

    Optional<MeasuredVisits> visits(String team, LocalDate from, LocalDate until) {
        return jdbc.sql("""
            select coalesce(sum(d.visits), 0), count(d.visits), c.read_at
            from measure_connection c
            left join measure_day d on d.team = c.team and d.visited_on between ? and ?
            where c.team = ? and c.read_at is not null
            group by c.read_at
            """)
                .params(from, until, team)
                .query((row, line) -> new MeasuredVisits(
                        row.getLong(1),
                        row.getInt(2),
                        (int) ChronoUnit.DAYS.between(from, until) + 1,
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static Connection connection(ResultSet row, int line) throws SQLException {
        return new Connection(
                row.getString("team"),
                row.getString("address"),
                row.getInt("site"),
                row.getString("token"),
                row.getString("saved_by"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                row.getObject("next_at", OffsetDateTime.class).toInstant(),
                instant(row, "read_at"),
                row.getInt("failures"),
                instant(row, "failing_since"),
                row.getString("fault"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
