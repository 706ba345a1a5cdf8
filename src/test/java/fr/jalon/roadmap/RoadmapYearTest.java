package fr.jalon.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.roadmap.RoadmapYear.Phase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("L’année de la feuille de route")
class RoadmapYearTest {

    /** The document as it came, apostrophes and quotation marks of typewriters included. */
    private static List<String> document() throws IOException {
        try (InputStream text = RoadmapYearTest.class.getResourceAsStream("/roadmap/studio-roadmap.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("##") || line.startsWith("- ["))
                    .toList();
        }
    }

    private static String typed(String text) {
        return text.replace('’', '\'').replace("«\u00a0", "\"").replace("\u00a0»", "\"");
    }

    @Test
    @DisplayName("est celle du document, ligne par ligne : phases, mois, soixante livrables, deux cochés")
    void saysWhatTheDocumentSays() throws IOException {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (Phase phase : RoadmapYear.STUDIO.phases()) {
            number++;
            int last = phase.last().number();
            lines.add("## Phase " + number + ": " + phase.title().toUpperCase(Locale.FRENCH) + " (Mois " + (last - 2)
                    + "-" + last + ")");
            for (Month month : phase.months()) {
                lines.add("### Mois " + month.number() + ": " + typed(month.title()));
                month.rows().forEach(row -> lines.add("- [" + (row.done() ? "x" : " ") + "] " + typed(row.title())));
            }
        }
        assertThat(lines).hasSize(4 + 12 + 60).isEqualTo(document());
    }

    @ParameterizedTest(name = "partie le {0}, le mois {1} va du {2} au {3}")
    @CsvSource({
        "2027-01-04,  1, 2027-01-04, 2027-02-03",
        "2027-01-04, 12, 2027-12-04, 2028-01-03",
        "2027-01-31,  1, 2027-01-31, 2027-02-27",
        "2027-01-31,  2, 2027-02-28, 2027-03-30",
        "2027-01-31,  3, 2027-03-31, 2027-04-29",
        "2028-01-31,  1, 2028-01-31, 2028-02-28",
        "2028-01-31,  2, 2028-02-29, 2028-03-30",
        "2028-02-29,  1, 2028-02-29, 2028-03-28",
        "2028-02-29, 12, 2029-01-29, 2029-02-27"
    })
    @DisplayName("compte ses mois depuis le départ, les bissextiles comprises")
    void countsMonths(LocalDate start, int number, LocalDate first, LocalDate last) {
        Month month = RoadmapYear.STUDIO.month(number);
        assertThat(month.firstDay(start)).isEqualTo(first);
        assertThat(month.lastDay(start)).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-04", "2027-01-31", "2028-02-29", "2027-12-31"})
    @DisplayName("n’a ni trou ni recouvrement entre deux mois")
    void leavesNoGap(LocalDate start) {
        for (int number = 1; number < 12; number++)
            assertThat(RoadmapYear.STUDIO.month(number).lastDay(start).plusDays(1))
                    .isEqualTo(RoadmapYear.STUDIO.month(number + 1).firstDay(start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {id: p, title: P, months: [], more: 1}",
                "- {id: p, title: P, months: [{title: M, items: [{id: A, title: x}]}]}",
                "- {id: p, title: P, months: [{title: M, items: [{id: aa, title: ''}]}]}",
                "- {id: p, title: P, months: [{title: M, items: [{id: aa, title: x}, {id: aa, title: y}]}]}",
                "- {id: p, title: P, months: [{title: M, items: 3}]}",
                "- {id: p, months: []}"
            })
    @DisplayName("ne se lit pas si quelque chose y manque, y est en trop ou s’y trouve deux fois")
    void refusesWhatItCannotRead(String text) {
        InputStream faulty = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> RoadmapYear.read(faulty)).isInstanceOf(IllegalArgumentException.class);
    }
}
