package fr.jalon.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Une étape d’un plan")
class ItemTest {

    private static final LocalDate START = LocalDate.of(2025, 3, 1);
    private static final LocalDate END = START.plusDays(14);

    private static Item item(LocalDate begun, LocalDate done) {
        return new Item("adopt-statutes", "Adopter les statuts", "Phase 1", START, END, START, END, begun, done);
    }

    @Test
    @DisplayName("est à l’heure le jour de son échéance et en retard le lendemain, commencée ou non")
    void isLateTheDayAfter() {
        assertThat(item(null, null).isLateOn(END)).isFalse();
        assertThat(item(null, null).isLateOn(END.plusDays(1))).isTrue();
        assertThat(item(START, null).isLateOn(END.plusDays(1))).isTrue();
    }

    @Test
    @DisplayName("n’est plus en retard une fois terminée, mais l’était la veille")
    void wasLateUntilDone() {
        Item done = item(START, END.plusDays(3));

        assertThat(done.isLateOn(END.plusDays(2))).isTrue();
        assertThat(done.isLateOn(END.plusDays(3))).isFalse();
        assertThat(item(START, END).isLateOn(END.plusDays(9))).isFalse();
    }

    @Test
    @DisplayName("ne finit pas avant d’avoir commencé")
    void endsAfterItsStart() {
        assertThatThrownBy(() -> item(START, START.minusDays(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> item(null, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Item("x", "X", "", END, START, START, END, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Item("x", "X", "", START, END, END, START, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
