package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.plan.PlanFile.Entry;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * MS Project's XML as the lines of a spreadsheet. Document types and entities are refused: a file brings nothing in
 * from elsewhere.
 */
final class ProjectReader {

    private static final int DEEPEST = 40;
    private static final int PERCENT = 19;
    private static final int NO_EARLIER_THAN = 4;
    private static final int NOBODY = -65535;

    /** An element without its attributes, and the line on which it begins. */
    private record Node(String name, int line, List<Node> children, StringBuilder text) {

        Stream<Node> all(String child) {
            return children.stream().filter(each -> each.name.equals(child));
        }

        String get(String child) {
            return all(child)
                    .findFirst()
                    .map(each -> each.text.toString().strip())
                    .orElse("");
        }

        int number(String child, int otherwise) {
            String said = get(child);
            return said.matches("-?\\d{1,9}") ? Integer.parseInt(said) : otherwise;
        }

        /** Those of a list: {@code Tasks} holds each {@code Task}. */
        List<Node> of(String list, String child) {
            return all(list).flatMap(each -> each.all(child)).toList();
        }
    }

    private final byte[] content;
    private final Faults faults;
    private final Map<Integer, String> titles = new HashMap<>();
    private final Map<Integer, List<Node>> resources = new HashMap<>();
    private final Set<Integer> everyDay = new HashSet<>();
    private int minutesADay = ProjectWriter.MINUTES_A_DAY;
    private int calendar;

    ProjectReader(byte[] content, Faults faults) {
        this.content = content;
        this.faults = faults;
    }

    /** Whether a file begins as XML does, whatever its encoding. */
    static boolean isXml(byte[] content) {
        for (int at = 0; at < Math.min(content.length, 100); at++) {
            int sign = content[at] & 0xff;
            if (sign == '<') return true;
            boolean isMarkOrSpace = sign <= ' ' || sign == 0xef || sign == 0xbb || sign == 0xbf || sign >= 0xfe;
            if (!isMarkOrSpace) return false;
        }
        return false;
    }

    /** @throws Refusal if it is no such file */
    PlanSheet.Table read() {
        Node project = parsed();
        if (!project.name().equals("Project"))
            throw PlanFile.refused(
                    "Ce fichier XML n’est pas un projet : dans MS Project, enregistrez au « Format XML ».");
        minutesADay = Math.max(1, project.number("MinutesPerDay", ProjectWriter.MINUTES_A_DAY));
        calendar = project.number("CalendarUID", 0);
        project.of("Calendars", "Calendar").stream()
                .filter(ProjectReader::isEveryDay)
                .forEach(each -> everyDay.add(each.number("UID", 0)));
        assign(project);
        Set<PlanColumn> columns = EnumSet.allOf(PlanColumn.class);
        Set<String> aliases = project.of("ExtendedAttributes", "ExtendedAttribute").stream()
                .map(each -> each.get("FieldID") + each.get("Alias"))
                .collect(Collectors.toSet());
        boolean isOurs = aliases.contains(ProjectWriter.PLACE_FIELD + PlanColumn.PLACE.label());
        if (!isOurs) columns.removeAll(Set.of(PlanColumn.OWNER, PlanColumn.OPTIONAL));
        List<Node> tasks = project.of("Tasks", "Task").stream()
                .filter(task -> task.number("IsNull", 0) == 0 && task.number("OutlineLevel", 1) > 0)
                .toList();
        return new PlanSheet.Table(List.copyOf(columns), entries(tasks, isOurs));
    }

    private Node parsed() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((id, system, base, namespace) -> {
            throw new XMLStreamException("nothing is brought in");
        });
        Node root = new Node("", 0, new ArrayList<>(), new StringBuilder());
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            Deque<Node> open = new ArrayDeque<>(List.of(root));
            while (xml.hasNext()) {
                Node within = open.element();
                switch (xml.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw PlanFile.refused("Ce fichier XML a une DTD ou des entités : Jalon ne les lit pas.");
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.size() > DEEPEST) throw unreadable();
                        Node node = new Node(
                                xml.getLocalName(),
                                xml.getLocation().getLineNumber(),
                                new ArrayList<>(),
                                new StringBuilder());
                        within.children().add(node);
                        open.push(node);
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.pop();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        within.text().append(xml.getText());
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw unreadable();
        }
        return root.children().get(0);
    }

    private static Refusal unreadable() {
        return PlanFile.refused("Ce fichier XML est incomplet ou abîmé : exportez-le de nouveau.");
    }

    private static boolean isEveryDay(Node of) {
        return Stream.of(1, 7).allMatch(day -> of.of("WeekDays", "WeekDay").stream()
                .anyMatch(each -> each.number("DayType", 0) == day && each.number("DayWorking", 0) == 1));
    }

    private void assign(Node project) {
        Map<Integer, Node> known = new HashMap<>();
        project.of("Resources", "Resource").forEach(each -> known.put(each.number("UID", NOBODY), each));
        project.of("Assignments", "Assignment").forEach(each -> {
            Node resource = known.get(each.number("ResourceUID", NOBODY));
            if (resource != null)
                resources
                        .computeIfAbsent(each.number("TaskUID", NOBODY), fresh -> new ArrayList<>())
                        .add(resource);
        });
    }

    private List<Entry> entries(List<Node> tasks, boolean isOurs) {
        List<Entry> entries = new ArrayList<>();
        Deque<Node> groups = new ArrayDeque<>();
        List<Node> leaves = new ArrayList<>();
        Map<Node, String> sections = new IdentityHashMap<>();
        for (int at = 0; at < tasks.size(); at++) {
            Node task = tasks.get(at);
            int level = task.number("OutlineLevel", 1);
            while (!groups.isEmpty() && groups.element().number("OutlineLevel", 1) >= level) groups.pop();
            boolean isGroup = task.number("Summary", 0) == 1
                    || at + 1 < tasks.size() && tasks.get(at + 1).number("OutlineLevel", 1) > level;
            if (isGroup) {
                groups.push(task);
                continue;
            }
            sections.put(task, groups.isEmpty() ? "" : groups.element().get("Name"));
            leaves.add(task);
            titles.put(task.number("UID", 0), Wording.plain(task.get("Name")));
        }
        PlanFile.refuseMany(leaves.size());
        leaves.forEach(task ->
                entries.add(new Entry(task.line(), cells(task, Objects.requireNonNull(sections.get(task)), isOurs))));
        return entries;
    }

    private Map<PlanColumn, String> cells(Node task, String section, boolean isOurs) {
        Map<PlanColumn, String> cells = new EnumMap<>(PlanColumn.class);
        List<Node> who = resources.getOrDefault(task.number("UID", 0), List.of());
        int unit = task.number("DurationFormat", 0);
        cells.put(PlanColumn.SECTION, section);
        cells.put(PlanColumn.TITLE, task.get("Name"));
        cells.put(PlanColumn.FROM, day(task.get("Start")));
        cells.put(PlanColumn.TO, day(task.get("Finish")));
        cells.put(PlanColumn.DAYS, days(task, unit));
        cells.put(PlanColumn.EVERY_DAY, isEveryDay(task, unit) ? Wording.YES : "");
        cells.put(PlanColumn.WHO, names(who, isOurs, false));
        cells.put(PlanColumn.OWNER, names(who, isOurs, true));
        cells.put(
                PlanColumn.AFTER,
                task.all("PredecessorLink")
                        .flatMap(link -> after(task, link).stream())
                        .collect(Collectors.joining("\n")));
        cells.put(PlanColumn.OPTIONAL, value(task, ProjectWriter.OPTIONAL_FIELD).equals("1") ? Wording.YES : "");
        String place = isOurs ? value(task, ProjectWriter.PLACE_FIELD) : "";
        cells.put(PlanColumn.PLACE, place.isEmpty() ? constraint(task) : place);
        return cells;
    }

    private static String day(String moment) {
        return moment.replaceFirst("T.*", "");
    }

    private boolean isEveryDay(Node task, int unit) {
        int own = task.number("CalendarUID", -1);
        return isElapsed(unit) || everyDay.contains(own < 0 ? calendar : own);
    }

    /** Units that count every hour of every day. */
    private static boolean isElapsed(int unit) {
        return unit >= 4 && unit <= 12 && unit % 2 == 0;
    }

    /** Whole days, a part of one as one; as it is said where it makes no sense. */
    private String days(Node task, int unit) {
        String said = task.get("Duration");
        if (said.isEmpty()) return "";
        try {
            BigDecimal minutes = BigDecimal.valueOf(Duration.parse(said).toSeconds())
                    .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP);
            int day = isElapsed(unit) ? 24 * 60 : minutesADay;
            return minutes.divide(BigDecimal.valueOf(day), 0, RoundingMode.CEILING)
                    .toPlainString();
        } catch (DateTimeException | ArithmeticException malformed) {
            return said;
        }
    }

    private static String names(List<Node> some, boolean isOurs, boolean areOwners) {
        return some.stream()
                .filter(each -> areOwners == (isOurs && each.get("Group").equals(ProjectWriter.OWNER)))
                .map(each -> each.get("Name"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String value(Node task, String field) {
        return task.all("ExtendedAttribute")
                .filter(each -> each.get("FieldID").equals(field))
                .findFirst()
                .map(each -> each.get("Value"))
                .orElse("");
    }

    private Optional<String> after(Node task, Node link) {
        String title = titles.get(link.number("PredecessorUID", NOBODY));
        int type = link.number("Type", 1);
        int unit = link.number("LagFormat", 7);
        if (title == null) fault(task, PlanColumn.AFTER, "attend une tâche récapitulative, ou absente du fichier");
        else if (type != 1)
            fault(task, PlanColumn.AFTER, "liaison « fin à début » seulement, avec « " + Csv.shown(title) + " »");
        else if (unit == PERCENT || unit == PERCENT + 1)
            fault(task, PlanColumn.AFTER, "délai en jours seulement, après « " + Csv.shown(title) + " »");
        else {
            int day = 10 * (isElapsed(unit) ? 24 * 60 : minutesADay);
            return Optional.of(Wording.after(title, (int) Math.ceil((double) link.number("LinkLag", 0) / day)));
        }
        return Optional.empty();
    }

    /** The day on which it must begin, where it must. */
    private String constraint(Node task) {
        int type = task.number("ConstraintType", 0);
        if (type == ProjectWriter.MUST_START_ON || type == NO_EARLIER_THAN) return day(task.get("ConstraintDate"));
        if (type > ProjectWriter.AS_LATE_AS_POSSIBLE)
            fault(
                    task,
                    PlanColumn.PLACE,
                    "de ses contraintes, Jalon ne connaît que « doit commencer le » et « début au plus tôt le »");
        return "";
    }

    private void fault(Node task, PlanColumn column, String fault) {
        faults.add(task.line(), column.key(), column.label(), fault);
    }
}
