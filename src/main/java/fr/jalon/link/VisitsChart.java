package fr.jalon.link;

import fr.jalon.drawing.Axis;
import fr.jalon.drawing.Svg;
import fr.jalon.text.French;
import java.util.List;

/** Visits day by day, as bars. */
final class VisitsChart {

    private static final double WIDTH = 640;
    private static final double TOP = 84;
    private static final double BOTTOM = 220;

    private VisitsChart() {}

    static String of(List<Period> days) {
        long most = days.stream().mapToLong(Period::visits).max().orElse(0);
        Axis axis = new Axis(most, 5, 1, French::number, BOTTOM, TOP);
        double left = Svg.MARGIN + axis.room();
        double step = (WIDTH - Svg.MARGIN - left) / days.size();
        StringBuilder marks = new StringBuilder(axis.drawn(left, WIDTH - Svg.MARGIN));
        for (int i = 0; i < days.size(); i++) {
            Period day = days.get(i);
            double x = left + i * step;
            double y = axis.y(day.visits());
            if (day.visits() > 0) marks.append(Svg.box(x + 2, y, step - 4, BOTTOM - y, Svg.DARK, told(day)));
            if ((days.size() - 1 - i) % 7 == 0) {
                marks.append(axis.below(x + step / 2, French.day("d MMM", day.begins())));
            }
        }
        long sum = days.stream().mapToLong(Period::visits).sum();
        return Svg.document(
                (int) WIDTH,
                250,
                "Visites par jour",
                French.number(sum) + (sum > 1 ? " visites" : " visite") + " en " + days.size() + " jours",
                days.stream()
                        .filter(day -> day.visits() > 0)
                        .map(VisitsChart::told)
                        .toList(),
                marks);
    }

    private static String told(Period day) {
        return day.name() + "\u00a0: " + French.number(day.visits()) + (day.visits() > 1 ? " visites" : " visite");
    }
}
