package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.plan.Item;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Other dates for one step of a track, and for what comes after it where that is asked for. Days that have been lived
 * stay, and nothing is planned for a day that is past.
 *
 * @param start null where it stays
 * @param end null where the step takes as long as it did
 * @param following whether whatever comes after it moves by as many days as its end: what cannot be before it, and what
 *     is planned to begin later, unless that would part it from what comes before or after
 */
record StepMove(
        String step, @Nullable LocalDate start, @Nullable LocalDate end, boolean following) {

    private static final int FARTHEST_YEARS = 6;

    /**
     * The items that move, with their new planned dates.
     *
     * @param before what comes before each item, near and far
     * @throws Refusal if the step is unknown or done, or its dates make no sense
     */
    List<Item> of(List<Item> items, Map<String, Set<String>> before, LocalDate today) {
        Item item = items.stream()
                .filter(each -> each.id().equals(step))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("step", "Étape : « " + step + " » n’est pas au plan."));
        if (!item.isLeft())
            throw Refusal.conflict("« " + item.title() + " » est fait ou abandonné : ses dates ne bougent plus.");
        Item moved = moved(item, today);
        List<Item> all = new ArrayList<>(List.of(moved));
        long days = ChronoUnit.DAYS.between(item.plannedEnd(), moved.plannedEnd());
        if (!following || days == 0) return all;
        for (Item each : after(item, items, before, days)) {
            Item later = later(each, days);
            if (days < 0 && later.plannedStart().isBefore(today))
                throw Refusal.invalid(
                        "following",
                        "« " + each.title() + " » commencerait le " + French.day(later.plannedStart())
                                + ", un jour passé : déplacez moins, ou l’étape seule.");
            all.add(later);
        }
        return all;
    }

    /** What has not begun and comes after the step, in the order of the plan. */
    private List<Item> after(Item item, List<Item> items, Map<String, Set<String>> before, long days) {
        BiPredicate<Item, Item> precedes =
                (one, other) -> before.getOrDefault(other.id(), Set.of()).contains(one.id());
        List<Item> left = items.stream()
                .filter(each -> each.isLeft() && !each.id().equals(step))
                .toList();
        List<Item> after = new ArrayList<>(left.stream()
                .filter(each -> each.actualStart() == null)
                .filter(each -> precedes.test(item, each)
                        || each.plannedStart().isAfter(item.plannedStart()) && !precedes.test(each, item))
                .toList());
        Predicate<Item> isParted = each -> !precedes.test(item, each)
                && left.stream()
                        .filter(other -> !after.contains(other))
                        .anyMatch(stays -> days > 0
                                ? precedes.test(each, stays) && overlap(later(each, days), stays)
                                : precedes.test(stays, each) && overlap(stays, later(each, days)));
        // What stays may have others stay.
        boolean mayBeMore = true;
        while (mayBeMore) mayBeMore = after.removeIf(isParted);
        return after;
    }

    private static boolean overlap(Item first, Item then) {
        return first.plannedEnd().isAfter(then.plannedStart());
    }

    private static Item later(Item item, long days) {
        return planned(
                item, item.plannedStart().plusDays(days), item.plannedEnd().plusDays(days));
    }

    private Item moved(Item item, LocalDate today) {
        if (start == null && end == null)
            throw Refusal.invalid("start", "Donnez le jour où l’étape commence, ou celui où elle finit.");
        boolean isBegun = item.actualStart() != null;
        if (isBegun && start != null && !start.equals(item.plannedStart()))
            throw Refusal.invalid("start", "« " + item.title() + " » a commencé : seule sa fin peut bouger.");
        LocalDate begins = Objects.requireNonNullElse(start, item.plannedStart());
        LocalDate ends =
                end != null ? end : begins.plusDays(ChronoUnit.DAYS.between(item.plannedStart(), item.plannedEnd()));
        if (ends.isBefore(begins))
            throw Refusal.invalid("end", "Cette étape finirait avant de commencer, le " + French.day(begins) + ".");
        if (!begins.equals(item.plannedStart())) refuseFar("start", begins, today);
        refuseFar("end", ends, today);
        return planned(item, begins, ends);
    }

    /** A day to come, within the years of a track. */
    static void refuseFar(String field, LocalDate day, LocalDate today) {
        if (day.isBefore(today))
            throw Refusal.invalid(
                    field, "Le " + French.day(day) + " est passé : choisissez aujourd’hui ou un jour à venir.");
        if (day.isAfter(today.plusYears(FARTHEST_YEARS)))
            throw Refusal.invalid(
                    field, "Le " + French.day(day) + " est trop loin : choisissez un jour des six ans à venir.");
    }

    private static Item planned(Item item, LocalDate start, LocalDate end) {
        return new Item(
                item.id(),
                item.title(),
                item.section(),
                item.baselineStart(),
                item.baselineEnd(),
                start,
                end,
                item.actualStart(),
                item.actualEnd());
    }
}
