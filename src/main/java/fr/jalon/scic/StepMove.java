package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.plan.Item;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Other dates for one step of a track, and for what comes after it where that is asked for. Days that have been lived
 * stay, and nothing is planned for a day that is past.
 *
 * @param start null where it stays
 * @param end null where the step takes as long as it did
 * @param following whether whatever is planned to begin later moves by as many days as its end
 */
record StepMove(
        String step, @Nullable LocalDate start, @Nullable LocalDate end, boolean following) {

    private static final int FARTHEST_YEARS = 6;

    /**
     * The items that move, with their new planned dates.
     *
     * @throws Refusal if the step is unknown or done, or its dates make no sense
     */
    List<Item> of(List<Item> items, LocalDate today) {
        Item item = items.stream()
                .filter(each -> each.id().equals(step))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("step", "Étape : « " + step + " » n’est pas au plan."));
        if (!item.isLeft())
            throw Refusal.conflict("« " + item.title() + " » est fait ou abandonné : ses dates ne bougent plus.");
        Item moved = moved(item, today);
        List<Item> all = new ArrayList<>(List.of(moved));
        if (!following) return all;
        long days = ChronoUnit.DAYS.between(item.plannedEnd(), moved.plannedEnd());
        for (Item each : items) {
            if (!each.isLeft() || each.actualStart() != null) continue;
            if (!each.plannedStart().isAfter(item.plannedStart()) || each.id().equals(step)) continue;
            LocalDate begins = each.plannedStart().plusDays(days);
            if (days < 0 && begins.isBefore(today))
                throw Refusal.invalid(
                        "following",
                        "« " + each.title() + " » commencerait le " + French.day(begins)
                                + ", un jour passé : déplacez moins, ou l’étape seule.");
            all.add(planned(each, begins, each.plannedEnd().plusDays(days)));
        }
        return all;
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
