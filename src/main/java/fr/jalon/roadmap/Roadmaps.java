package fr.jalon.roadmap;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.text.Slug;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plans of roadmaps: their items by month, and what becomes of those that a month leaves undone. */
@Service
public class Roadmaps {

    public static final String PROCESS = "studio-roadmap";

    /** As many items as the review of a month may add. */
    public static final int MOST_ADDED = 20;

    /** What becomes of an item that its month leaves undone. */
    public enum Fate {
        /** It is to be done by the end of the next month. */
        CARRY,
        /** It stays due when it was, and is done late. */
        KEEP,
        /** It is given up. */
        DROP
    }

    /**
     * An item of a roadmap.
     *
     * @param month the one it was planned for, or added to
     * @param due the number of the one in which it is to be done now
     * @param carried how often it was put off
     */
    public record Entry(Item item, Month month, int due, int carried) {}

    /** Something more to do. */
    public record Added(String title, @Nullable String owner) {}

    private final Plans plans;
    private final RoadmapRows rows;
    private final ParisCalendar paris;

    Roadmaps(Plans plans, RoadmapRows rows, ParisCalendar paris) {
        this.plans = plans;
        this.rows = rows;
        this.paris = paris;
    }

    /**
     * Opens the plan of a year; what the studio had done before is done.
     *
     * @param plan the id of the process instance that keeps it
     * @throws Refusal if the start is out of reach
     */
    @Transactional
    public void open(String plan, String team, String title, LocalDate start) {
        refuseFar(start);
        List<Item> items = new ArrayList<>();
        Map<String, Integer> months = new HashMap<>();
        RoadmapYear.STUDIO.months().forEach(month -> month.rows().forEach(row -> {
            items.add(item(row.id(), row.title(), month, start));
            months.put(row.id(), month.number());
        }));
        plans.open(plan, PROCESS, team, title, start, items, item -> false);
        rows.insert(plan, months);
        LocalDate before = start.isBefore(paris.today()) ? start : paris.today();
        RoadmapYear.STUDIO
                .months()
                .flatMap(month -> month.rows().stream())
                .filter(RoadmapYear.Row::done)
                .forEach(row -> plans.finish(plan, row.id(), before));
    }

    private static Item item(String id, String title, Month month, LocalDate start) {
        return Item.planned(id, title, month.section(), month.firstDay(start), month.lastDay(start));
    }

    /** @throws Refusal if nobody would start on that day */
    void refuseFar(LocalDate start) {
        LocalDate today = paris.today();
        if (start.isBefore(today.minusYears(1)) || start.isAfter(today.plusYears(2)))
            throw Refusal.invalid(
                    "startDate", "Date de départ : choisissez un jour entre il y a un an et dans deux ans.");
    }

    /** The items of a plan in their order. */
    public List<Entry> entries(String plan) {
        Map<String, RoadmapRows.Due> due = rows.of(plan);
        Map<String, Month> months = new HashMap<>();
        RoadmapYear.STUDIO.months().forEach(month -> months.put(month.section(), month));
        List<Entry> entries = new ArrayList<>();
        for (Item item : plans.items(plan)) {
            RoadmapRows.Due its = due.get(item.id());
            Month month = months.get(item.section());
            if (its != null && month != null) entries.add(new Entry(item, month, its.month(), its.carried()));
        }
        return entries;
    }

    /** What is to be done in a month, or was to be before. */
    public List<Entry> left(String plan, int month) {
        return entries(plan).stream()
                .filter(entry -> entry.item().isLeft() && entry.due() <= month)
                .toList();
    }

    /**
     * Ends a month.
     *
     * @param fates by the id of what is left; what it does not name is carried over, and stays after the last month
     * @param added what more is to be done in the next month
     */
    @Transactional
    public void review(String plan, int month, Map<String, Fate> fates, List<Added> added) {
        boolean isLast = RoadmapYear.STUDIO.isLast(month);
        List<Entry> carried = new ArrayList<>();
        for (Entry entry : left(plan, month)) {
            Fate fate = fates.getOrDefault(entry.item().id(), Fate.CARRY);
            if (fate == Fate.DROP) plans.drop(plan, entry.item().id(), paris.today());
            else if (fate == Fate.CARRY && !isLast) carried.add(entry);
        }
        if (isLast) return;
        Month next = RoadmapYear.STUDIO.month(month + 1);
        LocalDate start = plans.plan(plan).start();
        if (!carried.isEmpty()) {
            rows.carry(plan, carried.stream().map(entry -> entry.item().id()).toList(), next.number());
            plans.replan(
                    plan,
                    carried.stream()
                            .map(entry -> item(entry.item().id(), entry.item().title(), next, start))
                            .toList());
        }
        add(plan, next, start, added);
    }

    /** Behind those of their month. */
    private void add(String plan, Month month, LocalDate start, List<Added> added) {
        if (added.isEmpty()) return;
        List<Item> all = plans.items(plan);
        Set<String> ids = new HashSet<>();
        int behind = 0;
        for (int at = 0; at < all.size(); at++) {
            ids.add(all.get(at).id());
            if (all.get(at).section().equals(month.section())) behind = at + 1;
        }
        List<Item> items = new ArrayList<>();
        Map<String, Integer> months = new LinkedHashMap<>();
        for (Added each : added) {
            String id = id(each.title(), ids);
            items.add(item(id, each.title(), month, start));
            months.put(id, month.number());
        }
        plans.insert(plan, behind, items);
        rows.insert(plan, months);
        for (int at = 0; at < items.size(); at++)
            plans.assign(plan, items.get(at).id(), added.get(at).owner());
    }

    /** An id that no other item has. */
    private static String id(String title, Set<String> taken) {
        String slug = Slug.of(title);
        String base = slug.length() < 2 ? "item" : slug.substring(0, Math.min(50, slug.length()));
        String id = base;
        for (int number = 2; !taken.add(id); number++) id = base + "-" + number;
        return id;
    }

    /** Starts the year on another day: what is left moves with its months. */
    @Transactional
    public void move(String plan, LocalDate start) {
        plans.move(
                plan,
                start,
                entries(plan).stream()
                        .filter(entry -> entry.item().isLeft())
                        .map(entry -> item(
                                entry.item().id(), entry.item().title(), RoadmapYear.STUDIO.month(entry.due()), start))
                        .toList());
    }
}
