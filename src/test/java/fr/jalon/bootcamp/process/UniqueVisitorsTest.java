package fr.jalon.bootcamp.process;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Forty visits a day of the channel that counts, one conversion, ten euros. */
@JalonTest
@DisplayName("Une semaine dont le contrat compte les visiteurs uniques")
class UniqueVisitorsTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final LocalDate V7 = V1.plusDays(6);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    private Api api;
    private String team;
    private String instance;

    @BeforeEach
    void promiseOnUniques() {
        api = new Api(mvc);
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        stage.reach(instance, "activation");
        stage.fire(instance, "activation-opens");
        stage.complete(
                instance, "build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");
        stage.complete(instance, "set-experiment-contract", Map.of("visitsBase", "WEEKLY_UNIQUES"));
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void launch() {
        stage.complete(instance, "gate-activation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
    }

    private void record(@Nullable Integer uniques) {
        Map<String, Object> answers = new HashMap<>();
        answers.put(
                "metrics",
                List.of(
                        Map.of(
                                "channel",
                                "Instagram",
                                "impressions",
                                900,
                                "clicks",
                                41,
                                "visits",
                                40,
                                "conversions",
                                2,
                                "spend",
                                10),
                        Map.of("channel", "Affiches", "visits", 6, "conversions", 1)));
        if (uniques != null) answers.put("uniqueVisitors", uniques);
        stage.complete(instance, "record-metrics", answers);
    }

    private void liveSixDays() {
        launch();
        for (int day = 1; day <= 6; day++) {
            stage.fire(instance, "day-morning");
            record(null);
            stage.complete(instance, "morning-check-in", "adjust-campaigns");
        }
    }

    private void liveTheWeek(@Nullable Integer uniques) {
        liveSixDays();
        stage.fire(instance, "day-morning");
        record(uniques);
    }

    private MvcTestResult put(String who, String visitors) {
        return api.put(who, "{\"visitors\": " + visitors + "}", "/api/teams/{team}/unique-visitors", team);
    }

    private MvcTestResult send(LocalDate day, String... fields) {
        return Pages.post(mvc, team + "-a", "/equipes/" + team + "/chiffres/" + day, fields);
    }

    private String page(LocalDate day) {
        return shown(Pages.get(mvc, team + "-a", "/equipes/" + team + "/chiffres/" + day));
    }

    @Test
    @DisplayName("le dit au jalon, dans le contrat et dans ce que la semaine pourra conclure")
    void isShownAtTheGate() {
        Map<String, Object> gate = stage.shown(instance, "gate-activation");

        assertThat(plain(String.valueOf(gate.get("terms")))).contains("les visiteurs uniques de la semaine");
        assertThat(plain(String.valueOf(gate.get("chancesAt")))).contains("visiteurs uniques", "À partir de 157");
        assertThat(plain(String.valueOf(gate.get("contractDoubts")))).contains("Qui revient ne compte qu’une fois");
        assertThat(plain(text(Pages.get(mvc, team + "-a", "/equipes/" + team + "/contrat"))))
                .containsPattern("value=\"WEEKLY_UNIQUES\"[^>]*checked")
                .contains("Ce qui fera le verdict, au minimum de visiteurs uniques");
    }

    @Test
    @DisplayName("les demande avec les chiffres du dernier jour, et là seulement")
    void asksOnTheLastDay() {
        launch();
        stage.fire(instance, "day-morning");
        assertThat(stage.shown(instance, "record-metrics").get("asksUniques")).isEqualTo(false);
        record(40);
        assertThat(validation.evidence(team).uniqueVisitors())
                .as("hidden, so not read")
                .isNull();
        stage.complete(instance, "morning-check-in", "adjust-campaigns");
        for (int day = 2; day <= 6; day++) {
            stage.fire(instance, "day-morning");
            record(null);
            stage.complete(instance, "morning-check-in", "adjust-campaigns");
        }
        stage.fire(instance, "day-morning");

        assertThat(stage.shown(instance, "record-metrics").get("asksUniques")).isEqualTo(true);
        assertThatThrownBy(() -> record(281)).isInstanceOf(Refusal.class).satisfies(refused -> assertThat(
                        plain(refused.getMessage()))
                .contains("Visiteurs uniques de la semaine : plus que la somme des visites de chaque jour (280)"));
        assertThatThrownBy(() -> record(39)).isInstanceOf(Refusal.class).satisfies(refused -> assertThat(
                        plain(refused.getMessage()))
                .contains("moins que le meilleur jour", "(40 visites)"));
        record(200);

        Evidence evidence = validation.evidence(team);
        assertThat(evidence.uniqueVisitors()).isEqualTo(200);
        assertThat(evidence.ratios().conversionRate()).isEqualTo(0.07);
        assertThat(evidence.ratios().costPerConversion()).isEqualTo(5);
        assertThat(plain(
                        String.valueOf(stage.shown(instance, "morning-check-in").get("totals"))))
                .contains("200 (visites de chaque jour : 280 qui comptent, 322 en tout)", "7 %");
        assertThat(plain(
                        String.valueOf(stage.shown(instance, "morning-check-in").get("days"))))
                .contains(" par visite");
    }

    @Test
    @DisplayName("se juge sur eux : 14 conversions pour 110 visiteurs font GO, pour 280 visites non")
    void isJudgedOnUniques() {
        liveTheWeek(110);
        assertThat(validation.weeksSoFar(List.of(instance)).get(instance).uniqueVisitors())
                .isEqualTo(110);
        stage.complete(instance, "morning-check-in", "gate-validation");
        stage.presentAndAnalyse(instance);

        assertThat(stage.shown(instance, "decide").get("verdictLabel")).isEqualTo("Poursuivre");
        assertThat(text(api.get("fanny", "/api/teams/{team}/evidence", team)))
                .contains("\"base\":\"WEEKLY_UNIQUES\"", "\"uniqueVisitors\":110", "\"visits\":322");
        String dossier = said(api.get("fanny", "/api/teams/{team}/dossier", team));
        assertThat(dossier)
                .contains("Base du taux et du minimum les visiteurs uniques de la semaine")
                .contains("Visiteurs uniques de la semaine 110")
                .contains("Visiteurs uniques de la semaine, tels qu’ils ont été donnés 110");
        assertThat(text(api.get("fanny", "/api/teams/{team}/dossier?format=json", team)))
                .contains("\"base\":\"WEEKLY_UNIQUES\"");
    }

    @Test
    @DisplayName("n’a pas assez de données sans eux ; à son jalon, un facilitateur les donne encore, une fois")
    void wantsThem() {
        liveTheWeek(null);
        stage.complete(instance, "morning-check-in");
        assertThat(stage.shown(instance, "gate-validation").get("sufficiency"))
                .asString()
                .contains("Il manque les visiteurs uniques de la semaine")
                .doesNotContain("Trafic insuffisant");
        assertProblem(put(team + "-a", "110"), 409, "close");

        assertThat(put("fanny", "110")).hasStatus(201);
        assertThat(put("fanny", "110")).hasStatus(200);
        assertProblem(put("fanny", "111"), 409, "y sont déjà");

        assertThat(stage.shown(instance, "gate-validation").get("sufficiency"))
                .asString()
                .contains("Les données suffisent");
    }

    @Test
    @DisplayName("prolongée, en demande d’autres : ceux de sept jours ne sont pas ceux de neuf")
    void asksAgainOfALongerWeek() {
        liveTheWeek(250);
        stage.complete(instance, "morning-check-in");
        stage.complete(instance, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", 2));

        assertThat(validation.evidence(team).uniqueVisitors()).isNull();
        stage.fire(instance, "day-morning");
        assertThat(stage.shown(instance, "record-metrics").get("asksUniques")).isEqualTo(false);
    }

    private MetricRow row(long visits) {
        return new MetricRow("Instagram", 900L, 41L, visits, BigDecimal.valueOf(2), BigDecimal.TEN);
    }

    @Test
    @DisplayName("les prend d’un programme après le dernier jour, et n’épargne qu’alors la saisie du matin")
    void takesThemOverHttp() {
        liveSixDays();
        assertProblemOf(put("fanny", "200"), 422, "visitors", "attendent les visites du dernier jour");
        stage.fire(instance, "day-morning");
        validation.record(team, V7, row(40), "fanny");
        validation.record(team, V7, new MetricRow("Affiches", null, null, 6L, BigDecimal.ONE, null), "fanny");
        assertThat(stage.openTasks(instance)).containsExactly("record-metrics");

        assertProblemOf(put("fanny", "281"), 422, "visitors", "(280)");
        assertProblemOf(put("fanny", "39"), 422, "visitors", "meilleur jour");
        assertProblemOf(put("fanny", "-1"), 400, "visitors");
        assertProblemOf(put("fanny", "null"), 400, "visitors");
        assertThat(put("fanny", "200.5")).hasStatus4xxClientError();
        assertThat(put(team + "-a", "200")).hasStatus(201);

        assertThat(stage.openTasks(instance)).containsExactly("morning-check-in");
        assertThat(put(team + "-a", "201")).hasStatus(200);
        assertThat(validation.evidence(team).uniqueVisitors()).isEqualTo(201);
    }

    @Test
    @DisplayName("les corrige sur la page des chiffres : dit la faute à son champ, garde ce qui était écrit")
    void correctsOnThePage() {
        launch();
        assertThat(page(V1)).doesNotContain("Visiteurs uniques");
        stage.clock(V1, 20, 0);
        validation.record(team, V1, row(40), "fanny");
        stage.clock(V7, 20, 0);
        assertThat(page(V7)).contains("Toute la semaine", "Visiteurs uniques", "somme des jours : 40");
        assertThat(said(send(V7, "visitors", "beaucoup"))).contains("un nombre entier est attendu");
        assertThat(said(send(V7, "visitors", "60"))).contains("ils attendent les visites du dernier jour");
        String[] day = {"impressions-0", "900", "clicks-0", "41", "visits-0", "40", "conversions-0", "2"};
        assertThat(send(V7, and(day, "visitors", "60"))).hasStatus3xxRedirection();
        assertThat(said(send(V7, and(day, "visitors", "39")))).contains("moins que le meilleur jour à lui seul");
        assertThat(send(V7, and(day, "visitors", "70"))).hasStatus3xxRedirection();

        assertThat(page(V7)).contains("Avant correction 60, écrit par Anne").contains("Enregistré par Anne");
        assertThat(validation.evidence(team).uniqueVisitors()).isEqualTo(70);
    }

    private static String[] and(String[] fields, String name, String value) {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = name;
        all[fields.length + 1] = value;
        return all;
    }

    @Test
    @DisplayName("refuse la correction d’un jour qui les rendrait impossibles, et les prend corrigés ensemble")
    void holdsTogether() {
        liveTheWeek(200);

        assertThatThrownBy(() -> validation.record(team, V1, row(201), "fanny"))
                .isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(plain(refused.getMessage()))
                        .contains("les 200 visiteurs uniques de la semaine seraient moins que le meilleur jour")
                        .contains("(201 visites)", "Corrigez-les ensemble"));
        assertThat(validation.evidence(team).totals().visits()).isEqualTo(322);
        String[] day = {"impressions-0", "900", "clicks-0", "241", "visits-0", "201", "conversions-0", "2"};
        assertThat(send(V1, and(day, "visitors", "220"))).hasStatus3xxRedirection();

        assertThat(validation.evidence(team).uniqueVisitors()).isEqualTo(220);
        assertThat(validation.evidence(team).totals().visits()).isEqualTo(483);
    }

    @Test
    @DisplayName(
            "n’en demande pas si son contrat compte les visites : ce qu’on lui donne est refusé, en disant pourquoi")
    void isNotForDailyVisits() {
        String other = stage.teamAWeekBefore();
        stage.launch(stage.open(other));

        assertProblem(
                api.put("fanny", "{\"visitors\": 60}", "/api/teams/{team}/unique-visitors", other),
                409,
                "les visites de chaque jour");
        assertThat(text(api.get("fanny", "/api/teams/{team}/evidence", other)))
                .doesNotContain("uniqueVisitors", "base");
    }
}
