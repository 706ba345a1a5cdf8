package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.TransactionCache;
import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import fr.jalon.engine.time.ParisCalendar;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of experiments: days, contract and amendments, proposal and advice. */
@Repository
class ExperimentRows {

    /** How a signature's row is told apart from others: by its journey and its iteration. */
    static final String OWNER = "experiment o on o.journey = s.journey and o.iteration = s.iteration";

    static final Signature COUNTED = new Signature(
            "unique_visitors", "recorded_by", "recorded_at", OWNER, "cast(s.visitors as varchar(20))", false);

    static final Signature AMENDED = new Signature("amendment", "amended_by", "amended_at", OWNER, "s.reason", false);

    /** With the terms of its last amendment. */
    static final String EXPERIMENT = """
            select e.*, a.number as amended, a.target_rate as new_target_rate,
              a.minimum_visits as new_minimum_visits, a.spend_cap as new_spend_cap,
              a.maximum_cost as new_maximum_cost, a.conversion_means as new_conversion_means
            from experiment e
            left join amendment a on a.journey = e.journey and a.iteration = e.iteration
              and a.number = (select max(number) from amendment m
                where m.journey = e.journey and m.iteration = e.iteration)
            """;

    private static final String WEEK = """
            select e.*, a.number as amended, a.target_rate as new_target_rate,
              a.minimum_visits as new_minimum_visits, a.spend_cap as new_spend_cap,
              a.maximum_cost as new_maximum_cost, a.conversion_means as new_conversion_means,
              d.number as day_number, d.on_day, d.morning_on, d.incomplete
            from experiment e
            left join amendment a on a.journey = e.journey and a.iteration = e.iteration
              and a.number = (select max(number) from amendment m
                where m.journey = e.journey and m.iteration = e.iteration)
            left join experiment_day d on d.journey = e.journey and d.iteration = e.iteration
            where e.journey = ? and e.iteration = ?
            order by d.number
            """;

    /** An experiment with what is meant to be spent and the days of its week: what asks for one mostly asks for all. */
    private record Week(Optional<Experiment> experiment, Map<String, BigDecimal> budgets, List<WeekDay> days) {}

    private final JdbcClient jdbc;
    private final FigureRows figures;
    private final Clock clock;
    private final ParisCalendar paris;
    private final TransactionCache<ExperimentId, Week> read = new TransactionCache<>();

    ExperimentRows(JdbcClient jdbc, FigureRows figures, Clock clock, ParisCalendar paris) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.clock = clock;
        this.paris = paris;
    }

    Optional<Experiment> find(ExperimentId id) {
        return read.get(id, this::week).experiment();
    }

    Experiment get(ExperimentId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no experiment " + id));
    }

    /** By channel in the one query, for only some channels count. */
    Map<String, WeekSoFar> soFar(Collection<String> journeys) {
        Map<String, WeekSoFar> weeks = new HashMap<>();
        if (journeys.isEmpty()) return weeks;
        jdbc.sql("""
            select e.journey, e.counted_channels, e.unique_visitors, m.channel, sum(m.visits) as visits,
              sum(m.conversions) as conversions, sum(m.spend) as spend,
              (select count(*) from experiment_day d
                where d.journey = e.journey and d.iteration = e.iteration and d.incomplete) as missed,
              coalesce(a.minimum_visits, e.minimum_visits) as minimum_visits,
              coalesce(a.spend_cap, e.spend_cap) as spend_cap
            from experiment e
            left join metric m on m.journey = e.journey and m.iteration = e.iteration
            left join amendment a on a.journey = e.journey and a.iteration = e.iteration
              and a.number = (select max(number) from amendment x
                where x.journey = e.journey and x.iteration = e.iteration)
            where e.journey in (:journeys) and e.frozen_at is not null and e.iteration =
              (select max(l.iteration) from experiment l where l.journey = e.journey)
            group by e.journey, e.iteration, e.counted_channels, e.unique_visitors, m.channel, e.minimum_visits,
              a.minimum_visits, e.spend_cap, a.spend_cap
            """).param("journeys", journeys).query(row -> {
            weeks.merge(row.getString("journey"), channel(row), WeekSoFar::plus);
        });
        return weeks;
    }

    private static WeekSoFar channel(ResultSet row) throws SQLException {
        List<String> counted = names(row.getString("counted_channels"));
        String channel = row.getString("channel");
        boolean counts = channel != null && (counted == null || counted.contains(channel));
        return new WeekSoFar(
                row.getString("journey"),
                counts ? whole(row, "visits") : null,
                row.getObject("unique_visitors", Long.class),
                row.getLong("minimum_visits"),
                counts ? row.getBigDecimal("conversions") : null,
                row.getBigDecimal("spend"),
                row.getBigDecimal("spend_cap"),
                row.getInt("missed"));
    }

    private static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? null : (Long) sum.longValueExact();
    }

    List<WeekDay> days(ExperimentId id) {
        return read.get(id, this::week).days();
    }

    private Week week(ExperimentId id) {
        return jdbc.sql(WEEK).params(id.journey(), id.iteration()).query(rows -> {
            Optional<Experiment> experiment = Optional.empty();
            Map<String, BigDecimal> budgets = Map.of();
            List<WeekDay> days = new ArrayList<>();
            while (rows.next()) {
                if (experiment.isEmpty()) {
                    experiment = Optional.of(experiment(rows, 0));
                    budgets = budgets(rows);
                }
                LocalDate day = rows.getObject("on_day", LocalDate.class);
                if (day != null) days.add(weekDay(rows, day));
            }
            return new Week(experiment, budgets, List.copyOf(days));
        });
    }

    private static WeekDay weekDay(ResultSet row, LocalDate day) throws SQLException {
        LocalDate morning = row.getObject("morning_on", LocalDate.class);
        return new WeekDay(
                row.getInt("day_number"),
                day,
                morning == null ? day.plusDays(1) : morning,
                row.getBoolean("incomplete"));
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

    /** What the iteration before promised in the same journey; empty in the first. */
    Optional<Contract> former(ExperimentId id) {
        if (id.iteration() == 1) return Optional.empty();
        return jdbc.sql(EXPERIMENT + " where e.journey = ? and e.iteration < ? order by e.iteration desc"
                        + " fetch first 1 rows only")
                .params(id.journey(), id.iteration())
                .query(ExperimentRows::experiment)
                .optional()
                .map(Experiment::promise)
                .map(Promise::contract);
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
        jdbc.sql("select journey from experiment where journey = ? and iteration = ? for update")
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

    /** What was meant to be spent a day, by channel, where anything was said. */
    Map<String, BigDecimal> budgets(ExperimentId id) {
        return read.get(id, this::week).budgets();
    }

    private static Map<String, BigDecimal> budgets(ResultSet row) throws SQLException {
        Map<String, BigDecimal> budgets = new HashMap<>();
        if (row.getString("daily_budgets") == null) return budgets;
        String[] channels = row.getString("channels").split(",");
        String[] amounts = row.getString("daily_budgets").split(",", -1);
        for (int i = 0; i < channels.length; i++)
            if (!amounts[i].isEmpty()) budgets.put(channels[i], new BigDecimal(amounts[i]));
        return budgets;
    }

    void budget(ExperimentId id, Map<String, BigDecimal> budgets) {
        String amounts = get(id).channels().stream()
                .map(channel ->
                        budgets.containsKey(channel) ? budgets.get(channel).toPlainString() : "")
                .collect(Collectors.joining(","));
        jdbc.sql("update experiment set daily_budgets = ? where journey = ? and iteration = ?")
                .params(amounts, id.journey(), id.iteration())
                .update();
        read.forget(id);
    }

    /** Keeps the last day of the channels that are stopped; the others run. */
    void stop(ExperimentId id, Map<String, LocalDate> stopped) {
        String days = get(id).channels().stream()
                .map(channel ->
                        stopped.containsKey(channel) ? stopped.get(channel).toString() : "")
                .collect(Collectors.joining(","));
        forget(id);
        jdbc.sql("update experiment set stopped_days = ? where journey = ? and iteration = ?")
                .params(days, id.journey(), id.iteration())
                .update();
    }

    /** Keeps the unique visitors of the week beside those that were given before. */
    void count(ExperimentId id, long visitors, int number, String by) {
        forget(id);
        jdbc.sql("update experiment set unique_visitors = ? where journey = ? and iteration = ?")
                .params(visitors, id.journey(), id.iteration())
                .update();
        jdbc.sql("""
            insert into unique_visitors (journey, iteration, number, visitors, recorded_by, recorded_at)
            values (?, ?, ?, ?, ?, ?)
            """)
                .params(id.journey(), id.iteration(), number, visitors, by, now())
                .update();
    }

    /** The unique visitors that were given for a week that asks for them, the oldest first. */
    List<Visitors> visitors(Experiment experiment) {
        if (!experiment.countsUniques()) return List.of();
        return jdbc.sql("select * from unique_visitors where journey = ? and iteration = ? order by number")
                .params(experiment.id().journey(), experiment.id().iteration())
                .query((row, line) -> new Visitors(
                        row.getLong("visitors"),
                        row.getString("recorded_by"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void removeDays(ExperimentId id) {
        jdbc.sql("delete from experiment_day where journey = ? and iteration = ?")
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

    /** Gives a day of the week, by its number, another date and another morning. */
    void move(ExperimentId id, WeekDay day) {
        jdbc.sql("""
            update experiment_day set on_day = ?, morning_on = ? where journey = ? and iteration = ? and number = ?
            """)
                .params(day.day(), day.morning(), id.journey(), id.iteration(), day.number())
                .update();
        read.forget(id);
    }

    /** Takes no figures for a reason; null to take them again. */
    void pause(ExperimentId id, @Nullable String why) {
        forget(id);
        jdbc.sql("update experiment set paused = cast(? as varchar(1200)) where journey = ? and iteration = ?")
                .params(why, id.journey(), id.iteration())
                .update();
    }

    void markIncomplete(ExperimentId id, int number) {
        jdbc.sql("""
            update experiment_day set incomplete = true where journey = ? and iteration = ? and number = ?
            """).params(id.journey(), id.iteration(), number).update();
        read.forget(id);
    }

    void freeze(ExperimentId id, Contract contract, String hash, Belief belief, @Nullable Integer rules) {
        forget(id);
        Forecast forecast = contract.forecast() == null ? new Forecast(null, null, null) : contract.forecast();
        jdbc.sql("""
            update experiment set target_rate = ?, minimum_visits = ?, spend_cap = ?, maximum_cost = ?,
              conversion_means = ?, signal_strength = ?, forecast_click_through_rate = ?,
              forecast_cost_per_click = ?, forecast_conversion_rate = ?, counted_channels = ?, base = ?,
              lower_target_reason = ?,
              contract_hash = ?, belief = ?, rules = ?, frozen_at = ?
            where journey = ? and iteration = ? and frozen_at is null
            """)
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
                        contract.counted() == null ? null : String.join(",", contract.counted()),
                        contract.base() == null ? null : contract.base().name(),
                        contract.lowerTargetReason(),
                        hash,
                        belief.name(),
                        rules,
                        now(),
                        id.journey(),
                        id.iteration())
                .update();
    }

    void amend(ExperimentId id, int number, Contract contract, LocalDate from, String reason, String by) {
        forget(id);
        jdbc.sql("""
            insert into amendment (journey, iteration, number, target_rate, minimum_visits, spend_cap,
              maximum_cost, conversion_means, holds_from, reason, amended_by, amended_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        id.journey(),
                        id.iteration(),
                        number,
                        contract.targetConversionRate(),
                        contract.minimumVisits(),
                        contract.spendCap(),
                        contract.maximumCostPerConversion(),
                        contract.conversionMeans(),
                        from,
                        reason,
                        by,
                        now())
                .update();
    }

    List<Amendment> amendments(Experiment experiment) {
        if (experiment.amendments() == 0) return List.of();
        List<Amendment> amendments = new ArrayList<>();
        jdbc.sql("select * from amendment where journey = ? and iteration = ? order by number")
                .params(experiment.id().journey(), experiment.id().iteration())
                .query(row -> {
                    Contract before = amendments.isEmpty()
                            ? experiment.promised().contract()
                            : amendments.get(amendments.size() - 1).contract();
                    Contract after = amended(row, "", before);
                    Instant at =
                            row.getObject("amended_at", OffsetDateTime.class).toInstant();
                    LocalDate from = row.getObject("holds_from", LocalDate.class);
                    amendments.add(new Amendment(
                            row.getInt("number"),
                            after,
                            Amendment.changes(before, after),
                            row.getString("reason"),
                            row.getString("amended_by"),
                            at,
                            from == null ? paris.wallClock(at).toLocalDate() : from));
                });
        return amendments;
    }

    /** Closes the week; at its gate what is missing is still taken. */
    void close(ExperimentId id, boolean isAtItsGate) {
        forget(id);
        jdbc.sql("""
            update experiment set closed_at = coalesce(closed_at, ?), at_gate = ? where journey = ? and iteration = ?
            """).params(now(), isAtItsGate, id.journey(), id.iteration()).update();
    }

    boolean isAtItsGate(ExperimentId id) {
        return jdbc.sql("select at_gate from experiment where journey = ? and iteration = ?")
                .params(id.journey(), id.iteration())
                .query(Boolean.class)
                .single();
    }

    /** Takes figures again; the unique visitors of a longer week are others. */
    void reopen(ExperimentId id) {
        forget(id);
        jdbc.sql("""
            update experiment set closed_at = null, at_gate = false, extended = true, unique_visitors = null
            where journey = ? and iteration = ?
            """).params(id.journey(), id.iteration()).update();
    }

    void recommend(ExperimentId id, Proposal proposal, Advice advice) {
        forget(id);
        jdbc.sql("""
            update experiment set proposal = ?, proposal_reason = ?, learnings = ?, recommendation = ?,
              recommendation_reason = ?, table_version = ?, thresholds = ?, label = ?, prior = ?,
              amended_verdict = ?, demands = ?, recommended_at = ?
            where journey = ? and iteration = ?
            """)
                .params(
                        proposal.decision(),
                        proposal.reason(),
                        proposal.learnings(),
                        advice.recommendation(),
                        advice.recommendationReason(),
                        advice.tableVersion(),
                        advice.thresholds(),
                        advice.label(),
                        advice.prior(),
                        advice.amendedVerdict(),
                        advice.demands(),
                        now(),
                        id.journey(),
                        id.iteration())
                .update();
    }

    /** When the recommendation was given. */
    Optional<Instant> recommendedAt(ExperimentId id) {
        return jdbc.sql("select recommended_at from experiment where journey = ? and iteration = ?")
                .params(id.journey(), id.iteration())
                .query((row, line) -> Optional.ofNullable(instant(row, "recommended_at")))
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    static Experiment experiment(ResultSet row, int line) throws SQLException {
        String organic = row.getString("organic_channels");
        return new Experiment(
                new ExperimentId(row.getString("journey"), row.getInt("iteration")),
                row.getString("team"),
                List.of(row.getString("channels").split(",")),
                organic == null || organic.isEmpty() ? Set.of() : Set.of(organic.split(",")),
                stopped(row),
                promise(row),
                row.getObject("unique_visitors", Long.class),
                row.getInt("amended"),
                row.getBoolean("extended"),
                instant(row, "closed_at"),
                row.getString("paused"),
                proposal(row),
                advice(row));
    }

    private static Map<String, LocalDate> stopped(ResultSet row) throws SQLException {
        Map<String, LocalDate> stopped = new LinkedHashMap<>();
        if (row.getString("stopped_days") == null) return stopped;
        String[] channels = row.getString("channels").split(",");
        String[] days = row.getString("stopped_days").split(",", -1);
        for (int i = 0; i < channels.length; i++)
            if (!days[i].isEmpty()) stopped.put(channels[i], LocalDate.parse(days[i]));
        return stopped;
    }

    private static @Nullable Promise promise(ResultSet row) throws SQLException {
        Instant frozenAt = instant(row, "frozen_at");
        if (frozenAt == null) return null;
        Forecast written = new Forecast(
                number(row, "forecast_click_through_rate"),
                number(row, "forecast_cost_per_click"),
                number(row, "forecast_conversion_rate"));
        Forecast forecast = written.forecastsNothing() ? null : written;
        String signalStrength = row.getString("signal_strength");
        List<String> counted = names(row.getString("counted_channels"));
        Base base = row.getString("base") == null ? null : Base.valueOf(row.getString("base"));
        Contract frozen =
                contract(row, "", signalStrength, forecast, counted, base, row.getString("lower_target_reason"));
        return new Promise(
                frozen,
                frozenAt,
                row.getString("contract_hash"),
                row.getInt("amended") == 0 ? frozen : amended(row, "new_", frozen),
                Belief.valueOf(row.getString("belief")),
                row.getObject("rules", Integer.class));
    }

    private static @Nullable List<String> names(@Nullable String channels) {
        return channels == null ? null : List.of(channels.split(","));
    }

    private static @Nullable Proposal proposal(ResultSet row) throws SQLException {
        String decision = row.getString("proposal");
        return decision == null
                ? null
                : new Proposal(decision, row.getString("proposal_reason"), row.getString("learnings"));
    }

    private static @Nullable Advice advice(ResultSet row) throws SQLException {
        String recommendation = row.getString("recommendation");
        return recommendation == null
                ? null
                : new Advice(
                        recommendation,
                        row.getString("recommendation_reason"),
                        row.getString("table_version"),
                        row.getString("thresholds"),
                        row.getString("label"),
                        row.getString("prior"),
                        row.getString("amended_verdict"),
                        row.getString("demands"));
    }

    /** A contract with the terms of an amendment. */
    static Contract amended(ResultSet row, String prefix, Contract before) throws SQLException {
        return contract(
                row,
                prefix,
                before.signalStrength(),
                before.forecast(),
                before.counted(),
                before.base(),
                before.lowerTargetReason());
    }

    private static Contract contract(
            ResultSet row,
            String prefix,
            @Nullable String signalStrength,
            @Nullable Forecast forecast,
            @Nullable List<String> counted,
            @Nullable Base base,
            @Nullable String lowerTargetReason)
            throws SQLException {
        return new Contract(
                row.getDouble(prefix + "target_rate"),
                row.getLong(prefix + "minimum_visits"),
                row.getDouble(prefix + "spend_cap"),
                row.getDouble(prefix + "maximum_cost"),
                row.getString(prefix + "conversion_means"),
                signalStrength,
                forecast,
                counted,
                base,
                lowerTargetReason);
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? null : number.doubleValue();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
