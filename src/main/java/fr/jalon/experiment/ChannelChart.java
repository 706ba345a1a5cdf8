package fr.jalon.experiment;

import static fr.jalon.experiment.Charts.NOTHING;
import static fr.jalon.experiment.Charts.WIDTH;
import static fr.jalon.experiment.Charts.count;

import fr.jalon.drawing.Scale;
import fr.jalon.drawing.Svg;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Visits and conversions by channel, as bars from left to right with their figures behind them. */
final class ChannelChart {

    private static final String TITLE = "Visites et conversions par canal";

    private ChannelChart() {}

    static String of(Evidence evidence) {
        Map<String, List<MetricRow>> recorded = evidence.days().stream()
                .flatMap(day -> day.channels().stream())
                .collect(Collectors.groupingBy(MetricRow::channel));
        List<MetricRow> rows = mostVisited(recorded);
        if (rows.isEmpty()) {
            String nothing = Svg.text(WIDTH / 2.0, 116, "middle", Svg.QUIET, 15, NOTHING);
            return Svg.document(WIDTH, 180, TITLE, "", List.of(NOTHING), nothing);
        }
        double left = Svg.MARGIN + 12 + widest(rows.stream().map(row -> Svg.shortened(row.channel(), 200)));
        double room = Math.max(
                116,
                14
                        + widest(rows.stream()
                                .flatMap(row ->
                                        Stream.of(French.number(row.visits()), French.number(row.conversions())))));
        double middle = WIDTH - Svg.MARGIN - room;
        double most = rows.stream()
                .flatMapToDouble(row -> DoubleStream.of(length(row.visits()), length(row.conversions())))
                .max()
                .orElse(0);
        Scale scale = new Scale(0, Math.max(1, most), 0, middle - room + 4 - left);
        StringBuilder marks = new StringBuilder(head("Visites", middle, Svg.PALE))
                .append(head("Conversions", WIDTH - Svg.MARGIN, Svg.DARK))
                .append(Svg.rule(Svg.MARGIN, 84, WIDTH - Svg.MARGIN, 84, Svg.GRID, 1, ""));
        List<String> told = new ArrayList<>();
        double y = 106;
        for (MetricRow row : rows) {
            String said = row.channel() + "\u00a0: " + count(row.visits(), "visite") + ", "
                    + count(row.conversions(), "conversion");
            told.add(said);
            marks.append(Svg.text(Svg.MARGIN, y, "start", Svg.INK, 13, Svg.shortened(row.channel(), 200)))
                    .append(Svg.box(left, y - 12, seen(scale, row.visits()), 16, Svg.PALE, said))
                    .append(Svg.box(left, y - 8, seen(scale, row.conversions()), 8, Svg.DARK, said))
                    .append(Svg.text(middle, y, "end", Svg.INK, 13, French.number(row.visits())))
                    .append(Svg.text(WIDTH - Svg.MARGIN, y, "end", Svg.INK, 13, French.number(row.conversions())));
            y += 26;
        }
        int more = recorded.size() - rows.size();
        if (more > 0) {
            String others = "et " + (more == 1 ? "un autre canal" : French.number(more) + " autres canaux");
            told.add(others);
            marks.append(Svg.text(Svg.MARGIN, y, "start", Svg.QUIET, 13, others));
            y += 26;
        }
        String sums = count(evidence.totals().visits(), "visite") + ", "
                + count(evidence.totals().conversions(), "conversion");
        return Svg.document(WIDTH, (int) y, TITLE, sums, told, marks);
    }

    private static List<MetricRow> mostVisited(Map<String, List<MetricRow>> recorded) {
        return recorded.entrySet().stream()
                .map(channel -> new MetricRow(
                        channel.getKey(),
                        null,
                        null,
                        Evidence.count(channel.getValue(), MetricRow::visits),
                        Evidence.sum(channel.getValue(), MetricRow::conversions),
                        null))
                .sorted(Comparator.comparingDouble((MetricRow row) -> length(row.visits()))
                        .reversed()
                        .thenComparing(MetricRow::channel))
                .limit(Validation.MOST_CHANNELS)
                .toList();
    }

    private static String head(String name, double right, String colour) {
        return Svg.text(right, 76, "end", Svg.QUIET, 13, name)
                + Svg.box(right - Svg.width(name) - 16, 66, 11, 11, colour, null);
    }

    private static double widest(Stream<String> texts) {
        return texts.mapToDouble(Svg::width).max().orElse(0);
    }

    private static double length(@Nullable Number figure) {
        return figure == null ? 0 : figure.doubleValue();
    }

    /** Something, however little, is seen; nothing is not. */
    private static double seen(Scale scale, @Nullable Number figure) {
        return length(figure) <= 0 ? 0 : Math.max(1.5, scale.at(length(figure)));
    }
}
