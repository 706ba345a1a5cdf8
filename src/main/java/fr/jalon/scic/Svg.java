package fr.jalon.scic;

import java.util.List;
import java.util.Locale;

/**
 * The strokes of this slice's drawings: standalone SVG without scripts, styles or outside references, in the palette of the
 * validation week's charts. Texts are escaped; a drawing's description holds its figures for who cannot see it.
 */
final class Svg {

  static final String INK = "#1f2937";
  static final String QUIET = "#4b5563";
  static final String DARK = "#1f4e79";
  static final String PALE = "#6b98c4";
  static final String LIMIT = "#b45309";
  static final String GRID = "#d9dde3";

  private final int width;
  private final StringBuilder marks = new StringBuilder();

  Svg(int width) {
    this.width = width;
  }

  void box(double x, double y, double wide, double high, String fill, String said) {
    marks.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"".formatted(px(x), px(y), px(wide), px(high), fill));
    close("rect", said);
  }

  void rule(double x1, double y1, double x2, double y2, String colour, double thick, String more) {
    marks.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
        .formatted(px(x1), px(y1), px(x2), px(y2), colour, px(thick), more));
  }

  void dot(double x, double y, double radius, String fill, String stroke, String said) {
    marks.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\""
        .formatted(px(x), px(y), px(radius), fill, stroke));
    close("circle", said);
  }

  void line(List<double[]> points, String colour, String more) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) path.append(px(point[0])).append(',').append(px(point[1])).append(' ');
    marks.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>"
        .formatted(path.toString().trim(), colour, more));
  }

  /** A slice of a disc; angles as fractions of a turn, clockwise from noon. */
  void wedge(double x, double y, double radius, double from, double to, String fill, String said) {
    if (to - from >= 1) {
      dot(x, y, radius, fill, "#ffffff", said);
      return;
    }
    double a = 2 * Math.PI * from;
    double b = 2 * Math.PI * to;
    marks.append("<path d=\"M%s %s L%s %s A%s %s 0 %d 1 %s %s Z\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"1.5\"".formatted(
        px(x), px(y), px(x + radius * Math.sin(a)), px(y - radius * Math.cos(a)), px(radius), px(radius), to - from > 0.5 ? 1 : 0,
        px(x + radius * Math.sin(b)), px(y - radius * Math.cos(b)), fill));
    close("path", said);
  }

  void text(double x, double y, String anchor, String colour, double size, boolean bold, String content) {
    marks.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\" font-size=\"%s\"%s>%s</text>".formatted(
        px(x), px(y), anchor, colour, px(size), bold ? " font-weight=\"bold\"" : "", escaped(content)));
  }

  /** The whole drawing under its title and subtitle. */
  String drawn(int height, String title, String subtitle, List<String> told) {
    Svg head = new Svg(width);
    head.box(0, 0, width, height, "#ffffff", null);
    head.text(16, 24, "start", INK, 16, true, title);
    head.text(16, 45, "start", QUIET, 14, false, subtitle);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"".formatted(width, height)
        + " font-family=\"'Liberation Sans', Arial, sans-serif\"><title>" + escaped(title) + "</title><desc>"
        + escaped(subtitle + "\u00a0; " + String.join("\u00a0; ", told)) + "</desc>" + head.marks + marks + "</svg>";
  }

  private void close(String element, String said) {
    marks.append(said == null ? "/>" : "><title>" + escaped(said) + "</title></" + element + ">");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  private static String px(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
