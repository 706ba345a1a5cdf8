package fr.jalon.plan;

import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what plans are counted by, and of templates that were kept. */
@Repository
class WorkRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    WorkRows(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** Writes what a plan is counted back from. */
    void launch(String plan, Launch launch) {
        jdbc.sql("update plan set launch_day = ?, launch_days = ?, ready_day = ? where id = ?")
                .params(launch.day(), launch.days(), launch.ready(), plan)
                .update();
    }

    /** What the items of a plan are counted by, by their ids, in the plan's order; in two queries. */
    Map<String, Work> works(String plan) {
        Map<String, List<After>> after = new HashMap<>();
        jdbc.sql("select * from plan_dependency where plan = ? order by item, after_item")
                .param(plan)
                .query(row -> {
                    after.computeIfAbsent(row.getString("item"), fresh -> new ArrayList<>())
                            .add(new After(row.getString("after_item"), row.getInt("lag_days")));
                });
        Map<String, Work> works = new LinkedHashMap<>();
        jdbc.sql("""
            select i.id, i.title, w.*
            from plan_work w
            join plan_item i on i.plan = w.plan and i.id = w.item
            where w.plan = ?
            order by i.position
            """).param(plan).query(row -> {
            String id = row.getString("id");
            works.put(
                    id,
                    new Work(
                            id,
                            row.getString("title"),
                            row.getInt("days"),
                            row.getBoolean("every_day"),
                            row.getString("role"),
                            row.getBoolean("optional"),
                            after.getOrDefault(id, List.of()),
                            place(row)));
        });
        return works;
    }

    private static @Nullable Place place(ResultSet row) throws SQLException {
        LocalDate fixed = row.getObject("fixed_day", LocalDate.class);
        if (fixed != null) return new Place.Fixed(fixed);
        String anchor = row.getString("anchor");
        return anchor == null ? null : new Place.Offset(Point.valueOf(anchor), row.getInt("offset_days"));
    }

    /** Writes what items are counted by, in place of what they were; their items stand already. */
    void write(String plan, Collection<Work> works) {
        List<Object[]> items =
                works.stream().map(work -> new Object[] {plan, work.id()}).toList();
        batches.batchUpdate("delete from plan_dependency where plan = ? and item = ?", items);
        batches.batchUpdate("delete from plan_work where plan = ? and item = ?", items);
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> links = new ArrayList<>();
        for (Work work : works) {
            Place.Offset offset = work.place() instanceof Place.Offset some ? some : null;
            rows.add(new Object[] {
                plan,
                work.id(),
                work.duration(),
                work.everyDay(),
                work.optional(),
                work.who(),
                offset == null ? null : offset.from().name(),
                offset == null ? null : offset.days(),
                work.place() instanceof Place.Fixed fixed ? fixed.day() : null
            });
            work.after().forEach(after -> links.add(new Object[] {plan, work.id(), after.id(), after.lag()}));
        }
        batches.batchUpdate("""
            insert into plan_work (plan, item, days, every_day, optional, role, anchor, offset_days, fixed_day)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, rows);
        batches.batchUpdate(
                "insert into plan_dependency (plan, item, after_item, lag_days) values (?, ?, ?, ?)", links);
    }

    /** Templates that were kept, by their titles. */
    List<WorkTemplate> templates() {
        return jdbc.sql("select id, body from plan_template order by title, id")
                .query((row, line) -> WorkTemplate.read(row.getString("id"), new StringReader(row.getString("body"))))
                .list();
    }

    /** Keeps a template, in place of one of its id. */
    void keep(WorkTemplate template) {
        jdbc.sql("delete from plan_template where id = ?").param(template.id()).update();
        jdbc.sql("insert into plan_template (id, title, body, kept_at) values (?, ?, ?, ?)")
                .params(
                        template.id(),
                        template.title(),
                        template.written(),
                        OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS))
                .update();
    }
}
