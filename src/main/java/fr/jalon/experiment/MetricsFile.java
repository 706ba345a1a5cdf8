package fr.jalon.experiment;

import static fr.jalon.experiment.MetricsColumn.CAMPAIGN;
import static fr.jalon.experiment.MetricsColumn.CHANNEL;
import static fr.jalon.experiment.MetricsColumn.CLICKS;
import static fr.jalon.experiment.MetricsColumn.CONVERSIONS;
import static fr.jalon.experiment.MetricsColumn.CURRENCY;
import static fr.jalon.experiment.MetricsColumn.DATE;
import static fr.jalon.experiment.MetricsColumn.END;
import static fr.jalon.experiment.MetricsColumn.IMPRESSIONS;
import static fr.jalon.experiment.MetricsColumn.SPEND;
import static fr.jalon.experiment.MetricsColumn.VISITS;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import fr.jalon.Refusal;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file of daily figures, written by hand or exported by an advertising or audience tool, read whole or not at all.
 * Lines of one day and channel are added up, equal or not: they are ad groups or networks of one campaign, or campaigns
 * of one channel. A figure that the file does not give leaves what has been recorded, or is unknown. Money is in euros,
 * all taxes included. A line counts from 1 as a text editor shows it, and a refusal calls it {@code lines[7]}.
 */
final class MetricsFile {

    /** As many as the server takes. */
    static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final int MAX_LINES = 20_000;
    private static final int HEADER_WITHIN = 200;
    private static final int MOST_HEADINGS = 500;
    private static final int MOST_IGNORED = 50;
    private static final Pattern CHANNEL_NAME = Pattern.compile(MetricRow.CHANNEL, Pattern.DOTALL);
    private static final Pattern EURO = Pattern.compile("€|eur|euros?", Pattern.CASE_INSENSITIVE);
    private static final String CHANNEL_EXPECTED = "un nom de " + MetricRow.LONGEST_CHANNEL
            + " caractères au plus, sans virgule, point-virgule ni barre oblique, est attendu";
    /** What tools write below (or, GA4, above) the days: totals, and Microsoft's copyright. */
    private static final Pattern NO_DAY =
            Pattern.compile("(?:(?:grand |sous-)?tota(?:l|ux)|©).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String GRAND_TOTAL = "grand total";

    /** What one channel brought on one day. */
    record Entry(LocalDate day, MetricRow row) {}

    /** What is expected and known: configured channels, days of the week, today (Paris), what has been recorded. */
    record Known(
            List<String> channels,
            List<LocalDate> days,
            LocalDate today,
            Map<LocalDate, Map<String, MetricRow>> recorded) {}

    /** A heading and what it was read as, by the name that this has in JSON. */
    record ReadColumn(String heading, String readAs) {}

    /**
     * How a file was read.
     *
     * @param lines of figures
     * @param totals lines that sum up others, which do not count
     * @param rows of one day and channel that the lines make
     * @param ignored headings that were not read, fifty at most
     * @param suspect those of them that figures stand under which nobody may want to lose
     * @param rounded whether a row's conversions had more than two decimals
     */
    record Reading(
            int lines,
            int totals,
            int rows,
            List<ReadColumn> columns,
            List<String> ignored,
            List<String> suspect,
            boolean rounded) {}

    /** What a file says: one entry a day and channel, in the order of days. */
    record Content(List<Entry> entries, Reading reading) {}

    /** Lines below their header. */
    private record Table(
            List<String> headings,
            List<String> names,
            Map<MetricsColumn, List<Integer>> columns,
            char separator,
            Iterator<CsvRecord> lines) {

        /**
         * Whether what stands for the channel may be something else: where a channel is chosen, only known ones are
         * believed.
         */
        boolean isLoose() {
            return columns.containsKey(CHANNEL)
                    && CHANNEL.rank(names.get(columns.get(CHANNEL).get(0))) > 0;
        }
    }

    private record Line(long number, Map<MetricsColumn, String> cells) {
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

    private record Source(LocalDate day, String channel) {}

    private record Sums(long line, Map<MetricsColumn, BigDecimal> values) {}

    private final Known known;
    private final Optional<String> chosen;
    private final Map<String, String> channels = new LinkedHashMap<>();
    private final Map<Source, Sums> read = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private WrittenDays days;
    private int totals;
    private boolean rounded;

    private MetricsFile(Optional<String> channel, Known known) {
        this.known = known;
        Stream.concat(
                        known.channels().stream(),
                        known.recorded().values().stream().flatMap(day -> day.keySet().stream()))
                .forEach(name -> channels.putIfAbsent(MetricsColumn.named(name), name));
        this.chosen = channel.map(Csv::clean).filter(name -> !name.isEmpty()).map(name -> {
            if (!isChannel(name))
                throw Refusal.invalid("channel", "Canal « " + Csv.shown(name) + " » : " + CHANNEL_EXPECTED + ".");
            return canonical(name);
        });
    }

    /**
     * Reads a file as it was sent, in any encoding that {@link Csv#text} knows; separated by semicolons, commas or
     * tabs.
     *
     * @param channel whose figures they are, where no column « canal » says otherwise
     * @throws Refusal INVALID (422) whose errors() names every faulty line
     */
    static Content read(byte[] content, Optional<String> channel, Known known) {
        if (content.length > MAX_BYTES) throw refused("Le fichier dépasse 5 Mo.");
        return new MetricsFile(channel, known).content(Csv.text(content));
    }

    private Content content(String text) {
        Table table = Stream.of(';', ',', '\t')
                .flatMap(separator -> table(text, separator).stream())
                .reduce((best, other) -> other.columns().size() > best.columns().size() ? other : best)
                .orElseThrow(() -> refused(
                        "Aucune ligne d’en-tête n’a été trouvée parmi les " + HEADER_WITHIN + " premières lignes :"
                                + " il faut une colonne « date » et au moins une colonne de chiffres "
                                + "(impressions, clics, visites, conversions"
                                + " ou dépense), séparées par des points-virgules, des virgules ou des tabulations."));
        checkColumns(table);
        Ignored ignored = new Ignored(table);
        List<Line> lines = lines(table, ignored);
        if (chosen.isPresent()
                && table.isLoose()
                && !lines.stream().allMatch(line -> channels.containsKey(MetricsColumn.named(line.cell(CHANNEL))))) {
            ignored.add(table.columns().remove(CHANNEL));
            lines.forEach(line -> line.cells().remove(CHANNEL));
        }
        boolean isEnglish = table.separator() != ';' && MetricsColumn.areEnglish(table.names());
        days = WrittenDays.of(
                lines.stream()
                        .flatMap(line -> Stream.of(line.cell(DATE), line.cell(END)))
                        .toList(),
                text,
                isEnglish);
        lines.forEach(this::read);
        List<Entry> entries = entries();
        if (!faults.isEmpty()) throw refused();
        if (entries.isEmpty()) throw refused("Le fichier ne contient aucun chiffre.");
        List<ReadColumn> columns = new ArrayList<>();
        table.columns()
                .forEach((column, places) -> columns.add(
                        new ReadColumn(Csv.shown(Csv.clean(table.headings().get(places.get(0)))), column.key())));
        return new Content(
                entries,
                new Reading(lines.size(), totals, entries.size(), columns, ignored.all(), ignored.suspect(), rounded));
    }

    private List<Line> lines(Table table, Ignored ignored) {
        List<Line> lines = new ArrayList<>();
        long last = 0;
        try {
            while (table.lines().hasNext()) {
                CsvRecord record = table.lines().next();
                last = record.getStartingLineNumber();
                if (Csv.isBlank(record, 0)) continue;
                Line line = line(record, table);
                if (isTotal(record, line.cell(DATE))) {
                    if (line.givesFigures()) totals++;
                    continue;
                }
                if (lines.size() >= MAX_LINES)
                    throw refused("Le fichier a plus de " + French.number(MAX_LINES) + " lignes de chiffres.");
                lines.add(line);
                ignored.look(record);
                if (!Csv.isBlank(record, table.headings().size())) {
                    faults.add(
                            last,
                            "plus de cellules que de colonnes. Un nombre qui contient le séparateur s’écrit entre"
                                    + " guillemets.");
                }
            }
        } catch (CsvParseException broken) {
            throw refused(("Le fichier n’est plus lisible après la ligne %s : un guillemet y manque ou y est de trop,"
                            + " ou la ligne est trop longue.")
                    .formatted(last == 0 ? "d’en-tête" : last));
        }
        for (int end : new int[] {0, -1}) {
            if (lines.size() < 2) break;
            Line line = lines.get(end < 0 ? lines.size() - 1 : end);
            if (line.isSummary() && lines.remove(line)) totals++;
        }
        if (lines.isEmpty()) throw refused("Le fichier ne contient aucune ligne de chiffres.");
        return lines;
    }

    /** The file as this separator parts it, from the first line on that can be a header. */
    private Optional<Table> table(String text, char separator) {
        Iterator<CsvRecord> lines = Csv.lines(text, separator);
        try {
            for (int tried = 0; tried < HEADER_WITHIN && lines.hasNext(); ) {
                CsvRecord line = lines.next();
                if (Csv.isBlank(line, 0)) continue;
                tried++;
                if (line.getFieldCount() > MOST_HEADINGS) continue;
                List<String> names = line.getFields().stream()
                        .map(heading -> MetricsColumn.heading(Csv.clean(heading)))
                        .toList();
                Map<MetricsColumn, List<Integer>> columns = columns(names);
                if (columns.containsKey(DATE) && columns.keySet().stream().anyMatch(MetricsColumn.FIGURES::contains)) {
                    return Optional.of(new Table(line.getFields(), names, columns, separator, lines));
                }
            }
        } catch (CsvParseException notSeparatedSo) {
            // another separator may do
        }
        return Optional.empty();
    }

    /** Where each column is; several places where several headings name it equally well. */
    private Map<MetricsColumn, List<Integer>> columns(List<String> names) {
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

    private void checkColumns(Table table) {
        table.columns().forEach((column, places) -> {
            if (places.size() > 1 && !(column == CHANNEL && table.isLoose() && chosen.isPresent())) {
                throw refused("Plusieurs colonnes donnent la même chose (%s) : %s. N’en gardez qu’une."
                        .formatted(
                                column.label(),
                                places.stream()
                                        .limit(3)
                                        .map(place -> "« "
                                                + Csv.shown(table.headings().get(place)) + " »")
                                        .collect(Collectors.joining(", "))));
            }
        });
        if (table.columns().containsKey(SPEND)) {
            String heading = table.headings().get(table.columns().get(SPEND).get(0));
            if (!MetricsColumn.isInEuros(heading)) throw notInEuros("la colonne « " + Csv.shown(heading) + " »");
        }
    }

    /** The columns that are not read, and what stands in them. */
    private static final class Ignored {

        private final Table table;
        private final boolean[] isRead;
        private final boolean[] hasFigures;
        private final boolean[] hasOthers;

        Ignored(Table table) {
            this.table = table;
            isRead = new boolean[table.headings().size()];
            hasFigures = new boolean[isRead.length];
            hasOthers = new boolean[isRead.length];
            table.columns().values().forEach(places -> places.forEach(place -> isRead[place] = true));
            // A less exact name of what is read all the same, and what nothing is missed of.
            for (int at = 0; at < isRead.length; at++) {
                String name = table.names().get(at);
                hasOthers[at] = MetricsColumn.isOther(name)
                        || table.columns().keySet().stream().anyMatch(column -> column.rank(name) >= 0);
            }
        }

        void add(List<Integer> places) {
            places.forEach(place -> isRead[place] = false);
        }

        void look(CsvRecord line) {
            for (int at = 0; at < Math.min(isRead.length, line.getFieldCount()); at++) {
                if (isRead[at] || hasOthers[at]) continue;
                String cell = Csv.clean(line.getField(at));
                if (cell.isEmpty()) continue;
                if (!MetricsColumn.looksLikeFigure(cell)) hasOthers[at] = true;
                else if (cell.chars().anyMatch(digit -> digit >= '1' && digit <= '9')) hasFigures[at] = true;
            }
        }

        List<String> all() {
            return headings(at -> !isRead[at]);
        }

        List<String> suspect() {
            return headings(at -> !isRead[at] && hasFigures[at] && !hasOthers[at]);
        }

        private List<String> headings(IntPredicate which) {
            return IntStream.range(0, isRead.length)
                    .filter(which)
                    .mapToObj(at -> Csv.shown(Csv.clean(table.headings().get(at))))
                    .filter(heading -> !heading.isEmpty())
                    .limit(MOST_IGNORED)
                    .toList();
        }
    }

    private static Line line(CsvRecord record, Table table) {
        Map<MetricsColumn, String> cells = new EnumMap<>(MetricsColumn.class);
        table.columns()
                .forEach((column, places) -> cells.put(
                        column,
                        places.get(0) < record.getFieldCount() ? Csv.clean(record.getField(places.get(0))) : ""));
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

    private void read(Line line) {
        if (faults.concern(line.number())) return;
        int before = faults.count();
        Optional<LocalDate> day = day(line);
        Optional<String> channel = channel(line);
        Map<MetricsColumn, BigDecimal> values = new EnumMap<>(MetricsColumn.class);
        line.cells().forEach((column, cell) -> {
            if (!MetricsColumn.FIGURES.contains(column) || cell.isEmpty()) return;
            try {
                values.put(column, column.figure(cell));
            } catch (IllegalArgumentException expected) {
                fault(line.number(), column, expected.getMessage() + ", « " + Csv.shown(cell) + " » reçu");
            }
        });
        String currency = line.cell(CURRENCY);
        if (!currency.isEmpty() && !EURO.matcher(currency).matches()) {
            throw notInEuros("la ligne %d est en « %s »".formatted(line.number(), Csv.shown(currency)));
        }
        if (day.isEmpty() || channel.isEmpty() || faults.count() > before) return;
        Map<MetricsColumn, BigDecimal> sums = read.computeIfAbsent(
                        new Source(day.get(), channel.get()),
                        source -> new Sums(line.number(), new EnumMap<>(MetricsColumn.class)))
                .values();
        values.forEach((column, value) -> sums.merge(column, value, BigDecimal::add));
    }

    private Optional<LocalDate> day(Line line) {
        String cell = line.cell(DATE);
        Optional<String> doubt = Stream.of(cell, line.cell(END))
                .flatMap(each -> days.doubt(each).map(why -> "« " + Csv.shown(each) + " » " + why).stream())
                .findFirst();
        if (doubt.isPresent()) {
            throw Refusal.invalid(
                    "lines[%d].date".formatted(line.number()),
                    "Ligne %d, date : %s.".formatted(line.number(), doubt.get()));
        }
        Optional<LocalDate> day = days.day(cell);
        String fault = cell.isEmpty()
                ? "la date manque"
                : day.isEmpty()
                        ? "une date est attendue, par exemple 07/12/2026, « " + Csv.shown(cell) + " » reçu"
                        : !line.cell(END).isEmpty() && !days.day(line.cell(END)).equals(day)
                                ? "la ligne couvre plusieurs jours ; exportez les chiffres jour par jour"
                                : !known.days().contains(day.get())
                                        ? "le " + French.date(day.get())
                                                + " n’est pas un jour de la semaine de validation"
                                        : day.get().isAfter(known.today())
                                                ? "le " + French.date(day.get()) + " n’est pas encore passé"
                                                : null;
        if (fault == null) return day;
        fault(line.number(), DATE, fault);
        return Optional.empty();
    }

    private Optional<String> channel(Line line) {
        String name = line.cell(CHANNEL);
        if (!name.isEmpty() && !isChannel(name)) {
            fault(line.number(), CHANNEL, CHANNEL_EXPECTED + ", « " + Csv.shown(name) + " » reçu");
            return Optional.empty();
        }
        if (!name.isEmpty()) return Optional.of(canonical(name));
        Optional<String> channel = chosen.or(
                        () -> Optional.ofNullable(channels.get(MetricsColumn.named(line.cell(CAMPAIGN)))))
                .or(() -> known.channels().size() == 1
                        ? Optional.of(known.channels().get(0))
                        : Optional.empty());
        if (channel.isEmpty()) {
            faults.addOfAll(
                    "channel",
                    ("Ligne %d : rien ne dit de quel canal viennent ces chiffres. Ajoutez une colonne"
                                    + " « canal », ou choisissez le canal en envoyant le fichier.")
                            .formatted(line.number()));
        }
        return channel;
    }

    private static boolean isChannel(String name) {
        return name.length() <= MetricRow.LONGEST_CHANNEL
                && CHANNEL_NAME.matcher(name).matches();
    }

    /** The name that is known already, but for case, accents and punctuation; a new one is known from then on. */
    private String canonical(String name) {
        String before = channels.putIfAbsent(MetricsColumn.named(name), name);
        return before == null ? name : before;
    }

    /** By day, then in the order of the file; lines that give nothing make no row. */
    private List<Entry> entries() {
        Map<LocalDate, List<Entry>> entries = new TreeMap<>();
        read.forEach((source, sums) -> {
            if (sums.values().isEmpty()) return;
            entries.computeIfAbsent(source.day(), day -> new ArrayList<>())
                    .add(new Entry(source.day(), row(source, sums)));
        });
        return entries.values().stream().flatMap(List::stream).toList();
    }

    private MetricRow row(Source source, Sums sums) {
        sums.values().forEach((column, sum) -> {
            if (sum.compareTo(column.most()) > 0)
                fault(sums.line(), column, "la somme des lignes est hors de toute mesure");
        });
        BigDecimal conversions = sums.values().get(CONVERSIONS);
        rounded |= conversions != null && conversions.compareTo(MetricRow.rounded(conversions)) != 0;
        MetricRow given = new MetricRow(
                source.channel(),
                count(sums, IMPRESSIONS),
                count(sums, CLICKS),
                count(sums, VISITS),
                conversions,
                sums.values().get(SPEND));
        MetricRow before = known.recorded().getOrDefault(source.day(), Map.of()).get(source.channel());
        MetricRow row = before == null ? given : given.completedBy(before);
        row.fault().ifPresent(fault -> fault(sums.line(), CLICKS, fault));
        return row;
    }

    private static Long count(Sums sums, MetricsColumn column) {
        BigDecimal sum = sums.values().get(column);
        return sum == null ? null : (Long) sum.longValueExact();
    }

    private void fault(long line, MetricsColumn column, String fault) {
        faults.add(line, column.key(), column.label(), fault);
    }

    private Refusal refused() {
        Map<String, String> errors = new LinkedHashMap<>(faults.byPlace());
        if (!faults.others().isEmpty()) errors.put("more", faults.others());
        return Refusal.invalid(faults.message(), errors);
    }

    private static Refusal refused(String message) {
        return Refusal.invalid("file", message);
    }

    private static Refusal notInEuros(String what) {
        return refused("Les dépenses sont attendues en euros, toutes taxes comprises : " + what + ".");
    }
}
