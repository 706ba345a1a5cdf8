package fr.jalon.scic;

import fr.jalon.drawing.Svg;
import fr.jalon.scic.LaunchBudget.Line;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A launch budget as a pie: the greatest line first, from noon on; lines without money stand in the legend only. */
public final class BudgetPie {

    /** Dark and pale by turns: neighbours differ in grey too. */
    private static final List<String> SHADES =
            List.of("#1f4e79", "#a9c4e0", "#4a7aa8", "#d9dde3", "#6b98c4", "#eef0f3");

    private BudgetPie() {}

    /** Draws all six lines. */
    public static String of(LaunchBudget budget) {
        StringBuilder marks = new StringBuilder();
        List<String> told = new ArrayList<>();
        List<Line> order = Stream.of(Line.values())
                .sorted(Comparator.comparing(budget::amount).reversed())
                .toList();
        double from = 0;
        double y = 96;
        for (int i = 0; i < order.size(); i++) {
            Line line = order.get(i);
            double share = budget.percent(line) / 100;
            String shade = SHADES.get(i);
            String amount = French.money(budget.amount(line));
            String percent = rounded(budget.percent(line));
            String said = line.label() + "\u00a0: " + amount + ", " + percent;
            told.add(said);
            if (share > 0) marks.append(Svg.wedge(150, 182, 112, from, from + share, shade, said));
            if (share >= 0.09) {
                double middle = 2 * Math.PI * (from + share / 2);
                double away = share >= 1 ? 0 : 74;
                double x = 150 + away * Math.sin(middle);
                marks.append(Svg.bold(
                        x, 187 - away * Math.cos(middle), "middle", i % 2 == 0 ? Svg.PAPER : Svg.INK, 14, percent));
            }
            from += share;
            marks.append(Svg.box(299, y - 13, 16, 16, Svg.QUIET, null))
                    .append(Svg.box(300, y - 12, 14, 14, shade, null))
                    .append(Svg.text(324, y, "start", Svg.INK, 14, line.label()))
                    .append(Svg.bold(548, y, "end", Svg.INK, 14, amount))
                    .append(Svg.text(624, y, "end", Svg.QUIET, 14, percent));
            y += 32;
        }
        String total = French.money(budget.total());
        marks.append(Svg.dot(150, 182, 112, "none", Svg.QUIET, null))
                .append(Svg.rule(300, y - 18, 624, y - 18, Svg.GRID, 1, ""))
                .append(Svg.bold(324, y + 4, "start", Svg.INK, 14, "Total"))
                .append(Svg.bold(548, y + 4, "end", Svg.INK, 14, total));
        return Svg.document(640, 316, "Budget de lancement", total + ", en six lignes", told, marks);
    }

    /** With one decimal at most. */
    private static String rounded(double percent) {
        return percent > 0 && percent < 0.1 ? "<\u00a00,1\u00a0%" : French.rate(Math.rint(percent * 10) / 10);
    }
}
