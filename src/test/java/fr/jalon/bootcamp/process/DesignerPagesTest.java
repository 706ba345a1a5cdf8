package fr.jalon.bootcamp.process;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le contrat se conçoit avant d’être promis")
class DesignerPagesTest {

    private static final String FULL = "?targetConversionRate=5&minimumVisits=100&plannedVisits=300&spendCap=59"
            + "&maximumCostPerConversion=6&forecastCostPerClick=0,60&dailyBudget=12,50&channels=PAID"
            + "&signalStrength=WEAK&conversionMeans=Une précommande";

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Processes processes;

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

    private MvcTestResult get(String who, String query) {
        return Pages.get(mvc, who, "/equipes/" + team + "/contrat" + query);
    }

    private void setTheContract() {
        stage.reach(instance, "activation");
        stage.fire(instance, "activation-opens");
        stage.complete(
                instance, "build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");
    }

    @Test
    @DisplayName("sur une page : seuils, chances de chaque verdict, trafic et coût, et ce qui est à revoir")
    void isDesigned() {
        assertThat(shown(get(team + "-a", FULL)))
                .contains(
                        "Poursuivre dès 9 conversions",
                        "après une prolongation dès 10 conversions",
                        "Arrêter jusqu’à 1",
                        "avec 300 visites",
                        "1,25 % 0,0 % 3,2 % 96,3 % 0,5 %",
                        "5 % 7,8 % 4,9 % 1,6 % 85,7 %",
                        "10 % 97,1 %",
                        "À partir de 157 visites",
                        "Le minimum 100 60,00 €, au-dessus des 59 € du plafond 5 jours",
                        "Le trafic prévu 300 180,00 €",
                        "plus que le plafond de dépense (59,00 €)",
                        "une conversion coûterait 6,67 €",
                        "Une précommande est dite un signal faible");
        assertThat(text(get(team + "-a", FULL)))
                .contains("name=\"spendCap\"", "value=\"59\"", "value=\"0,60\"", "value=\"WEAK\" checked=\"checked\"")
                .contains("method=\"get\" action=\"/equipes/" + team + "/contrat\"");
    }

    @Test
    @DisplayName("avant tout chiffre : la page est vide, sans reproche")
    void beginsEmpty() {
        assertThat(shown(get(team + "-a", "")))
                .contains("Taux de conversion visé")
                .doesNotContain("obligatoire", "Voyez ce qui est marqué", "chances");
        assertThat(shown(get(team + "-a", "?targetConversionRate=&minimumVisits=")))
                .contains("ce champ est obligatoire", "Voyez ce qui est marqué");
    }

    @Test
    @DisplayName("avec ce que l’équipe a répondu, puis avec son contrat en vigueur, amendements compris")
    void isPrefilled() {
        setTheContract();
        assertThat(text(get(team + "-a", ""))).contains("name=\"dailyBudget\"", "value=\"12,5\"");
        stage.complete(instance, "set-experiment-contract");
        assertThat(text(get(team + "-a", "")))
                .contains("value=\"5\"", "value=\"100\"", "value=\"90\"", "value=\"8\"", "value=\"0,6\"")
                .contains("value=\"MEDIUM\" checked=\"checked\"", "Une précommande avec numéro");
        assertThat(shown(get("fanny", ""))).contains("avec 145 visites", "dès 9 conversions");
        assertThat(text(get(team + "-a", "?targetConversionRate=7&minimumVisits=100")))
                .contains("value=\"7\"")
                .doesNotContain("value=\"12,5\"");

        stage.complete(instance, "gate-activation");
        stage.fire(instance, "week-opens");
        accounts.as(
                "fanny",
                () -> processes.start(
                        ContractAmendment.KEY,
                        Map.of(
                                ContractAmendment.TEAM,
                                team,
                                ContractAmendment.MINIMUM_VISITS,
                                200,
                                ContractAmendment.REASON,
                                "Plus de trafic.")));
        assertThat(text(get(team + "-a", ""))).contains("value=\"200\"");
        assertThat(shown(get(team + "-a", ""))).contains("dès 15 conversions", "dès 16 conversions");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
      targetConversionRate     | 0.09     | de 0,1 à 100
      targetConversionRate     | 0,1      | –
      targetConversionRate     | 100      | une cible d’au plus
      targetConversionRate     | 100,01   | de 0,1 à 100
      targetConversionRate     | 4,125    | de deux façons
      targetConversionRate     | 0,125    | deux décimales au plus
      targetConversionRate     | 5 %      | –
      targetConversionRate     | cinq     | un nombre est attendu
      targetConversionRate     | -5       | positif
      targetConversionRate     | 1e9      | un nombre est attendu
      minimumVisits            | 49       | de 50 à 1 000 000
      minimumVisits            | 2000     | –
      minimumVisits            | 1000000  | –
      minimumVisits            | 1000001  | de 50 à 1 000 000
      minimumVisits            | 99,5     | entier
      minimumVisits            | 99999999999999999999 | hors de toute mesure
      plannedVisits            | 0        | de 1 à 1 000 000
      plannedVisits            | 1        | –
      plannedVisits            | 1000000  | –
      plannedVisits            | 1000001  | de 1 à 1 000 000
      spendCap                 | 0        | –
      spendCap                 | 90 €     | –
      spendCap                 | 1000000  | –
      spendCap                 | 1000001  | mesure
      spendCap                 | 1,005    | de deux façons
      maximumCostPerConversion | 100000   | –
      maximumCostPerConversion | 100000,01| de 0 à 100 000
      forecastCostPerClick     | 0        | –
      forecastCostPerClick     | 1000     | –
      forecastCostPerClick     | 1000,01  | de 0 à 1 000
      dailyBudget              | 0        | –
      dailyBudget              | <b>      | un montant en euros
      signalStrength           | FORT     | choisissez
      channels                 | TOUS     | choisissez
      """)
    @DisplayName("dit à côté du champ ce qui ne va pas, et garde ce qui est tapé")
    void keepsWhatIsTyped(String field, String typed, String said) {
        String other = field.equals("targetConversionRate")
                ? "minimumVisits=2000"
                : field.equals("minimumVisits") ? "targetConversionRate=5" : "targetConversionRate=5&minimumVisits=100";
        MvcTestResult page = mvc.get()
                .uri("/equipes/{team}/contrat?" + other, team)
                .param(field, typed)
                .with(user(team + "-a"))
                .exchange();

        String shown = shown(page);
        if (said == null) assertThat(shown).contains("Les chances").doesNotContain("Voyez ce qui est marqué");
        else assertThat(shown).contains(said, "Voyez ce qui est marqué");
        if (!typed.chars().allMatch(Character::isLetter)) {
            assertThat(text(page)).contains("value=\"" + typed.replace("<b>", "&lt;b&gt;") + "\"");
        }
    }

    @Test
    @DisplayName("et dit qu’il serait refusé, en gardant ses seuils sous les yeux")
    void saysWhatWouldBeRefused() {
        assertThat(shown(get(team + "-a", "?targetConversionRate=1&minimumVisits=199")))
                .contains("il faut 200 visites au moins", "Arrêter jamais");
        assertThat(shown(get(team + "-a", "?targetConversionRate=1&minimumVisits=200")))
                .contains("Arrêter aucune conversion")
                .doesNotContain("Voyez ce qui est marqué");
    }

    @Test
    @DisplayName("se lit de l’équipe, des coachs et des facilitateurs seuls")
    void isForThoseWhoSeeTheTeam() {
        String other = stage.team(teams.team(team).cohort()) + "-a";
        assertThat(get(other, "")).hasStatus(404);
        assertThat(get("carlos", "")).hasStatusOk();
        assertThat(get("fanny", "")).hasStatusOk();
    }

    @Test
    @DisplayName("et le formulaire y mène ; il est refusé, au champ, où un verdict ne se dirait jamais")
    void isRefusedAtTheForm() {
        setTheContract();
        assertThat(stage.shown(instance, "set-experiment-contract"))
                .containsEntry("designerRoute", "/equipes/" + team + "/contrat");
        assertThat(text(Pages.get(mvc, team + "-a", "/equipes/" + team)))
                .contains("href=\"/equipes/" + team + "/contrat\"");

        for (Map<String, Object> hopeless : List.<Map<String, Object>>of(
                Map.of("targetConversionRate", 1, "minimumVisits", 199),
                Map.of("targetConversionRate", 99, "minimumVisits", 228))) {
            assertThatThrownBy(() -> stage.complete(instance, "set-experiment-contract", hopeless))
                    .isInstanceOf(Refusal.class)
                    .satisfies(
                            refusal -> assertThat(((Refusal) refusal).errors()).containsOnlyKeys("minimumVisits"));
        }
        assertThatThrownBy(() -> stage.complete(
                        instance, "set-experiment-contract", Map.of("targetConversionRate", 100, "minimumVisits", 100)))
                .isInstanceOf(Refusal.class)
                .satisfies(
                        refusal -> assertThat(((Refusal) refusal).errors()).containsOnlyKeys("targetConversionRate"));
        stage.complete(instance, "set-experiment-contract", Map.of("targetConversionRate", 1, "minimumVisits", 200));

        stage.complete(instance, "gate-activation", Map.of("gateVerdict", "REWORK", "comment", "Trop peu."));
        assertThatThrownBy(() -> stage.complete(
                        instance, "rework-activation", Map.of("targetConversionRate", 1, "minimumVisits", 199)))
                .hasMessageContaining("il faut 200 visites");
    }

    @Test
    @DisplayName("et le jalon de l’activation montre à la facilitatrice la même table")
    void isShownAtTheGate() {
        setTheContract();
        stage.complete(instance, "set-experiment-contract", Map.of("minimumVisits", 300, "spendCap", 90));
        Map<String, Object> shown = stage.shown(instance, "gate-activation");

        assertThat(plain(String.valueOf(shown.get("thresholds"))))
                .contains("dès 21 conversions", "dès 23 conversions", "8 à 9", "jusqu’à 7");
        assertThat(plain(String.valueOf(shown.get("chances"))))
                .contains("1,25 %", "96,3 %", "52,4 %", "7,8 %", "66,0 %", "97,1 %");
        assertThat(plain(String.valueOf(shown.get("chancesAt"))))
                .contains("Avec 300 visites", "À partir de 157 visites");
        assertThat(plain(String.valueOf(shown.get("contractCosts")))).contains("180,00 €, au-dessus des 90 €");
        assertThat(shown.get("contractDoubts"))
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .contains("plus que le plafond de dépense");
        assertThat(shown).containsEntry("designerRoute", "/equipes/" + team + "/contrat");
    }

    @Test
    @DisplayName("n’a rien à revoir au jalon quand tout tient")
    void hasNoDoubtsAtTheGate() {
        setTheContract();
        stage.complete(instance, "set-experiment-contract");
        assertThat(stage.shown(instance, "gate-activation")).doesNotContainKey("contractDoubts");
    }

    @Test
    @DisplayName("un amendement sans espoir est refusé de même, au champ ; ce qui n’y touche pas passe")
    void isRefusedAsAnAmendment() {
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        Map<String, Object> hopeless = Map.of(
                ContractAmendment.TEAM, team, ContractAmendment.TARGET, 1, ContractAmendment.REASON, "Trop haut.");

        assertThatThrownBy(() -> accounts.as("fanny", () -> processes.start(ContractAmendment.KEY, hopeless)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("il faut 200 visites au moins")
                .satisfies(refusal ->
                        assertThat(((Refusal) refusal).errors()).containsOnlyKeys(ContractAmendment.MINIMUM_VISITS));
        accounts.as(
                "fanny",
                () -> processes.start(
                        ContractAmendment.KEY,
                        Map.of(
                                ContractAmendment.TEAM,
                                team,
                                ContractAmendment.TARGET,
                                1,
                                ContractAmendment.MINIMUM_VISITS,
                                200,
                                ContractAmendment.REASON,
                                "Trop haut.")));
    }
}
