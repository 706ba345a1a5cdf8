package fr.jalon.bootcamp;

import fr.jalon.Refusal;
import fr.jalon.engine.TransactionCache;
import fr.jalon.team.BootcampDays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of journeys. */
@Repository
public class BootcampRows {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionCache<String, Bootcamp> read = new TransactionCache<>();

    BootcampRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes the row of a journey that is about to start.
     *
     * @throws Refusal if the team has an open one
     */
    public void open(String id, String kind, String cohort, String team, BootcampDays days) {
        try {
            jdbc.sql("""
            insert into journey (id, kind, cohort, team, open_team, iteration, first_day, second_day,
              validation_start, restitution_day, opened_at)
            values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
            """)
                    .params(
                            id,
                            kind,
                            cohort,
                            team,
                            kind + "/" + team,
                            days.firstDay(),
                            days.secondDay(),
                            days.validationStart(),
                            days.restitutionDay(),
                            OffsetDateTime.now(clock))
                    .update();
        } catch (DuplicateKeyException open) {
            throw alreadyOpen(team);
        }
        keepBaseline(id, 1, days);
    }

    static Refusal alreadyOpen(String team) {
        return Refusal.conflict("L’équipe « " + team + " » a déjà un parcours en cours.");
    }

    private void keepBaseline(String id, int iteration, BootcampDays days) {
        jdbc.sql("""
            insert into journey_baseline (journey, iteration, first_day, second_day,
              validation_start, restitution_day)
            values (?, ?, ?, ?, ?, ?)
            """)
                .params(id, iteration, days.firstDay(), days.secondDay(), days.validationStart(), days.restitutionDay())
                .update();
    }

    /** The journey of a process instance. */
    public Bootcamp of(String processInstance) {
        return read.get(processInstance, id -> jdbc.sql("select * from journey where id = ?")
                .param(id)
                .query(BootcampRows::journey)
                .single());
    }

    /** Bootcamps by their process instance. */
    public Map<String, Bootcamp> of(Collection<String> processInstances) {
        if (processInstances.isEmpty()) return Map.of();
        return jdbc
                .sql("select * from journey where id in (:ids)")
                .param("ids", processInstances)
                .query(BootcampRows::journey)
                .list()
                .stream()
                .collect(Collectors.toMap(Bootcamp::id, Function.identity()));
    }

    /** The open journey of a team, or its last one. */
    public Optional<Bootcamp> latestOf(String team) {
        return jdbc.sql("""
            select *
            from journey
            where team = ?
            order by case when closed_at is null then 0 else 1 end, opened_at desc
            fetch first 1 rows only
            """).param(team).query(BootcampRows::journey).optional();
    }

    /** The open journeys as {@code journey, iteration, cohort name, team id, team name}, by cohort and team. */
    public List<Map<String, Object>> openTeams() {
        return jdbc.sql("""
            select j.id as journey, j.iteration as iteration, c.name as cohort, t.id as id, t.name as
              team
            from journey j
            join team t on t.id = j.team
            join cohort c on c.id = j.cohort
            where j.closed_at is null
            order by c.name, t.name
            """).query().listOfRows();
    }

    /** The open journeys of a cohort, by team. */
    public List<Bootcamp> openIn(String cohort) {
        return jdbc.sql("select * from journey where cohort = ? and closed_at is null order by team")
                .param(cohort)
                .query(BootcampRows::journey)
                .list();
    }

    /** The teams that have no open journey, as {@code cohort name, team id, team name}, the latest cohort first. */
    public List<Map<String, Object>> freeTeams() {
        return jdbc.sql("""
            select c.name as cohort, t.id as id, t.name as team
            from team t
            join cohort c on c.id = t.cohort
            where not exists (select 1 from journey j where j.team = t.id and j.closed_at is null)
            order by c.first_day desc, c.id, t.name
            """).query().listOfRows();
    }

    public void enter(String id, Phase phase) {
        jdbc.sql("update journey set phase = ? where id = ?")
                .params(phase.id(), id)
                .update();
        read.forget(id);
    }

    public void redate(String id, BootcampDays days) {
        jdbc.sql("""
            update journey
            set first_day = ?, second_day = ?, validation_start = ?, restitution_day = ?
            where id = ?
            """)
                .params(days.firstDay(), days.secondDay(), days.validationStart(), days.restitutionDay(), id)
                .update();
        read.forget(id);
    }

    /** Begins the next iteration with days of its own. */
    public void iterate(String id, int iteration, BootcampDays days) {
        jdbc.sql("update journey set iteration = ?, phase = null where id = ?")
                .params(iteration, id)
                .update();
        redate(id, days);
        keepBaseline(id, iteration, days);
    }

    public void close(String id, String outcome, String reason) {
        jdbc.sql("""
            update journey
            set closed_at = ?, open_team = null, outcome = ?, reason = ?
            where id = ? and closed_at is null
            """).params(OffsetDateTime.now(clock), outcome, reason, id).update();
        read.forget(id);
    }

    /** Marks a phase late once; answers whether it was not yet. */
    public boolean markLate(Bootcamp journey, Phase phase, String awaited) {
        return jdbc.sql("""
            insert into journey_lateness (journey, iteration, phase, marked_at, awaited) select ?, ?,
              ?, ?, ?
            where not exists (select 1 from journey_lateness where journey = ? and iteration = ? and
              phase = ?)
            """)
                        .params(
                                journey.id(),
                                journey.iteration(),
                                phase.id(),
                                OffsetDateTime.now(clock),
                                awaited,
                                journey.id(),
                                journey.iteration(),
                                phase.id())
                        .update()
                > 0;
    }

    /** Phases that were late when their slot ended, with who was awaited. */
    public Map<String, String> lateness(Bootcamp journey) {
        Map<String, String> late = new LinkedHashMap<>();
        jdbc.sql("""
            select phase, awaited
            from journey_lateness
            where journey = ? and iteration = ?
            order by marked_at
            """).params(journey.id(), journey.iteration()).query(row -> {
            late.put(row.getString(1), row.getString(2));
        });
        return late;
    }

    /** A phase of a journey that was late when its slot ended. */
    public record Lateness(String journey, int iteration, Phase phase, Instant markedAt) {}

    /** Every lateness of some journeys. */
    public List<Lateness> lateness(Collection<String> journeys) {
        if (journeys.isEmpty()) return List.of();
        return jdbc.sql("""
            select journey, iteration, phase, marked_at
            from journey_lateness
            where journey in (:journeys)
            """)
                .param("journeys", journeys)
                .query((row, line) -> new Lateness(
                        row.getString(1),
                        row.getInt(2),
                        Phase.of(row.getString(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** A phase that is no longer late because its day has moved on. */
    public void forgiveLateness(Bootcamp journey, Phase phase) {
        jdbc.sql("delete from journey_lateness where journey = ? and iteration = ? and phase = ?")
                .params(journey.id(), journey.iteration(), phase.id())
                .update();
    }

    public BootcampDays baseline(Bootcamp journey) {
        return jdbc.sql("select * from journey_baseline where journey = ? and iteration = ?")
                .params(journey.id(), journey.iteration())
                .query((row, line) -> days(row))
                .single();
    }

    private static Bootcamp journey(ResultSet row, int line) throws SQLException {
        String phase = row.getString("phase");
        return new Bootcamp(
                row.getString("id"),
                row.getString("cohort"),
                row.getString("team"),
                row.getInt("iteration"),
                phase == null ? null : Phase.of(phase),
                days(row),
                row.getObject("opened_at", OffsetDateTime.class),
                row.getObject("closed_at", OffsetDateTime.class),
                row.getString("outcome"));
    }

    private static BootcampDays days(ResultSet row) throws SQLException {
        return new BootcampDays(
                row.getObject("first_day", LocalDate.class),
                row.getObject("second_day", LocalDate.class),
                row.getObject("validation_start", LocalDate.class),
                row.getObject("restitution_day", LocalDate.class));
    }
}
