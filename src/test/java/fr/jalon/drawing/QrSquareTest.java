package fr.jalon.drawing;

import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import fr.jalon.Drawings;
import io.nayuki.qrcodegen.DataTooLongException;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

@DisplayName("Un code QR")
class QrSquareTest {

    private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");
    private static final int PIXELS = 6;

    /** What a reader sees of it: each module as a square of pixels, nothing around it. */
    private static Result read(String svg) throws Exception {
        Element root = parse(svg);
        int side = Integer.parseInt(root.getAttribute("viewBox").split(" ")[2]);
        int[] pixels = new int[side * PIXELS * side * PIXELS];
        Arrays.fill(pixels, 0xffffff);
        String path = elements(root, "path").get(0).getAttribute("d");
        assertThat(BAR.matcher(path).replaceAll("")).isEmpty();
        Matcher bar = BAR.matcher(path);
        while (bar.find()) {
            int x = Integer.parseInt(bar.group(1)) * PIXELS;
            for (int row = 0; row < PIXELS; row++) {
                int from = (Integer.parseInt(bar.group(2)) * PIXELS + row) * side * PIXELS + x;
                Arrays.fill(pixels, from, from + Integer.parseInt(bar.group(3)) * PIXELS, 0);
            }
        }
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(new RGBLuminanceSource(side * PIXELS, side * PIXELS, pixels))),
                        Map.of(DecodeHintType.CHARACTER_SET, "UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://p.example/?utm_source=affiches&utm_medium=cpc&utm_campaign=paniers-1&utm_content=landing",
                "https://a.example",
                "12345",
                "https://é.example/Été ?<à & \"b\">"
            })
    @DisplayName("se lit comme il a été écrit, même un peu sali")
    void isRead(String text) throws Exception {
        Result read = read(QrSquare.svg(text, "Code QR"));
        assertThat(read.getText()).isEqualTo(text);
        assertThat(read.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                .isIn("M", "Q", "H");
    }

    @Test
    @DisplayName("est noir sur blanc, dans une marge de quatre modules, avec son titre")
    void hasAQuietZone() {
        String svg = QrSquare.svg("https://a.example", "Code QR <Instagram>");
        Drawings.assertStandsAlone(svg, "title", "desc", "rect", "path");
        Element root = parse(svg);
        int side = Integer.parseInt(root.getAttribute("viewBox").split(" ")[2]);
        assertThat(elements(root, "title").get(0).getTextContent()).isEqualTo("Code QR <Instagram>");
        assertThat(elements(root, "rect").get(0).getAttribute("width")).isEqualTo(String.valueOf(side));
        assertThat(elements(root, "rect").get(0).getAttribute("fill")).isEqualTo("#ffffff");
        assertThat(elements(root, "path").get(0).getAttribute("fill")).isEqualTo("#000000");
        int least = side;
        int most = 0;
        Matcher bar = BAR.matcher(elements(root, "path").get(0).getAttribute("d"));
        while (bar.find()) {
            int x = Integer.parseInt(bar.group(1));
            int y = Integer.parseInt(bar.group(2));
            least = Math.min(least, Math.min(x, y));
            most = Math.max(most, Math.max(x + Integer.parseInt(bar.group(3)), y + 1));
        }
        assertThat(least).isEqualTo(4);
        assertThat(most).isEqualTo(side - 4);
    }

    @Test
    @DisplayName("ne dit pas plus qu’il ne peut")
    void hasABound() {
        assertThatThrownBy(() -> QrSquare.svg("é".repeat(1200), "")).isInstanceOf(DataTooLongException.class);
    }
}
