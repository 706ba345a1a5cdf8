package fr.jalon.bootcamp.process;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.chain.Canonical;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Validation;
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

@JalonTest
@DisplayName("Une cible plus basse qu’à l’itération précédente")
class LowerTargetTest {

    private static final LocalDate SECOND = Stage.MONDAY.plusDays(14);
    private static final String WHY = "Un public *plus large*, moins décidé.";

    @Autowired
    private Stage stage;

    @Autowired
    private BootcampRows journeys;

    @Autowired
    private Validation validation;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Canonical canonical;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String instance;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void comeToTheSecondContract() {
        stage.reach(instance, "decision");
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Même public, autre usage."));
        stage.complete(instance, "prepare-pivot");
        stage.complete(instance, "confirm-pivot", Map.of("firstDay", SECOND.toString()));
        for (String phase : List.of("planning", "prototyping")) {
            stage.fire(instance, phase + "-opens");
            stage.pass(instance, phase);
        }
        stage.fire(instance, "activation-opens");
        comeToTheContract();
    }

    private void comeToTheContract() {
        stage.complete(
                instance, "build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");
    }

    private void promise(double target, String why) {
        promise("set-experiment-contract", target, why);
    }

    private void promise(String form, double target, String why) {
        stage.complete(
                instance,
                form,
                why == null
                        ? Map.of("targetConversionRate", target)
                        : Map.of("targetConversionRate", target, "lowerTargetReason", why));
    }

    private void sendBack() {
        stage.complete(instance, "gate-activation", Map.of("gateVerdict", "REWORK", "comment", "Revoyez la cible."));
    }

    private Contract frozen() {
        return validation.frozen(journeys.of(instance).experiment()).orElseThrow();
    }

    @Test
    @DisplayName("ne se demande pas à une première itération : rien n’en reste, et l’empreinte est celle d’avant")
    void isNotAskedFirst() {
        stage.reach(instance, "activation");
        stage.fire(instance, "activation-opens");
        comeToTheContract();
        assertThat(stage.shown(instance, "set-experiment-contract")).containsEntry("previousTarget", 0.0);

        promise(4, "Sans objet.");
        assertThat(runtime.getVariable(instance, "lowerTargetReason")).isNull();
        assertThat(stage.shown(instance, "gate-activation")).doesNotContainKey("lowerTarget");

        stage.complete(instance, "gate-activation");
        stage.fire(instance, "week-opens");
        assertThat(canonical.write(frozen())).isEqualTo("""
                {"targetConversionRate":4.0,"minimumVisits":100,"spendCap":90.0,"maximumCostPerConversion":8.0,\
                "conversionMeans":"Une précommande avec numéro de téléphone.","signalStrength":"MEDIUM",\
                "forecast":{"clickThroughRate":2.0,"costPerClick":0.6,"conversionRate":6.0},\
                "counted":["Instagram"]}""");
    }

    @Test
    @DisplayName("est refusée sans motif, au champ ; la même et une plus haute ne demandent rien")
    void isRefusedWithoutAReason() {
        comeToTheSecondContract();
        assertThat(stage.shown(instance, "set-experiment-contract"))
                .containsEntry("previousTarget", 5.0)
                .hasEntrySatisfying("previousTargetSaid", said -> assertThat(plain(String.valueOf(said)))
                        .isEqualTo("5 %"));

        for (String nothing : new String[] {null, "", " "}) {
            assertThatThrownBy(() -> promise(4.99, nothing))
                    .isInstanceOf(Refusal.class)
                    .satisfies(
                            refusal -> assertThat(((Refusal) refusal).errors()).containsOnlyKeys("lowerTargetReason"))
                    .satisfies(refusal -> assertThat(plain(refusal.getMessage()))
                            .contains("« Pourquoi une cible plus basse qu’à l’itération précédente ? » : "
                                    + "ce champ est obligatoire."));
        }
        promise(5, null);
        sendBack();
        assertThatThrownBy(() -> promise("rework-activation", 4, null)).hasMessageContaining("obligatoire");
        promise("rework-activation", 6, null);
        stage.complete(instance, "gate-activation");
        stage.liveUntil(instance, SECOND.plusDays(2).atTime(10, 0));
        assertThat(frozen().targetConversionRate()).isEqualTo(6);
        assertThat(frozen().lowerTargetReason()).isNull();
    }

    @Test
    @DisplayName("se justifie au contrat : le motif se lit au jalon, à la décision et au dossier, figé avec le contrat")
    void isExplained() {
        comeToTheSecondContract();
        promise(4, WHY);
        assertThat(plain(String.valueOf(stage.shown(instance, "gate-activation").get("lowerTarget"))))
                .isEqualTo("**Cible plus basse qu’à l’itération précédente** (5 %). Motif de l’équipe : "
                        + "Un public \\*plus large\\*\\, moins décidé\\.");
        sendBack();
        promise("rework-activation", 6, null);
        assertThat(stage.shown(instance, "gate-activation")).doesNotContainKey("lowerTarget");
        sendBack();
        promise("rework-activation", 4, WHY);
        stage.complete(instance, "gate-activation");
        stage.liveUntil(instance, SECOND.plusDays(2).atTime(10, 0));
        assertThat(frozen().lowerTargetReason()).isEqualTo(WHY);

        stage.liveUntil(instance, SECOND.plusDays(9).atTime(14, 0));
        stage.complete(instance, "gate-validation");
        stage.presentAndAnalyse(instance);
        Map<String, Object> shown = stage.shown(instance, "decide");
        assertThat(String.valueOf(shown.get("lowerTarget"))).contains("moins décidé");
        assertThat(plain(String.valueOf(shown.get("demandsOfAll"))))
                .contains("est plus basse qu’à l’itération précédente");
        stage.complete(instance, "decide", Map.of("decision", "STOP", "decisionReason", "Trop peu de visites."));

        assertThat(validation.decisions(team).get(1).grounds().contract()).contains("\"lowerTargetReason\":\"" + WHY);
        assertThat(text(new Api(mvc).get(team + "-a", "/api/teams/{team}/dossier", team)))
                .containsOnlyOnce("Pourquoi une cible plus basse qu’à l’itération précédente")
                .contains("Un public *plus large*, moins décidé.");
    }
}
