package fr.jalon.drawing;

import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.number;
import static fr.jalon.Drawings.parseMarks;
import static fr.jalon.Drawings.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.jalon.text.French;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

@DisplayName("L’axe des valeurs")
class AxisTest {

    @ParameterizedTest(name = "jusqu’à {0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      0          | 0 1
      0.3        | 0 1
      1          | 0 1
      4          | 0 1 2 3 4
      5          | 0 1 2 3 4 5
      6          | 0 2 4 6
      11         | 0 5 10 15
      49.9       | 0 10 20 30 40 50
      51         | 0 20 40 60
      100        | 0 20 40 60 80 100
      101        | 0 50 100 150
      1500000000 | 0 500000000 1000000000 1500000000
      """)
    @DisplayName("Ses valeurs sont rondes, l’atteignent et sont cinq au plus après zéro")
    void roundsValues(double atLeast, String names) {
        Axis axis = axis(atLeast, 5, 1, value -> String.valueOf((long) value));
        assertThat(String.join(" ", texts(parseMarks(axis.drawn(60, 500))))).isEqualTo(names);
        assertThat(axis.most()).isGreaterThanOrEqualTo(atLeast);
        assertThat(names).endsWith(" " + (long) axis.most());
    }

    @Test
    @DisplayName("Le nombre de pas et le plus petit pas se choisissent")
    void stepsAsToldTo() {
        assertThat(texts(parseMarks(axis(300_000, 6, 1, French::money).drawn(60, 500))))
                .containsExactly("0 €", "50 000 €", "100 000 €", "150 000 €", "200 000 €", "250 000 €", "300 000 €");
        assertThat(texts(parseMarks(axis(0.03, 5, 0.01, French::rate).drawn(60, 500))))
                .containsExactly("0 %", "0,01 %", "0,02 %", "0,03 %");
    }

    @Test
    @DisplayName("Chaque valeur a sa ligne d’un bord à l’autre et son nom devant, la plus grande en haut")
    void drawsLines() {
        Axis axis = axis(100, 5, 1, French::number);
        List<Element> lines = elements(parseMarks(axis.drawn(60, 500)), "line");
        assertThat(lines)
                .extracting(line -> number(line, "y1"))
                .containsExactly(230.0, 197.2, 164.4, 131.6, 98.8, 66.0);
        assertThat(lines).allMatch(line -> number(line, "x1") == 60 && number(line, "x2") == 500);
        assertThat(elements(parseMarks(axis.drawn(60, 500)), "text"))
                .allMatch(name -> number(name, "x") == 52
                        && name.getAttribute("text-anchor").equals("end"));
        assertThat(lines).extracting(line -> line.getAttribute("stroke")).startsWith(Svg.QUIET, Svg.GRID, Svg.GRID);
        assertThat(elements(parseMarks(axis.drawn(60, 500)), "text"))
                .extracting(name -> number(name, "y"))
                .startsWith(234.0, 201.2);
        assertThat(axis.y(50)).isEqualTo(148);
        assertThat(number(
                        elements(parseMarks(axis.below(80, "jeu. 10")), "text").get(0), "y"))
                .isEqualTo(248);
    }

    @Test
    @DisplayName("Ce qui le dépasse est dessiné à son bout, ce qui est négatif à son pied")
    void staysInside() {
        Axis axis = axis(100, 5, 1, French::number);
        assertThat(axis.y(1e9)).isEqualTo(66);
        assertThat(axis.y(-3)).isEqualTo(230);
    }

    @Test
    @DisplayName("Il sait la place que prend son nom le plus long")
    void knowsItsRoom() {
        assertThat(axis(100, 5, 1, French::number).room()).isEqualTo(Svg.width("100") + 8);
        assertThat(axis(100, 5, 1, value -> value == 0 ? "rien du tout" : "x").room())
                .isEqualTo(Svg.width("rien du tout") + 8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    @DisplayName("Un axe vers une valeur négative ou impossible est refusé")
    void refuses(double atLeast) {
        assertThatIllegalArgumentException().isThrownBy(() -> axis(atLeast, 5, 1, French::number));
    }

    private static Axis axis(double atLeast, int mostSteps, double smallestStep, DoubleFunction<String> name) {
        return new Axis(atLeast, mostSteps, smallestStep, name, 230, 66);
    }
}
