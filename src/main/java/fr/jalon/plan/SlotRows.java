package fr.jalon.plan;

import fr.jalon.engine.time.ParisCalendar;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much of the days planned for it each item has taken so far. */
@Repository
class SlotRows {

    private final JdbcClient jdbc;
    private final ParisCalendar paris;

    SlotRows(JdbcClient jdbc, ParisCalendar paris) {
        this.jdbc = jdbc;
        this.paris = paris;
    }

    /**
     * Of the open plans of some kinds, by item that has begun in any: days taken per day planned, first and last day
     * counted, in the median of these plans. In one query, which hands over each combination of days once.
     */
    Map<String, Double> used(Collection<String> kinds) {
        if (kinds.isEmpty()) return Map.of();
        Map<String, TreeMap<Double, Integer>> shares = new HashMap<>();
        jdbc.sql("""
            select i.id, i.planned_start, i.planned_end, i.actual_start, i.actual_end, p.paused_on, count(*)
            from plan_item i
            join plan p on p.id = i.plan
            where p.kind in (:kinds) and p.closed_at is null and i.actual_start is not null and i.dropped_on is null
            group by i.id, i.planned_start, i.planned_end, i.actual_start, i.actual_end, p.paused_on
            """).param("kinds", kinds).query(row -> {
            LocalDate until = Objects.requireNonNullElse(row.getObject("paused_on", LocalDate.class), paris.today());
            LocalDate began = row.getObject("actual_start", LocalDate.class);
            LocalDate ended = Objects.requireNonNullElse(row.getObject("actual_end", LocalDate.class), until);
            double share = (double) days(began, ended)
                    / days(
                            row.getObject("planned_start", LocalDate.class),
                            row.getObject("planned_end", LocalDate.class));
            shares.computeIfAbsent(row.getString("id"), fresh -> new TreeMap<>())
                    .merge(share, row.getInt(7), Integer::sum);
        });
        Map<String, Double> used = new HashMap<>();
        shares.forEach((item, counted) -> used.put(item, median(counted)));
        return used;
    }

    private static long days(LocalDate first, LocalDate last) {
        return Math.max(1, ChronoUnit.DAYS.between(first, last) + 1);
    }

    /** The lower of the two where they are even. */
    static double median(TreeMap<Double, Integer> counted) {
        int half = (counted.values().stream().mapToInt(Integer::intValue).sum() + 1) / 2;
        for (Map.Entry<Double, Integer> each : counted.entrySet()) {
            half -= each.getValue();
            if (half <= 0) return each.getKey();
        }
        throw new IllegalArgumentException("nothing is counted");
    }
}
