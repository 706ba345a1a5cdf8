package fr.jalon.bootcamp.process;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.experiment.Decision;
import fr.jalon.experiment.Validation;
import fr.jalon.statistics.Bars;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Du jalon de la semaine à la décision")
class VerdictsProcessTest {

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private BootcampRows journeys;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private Verdicts verdicts;

    @Autowired
    private ProcessEngineConfiguration engine;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String instance;

    @BeforeEach
    void openTheWeek() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** Seven mornings with those figures of Instagram, and none of the posters: they do not count. */
    private void live(long visits, double conversions, double spend) {
        for (int day = 1; day <= 7; day++) morning(day < 7, visits, conversions, spend);
    }

    private void morning(boolean isDayLeft, long visits, double conversions, double spend) {
        stage.fire(instance, "day-morning");
        stage.complete(
                instance,
                "record-metrics",
                Map.of(
                        "metricsConfirmed",
                        true,
                        "metrics",
                        List.of(
                                Map.of(
                                        "channel",
                                        "Instagram",
                                        "impressions",
                                        1600,
                                        "clicks",
                                        21,
                                        "visits",
                                        visits,
                                        "conversions",
                                        conversions,
                                        "spend",
                                        spend),
                                Map.of("channel", "Affiches", "visits", 6, "conversions", 5))));
        stage.complete(instance, "morning-check-in");
        if (isDayLeft) stage.complete(instance, "adjust-campaigns");
    }

    private void decideOn() {
        stage.complete(instance, "gate-validation");
        stage.presentAndAnalyse(instance);
    }

    private String sufficiency() {
        return plain(String.valueOf(stage.shown(instance, "gate-validation").get("sufficiency")));
    }

    private Decision decision() {
        return validation.decisions(team).get(0);
    }

    @Test
    @DisplayName("Les seuils sont ceux de la table, trouvés en l’interrogeant, au dernier chiffre près")
    void readsTheThresholds() {
        var commands = ((ProcessEngineConfigurationImpl) engine).getCommandExecutorTxRequired();
        int version = validation.hearing(journeys.of(instance).experiment()).rules();
        Bars first = commands.execute(context -> verdicts.bars(version, false));
        Bars extended = commands.execute(context -> verdicts.bars(version, true));

        assertThat(first).isEqualTo(new Bars(0.9, 0.05, 0.5, 5));
        assertThat(extended).isEqualTo(new Bars(0.95, 0.05, 0.5, 5));
    }

    @Test
    @DisplayName(
            "Un contrat qui ne pourrait jamais dire « arrêter » ou « poursuivre » est refusé, avec ce qui suffirait")
    void refusesContractsThatCannotTell() {
        String other = stage.open(stage.teamAWeekBefore());
        stage.reach(other, "activation");
        stage.fire(other, "activation-opens");
        stage.complete(
                other, "build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");

        assertThatThrownBy(() -> contract(other, 1, 100))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(plain(refusal.getMessage()))
                        .contains(
                                "à une cible de 1 % et 100 visites, « Arrêter » ne pourrait jamais être dit",
                                "il faut 200 visites au moins, ou une cible d’au moins 1,99 %"));
        assertThatThrownBy(() -> contract(other, 99, 50))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(plain(refusal.getMessage()))
                        .contains("« Poursuivre » ne pourrait jamais", "ou une cible d’au plus 95,58 %"));
        contract(other, 1, 200);
        assertThat(stage.openTasks(other)).contains("gate-activation");
    }

    private void contract(String journey, double target, int visits) {
        stage.complete(
                journey, "set-experiment-contract", Map.of("targetConversionRate", target, "minimumVisits", visits));
    }

    @Test
    @DisplayName("Des données qui suffisent ne se prolongent pas, sans que le jalon dise quel verdict elles portent")
    void keepsSufficientWeeks() {
        live(19, 2, 11.4);

        assertThat(sufficiency()).contains("Les données suffisent").doesNotContain("Poursuivre");
        assertThatThrownBy(() ->
                        stage.complete(instance, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", 7)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("suffisent");
        decideOn();
        assertThat(runtime.getVariable(instance, "recommendation")).isEqualTo("GO");
    }

    @Test
    @DisplayName("Une semaine non concluante dit ce qui trancherait, se prolonge une fois, puis demande 95 %")
    void extendsOnce() {
        live(15, 1.2, 5);
        // 8.4 of 105: 0.88 at 5 %.
        assertThat(sufficiency()).contains("Non concluant", "une chance sur deux de trancher");
        stage.complete(instance, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", 1));
        morning(false, 15, 1.5, 5);
        // 9.9 of 120: 0.91, which would have done the first time.
        assertThat(sufficiency()).contains("Non concluant", "déjà été prolongée");
        assertThatThrownBy(() ->
                        stage.complete(instance, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", 1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("déjà été prolongée");
        decideOn();

        assertThat(runtime.getVariable(instance, "recommendation")).isEqualTo("INSUFFICIENT_DATA");
        assertThat(stage.shown(instance, "decide")).containsEntry("verdictLabel", "Non concluant");
        assertThatThrownBy(() -> stage.complete(instance, "decide", Map.of("decisionReason", "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("insuffisantes");
        stage.complete(instance, "decide");
        assertThat(decision().advice().label()).isEqualTo("Non concluant");
        assertThat(decision().grounds().evidence()).contains("\"centralInterval\":{\"probability\":0.9,");
    }

    @Test
    @DisplayName("Deux matinées manquantes ne se jugent pas, quoi que disent les cinq autres")
    void asksForMornings() {
        for (int day = 1; day <= 5; day++) morning(true, 30, 4, 20);
        stage.liveUntil(instance, Stage.MONDAY.plusDays(9).atTime(12, 1));
        decideOn();

        assertThat(runtime.getVariable(instance, "recommendation")).isEqualTo("INSUFFICIENT_DATA");
        assertThat(plain(String.valueOf(runtime.getVariable(instance, "recommendationReason"))))
                .contains("plusieurs matinées", "Chiffres manquants : lundi 26/10/2026 (Instagram)");
    }

    @Test
    @DisplayName("Vingt conversions organiques ne font pas passer un canal payant trop cher, ni un taux manqué")
    void keepsPaidApart() {
        live(30, 3, 60);
        decideOn();

        assertThat(runtime.getVariable(instance, "recommendation")).isEqualTo("PIVOT");
        assertThat(plain(String.valueOf(runtime.getVariable(instance, "recommendationReason"))))
                .contains("Coût trop élevé");
    }

    @Test
    @DisplayName("Poursuivre malgré un plafond de dépense passé demande un motif, même si c’est recommandé")
    void asksWhy() {
        live(40, 8, 20);
        decideOn();

        assertThat(runtime.getVariable(instance, "recommendation")).isEqualTo("GO");
        assertThat(plain(String.valueOf(stage.shown(instance, "decide").get("demandsOfGo")))
                        .replace("\\", ""))
                .contains("La dépense (140,00 €) a passé son plafond (90,00 €).");
        assertThatThrownBy(() -> stage.complete(instance, "decide", Map.of("decisionReason", "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("plafond");
        stage.complete(instance, "decide", Map.of("decisionReason", "Le sponsor paie la différence."));
        assertThat(plain(decision().advice().demands())).contains("a passé son plafond");
    }

    @Test
    @DisplayName("Sans un doute, une décision recommandée se prend sans motif")
    void asksNothingMore() {
        live(19, 2, 11.4);
        decideOn();

        stage.complete(instance, "decide", Map.of("decisionReason", ""));

        assertThat(decision().verdict().reason()).isNull();
    }

    @Test
    @DisplayName(
            "Une semaine figée sous les anciennes règles est jugée par sa table, tous canaux et a priori de son temps")
    void keepsTheFormerRules() {
        String deployment = repository
                .createDeployment()
                .name("former rules")
                .addClasspathResource("decisions/go-pivot-stop-1.dmn")
                .deploy()
                .getId();
        try {
            int former = repository
                    .createDecisionDefinitionQuery()
                    .deploymentId(deployment)
                    .singleResult()
                    .getVersion();
            jdbc.sql("update experiment set belief = 'NOTHING', rules = ?, counted_channels = null where journey = ?")
                    .params(former, instance)
                    .update();
            live(19, 2, 11.4);
            // 49 of 175, organic ones among them; by the rules of today 14 of 133 at 8 €.
            decideOn();
            stage.complete(instance, "decide");

            assertThat(decision().advice().tableVersion()).isEqualTo("go-pivot-stop v" + former);
            assertThat(decision().advice().label()).isNull();
            assertThat(decision().advice().recommendationReason()).contains("à un coût tenable");
            assertThat(decision().advice().prior()).isEqualTo("Bêta(1\u00a0; 1)");
            assertThat(decision().grounds().evidence())
                    .contains("\"conversionRate\":0.28,")
                    .doesNotContain("centralInterval");
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }
}
