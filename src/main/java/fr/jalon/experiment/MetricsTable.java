package fr.jalon.experiment;

import static fr.jalon.experiment.MetricsColumn.CAMPAIGN;
import static fr.jalon.experiment.MetricsColumn.CHANNEL;
import static fr.jalon.experiment.MetricsColumn.CURRENCY;
import static fr.jalon.experiment.MetricsColumn.DATE;
import static fr.jalon.experiment.MetricsColumn.END;
import static fr.jalon.experiment.MetricsColumn.SPEND;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import fr.jalon.Refusal;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A file of figures as lines below their header, however the cells are parted; lines of totals are left out. */
final class MetricsTable {

    private static final int MAX_LINES = 20_000;
    private static final int HEADER_WITHIN = 200;
    private static final int MOST_HEADINGS = 500;
    /** What tools write below (or, GA4, above) the days: totals, and Microsoft's copyright. */
    private static final Pattern NO_DAY =
            Pattern.compile("(?:(?:grand |sous-)?tota(?:l|ux)|©).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String GRAND_TOTAL = "grand total";

    /** The cells that are read of a line, which counts from 1 as a text editor shows it. */
    record Line(long number, Map<MetricsColumn, String> cells) {
        String cell(MetricsColumn column) {
            return cells.getOrDefault(column, "");
        }

        boolean givesFigures() {
            return MetricsColumn.FIGURES.stream()
                    .anyMatch(figure -> !cell(figure).isEmpty());
        }

        /** Figures of no day and no campaign: Meta sums up so, above or below the others. */
        boolean isSummary() {
            return cells.containsKey(CAMPAIGN)
                    && cell(DATE).isEmpty()
                    && cell(CAMPAIGN).isEmpty()
                    && cell(CHANNEL).isEmpty();
        }
    }

    private final List<String> headings;
    private final List<String> names;
    private final Map<MetricsColumn, List<Integer>> columns;
    private final char separator;
    private final Iterator<CsvRecord> records;
    private final IgnoredColumns ignored;
    private final List<Line> lines = new ArrayList<>();
    private int totals;

    private MetricsTable(
            List<String> headings,
            List<String> names,
            Map<MetricsColumn, List<Integer>> columns,
            char separator,
            Iterator<CsvRecord> records) {
        this.headings = headings;
        this.names = names;
        this.columns = columns;
        this.separator = separator;
        this.records = records;
        this.ignored = new IgnoredColumns(headings, names, columns);
    }

    /**
     * A table as the separator that finds the most columns parts it; nothing below the header has been read yet.
     *
     * @throws Refusal if there is no header
     */
    static MetricsTable of(String text) {
        return Stream.of(';', ',', '\t')
                .flatMap(separator -> parted(text, separator).stream())
                .reduce((best, other) -> other.columns.size() > best.columns.size() ? other : best)
                .orElseThrow(() -> MetricsFile.refused(
                        "Aucune ligne d’en-tête n’a été trouvée parmi les " + HEADER_WITHIN + " premières lignes :"
                                + " il faut une colonne « date » et au moins une colonne de chiffres "
                                + "(impressions, clics, visites, conversions"
                                + " ou dépense), séparées par des points-virgules, des virgules ou des tabulations."));
    }

    /** The file as this separator parts it, from the first line on that can be a header. */
    private static Optional<MetricsTable> parted(String text, char separator) {
        Iterator<CsvRecord> lines = Csv.lines(text, separator);
        try {
            for (int tried = 0; tried < HEADER_WITHIN && lines.hasNext(); ) {
                CsvRecord line = lines.next();
                if (Csv.isBlank(line, 0)) continue;
                tried++;
                if (line.getFieldCount() > MOST_HEADINGS) continue;
                List<String> names = line.getFields().stream()
                        .map(heading -> Headings.of(Csv.clean(heading)))
                        .toList();
                Map<MetricsColumn, List<Integer>> columns = placesOf(names);
                if (columns.containsKey(DATE) && columns.keySet().stream().anyMatch(MetricsColumn.FIGURES::contains)) {
                    return Optional.of(new MetricsTable(line.getFields(), names, columns, separator, lines));
                }
            }
        } catch (CsvParseException notSeparatedSo) {
            // another separator may do
        }
        return Optional.empty();
    }

    /** Where each column is; several places where several headings name it equally well. */
    private static Map<MetricsColumn, List<Integer>> placesOf(List<String> names) {
        Map<MetricsColumn, List<Integer>> columns = new EnumMap<>(MetricsColumn.class);
        boolean isDaily = false;
        for (MetricsColumn column : MetricsColumn.values()) {
            int best = names.stream()
                    .mapToInt(column::rank)
                    .filter(rank -> rank >= 0)
                    .min()
                    .orElse(-1);
            if (best < 0 || column == END && isDaily) continue;
            isDaily |= column == DATE && best == 0;
            columns.put(
                    column,
                    IntStream.range(0, names.size())
                            .filter(at -> column.rank(names.get(at)) == best)
                            .boxed()
                            .toList());
        }
        if (!columns.containsKey(SPEND)) columns.remove(CURRENCY);
        return columns;
    }

    /**
     * Refuses columns that say the same, and money in another currency.
     *
     * @param isChannelChosen whether nothing depends on a column that may be the channel
     */
    void check(boolean isChannelChosen) {
        columns.forEach((column, places) -> {
            if (places.size() > 1 && !(column == CHANNEL && isLoose() && isChannelChosen)) {
                throw MetricsFile.refused("Plusieurs colonnes donnent la même chose (%s) : %s. N’en gardez qu’une."
                        .formatted(
                                column.label(),
                                places.stream()
                                        .limit(3)
                                        .map(place -> "« " + Csv.shown(headings.get(place)) + " »")
                                        .collect(Collectors.joining(", "))));
            }
        });
        if (columns.containsKey(SPEND)) {
            String heading = headings.get(columns.get(SPEND).get(0));
            if (!Headings.isInEuros(heading)) throw MetricsFile.notInEuros("la colonne « " + Csv.shown(heading) + " »");
        }
    }

    /**
     * Whether what stands for the channel may be something else: where a channel is chosen, only known ones are
     * believed.
     */
    boolean isLoose() {
        return columns.containsKey(CHANNEL)
                && CHANNEL.rank(names.get(columns.get(CHANNEL).get(0))) > 0;
    }

    /** Reads no channel out of it. */
    void ignoreChannel() {
        ignored.add(columns.remove(CHANNEL));
        lines.forEach(line -> line.cells().remove(CHANNEL));
    }

    /** Whether its headings leave it open that its days have the month first. */
    boolean isEnglish() {
        return separator != ';' && Headings.areEnglish(names);
    }

    /** How many lines sum up others. */
    int totals() {
        return totals;
    }

    /** Headings and what they are read as. */
    List<MetricsFile.ReadColumn> columns() {
        List<MetricsFile.ReadColumn> read = new ArrayList<>();
        columns.forEach((column, places) ->
                read.add(new MetricsFile.ReadColumn(Csv.shown(Csv.clean(headings.get(places.get(0)))), column.key())));
        return read;
    }

    /** What is not read of it. */
    IgnoredColumns ignored() {
        return ignored;
    }

    /**
     * The lines of figures.
     *
     * @throws Refusal if there are none, or too many, or the file cannot be read to its end
     */
    List<Line> lines(Faults faults) {
        long last = 0;
        try {
            while (records.hasNext()) {
                CsvRecord record = records.next();
                last = record.getStartingLineNumber();
                if (Csv.isBlank(record, 0)) continue;
                Line line = line(record);
                if (isTotal(record, line.cell(DATE))) {
                    if (line.givesFigures()) totals++;
                    continue;
                }
                if (lines.size() >= MAX_LINES)
                    throw MetricsFile.refused(
                            "Le fichier a plus de " + French.number(MAX_LINES) + " lignes de chiffres.");
                lines.add(line);
                ignored.look(record);
                if (!Csv.isBlank(record, headings.size())) {
                    faults.add(
                            last,
                            "plus de cellules que de colonnes. Un nombre qui contient le séparateur s’écrit entre"
                                    + " guillemets.");
                }
            }
        } catch (CsvParseException broken) {
            throw MetricsFile.refused(
                    ("Le fichier n’est plus lisible après la ligne %s : un guillemet y manque ou y est de trop,"
                                    + " ou la ligne est trop longue.")
                            .formatted(last == 0 ? "d’en-tête" : last));
        }
        for (int end : new int[] {0, -1}) {
            if (lines.size() < 2) break;
            Line line = lines.get(end < 0 ? lines.size() - 1 : end);
            if (line.isSummary() && lines.remove(line)) totals++;
        }
        if (lines.isEmpty()) throw MetricsFile.refused("Le fichier ne contient aucune ligne de chiffres.");
        return lines;
    }

    private Line line(CsvRecord record) {
        Map<MetricsColumn, String> cells = new EnumMap<>(MetricsColumn.class);
        columns.forEach((column, places) -> cells.put(
                column, places.get(0) < record.getFieldCount() ? Csv.clean(record.getField(places.get(0))) : ""));
        return new Line(record.getStartingLineNumber(), cells);
    }

    private static boolean isTotal(CsvRecord line, String date) {
        if (WrittenDays.isWritten(date)) return false;
        return date.isEmpty() && line.getFields().stream().anyMatch(GRAND_TOTAL::equalsIgnoreCase)
                || line.getFields().stream()
                        .map(Csv::clean)
                        .filter(cell -> !cell.isEmpty())
                        .limit(1)
                        .anyMatch(first -> NO_DAY.matcher(first).matches());
    }
}
