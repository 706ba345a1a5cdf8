package fr.jalon.roadmap;

import fr.jalon.drawing.Legend;
import fr.jalon.drawing.Svg;
import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.roadmap.Roadmaps.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How far each month has come, as bars one below the other; standalone SVG, 720 wide. */
final class ProgressChart {

    private static final int WIDTH = 720;
    private static final int TOP = 74;
    private static final int ROW = 22;
    private static final double LEFT = 300;

    private ProgressChart() {}

    static String of(List<Entry> entries, LocalDate today) {
        List<Month> months = RoadmapYear.STUDIO.months().toList();
        List<Progress> all = months.stream()
                .map(month -> Progress.of(
                        entries.stream()
                                .filter(entry -> entry.month().equals(month))
                                .toList(),
                        today))
                .toList();
        int most = all.stream().mapToInt(Progress::total).max().orElse(1);
        double unit = (WIDTH - Svg.MARGIN - 40 - LEFT) / Math.max(1, most);
        StringBuilder marks = new StringBuilder();
        List<String> told = new ArrayList<>();
        double y = TOP;
        for (int at = 0; at < months.size(); at++) {
            Progress progress = all.get(at);
            String said = months.get(at).name() + "\u00a0: " + progress.said()
                    + (progress.late() > 0 ? ", " + progress.late() + " en retard" : "");
            told.add(said);
            marks.append(Svg.text(
                    Svg.MARGIN,
                    y + 14,
                    "start",
                    Svg.INK,
                    13,
                    Svg.shortened(months.get(at).name(), 270)));
            double x = LEFT;
            x = bar(marks, x, y, progress.done() * unit, Svg.DARK, said);
            x = bar(marks, x, y, progress.late() * unit, Svg.LIMIT, said);
            x = bar(marks, x, y, (progress.left() - progress.late()) * unit, Svg.GRID, said);
            marks.append(Svg.text(x + 6, y + 14, "start", Svg.QUIET, 13, progress.done() + "/" + progress.total()));
            y += ROW;
        }
        marks.append(new Legend(Svg.MARGIN, y + 16)
                .bar(20, 12, Svg.DARK, "faits")
                .bar(20, 12, Svg.LIMIT, "en retard")
                .bar(20, 12, Svg.GRID, "à faire")
                .drawn());
        return Svg.document(
                WIDTH,
                (int) y + 34,
                "Avancement par mois",
                Progress.of(entries, today).said(),
                told,
                marks);
    }

    private static double bar(StringBuilder marks, double x, double y, double width, String fill, String said) {
        if (width <= 0) return x;
        marks.append(Svg.box(x, y + 3, width, ROW - 8, fill, said));
        return x + width;
    }
}
