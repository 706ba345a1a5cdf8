package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un chiffre d’un fichier")
class WrittenFigureTest {

    @ParameterizedTest(name = "{0} : {1} se lit {2}")
    @CsvSource(delimiter = '|', textBlock = """
      COUNT  | 12          | 12
      COUNT  | 12,0        | 12
      COUNT  | 1.234       | 1234
      COUNT  | 1 234       | 1234
      COUNT  | 1,234,567   | 1234567
      COUNT  | -           | 0
      SHARED | 2,5         | 2.5
      SHARED | 1.234,25    | 1234.25
      SHARED | 0.333333    | 0.333333
      SHARED | 1000000000  | 1E+9
      MONEY  | 12,50 €     | 12.50
      MONEY  | EUR 3       | 3.00
      MONEY  | 1,234.5     | 1234.50
      MONEY  | 0.1000000001 | 0.10
      MONEY  | 1000000     | 1000000.00
      """)
    @DisplayName("se lit selon ce qu’il compte")
    void isRead(WrittenFigure kind, String cell, String figure) {
        assertThat(kind.read(cell)).hasToString(figure);
    }

    @ParameterizedTest(name = "{0} : {1} est refusé")
    @CsvSource(delimiter = '|', textBlock = """
      COUNT  | 2,5        | un nombre entier est attendu
      COUNT  | 3 €        | un nombre entier est attendu
      COUNT  | 1000000001 | ce nombre est hors de toute mesure
      COUNT  | -3         | un nombre positif ou nul est attendu
      SHARED | beaucoup   | un nombre est attendu
      SHARED | 1,234      | ce nombre peut se lire de deux façons (écrivez « 1234 » ou « 1,23 »)
      MONEY  | 1.500      | ce montant peut se lire de deux façons (écrivez « 1500 » ou « 1,50 »)
      MONEY  | 1,2345     | deux décimales au plus
      MONEY  | 1000000,01 | ce nombre est hors de toute mesure
      MONEY  | 3 $        | un montant en euros est attendu
      """)
    @DisplayName("est refusé, avec ce qui est attendu, là où il ne tient pas ou peut être deux")
    void isRefused(WrittenFigure kind, String cell, String expected) {
        assertThatThrownBy(() -> kind.read(cell))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3,5", "1 234", "1.234", "1,234,567", "12 €", "EUR 12"})
    @DisplayName("se reconnaît sous un titre inconnu")
    void isLikely(String cell) {
        assertThat(WrittenFigure.isLikely(cell)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "oui", "3 %", "2026-12-07", "12 rue"})
    @DisplayName("n’est pas n’importe quel texte qui a des signes de chiffres")
    void isUnlikely(String cell) {
        assertThat(WrittenFigure.isLikely(cell)).isFalse();
    }
}
