package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les jours qui ne sont pas de la semaine")
class GapTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 30);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
      0 1 2   |
      0       |
      0 2     | Le mardi 1er décembre 2026, hors de la semaine et sans chiffres : un jour non compté.
      0 1 4 5 | Du mercredi 2 décembre 2026 au jeudi 3 décembre 2026, hors de la semaine et sans chiffres : \
    deux jours non comptés.
      """)
    @DisplayName("se disent avec leur nombre")
    void areSaid(String days, String said) {
        int[] after = Stream.of(days.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(Gap.of(IntStream.range(0, after.length)
                                .mapToObj(at -> FIRST.plusDays(after[at]))
                                .map(day -> new WeekDay(1, day, day.plusDays(1), false))
                                .toList())
                        .stream()
                        .map(gap -> plain(gap.said())))
                .isEqualTo(Stream.ofNullable(said).toList());
    }
}
