package fr.jalon.team;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import fr.jalon.Refusal;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import fr.jalon.text.MailAddress;
import fr.jalon.text.Slug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The people of a cohort as a file lists them, one a line: team, first name, last name, e-mail. Read whole or not at
 * all; lines count from 1 as a text editor shows them, and a refusal calls them {@code lines[7]}.
 */
public final class Roster {

    /**
     * One person in one team; the e-mail as {@link MailAddress} writes it.
     *
     * @param coach how the list names whom the team is given to; null where it names nobody
     */
    public record Line(
            int number,
            String team,
            String firstName,
            String lastName,
            String email,
            @Nullable String coach) {
        public Line(int number, String team, String firstName, String lastName, String email) {
            this(number, team, firstName, lastName, email, null);
        }
    }

    /** A column, by the headings that name it. */
    private enum Column {
        TEAM("équipe", 120, "equipe", "team", "projet", "nom-de-l-equipe", "team-name"),
        FIRST_NAME("prénom", 60, "prenom", "first-name", "firstname", "given-name"),
        LAST_NAME("nom", 60, "nom", "last-name", "lastname", "nom-de-famille", "surname", "family-name"),
        EMAIL(
                "adresse électronique",
                MailAddress.LONGEST,
                "e-mail",
                "email",
                "mail",
                "courriel",
                "adresse-e-mail",
                "adresse-electronique",
                "adresse-mail"),
        /** May be left out, or be empty. */
        COACH("coach", MailAddress.LONGEST, "coach", "coache", "coachs");

        private static final Set<Column> REQUIRED = EnumSet.complementOf(EnumSet.of(COACH));

        private final String label;
        private final int longest;
        private final List<String> headings;

        Column(String label, int longest, String... headings) {
            this.label = label;
            this.longest = longest;
            this.headings = List.of(headings);
        }
    }

    private static final int MOST_LINES = 2_000;
    private static final int MOST_TEAMS = 200;
    private static final int MOST_MEMBERS = Teams.MOST_MEMBERS;
    private static final int HEADER_WITHIN = 20;
    private static final String SAVE_AS_UTF_8 = "illisibles ; enregistrez le fichier en UTF-8";

    private final Faults faults = new Faults();
    private final List<Line> lines = new ArrayList<>();
    private int width;

    private Roster() {}

    /**
     * Reads a list, separated by semicolons, commas or tabs, with a line of headings or in the order of the columns.
     *
     * @throws Refusal INVALID (422) whose errors() name every faulty line
     */
    public static List<Line> read(String text) {
        return new Roster().lines(text);
    }

    private List<Line> lines(String text) {
        char separator = Stream.of(';', '\t', ',')
                .max((a, b) -> Long.compare(count(text, a), count(text, b)))
                .orElseThrow();
        try {
            long header = header(Csv.lines(text, separator));
            Iterator<CsvRecord> records = Csv.lines(text, separator);
            Map<Column, Integer> columns = null;
            while (records.hasNext()) {
                CsvRecord record = records.next();
                if (Csv.isBlank(record, 0) || record.getStartingLineNumber() < header) continue;
                if (columns == null) {
                    Optional<Map<Column, Integer>> headed = columns(record);
                    columns = headed.orElseGet(() -> inOrder(record));
                    width = headed.isPresent() ? record.getFieldCount() : columns.size();
                    if (headed.isPresent()) continue;
                }
                if (lines.size() >= MOST_LINES)
                    throw refused("La liste a plus de " + French.number(MOST_LINES) + " lignes.");
                read(record, columns);
            }
        } catch (CsvParseException broken) {
            throw refused(
                    "La liste n’est plus lisible à partir de la ligne %d : un guillemet y manque ou y est de trop."
                            .formatted(
                                    lines.isEmpty()
                                            ? 1
                                            : lines.get(lines.size() - 1).number() + 1));
        }
        if (lines.isEmpty() && faults.isEmpty()) throw refused("La liste ne contient personne.");
        checkTogether();
        if (!faults.isEmpty()) throw Refusal.invalid(faults.message(), faults.byPlace());
        return List.copyOf(lines);
    }

    private static long count(String text, char separator) {
        return text.lines()
                .limit(20)
                .flatMapToInt(String::chars)
                .filter(each -> each == separator)
                .count();
    }

    /** The line of the headings where only a preamble, nobody's address, stands before them; else 0. */
    private static long header(Iterator<CsvRecord> records) {
        for (int tried = 0; tried < HEADER_WITHIN && records.hasNext(); tried++) {
            CsvRecord record = records.next();
            if (named(record).keySet().containsAll(Column.REQUIRED)) return record.getStartingLineNumber();
            if (record.getFields().stream().anyMatch(cell -> cell.indexOf('@') >= 0)) return 0;
        }
        return 0;
    }

    private static Map<Column, Integer> named(CsvRecord headings) {
        List<String> names = headings.getFields().stream()
                .map(heading -> Slug.of(Csv.clean(heading)))
                .toList();
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            IntStream.range(0, names.size())
                    .filter(at -> column.headings.contains(names.get(at)))
                    .findFirst()
                    .ifPresent(at -> columns.put(column, at));
        }
        return columns;
    }

    private static Optional<Map<Column, Integer>> columns(CsvRecord headings) {
        if (headings.getFields().stream().anyMatch(Csv::isGarbled)) {
            throw refused("Les accents de la liste sont " + SAVE_AS_UTF_8 + ".");
        }
        Map<Column, Integer> columns = named(headings);
        if (Collections.disjoint(columns.keySet(), Column.REQUIRED)) return Optional.empty();
        if (!columns.keySet().containsAll(Column.REQUIRED)) {
            throw refused("L’en-tête doit nommer les quatre colonnes équipe, prénom, nom et adresse "
                    + "électronique ; il manque : "
                    + Column.REQUIRED.stream()
                            .filter(column -> !columns.containsKey(column))
                            .map(column -> column.label)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return Optional.of(columns);
    }

    private static Map<Column, Integer> inOrder(CsvRecord first) {
        if (first.getFieldCount() < 4) {
            throw refused("Quatre colonnes sont attendues, séparées par des points-virgules, des virgules ou "
                    + "des tabulations :"
                    + " équipe, prénom, nom, adresse électronique.");
        }
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        for (Column column : Column.REQUIRED) columns.put(column, column.ordinal());
        return columns;
    }

    private void read(CsvRecord record, Map<Column, Integer> columns) {
        String team = cell(record, Column.TEAM, columns);
        String firstName = cell(record, Column.FIRST_NAME, columns);
        String lastName = cell(record, Column.LAST_NAME, columns);
        String email = cell(record, Column.EMAIL, columns);
        String coach = columns.containsKey(Column.COACH) ? cell(record, Column.COACH, columns) : "";
        int number = number(record);
        if (!Csv.isBlank(record, width)) faults.add(number, "plus de cellules que de colonnes.");
        try {
            if (!email.isEmpty()) email = new MailAddress(email).value();
        } catch (IllegalArgumentException expected) {
            fault(number, Column.EMAIL, expected.getMessage() + ", « " + Csv.shown(email) + " » reçu");
        }
        lines.add(new Line(number, team, firstName, lastName, email, coach.isEmpty() ? null : coach));
    }

    private String cell(CsvRecord record, Column column, Map<Column, Integer> columns) {
        int number = number(record);
        int at = columns.getOrDefault(column, record.getFieldCount());
        String raw = at < record.getFieldCount() ? record.getField(at) : "";
        String cell = Csv.clean(raw);
        if (cell.isEmpty()) {
            if (Column.REQUIRED.contains(column)) fault(number, column, "cette cellule est vide");
        } else if (cell.length() > column.longest) fault(number, column, column.longest + " caractères au plus");
        else if (Csv.isGarbled(raw)) fault(number, column, "« " + Csv.shown(cell) + " » : accents " + SAVE_AS_UTF_8);
        else if (cell.codePoints()
                .anyMatch(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT)) {
            fault(number, column, "« " + Csv.shown(cell) + " » contient des caractères invisibles");
        }
        return cell;
    }

    private static int number(CsvRecord record) {
        return (int) record.getStartingLineNumber();
    }

    /** Nobody twice in a team, nobody under two names, no team too large, no two teams that differ by accents alone. */
    private void checkTogether() {
        Set<String> seen = new HashSet<>();
        Map<String, Line> people = new HashMap<>();
        Map<String, Line> teams = new LinkedHashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (Line line : lines) {
            String slug = Slug.of(line.team());
            if (!line.team().isEmpty() && slug.length() < 2) {
                fault(
                        line.number(),
                        Column.TEAM,
                        "deux lettres ou chiffres au moins sont attendus, « " + Csv.shown(line.team()) + " » reçu");
            }
            Line first = teams.putIfAbsent(slug, line);
            if (first != null && !first.team().equals(line.team())) {
                fault(
                        line.number(),
                        Column.TEAM,
                        "« %s » ressemble trop à « %s » de la ligne %d : écrivez-les pareil ou distinguez-les"
                                .formatted(Csv.shown(line.team()), Csv.shown(first.team()), first.number()));
            }
            if (!seen.add(slug + " " + line.email()))
                fault(line.number(), Column.EMAIL, "« " + line.email() + " » figure deux fois dans cette équipe");
            Line known = people.putIfAbsent(line.email(), line);
            if (known != null
                    && !(known.firstName() + known.lastName()).equalsIgnoreCase(line.firstName() + line.lastName())) {
                fault(
                        line.number(),
                        Column.EMAIL,
                        "« %s » est déjà l’adresse de %s %s, ligne %d"
                                .formatted(line.email(), known.firstName(), known.lastName(), known.number()));
            }
            if (sizes.merge(slug, 1, Integer::sum) == MOST_MEMBERS + 1) {
                fault(
                        line.number(),
                        Column.TEAM,
                        "l’équipe « %s » a plus de %d membres".formatted(Csv.shown(line.team()), MOST_MEMBERS));
            }
        }
        if (teams.size() > MOST_TEAMS) throw refused("La liste a plus de " + MOST_TEAMS + " équipes.");
    }

    private void fault(int line, Column column, String fault) {
        faults.add(line, column.name().toLowerCase(Locale.ROOT), column.label, fault);
    }

    /** Every fault by its line; the message tells the first ones. */
    static Refusal refused(Map<String, String> faults, int unlisted) {
        return Refusal.invalid(Faults.message(faults.values(), faults.size() + unlisted), faults);
    }

    private static Refusal refused(String message) {
        return Refusal.invalid("file", message);
    }
}
