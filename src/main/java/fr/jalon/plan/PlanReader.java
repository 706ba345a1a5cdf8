package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.plan.PlanFile.Content;
import fr.jalon.plan.PlanFile.Entry;
import fr.jalon.plan.PlanFile.People;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.WorkTemplate.Line;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes items of what the lines of a file say, and tells all that is wrong with them at once. */
final class PlanReader {

    /** What a list of a form takes as well. */
    private static final int LONGEST_TITLE = 200;

    private static final int LONGEST_SECTION = 120;
    private static final int LONGEST_WHO = 80;
    private static final int MOST_DAYS = 365;
    /** Where a line says nothing else, nor the one above it. */
    private static final String SECTION = "Préparer";

    private final People people;
    private final Predicate<LocalDate> working;
    private final Faults faults;
    private final Map<String, Scheduled> former;
    private final Set<String> taken = new HashSet<>();

    /** The ids of the file's items by their titles. */
    private final Map<String, String> ids = new HashMap<>();

    private final Map<String, Long> lines = new LinkedHashMap<>();
    private Set<PlanColumn> columns = EnumSet.noneOf(PlanColumn.class);

    PlanReader(List<Scheduled> former, People people, Predicate<LocalDate> working, Faults faults) {
        this.people = people;
        this.working = working;
        this.faults = faults;
        this.former = PlanFile.byTitle(former);
        former.forEach(each -> taken.add(each.item().id()));
    }

    /** @throws Refusal that tells every fault */
    Content read(PlanSheet.Table table) {
        if (table.entries().isEmpty() && faults.isEmpty())
            throw PlanFile.refused(
                    "Le fichier ne contient aucune étape : une ligne par étape, sous les titres des" + " colonnes.");
        columns = EnumSet.copyOf(table.columns());
        List<Entry> titled = new ArrayList<>();
        for (Entry entry : table.entries()) if (isTitled(entry)) titled.add(entry);
        List<Line> read = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        String section = SECTION;
        for (Entry entry : titled) {
            Scheduled known = former.get(title(entry));
            String id = Objects.requireNonNull(ids.get(title(entry)));
            section = section(entry, known, section);
            read.add(new Line(section, work(entry, id, known)));
            String owner = owner(entry, known);
            if (owner != null) owners.put(id, owner);
        }
        refuseCircles(read.stream().map(Line::work).toList());
        if (!faults.isEmpty()) throw Refusal.invalid(faults.message(), faults.byPlace());
        return new Content(List.copyOf(read), owners, lines);
    }

    private static String title(Entry entry) {
        return cell(entry, PlanColumn.TITLE);
    }

    private static String cell(Entry entry, PlanColumn column) {
        return Wording.plain(entry.cells().getOrDefault(column, ""));
    }

    /** Gives it an id where its title is one that a plan may hold. */
    private boolean isTitled(Entry entry) {
        String title = text(entry, PlanColumn.TITLE, LONGEST_TITLE);
        if (title.isEmpty()) {
            fault(entry, PlanColumn.TITLE, "dites ce qu’il faut faire, cette cellule est vide");
            return false;
        }
        String known = ids.get(title);
        if (known != null) {
            fault(
                    entry,
                    PlanColumn.TITLE,
                    "« %s » figure deux fois, déjà ligne %d : donnez-leur deux titres"
                            .formatted(Csv.shown(title), lines.get(known)));
            return false;
        }
        Scheduled same = former.get(title);
        String id = same == null ? Work.freshId(title, taken) : same.item().id();
        ids.put(title, id);
        lines.put(id, entry.line());
        return true;
    }

    private String text(Entry entry, PlanColumn column, int longest) {
        String cell = cell(entry, column);
        if (cell.length() > longest) fault(entry, column, longest + " caractères au plus");
        else if (Csv.isGarbled(cell))
            fault(entry, column, "« " + Csv.shown(cell) + " » : accents illisibles ; enregistrez le fichier en UTF-8");
        else if (cell.codePoints().anyMatch(Character::isISOControl))
            fault(entry, column, "« " + Csv.shown(cell) + " » contient des caractères invisibles");
        return cell;
    }

    private String section(Entry entry, @Nullable Scheduled known, String above) {
        String said = text(entry, PlanColumn.SECTION, LONGEST_SECTION);
        String was = known == null ? "" : known.item().section();
        if (!said.isEmpty()) return Wording.plain(was).equals(said) ? was : said;
        return columns.contains(PlanColumn.SECTION) || was.isEmpty() ? above : was;
    }

    private Work work(Entry entry, String id, @Nullable Scheduled known) {
        Work was = known == null ? null : known.work();
        LocalDate from = day(entry, PlanColumn.FROM);
        LocalDate to = day(entry, PlanColumn.TO);
        if (from != null && to != null && to.isBefore(from)) {
            fault(entry, PlanColumn.TO, "ce jour vient avant celui de « Du »");
            to = null;
        }
        boolean everyDay = columns.contains(PlanColumn.EVERY_DAY)
                ? answer(entry, PlanColumn.EVERY_DAY)
                : was != null ? was.everyDay() : from != null && to != null && !(isOpen(from) && isOpen(to));
        boolean optional = columns.contains(PlanColumn.OPTIONAL)
                ? answer(entry, PlanColumn.OPTIONAL)
                : was != null && was.optional();
        String who = columns.contains(PlanColumn.WHO)
                ? text(entry, PlanColumn.WHO, LONGEST_WHO)
                : was == null ? "" : Objects.requireNonNullElse(was.who(), "");
        return new Work(
                id,
                was == null ? title(entry) : was.title(),
                days(entry, from, to, everyDay),
                everyDay,
                who.isEmpty() ? null : was != null && who.equals(plain(was.who())) ? was.who() : who,
                optional,
                columns.contains(PlanColumn.AFTER) ? after(entry, id) : left(was),
                place(entry, from, was));
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : Wording.plain(text);
    }

    private boolean isOpen(LocalDate day) {
        return working.test(day);
    }

    private @Nullable LocalDate day(Entry entry, PlanColumn column) {
        String said = cell(entry, column);
        if (said.isEmpty()) return null;
        Optional<LocalDate> day = Wording.day(said);
        if (day.isEmpty()) fault(entry, column, "« " + Csv.shown(said) + " » n’est pas un jour, comme 20/12/2026");
        return day.filter(found -> isNear(entry, column, found)).orElse(null);
    }

    private boolean isNear(Entry entry, PlanColumn column, LocalDate day) {
        boolean isNear = day.getYear() >= 2000 && day.getYear() < 2100;
        if (!isNear) fault(entry, column, "ce jour est trop loin");
        return isNear;
    }

    private boolean answer(Entry entry, PlanColumn column) {
        String said = cell(entry, column);
        Optional<Boolean> answer = Wording.answer(said);
        if (answer.isEmpty()) fault(entry, column, "« " + Csv.shown(said) + " » : écrivez oui, ou rien");
        return answer.orElse(false);
    }

    /** As the cell says, or as many as there are from one day to the other. */
    private int days(Entry entry, @Nullable LocalDate from, @Nullable LocalDate to, boolean everyDay) {
        String said = cell(entry, PlanColumn.DAYS);
        if (!said.isEmpty()) {
            String number =
                    said.replaceFirst("(?i) ?(?:j|jours?|days?)\\.?\\??$", "").replaceFirst("[.,]0+$", "");
            if (number.matches("\\d{1,3}") && Integer.parseInt(number) <= MOST_DAYS) return Integer.parseInt(number);
            fault(
                    entry,
                    PlanColumn.DAYS,
                    "« " + Csv.shown(said)
                            + " » : un nombre entier de jours est attendu, de 0 (un simple jalon) à 365");
        } else if (from != null && to != null) {
            long days = from.datesUntil(to.plusDays(1))
                    .limit(MOST_DAYS * 2L)
                    .filter(day -> everyDay || isOpen(day))
                    .count();
            if (days <= MOST_DAYS) return Math.max(1, (int) days);
            fault(entry, PlanColumn.TO, "une étape dure 365 jours au plus");
        } else {
            fault(entry, PlanColumn.DAYS, "la durée manque");
        }
        return 1;
    }

    /** Of what it waited for, whatever the file still holds. */
    private List<After> left(@Nullable Work was) {
        return was == null
                ? List.of()
                : was.after().stream()
                        .filter(after -> lines.containsKey(after.id()))
                        .toList();
    }

    /** One a line, or parted by semicolons where that names none. */
    private List<After> after(Entry entry, String id) {
        Map<String, After> found = new LinkedHashMap<>();
        for (String part : entry.cells().getOrDefault(PlanColumn.AFTER, "").split("\\R")) {
            String said = Wording.plain(part);
            if (said.isEmpty()) continue;
            Optional<After> whole = Wording.after(said, ids::get);
            for (String title : whole.isPresent() ? List.of(said) : List.of(said.split(" ?[;|] ?")))
                if (!title.isEmpty()) add(entry, id, title, found);
        }
        return List.copyOf(found.values());
    }

    private void add(Entry entry, String id, String title, Map<String, After> found) {
        Optional<After> after = Wording.after(title, ids::get);
        if (after.isEmpty())
            fault(entry, PlanColumn.AFTER, "« " + Csv.shown(title) + " » n’est le titre d’aucune étape du fichier");
        else if (after.get().id().equals(id))
            fault(entry, PlanColumn.AFTER, "une étape ne peut pas attendre sa propre fin");
        else if (found.putIfAbsent(after.get().id(), after.get()) != null)
            fault(entry, PlanColumn.AFTER, "« " + Csv.shown(title) + " » figure deux fois");
    }

    private @Nullable Place place(Entry entry, @Nullable LocalDate from, @Nullable Work was) {
        if (!columns.contains(PlanColumn.PLACE))
            return from != null ? new Place.Fixed(from) : was == null ? null : was.place();
        String said = cell(entry, PlanColumn.PLACE);
        if (said.isEmpty()) return null;
        Optional<Place> place = Wording.place(said);
        if (place.isEmpty())
            fault(
                    entry,
                    PlanColumn.PLACE,
                    "« " + Csv.shown(said)
                            + " » : écrivez un jour, comme 20/12/2026, ou prêt, lancement ou dernier jour et un nombre"
                            + " de jours, comme lancement -1");
        else if (place.get() instanceof Place.Fixed fixed && !isNear(entry, PlanColumn.PLACE, fixed.day())) return null;
        return place.orElse(null);
    }

    private @Nullable String owner(Entry entry, @Nullable Scheduled known) {
        String was = known == null ? null : known.item().owner();
        if (!columns.contains(PlanColumn.OWNER)) return was;
        String said = cell(entry, PlanColumn.OWNER);
        if (said.isEmpty()) return null;
        if (was != null && people.label(was).equals(said)) return was;
        String member = people.member(said);
        if (member == null)
            fault(entry, PlanColumn.OWNER, "« " + Csv.shown(said) + " » n’est le nom d’aucun membre de l’équipe");
        return member;
    }

    private void refuseCircles(Collection<Work> works) {
        try {
            new Network(List.copyOf(works));
        } catch (Refusal circle) {
            new Content(List.of(), Map.of(), lines).located(circle).errors().forEach(faults::addOfAll);
        }
    }

    private void fault(Entry entry, PlanColumn column, String fault) {
        faults.add(entry.line(), column.key(), column.label(), fault);
    }
}
