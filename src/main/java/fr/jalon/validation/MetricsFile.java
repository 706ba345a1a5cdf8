package fr.jalon.validation;

import static fr.jalon.validation.MetricsColumn.CAMPAIGN;
import static fr.jalon.validation.MetricsColumn.CHANNEL;
import static fr.jalon.validation.MetricsColumn.CLICKS;
import static fr.jalon.validation.MetricsColumn.CONVERSIONS;
import static fr.jalon.validation.MetricsColumn.CURRENCY;
import static fr.jalon.validation.MetricsColumn.DATE;
import static fr.jalon.validation.MetricsColumn.END;
import static fr.jalon.validation.MetricsColumn.IMPRESSIONS;
import static fr.jalon.validation.MetricsColumn.SPEND;
import static fr.jalon.validation.MetricsColumn.VISITS;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import fr.jalon.Csv;
import fr.jalon.French;
import fr.jalon.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file of daily figures, written by hand or exported by an advertising or audience tool, read whole or not at all. A
 * figure that the file does not give leaves what has been recorded; campaigns of one day and channel are summed. Money is
 * in euros, all taxes included. A line counts from 1 as a text editor shows it, and a refusal calls it {@code lines[7]}.
 */
final class MetricsFile {

  /** As many as the server takes. */
  static final int MAX_BYTES = 5 * 1024 * 1024;

  private static final int MAX_LINES = 20_000;
  private static final int MAX_FAULTS = 200;
  private static final int HEADER_WITHIN = 20;
  private static final int IN_THE_MESSAGE = 5;
  private static final Pattern CHANNEL_NAME = Pattern.compile(MetricRow.CHANNEL, Pattern.DOTALL);
  private static final Pattern EURO = Pattern.compile("€|eur|euros?", Pattern.CASE_INSENSITIVE);
  private static final String CHANNEL_EXPECTED =
      "un nom de " + MetricRow.LONGEST_CHANNEL + " caractères au plus, sans virgule, point-virgule ni barre oblique, est attendu";
  /** What tools write below (or, GA4, above) the days: totals, and Microsoft's copyright. */
  private static final Pattern NO_DAY = Pattern.compile("(?:total|©).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String GRAND_TOTAL = "grand total";

  /** What one channel brought on one day. */
  record Entry(LocalDate day, MetricRow row) {}

  /** What is expected and known: configured channels, days of the week, today (Paris), what has been recorded. */
  record Known(
      List<String> channels, List<LocalDate> days, LocalDate today, Map<LocalDate, Map<String, MetricRow>> recorded) {}

  /** Lines below their header. */
  private record Table(List<String> headings, Map<MetricsColumn, List<Integer>> columns, Iterator<CsvRecord> lines) {}

  private record Line(long number, Map<MetricsColumn, String> cells) {
    String cell(MetricsColumn column) {
      return cells.getOrDefault(column, "");
    }
  }

  private record Source(LocalDate day, String channel, String campaign) {}

  private record Figures(long line, Map<MetricsColumn, BigDecimal> values) {}

  private final Known known;
  private final Optional<String> chosen;
  private final Map<String, String> channels = new LinkedHashMap<>();
  private final Map<Source, Figures> read = new LinkedHashMap<>();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private int unlisted;

  private MetricsFile(Optional<String> channel, Known known) {
    this.known = known;
    Stream.concat(known.channels().stream(), known.recorded().values().stream().flatMap(day -> day.keySet().stream()))
        .forEach(name -> channels.putIfAbsent(MetricsColumn.named(name), name));
    this.chosen = channel.map(Csv::clean).filter(name -> !name.isEmpty()).map(name -> {
      if (!isChannel(name)) throw Refusal.invalid("channel", "Canal « " + Csv.shown(name) + " » : " + CHANNEL_EXPECTED + ".");
      return canonical(name);
    });
  }

  /**
   * Reads a file as it was sent: UTF-8, UTF-16 with its mark, or windows-1252; separated by semicolons, commas or tabs.
   *
   * @param channel whose figures they are, where no column « canal » says otherwise
   * @return one entry a day and channel, in the order of days
   * @throws Refusal INVALID (422) whose errors() names every faulty line
   */
  static List<Entry> read(byte[] content, Optional<String> channel, Known known) {
    if (content.length > MAX_BYTES) throw refused("Le fichier dépasse 5 Mo.");
    return new MetricsFile(channel, known).entries(Csv.text(content));
  }

  private List<Entry> entries(String text) {
    Table table = Stream.of(';', ',', '\t').flatMap(separator -> table(text, separator).stream())
        .reduce((best, other) -> other.columns().size() > best.columns().size() ? other : best)
        .orElseThrow(() -> refused("Aucune ligne d’en-tête n’a été trouvée parmi les " + HEADER_WITHIN + " premières lignes :"
            + " il faut une colonne « date » et au moins une colonne de chiffres (impressions, clics, visites, conversions"
            + " ou dépense), séparées par des points-virgules, des virgules ou des tabulations."));
    checkColumns(table);
    long last = 0;
    int count = 0;
    try {
      while (table.lines().hasNext()) {
        CsvRecord record = table.lines().next();
        last = record.getStartingLineNumber();
        if (Csv.isBlank(record, 0)) continue;
        Line line = line(record, table);
        if (isTotal(record, line.cell(DATE))) continue;
        if (++count > MAX_LINES) throw refused("Le fichier a plus de " + French.number(MAX_LINES) + " lignes de chiffres.");
        if (Csv.isBlank(record, table.headings().size())) read(line);
        else fault("lines[%d]".formatted(last), ("Ligne %d : plus de cellules que de colonnes. Un nombre qui contient le"
            + " séparateur s’écrit entre guillemets.").formatted(last));
      }
    } catch (CsvParseException broken) {
      throw refused(("Le fichier n’est plus lisible après la ligne %s : un guillemet y manque ou y est de trop,"
          + " ou la ligne est trop longue.").formatted(last == 0 ? "d’en-tête" : last));
    }
    if (count == 0) throw refused("Le fichier ne contient aucune ligne de chiffres.");
    List<Entry> entries = merged();
    if (!faults.isEmpty()) throw refused();
    return entries;
  }

  /** The file as this separator parts it, from the first line on that can be a header. */
  private Optional<Table> table(String text, char separator) {
    Iterator<CsvRecord> lines = Csv.lines(text, separator);
    try {
      for (int tried = 0; tried < HEADER_WITHIN && lines.hasNext(); ) {
        CsvRecord line = lines.next();
        if (Csv.isBlank(line, 0)) continue;
        tried++;
        Map<MetricsColumn, List<Integer>> columns = columns(line.getFields());
        if (columns.containsKey(DATE) && columns.keySet().stream().anyMatch(MetricsColumn.FIGURES::contains)) {
          return Optional.of(new Table(line.getFields(), columns, lines));
        }
      }
    } catch (CsvParseException notSeparatedSo) {
      // another separator may do
    }
    return Optional.empty();
  }

  /** Where each column is; several places where several headings name it equally well. */
  private Map<MetricsColumn, List<Integer>> columns(List<String> headings) {
    List<String> names = headings.stream().map(heading -> MetricsColumn.named(Csv.clean(heading))).toList();
    Map<MetricsColumn, List<Integer>> columns = new EnumMap<>(MetricsColumn.class);
    boolean isDaily = false;
    for (MetricsColumn column : MetricsColumn.values()) {
      int best = names.stream().mapToInt(column::rank).filter(rank -> rank >= 0).min().orElse(-1);
      if (best < 0 || column == END && isDaily || column == CHANNEL && best > 0 && chosen.isPresent()) continue;
      isDaily |= column == DATE && best == 0;
      columns.put(column, IntStream.range(0, names.size()).filter(at -> column.rank(names.get(at)) == best).boxed().toList());
    }
    if (!columns.containsKey(SPEND)) columns.remove(CURRENCY);
    return columns;
  }

  private static void checkColumns(Table table) {
    table.columns().forEach((column, places) -> {
      if (places.size() > 1) {
        throw refused("Plusieurs colonnes donnent la même chose (%s) : %s. N’en gardez qu’une.".formatted(column.label(),
            places.stream().limit(3).map(place -> "« " + Csv.shown(table.headings().get(place)) + " »")
                .collect(Collectors.joining(", "))));
      }
    });
    if (table.columns().containsKey(SPEND)) {
      String heading = table.headings().get(table.columns().get(SPEND).get(0));
      if (!MetricsColumn.isInEuros(heading)) throw notInEuros("la colonne « " + Csv.shown(heading) + " »");
    }
  }

  private static Line line(CsvRecord record, Table table) {
    Map<MetricsColumn, String> cells = new EnumMap<>(MetricsColumn.class);
    table.columns().forEach((column, places) ->
        cells.put(column, places.get(0) < record.getFieldCount() ? Csv.clean(record.getField(places.get(0))) : ""));
    return new Line(record.getStartingLineNumber(), cells);
  }

  private static boolean isTotal(CsvRecord line, String date) {
    if (MetricsColumn.day(date).isPresent()) return false;
    return date.isEmpty() && line.getFields().stream().anyMatch(GRAND_TOTAL::equalsIgnoreCase)
        || line.getFields().stream().map(Csv::clean).filter(cell -> !cell.isEmpty()).limit(1)
            .anyMatch(first -> NO_DAY.matcher(first).matches());
  }

  private void read(Line line) {
    int before = faults.size() + unlisted;
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
    if (day.isEmpty() || channel.isEmpty() || faults.size() + unlisted > before) return;
    String campaign = line.cell(CAMPAIGN);
    Figures other = read.putIfAbsent(new Source(day.get(), channel.get(), campaign), new Figures(line.number(), values));
    if (other != null && !other.values().equals(values)) {
      fault(line.number(), DATE, "le %s, « %s »%s a d’autres chiffres à la ligne %d".formatted(French.date(day.get()),
          channel.get(), campaign.isEmpty() ? "" : " (campagne « " + Csv.shown(campaign) + " »)", other.line()));
    }
  }

  private Optional<LocalDate> day(Line line) {
    String cell = line.cell(DATE);
    Optional<LocalDate> day = MetricsColumn.day(cell);
    String fault = cell.isEmpty() ? "la date manque"
        : day.isEmpty() ? "une date est attendue, par exemple 07/12/2026, « " + Csv.shown(cell) + " » reçu"
        : !line.cell(END).isEmpty() && !MetricsColumn.day(line.cell(END)).equals(day)
            ? "la ligne couvre plusieurs jours ; exportez les chiffres jour par jour"
        : !known.days().contains(day.get())
            ? "le " + French.date(day.get()) + " n’est pas un jour de la semaine de validation"
        : day.get().isAfter(known.today()) ? "le " + French.date(day.get()) + " n’est pas encore passé" : null;
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
    Optional<String> channel = chosen.or(() -> Optional.ofNullable(channels.get(MetricsColumn.named(line.cell(CAMPAIGN)))))
        .or(() -> known.channels().size() == 1 ? Optional.of(known.channels().get(0)) : Optional.empty());
    if (channel.isEmpty()) {
      faults.putIfAbsent("channel", ("Ligne %d : rien ne dit de quel canal viennent ces chiffres. Ajoutez une colonne"
          + " « canal », ou choisissez le canal en envoyant le fichier.").formatted(line.number()));
    }
    return channel;
  }

  private static boolean isChannel(String name) {
    return name.length() <= MetricRow.LONGEST_CHANNEL && CHANNEL_NAME.matcher(name).matches();
  }

  /** The name that is known already, but for case, accents and punctuation; a new one is known from then on. */
  private String canonical(String name) {
    String before = channels.putIfAbsent(MetricsColumn.named(name), name);
    return before == null ? name : before;
  }

  private List<Entry> merged() {
    Map<LocalDate, Map<String, List<Figures>>> days = new TreeMap<>();
    read.forEach((source, figures) -> days.computeIfAbsent(source.day(), day -> new LinkedHashMap<>())
        .computeIfAbsent(source.channel(), channel -> new ArrayList<>()).add(figures));
    List<Entry> entries = new ArrayList<>();
    days.forEach((day, rows) ->
        rows.forEach((channel, figures) -> entries.add(new Entry(day, merged(day, channel, figures)))));
    return entries;
  }

  private MetricRow merged(LocalDate day, String channel, List<Figures> campaigns) {
    long line = campaigns.get(0).line();
    Map<MetricsColumn, BigDecimal> sums = new EnumMap<>(MetricsColumn.class);
    campaigns.forEach(figures -> figures.values().forEach((column, value) -> sums.merge(column, value, BigDecimal::add)));
    sums.forEach((column, sum) -> {
      if (sum.compareTo(column.most()) > 0) fault(line, column, "la somme des campagnes est hors de toute mesure");
    });
    MetricRow before = known.recorded().getOrDefault(day, Map.of())
        .getOrDefault(channel, new MetricRow(channel, 0, 0, 0, 0, BigDecimal.ZERO));
    MetricRow row = new MetricRow(channel, count(sums, IMPRESSIONS, before.impressions()),
        count(sums, CLICKS, before.clicks()), count(sums, VISITS, before.visits()),
        count(sums, CONVERSIONS, before.conversions()), sums.getOrDefault(SPEND, before.spend()));
    row.fault().ifPresent(fault -> fault(line, CLICKS, fault));
    return row;
  }

  private static long count(Map<MetricsColumn, BigDecimal> sums, MetricsColumn column, long before) {
    return sums.containsKey(column) ? sums.get(column).longValueExact() : before;
  }

  private void fault(long line, MetricsColumn column, String fault) {
    fault("lines[%d].%s".formatted(line, column.name().toLowerCase(Locale.ROOT)),
        "Ligne %d, %s : %s.".formatted(line, column.label(), fault));
  }

  private void fault(String key, String sentence) {
    if (faults.size() < MAX_FAULTS) faults.putIfAbsent(key, sentence);
    else unlisted++;
  }

  private Refusal refused() {
    String first = faults.values().stream().limit(IN_THE_MESSAGE).collect(Collectors.joining(" "));
    int more = faults.size() + unlisted - IN_THE_MESSAGE;
    if (unlisted > 0) faults.put("more", others(unlisted));
    return Refusal.invalid(more > 0 ? first + " " + others(more) : first, faults);
  }

  private static String others(int count) {
    return count == 1 ? "Et une autre erreur." : "Et %s autres erreurs.".formatted(French.number(count));
  }

  private static Refusal refused(String message) {
    return Refusal.invalid("file", message);
  }

  private static Refusal notInEuros(String what) {
    return refused("Les dépenses sont attendues en euros, toutes taxes comprises : " + what + ".");
  }
}
