package fr.jalon.bootcamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Refusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Les jours d’un bootcamp")
class BootcampDaysTest {

    /** A Monday. */
    private static final LocalDate D1 = LocalDate.of(2026, 12, 7);

    private static final BootcampDays DAYS = BootcampDays.from(D1);

    @Test
    @DisplayName("Les dix jours se suivent depuis le premier")
    void followOneAnother() {
        assertThat(DAYS)
                .isEqualTo(new BootcampDays(
                        D1, LocalDate.of(2026, 12, 8), LocalDate.of(2026, 12, 9), LocalDate.of(2026, 12, 16)));
        assertThat(DAYS.week())
                .hasSize(BootcampDays.WEEK)
                .startsWith(LocalDate.of(2026, 12, 9))
                .endsWith(LocalDate.of(2026, 12, 15))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** What is said of a bootcamp that begins on a day, of holidays and weekends of France in 2026. */
    private static List<String> said(String firstDay, String today) {
        Map<LocalDate, String> holidays = Map.of(
                LocalDate.of(2026, 4, 6), "lundi 6 avril, lundi de Pâques",
                LocalDate.of(2026, 5, 1), "vendredi 1er mai, fête du Travail");
        return BootcampDays.from(LocalDate.parse(firstDay))
                .onClosedDays(LocalDate.parse(today), day -> Optional.ofNullable(holidays.get(day))
                        .or(() -> day.getDayOfWeek().getValue() > 5
                                ? Optional.of(day.getDayOfWeek() + " " + day.getDayOfMonth())
                                : Optional.empty()));
    }

    @Test
    @DisplayName("Un jour où l’on se réunit se dit quand il est chômé ; la semaine court par-dessus son week-end")
    void tellsClosedDays() {
        String meet = "\u00a0: l’équipe s’y réunit, vérifiez que chacun peut venir.";
        assertThat(said("2026-03-02", "2026-02-01")).isEmpty();
        assertThat(said("2026-04-06", "2026-02-01"))
                .containsExactly("Le premier jour tombe le lundi 6 avril, lundi de Pâques" + meet);
        assertThat(said("2026-03-05", "2026-02-01"))
                .containsExactly(
                        "Le premier jour de validation tombe le SATURDAY 7" + meet,
                        "La restitution tombe le SATURDAY 14" + meet);
        assertThat(said("2026-04-27", "2026-02-01"))
                .containsExactly(
                        "Un jour de validation tombe le vendredi 1er mai, fête du Travail\u00a0: les visites peuvent"
                                + " s’en ressentir, et personne n’est là pour aider.");
        assertThat(said("2026-04-06", "2026-04-07")).isEmpty();
    }

    @Test
    @DisplayName("Un bootcamp du jeudi et du vendredi valide et restitue un samedi")
    void mayFallOnSaturday() {
        BootcampDays days = BootcampDays.from(LocalDate.of(2026, 12, 10));
        assertThat(days.validationStart().getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(days.restitutionDay().getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
    }

    @ParameterizedTest(name = "jour 2 {0}, validation {1}, restitution {2}")
    @CsvSource(nullValues = "–", textBlock = """
      –,          –,          –,          2026-12-08, 2026-12-09, 2026-12-16
      2026-12-14, –,          –,          2026-12-14, 2026-12-15, 2026-12-22
      –,          2026-12-14, –,          2026-12-08, 2026-12-14, 2026-12-21
      –,          –,          2026-12-18, 2026-12-08, 2026-12-09, 2026-12-18
      2026-12-10, 2026-12-14, –,          2026-12-10, 2026-12-14, 2026-12-21
      2026-12-10, –,          2026-12-20, 2026-12-10, 2026-12-11, 2026-12-20
      2026-12-10, 2026-12-14, 2026-12-22, 2026-12-10, 2026-12-14, 2026-12-22
      """)
    @DisplayName("Un jour donné remplace celui qui se déduisait et emmène les suivants")
    void carriesLaterDaysAlong(
            LocalDate second,
            LocalDate validation,
            LocalDate restitution,
            LocalDate expectedSecond,
            LocalDate expectedValidation,
            LocalDate expectedRestitution) {
        assertThat(BootcampDays.from(
                        D1,
                        Optional.ofNullable(second),
                        Optional.ofNullable(validation),
                        Optional.ofNullable(restitution)))
                .isEqualTo(new BootcampDays(D1, expectedSecond, expectedValidation, expectedRestitution));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3} : {4}")
    @CsvSource(textBlock = """
      2026-12-07, 2026-12-07, 2026-12-09, 2026-12-16, secondDay,       vient après le premier
      2026-12-07, 2026-12-06, 2026-12-09, 2026-12-16, secondDay,       vient après le premier
      2026-12-07, 2026-12-08, 2026-12-08, 2026-12-16, validationStart, commence après le deuxième jour
      2026-12-07, 2026-12-08, 2026-12-07, 2026-12-16, validationStart, commence après le deuxième jour
      2026-12-07, 2026-12-08, 2026-12-09, 2026-12-15, restitutionDay,  au plus tôt le lendemain du septième jour
      2026-12-07, 2026-12-08, 2026-12-14, 2026-12-16, restitutionDay,  au plus tôt le lendemain du septième jour
      2026-12-07, 2026-12-08, 2026-12-09, 2027-12-08, restitutionDay,  dans l’année qui suit le premier jour
      """)
    @DisplayName("Des jours dans le désordre, ou trop lointains, sont refusés en nommant le fautif")
    void refusesDisorder(
            LocalDate first,
            LocalDate second,
            LocalDate validation,
            LocalDate restitution,
            String field,
            String message) {
        assertRefused(
                () -> BootcampDays.from(first, Optional.of(second), Optional.of(validation), Optional.of(restitution)),
                field,
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-16", "2027-12-07"})
    @DisplayName("La restitution va du lendemain de la semaine jusqu’à un an après le premier jour")
    void boundsTheRestitution(LocalDate restitution) {
        assertThat(DAYS.withRestitutionDay(restitution).restitutionDay()).isEqualTo(restitution);
    }

    @Test
    @DisplayName("Un bootcamp né un 29 février a lui aussi une année entière")
    void survivesLeapDays() {
        BootcampDays days = BootcampDays.from(LocalDate.of(2028, 2, 29));
        assertThat(days.secondDay()).isEqualTo(LocalDate.of(2028, 3, 1));
        assertThat(days.withRestitutionDay(LocalDate.of(2029, 2, 28)).restitutionDay())
                .isEqualTo(LocalDate.of(2029, 2, 28));
    }

    @ParameterizedTest(name = "{0} jours")
    @ValueSource(ints = {0, 1, 5, 40})
    @DisplayName("Une semaine commencée plus tard repousse la restitution d’autant")
    void movesTheRestitution(int later) {
        BootcampDays start = DAYS.withRestitutionDay(D1.plusDays(12));
        BootcampDays moved = start.withValidationStart(start.validationStart().plusDays(later));
        assertThat(moved)
                .isEqualTo(new BootcampDays(D1, D1.plusDays(1), D1.plusDays(2 + later), D1.plusDays(12 + later)));
        assertThat(moved.week()).startsWith(D1.plusDays(2 + later)).endsWith(D1.plusDays(8 + later));
    }

    @Test
    @DisplayName("Une semaine ne recule pas sur le bootcamp, une restitution pas sur la semaine")
    void refusesToMoveBack() {
        assertRefused(() -> DAYS.withValidationStart(DAYS.secondDay()), "validationStart", "après le deuxième jour");
        assertRefused(
                () -> DAYS.withRestitutionDay(DAYS.restitutionDay().minusDays(1)),
                "restitutionDay",
                "le lendemain du septième jour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01", "2026-12-07", "2026-12-08", "2026-12-12", "2026-12-16"})
    @DisplayName("Une équipe entre en cours de route tant que la restitution est devant elle")
    void letsLatecomersIn(LocalDate today) {
        assertThatCode(() -> DAYS.refusePast(today)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-17", "2027-06-01"})
    @DisplayName("Après la restitution, plus personne n’entre")
    void refusesThePast(LocalDate today) {
        String said = "la restitution serait déjà passée (le mercredi 16 décembre 2026)";
        assertRefused(() -> DAYS.refusePast(today), "firstDay", said);
    }

    private static void assertRefused(ThrowingCallable work, String field, String message) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(refusal.errors()).containsOnlyKeys(field);
            assertThat(refusal.getMessage()).contains(message).endsWith(".");
        });
    }
}
