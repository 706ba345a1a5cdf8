package fr.jalon.scic;

import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.number;
import static fr.jalon.Drawings.parse;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Drawings;
import fr.jalon.scic.Milestones.Review;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

@DisplayName("La tendance sur les quatre bilans")
class TrendChartTest {

    private static final List<Review> FOUR = List.of(
            new Review(36, 71, 52, 310_000),
            new Review(6, 3, 3, 2_500),
            new Review(12, 6, 5, 15_400),
            new Review(24, 27, 19, 96_000));

    static Stream<List<Review>> tracks() {
        return Stream.of(
                List.of(),
                List.of(new Review(6, 0, 0, 0)),
                FOUR,
                List.of(new Review(6, 40, 40, 200_000), new Review(12, 100_000, 99_000, 1_000_000_000)));
    }

    @ParameterizedTest
    @MethodSource("tracks")
    @DisplayName("Elle se dessine sans bilan, avec un, avec quatre, et au-delà des cibles")
    void draws(List<Review> reviews) {
        String svg = TrendChart.of(reviews);
        Drawings.assertStandsAlone(svg, "title", "desc", "rect", "line", "polyline", "circle", "text");
        Drawings.assertTypeset(svg);
        assertThat(elements(parse(svg), "circle").stream()
                        .filter(dot -> dot.getElementsByTagName("title").getLength() > 0))
                .hasSize(3 * reviews.size())
                .allMatch(dot -> number(dot, "cy") >= 92 && number(dot, "cy") <= 262);
    }

    @Test
    @DisplayName("Elle dit les bilans dans leur ordre, les cibles ensuite")
    void tells() {
        assertThat(Drawings.told(TrendChart.of(FOUR)))
                .startsWith("4 bilans dressés sur 4 ; 6 mois : 3 placés, 3 actifs, 2 500 € de revenus ; 12 mois")
                .contains("36 mois : 71 placés, 52 actifs, 310 000 € de revenus", "cible à 12 mois : 5 placés")
                .endsWith("cible à 36 mois : 300 000 €");
        assertThat(Drawings.told(TrendChart.of(List.of()))).startsWith("Aucun bilan pour l’instant");
    }

    @Test
    @DisplayName("Ce qui atteint la cible est à la hauteur de son trait ; placés et actifs ne se confondent pas")
    void meetsTargets() {
        Element root = parse(TrendChart.of(List.of(new Review(36, 60, 50, 300_000))));
        List<Double> targets = elements(root, "line").stream()
                .filter(line -> number(line, "stroke-width") == 3 && number(line, "x2") - number(line, "x1") > 25)
                .map(line -> number(line, "y1"))
                .toList();
        List<Element> dots = elements(root, "circle").subList(0, 3);
        assertThat(number(dots.get(1), "cy")).isEqualTo(targets.get(2));
        assertThat(number(dots.get(2), "cy")).isEqualTo(targets.get(5));
        assertThat(dots.get(0).getAttribute("fill")).isNotEqualTo(dots.get(1).getAttribute("fill"));
        List<Element> lines = elements(root, "polyline");
        assertThat(lines.get(0).hasAttribute("stroke-dasharray")).isTrue();
        assertThat(lines.get(1).hasAttribute("stroke-dasharray")).isFalse();
    }
}
