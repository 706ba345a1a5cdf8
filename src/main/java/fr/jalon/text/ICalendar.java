package fr.jalon.text;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A calendar for calendar applications, as iCalendar (RFC 5545) has it. Wall clocks are those of Paris. */
public final class ICalendar {

    /**
     * Something that takes place.
     *
     * @param uid for ever the same
     * @param start a day, or a moment of the wall clock; {@code end} is of the same type, and the first after it
     * @param section what it is a part of
     * @param link where more is to be found, an address as {@code java.net.URI} takes it
     * @param isMet whether people are busy then
     * @param alarm how long before it they are reminded
     */
    public record Event(
            String uid,
            Temporal start,
            Temporal end,
            String title,
            String section,
            String description,
            @Nullable String place,
            @Nullable String link,
            boolean isMet,
            @Nullable Duration alarm) {}

    /** An event as it was last changed, the first time with the sequence 0; one that is cancelled says so. */
    public record Stamped(Event event, int sequence, Instant modified, boolean isCancelled) {}

    private static final int LINE_OCTETS = 75;

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter WALL_CLOCK = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The rules of summer time since 1996. */
    private static final String ZONE = """
            BEGIN:VTIMEZONE
            TZID:Europe/Paris
            BEGIN:DAYLIGHT
            TZNAME:CEST
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            DTSTART:19960331T020000
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
            END:DAYLIGHT
            BEGIN:STANDARD
            TZNAME:CET
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            DTSTART:19961027T030000
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
            END:STANDARD
            END:VTIMEZONE""";

    private final StringBuilder written = new StringBuilder();

    private ICalendar() {}

    /** The text of a calendar. */
    public static String of(String name, List<Stamped> events) {
        ICalendar calendar = new ICalendar();
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("PRODID:-//Jalon//Plan//FR");
        calendar.line("VERSION:2.0");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("X-WR-CALNAME:" + text(name));
        calendar.line("X-WR-TIMEZONE:Europe/Paris");
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION:PT4H");
        calendar.line("X-PUBLISHED-TTL:PT4H");
        // Written even where nobody needs it: a calendar without any component is none.
        ZONE.lines().forEach(calendar::line);
        events.forEach(calendar::event);
        calendar.line("END:VCALENDAR");
        return calendar.written.toString();
    }

    private void event(Stamped stamped) {
        Event event = stamped.event();
        line("BEGIN:VEVENT");
        line("UID:" + text(event.uid()));
        line("DTSTAMP:" + MOMENT.format(stamped.modified()));
        line("LAST-MODIFIED:" + MOMENT.format(stamped.modified()));
        line("SEQUENCE:" + stamped.sequence());
        line("DTSTART" + time(event.start()));
        line("DTEND" + time(event.end()));
        line("SUMMARY:" + text(event.title()));
        if (!event.section().isEmpty()) line("CATEGORIES:" + text(event.section()));
        if (!event.description().isEmpty()) line("DESCRIPTION:" + text(event.description()));
        if (event.place() != null) line("LOCATION:" + text(event.place()));
        if (event.link() != null) line("URL:" + event.link());
        line("TRANSP:" + (event.isMet() ? "OPAQUE" : "TRANSPARENT"));
        if (stamped.isCancelled()) line("STATUS:CANCELLED");
        else if (event.alarm() != null) alarm(event.title(), event.alarm());
        line("END:VEVENT");
    }

    private void alarm(String title, Duration before) {
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line("DESCRIPTION:" + text(title));
        line("TRIGGER;RELATED=START:-" + before);
        line("END:VALARM");
    }

    private static boolean isDay(Temporal time) {
        return time instanceof LocalDate;
    }

    private static String time(Temporal time) {
        return isDay(time) ? ";VALUE=DATE:" + DAY.format(time) : ";TZID=Europe/Paris:" + WALL_CLOCK.format(time);
    }

    /** What would end the line, or the value, is told otherwise; what no line may hold is left out. */
    private static String text(String said) {
        return said.replaceAll("\\r\\n?", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "")
                .replaceAll("[\\\\;,]", "\\\\$0")
                .replace("\n", "\\n");
    }

    /** Breaks a line after at most 75 octets, between characters. */
    private void line(String line) {
        int octets = 0;
        for (int character : line.codePoints().toArray()) {
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE_OCTETS) {
                written.append("\r\n ");
                octets = 1;
            }
            written.appendCodePoint(character);
            octets += size;
        }
        written.append("\r\n");
    }
}
