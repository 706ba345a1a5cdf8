package fr.jalon.drawing;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Prints a page as PDF; it takes memory and time, so that callers bound how many are printed at once. */
public final class Paper {

    private static final byte[] FONT = liberation();

    static {
        XRLog.setLoggingEnabled(false);
    }

    private Paper() {}

    /**
     * A well-formed page with its style in it, in « Liberation Sans », as PDF.
     *
     * @throws IllegalArgumentException if it is not well formed
     */
    public static byte[] pdf(String page) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        // The font lacks the narrow space that French numbers are grouped with, and XML allows no control characters.
        String content = page.replace('\u202f', '\u00a0').replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
        try (BatikSVGDrawer drawer = new BatikSVGDrawer()) {
            new PdfRendererBuilder()
                    .useFont(() -> new ByteArrayInputStream(FONT), "Liberation Sans")
                    .useSVGDrawer(drawer)
                    .withHtmlContent(content, null)
                    .toStream(pdf)
                    .run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return pdf.toByteArray();
    }

    /**
     * A free font with all of French that comes with the PDF library. Its table of substitutions, which French needs
     * not and which would be gone through for every word, goes by a name that nobody looks for.
     */
    private static byte[] liberation() {
        try (InputStream font =
                PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            byte[] bytes = font.readAllBytes();
            int tables = bytes[4] << 8 | bytes[5] & 0xff;
            for (int tag = 12; tag < 12 + 16 * tables; tag += 16) {
                if (new String(bytes, tag, 4, StandardCharsets.US_ASCII).equals("GSUB")) bytes[tag] = 'g';
            }
            return bytes;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
