package fr.jalon.measure;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ce que Matomo répond")
class MatomoAnswerTest {

    private static final LocalDate FROM = LocalDate.of(2026, 11, 1);
    private static final LocalDate UNTIL = LocalDate.of(2026, 11, 30);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private static byte[] bytes(String answer) {
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<LocalDate, Long> visits(String answer) throws Unread {
        return MatomoAnswer.visits(bytes(answer), FROM, UNTIL);
    }

    private static Map<YearMonth, Map<Origin, Long>> origins(String answer) throws Unread {
        return MatomoAnswer.origins(bytes(answer), OCTOBER, NOVEMBER);
    }

    @Test
    @DisplayName("donne les visites de chaque jour ; un jour sans chiffre n’en a pas zéro")
    void readsDays() throws Unread {
        assertThat(visits("""
                {"2026-11-01": {"nb_uniq_visitors": 3, "nb_visits": 4, "bounce_rate": "25%"}, "2026-11-02": [],
                 "2026-11-03": {"nb_visits": 0}}""")).containsExactly(entry(FROM, 4L), entry(FROM.plusDays(2), 0L));
    }

    @Test
    @DisplayName("peut ne rien savoir d’aucun jour")
    void mayKnowNothing() throws Unread {
        assertThat(visits("[]")).isEmpty();
        assertThat(visits("{}")).isEmpty();
        assertThat(origins("[]")).isEmpty();
    }

    @Test
    @DisplayName(
            "donne les origines de chaque mois, par leur numéro ou leur nom anglais ; les nouvelles sont « autres »")
    void readsOrigins() throws Unread {
        assertThat(origins("""
                {"2026-10": [], "2026-11": [
                  {"label": "Entrées directes", "nb_visits": 5, "referrer_type": 1},
                  {"label": "Search Engines", "nb_visits": 6}, {"label": "Websites", "nb_visits": 1},
                  {"label": "Campaigns", "nb_visits": 7, "referrer_type": 6},
                  {"label": "Social Networks", "nb_visits": 2, "referrer_type": 7},
                  {"label": "AI Assistants", "nb_visits": 3, "referrer_type": 8}, {"label": "?", "nb_visits": 1}]}"""))
                .containsExactly(
                        entry(OCTOBER, Map.of()),
                        entry(
                                NOVEMBER,
                                Map.of(
                                        Origin.DIRECT, 5L,
                                        Origin.SEARCH, 6L,
                                        Origin.WEBSITE, 1L,
                                        Origin.CAMPAIGN, 7L,
                                        Origin.SOCIAL, 2L,
                                        Origin.OTHER, 4L)));
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "",
                "   ",
                "<!DOCTYPE html><html><body>Bienvenue</body></html>",
                "{\"2026-11-01\": {\"nb_visits\": 4}",
                "{\"2026-11-01\": {\"nb_visits\": 4}} {}",
                "{\"2026-11-01\": {\"nb_visits\": 4}, \"2026-11-01\": {\"nb_visits\": 5}}",
                "{\"2026-11-01\": {\"nb_visits\": 4, \"nb_visits\": 5}}",
                "null",
                "12",
                "\"error\"",
                "[{\"2026-11-01\": {\"nb_visits\": 4}}]",
                "{\"2026-11-01\": 4}",
                "{\"2026-11-01\": null}",
                "{\"2026-11-01\": {}}",
                "{\"2026-11-01\": [4]}",
                "{\"2026-11-01\": {\"nb_visits\": \"4\"}}",
                "{\"2026-11-01\": {\"nb_visits\": 4.5}}",
                "{\"2026-11-01\": {\"nb_visits\": -1}}",
                "{\"2026-11-01\": {\"nb_visits\": 1000000001}}",
                "{\"2026-11-01\": {\"nb_visits\": 99999999999999999999}}",
                "{\"2026-11-01\": {\"nb_visits\": true}}",
                "{\"2026-11-01\": {\"nb_visits\": NaN}}",
                "{\"value\": 4}",
                "{\"2026-11\": {\"nb_visits\": 4}}",
                "{\"2026-02-30\": {\"nb_visits\": 4}}",
                "{\"2026-10-31\": {\"nb_visits\": 4}}",
                "{\"2026-12-01\": []}"
            })
    @DisplayName("est refusé en entier, d’une phrase française, quand ce n’est pas cela")
    void refusesAnythingElse(String answer) {
        assertThatThrownBy(() -> visits(answer))
                .isInstanceOf(Unread.class)
                .hasMessageMatching("(La réponse|Aucun) .*\\p{L}.*[.?]")
                .hasMessageNotContainingAny("xception", "com.fasterxml");
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "{\"2026-11\": {\"nb_visits\": 4}}",
                "{\"2026-11\": [{\"label\": \"Campaigns\"}]}",
                "{\"2026-11\": [{\"label\": \"Campaigns\", \"nb_visits\": \"4\"}]}",
                "{\"2026-11\": [4]}",
                "{\"2026-12\": []}",
                "{\"2026-11-01\": []}"
            })
    @DisplayName("sur les origines aussi")
    void refusesOtherOrigins(String answer) {
        assertThatThrownBy(() -> origins(answer)).isInstanceOf(Unread.class);
    }

    @Test
    @DisplayName("dit lui-même ce qu’il refuse, en une ligne bornée")
    void tellsWhatMatomoSays() {
        Unread refused = catchThrowableOfType(
                Unread.class,
                () -> visits("{\"result\": \"error\", \"message\": \"No access\\nto\\u202e site 7. " + "x".repeat(5000)
                        + "\"}"));
        assertThat(plain(refused.why()))
                .startsWith("Matomo refuse : « No access to site 7. xxx")
                .contains("… ».");
        assertThat(refused.why()).hasSizeLessThan(450);
    }

    @ParameterizedTest
    @CsvSource({"8, OTHER", "1, DIRECT", "0, OTHER", "-1, OTHER"})
    @DisplayName("peut nommer une origine que personne ne connaît encore")
    void knowsWhatItDoesNotKnow(int type, Origin origin) {
        assertThat(Origin.of(type, "Nouveau")).isEqualTo(origin);
    }
}
