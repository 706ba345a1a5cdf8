package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.WorkTemplate.Line;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The items of a plan as a file that a spreadsheet opens, or MS Project and whatever reads its XML. What is written is
 * read again as it was: an item is known by its title.
 */
public final class PlanFile {

    /** Larger ones are not read: five megabytes. */
    public static final int LONGEST = 5 * 1024 * 1024;

    /** How dates and columns are written. */
    public enum Format {
        /** Semicolons, {@code 20/12/2026}: as Excel reads it in France. */
        FRENCH,
        /** Commas, {@code 2026-12-20}. */
        INTERNATIONAL
    }

    /**
     * Those whom a file names.
     *
     * @param names by account
     * @param members the accounts that may do an item
     */
    public record People(Map<String, String> names, Set<String> members) {

        /** An account as a file names it: its id where two have one name. */
        String label(String account) {
            String name = names.getOrDefault(account, account);
            return names.values().stream().filter(name::equals).count() == 1 ? Wording.plain(name) : account;
        }

        @Nullable
        String member(String said) {
            return members.stream()
                    .filter(account -> account.equals(said) || label(account).equalsIgnoreCase(said))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** What a line of a file says, as it stands there. */
    record Entry(long line, Map<PlanColumn, String> cells) {}

    private static final Pattern ITEM = Pattern.compile("items\\[(.+)]\\.(\\w+)");

    /**
     * What a file says.
     *
     * @param owners the accounts that do something, by the item's id
     * @param places the line on which each item stands, by its id
     */
    public record Content(List<Line> lines, Map<String, String> owners, Map<String, Long> places) {

        /** The same refusal by the lines of the file, where it names items of it. */
        public Refusal located(Refusal refusal) {
            return PlanFile.located(refusal, places);
        }
    }

    private PlanFile() {}

    /** The plan for a spreadsheet, with the mark by which Excel knows its encoding. */
    public static String csv(List<Scheduled> items, People people, Format format) {
        return PlanSheet.write(cells(items, people, format).values(), format);
    }

    /** The plan for MS Project and what reads its XML. */
    public static byte[] xml(Plan plan, List<Scheduled> items, People people, Predicate<LocalDate> working) {
        return new ProjectWriter(plan, items, people, working).write();
    }

    /** What a file says of each item of a plan, column by column, by the item's id. */
    public static Map<String, Map<PlanColumn, String>> cells(List<Scheduled> items, People people, Format format) {
        Map<String, String> titles = items.stream()
                .map(Scheduled::item)
                .collect(Collectors.toMap(Item::id, item -> Wording.plain(item.title())));
        Wording wording = new Wording(format, titles, people);
        Map<String, Map<PlanColumn, String>> cells = new LinkedHashMap<>();
        items.forEach(each -> cells.put(each.item().id(), wording.cells(each)));
        return cells;
    }

    /**
     * Reads a file: CSV of a spreadsheet in whatever encoding, or MS Project's XML. A column that is left out stays as
     * it is in the plan.
     *
     * @param former what the plan holds
     * @throws Refusal INVALID (422) whose errors() name every fault by its line and column
     */
    public static Content read(byte[] content, List<Scheduled> former, People people, Predicate<LocalDate> working) {
        if (content.length > LONGEST) throw refused("Le fichier est trop volumineux : 5 Mo au plus.");
        Faults faults = new Faults();
        PlanReader reader = new PlanReader(former, people, working, faults);
        return ProjectReader.isXml(content)
                ? reader.read(new ProjectReader(content, faults).read())
                : reader.read(PlanSheet.read(content, faults));
    }

    static Refusal refused(String message) {
        return Refusal.invalid("file", message);
    }

    static void refuseMany(int count) {
        if (count > Schedules.MOST)
            throw refused("Un plan compte au plus " + Schedules.MOST + " étapes ; le fichier en a "
                    + French.number(count) + ".");
    }

    private static Refusal located(Refusal refusal, Map<String, Long> places) {
        Map<String, String> errors = new LinkedHashMap<>();
        refusal.errors().forEach((place, said) -> {
            Matcher item = ITEM.matcher(place);
            Long line = item.matches() ? places.get(item.group(1)) : null;
            if (line == null) errors.put(place, said);
            else
                errors.putIfAbsent(
                        "lines[%d].%s".formatted(line, column(item.group(2)).key()),
                        "Ligne %d, %s : %s"
                                .formatted(line, column(item.group(2)).label(), said));
        });
        if (errors.isEmpty()) return refusal;
        return Refusal.invalid(errors);
    }

    private static PlanColumn column(String field) {
        return switch (field) {
            case "after" -> PlanColumn.AFTER;
            case "duration" -> PlanColumn.DAYS;
            case "place" -> PlanColumn.PLACE;
            default -> PlanColumn.TITLE;
        };
    }

    /** The same titles without regard to how they are spaced. */
    static Map<String, Scheduled> byTitle(Collection<Scheduled> items) {
        Map<String, Scheduled> found = new HashMap<>();
        items.forEach(each -> found.putIfAbsent(Wording.plain(each.item().title()), each));
        return found;
    }
}
