package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les jours d’un fichier")
class WrittenDaysTest {

    /** The days of these cells; {@code ?} where there is a doubt, {@code –} where there is no day. */
    private static String read(String cells, String others, boolean isEnglish) {
        List<String> all = Arrays.asList(cells.split(" "));
        WrittenDays days = WrittenDays.of(all, others + "\n" + String.join("\n", all), isEnglish);
        return all.stream()
                .map(cell -> days.doubt(cell).isPresent()
                        ? "?"
                        : days.day(cell).map(Object::toString).orElse("–"))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0} ; {1} : {2}")
    @CsvSource(delimiter = '|', textBlock = """
      11/26/2026            |                                             | 2026-11-26
      12/01/2026            |                                             | ?
      12/01/2026 11/26/2026 |                                             | 2026-12-01 2026-11-26
      12/01/2026 26/11/2026 |                                             | 2026-01-12 2026-11-26
      12/01/2026            | Campaign Start Date 11/25/2026              | 2026-12-01
      12/01/2026            | Campaign Start Date 25/11/2026              | 2026-01-12
      07/12/2026            | 'December 7, 2026, 12:00 AM – December 10, 2026' | 2026-12-07
      12/01/2026            | 'November 30, 2026 - December 3, 2026'      | 2026-12-01
      12/01/2026            | 'January 1, 2026 - December 31, 2026'       | ?
      11/26/26              |                                             | 2026-11-26
      11/11/2026            |                                             | 2026-11-11
      2026-12-01            |                                             | 2026-12-01
      11.26.2026            |                                             | –
      """)
    @DisplayName("sous des titres anglais, se lisent là où le fichier seul dit l’ordre du jour et du mois")
    void areProved(String cells, String others, String expected) {
        assertThat(read(cells, others == null ? "" : others, true)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      07/12/2026                       | 2026-12-07
      26/11/26                         | 2026-11-26
      7.12.26                          | 2026-12-07
      26-11-26                         | 2026-11-26
      25-11-26                         | ?
      07/12/2026 07/13/2026 08/12/2026 | 2026-12-07 – 2026-12-08
      11/26/2026 11/27/2026 12/01/2026 | 2026-11-26 2026-11-27 2026-12-01
      31/02/2026                       | –
      26/11/126                        | –
      """)
    @DisplayName("sous des titres français, viennent avant le mois, sauf si la plupart le démentent")
    void areFrench(String cells, String expected) {
        assertThat(read(cells, "", false)).isEqualTo(expected);
    }

    @Test
    @DisplayName("qui peuvent être deux sont dits tous deux, avec la façon de les exporter")
    void areDoubted() {
        assertThat(Api.plain(WrittenDays.of(List.of("12/01/2026"), "12/01/2026", true)
                        .doubt("12/01/2026")
                        .orElseThrow()))
                .startsWith("peut être le lundi 12 janvier 2026 ou le mardi 1er décembre 2026")
                .contains("2026-12-07 (année, mois, jour)");
    }
}
