package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.scic.GrantApplication.Status;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("L’argent public d’une année")
class PublicMoneyTest {

    @Test
    @DisplayName("s’additionne, accordé et demandé à part ; les garanties, l’argent privé et ce qui est refusé, non")
    void adds() {
        assertThat(PublicMoney.of(List.of())).isEmpty();
        assertThat(PublicMoney.of(List.of(
                        granted("region-occitanie", 100_000, 2026),
                        granted("bpi-france", 60_000, 2026),
                        granted("france-active", 30_000, 2026),
                        granted("opco-2i", 90_000, 2026),
                        asked("region-occitanie-2", Status.SUBMITTED, 50_000L, 2027),
                        asked("bpi-france-2", Status.PREPARED, 40_000L, 2027),
                        asked("bpi-france-3", Status.REFUSED, 60_000L, 2027),
                        asked("bpi-france-4", Status.MISSED, 60_000L, 2028),
                        asked("bpi-france-5", Status.PLANNED, null, 2028))))
                .containsExactly(new PublicMoney(2026, 160_000, 0), new PublicMoney(2027, 0, 90_000));
    }

    @Test
    @DisplayName("appartient à l’exercice que le financeur a dit, à l’année de l’échéance jusque-là")
    void belongsToAYear() {
        LocalDate deadline = LocalDate.of(2026, 3, 31);
        assertThat(PublicMoney.of(List.of(new GrantApplication(
                        "region-occitanie",
                        Grants.byId("region-occitanie"),
                        deadline,
                        Status.GRANTED,
                        20_000L,
                        20_000L,
                        null,
                        LocalDate.of(2027, 6, 30)))))
                .containsExactly(new PublicMoney(2027, 20_000, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100000 | 0     | en 2026, 100 000 € accordés                                                      | 53000
            153000 | 0     | en 2026, 153 000 € accordés                                                      | 0
            153001 | 0     | en 2026, 153 001 € accordés : le seuil est dépassé                               | -1
            0      | 60000 | en 2026, 60 000 € demandés, sans réponse à ce jour                               | 93000
            100000 | 60000 | en 2026, 100 000 € accordés et 60 000 € demandés, sans réponse à ce jour : le \
            seuil serait dépassé | -7000
            """)
    @DisplayName("dit ce qui est accordé, ce qui est demandé, et où l’on en est du seuil")
    void isToldInWords(long granted, long awaited, String words, long room) {
        PublicMoney money = new PublicMoney(2026, granted, awaited);
        assertThat(money.inWords().replaceAll("[\\u00a0\\u202f]", " ")).isEqualTo(words);
        assertThat(money.room()).isEqualTo(room);
    }

    private static GrantApplication granted(String id, long amount, int year) {
        LocalDate end = LocalDate.of(year, 12, 31);
        return new GrantApplication(id, Grants.byId(id), end, Status.GRANTED, amount, amount, null, end);
    }

    private static GrantApplication asked(String id, Status status, @Nullable Long amount, int year) {
        LocalDate deadline = LocalDate.of(year, 6, 30);
        return new GrantApplication(id, Grants.byId(id), deadline, status, amount, null, null, null);
    }
}
