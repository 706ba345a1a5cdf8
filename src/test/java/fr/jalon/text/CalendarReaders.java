package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.io.ParseWarning;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * What calendar applications make of a calendar: two libraries that know nothing of each other, and the grammar of RFC
 * 5545 to the letter. They must complain of nothing, and agree.
 */
public final class CalendarReaders {

    /** An event; {@code start} and {@code end} are days, or moments in UTC. */
    public record Read(
            String uid, String start, String end, String title, int sequence, boolean isCancelled, int alarms) {}

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private CalendarReaders() {}

    /** The events of a calendar, in their order. */
    public static List<Read> read(String calendar) {
        List<Read> strict = strictly(calendar);
        assertThat(byIcal4j(calendar)).as("ical4j").isEqualTo(strict);
        assertThat(byBiweekly(calendar)).as("biweekly").isEqualTo(strict);
        return strict;
    }

    private static List<Read> byIcal4j(String text) {
        try {
            Calendar calendar = new CalendarBuilder().build(new StringReader(text));
            assertThat(calendar.validate(true).getEntries()).isEmpty();
            return calendar.<VEvent>getComponents("VEVENT").stream()
                    .map(event -> new Read(
                            event.getUid().orElseThrow().getValue(),
                            said(event.getDateTimeStart().getDate()),
                            said(event.getDateTimeEnd().getDate()),
                            event.getSummary().getValue(),
                            event.getSequence().getSequenceNo(),
                            event.getStatus() != null
                                    && event.getStatus().getValue().equals("CANCELLED"),
                            event.getAlarms().size()))
                    .toList();
        } catch (IOException | ParserException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String said(Temporal time) {
        return time instanceof ZonedDateTime moment ? moment.toInstant().toString() : time.toString();
    }

    private static List<Read> byBiweekly(String text) {
        List<List<ParseWarning>> warnings = new ArrayList<>();
        ICalendar calendar = Biweekly.parse(text).warnings(warnings).first();
        assertThat(warnings.stream().flatMap(List::stream)).isEmpty();
        // It does not count a zone as a component, of which a calendar has one at least.
        if (!calendar.getEvents().isEmpty())
            assertThat(calendar.validate(ICalVersion.V2_0).getWarnings()).isEmpty();
        return calendar.getEvents().stream()
                .map(event -> new Read(
                        event.getUid().getValue(),
                        said(event.getDateStart().getValue()),
                        said(event.getDateEnd().getValue()),
                        event.getSummary().getValue(),
                        event.getSequence().getValue(),
                        event.getStatus() != null && event.getStatus().isCancelled(),
                        event.getAlarms().size()))
                .toList();
    }

    private static String said(ICalDate date) {
        if (date.hasTime()) return date.toInstant().toString();
        DateTimeComponents day = date.getRawComponents();
        return LocalDate.of(day.getYear(), day.getMonth(), day.getDate()).toString();
    }

    private static final String VALUE = "(?:\"[^\"\\p{Cntrl}]*\"|[^\";:,\\p{Cntrl}]*)";
    private static final Pattern LINE =
            Pattern.compile("([A-Z0-9-]+)((?:;[A-Z0-9-]+=%1$s(?:,%1$s)*)*):([^\\p{Cntrl}]*)".formatted(VALUE));

    private static final Map<String, Set<String>> INSIDE = Map.of(
            "VCALENDAR", Set.of(),
            "VTIMEZONE", Set.of("VCALENDAR"),
            "DAYLIGHT", Set.of("VTIMEZONE"),
            "STANDARD", Set.of("VTIMEZONE"),
            "VEVENT", Set.of("VCALENDAR"),
            "VALARM", Set.of("VEVENT"));

    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "VCALENDAR", Set.of("PRODID", "VERSION"),
            "VTIMEZONE", Set.of("TZID"),
            "DAYLIGHT", Set.of("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
            "STANDARD", Set.of("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
            "VEVENT", Set.of("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED"),
            "VALARM", Set.of("ACTION", "DESCRIPTION", "TRIGGER"));

    private static final Set<String> TEXTS =
            Set.of("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "X-WR-CALNAME", "PRODID");

    /** A line: what stands between its name and its colon, and what stands behind. */
    private record Property(String parameters, String value) {}

    private static final class Component {
        private final String name;
        private final Map<String, Property> properties = new LinkedHashMap<>();
        private int alarms;

        Component(String name) {
            this.name = name;
        }
    }

    private static List<Read> strictly(String text) {
        assertThat(text).endsWith("\r\n").doesNotContainPattern("\r(?!\n)|(?<!\r)\n");
        for (String line : text.split("\r\n"))
            assertThat(line.getBytes(StandardCharsets.UTF_8)).as(line).hasSizeBetween(1, 75);
        List<Read> events = new ArrayList<>();
        Set<String> uids = new HashSet<>();
        Deque<Component> open = new ArrayDeque<>();
        boolean hasZone = false;
        for (String line : text.replace("\r\n ", "").split("\r\n")) {
            Matcher parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            Property property = new Property(parts.group(2), parts.group(3));
            switch (parts.group(1)) {
                case "BEGIN" -> {
                    if (open.isEmpty()) assertThat(property.value()).isEqualTo("VCALENDAR");
                    else assertThat(INSIDE.get(property.value())).as(line).contains(open.peek().name);
                    if (property.value().equals("VALARM")) open.peek().alarms++;
                    open.push(new Component(property.value()));
                }
                case "END" -> {
                    Component ended = open.pop();
                    assertThat(property.value()).isEqualTo(ended.name);
                    assertThat(ended.properties).as(ended.name).containsKeys(required(ended));
                    hasZone |= ended.name.equals("VTIMEZONE");
                    if (!ended.name.equals("VEVENT")) continue;
                    events.add(event(ended, hasZone));
                    assertThat(uids.add(ended.properties.get("UID").value())).isTrue();
                }
                default -> {
                    if (TEXTS.contains(parts.group(1)))
                        assertThat(property.value()).as(line).matches("(?:[^\\\\;,]|\\\\[\\\\;,nN])*");
                    Property twice = open.peek().properties.put(parts.group(1), property);
                    assertThat(twice).as(line).isNull();
                }
            }
        }
        assertThat(open).isEmpty();
        return events;
    }

    private static String[] required(Component component) {
        return REQUIRED.get(component.name).toArray(String[]::new);
    }

    private static Read event(Component event, boolean hasZone) {
        Map<String, Property> all = event.properties;
        String start = time(all.get("DTSTART"), hasZone);
        String end = time(all.get("DTEND"), hasZone);
        assertThat(end).isGreaterThan(start).hasSameSizeAs(start);
        assertThat(all.get("DTSTAMP").value()).matches("\\d{8}T\\d{6}Z");
        assertThat(all.get("LAST-MODIFIED").value()).matches("\\d{8}T\\d{6}Z");
        return new Read(
                plain(all.get("UID")),
                start,
                end,
                plain(all.get("SUMMARY")),
                Integer.parseInt(all.get("SEQUENCE").value()),
                all.containsKey("STATUS") && all.get("STATUS").value().equals("CANCELLED"),
                event.alarms);
    }

    private static String time(Property property, boolean hasZone) {
        if (property.parameters().equals(";VALUE=DATE"))
            return LocalDate.parse(property.value(), DateTimeFormatter.BASIC_ISO_DATE)
                    .toString();
        assertThat(property.parameters()).isEqualTo(";TZID=Europe/Paris");
        assertThat(hasZone).isTrue();
        return LocalDateTime.parse(property.value(), DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss"))
                .atZone(PARIS)
                .toInstant()
                .toString();
    }

    private static String plain(Property text) {
        return Pattern.compile("\\\\(.)")
                .matcher(text.value())
                .replaceAll(escaped ->
                        Matcher.quoteReplacement(escaped.group(1).equalsIgnoreCase("n") ? "\n" : escaped.group(1)));
    }
}
