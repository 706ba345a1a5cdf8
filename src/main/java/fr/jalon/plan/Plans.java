package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plans of teams. Ends are days by which a thing is done, see {@link Item}. */
@Service
public class Plans {

    private static final String PLAN = "select id, kind, team, title, start_day, closed_at from plan";
    private static final String ITEMS = """
            select i.*, p.closed_at
            from plan_item i
            join plan p on p.id = i.plan
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final PlanTemplates templates;
    private final ParisCalendar paris;
    private final Clock clock;

    Plans(JdbcClient jdbc, JdbcTemplate batches, PlanTemplates templates, ParisCalendar paris, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.templates = templates;
        this.paris = paris;
        this.clock = clock;
    }

    /**
     * Opens a plan whose items are those of a template, counted from its start.
     *
     * @param plan the id of the process instance that keeps it
     * @param kind the key of its process
     * @param template the name of the template's file, without its ending
     * @throws IllegalArgumentException if there is no such template
     * @throws Refusal if the plan exists
     */
    @Transactional
    public void open(String plan, String kind, String team, String title, String template, LocalDate start) {
        open(
                plan,
                kind,
                team,
                title,
                start,
                templates.rows(template).stream()
                        .map(row -> row.startingOn(start))
                        .toList(),
                item -> false);
    }

    /**
     * Opens a plan of some items, in their order.
     *
     * @param passing those that are days: they are lived as time passes, without a word
     * @throws Refusal if the plan exists
     */
    @Transactional
    public void open(
            String plan,
            String kind,
            String team,
            String title,
            LocalDate start,
            List<Item> items,
            Predicate<Item> passing) {
        try {
            jdbc.sql("insert into plan (id, kind, team, title, start_day, opened_at) values (?, ?, ?, ?, ?, ?)")
                    .params(plan, kind, team, title, start, now())
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.conflict("Le plan « " + plan + " » existe déjà.");
        }
        append(plan, 0, items, passing);
    }

    /** Adds items to a plan, at the positions behind a given one. */
    @Transactional
    public void append(String plan, int behind, List<Item> items, Predicate<Item> passing) {
        List<Object[]> rows = new ArrayList<>();
        for (Item item : items) {
            rows.add(new Object[] {
                plan,
                item.id(),
                behind + rows.size() + 1,
                item.title(),
                item.section(),
                item.baselineStart(),
                item.baselineEnd(),
                item.plannedStart(),
                item.plannedEnd(),
                passing.test(item)
            });
        }
        batches.batchUpdate("""
                insert into plan_item (plan, id, position, title, section, baseline_start, baseline_end,
                  planned_start, planned_end, passes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
    }

    /** Gives items that are not done the planned dates of those of the same id; the baseline stays. */
    @Transactional
    public void replan(String plan, List<Item> items) {
        batches.batchUpdate(
                """
                update plan_item
                set planned_start = case when actual_start is null then cast(? as date) else planned_start end,
                  planned_end = case when actual_start is not null and planned_start > cast(? as date)
                    then planned_start else cast(? as date) end
                where plan = ? and id = ? and actual_end is null
                """,
                items.stream()
                        .map(item ->
                                new Object[] {item.plannedStart(), item.plannedEnd(), item.plannedEnd(), plan, item.id()
                                })
                        .toList());
    }

    /**
     * One item of a plan.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown
     */
    public Item item(String plan, String item) {
        return jdbc.sql(ITEMS + " where i.plan = ? and i.id = ?")
                .params(plan, item)
                .query(this::item)
                .optional()
                .orElseThrow(
                        () -> new IllegalArgumentException("No item « " + item + " » in the plan « " + plan + " »"));
    }

    /** The items of a plan in the order of its template; none of a plan that does not exist. */
    public List<Item> items(String plan) {
        return items(List.of(plan)).getOrDefault(plan, List.of());
    }

    /** The sections of a template, each with the ids of its items. */
    public Map<String, Set<String>> sections(String template) {
        Map<String, Set<String>> sections = new LinkedHashMap<>();
        for (PlanTemplates.Row row : templates.rows(template)) {
            sections.computeIfAbsent(row.section(), fresh -> new LinkedHashSet<>())
                    .add(row.id());
        }
        return sections;
    }

    /** The items of some plans, each in the order of its template; in one query. */
    public Map<String, List<Item>> items(Collection<String> plans) {
        Map<String, List<Item>> found = new HashMap<>();
        if (plans.isEmpty()) return found;
        jdbc.sql(ITEMS + " where i.plan in (:plans) order by i.plan, i.position")
                .param("plans", plans)
                .query(row -> {
                    found.computeIfAbsent(row.getString("plan"), fresh -> new ArrayList<>())
                            .add(item(row, 0));
                });
        return found;
    }

    /**
     * Keeps the day on which an item began; the first one told stays.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown
     */
    @Transactional
    public void begin(String plan, String item, LocalDate day) {
        int begun = jdbc.sql("update plan_item set actual_start = ? where plan = ? and id = ? and actual_start is null")
                .params(day, plan, item)
                .update();
        if (begun == 0) item(plan, item);
    }

    /**
     * Keeps the day on which an item was done; the first one told stays. What never began, began on that day.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown, or it is not done and began after that day
     */
    @Transactional
    public void finish(String plan, String item, LocalDate day) {
        int finished = jdbc.sql("""
            update plan_item
            set actual_start = coalesce(actual_start, ?), actual_end = ?
            where plan = ? and id = ? and actual_end is null and (actual_start is null or
              actual_start <= ?)
            """).params(day, day, plan, item, day).update();
        if (finished > 0) return;
        Item begun = item(plan, item);
        if (begun.actualEnd() == null) {
            throw new IllegalArgumentException("« " + item + " » began on " + begun.actualStart() + ", after " + day);
        }
    }

    /**
     * Moves the start of a plan, and with it, by as many days, the planned dates of every item that has not begun. The
     * baseline stays, and so do the dates of what has begun.
     *
     * @throws IllegalArgumentException if the plan is unknown
     * @throws Refusal if it is closed
     */
    @Transactional
    public void move(String plan, LocalDate start) {
        Plan moved = jdbc.sql(PLAN + " where id = ? for update")
                .param(plan)
                .query(Plans::plan)
                .optional()
                .orElseThrow(() -> unknown(plan));
        if (!moved.open())
            throw Refusal.conflict("Le plan « " + moved.title() + " » est clos : ses dates ne bougent plus.");
        long days = ChronoUnit.DAYS.between(moved.start(), start);
        jdbc.sql("update plan set start_day = ? where id = ?")
                .params(start, plan)
                .update();
        jdbc.sql("""
            update plan_item
            set planned_start = planned_start + cast(? as integer), planned_end = planned_end +
              cast(? as integer)
            where plan = ? and actual_start is null
            """).params(days, days, plan).update();
    }

    /**
     * Closes a plan: nothing of it is awaited any more. Closing it again changes nothing.
     *
     * @throws IllegalArgumentException if the plan is unknown
     */
    @Transactional
    public void close(String plan) {
        int closed = jdbc.sql("update plan set closed_at = ? where id = ? and closed_at is null")
                .params(now(), plan)
                .update();
        if (closed == 0 && find(plan).isEmpty()) throw unknown(plan);
    }

    Optional<Plan> find(String plan) {
        return jdbc.sql(PLAN + " where id = ?").param(plan).query(Plans::plan).optional();
    }

    /** A team's plans, the latest first. */
    List<Plan> of(String team) {
        return jdbc.sql(PLAN + " where team = ? order by opened_at desc, id")
                .param(team)
                .query(Plans::plan)
                .list();
    }

    private static IllegalArgumentException unknown(String plan) {
        return new IllegalArgumentException("No plan « " + plan + " »");
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Plan plan(ResultSet row, int line) throws SQLException {
        return new Plan(
                row.getString("id"),
                row.getString("kind"),
                row.getString("team"),
                row.getString("title"),
                row.getObject("start_day", LocalDate.class),
                row.getObject("closed_at") == null);
    }

    private Item item(ResultSet row, int line) throws SQLException {
        LocalDate start = day(row, "planned_start");
        LocalDate end = day(row, "planned_end");
        LocalDate began = day(row, "actual_start");
        LocalDate done = day(row, "actual_end");
        if (row.getBoolean("passes")) {
            OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
            LocalDate until = closed == null
                    ? paris.today()
                    : paris.wallClock(closed.toInstant()).toLocalDate();
            began = start.isAfter(until) ? null : start;
            done = end.isBefore(until) ? end : null;
        }
        return new Item(
                row.getString("id"),
                row.getString("title"),
                row.getString("section"),
                day(row, "baseline_start"),
                day(row, "baseline_end"),
                start,
                end,
                began,
                done);
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
