package fr.jalon.drawing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of Jalon's drawings: standalone SVG without scripts, styles or outside references, for pages and for print,
 * in one palette and one type. All text is made inert.
 */
public final class Svg {

    public static final String INK = "#1f2937";
    public static final String QUIET = "#4b5563";
    public static final String DARK = "#1f4e79";
    public static final String PALE = "#6b98c4";
    public static final String LIMIT = "#b45309";
    public static final String GRID = "#d9dde3";
    public static final String BAND = "#eef0f3";
    public static final String PAPER = "#ffffff";
    /** The room left on each side. */
    public static final int MARGIN = 16;

    private Svg() {}

    /**
     * A whole drawing under its title.
     *
     * @param told what it shows, for who cannot see it
     */
    public static String document(
            int width, int height, String title, String subtitle, List<String> told, CharSequence marks) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"".formatted(width, height)
                + " font-family=\"'Liberation Sans', Arial, sans-serif\"><title>" + escaped(title) + "</title><desc>"
                + escaped((subtitle.isEmpty() ? "" : subtitle + "\u00a0; ") + String.join("\u00a0; ", told)) + "</desc>"
                + box(0, 0, width, height, PAPER, null) + bold(MARGIN, 24, "start", INK, 16, title)
                + text(MARGIN, 45, "start", QUIET, 14, subtitle) + marks + "</svg>";
    }

    /** A filled rectangle; {@code said} is shown when it is pointed at, null for nothing. */
    public static String box(double x, double y, double width, double height, String fill, @Nullable String said) {
        return "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\""
                        .formatted(px(x), px(y), px(width), px(height), fill)
                + (said == null ? "/>" : "><title>" + escaped(said) + "</title></rect>");
    }

    /** A straight line; {@code more} are further attributes. */
    public static String rule(double x1, double y1, double x2, double y2, String colour, double width, String more) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
                .formatted(px(x1), px(y1), px(x2), px(y2), colour, px(width), more);
    }

    /** A filled circle with a line around it. */
    public static String dot(double x, double y, double radius, String fill, String stroke, @Nullable String said) {
        return "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\""
                        .formatted(px(x), px(y), px(radius), fill, stroke)
                + (said == null ? "/>" : "><title>" + escaped(said) + "</title></circle>");
    }

    /** A place, and what is shown when it is pointed at. */
    public record Point(double x, double y, @Nullable String said) {

        public Point(double x, double y) {
            this(x, y, null);
        }
    }

    /** A line through points with a dot on each; dashed and hollow where it must not be taken for a full one. */
    public static String curve(List<Point> points, boolean isFull) {
        return path(points, isFull)
                + points.stream().map(point -> node(point, isFull)).collect(Collectors.joining());
    }

    static String path(List<Point> points, boolean isFull) {
        return line(points, isFull ? DARK : PALE, isFull ? "" : " stroke-dasharray=\"6 4\"");
    }

    static String node(Point at, boolean isFull) {
        return dot(at.x, at.y, 4.5, isFull ? DARK : PAPER, isFull ? PAPER : PALE, at.said);
    }

    /** A line through points. */
    public static String line(List<Point> points, String colour, String more) {
        return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>"
                .formatted(places(points), colour, more);
    }

    /** The area within points. */
    public static String area(List<Point> points, String fill) {
        return "<polygon points=\"%s\" fill=\"%s\"/>".formatted(places(points), fill);
    }

    private static String places(List<Point> points) {
        return points.stream().map(point -> px(point.x) + "," + px(point.y)).collect(Collectors.joining(" "));
    }

    /** A slice of a disc; angles as fractions of a turn, clockwise from noon. */
    public static String wedge(
            double x, double y, double radius, double from, double to, String fill, @Nullable String said) {
        if (to - from >= 1) return dot(x, y, radius, fill, PAPER, said);
        double a = 2 * Math.PI * from;
        double b = 2 * Math.PI * to;
        return "<path d=\"M%s %s L%s %s A%s %s 0 %d 1 %s %s Z\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"1.5\""
                        .formatted(
                                px(x),
                                px(y),
                                px(x + radius * Math.sin(a)),
                                px(y - radius * Math.cos(a)),
                                px(radius),
                                px(radius),
                                to - from > 0.5 ? 1 : 0,
                                px(x + radius * Math.sin(b)),
                                px(y - radius * Math.cos(b)),
                                fill)
                + (said == null ? "/>" : "><title>" + escaped(said) + "</title></path>");
    }

    /** Bold text on paper of its own, to be read over what it crosses. */
    public static String plate(double x, double y, String anchor, String colour, String content) {
        double wide = 1.08 * width(content) + 4;
        return box(anchor.equals("middle") ? x - wide / 2 : x - 2, y - 12, wide, 16, PAPER, null)
                + bold(x, y, anchor, colour, 13.5, content);
    }

    public static String text(double x, double y, String anchor, String colour, double size, String content) {
        return text(x, y, anchor, colour, size, "", content);
    }

    public static String bold(double x, double y, String anchor, String colour, double size, String content) {
        return text(x, y, anchor, colour, size, " font-weight=\"bold\"", content);
    }

    private static String text(
            double x, double y, String anchor, String colour, double size, String more, String content) {
        if (content.isEmpty()) return "";
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\" font-size=\"%s\"%s>%s</text>"
                .formatted(px(x), px(y), anchor, colour, px(size), more, escaped(content));
    }

    /** A text cut to a width at 13 px, with an ellipsis where something is left out. */
    public static String shortened(String text, double room) {
        int[] all = text.codePoints().toArray();
        int length = all.length;
        while (width(new String(all, 0, length)) > room - (length < all.length ? 12 : 0)) length--;
        return length == all.length ? text : new String(all, 0, length).strip() + "…";
    }

    /** About how wide a text is at 13 px in Liberation Sans or Arial, rather more than less. */
    public static double width(String text) {
        return text.codePoints()
                .mapToDouble(c -> c > 0x2e80
                        ? 17
                        : "mwMW@%—…".indexOf(c) >= 0
                                ? 12
                                : " \u00a0\u202f.,;:!'’|()ijltfrI".indexOf(c) >= 0
                                        ? 4.2
                                        : Character.isUpperCase(c) || c > 0x250 ? 9.6 : 7.3)
                .sum();
    }

    /** A length as SVG writes it, with two decimals at most. */
    public static String px(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    /** Text made inert: what XML forbids and what is not seen is left out. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE -> false;
                    default -> true;
                })
                .forEach(c -> safe.append(
                        switch (c) {
                            case '&' -> "&amp;";
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case '"' -> "&quot;";
                            case '\'' -> "&#39;";
                            default -> Character.toString(c);
                        }));
        return safe.toString();
    }
}
