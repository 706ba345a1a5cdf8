package fr.jalon.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("L’échelle")
class ScaleTest {

    @ParameterizedTest(name = "{0} est à {1}, à {2} si l’échelle monte")
    @CsvSource({"0, 100, 230", "50, 200, 148", "100, 300, 66", "-7, 100, 230", "1e9, 300, 66", "0.5, 101, 229.18"})
    @DisplayName("Une valeur est à sa place, et au bord quand elle en sort")
    void places(double value, double across, double up) {
        assertThat(new Scale(0, 100, 100, 300).at(value)).isEqualTo(across);
        assertThat(new Scale(0, 100, 230, 66).at(value)).isEqualTo(up);
    }

    @Test
    @DisplayName("Une échelle peut partir d’ailleurs que de zéro")
    void startsAnywhere() {
        assertThat(new Scale(6, 36, 74, 266).at(12)).isEqualTo(112.4);
        assertThat(new Scale(-10, 10, 0, 20).at(-5)).isEqualTo(5);
    }

    @ParameterizedTest(name = "de {0} à {1}")
    @CsvSource({"0, 0", "5, 4", "NaN, 1", "0, NaN"})
    @DisplayName("Une échelle sans valeurs est refusée")
    void refusesNothing(double low, double high) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Scale(low, high, 0, 100));
    }
}
