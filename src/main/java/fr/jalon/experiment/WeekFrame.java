package fr.jalon.experiment;

import fr.jalon.drawing.Axis;
import fr.jalon.drawing.Legend;
import fr.jalon.drawing.Svg;
import fr.jalon.drawing.Svg.Point;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Days along the bottom, round values up the side, room on the right for the names of lines. */
final class WeekFrame {

    private static final double TOP = 66;
    private static final double BOTTOM = 230;

    private final Evidence evidence;
    private final List<LocalDate> days;
    private final String latest;
    private final @Nullable String limit;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> told = new ArrayList<>();
    private final double left;
    private final double right;
    private final double slot;
    final Axis axis;
    final Legend legend;

    /** Whether a column goes beyond the frame. */
    boolean isCut;

    /**
     * A frame without values.
     *
     * @param atLeast the value that its side reaches
     * @param latest what the latest value is called
     * @param limit what the limit is called, null for none
     */
    WeekFrame(
            Evidence evidence,
            List<LocalDate> days,
            double atLeast,
            double smallestStep,
            DoubleFunction<String> unit,
            String latest,
            @Nullable String limit) {
        this.evidence = evidence;
        this.days = days;
        this.latest = latest;
        this.limit = limit;
        axis = new Axis(atLeast, 5, smallestStep, unit, BOTTOM, TOP);
        left = Svg.MARGIN + axis.room();
        right = Charts.WIDTH
                - Svg.MARGIN
                - 8
                - Math.max(1.08 * Svg.width(latest), Svg.width(limit == null ? "" : limit));
        slot = (right - left) / Math.max(1, days.size());
        legend = new Legend(left, 289);
        for (LocalDate gap :
                evidence.daysMissing().stream().filter(days::contains).toList()) {
            int index = days.indexOf(gap);
            double x = left + slot * index;
            marks.append(Svg.box(x + 1, TOP, slot - 2, BOTTOM - TOP, Svg.BAND, null))
                    .append(Svg.bold(x + slot / 2, BOTTOM + 34, "middle", Svg.LIMIT, 13.5, "?"));
            told.add(day(index) + "\u00a0: chiffres manquants ou incomplets");
        }
        marks.append(axis.drawn(left, right));
        int every = (int) Math.max(1, Math.ceil(56 / slot));
        for (int i = 0; i < days.size(); i++) {
            marks.append(Svg.rule(middle(i), BOTTOM, middle(i), BOTTOM + 4, Svg.QUIET, 1, ""));
            if (i % every == 0) marks.append(axis.below(middle(i), day(i)));
        }
    }

    private String day(int index) {
        return French.day("EEE d", days.get(index));
    }

    private double middle(int index) {
        return left + slot * (index + 0.5);
    }

    double columnWidth(double widest) {
        return Math.min(widest, 0.6 * slot);
    }

    void column(int index, double from, double to, double widest, String said) {
        told.add(day(index) + "\u00a0: " + said);
        double wide = columnWidth(widest);
        double x = middle(index);
        double y = axis.y(to);
        marks.append(Svg.box(x - wide / 2, y, wide, axis.y(from) - y, Svg.PALE, told.get(told.size() - 1)));
        if (to > axis.most() + 1e-9) {
            isCut = true;
            marks.append(Svg.area(
                    List.of(new Point(x - 4, TOP + 1), new Point(x + 4, TOP + 1), new Point(x, TOP - 6)), Svg.DARK));
        }
    }

    void limit(@Nullable Double value) {
        if (value == null || limit == null) return;
        double y = axis.y(value);
        told.add(limit);
        marks.append(Svg.rule(left, y, right, y, Svg.LIMIT, 2, " stroke-dasharray=\"7 4\""))
                .append(Svg.text(right + 8, y + 4, "start", Svg.LIMIT, 13, limit));
    }

    void evenPace(double goal) {
        double first = axis.y(goal / days.size());
        double last = middle(days.size() - 1);
        marks.append(Svg.rule(middle(0), first, last, axis.y(goal), Svg.PAPER, 4, ""))
                .append(Svg.rule(middle(0), first, last, axis.y(goal), Svg.QUIET, 1.5, ""));
    }

    void line(List<Charts.SoFar> sums, ToDoubleFunction<Charts.SoFar> value) {
        marks.append(Svg.curve(
                sums.stream()
                        .map(sum -> new Point(middle(sum.slot()), axis.y(value.applyAsDouble(sum))))
                        .toList(),
                true));
    }

    /** Names the latest value beside it, clear of the limit's line and name and of the axis. */
    void name(int index, double value, @Nullable Double limit, double away) {
        double y = Math.min(axis.y(value), BOTTOM - 10);
        double bound = limit == null ? Double.NaN : axis.y(limit);
        if (Math.abs(y - bound) < 17) y = y < bound && bound - 17 > TOP - 8 ? bound - 17 : bound + 17;
        marks.append(Svg.plate(middle(index) + away, y + 4, "start", Svg.DARK, latest));
    }

    void say(String sentence) {
        double wide = 1.2 * Svg.width(sentence) + 16;
        marks.append(Svg.box((left + right - wide) / 2, 135, wide, 28, Svg.PAPER, null))
                .append(Svg.text((left + right) / 2, 154, "middle", Svg.QUIET, 15, sentence));
        told.add(sentence);
    }

    String drawn(String title, String subtitle) {
        if (evidence.daysMissing().stream().anyMatch(days::contains)) legend.word("?", Svg.LIMIT, "chiffres manquants");
        if (evidence.days().isEmpty()) say(Charts.NOTHING);
        marks.append(legend.drawn());
        return Svg.document(Charts.WIDTH, 304, title, evidence.days().isEmpty() ? "" : subtitle, told, marks);
    }
}
