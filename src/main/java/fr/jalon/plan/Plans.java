package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.MembershipEnded;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plans of teams. Ends are days by which a thing is done, see {@link Item}. */
@Service
public class Plans {

    /** The items of a plan, and what has moved of them, the latest first. */
    public record Told(List<Item> items, List<Move> moves) {

        public static final Told NOTHING = new Told(List.of(), List.of());
    }

    /** An item of a plan has been handed in. */
    public record Delivered(String plan, String item) {}

    private final PlanRows rows;
    private final MoveRows moves;
    private final SlotRows slots;
    private final PlanTemplates templates;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;

    Plans(
            PlanRows rows,
            MoveRows moves,
            SlotRows slots,
            PlanTemplates templates,
            Accounts accounts,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.moves = moves;
        this.slots = slots;
        this.templates = templates;
        this.accounts = accounts;
        this.events = events;
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
        rows.insert(plan, kind, team, title, start);
        rows.insert(plan, 0, items, passing);
    }

    /** Adds items to a plan, at the positions behind a given one. */
    @Transactional
    public void append(String plan, int behind, List<Item> items, Predicate<Item> passing) {
        moving(plan, () -> rows.insert(plan, behind, items, passing));
    }

    /** Puts items into a plan, behind so many others. */
    @Transactional
    public void insert(String plan, int behind, List<Item> items) {
        moving(plan, () -> {
            rows.makeRoom(plan, behind, items.size());
            rows.insert(plan, behind, items, item -> false);
        });
    }

    /** Gives an item to an account, or to the team. */
    @Transactional
    public void assign(String plan, String item, @Nullable String owner) {
        rows.rename(plan, item, item(plan, item).title(), owner);
    }

    /** What somebody was to do who has left a team, the team does. */
    @EventListener
    void ended(MembershipEnded event) {
        if (Groups.isOfTeam(event.group())) rows.release(event.group(), event.account());
    }

    /** Gives items that are not done the planned dates of those of the same id; the baseline stays. */
    @Transactional
    public void replan(String plan, List<Item> items) {
        moving(plan, () -> rows.replan(plan, items));
    }

    /** Whatever moves planned dates: what has moved is kept, with whoever acts. */
    private void moving(String plan, Runnable change) {
        Map<String, MoveRows.Dates> before = moves.dates(plan);
        change.run();
        moves.insert(plan, before, moves.dates(plan), accounts.acting());
    }

    /**
     * One item of a plan.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown
     */
    public Item item(String plan, String item) {
        return rows.item(plan, item)
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

    /** The items of a template that cannot do without others, each with the ids of those. */
    public Map<String, List<String>> after(String template) {
        return templates.rows(template).stream()
                .filter(row -> !row.after().isEmpty())
                .collect(Collectors.toMap(PlanTemplates.Row::id, PlanTemplates.Row::after));
    }

    /** What comes right before each item of a template: what it cannot do without, and what its process does. */
    public Map<String, List<String>> rightBefore(String template) {
        return templates.rows(template).stream()
                .collect(Collectors.toMap(PlanTemplates.Row::id, PlanTemplates.Row::before));
    }

    /** What comes before each item of a template, near and far. */
    public Map<String, Set<String>> before(String template) {
        Map<String, List<String>> near = rightBefore(template);
        Map<String, Set<String>> before = new LinkedHashMap<>();
        near.keySet().forEach(item -> {
            Set<String> all = new LinkedHashSet<>();
            Deque<String> left = new ArrayDeque<>(near.getOrDefault(item, List.of()));
            while (!left.isEmpty()) {
                String one = left.pop();
                if (all.add(one)) left.addAll(near.getOrDefault(one, List.of()));
            }
            before.put(item, all);
        });
        return before;
    }

    /** The items of some plans, each in the order of its template; in one query. */
    public Map<String, List<Item>> items(Collection<String> plans) {
        return rows.items(plans);
    }

    /** Of the open plans of some kinds: days taken per day planned, the median of each item; in one query. */
    public Map<String, Double> used(Collection<String> kinds) {
        return slots.used(kinds);
    }

    /** The same with what has moved of them; in one query. */
    public Map<String, Told> told(Collection<String> plans) {
        return rows.told(plans);
    }

    /**
     * Keeps the day on which an item began; the first one told stays.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown
     */
    @Transactional
    public void begin(String plan, String item, LocalDate day) {
        if (!rows.begin(plan, item, day)) item(plan, item);
    }

    /**
     * Keeps the day on which an item was done; the first one told stays. What never began, began on that day.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown, or it is not done and began after that day
     */
    @Transactional
    public void finish(String plan, String item, LocalDate day) {
        if (rows.finish(plan, item, day)) return;
        Item begun = item(plan, item);
        if (begun.actualEnd() == null) {
            throw new IllegalArgumentException("« " + item + " » began on " + begun.actualStart() + ", after " + day);
        }
    }

    /**
     * Keeps that an item was handed in on a day, and what; as {@link #finish} does.
     *
     * @param note what it is, in words
     * @param link where it stands; null where nothing does
     */
    @Transactional
    public void deliver(String plan, String item, LocalDate day, @Nullable String note, @Nullable String link) {
        finish(plan, item, day);
        rows.deliver(plan, item, note, link);
        events.publishEvent(new Delivered(plan, item));
    }

    /**
     * Keeps that an item is given up; what is done or given up stays as it is.
     *
     * @throws IllegalArgumentException if the plan or the item is unknown
     */
    @Transactional
    public void drop(String plan, String item, LocalDate day) {
        if (!rows.drop(plan, item, day)) item(plan, item);
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
        long days = ChronoUnit.DAYS.between(open(plan).start(), start);
        moving(plan, () -> rows.move(plan, start, days));
    }

    /** Moves the start of a plan, and gives items that are not done the planned dates of those of the same id. */
    @Transactional
    public void move(String plan, LocalDate start, List<Item> items) {
        open(plan);
        moving(plan, () -> {
            rows.move(plan, start, 0);
            rows.replan(plan, items);
        });
    }

    private Plan open(String plan) {
        Plan found = rows.lock(plan).orElseThrow(() -> unknown(plan));
        if (!found.open())
            throw Refusal.conflict("Le plan « " + found.title() + " » est clos : ses dates ne bougent plus.");
        return found;
    }

    /** Has time stand still for a plan from a day on: its days pass no more. */
    @Transactional
    public void pause(String plan, LocalDate day) {
        rows.pause(plan, day);
    }

    /** Has time go on for a plan. */
    @Transactional
    public void resume(String plan) {
        rows.pause(plan, null);
    }

    /** Moves the start of a plan and whatever of it is not done by so many days; what has begun keeps its start. */
    @Transactional
    public void postpone(String plan, int days) {
        rows.postpone(plan, days);
    }

    /**
     * Closes a plan: nothing of it is awaited any more. Closing it again changes nothing.
     *
     * @throws IllegalArgumentException if the plan is unknown
     */
    @Transactional
    public void close(String plan) {
        if (!rows.close(plan) && find(plan).isEmpty()) throw unknown(plan);
    }

    /**
     * A plan without its items.
     *
     * @throws IllegalArgumentException if the plan is unknown
     */
    public Plan plan(String plan) {
        return find(plan).orElseThrow(() -> unknown(plan));
    }

    public Optional<Plan> find(String plan) {
        return rows.find(plan);
    }

    /** The first days of some plans, by their ids; in one query. */
    public Map<String, LocalDate> starts(Collection<String> plans) {
        return rows.starts(plans);
    }

    /** A team's plans, the latest first. */
    List<Plan> of(String team) {
        return rows.of(team);
    }

    private static IllegalArgumentException unknown(String plan) {
        return new IllegalArgumentException("No plan « " + plan + " »");
    }
}
