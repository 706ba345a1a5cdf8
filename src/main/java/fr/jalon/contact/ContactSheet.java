package fr.jalon.contact;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import fr.jalon.Refusal;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import fr.jalon.text.MailAddress;
import fr.jalon.text.Slug;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contacts as a spreadsheet writes them, one a line below a line of headings. What is written can be read again. */
final class ContactSheet {

    /** In bytes. */
    static final int LONGEST = 5 * 1024 * 1024;

    private static final Pattern FRENCH_DAY = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");

    /** What stands in a line. */
    record Line(long number, ContactState state, Draft draft) {}

    private enum Column {
        NAME(ContactFields.NAME, "Nom", "contact", "personne", "organisation", "name"),
        EMAIL(ContactFields.EMAIL, "Adresse électronique", "e-mail", "email", "mail", "courriel", "adresse-e-mail"),
        PHONE(ContactFields.PHONE, "Téléphone", "tel", "portable", "phone"),
        CHANNEL(ContactFields.CHANNEL, "Canal", "origine", "source", "channel"),
        STATE(ContactFields.STATE, "État", "etape", "statut", "colonne", "state"),
        FOLLOWER(ContactFields.FOLLOWER, "Suivi par", "responsable", "owner"),
        ACTION(ContactFields.ACTION, "Prochaine action", "action", "next-action"),
        DAY(ContactFields.DAY, "Date", "pour-le", "date-de-la-prochaine-action", "jour", "day");

        private final String field;
        private final String label;
        private final List<String> headings;

        Column(String field, String label, String... others) {
            this.field = field;
            this.label = label;
            this.headings =
                    Stream.concat(Stream.of(Slug.of(label)), Stream.of(others)).toList();
        }

        static Optional<Column> of(String heading) {
            return Stream.of(values())
                    .filter(column -> column.headings.contains(Slug.of(heading)))
                    .findFirst();
        }

        static Column ofField(String field) {
            return Stream.of(values())
                    .filter(column -> column.field.equals(field))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Faults faults = new Faults();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> known;
    private final Map<String, Long> listed = new HashMap<>();
    private final Map<String, String> members = new HashMap<>();
    private final Set<String> accounts;
    private final LocalDate today;

    private ContactSheet(Map<String, String> known, List<Person> members, LocalDate today) {
        this.known = known;
        this.accounts = members.stream().map(Person::id).collect(Collectors.toSet());
        this.today = today;
        members.forEach(member -> {
            if (member.email() != null) this.members.put(Slug.of(member.email()), member.id());
            this.members.put(Slug.of(member.name()), member.id());
        });
        members.forEach(member -> this.members.put(Slug.of(member.id()), member.id()));
    }

    /**
     * The contacts for a spreadsheet in France, with the mark by which Excel knows the encoding.
     *
     * @param names of accounts
     */
    static String write(Collection<Contact> contacts, Function<String, String> names) {
        StringWriter text = new StringWriter().append('\ufeff');
        CsvWriter csv = CsvWriter.builder().fieldSeparator(';').bufferSize(0).build(text);
        csv.writeRecord(Stream.of(Column.values()).map(column -> column.label).toList());
        for (Contact contact : contacts) {
            Draft draft = contact.draft();
            Next next = draft.next();
            csv.writeRecord(Stream.of(
                            draft.name(),
                            orEmpty(draft.email()),
                            orEmpty(draft.phone()),
                            orEmpty(draft.channel()),
                            contact.state().label(),
                            draft.follower() == null ? "" : names.apply(draft.follower()),
                            next == null ? "" : next.action(),
                            next == null ? "" : French.date(next.on()))
                    .map(Csv::harmless)
                    .toList());
        }
        return text.toString();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /**
     * Reads a file.
     *
     * @param known the names of the contacts that the team has, by their address
     * @param members who may follow a contact: an account, a name or an address
     * @throws Refusal INVALID (422) whose errors() name every fault by its line and column
     */
    static List<Line> read(byte[] content, Map<String, String> known, List<Person> members, LocalDate today) {
        if (content.length > LONGEST) throw refused("Le fichier est trop volumineux : 5 Mo au plus.");
        return new ContactSheet(known, members, today).read(Csv.text(content));
    }

    private List<Line> read(String text) {
        char separator = separator(text);
        long last = 0;
        try {
            Iterator<CsvRecord> records = Csv.lines(text, separator);
            Map<Column, Integer> columns = null;
            while (records.hasNext()) {
                CsvRecord each = records.next();
                last = each.getStartingLineNumber();
                if (Csv.isBlank(each, 0)) continue;
                if (columns == null) columns = columns(each);
                else if (lines.size() >= Contacts.MOST)
                    throw refused("Le fichier a plus de " + French.number(Contacts.MOST) + " contacts.");
                else read(each, columns);
            }
        } catch (CsvParseException broken) {
            throw refused("Le fichier n’est plus lisible après la ligne " + last
                    + " : un guillemet y manque ou y est de trop.");
        }
        if (lines.isEmpty() && faults.isEmpty()) throw refused("Le fichier ne contient aucun contact.");
        if (!faults.isEmpty()) throw Refusal.invalid(faults.message(), faults.byPlace());
        return lines;
    }

    /** The one that parts the first line that says anything most often. */
    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Stream.of(';', ',', '\t')
                .max((one, other) -> Long.compare(count(first, one), count(first, other)))
                .orElseThrow();
    }

    private static long count(String line, char separator) {
        return line.chars().filter(each -> each == separator).count();
    }

    private static Map<Column, Integer> columns(CsvRecord headings) {
        List<String> names = headings.getFields().stream().map(Csv::clean).toList();
        String expected = Stream.of(Column.values()).map(column -> column.label).collect(Collectors.joining(", "));
        if (names.stream().anyMatch(Csv::isGarbled))
            throw refused("Les accents de l’en-tête sont illisibles : enregistrez le fichier en UTF-8.");
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        List<String> wrong = new ArrayList<>();
        IntStream.range(0, names.size()).filter(at -> !names.get(at).isEmpty()).forEach(at -> {
            Optional<Column> column = Column.of(names.get(at));
            if (column.isEmpty()) wrong.add("colonne inconnue, « " + Csv.shown(names.get(at)) + " »");
            else if (columns.putIfAbsent(column.get(), at) != null)
                wrong.add("colonne en double, « " + Csv.shown(names.get(at)) + " »");
        });
        if (!columns.containsKey(Column.NAME)) wrong.add(0, "il manque la colonne « Nom »");
        if (!wrong.isEmpty())
            throw refused("Ligne " + headings.getStartingLineNumber() + " : "
                    + wrong.stream().limit(5).collect(Collectors.joining(" ; ")) + ". Colonnes attendues : " + expected
                    + ".");
        return columns;
    }

    private void read(CsvRecord record, Map<Column, Integer> columns) {
        long number = record.getStartingLineNumber();
        for (int at = 0; at < record.getFieldCount(); at++)
            if (!columns.containsValue(at) && !Csv.clean(record.getField(at)).isEmpty())
                faults.add(number, "« " + Csv.shown(record.getField(at)) + " » n’est sous aucun titre de colonne.");
        Map<String, String> typed = new HashMap<>();
        columns.forEach((column, at) ->
                typed.put(column.field, at < record.getFieldCount() ? Csv.clean(Csv.meant(record.getField(at))) : ""));
        typed.computeIfPresent(ContactFields.DAY, (field, day) -> isoDay(day));
        typed.computeIfPresent(ContactFields.FOLLOWER, (field, who) -> members.getOrDefault(Slug.of(who), who));
        if (typed.getOrDefault(ContactFields.STATE, "").isEmpty())
            typed.put(ContactFields.STATE, ContactState.TO_CONTACT.key());
        ContactFields fields = new ContactFields(typed, today);
        ContactState state = fields.state();
        Draft draft = fields.draft(state, accounts, ContactFields.LONG_AGO);
        MailAddress.find(fields.value(ContactFields.EMAIL))
                .ifPresent(email -> refuseTwice(email.value(), number, fields));
        typed.forEach((field, value) -> {
            if (Csv.isGarbled(value))
                fields.fault(field, "des accents sont illisibles ; enregistrez le fichier en UTF-8");
        });
        fields.faults()
                .forEach((field, why) ->
                        faults.add(number, field, Column.ofField(field).label, cited(typed, field, why)));
        if (state != null && draft != null) lines.add(new Line(number, state, draft));
    }

    private static String cited(Map<String, String> typed, String field, String why) {
        boolean isChoice = field.equals(ContactFields.STATE) || field.equals(ContactFields.FOLLOWER);
        return isChoice
                ? "« " + Csv.shown(typed.getOrDefault(field, "")) + " » n’est pas "
                        + (field.equals(ContactFields.STATE)
                                ? "un état : à contacter, en discussion, essai, utilisateur ou perdu"
                                : "une personne de l’équipe")
                : why;
    }

    private void refuseTwice(String email, long number, ContactFields fields) {
        Long before = listed.putIfAbsent(email, number);
        if (known.containsKey(email))
            fields.fault(ContactFields.EMAIL, "c’est déjà l’adresse de « " + Csv.shown(known.get(email)) + " »");
        else if (before != null) fields.fault(ContactFields.EMAIL, "la même adresse est déjà à la ligne " + before);
    }

    /** As forms write it; whatever is no day stays as it is. */
    private static String isoDay(String day) {
        Matcher french = FRENCH_DAY.matcher(day);
        if (!french.matches()) return day;
        try {
            return LocalDate.of(
                            Integer.parseInt(french.group(3)),
                            Integer.parseInt(french.group(2)),
                            Integer.parseInt(french.group(1)))
                    .toString();
        } catch (DateTimeException none) {
            return day;
        }
    }

    private static Refusal refused(String message) {
        return Refusal.invalid("file", message);
    }
}
