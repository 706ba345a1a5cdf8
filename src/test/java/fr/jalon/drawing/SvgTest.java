package fr.jalon.drawing;

import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.number;
import static fr.jalon.Drawings.parse;
import static fr.jalon.Drawings.parseMarks;
import static fr.jalon.Drawings.texts;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Drawings;
import fr.jalon.drawing.Svg.Point;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

@DisplayName("Les traits des images")
class SvgTest {

    @Test
    @DisplayName("Une image porte son titre, ce qu’elle dit à qui ne la voit pas, et du papier blanc")
    void standsAlone() {
        String svg = Svg.document(640, 120, "Dépenses", "12 € en tout", List.of("lundi : 12 €", "mardi : 0 €"), "");
        Drawings.assertStandsAlone(svg, "title", "desc", "rect", "text");
        assertThat(parse(svg).getAttribute("viewBox")).isEqualTo("0 0 640 120");
        assertThat(Drawings.told(svg)).isEqualTo("12 € en tout ; lundi : 12 € ; mardi : 0 €");
        assertThat(texts(parse(svg))).containsExactly("Dépenses", "12 € en tout");
    }

    @Test
    @DisplayName("Sans sous-titre il n’y a ni ligne vide ni point-virgule")
    void goesWithoutSubtitle() {
        String svg = Svg.document(640, 120, "Dépenses", "", List.of("rien"), "");
        assertThat(Drawings.told(svg)).isEqualTo("rien");
        assertThat(texts(parse(svg))).containsExactly("Dépenses");
    }

    @Test
    @DisplayName("Un texte hostile reste du texte, ce que XML interdit disparaît")
    void makesTextInert() {
        String hostile = "<script>alert(1)</script>\"&' onload=x\u0000\u0007\t\u202e]]></desc><!--\ud83d\uffff";
        String said = "<script>alert(1)</script>\"&' onload=x ]]></desc><!--";
        assertThat(texts(parseMarks(Svg.text(1, 2, "start", Svg.INK, 13, hostile))))
                .containsExactly(said);
        Element root = parseMarks(Svg.box(0, 0, 1, 1, Svg.INK, hostile)
                + Svg.dot(0, 0, 1, Svg.INK, Svg.PAPER, hostile)
                + Svg.wedge(0, 0, 1, 0, 0.5, Svg.INK, hostile));
        assertThat(elements(root, "title"))
                .hasSize(3)
                .extracting(Element::getTextContent)
                .containsOnly(said);
    }

    @Test
    @DisplayName("Une courbe a un point par valeur ; pleine ou tiretée, elle ne se confond pas")
    void drawsCurves() {
        List<Point> points = List.of(new Point(1, 2), new Point(3.456, 4, "mardi"));
        Element full = parseMarks(Svg.curve(points, true));
        Element other = parseMarks(Svg.curve(points, false));
        assertThat(elements(full, "polyline").get(0).getAttribute("points")).isEqualTo("1,2 3.46,4");
        assertThat(elements(full, "polyline").get(0).hasAttribute("stroke-dasharray"))
                .isFalse();
        assertThat(elements(other, "polyline").get(0).hasAttribute("stroke-dasharray"))
                .isTrue();
        assertThat(elements(full, "circle")).extracting(Element::getTextContent).containsExactly("", "mardi");
        assertThat(elements(full, "circle").get(0).getAttribute("fill")).isEqualTo(Svg.DARK);
        assertThat(elements(other, "circle").get(0).getAttribute("fill")).isEqualTo(Svg.PAPER);
        assertThat(elements(parseMarks(Svg.curve(List.of(), true)), "circle")).isEmpty();
    }

    @ParameterizedTest(name = "de {0} à {1} : {2}")
    @CsvSource(delimiter = '|', textBlock = """
      0    | 0.25 | M50 50 L50 40 A10 10 0 0 1 60 50 Z
      0.25 | 1    | M50 50 L60 50 A10 10 0 1 1 50 40 Z
      0    | 0.5  | M50 50 L50 40 A10 10 0 0 1 50 60 Z
      """)
    @DisplayName("Une part de disque va de midi dans le sens des aiguilles")
    void drawsWedges(double from, double to, String path) {
        Element root = parseMarks(Svg.wedge(50, 50, 10, from, to, Svg.DARK, null));
        assertThat(elements(root, "path").get(0).getAttribute("d")).isEqualTo(path);
    }

    @Test
    @DisplayName("Une part entière est un disque")
    void drawsTheWhole() {
        assertThat(Svg.wedge(50, 50, 10, 0, 1, Svg.DARK, "tout"))
                .startsWith("<circle")
                .contains("tout");
    }

    @Test
    @DisplayName("Un nom a son papier sous lui, qu’il commence là ou y soit centré")
    void putsPaperUnderNames() {
        for (String anchor : List.of("start", "middle")) {
            Element root = parseMarks(Svg.plate(100, 50, anchor, Svg.DARK, "137 visites"));
            Element paper = elements(root, "rect").get(0);
            double width = Svg.width("137 visites");
            assertThat(number(paper, "x")).isLessThanOrEqualTo(anchor.equals("start") ? 98 : 100 - width / 2);
            assertThat(number(paper, "width")).isGreaterThan(width);
            assertThat(number(paper, "y")).isEqualTo(38);
        }
    }

    @ParameterizedTest(name = "« {0} » sur {1} px : « {2} »")
    @CsvSource({
        "Annonces, 200, Annonces",
        "Annonces, 40, Ann…",
        "WWWW, 48, WWWW",
        "WWWW, 47, WW…",
        "😀😀😀😀, 50, 😀😀…",
        "'', 10, ''"
    })
    @DisplayName("Un texte trop long est coupé entre deux caractères et le montre")
    void shortens(String text, double room, String shortened) {
        assertThat(Svg.shortened(text, room)).isEqualTo(shortened);
        assertThat(Svg.width(shortened)).isLessThanOrEqualTo(room);
    }

    @ParameterizedTest(name = "{0} s’écrit {1}")
    @CsvSource({"0, 0", "10, 10", "1.5, 1.5", "0.126, 0.13", "-3.10, -3.1", "100, 100", "1e6, 1000000"})
    @DisplayName("Une longueur a deux décimales au plus, avec un point")
    void writesLengths(double length, String written) {
        assertThat(Svg.px(length)).isEqualTo(written);
    }
}
