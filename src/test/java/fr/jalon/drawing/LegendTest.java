package fr.jalon.drawing;

import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.number;
import static fr.jalon.Drawings.parseMarks;
import static fr.jalon.Drawings.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

@DisplayName("La légende")
class LegendTest {

    @Test
    @DisplayName("Sans signe elle est vide")
    void isEmpty() {
        assertThat(new Legend(16, 100).drawn()).isEmpty();
    }

    @Test
    @DisplayName("Chaque signe est suivi de ce qu’il dit, sans toucher le suivant")
    void putsSignsSideBySide() {
        Element root = parseMarks(new Legend(16, 100)
                .bar(12, 6, Svg.PALE, "prévu")
                .rule(Svg.LIMIT, 3, "cible")
                .curve(true, "cumul")
                .word("?", Svg.LIMIT, "manquant")
                .drawn());
        assertThat(texts(root)).containsExactly("prévu", "cible", "cumul", "?", "manquant");
        List<Element> texts = elements(root, "text");
        double first = 16 + 12 + 6 + Svg.width("prévu") + 18;
        double second = first + 20 + 6 + Svg.width("cible") + 18;
        double third = second + 20 + 6 + Svg.width("cumul") + 18;
        assertThat(texts)
                .extracting(text -> number(text, "x"))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.01 ? 0 : 1)
                .containsExactly(34.0, first + 26, second + 26, third, third + 18);
        assertThat(texts).allMatch(text -> number(text, "y") == 104);
        Element bar = elements(root, "rect").get(0);
        assertThat(number(bar, "x")).isEqualTo(16);
        assertThat(number(bar, "y") + number(bar, "height") / 2).isEqualTo(100);
        assertThat(number(elements(root, "line").get(0), "x1")).isEqualTo(first, within(0.01));
        assertThat(number(elements(root, "circle").get(0), "cx")).isEqualTo(second + 10, within(0.01));
    }

    @Test
    @DisplayName("Un signe de son propre genre se dessine à son bout gauche, et peut se passer de mots")
    void takesOtherSigns() {
        String drawn = new Legend(16, 100)
                .add(10, (x, y) -> Svg.box(x, y, 10, 1, Svg.INK, null), "")
                .drawn();
        assertThat(drawn).isEqualTo(Svg.box(16, 100, 10, 1, Svg.INK, null));
    }
}
