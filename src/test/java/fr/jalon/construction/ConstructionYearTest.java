package fr.jalon.construction;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.plan.Item;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce qu’une construction planifie")
class ConstructionYearTest {

    private static final LocalDate START = LocalDate.of(2027, 1, 31);

    @Test
    @DisplayName("Deux kits de cinq, un premier utilisateur, douze points, une revue, un comité")
    void plansAYear() {
        Map<String, Long> sections = ConstructionYear.items(START).stream()
                .collect(Collectors.groupingBy(Item::section, Collectors.counting()));
        assertThat(sections)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Entrée en construction", 5L,
                        "Kit de démarrage bizdev", 5L,
                        "Premier utilisateur", 1L,
                        "Points du mois", 12L,
                        "À partir de trois mois", 2L,
                        "Comité", 1L));
    }

    @Test
    @DisplayName("Un mois plus court se termine à son dernier jour")
    void countsShortMonths() {
        List<Item> items = ConstructionYear.items(START);
        assertThat(items)
                .filteredOn(item -> item.id().equals("monthly-review-1"))
                .extracting(Item::plannedStart)
                .containsExactly(LocalDate.of(2027, 2, 28));
        assertThat(items)
                .filteredOn(item -> item.id().equals("serve-first-user"))
                .extracting(Item::plannedEnd)
                .containsExactly(LocalDate.of(2027, 3, 30));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31, 0",
        "2027-02-27, 0",
        "2027-02-28, 1",
        "2027-03-30, 1",
        "2027-03-31, 2",
        "2028-01-30, 11",
        "2028-01-31, 12",
        "2029-06-01, 12"
    })
    @DisplayName("Compte les mois révolus, douze au plus")
    void countsMonths(LocalDate day, int over) {
        assertThat(ConstructionYear.monthsOver(START, day)).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"2027-07-31, 7", "2027-08-30, 7", "2027-08-31, 8", "2027-12-31, 12", "2028-03-01, 12", "2027-03-01, 6"})
    @DisplayName("Le comité suivant se tient au mois d’après, jamais avant le sixième ni après le douzième")
    void meetsAgain(LocalDate day, int month) {
        assertThat(ConstructionYear.nextCommittee(START, day)).isEqualTo(month);
    }
}
