package fr.jalon.bootcamp;

import fr.jalon.plan.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bootcamp as items of a plan: its phases and its ten days, iteration by iteration. */
public final class BootcampPlan {

    private static final String PHASES = "Phases";
    private static final String DAYS = "Jours";

    /** Positions of an iteration in the plan: more than it has items, extensions included. */
    public static final int ROOM = 100;

    private BootcampPlan() {}

    /**
     * The phases, then the days, of one iteration.
     *
     * @param opened the day on which it opened
     * @param week the days of its validation week
     */
    public static List<Item> items(BootcampDays days, int iteration, LocalDate opened, List<LocalDate> week) {
        List<Item> items = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            LocalDate ends = phase.closes(days, week.get(week.size() - 1)).toLocalDate();
            LocalDate begins = phase == Phase.PREPARATION
                    ? opened
                    : phase == Phase.VALIDATION
                            ? week.get(0)
                            : phase.opens(days).toLocalDate();
            items.add(item(phase.id(), phase.label(), PHASES, iteration, begins.isAfter(ends) ? ends : begins, ends));
        }
        items.add(item("first-day", "Premier jour", DAYS, iteration, days.firstDay(), days.firstDay()));
        items.add(item("second-day", "Deuxième jour", DAYS, iteration, days.secondDay(), days.secondDay()));
        for (int number = 1; number <= week.size(); number++) {
            LocalDate day = week.get(number - 1);
            items.add(item("validation-day-" + number, "Validation, jour " + number, DAYS, iteration, day, day));
        }
        items.add(
                item("restitution-day", "Restitution", DAYS, iteration, days.restitutionDay(), days.restitutionDay()));
        return items;
    }

    private static Item item(String id, String title, String section, int iteration, LocalDate from, LocalDate to) {
        String where = iteration == 1 ? section : "Itération " + iteration + ", " + section.toLowerCase(Locale.FRENCH);
        return new Item(id(id, iteration), title, where, from, to, from, to, null, null);
    }

    /** The id of an item in an iteration. */
    public static String id(String item, int iteration) {
        return iteration == 1 ? item : item + "-i" + iteration;
    }

    /** Whether an item is a day of the week, from a number on. */
    public static boolean isWeekDayFrom(Item item, int number) {
        return item.id().startsWith("validation-day-")
                && Integer.parseInt(
                                item.id().replaceFirst("^validation-day-", "").replaceFirst("-i\\d+$", ""))
                        >= number;
    }

    /** Whether an item is a day, which passes whatever anybody does. */
    public static boolean isDay(Item item) {
        return !isPhase(item);
    }

    /** Whether an item is a phase of some iteration. */
    static boolean isPhase(Item item) {
        return item.section().equals(PHASES) || item.section().endsWith(", phases");
    }
}
