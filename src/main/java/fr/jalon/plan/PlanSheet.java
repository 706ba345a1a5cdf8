package fr.jalon.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import fr.jalon.Refusal;
import fr.jalon.plan.PlanFile.Entry;
import fr.jalon.plan.PlanFile.Format;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import fr.jalon.text.Slug;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan as a spreadsheet writes it, one item a line below a line of headings. */
final class PlanSheet {

    private static final int HEADER_WITHIN = 20;
    private static final String SAVE_AS =
            "dans votre tableur, choisissez « Enregistrer sous », puis le type « CSV UTF-8 »"
                    + ", et envoyez le fichier CSV.";

    /** What stands in a file, and which columns it has. */
    record Table(List<PlanColumn> columns, List<Entry> entries) {}

    private record Header(char separator, CsvRecord headings) {
        List<String> names() {
            return headings.getFields().stream().map(Wording::plain).toList();
        }

        long known() {
            return names().stream()
                    .filter(name -> PlanColumn.of(Slug.of(name)).isPresent())
                    .count();
        }
    }

    private PlanSheet() {}

    static String write(Collection<Map<PlanColumn, String>> lines, Format format) {
        StringWriter text = new StringWriter().append('\ufeff');
        CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(format == Format.FRENCH ? ';' : ',')
                .bufferSize(0)
                .build(text);
        csv.writeRecord(
                Arrays.stream(PlanColumn.values()).map(PlanColumn::label).toList());
        for (Map<PlanColumn, String> line : lines)
            csv.writeRecord(Arrays.stream(PlanColumn.values())
                    .map(column -> Csv.harmless(line.getOrDefault(column, "")))
                    .toList());
        return text.toString();
    }

    /** @throws Refusal if it is no such text, or its columns are not those of a plan */
    static Table read(byte[] content, Faults faults) {
        refuseBinary(content);
        String text = Csv.text(content);
        try {
            Header header = header(text);
            Map<PlanColumn, Integer> columns = columns(header);
            return new Table(List.copyOf(columns.keySet()), entries(text, header, columns, faults));
        } catch (CsvParseException broken) {
            throw PlanFile.refused("Le fichier n’est plus lisible : un guillemet y manque ou y est de trop, ou une"
                    + " ligne est trop longue.");
        }
    }

    private static void refuseBinary(byte[] content) {
        if (startsWith(content, 'P', 'K'))
            throw PlanFile.refused("Ce fichier est un classeur (xlsx ou ods), pas un CSV : " + SAVE_AS);
        if (startsWith(content, 0xd0, 0xcf, 0x11, 0xe0))
            throw PlanFile.refused("Ce fichier est d’un ancien format (xls ou mpp) : " + SAVE_AS
                    + " Dans MS Project, enregistrez au « Format XML ».");
    }

    private static boolean startsWith(byte[] content, int... marks) {
        if (content.length < marks.length) return false;
        for (int at = 0; at < marks.length; at++) if ((content[at] & 0xff) != marks[at]) return false;
        return true;
    }

    /** The line that names most columns, however they are parted; the first one where none does. */
    private static Header header(String text) {
        List<Header> all = new ArrayList<>();
        for (char separator : new char[] {';', ',', '\t'}) {
            try {
                Iterator<CsvRecord> records = Csv.lines(text, separator);
                for (int tried = 0; tried < HEADER_WITHIN && records.hasNext(); tried++) {
                    CsvRecord record = records.next();
                    if (!Csv.isBlank(record, 0)) all.add(new Header(separator, record));
                }
            } catch (CsvParseException otherSeparator) {
                // Quotes make sense with the right one alone.
                continue;
            }
        }
        if (all.isEmpty()) throw new CsvParseException("no separator makes lines of it");
        Header best = all.get(0);
        for (Header each : all) if (each.known() > best.known()) best = each;
        if (best.known() > 0) return best;
        for (Header each : all)
            if (each.headings().getStartingLineNumber() == best.headings().getStartingLineNumber()
                    && each.headings().getFieldCount() > best.headings().getFieldCount()) best = each;
        return best;
    }

    private static Map<PlanColumn, Integer> columns(Header header) {
        List<String> unknown = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        Map<PlanColumn, Integer> columns = new EnumMap<>(PlanColumn.class);
        List<String> names = header.names();
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            if (name.isEmpty()) continue;
            Optional<PlanColumn> column = PlanColumn.of(Slug.of(name));
            if (column.isEmpty()) unknown.add("« " + Csv.shown(name) + " »");
            else if (columns.putIfAbsent(column.get(), at) != null) twice.add("« " + Csv.shown(name) + " »");
        }
        boolean hasLengths = columns.containsKey(PlanColumn.DAYS)
                || columns.containsKey(PlanColumn.FROM) && columns.containsKey(PlanColumn.TO);
        StringBuilder said = new StringBuilder();
        if (names.stream().anyMatch(Csv::isGarbled))
            said.append("Les accents de l’en-tête sont illisibles : enregistrez le fichier en UTF-8. ");
        if (!unknown.isEmpty())
            said.append(unknown.size() == 1 ? "Colonne inconnue : " : "Colonnes inconnues : ")
                    .append(unknown.stream().limit(HEADER_WITHIN).collect(Collectors.joining(", ")))
                    .append(unknown.size() > HEADER_WITHIN ? "…" : "")
                    .append(". ");
        if (!twice.isEmpty())
            said.append("En double : ").append(String.join(", ", twice)).append(". ");
        if (!columns.containsKey(PlanColumn.TITLE)) said.append("Il manque la colonne « Étape ». ");
        if (!hasLengths) said.append("Il manque la colonne « Durée (jours) », ou les deux colonnes « Du » et « Au ». ");
        if (!said.isEmpty()) throw PlanFile.refused(said + "Colonnes attendues : " + PlanColumn.all() + ".");
        return columns;
    }

    private static List<Entry> entries(String text, Header header, Map<PlanColumn, Integer> columns, Faults faults) {
        List<Entry> entries = new ArrayList<>();
        Iterator<CsvRecord> records = Csv.lines(text, header.separator());
        int count = 0;
        while (records.hasNext()) {
            CsvRecord record = records.next();
            if (Csv.isBlank(record, 0)
                    || record.getStartingLineNumber() <= header.headings().getStartingLineNumber()) continue;
            count++;
            if (count > Schedules.MOST) continue;
            Map<PlanColumn, String> cells = new EnumMap<>(PlanColumn.class);
            columns.forEach((column, at) ->
                    cells.put(column, at < record.getFieldCount() ? Csv.meant(record.getField(at)) : ""));
            entries.add(new Entry(record.getStartingLineNumber(), cells));
            for (int at = 0; at < record.getFieldCount(); at++)
                if (!columns.containsValue(at)
                        && !Csv.clean(record.getField(at)).isEmpty())
                    faults.add(
                            record.getStartingLineNumber(),
                            "« " + Csv.shown(record.getField(at)) + " » n’est sous aucun titre de colonne.");
        }
        PlanFile.refuseMany(count);
        return entries;
    }
}
