package fr.jalon.plan;

import fr.jalon.plan.PlanFile.People;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A plan as MS Project's XML: sections are summary tasks, roles and people resources, days are of eight hours. What MS
 * Project has no word for stands in two fields of its own, see {@link #PLACE_FIELD} and {@link #OPTIONAL_FIELD}.
 */
final class ProjectWriter {

    static final String NAMESPACE = "http://schemas.microsoft.com/project";
    static final int MINUTES_A_DAY = 480;
    static final int AS_LATE_AS_POSSIBLE = 1;
    static final int MUST_START_ON = 2;
    /** « Text1 » of a task: by what day of the plan it is counted. */
    static final String PLACE_FIELD = "188743731";
    /** « Flag1 » of a task. */
    static final String OPTIONAL_FIELD = "188743752";
    /** The group of the resources that are people. */
    static final String OWNER = PlanColumn.OWNER.label();

    private static final int WORKING_DAYS = 1;
    private static final int EVERY_DAY = 2;
    private static final int IN_DAYS = 7;
    private static final String MORNING = "T08:00:00";
    private static final String EVENING = "T17:00:00";

    private final Plan plan;
    private final List<Scheduled> items;
    private final People people;
    private final Predicate<LocalDate> working;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;
    private final Map<String, Integer> uids = new HashMap<>();
    private final Map<String, Integer> roles = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();

    ProjectWriter(Plan plan, List<Scheduled> items, People people, Predicate<LocalDate> working) {
        this.plan = plan;
        this.items = items;
        this.people = people;
        this.working = working;
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] write() {
        try {
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("Project");
            xml.writeDefaultNamespace(NAMESPACE);
            head();
            fields();
            xml.writeStartElement("Calendars");
            calendar(WORKING_DAYS, "Jours ouvrés", false);
            calendar(EVERY_DAY, PlanColumn.EVERY_DAY.label(), true);
            xml.writeEndElement();
            tasks();
            resources();
            assignments();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
            return bytes.toByteArray();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void head() throws XMLStreamException {
        leaf("SaveVersion", 14);
        leaf("Name", text(plan.title()));
        leaf("Title", text(plan.title()));
        leaf("ScheduleFromStart", plan.launch() == null ? 1 : 0);
        leaf("StartDate", first() + MORNING);
        leaf("FinishDate", last() + EVENING);
        leaf("CalendarUID", WORKING_DAYS);
        leaf("DefaultStartTime", "08:00:00");
        leaf("DefaultFinishTime", "17:00:00");
        leaf("MinutesPerDay", MINUTES_A_DAY);
        leaf("MinutesPerWeek", 5 * MINUTES_A_DAY);
        leaf("DaysPerMonth", 20);
    }

    private LocalDate first() {
        return items.stream()
                .map(each -> each.item().plannedStart())
                .min(LocalDate::compareTo)
                .orElse(plan.start());
    }

    private LocalDate last() {
        return items.stream()
                .map(each -> each.item().plannedEnd())
                .max(LocalDate::compareTo)
                .orElse(plan.start());
    }

    private void fields() throws XMLStreamException {
        xml.writeStartElement("ExtendedAttributes");
        field(PLACE_FIELD, "Text1", PlanColumn.PLACE);
        field(OPTIONAL_FIELD, "Flag1", PlanColumn.OPTIONAL);
        xml.writeEndElement();
    }

    private void field(String id, String name, PlanColumn column) throws XMLStreamException {
        xml.writeStartElement("ExtendedAttribute");
        leaf("FieldID", id);
        leaf("FieldName", name);
        leaf("Alias", column.label());
        xml.writeEndElement();
    }

    private void calendar(int uid, String name, boolean everyDay) throws XMLStreamException {
        xml.writeStartElement("Calendar");
        leaf("UID", uid);
        leaf("Name", name);
        leaf("IsBaseCalendar", 1);
        xml.writeStartElement("WeekDays");
        for (int day = 1; day <= 7; day++) {
            boolean isWorked = everyDay || day != 1 && day != 7;
            xml.writeStartElement("WeekDay");
            leaf("DayType", day);
            leaf("DayWorking", isWorked ? 1 : 0);
            if (isWorked) {
                xml.writeStartElement("WorkingTimes");
                time("08:00:00", "12:00:00");
                time("13:00:00", "17:00:00");
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        if (!everyDay) closedDays();
        xml.writeEndElement();
    }

    private void time(String from, String to) throws XMLStreamException {
        xml.writeStartElement("WorkingTime");
        leaf("FromTime", from);
        leaf("ToTime", to);
        xml.writeEndElement();
    }

    /** The days of a week, half a year around the plan, on which nobody works. */
    private void closedDays() throws XMLStreamException {
        List<LocalDate> closed = first().minusMonths(6)
                .datesUntil(last().plusMonths(6))
                .filter(day -> day.getDayOfWeek().getValue() <= 5 && !working.test(day))
                .toList();
        if (closed.isEmpty()) return;
        xml.writeStartElement("Exceptions");
        for (LocalDate day : closed) {
            xml.writeStartElement("Exception");
            leaf("EnteredByOccurrences", 0);
            xml.writeStartElement("TimePeriod");
            leaf("FromDate", day + "T00:00:00");
            leaf("ToDate", day + "T23:59:00");
            xml.writeEndElement();
            leaf("Occurrences", 1);
            leaf("Name", "Jour non travaillé");
            leaf("Type", 1);
            leaf("DayWorking", 0);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void tasks() throws XMLStreamException {
        int uid = 0;
        String section = "";
        for (Scheduled each : items) {
            if (!each.item().section().equals(section)) uid++;
            section = each.item().section();
            uids.put(each.item().id(), ++uid);
        }
        xml.writeStartElement("Tasks");
        uid = 0;
        section = "";
        for (Scheduled each : items) {
            if (!each.item().section().equals(section))
                summary(++uid, each.item().section());
            section = each.item().section();
            task(++uid, each);
        }
        xml.writeEndElement();
    }

    private void summary(int uid, String section) throws XMLStreamException {
        xml.writeStartElement("Task");
        leaf("UID", uid);
        leaf("ID", uid);
        leaf("Name", text(section));
        leaf("OutlineLevel", 1);
        leaf("Summary", 1);
        xml.writeEndElement();
    }

    private void task(int uid, Scheduled scheduled) throws XMLStreamException {
        Item item = scheduled.item();
        Work work = scheduled.work();
        boolean isMilestone = work.duration() == 0;
        xml.writeStartElement("Task");
        leaf("UID", uid);
        leaf("ID", uid);
        leaf("Name", text(item.title()));
        leaf("Type", 0);
        leaf("OutlineLevel", item.section().isEmpty() ? 1 : 2);
        leaf("Start", item.plannedStart() + (isMilestone ? EVENING : MORNING));
        leaf("Finish", item.plannedEnd() + EVENING);
        leaf("Duration", "PT" + work.duration() * MINUTES_A_DAY / 60 + "H0M0S");
        leaf("DurationFormat", IN_DAYS);
        leaf("Milestone", isMilestone ? 1 : 0);
        leaf("Summary", 0);
        leaf("ConstraintType", work.place() == null ? AS_LATE_AS_POSSIBLE : MUST_START_ON);
        leaf("CalendarUID", work.everyDay() ? EVERY_DAY : -1);
        if (work.place() != null) leaf("ConstraintDate", on(work.place(), item) + (isMilestone ? EVENING : MORNING));
        for (After after : work.after()) {
            xml.writeStartElement("PredecessorLink");
            leaf("PredecessorUID", Objects.requireNonNull(uids.get(after.id())));
            leaf("Type", 1);
            leaf("LinkLag", after.lag() * MINUTES_A_DAY * 10);
            leaf("LagFormat", IN_DAYS);
            xml.writeEndElement();
        }
        if (work.place() instanceof Place.Offset offset) value(PLACE_FIELD, Wording.offset(offset));
        if (work.optional()) value(OPTIONAL_FIELD, "1");
        xml.writeEndElement();
    }

    private static LocalDate on(@Nullable Place place, Item item) {
        return place instanceof Place.Fixed fixed ? fixed.day() : item.plannedStart();
    }

    private void value(String field, String value) throws XMLStreamException {
        xml.writeStartElement("ExtendedAttribute");
        leaf("FieldID", field);
        leaf("Value", value);
        xml.writeEndElement();
    }

    private void resources() throws XMLStreamException {
        int uid = 0;
        xml.writeStartElement("Resources");
        for (Scheduled each : items) {
            String role = each.work().who();
            if (role != null && roles.putIfAbsent(role, uid + 1) == null) resource(++uid, role, null);
            String owner = each.item().owner();
            if (owner != null && owners.putIfAbsent(owner, uid + 1) == null)
                resource(++uid, people.label(owner), OWNER);
        }
        xml.writeEndElement();
    }

    private void resource(int uid, String name, @Nullable String group) throws XMLStreamException {
        xml.writeStartElement("Resource");
        leaf("UID", uid);
        leaf("ID", uid);
        leaf("Name", text(name));
        leaf("Type", 1);
        if (group != null) leaf("Group", group);
        xml.writeEndElement();
    }

    private void assignments() throws XMLStreamException {
        int uid = 0;
        xml.writeStartElement("Assignments");
        for (Scheduled each : items) {
            Integer task = uids.get(each.item().id());
            if (each.work().who() != null)
                assignment(++uid, task, roles.get(each.work().who()));
            if (each.item().owner() != null)
                assignment(++uid, task, owners.get(each.item().owner()));
        }
        xml.writeEndElement();
    }

    private void assignment(int uid, @Nullable Integer task, @Nullable Integer resource) throws XMLStreamException {
        xml.writeStartElement("Assignment");
        leaf("UID", uid);
        leaf("TaskUID", Objects.requireNonNull(task));
        leaf("ResourceUID", Objects.requireNonNull(resource));
        leaf("Units", 1);
        xml.writeEndElement();
    }

    private void leaf(String name, Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value.toString());
        xml.writeEndElement();
    }

    /** What XML cannot hold is a space. */
    private static String text(String text) {
        return text.codePoints()
                .map(each -> Character.isISOControl(each) || each == 0xfffe || each == 0xffff ? ' ' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
