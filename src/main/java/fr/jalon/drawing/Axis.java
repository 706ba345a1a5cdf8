package fr.jalon.drawing;

import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** Round values from 0 up the side of a picture, each with its name and a line across. */
public final class Axis {

    private final double step;
    private final int steps;
    private final DoubleFunction<String> name;
    private final double bottom;
    private final Scale scale;

    /**
     * The fewest steps of 1, 2, 5, 10, 20, 50… that reach a value.
     *
     * @param atLeast the value; the axis of 0 has one step
     * @param mostSteps the steps there may be
     * @param smallestStep what no step goes below
     * @param name what a reader calls a value
     * @throws IllegalArgumentException if the value is negative or no number
     */
    public Axis(
            double atLeast,
            int mostSteps,
            double smallestStep,
            DoubleFunction<String> name,
            double bottom,
            double top) {
        if (!(atLeast >= 0 && atLeast < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("No axis from 0 to " + atLeast);
        }
        this.step = Math.max(smallestStep, round(atLeast / mostSteps));
        this.steps = (int) Math.max(1, Math.ceil(atLeast / step - 1e-9));
        this.name = name;
        this.bottom = bottom;
        this.scale = new Scale(0, most(), bottom, top);
    }

    /** The next of 1, 2, 5, 10, 20, 50… */
    private static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return power
                * Stream.of(1, 2, 5)
                        .filter(digit -> digit >= value / power - 1e-9)
                        .findFirst()
                        .orElse(10);
    }

    /** Its last value. */
    public double most() {
        return steps * step;
    }

    /** How high a value stands. */
    public double y(double value) {
        return scale.at(value);
    }

    /** The room that its names take on the left. */
    public double room() {
        double room = 0;
        for (int i = 0; i <= steps; i++) room = Math.max(room, Svg.width(name.apply(i * step)));
        return room + 8;
    }

    /** Its lines from left to right, and its names before them. */
    public String drawn(double left, double right) {
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i <= steps; i++) {
            double y = y(i * step);
            marks.append(Svg.rule(left, y, right, y, i == 0 ? Svg.QUIET : Svg.GRID, 1, ""))
                    .append(Svg.text(left - 8, y + 4, "end", Svg.QUIET, 13, name.apply(i * step)));
        }
        return marks.toString();
    }

    /** The name of a place below its foot. */
    public String below(double x, String place) {
        return Svg.text(x, bottom + 18, "middle", Svg.QUIET, 13, place);
    }
}
