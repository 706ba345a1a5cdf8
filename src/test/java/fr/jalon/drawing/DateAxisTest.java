package fr.jalon.drawing;

import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.number;
import static fr.jalon.Drawings.parseMarks;
import static fr.jalon.Drawings.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

@DisplayName("L’axe des dates")
class DateAxisTest {

    @ParameterizedTest(name = "du {0} au {1}")
    @CsvSource(delimiter = '|', textBlock = """
      2025-03-01 | 2025-03-01 | 1er mars 2025
      2025-03-01 | 2025-03-07 | 1er mars 2025 2 mars 3 mars 4 mars 5 mars 6 mars 7 mars
      2025-03-01 | 2025-03-12 | 1er mars 2025 3 mars 5 mars 7 mars 9 mars 11 mars
      2025-12-27 | 2026-01-20 | 29 déc. 2025 5 janv. 2026 12 janv.
      2025-03-01 | 2025-05-15 | 3 mars 2025 17 mars 31 mars 14 avr. 28 avr.
      2025-03-20 | 2025-06-04 | mars 2025 avr. mai juin
      2025-03-01 | 2027-10-01 | avr. 2025 juil. oct. janv. 2026 avr. juil. oct. janv. 2027 avr. juil.
      """)
    @DisplayName("Il nomme jours, semaines ou mois selon la place, et chaque année après le premier des siens")
    void namesWhatHasRoom(LocalDate from, LocalDate to, String names) {
        String marks = new DateAxis(from, to, 248, 622).drawn(86, 300);
        assertThat(String.join(" ", texts(parseMarks(marks)))).isEqualTo(names);
    }

    @ParameterizedTest(name = "{0} jours")
    @CsvSource({"0", "1", "8", "30", "75", "76", "365", "4000", "40000", "3000000"})
    @DisplayName("Ses noms ne se touchent pas et tiennent dans le cadre, d’un jour à des siècles")
    void spacesNames(long days) {
        LocalDate from = LocalDate.of(2025, 3, 14);
        List<Double> places =
                elements(parseMarks(new DateAxis(from, from.plusDays(days), 248, 622).drawn(86, 300)), "line").stream()
                        .map(line -> number(line, "x1"))
                        .toList();
        assertThat(places).isNotEmpty().allMatch(x -> x >= 248 && x <= 622 - 35);
        assertThat(IntStream.range(1, places.size()).mapToObj(i -> places.get(i) - places.get(i - 1)))
                .allMatch(apart -> apart >= 33.9);
    }

    @Test
    @DisplayName("Un jour est à sa place, au bord quand il sort ; les mois entiers encadrent ce qui est long")
    void placesDays() {
        LocalDate first = LocalDate.of(2025, 3, 1);
        DateAxis week = new DateAxis(first, first.plusDays(9), 0, 100);
        assertThat(week.x(first)).isZero();
        assertThat(week.x(first.plusDays(3))).isEqualTo(30, within(1e-9));
        assertThat(week.x(first.minusYears(1))).isZero();
        assertThat(week.x(first.plusYears(1))).isEqualTo(100);
        assertThat(week.holds(first.minusDays(1))).isFalse();
        assertThat(week.holds(first.plusDays(10))).isTrue();
        assertThat(week.holds(first.plusDays(11))).isFalse();

        DateAxis year = new DateAxis(LocalDate.of(2025, 1, 20), LocalDate.of(2025, 12, 3), 0, 365);
        assertThat(year.x(LocalDate.of(2025, 1, 1))).isZero();
        assertThat(year.x(LocalDate.of(2025, 2, 1))).isEqualTo(31, within(1e-9));
        assertThat(year.x(LocalDate.of(2026, 1, 1))).isEqualTo(365);
    }

    @Test
    @DisplayName("Un nom suit sa ligne, l’année est au-dessus ; la ligne d’un nouvel an se distingue")
    void drawsLines() {
        Element root =
                parseMarks(new DateAxis(LocalDate.of(2025, 11, 1), LocalDate.of(2026, 2, 20), 0, 400).drawn(86, 300));
        List<Element> lines = elements(root, "line");
        assertThat(lines)
                .extracting(line -> line.getAttribute("stroke"))
                .containsExactly(Svg.GRID, Svg.GRID, "#b8bfc9", Svg.GRID);
        assertThat(lines).allMatch(line -> number(line, "y1") == 91 && number(line, "y2") == 300);
        List<Element> names = elements(root, "text");
        assertThat(names).extracting(name -> number(name, "y")).containsExactly(86.0, 70.0, 86.0, 86.0, 70.0, 86.0);
        assertThat(names.subList(0, 2)).allMatch(name -> number(name, "x") == 3);
    }

    @Test
    @DisplayName("Une fin avant le début est refusée")
    void refusesTheReverse() {
        LocalDate day = LocalDate.of(2025, 3, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new DateAxis(day, day.minusDays(1), 0, 100));
    }
}
