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

import fr.jalon.Refusal;
import fr.jalon.experiment.MetricsTable.Line;
import fr.jalon.text.Csv;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of daily figures, written by hand or exported by an advertising or audience tool, read whole or not at all.
 * Lines of one day and channel are added up, equal or not: they are ad groups or networks of one campaign, or campaigns
 * of one channel. A figure that the file does not give leaves what has been recorded, or is unknown. Money is in euros,
 * all taxes included. A line counts from 1 as a text editor shows it, and a refusal calls it {@code lines[7]}.
 */
final class MetricsFile {

    /** As many as the server takes. */
    static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final Pattern CHANNEL_NAME = Pattern.compile(MetricRow.CHANNEL, Pattern.DOTALL);
    private static final Pattern EURO = Pattern.compile("€|eur|euros?", Pattern.CASE_INSENSITIVE);
    private static final String CHANNEL_EXPECTED = "un nom de " + MetricRow.LONGEST_CHANNEL
            + " caractères au plus, sans virgule, point-virgule ni barre oblique, est attendu";
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
            boolean rounded) {

        /** That of figures that came without a file. */
        static final Reading NONE = new Reading(0, 0, 0, List.of(), List.of(), List.of(), false);
    }

    /** What a file says: one entry a day and channel, in the order of days. */
    record Content(List<Entry> entries, Reading reading) {}

    private record Source(LocalDate day, String channel) {}

    private record Sums(long line, Map<MetricsColumn, BigDecimal> values) {}

    private final Known known;
    private final Optional<String> chosen;
    private final Map<String, String> channels = new LinkedHashMap<>();
    private final Map<Source, Sums> read = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private boolean rounded;

    private MetricsFile(Optional<String> channel, Known known) {
        this.known = known;
        Stream.concat(
                        known.channels().stream(),
                        known.recorded().values().stream().flatMap(day -> day.keySet().stream()))
                .forEach(name -> channels.putIfAbsent(Headings.named(name), name));
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
        MetricsTable table = MetricsTable.of(text);
        table.check(chosen.isPresent());
        List<Line> lines = table.lines(faults);
        if (chosen.isPresent()
                && table.isLoose()
                && !lines.stream().allMatch(line -> channels.containsKey(Headings.named(line.cell(CHANNEL))))) {
            table.ignoreChannel();
        }
        WrittenDays days = WrittenDays.of(
                lines.stream()
                        .flatMap(line -> Stream.of(line.cell(DATE), line.cell(END)))
                        .toList(),
                text,
                table.isEnglish());
        lines.forEach(line -> read(line, days));
        List<Entry> entries = entries();
        if (!faults.isEmpty()) throw refused();
        if (entries.isEmpty()) throw refused("Le fichier ne contient aucun chiffre.");
        return new Content(
                entries,
                new Reading(
                        lines.size(),
                        table.totals(),
                        entries.size(),
                        table.columns(),
                        table.ignored().all(),
                        table.ignored().suspect(),
                        rounded));
    }

    private void read(Line line, WrittenDays days) {
        if (faults.concern(line.number())) return;
        int before = faults.count();
        Optional<LocalDate> day = day(line, days);
        Optional<String> channel = channel(line);
        Map<MetricsColumn, BigDecimal> values = new EnumMap<>(MetricsColumn.class);
        line.cells().forEach((column, cell) -> {
            if (!MetricsColumn.FIGURES.contains(column) || cell.isEmpty()) return;
            try {
                values.put(column, column.written().read(cell));
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

    private Optional<LocalDate> day(Line line, WrittenDays days) {
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
                                        ? "le " + French.day(day.get())
                                                + " n’est pas un jour de la semaine de validation"
                                        : day.get().isAfter(known.today())
                                                ? "le " + French.day(day.get()) + " n’est pas encore passé"
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
                        () -> Optional.ofNullable(channels.get(Headings.named(line.cell(CAMPAIGN)))))
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
        String before = channels.putIfAbsent(Headings.named(name), name);
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
            if (sum.compareTo(column.written().most()) > 0)
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

    private static @Nullable Long count(Sums sums, MetricsColumn column) {
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

    static Refusal refused(String message) {
        return Refusal.invalid("file", message);
    }

    static Refusal notInEuros(String what) {
        return refused("Les dépenses sont attendues en euros, toutes taxes comprises : " + what + ".");
    }
}
