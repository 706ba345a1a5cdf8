package fr.jalon.plan;

import fr.jalon.team.Cohort.Meeting;
import fr.jalon.text.French;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * A plan in iCalendar (RFC 5545): each item is an event of whole days that keeps its id, so that reading the file again
 * moves what has moved. What is done and what is late stay in it, and say so.
 */
final class PlanCalendar {

    private static final int LINE_OCTETS = 75;
    private static final int UNFOLDED = 1_000_000;

    private PlanCalendar() {}

    static String of(Plan plan, List<Item> items, Meeting meeting, LocalDate today, Instant now) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Jalon//Plan//FR"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(ImmutableMethod.PUBLISH);
        calendar.add(new XProperty("X-WR-CALNAME", plan.title()));
        items.forEach(item -> calendar.add(event(plan, item, meeting, today, now)));
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter(false, UNFOLDED).output(calendar, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return folded(text.toString());
    }

    /** Breaks lines after at most 75 octets, between characters; the library counts chars, and cuts through pairs. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        int octets = 0;
        for (int character : text.codePoints().toArray()) {
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (character != '\r' && character != '\n' && octets + size > LINE_OCTETS) {
                folded.append("\r\n ");
                octets = 1;
            }
            folded.appendCodePoint(character);
            octets = character == '\n' ? 0 : octets + size;
        }
        return folded.toString();
    }

    private static VEvent event(Plan plan, Item item, Meeting meeting, LocalDate today, Instant now) {
        LocalDate first = item.actualStart() != null ? item.actualStart() : item.plannedStart();
        LocalDate last = item.actualEnd() != null ? item.actualEnd() : item.plannedEnd();
        if (last.isBefore(first)) last = first;
        // The end of an event is the first day after it.
        VEvent event = new VEvent(first, last.plusDays(1), state(plan, item, today) + item.title());
        event.replace(new DtStamp(now));
        event.add(new Uid(plan.id() + "-" + item.id() + "@jalon"));
        event.add(new Categories(item.section()));
        event.add(new Description("%s, %s.\nPrévu du %s au %s."
                .formatted(
                        plan.title(),
                        item.section(),
                        French.date(item.plannedStart()),
                        French.date(item.plannedEnd()))));
        event.add(ImmutableTransp.TRANSPARENT);
        // What takes a day is met for; what takes weeks is done wherever one is.
        if (first.equals(last)) {
            if (meeting.place() != null) event.add(new Location(meeting.place()));
            if (meeting.videoLink() != null) event.add(new Url(URI.create(meeting.videoLink())));
        }
        return event;
    }

    private static String state(Plan plan, Item item, LocalDate today) {
        if (item.actualEnd() != null) return "Fait\u00a0: ";
        return plan.open() && item.isLateOn(today) ? "En retard\u00a0: " : "";
    }
}
