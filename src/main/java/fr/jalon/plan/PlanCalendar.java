package fr.jalon.plan;

import fr.jalon.team.Cohort.Meeting;
import fr.jalon.text.French;
import fr.jalon.text.ICalendar;
import fr.jalon.text.ICalendar.Event;
import fr.jalon.text.ICalendar.Stamped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A plan for calendar applications: each item is an event of whole days that keeps its id, so that reading the file
 * again moves what has moved. What is done and what is late stay in it, and say so.
 */
public final class PlanCalendar {

    private PlanCalendar() {}

    static String of(Plan plan, List<Item> items, Meeting meeting, LocalDate today, Instant now) {
        return ICalendar.of(
                plan.title(),
                items.stream()
                        .map(item -> event(plan.id(), plan.title(), plan.open(), item, meeting, today))
                        .map(event -> new Stamped(event, 0, now, false))
                        .toList());
    }

    /** An item of a plan as an event of whole days. */
    public static Event event(String plan, String title, boolean isOpen, Item item, Meeting meeting, LocalDate today) {
        LocalDate first = item.firstDay();
        LocalDate last = item.lastDay();
        // What takes a day is met for; what takes weeks is done wherever one is.
        boolean isDay = first.equals(last);
        return new Event(
                uid(plan, item.id()),
                first,
                last.plusDays(1),
                state(isOpen, item, today) + item.title(),
                item.section(),
                "%s, %s.\nPrévu du %s au %s."
                        .formatted(
                                title,
                                item.section(),
                                French.date(item.plannedStart()),
                                French.date(item.plannedEnd())),
                isDay ? meeting.place() : null,
                isDay ? meeting.videoLink() : null,
                false,
                null);
    }

    /** What an item of a plan is called for ever, wherever it is read. */
    public static String uid(String plan, String item) {
        return plan + "-" + item + "@jalon";
    }

    private static String state(boolean isOpen, Item item, LocalDate today) {
        if (item.actualEnd() != null) return "Fait\u00a0: ";
        return isOpen && item.isLateOn(today) ? "En retard\u00a0: " : "";
    }
}
