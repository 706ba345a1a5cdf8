package fr.jalon.bootcamp.process;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.plain;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Instagram costs something and counts, the posters cost nothing; Instagram is stopped on the second day. */
@JalonTest
@DisplayName("Un canal arrêté dans « Ajuster les campagnes »")
class StoppedChannelsTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final LocalDate V2 = V1.plusDays(1);
    private static final LocalDate V3 = V1.plusDays(2);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private RuntimeService runtime;

    private String team;
    private String instance;

    @BeforeEach
    void stopOnTheSecondDay() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        stage.launch(instance);
        stage.fire(instance, "day-morning");
        stage.complete(instance, "record-metrics", "morning-check-in");
        assertThat(String.valueOf(stage.shown(instance, "adjust-campaigns").get("runningChannels")))
                .contains("Instagram")
                .doesNotContain("Affiches");
        stage.complete(instance, "adjust-campaigns", Map.of("stoppedChannels", List.of("Instagram")));
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private static MetricRow row(long visits, String spend) {
        return new MetricRow("Instagram", 900L, 41L, visits, BigDecimal.ONE, new BigDecimal(spend));
    }

    private MvcTestResult put(LocalDate day, String json) {
        return new Api(mvc).put("fanny", json, "/api/teams/{team}/metrics/{day}/Instagram", team, day);
    }

    @Test
    @DisplayName("garde les chiffres de son dernier jour ; au-delà, ils sont refusés en disant comment corriger")
    void hasALastDay() {
        stage.clock(V3.plusDays(1), 10, 0);
        assertThat(put(V2, "{\"visits\": 19, \"spend\": 10}")).hasStatus(201);

        for (String figures : List.of("{\"spend\": 10}", "{\"visits\": 1}", "{\"conversions\": 0.5}"))
            assertProblemOf(put(V3, figures), 422, "channel", "arrêté le jeudi 22 octobre 2026", "annulez son arrêt");
        assertThat(put(V3, "{\"visits\": 0, \"spend\": 0}")).hasStatus(201);
        assertProblem(
                new Api(mvc)
                        .postCsv(
                                "fanny",
                                "date;canal;visites\n23/10/2026;instagram;4\n".getBytes(StandardCharsets.UTF_8),
                                "/api/teams/{team}/metrics",
                                team),
                422,
                "Instagram");
        assertThat(put(V3, "{\"visits\": 0}")).hasStatus(200);
    }

    @Test
    @DisplayName("n’est plus demandé le matin, ne manque plus au jour, et n’est plus à arrêter")
    void isNotAskedForAnyMore() {
        stage.fire(instance, "day-morning");
        assertThat(stage.shown(instance, "record-metrics").get("paidChannels")).isEqualTo(1);
        stage.complete(instance, "record-metrics", "morning-check-in");
        Map<String, Object> adjusting = stage.shown(instance, "adjust-campaigns");
        assertThat(String.valueOf(adjusting.get("runningChannels"))).doesNotContain("Instagram");
        assertThat(plain(String.valueOf(adjusting.get("channelStops"))))
                .isEqualTo("Instagram, après le jeudi 22 octobre 2026");
        stage.complete(instance, "adjust-campaigns");
        assertThat(runtime.getVariable(instance, "stoppedChannels")).isNull();

        stage.fire(instance, "day-morning");
        assertThat(stage.shown(instance, "record-metrics").get("paidChannels")).isEqualTo(0);
        Map<String, Object> posters = Map.of("channel", "Affiches", "visits", 6, "conversions", 1);
        assertThatThrownBy(() -> stage.complete(
                        instance,
                        "record-metrics",
                        Map.of("organicMetrics", List.of(Map.of("channel", "Instagram", "visits", 3), posters))))
                .isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(plain(refused.getMessage()))
                        .contains("canal « Instagram » : arrêté le jeudi 22 octobre 2026"));
        stage.complete(instance, "record-metrics", Map.of("organicMetrics", List.of(posters)));

        assertThat(validation.evidence(team).daysMissing()).isEmpty();
        assertThat(validation.isComplete(new ExperimentId(instance, 1), V3)).isTrue();
    }

    @Test
    @DisplayName("arrêté par erreur, se relance de la page des chiffres, qui les demande alors de nouveau")
    void isResumed() {
        stage.clock(V3, 18, 0);
        String path = "/equipes/" + team + "/chiffres/";
        assertThat(shown(Pages.get(mvc, team + "-a", path + V1))).doesNotContain("est arrêté");
        assertThat(shown(Pages.get(mvc, team + "-a", path + V3)))
                .contains("Instagram est arrêté ; son dernier jour : le jeudi 22 octobre 2026.")
                .doesNotContain("Impressions");

        assertThat(Pages.post(mvc, team + "-a", path + V3, "resume", "Instagram"))
                .hasStatus3xxRedirection();
        assertThat(Pages.post(mvc, team + "-a", path + V3, "resume", "Instagram"))
                .hasStatus3xxRedirection();

        assertThat(said(Pages.get(mvc, team + "-a", path + V3 + "?resumed"))).contains("Arrêt annulé", "Impressions");
        validation.record(team, V3, row(19, "3"), "fanny");
        assertThat(validation.evidence(team).days()).hasSize(2);
    }
}
