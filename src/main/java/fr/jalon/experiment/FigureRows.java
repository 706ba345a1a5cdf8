package fr.jalon.experiment;

import fr.jalon.engine.TransactionCache;
import fr.jalon.engine.identity.KeptAboutPeople.Signature;
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

/** The rows of figures, and what they said before they were corrected. */
@Repository
class FigureRows {

    private static final String DAY = "cast(s.on_day as varchar(10)) || ', ' || s.channel";

    /** Who recorded and corrected. */
    static final List<Signature> SIGNED = List.of(
            new Signature("metric", "recorded_by", "recorded_at", ExperimentRows.OWNER, DAY, false),
            new Signature("metric_correction", "recorded_by", "recorded_at", ExperimentRows.OWNER, DAY, false),
            new Signature("metric_correction", "corrected_by", "corrected_at", ExperimentRows.OWNER, DAY, false));

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final TransactionCache<ExperimentId, Map<LocalDate, Map<String, MetricRow>>> read =
            new TransactionCache<>();

    FigureRows(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** The figures by day, in order, and by channel. */
    Map<LocalDate, Map<String, MetricRow>> of(ExperimentId id) {
        return read.get(id, this::read);
    }

    private Map<LocalDate, Map<String, MetricRow>> read(ExperimentId id) {
        Map<LocalDate, Map<String, MetricRow>> figures = new LinkedHashMap<>();
        jdbc.sql("select * from metric where journey = ? and iteration = ? order by on_day, channel")
                .params(id.journey(), id.iteration())
                .query(row -> {
                    figures.computeIfAbsent(day(row), day -> new LinkedHashMap<>())
                            .put(row.getString("channel"), figures(row));
                });
        return figures;
    }

    /** When the first figure was known. */
    Optional<Instant> firstRecorded(ExperimentId id) {
        return jdbc.sql("""
            select min(recorded_at) as recorded_at from (
              select recorded_at from metric where journey = ? and iteration = ?
              union all
              select recorded_at from metric_correction where journey = ? and iteration = ?) as known
            """)
                .params(id.journey(), id.iteration(), id.journey(), id.iteration())
                .query((row, line) -> Optional.ofNullable(row.getObject("recorded_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** Has them read anew: others may have written some. */
    void forget(ExperimentId id) {
        read.forget(id);
    }

    /** How often figures of this experiment have been corrected. */
    int corrections(ExperimentId id) {
        return jdbc.sql("select count(*) from metric_correction where journey = ? and iteration = ?")
                .params(id.journey(), id.iteration())
                .query(Integer.class)
                .single();
    }

    /** The channels, by day, whose figures have been corrected that often or more. */
    Map<LocalDate, Set<String>> correctedAsOftenAs(ExperimentId id, int times) {
        Map<LocalDate, Set<String>> worn = new LinkedHashMap<>();
        jdbc.sql("""
            select on_day, channel from metric_correction where journey = ? and iteration = ?
            group by on_day, channel having count(*) >= ?
            """).params(id.journey(), id.iteration(), times).query(row -> {
            worn.computeIfAbsent(day(row), day -> new HashSet<>()).add(row.getString("channel"));
        });
        return worn;
    }

    /** Every row of figures by day and channel, with former values: the latest corrections, so many at most. */
    List<Recording> recordings(ExperimentId id, int corrections) {
        Map<String, LinkedList<Recording.Former>> formerly = new HashMap<>();
        jdbc.sql("""
            select * from metric_correction where journey = ? and iteration = ?
            order by corrected_at desc, on_day desc, channel desc, number desc
            fetch first ? rows only
            """).params(id.journey(), id.iteration(), corrections).query(row -> {
            formerly.computeIfAbsent(row.getString("on_day") + row.getString("channel"), key -> new LinkedList<>())
                    .addFirst(new Recording.Former(
                            figures(row),
                            row.getString("recorded_by"),
                            instant(row, "recorded_at"),
                            row.getString("confirmed"),
                            row.getString("corrected_by"),
                            instant(row, "corrected_at")));
        });
        return jdbc.sql("select * from metric where journey = ? and iteration = ? order by on_day, channel")
                .params(id.journey(), id.iteration())
                .query((row, line) -> new Recording(
                        day(row),
                        figures(row),
                        row.getString("recorded_by"),
                        instant(row, "recorded_at"),
                        row.getString("confirmed"),
                        formerly.getOrDefault(row.getString("on_day") + row.getString("channel"), new LinkedList<>())))
                .list();
    }

    /** @param confirmed what is hard to believe of a channel's row, and confirmed with it, by channel */
    void add(ExperimentId id, Map<LocalDate, List<MetricRow>> rows, String by, Map<String, String> confirmed) {
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
            now,
            confirmed.get(row.channel())
        })));
        batch("""
            insert into metric (journey, iteration, on_day, channel, impressions, clicks, visits, conversions,
              spend, recorded_by, recorded_at, confirmed)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as varchar(1000)))
            """, lines);
    }

    /**
     * Replaces figures and keeps what they said before.
     *
     * @param confirmed what is hard to believe of a channel's row, and confirmed with it, by channel
     */
    void correct(ExperimentId id, Map<LocalDate, List<MetricRow>> rows, String by, Map<String, String> confirmed) {
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
                confirmed.get(row.channel()),
                id.journey(),
                id.iteration(),
                day,
                row.channel()
            });
        }));
        batch("""
            insert into metric_correction (journey, iteration, on_day, channel, number, impressions, clicks,
              visits, conversions, spend, recorded_by, recorded_at, confirmed, corrected_by, corrected_at)
            select journey, iteration, on_day, channel,
              (select count(*) + 1 from metric_correction c
                where c.journey = m.journey and c.iteration = m.iteration
                  and c.on_day = m.on_day and c.channel = m.channel),
              impressions, clicks, visits, conversions, spend, recorded_by, recorded_at, confirmed,
              cast(? as varchar(64)), cast(? as timestamp with time zone)
            from metric m where journey = ? and iteration = ? and on_day = ? and channel = ?
            """, kept);
        batch("""
            update metric set impressions = ?, clicks = ?, visits = ?, conversions = ?, spend = ?,
              recorded_by = ?, recorded_at = ?, confirmed = cast(? as varchar(1000))
            where journey = ? and iteration = ? and on_day = ? and channel = ?
            """, lines);
    }

    private void batch(String sql, List<Object[]> lines) {
        if (!lines.isEmpty()) batches.batchUpdate(sql, lines);
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    static MetricRow figures(ResultSet row) throws SQLException {
        return new MetricRow(
                row.getString("channel"),
                row.getObject("impressions", Long.class),
                row.getObject("clicks", Long.class),
                row.getObject("visits", Long.class),
                row.getBigDecimal("conversions"),
                row.getBigDecimal("spend"));
    }

    private static LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("on_day", LocalDate.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
