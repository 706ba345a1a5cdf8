package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Jours et nombres à la française")
class FrenchTest {

    @Test
    @DisplayName("Un jour s’écrit en toutes lettres, en chiffres ou avec son heure")
    void writesDays() {
        LocalDate day = LocalDate.of(2026, 12, 7);
        assertThat(French.day(day)).isEqualTo("lundi 7 décembre 2026");
        assertThat(French.day(LocalDate.of(2026, 12, 1))).isEqualTo("mardi 1er décembre 2026");
        assertThat(French.day(LocalDate.of(2026, 12, 11))).isEqualTo("vendredi 11 décembre 2026");
        assertThat(French.day("d MMM", day.withDayOfMonth(1))).isEqualTo("1er déc.");
        assertThat(French.day("EEE d", day.withDayOfMonth(1))).isEqualTo("mar. 1er");
        assertThat(French.day("EEE d", day.withDayOfMonth(31))).isEqualTo("jeu. 31");
        assertThat(French.shortDay(day)).isEqualTo("lundi 07/12/2026");
        assertThat(French.date(day)).isEqualTo("07/12/2026");
        assertThat(French.moment(day.atTime(9, 5))).isEqualTo("07/12/2026 à 09:05");
    }

    @ParameterizedTest(name = "{0} : {1}, {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            | –          | –             | –
      0     | 0          | 0,00 €        | 0,0 %
      1     | 1          | 1,00 €        | 100,0 %
      0.145 | 0,14       | 0,14 €        | 14,5 %
      1.5   | 1,5        | 1,50 €        | 150,0 %
      12345 | 12 345     | 12 345,00 €   | 1 234 500,0 %
      """)
    @DisplayName("Un nombre garde deux décimales au plus, l’argent deux, un taux une ; l’inconnu est un tiret")
    void writesNumbers(BigDecimal value, String number, String euros, String percent) {
        assertThat(Api.plain(French.number(value))).isEqualTo(number);
        assertThat(Api.plain(French.euros(value))).isEqualTo(euros);
        assertThat(Api.plain(French.percent(value == null ? null : value.doubleValue())))
                .isEqualTo(percent);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      0        | 0 €
      30000    | 30 000 €
      1.6      | 1,60 €
      14999.99 | 14 999,99 €
      0.999    | 1 €
      -12.5    | -12,50 €
      """)
    @DisplayName("Une somme ronde s’écrit sans centimes, une autre avec deux")
    void writesMoney(double amount, String money) {
        assertThat(Api.plain(French.money(amount))).isEqualTo(money);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      0         | 0 o
      1023      | 1 023 o
      1024      | 1 ko
      614400    | 600 ko
      1048576   | 1 Mo
      1258291   | 1,2 Mo
      104857600 | 100 Mo
      """)
    @DisplayName("Une taille s’écrit en octets, en ko ou en Mo")
    void writesSizes(long bytes, String expected) {
        assertThat(Api.plain(French.bytes(bytes))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      5     | 5 %
      4.25  | 4,25 %
      4.256 | 4,26 %
      """)
    @DisplayName("Un taux promis garde les deux décimales qu’il a")
    void writesRates(double percent, String expected) {
        assertThat(Api.plain(French.rate(percent))).isEqualTo(expected);
    }
}
