package fr.jalon.drawing;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/** A text as a QR code (ISO/IEC 18004), for a poster: black on white, in a quiet zone of four modules. */
public final class QrSquare {

    private static final int QUIET_ZONE = 4;

    private QrSquare() {}

    /**
     * Whatever is read of it stays readable with a seventh of it dirty or more.
     *
     * @param title what it leads to, in words
     * @throws io.nayuki.qrcodegen.DataTooLongException for more than any code can say, 2331 octets
     */
    public static String svg(String text, String title) {
        QrCode code = QrCode.encodeText(text, Ecc.MEDIUM);
        int side = code.size + 2 * QUIET_ZONE;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\" width=\"80mm\" height=\"80mm\""
                        .formatted(side)
                + " role=\"img\" shape-rendering=\"crispEdges\"><title>" + Svg.escaped(title) + "</title><desc>"
                + Svg.escaped(text) + "</desc>"
                + Svg.box(0, 0, side, side, "#ffffff", null) + "<path fill=\"#000000\" d=\"" + runs(code)
                + "\"/></svg>";
    }

    /** The dark modules, each run of a row as one bar. */
    private static String runs(QrCode code) {
        StringBuilder bars = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int begins = x;
                while (code.getModule(x, y)) x++;
                if (x > begins) {
                    bars.append("M%1$d %2$dh%3$dv1h-%3$dz".formatted(begins + QUIET_ZONE, y + QUIET_ZONE, x - begins));
                }
            }
        }
        return bars.toString();
    }
}
