package fr.jalon.drawing;

/**
 * Values along a straight length of a picture, {@code low} standing at {@code from} and {@code high} at {@code to};
 * what lies beyond an end is drawn at that end.
 */
public record Scale(double low, double high, double from, double to) {

    /** @throws IllegalArgumentException if it spans no values */
    public Scale {
        if (!(high > low)) throw new IllegalArgumentException("No values from " + low + " to " + high);
    }

    /** Where a value stands. */
    public double at(double value) {
        return from + (to - from) * Math.max(0, Math.min(1, (value - low) / (high - low)));
    }
}
