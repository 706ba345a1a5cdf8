package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of plans and their items. */
@Repository
class PlanRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final ParisCalendar paris;
    private final Clock clock;

    PlanRows(JdbcClient jdbc, JdbcTemplate batches, ParisCalendar paris, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.paris = paris;
        this.clock = clock;
    }

    /**
     * Writes a plan that is open.
     *
     * @throws Refusal if it exists
     */
    void insert(String plan, String kind, String team, String title, LocalDate start) {
        try {
            jdbc.sql("insert into plan (id, kind, team, title, start_day, opened_at) values (?, ?, ?, ?, ?, ?)")
                    .params(plan, kind, team, title, start, now())
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.conflict("Le plan « " + plan + " » existe déjà.");
        }
    }

    /** Writes items at the positions behind a given one. */
    void insert(String plan, int behind, List<Item> items, Predicate<Item> passing) {
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

    /** Keeps so many positions free behind a given one. */
    void makeRoom(String plan, int behind, int many) {
        jdbc.sql("update plan_item set position = position + cast(? as integer) where plan = ? and position > ?")
                .params(many, plan, behind)
                .update();
    }

    /** Gives what is left of an account's items back to the team of a group. */
    void release(String group, String account) {
        List<String> plans = jdbc.sql("""
            select distinct p.id, p.team
            from plan p
            join plan_item i on i.plan = p.id
            where i.owner = ? and i.actual_end is null and i.dropped_on is null
            """)
                .param(account)
                .query((row, line) -> Groups.ofTeam(row.getString(2)).equals(group) ? row.getString(1) : "")
                .list();
        if (plans.isEmpty()) return;
        jdbc.sql("""
            update plan_item
            set owner = null
            where owner = :account and actual_end is null and dropped_on is null and plan in (:plans)
            """).param("account", account).param("plans", plans).update();
    }

    /** Gives items that are not done the planned dates of those of the same id; the start of what began stays. */
    void replan(String plan, List<Item> items) {
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

    Optional<Item> item(String plan, String item) {
        return jdbc.sql("""
            select i.*, p.closed_at, p.paused_on
            from plan_item i
            join plan p on p.id = i.plan
            where i.plan = ? and i.id = ?
            """).params(plan, item).query(this::item).optional();
    }

    /** The items of some plans, each by position. */
    Map<String, List<Item>> items(Collection<String> plans) {
        Map<String, List<Item>> found = new HashMap<>();
        if (plans.isEmpty()) return found;
        jdbc.sql("""
            select i.*, p.closed_at, p.paused_on
            from plan_item i
            join plan p on p.id = i.plan
            where i.plan in (:plans)
            order by i.plan, i.position
            """).param("plans", plans).query(row -> {
            found.computeIfAbsent(row.getString("plan"), fresh -> new ArrayList<>())
                    .add(item(row, 0));
        });
        return found;
    }

    /** The items of some plans, each by position, and what has moved of them, the latest first. */
    Map<String, Plans.Told> told(Collection<String> plans) {
        Map<String, Plans.Told> told = new HashMap<>();
        if (plans.isEmpty()) return told;
        Map<String, Item> items = new HashMap<>();
        Map<String, Move> moves = new HashMap<>();
        jdbc.sql("""
            select i.*, p.closed_at, p.paused_on, m.id as move, m.moved_at, m.moved_by,
              m.from_start, m.from_end, m.to_start, m.to_end
            from plan_item i
            join plan p on p.id = i.plan
            left join plan_move m on m.plan = i.plan and m.item = i.id
            where i.plan in (:plans)
            order by i.plan, i.position, m.moved_at
            """).param("plans", plans).query(row -> {
            String plan = row.getString("plan");
            Plans.Told its = told.computeIfAbsent(plan, one -> new Plans.Told(new ArrayList<>(), new ArrayList<>()));
            Item item = item(row, 0);
            if (items.put(plan + "/" + item.id(), item) == null) its.items().add(item);
            if (row.getString("move") == null) return;
            Move move = moves.get(row.getString("move"));
            if (move == null) {
                move = new Move(
                        row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                        row.getString("moved_by"),
                        new ArrayList<>());
                moves.put(row.getString("move"), move);
                its.moves().add(move);
            }
            move.shifts()
                    .add(new Move.Shift(
                            item.id(),
                            day(row, "from_start"),
                            day(row, "from_end"),
                            row.getObject("to_start", LocalDate.class),
                            row.getObject("to_end", LocalDate.class)));
        });
        told.values().forEach(each -> each.moves()
                .sort(Comparator.comparing(Move::at).reversed()));
        return told;
    }

    /** Writes the day on which an item began; answers whether it had not. */
    boolean begin(String plan, String item, LocalDate day) {
        return jdbc.sql("update plan_item set actual_start = ? where plan = ? and id = ? and actual_start is null")
                        .params(day, plan, item)
                        .update()
                > 0;
    }

    /** Writes the day on which an item was done; answers whether it was not, and began no later. */
    boolean finish(String plan, String item, LocalDate day) {
        return jdbc.sql("""
            update plan_item
            set actual_start = coalesce(actual_start, ?), actual_end = ?
            where plan = ? and id = ? and actual_end is null and dropped_on is null
              and (actual_start is null or actual_start <= ?)
            """).params(day, day, plan, item, day).update() > 0;
    }

    /** Takes all items away. */
    void clear(String plan) {
        jdbc.sql("delete from plan_move where plan = ?").param(plan).update();
        jdbc.sql("delete from plan_item where plan = ?").param(plan).update();
    }

    /** What is planned now is what was first planned. */
    void keep(String plan) {
        jdbc.sql("update plan_item set baseline_start = planned_start, baseline_end = planned_end where plan = ?")
                .param(plan)
                .update();
    }

    /** Writes what an item is called and who does it; null for the team. */
    void rename(String plan, String item, String title, @Nullable String owner) {
        jdbc.sql("update plan_item set title = ?, owner = ? where plan = ? and id = ?")
                .params(title, owner, plan, item)
                .update();
    }

    /** Writes what was handed in. */
    void deliver(String plan, String item, @Nullable String note, @Nullable String link) {
        jdbc.sql("update plan_item set note = ?, link = ? where plan = ? and id = ?")
                .params(note, link, plan, item)
                .update();
    }

    /** Writes the day on which an item was given up; answers whether it was left. */
    boolean drop(String plan, String item, LocalDate day) {
        return jdbc.sql("""
            update plan_item
            set dropped_on = ?
            where plan = ? and id = ? and actual_end is null and dropped_on is null
            """).params(day, plan, item).update() > 0;
    }

    /** A plan that nobody else changes before the caller's transaction ends. */
    Optional<Plan> lock(String plan) {
        return jdbc.sql("select * from plan where id = ? for update")
                .param(plan)
                .query(PlanRows::plan)
                .optional();
    }

    /** Moves the start of a plan, and by so many days the planned dates of what has not begun. */
    void move(String plan, LocalDate start, long days) {
        jdbc.sql("update plan set start_day = ? where id = ?")
                .params(start, plan)
                .update();
        jdbc.sql("""
            update plan_item
            set planned_start = planned_start + cast(? as integer), planned_end = planned_end + cast(? as integer)
            where plan = ? and actual_start is null
            """).params(days, days, plan).update();
    }

    /** @param day null to go on */
    void pause(String plan, @Nullable LocalDate day) {
        jdbc.sql("update plan set paused_on = cast(? as date) where id = ?")
                .params(day, plan)
                .update();
    }

    /** Moves the start of a plan and the planned dates of what is not done; the start of what began stays. */
    void postpone(String plan, int days) {
        jdbc.sql("update plan set start_day = start_day + cast(? as integer) where id = ?")
                .params(days, plan)
                .update();
        jdbc.sql("""
            update plan_item
            set planned_start = case when actual_start is null
                then planned_start + cast(? as integer) else planned_start end,
              planned_end = planned_end + cast(? as integer)
            where plan = ? and actual_end is null
            """).params(days, days, plan).update();
    }

    /** Closes a plan; answers whether it was open. */
    boolean close(String plan) {
        return jdbc.sql("update plan set closed_at = ? where id = ? and closed_at is null")
                        .params(now(), plan)
                        .update()
                > 0;
    }

    Optional<Plan> find(String plan) {
        return jdbc.sql("select * from plan where id = ?")
                .param(plan)
                .query(PlanRows::plan)
                .optional();
    }

    /** The first days of some plans, by their ids. */
    Map<String, LocalDate> starts(Collection<String> plans) {
        Map<String, LocalDate> starts = new HashMap<>();
        if (plans.isEmpty()) return starts;
        jdbc.sql("select id, start_day from plan where id in (:plans)")
                .param("plans", plans)
                .query(row -> {
                    starts.put(row.getString(1), row.getObject(2, LocalDate.class));
                });
        return starts;
    }

    /** A team's plans, the latest first. */
    List<Plan> of(String team) {
        return jdbc.sql("select * from plan where team = ? order by opened_at desc, id")
                .param(team)
                .query(PlanRows::plan)
                .list();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Plan plan(ResultSet row, int line) throws SQLException {
        LocalDate launch = row.getObject("launch_day", LocalDate.class);
        return new Plan(
                row.getString("id"),
                row.getString("kind"),
                row.getString("team"),
                row.getString("title"),
                row.getObject("start_day", LocalDate.class),
                row.getObject("closed_at") == null,
                row.getObject("paused_on", LocalDate.class),
                launch == null
                        ? null
                        : new Launch(launch, row.getInt("launch_days"), row.getObject("ready_day", LocalDate.class)));
    }

    private Item item(ResultSet row, int line) throws SQLException {
        LocalDate start = day(row, "planned_start");
        LocalDate end = day(row, "planned_end");
        LocalDate began = day(row, "actual_start");
        LocalDate done = day(row, "actual_end");
        if (row.getBoolean("passes")) {
            OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
            LocalDate paused = row.getObject("paused_on", LocalDate.class);
            LocalDate until = closed != null
                    ? paris.wallClock(closed.toInstant()).toLocalDate()
                    : paused != null ? paused : paris.today();
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
                done,
                row.getString("owner"),
                row.getString("note"),
                row.getString("link"),
                day(row, "dropped_on"));
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
