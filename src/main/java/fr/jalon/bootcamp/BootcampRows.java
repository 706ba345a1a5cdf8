package fr.jalon.bootcamp;

import static java.util.Objects.requireNonNull;

import fr.jalon.engine.TransactionCache;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Teams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of journeys. */
@Repository
public class BootcampRows {

    private final JdbcClient jdbc;
    private final Journeys journeys;
    private final Teams teams;
    private final Clock clock;
    private final TransactionCache<String, Bootcamp> read = new TransactionCache<>();

    BootcampRows(JdbcClient jdbc, Journeys journeys, Teams teams, Clock clock) {
        this.jdbc = jdbc;
        this.journeys = journeys;
        this.teams = teams;
        this.clock = clock;
    }

    /** Writes what is a bootcamp's own, behind the row of its journey. */
    public void open(String id, String cohort, String team, BootcampDays days) {
        jdbc.sql("""
                insert into bootcamp (id, cohort, team, iteration, first_day, second_day, validation_start,
                  restitution_day)
                values (?, ?, ?, 1, ?, ?, ?, ?)
                """)
                .params(
                        id,
                        cohort,
                        team,
                        days.firstDay(),
                        days.secondDay(),
                        days.validationStart(),
                        days.restitutionDay())
                .update();
    }

    /** The journey of a process instance. */
    public Bootcamp of(String processInstance) {
        return read.get(processInstance, id -> jdbc.sql("select * from bootcamp where id = ?")
                .param(id)
                .query(BootcampRows::bootcamp)
                .single());
    }

    /** Bootcamps by their process instance. */
    public Map<String, Bootcamp> of(Collection<String> processInstances) {
        if (processInstances.isEmpty()) return Map.of();
        return jdbc
                .sql("select * from bootcamp where id in (:ids)")
                .param("ids", processInstances)
                .query(BootcampRows::bootcamp)
                .list()
                .stream()
                .collect(Collectors.toMap(Bootcamp::id, Function.identity()));
    }

    /** The bootcamps of a cohort, by team. */
    private List<Bootcamp> in(String cohort) {
        return jdbc.sql("select * from bootcamp where cohort = ? order by team")
                .param(cohort)
                .query(BootcampRows::bootcamp)
                .list();
    }

    /** The open bootcamp of a team, or its last one. */
    public Optional<Bootcamp> latestOf(String team) {
        return journeys.latest(team, Bootcamps.PROCESS).map(latest -> of(latest.id()));
    }

    /** What is open for a team: {@code team} is its id. */
    public Optional<Bootcamp> openOf(String team) {
        return journeys.latest(team, Bootcamps.PROCESS).filter(Journey::isOpen).map(open -> of(open.id()));
    }

    /** The open bootcamps of a cohort, by team. */
    public List<Bootcamp> openIn(String cohort) {
        List<Bootcamp> all = in(cohort);
        Map<String, Journey> known =
                journeys.find(all.stream().map(Bootcamp::id).toList());
        return all.stream()
                .filter(each -> requireNonNull(known.get(each.id())).isOpen())
                .toList();
    }

    /** The teams that have no open bootcamp, the latest cohort first. */
    public List<Teams.Listed> freeTeams() {
        Set<String> busy = journeys.teamsWithOpen(Bootcamps.PROCESS);
        return teams.current().stream()
                .filter(team -> !busy.contains(team.id()))
                .toList();
    }

    /** An open bootcamp with its team. */
    public record OpenTeam(Bootcamp bootcamp, Teams.Listed team) {}

    /** The open ones, by cohort and team. */
    public List<OpenTeam> openTeams() {
        Map<String, Teams.Listed> named =
                teams.all().stream().collect(Collectors.toMap(Teams.Listed::id, team -> team));
        return of(journeys.open(Bootcamps.PROCESS).stream().map(Journey::id).toList()).values().stream()
                .map(bootcamp -> new OpenTeam(bootcamp, requireNonNull(named.get(bootcamp.team()))))
                .sorted(Comparator.comparing((OpenTeam open) -> open.team().cohort())
                        .thenComparing(open -> open.team().name()))
                .toList();
    }

    public void redate(String id, BootcampDays days) {
        jdbc.sql("""
            update bootcamp
            set first_day = ?, second_day = ?, validation_start = ?, restitution_day = ?
            where id = ?
            """)
                .params(days.firstDay(), days.secondDay(), days.validationStart(), days.restitutionDay(), id)
                .update();
        read.forget(id);
    }

    /** Begins the next iteration with days of its own. */
    public void iterate(String id, int iteration, BootcampDays days) {
        jdbc.sql("update bootcamp set iteration = ? where id = ?")
                .params(iteration, id)
                .update();
        redate(id, days);
    }

    /** Marks a phase late once; answers whether it was not yet. */
    public boolean markLate(Bootcamp journey, Phase phase, String awaited) {
        return jdbc.sql("""
            insert into bootcamp_lateness (journey, iteration, phase, marked_at, awaited) select ?, ?,
              ?, ?, ?
            where not exists (select 1 from bootcamp_lateness where journey = ? and iteration = ? and
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
            from bootcamp_lateness
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
            from bootcamp_lateness
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
        jdbc.sql("delete from bootcamp_lateness where journey = ? and iteration = ? and phase = ?")
                .params(journey.id(), journey.iteration(), phase.id())
                .update();
    }

    private static Bootcamp bootcamp(ResultSet row, int line) throws SQLException {
        return new Bootcamp(
                row.getString("id"),
                row.getString("cohort"),
                row.getString("team"),
                row.getInt("iteration"),
                days(row));
    }

    private static BootcampDays days(ResultSet row) throws SQLException {
        return new BootcampDays(
                row.getObject("first_day", LocalDate.class),
                row.getObject("second_day", LocalDate.class),
                row.getObject("validation_start", LocalDate.class),
                row.getObject("restitution_day", LocalDate.class));
    }
}
