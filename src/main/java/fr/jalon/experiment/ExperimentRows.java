package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.TransactionCache;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of experiments: days, contract and amendments, figures and what they said before. */
@Repository
class ExperimentRows {

    private static final String KEY = " where journey = ? and iteration = ?";
    private static final String TERMS = "target_rate, minimum_visits, spend_cap, maximum_cost, conversion_means";

    private static final String COLUMNS = """
            e.*, a.number as amended, a.target_rate as new_target_rate, a.minimum_visits as new_minimum_visits,
              a.spend_cap as new_spend_cap, a.maximum_cost as new_maximum_cost,
              a.conversion_means as new_conversion_means
            """;

    /** With the terms of its last amendment. */
    private static final String AMENDED = """
            from experiment e
            left join amendment a on a.journey = e.journey and a.iteration = e.iteration
              and a.number = (select max(number) from amendment m
                where m.journey = e.journey and m.iteration = e.iteration)
            """;

    private static final String EXPERIMENT = "select " + COLUMNS + AMENDED;

    private static final String WEEK =
            "select d.number as day_number, d.on_day, d.incomplete, " + COLUMNS + AMENDED + """
            left join experiment_day d on d.journey = e.journey and d.iteration = e.iteration
            where e.journey = ? and e.iteration = ?
            order by d.number
            """;

    /** An experiment with the days of its week: what asks for the one mostly asks for the other. */
    private record Week(Optional<Experiment> experiment, List<WeekDay> days) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final TransactionCache<ExperimentId, Week> read = new TransactionCache<>();
    private final TransactionCache<ExperimentId, Map<LocalDate, Map<String, MetricRow>>> figures =
            new TransactionCache<>();

    ExperimentRows(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    Optional<Experiment> find(ExperimentId id) {
        return read.get(id, this::week).experiment();
    }

    Experiment get(ExperimentId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no experiment " + id));
    }

    List<WeekDay> days(ExperimentId id) {
        return read.get(id, this::week).days();
    }

    private Week week(ExperimentId id) {
        return jdbc.sql(WEEK).params(id.journey(), id.iteration()).query(rows -> {
            Optional<Experiment> experiment = Optional.empty();
            List<WeekDay> days = new ArrayList<>();
            while (rows.next()) {
                if (experiment.isEmpty()) experiment = Optional.of(experiment(rows, 0));
                LocalDate day = rows.getObject("on_day", LocalDate.class);
                if (day != null) days.add(new WeekDay(rows.getInt("day_number"), day, rows.getBoolean("incomplete")));
            }
            return new Week(experiment, List.copyOf(days));
        });
    }

    private void forget(ExperimentId id) {
        read.forget(id);
        figures.forget(id);
    }

    /** A team's experiments, the oldest first. */
    List<Experiment> of(String team) {
        return jdbc.sql(EXPERIMENT + " where e.team = ? order by e.opened_at, e.iteration")
                .param(team)
                .query(ExperimentRows::experiment)
                .list();
    }

    Optional<Experiment> latest(String team) {
        List<Experiment> all = of(team);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * A team's present one.
     *
     * @throws Refusal if no week has been prepared
     */
    Experiment present(String team) {
        return latest(team)
                .orElseThrow(() -> Refusal.conflict("La semaine de validation de l’équipe n’est pas encore préparée."));
    }

    /** Those whose contract is frozen and whose recommendation is still to come. */
    List<Experiment> amendable() {
        return jdbc.sql(EXPERIMENT + " where e.frozen_at is not null and e.recommendation is null")
                .query(ExperimentRows::experiment)
                .list();
    }

    /** Keeps others from writing to an experiment until this transaction ends. */
    void lock(ExperimentId id) {
        forget(id);
        jdbc.sql("select journey from experiment" + KEY + " for update")
                .params(id.journey(), id.iteration())
                .query(String.class)
                .single();
    }

    void open(ExperimentId id, String team, List<String> channels, Set<String> organic) {
        forget(id);
        jdbc.sql("""
            insert into experiment (journey, iteration, team, channels, organic_channels, opened_at)
            values (?, ?, ?, ?, ?, ?)
            """)
                .params(
                        id.journey(),
                        id.iteration(),
                        team,
                        String.join(",", channels),
                        String.join(",", organic),
                        now())
                .update();
    }

    void removeDays(ExperimentId id) {
        jdbc.sql("delete from experiment_day" + KEY)
                .params(id.journey(), id.iteration())
                .update();
        read.forget(id);
    }

    void addDays(ExperimentId id, List<LocalDate> added, int after) {
        StringBuilder rows = new StringBuilder(
                "insert into experiment_day (journey, iteration, number, on_day, incomplete) values ");
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            rows.append(i == 0 ? "" : ", ").append("(?, ?, ?, ?, false)");
            values.addAll(List.of(id.journey(), id.iteration(), after + i + 1, added.get(i)));
        }
        jdbc.sql(rows.toString()).params(values).update();
        read.forget(id);
    }

    void markIncomplete(ExperimentId id, int number) {
        jdbc.sql("update experiment_day set incomplete = true" + KEY + " and number = ?")
                .params(id.journey(), id.iteration(), number)
                .update();
        read.forget(id);
    }

    void freeze(ExperimentId id, Contract contract, String hash) {
        forget(id);
        Forecast forecast = contract.forecast() == null ? new Forecast(null, null, null) : contract.forecast();
        jdbc.sql("update experiment set target_rate = ?, minimum_visits = ?, spend_cap = ?, maximum_cost = ?,"
                        + " conversion_means = ?, signal_strength = ?, forecast_click_through_rate = ?, "
                        + "forecast_cost_per_click = ?,"
                        + " forecast_conversion_rate = ?, contract_hash = ?, frozen_at = ?" + KEY
                        + " and frozen_at is null")
                .params(
                        contract.targetConversionRate(),
                        contract.minimumVisits(),
                        contract.spendCap(),
                        contract.maximumCostPerConversion(),
                        contract.conversionMeans(),
                        contract.signalStrength(),
                        forecast.clickThroughRate(),
                        forecast.costPerClick(),
                        forecast.conversionRate(),
                        hash,
                        now(),
                        id.journey(),
                        id.iteration())
                .update();
    }

    void amend(ExperimentId id, int number, Contract contract, String reason, String by) {
        forget(id);
        jdbc.sql("insert into amendment (journey, iteration, number, " + TERMS + ", reason, amended_by, amended_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id.journey(),
                        id.iteration(),
                        number,
                        contract.targetConversionRate(),
                        contract.minimumVisits(),
                        contract.spendCap(),
                        contract.maximumCostPerConversion(),
                        contract.conversionMeans(),
                        reason,
                        by,
                        now())
                .update();
    }

    List<Amendment> amendments(Experiment experiment) {
        if (experiment.amendments() == 0) return List.of();
        List<Amendment> amendments = new ArrayList<>();
        jdbc.sql("select * from amendment" + KEY + " order by number")
                .params(experiment.id().journey(), experiment.id().iteration())
                .query(row -> {
                    Contract before = amendments.isEmpty()
                            ? experiment.promise().contract()
                            : amendments.get(amendments.size() - 1).contract();
                    Contract after = contract(row, "", before.signalStrength(), before.forecast());
                    amendments.add(new Amendment(
                            row.getInt("number"),
                            after,
                            Amendment.changes(before, after),
                            row.getString("reason"),
                            row.getString("amended_by"),
                            instant(row, "amended_at")));
                });
        return amendments;
    }

    /** How often figures of this experiment have been corrected. */
    int corrections(ExperimentId id) {
        return jdbc.sql("select count(*) from metric_correction" + KEY)
                .params(id.journey(), id.iteration())
                .query(Integer.class)
                .single();
    }

    /** The channels, by day, whose figures have been corrected that often or more. */
    Map<LocalDate, Set<String>> correctedAsOftenAs(ExperimentId id, int times) {
        Map<LocalDate, Set<String>> worn = new LinkedHashMap<>();
        jdbc.sql("select on_day, channel from metric_correction" + KEY
                        + " group by on_day, channel having count(*) >= ?")
                .params(id.journey(), id.iteration(), times)
                .query(row -> {
                    worn.computeIfAbsent(row.getObject("on_day", LocalDate.class), day -> new HashSet<>())
                            .add(row.getString("channel"));
                });
        return worn;
    }

    /** Every row of figures by day and channel, with former values: the latest corrections, so many at most. */
    List<Recording> recordings(ExperimentId id, int corrections) {
        Map<String, LinkedList<Recording.Former>> formerly = new HashMap<>();
        jdbc.sql("select * from metric_correction" + KEY
                        + " order by corrected_at desc, on_day desc, channel desc, number desc"
                        + " fetch first ? rows only")
                .params(id.journey(), id.iteration(), corrections)
                .query(row -> {
                    formerly.computeIfAbsent(
                                    row.getString("on_day") + row.getString("channel"), key -> new LinkedList<>())
                            .addFirst(new Recording.Former(
                                    figures(row),
                                    row.getString("recorded_by"),
                                    instant(row, "recorded_at"),
                                    row.getString("corrected_by"),
                                    instant(row, "corrected_at")));
                });
        return jdbc.sql("select * from metric" + KEY + " order by on_day, channel")
                .params(id.journey(), id.iteration())
                .query((row, line) -> new Recording(
                        row.getObject("on_day", LocalDate.class),
                        figures(row),
                        row.getString("recorded_by"),
                        instant(row, "recorded_at"),
                        formerly.getOrDefault(row.getString("on_day") + row.getString("channel"), new LinkedList<>())))
                .list();
    }

    /** The figures by day, in order, and by channel. */
    Map<LocalDate, Map<String, MetricRow>> figures(ExperimentId id) {
        return figures.get(id, this::readFigures);
    }

    private Map<LocalDate, Map<String, MetricRow>> readFigures(ExperimentId id) {
        Map<LocalDate, Map<String, MetricRow>> figures = new LinkedHashMap<>();
        jdbc.sql("select * from metric" + KEY + " order by on_day, channel")
                .params(id.journey(), id.iteration())
                .query(row -> {
                    figures.computeIfAbsent(row.getObject("on_day", LocalDate.class), day -> new LinkedHashMap<>())
                            .put(row.getString("channel"), figures(row));
                });
        return figures;
    }

    void add(ExperimentId id, Map<LocalDate, List<MetricRow>> rows, String by) {
        forget(id);
        OffsetDateTime now = now();
        List<Object[]> lines = new ArrayList<>();
        rows.forEach((day, some) -> some.forEach(row -> lines.add(new Object[] {
            id.journey(),
            id.iteration(),
            day,
            row.channel(),
            row.impressions(),
            row.clicks(),
            row.visits(),
            row.conversions(),
            row.spend(),
            by,
            now
        })));
        batch(
                "insert into metric (journey, iteration, on_day, channel, impressions, clicks, visits, "
                        + "conversions, spend,"
                        + " recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                lines);
    }

    /** Replaces figures and keeps what they said before. */
    void correct(ExperimentId id, Map<LocalDate, List<MetricRow>> rows, String by) {
        forget(id);
        OffsetDateTime now = now();
        List<Object[]> kept = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>();
        rows.forEach((day, some) -> some.forEach(row -> {
            kept.add(new Object[] {by, now, id.journey(), id.iteration(), day, row.channel()});
            lines.add(new Object[] {
                row.impressions(),
                row.clicks(),
                row.visits(),
                row.conversions(),
                row.spend(),
                by,
                now,
                id.journey(),
                id.iteration(),
                day,
                row.channel()
            });
        }));
        batch(
                "insert into metric_correction (journey, iteration, on_day, channel, number, "
                        + "impressions, clicks, visits,"
                        + " conversions, spend, recorded_by, recorded_at, corrected_by, corrected_at) "
                        + "select journey, iteration, on_day,"
                        + " channel, (select count(*) + 1 from metric_correction c where c.journey = "
                        + "m.journey and c.iteration = m.iteration"
                        + " and c.on_day = m.on_day and c.channel = m.channel), impressions, clicks, "
                        + "visits, conversions, spend,"
                        + " recorded_by, recorded_at, cast(? as varchar(64)), cast(? as timestamp with "
                        + "time zone) from metric m"
                        + KEY + " and on_day = ? and channel = ?",
                kept);
        batch(
                "update metric set impressions = ?, clicks = ?, visits = ?, conversions = ?, spend = ?, "
                        + "recorded_by = ?,"
                        + " recorded_at = ?" + KEY + " and on_day = ? and channel = ?",
                lines);
    }

    private void batch(String sql, List<Object[]> lines) {
        if (!lines.isEmpty()) batches.batchUpdate(sql, lines);
    }

    void close(ExperimentId id) {
        forget(id);
        jdbc.sql("update experiment set closed_at = ?" + KEY + " and closed_at is null")
                .params(now(), id.journey(), id.iteration())
                .update();
    }

    void reopen(ExperimentId id) {
        forget(id);
        jdbc.sql("update experiment set closed_at = null" + KEY)
                .params(id.journey(), id.iteration())
                .update();
    }

    void recommend(ExperimentId id, Proposal proposal, Advice advice) {
        forget(id);
        jdbc.sql("update experiment set proposal = ?, proposal_reason = ?, learnings = ?, "
                        + "recommendation = ?, recommendation_reason = ?, table_version = ?,"
                        + " thresholds = ?" + KEY)
                .params(
                        proposal.decision(),
                        proposal.reason(),
                        proposal.learnings(),
                        advice.recommendation(),
                        advice.recommendationReason(),
                        advice.tableVersion(),
                        advice.thresholds(),
                        id.journey(),
                        id.iteration())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private static Experiment experiment(ResultSet row, int line) throws SQLException {
        Instant frozenAt = instant(row, "frozen_at");
        Forecast forecast = new Forecast(
                number(row, "forecast_click_through_rate"),
                number(row, "forecast_cost_per_click"),
                number(row, "forecast_conversion_rate"));
        Contract frozen = frozenAt == null
                ? null
                : contract(row, "", row.getString("signal_strength"), forecast.forecastsNothing() ? null : forecast);
        int amendments = row.getInt("amended");
        Contract inForce = amendments == 0 ? frozen : contract(row, "new_", frozen.signalStrength(), frozen.forecast());
        String organic = row.getString("organic_channels");
        return new Experiment(
                new ExperimentId(row.getString("journey"), row.getInt("iteration")),
                row.getString("team"),
                List.of(row.getString("channels").split(",")),
                organic == null || organic.isEmpty() ? Set.of() : Set.of(organic.split(",")),
                frozen == null ? null : new Promise(frozen, frozenAt, row.getString("contract_hash"), inForce),
                amendments,
                instant(row, "closed_at"),
                row.getString("proposal") == null
                        ? null
                        : new Proposal(
                                row.getString("proposal"),
                                row.getString("proposal_reason"),
                                row.getString("learnings")),
                row.getString("recommendation") == null
                        ? null
                        : new Advice(
                                row.getString("recommendation"),
                                row.getString("recommendation_reason"),
                                row.getString("table_version"),
                                row.getString("thresholds")));
    }

    private static Contract contract(ResultSet row, String prefix, String signalStrength, Forecast forecast)
            throws SQLException {
        return new Contract(
                row.getDouble(prefix + "target_rate"),
                row.getLong(prefix + "minimum_visits"),
                row.getDouble(prefix + "spend_cap"),
                row.getDouble(prefix + "maximum_cost"),
                row.getString(prefix + "conversion_means"),
                signalStrength,
                forecast);
    }

    private static MetricRow figures(ResultSet row) throws SQLException {
        return new MetricRow(
                row.getString("channel"),
                row.getObject("impressions", Long.class),
                row.getObject("clicks", Long.class),
                row.getObject("visits", Long.class),
                row.getBigDecimal("conversions"),
                row.getBigDecimal("spend"));
    }

    private static Double number(ResultSet row, String column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? null : number.doubleValue();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
