package fr.jalon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Les visites d’un lien")
class PeriodTest {

    /** A Wednesday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 10, 21);

    private static final Map<LocalDate, Long> VISITS = Map.of(
            TODAY,
            3L,
            TODAY.minusDays(2),
            5L,
            TODAY.minusDays(3),
            7L,
            TODAY.minusDays(9),
            11L,
            TODAY.minusDays(10),
            13L);

    @Test
    @DisplayName("se comptent par jour, les jours sans visite compris")
    void areCountedByDay() {
        assertThat(Period.days(VISITS, TODAY, 4))
                .extracting(Period::name, Period::visits)
                .containsExactly(
                        tuple("dimanche 18/10/2026", 7L),
                        tuple("lundi 19/10/2026", 5L),
                        tuple("mardi 20/10/2026", 0L),
                        tuple("mercredi 21/10/2026", 3L));
    }

    @Test
    @DisplayName("se comptent par semaine, du lundi au dimanche, celle en cours comprise")
    void areCountedByWeek() {
        assertThat(Period.weeks(VISITS, TODAY, 3))
                .extracting(Period::name, Period::visits)
                .containsExactly(tuple("05/10/2026", 13L), tuple("12/10/2026", 18L), tuple("19/10/2026", 8L));
    }

    @Test
    @DisplayName("se dessinent jour par jour et se disent à qui ne voit pas le dessin")
    void areDrawn() {
        assertThat(VisitsChart.of(Period.days(VISITS, TODAY, 28)))
                .contains(
                        "39 visites en 28 jours",
                        "dimanche 18/10/2026\u00a0: 7 visites",
                        "mercredi 21/10/2026\u00a0: 3")
                .doesNotContain("mardi 20/10/2026");
        assertThat(VisitsChart.of(Period.days(Map.of(), TODAY, 28))).contains("0 visite en 28 jours");
    }
}
