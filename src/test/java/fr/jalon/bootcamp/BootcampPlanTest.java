package fr.jalon.bootcamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.jalon.plan.Item;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un bootcamp comme plan")
class BootcampPlanTest {

    private static final LocalDate D1 = LocalDate.of(2026, 12, 7);
    private static final LocalDate OPENED = D1.minusDays(10);
    private static final BootcampDays DAYS = BootcampDays.from(D1);
    private static final List<Item> PLAN = BootcampPlan.items(DAYS, 1, OPENED, DAYS.week());

    @Test
    @DisplayName("Les sept phases viennent d’abord, puis les dix jours, chacun sous son titre et à ses dates")
    void listsPhasesThenDays() {
        assertThat(PLAN)
                .extracting(Item::section, Item::id, Item::title, Item::plannedStart, Item::plannedEnd)
                .containsExactly(
                        tuple("Phases", "preparation", "Préparation", OPENED, D1.minusDays(1)),
                        tuple("Phases", "ideation", "Idéation", D1, D1),
                        tuple("Phases", "planning", "Planification", D1, D1),
                        tuple("Phases", "prototyping", "Prototypage", D1.plusDays(1), D1.plusDays(1)),
                        tuple("Phases", "activation", "Activation marketing", D1.plusDays(1), D1.plusDays(1)),
                        tuple("Phases", "validation", "Semaine de validation", D1.plusDays(2), D1.plusDays(9)),
                        tuple("Phases", "restitution", "Restitution finale", D1.plusDays(9), D1.plusDays(9)),
                        tuple("Jours", "first-day", "Premier jour", D1, D1),
                        tuple("Jours", "second-day", "Deuxième jour", D1.plusDays(1), D1.plusDays(1)),
                        validationDay(1),
                        validationDay(2),
                        validationDay(3),
                        validationDay(4),
                        validationDay(5),
                        validationDay(6),
                        validationDay(7),
                        tuple("Jours", "restitution-day", "Restitution", D1.plusDays(9), D1.plusDays(9)));
    }

    @Test
    @DisplayName("Rien n’est commencé, et le premier plan est celui du moment")
    void beginsAsPlanned() {
        assertThat(PLAN).allSatisfy(item -> {
            assertThat(item.baselineStart()).isEqualTo(item.plannedStart());
            assertThat(item.baselineEnd()).isEqualTo(item.plannedEnd());
            assertThat(item.actualStart()).isNull();
            assertThat(item.actualEnd()).isNull();
        });
    }

    @Test
    @DisplayName("Une semaine prolongée a plus de jours, et sa phase finit plus tard")
    void growsWithTheWeek() {
        LocalDate eighth = D1.plusDays(9);
        LocalDate ninth = D1.plusDays(11);
        BootcampDays days = DAYS.withRestitutionDay(D1.plusDays(12));
        List<LocalDate> week =
                Stream.concat(days.week().stream(), Stream.of(eighth, ninth)).toList();
        List<Item> plan = BootcampPlan.items(days, 1, OPENED, week);
        assertThat(plan).hasSize(PLAN.size() + 2);
        assertThat(of("validation-day-8", plan).plannedStart()).isEqualTo(eighth);
        assertThat(of("validation-day-9", plan).plannedEnd()).isEqualTo(ninth);
        assertThat(of("validation-day-9", plan).title()).isEqualTo("Validation, jour 9");
        assertThat(of("validation", plan).plannedStart()).isEqualTo(D1.plusDays(2));
        assertThat(of("validation", plan).plannedEnd()).isEqualTo(D1.plusDays(12));
    }

    @Test
    @DisplayName("La phase de validation commence avec le premier jour de la semaine vécue")
    void followsTheLivedWeek() {
        List<LocalDate> later = DAYS.week().stream().map(day -> day.plusDays(3)).toList();
        assertThat(of("validation", BootcampPlan.items(DAYS, 1, OPENED, later)).plannedStart())
                .isEqualTo(D1.plusDays(5));
    }

    @Test
    @DisplayName("Une autre itération a ses propres numéros et sections, aux mêmes dates")
    void suffixesLaterIterations() {
        List<Item> second = BootcampPlan.items(DAYS, 2, OPENED, DAYS.week());
        assertThat(second)
                .extracting(Item::id)
                .containsExactlyElementsOf(
                        PLAN.stream().map(item -> item.id() + "-i2").toList());
        assertThat(second)
                .extracting(Item::title, Item::plannedStart, Item::plannedEnd)
                .containsExactlyElementsOf(PLAN.stream()
                        .map(item -> tuple(item.title(), item.plannedStart(), item.plannedEnd()))
                        .toList());
        assertThat(second)
                .extracting(Item::section)
                .containsOnly("Itération 2, phases", "Itération 2, jours")
                .startsWith("Itération 2, phases")
                .endsWith("Itération 2, jours");
    }

    @ParameterizedTest(name = "ouvert le {0} : du {1} au 2026-12-06")
    @CsvSource(textBlock = """
      2026-12-05, 2026-12-05
      2026-12-06, 2026-12-06
      2026-12-07, 2026-12-06
      2026-12-12, 2026-12-06
      """)
    @DisplayName("Une préparation ouverte trop tard tient dans son dernier jour")
    void keepsLatePreparations(LocalDate opened, LocalDate begins) {
        Item preparation = of("preparation", BootcampPlan.items(DAYS, 1, opened, DAYS.week()));
        assertThat(preparation.plannedStart()).isEqualTo(begins);
        assertThat(preparation.plannedEnd()).isEqualTo(LocalDate.of(2026, 12, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11})
    @DisplayName("Tout ce qui n’est pas une phase est un jour, à chaque itération")
    void tellsPhasesFromDays(int iteration) {
        List<Item> plan = BootcampPlan.items(DAYS, iteration, OPENED, DAYS.week());
        assertThat(plan.subList(0, 7)).allMatch(BootcampPlan::isPhase).noneMatch(BootcampPlan::isDay);
        assertThat(plan.subList(7, plan.size())).hasSize(10).allMatch(BootcampPlan::isDay);
        assertThat(plan.subList(7, plan.size())).noneMatch(BootcampPlan::isPhase);
    }

    @ParameterizedTest(name = "itération {0}, dès le jour {1} : {2} jours")
    @CsvSource({"1, 1, 12", "1, 2, 11", "1, 12, 1", "1, 13, 0", "2, 1, 12", "2, 10, 3", "12, 12, 1", "12, 13, 0"})
    @DisplayName("Les jours de la semaine se comptent dès un numéro, quelle que soit l’itération")
    void countsWeekDays(int iteration, int from, int count) {
        List<LocalDate> week =
                Stream.iterate(D1.plusDays(2), day -> day.plusDays(1)).limit(12).toList();
        BootcampDays days = DAYS.withRestitutionDay(D1.plusDays(14));
        assertThat(BootcampPlan.items(days, iteration, OPENED, week))
                .filteredOn(item -> BootcampPlan.isWeekDayFrom(item, from))
                .hasSize(count)
                .extracting(Item::title)
                .allMatch(title -> title.startsWith("Validation, jour "));
    }

    private static Tuple validationDay(int number) {
        LocalDate day = D1.plusDays(1 + number);
        return tuple("Jours", "validation-day-" + number, "Validation, jour " + number, day, day);
    }

    private static Item of(String id, List<Item> plan) {
        return plan.stream().filter(item -> item.id().equals(id)).findFirst().orElseThrow();
    }
}
