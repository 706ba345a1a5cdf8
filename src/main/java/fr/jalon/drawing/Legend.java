package fr.jalon.drawing;

import fr.jalon.drawing.Svg.Point;
import java.util.List;
import java.util.function.BiFunction;

/** What the signs of a picture mean, side by side on one line. */
public final class Legend {

    private static final double LENGTH = 20;

    private final StringBuilder marks = new StringBuilder();
    private final double middle;
    private double x;

    /** A line that begins at {@code x}, its signs around {@code middle}. */
    public Legend(double x, double middle) {
        this.x = x;
        this.middle = middle;
    }

    public Legend bar(double width, double height, String fill, String said) {
        return add(width, (left, y) -> Svg.box(left, y - height / 2, width, height, fill, null), said);
    }

    public Legend rule(String colour, double width, String said) {
        return add(LENGTH, (left, y) -> Svg.rule(left, y, left + LENGTH, y, colour, width, ""), said);
    }

    /** A line as {@link Svg#curve} draws it. */
    public Legend curve(boolean isFull, String said) {
        return add(
                LENGTH,
                (left, y) -> Svg.path(List.of(new Point(left, y), new Point(left + LENGTH, y)), isFull)
                        + Svg.node(new Point(left + LENGTH / 2, y), isFull),
                said);
    }

    /** A bold character or word. */
    public Legend word(String word, String colour, String said) {
        return add(12, (left, y) -> Svg.bold(left, y + 4, "start", colour, 13, word), said);
    }

    /** A sign of its own kind, so wide, drawn from its left end around a height. */
    public Legend add(double width, BiFunction<Double, Double, String> sign, String said) {
        marks.append(sign.apply(x, middle)).append(Svg.text(x + width + 6, middle + 4, "start", Svg.QUIET, 13, said));
        x += width + 6 + Svg.width(said) + 18;
        return this;
    }

    public String drawn() {
        return marks.toString();
    }
}
