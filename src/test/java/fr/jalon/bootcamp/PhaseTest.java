package fr.jalon.bootcamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Les phases et leurs créneaux")
class PhaseTest {

    private static final LocalDate D1 = LocalDate.of(2026, 12, 7);
    private static final BootcampDays DAYS = BootcampDays.from(D1);
    private static final LocalDate V7 = LocalDate.of(2026, 12, 15);

    @ParameterizedTest(name = "{0} : {1} à {2}")
    @CsvSource(textBlock = """
      PREPARATION, 1970-01-01T00:00, 2026-12-06T18:00
      IDEATION,    2026-12-07T09:00, 2026-12-07T12:30
      PLANNING,    2026-12-07T13:30, 2026-12-07T17:30
      PROTOTYPING, 2026-12-08T09:00, 2026-12-08T12:30
      ACTIVATION,  2026-12-08T13:30, 2026-12-08T17:30
      VALIDATION,  2026-12-09T09:00, 2026-12-16T12:00
      RESTITUTION, 2026-12-16T14:00, 2026-12-16T17:30
      """)
    @DisplayName("Chaque phase a son créneau")
    void hasItsSlot(Phase phase, LocalDateTime opens, LocalDateTime closes) {
        assertThat(phase.opens(DAYS)).isEqualTo(opens);
        assertThat(phase.closes(DAYS, V7)).isEqualTo(closes);
    }

    @ParameterizedTest(name = "{0} : {1} à {2}")
    @CsvSource(textBlock = """
      PREPARATION, 1970-01-01T00:00, 2026-12-06T18:00
      IDEATION,    2026-12-07T09:00, 2026-12-07T12:30
      PLANNING,    2026-12-07T13:30, 2026-12-07T17:30
      PROTOTYPING, 2026-12-10T09:00, 2026-12-10T12:30
      ACTIVATION,  2026-12-10T13:30, 2026-12-10T17:30
      VALIDATION,  2026-12-14T09:00, 2026-12-21T12:00
      RESTITUTION, 2026-12-23T14:00, 2026-12-23T17:30
      """)
    @DisplayName("Des jours choisis emmènent les créneaux qui en dépendent")
    void followsCustomDays(Phase phase, LocalDateTime opens, LocalDateTime closes) {
        BootcampDays days = BootcampDays.from(
                D1, Optional.of(D1.plusDays(3)), Optional.of(D1.plusDays(7)), Optional.of(D1.plusDays(16)));
        assertThat(phase.opens(days)).isEqualTo(opens);
        assertThat(phase.closes(days, days.week().get(6))).isEqualTo(closes);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    @DisplayName("Une semaine prolongée n’allonge que la phase de validation")
    void lengthensValidationOnly(Phase phase) {
        LocalDateTime before = phase.closes(DAYS, V7);
        assertThat(phase.closes(DAYS, V7.plusDays(3)))
                .isEqualTo(phase == Phase.VALIDATION ? before.plusDays(3) : before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-27", "2026-03-27", "2026-10-23", "2026-12-07", "2026-12-28", "2028-02-28"})
    @DisplayName("Un créneau commence après la fin du précédent")
    void followOneAnother(LocalDate first) {
        BootcampDays days = BootcampDays.from(first);
        LocalDate weekEnd = days.week().get(6);
        for (Phase phase : Phase.values()) {
            assertThat(phase.closes(days, weekEnd)).as("%s", phase).isAfter(phase.opens(days));
            if (phase.ordinal() == 0) continue;
            Phase before = Phase.values()[phase.ordinal() - 1];
            assertThat(phase.opens(days)).as("%s puis %s", before, phase).isAfter(before.closes(days, weekEnd));
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    @DisplayName("Une phase se retrouve par son identifiant")
    void isFoundById(Phase phase) {
        assertThat(Phase.of(phase.id())).isSameAs(phase);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ideation", "IDEATION", "idéation", "construction"})
    @DisplayName("Un autre identifiant ne désigne aucune phase")
    void knowsNoOther(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Phase.of(id));
    }

    @Test
    @DisplayName("Chaque phase a un nom français à elle")
    void hasItsLabel() {
        assertThat(Phase.values())
                .extracting(Phase::label)
                .containsExactly(
                        "Préparation",
                        "Idéation",
                        "Planification",
                        "Prototypage",
                        "Activation marketing",
                        "Semaine de validation",
                        "Restitution finale");
    }
}
