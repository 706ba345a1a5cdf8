package fr.jalon.experiment;

import fr.jalon.statistics.Pooled;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Weeks that are over, many at once: five statements however many. */
@Repository
class PastRows {

    private static final String OF_TEAMS =
            " where e.frozen_at is not null and e.closed_at is not null" + " and e.team in (:teams)";

    /** Those of some teams, and the latest of all. */
    private static final String WITH_LATEST = """
             where e.frozen_at is not null and e.closed_at is not null and (e.team in (:teams) or e.closed_at >=
              coalesce((select l.closed_at from experiment l where l.frozen_at is not null and l.closed_at is not null
                order by l.closed_at desc offset %d rows fetch first 1 rows only), e.closed_at))
            """.formatted(Pooled.MOST - 1);

    private final JdbcClient jdbc;

    PastRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of some teams, the latest first. */
    List<Past> of(Collection<String> teams) {
        return read(OF_TEAMS, teams);
    }

    /** The {@link Pooled#MOST latest} of all teams, and those of some, the latest first. */
    List<Past> withLatest(Collection<String> teams) {
        return read(WITH_LATEST, teams);
    }

    private List<Past> read(String which, Collection<String> some) {
        List<String> teams = some.isEmpty() ? List.of("") : List.copyOf(some);
        Map<ExperimentId, Experiment> experiments = new LinkedHashMap<>();
        jdbc.sql(ExperimentRows.EXPERIMENT + which + " order by e.closed_at desc, e.journey, e.iteration")
                .param("teams", teams)
                .query(row -> {
                    Experiment each = ExperimentRows.experiment(row, 0);
                    experiments.put(each.id(), each);
                });
        if (experiments.isEmpty()) return List.of();
        Map<ExperimentId, List<LocalDate>> days = new HashMap<>();
        jdbc.sql("""
            select s.journey, s.iteration, s.on_day from experiment_day s
            join experiment e on e.journey = s.journey and e.iteration = s.iteration
            """ + which + " order by s.number").param("teams", teams).query(row -> {
            days.computeIfAbsent(id(row), id -> new ArrayList<>()).add(row.getObject("on_day", LocalDate.class));
        });
        Map<ExperimentId, Map<LocalDate, Map<String, MetricRow>>> figures = new HashMap<>();
        jdbc.sql("""
            select s.* from metric s join experiment e on e.journey = s.journey and e.iteration = s.iteration
            """ + which + " order by s.on_day, s.channel")
                .param("teams", teams)
                .query(row -> {
                    figures.computeIfAbsent(id(row), id -> new LinkedHashMap<>())
                            .computeIfAbsent(row.getObject("on_day", LocalDate.class), day -> new LinkedHashMap<>())
                            .put(row.getString("channel"), FigureRows.figures(row));
                });
        Map<ExperimentId, Contract> amended = amendedEarly(which, teams, experiments);
        Map<ExperimentId, String> decided = new HashMap<>();
        jdbc.sql("""
            select s.journey, s.iteration, s.decision from decision s
            join experiment e on e.journey = s.journey and e.iteration = s.iteration
            """ + which).param("teams", teams).query(row -> {
            decided.put(id(row), row.getString("decision"));
        });
        return experiments.values().stream()
                .map(each -> new Past(
                        each,
                        amended.getOrDefault(each.id(), each.promised().contract()),
                        days.getOrDefault(each.id(), List.of()),
                        figures.getOrDefault(each.id(), Map.of()),
                        decided.get(each.id())))
                .toList();
    }

    /** What was amended before any figure was known is what the week is judged by. */
    private Map<ExperimentId, Contract> amendedEarly(
            String which, List<String> teams, Map<ExperimentId, Experiment> experiments) {
        Map<ExperimentId, Contract> amended = new HashMap<>();
        jdbc.sql("""
            select s.* from amendment s join experiment e on e.journey = s.journey and e.iteration = s.iteration
            """ + which + """
             and not exists (select 1 from metric m where m.journey = s.journey and m.iteration = s.iteration
                and m.recorded_at <= s.amended_at)
              and not exists (select 1 from metric_correction c where c.journey = s.journey
                and c.iteration = s.iteration and c.recorded_at <= s.amended_at)
            order by s.number
            """).param("teams", teams).query(row -> {
            Experiment of = experiments.get(id(row));
            if (of == null) return;
            amended.put(of.id(), ExperimentRows.amended(row, "", of.promised().contract()));
        });
        return amended;
    }

    private static ExperimentId id(ResultSet row) throws SQLException {
        return new ExperimentId(row.getString("journey"), row.getInt("iteration"));
    }
}
