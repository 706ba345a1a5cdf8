package fr.jalon.bootcamp.process;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.Amendment;
import fr.jalon.experiment.ContractChange;
import fr.jalon.experiment.Standing;
import fr.jalon.experiment.Validation;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Amender un contrat d’expérimentation")
class ContractAmendmentProcessTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final String MODEL = "bpmn/bootcamp/contract-amendment.bpmn";

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Processes processes;

    @Autowired
    private Validation validation;

    @Autowired
    private BootcampRows journeys;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String instance;

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
        assertThat(coverage.missing(MODEL)).isNotEmpty();
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing(MODEL)).isEmpty();
    }

    @BeforeEach
    void openTheWeek() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        stage.reach(instance, "validation");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void amend(String name, Object value, String reason) {
        Map<String, Object> answers =
                new LinkedHashMap<>(Map.of(ContractAmendment.TEAM, team, ContractAmendment.REASON, reason));
        if (name != null) answers.put(name, value);
        accounts.as("fanny", () -> processes.start(ContractAmendment.KEY, answers));
    }

    private Standing standing() {
        return validation.standing(journeys.of(instance).experiment());
    }

    @Test
    @DisplayName("Le terme amendé vaut désormais, la promesse reste à côté, avec motif, auteur et date")
    void keepsThePromise() {
        stage.fire(instance, "week-opens");

        amend(ContractAmendment.SPEND_CAP, 150.5, "Le prix du clic a doublé.");

        assertThat(standing().frozen().orElseThrow().spendCap()).isEqualTo(90);
        assertThat(standing().contract().orElseThrow().spendCap()).isEqualTo(150.5);
        assertThat(standing().contract().orElseThrow().targetConversionRate()).isEqualTo(5);
        assertThat(standing().amendments()).singleElement().satisfies(amendment -> {
            assertThat(amendment.changes()).singleElement().satisfies(change -> assertThat(plain(change))
                    .isEqualTo("Plafond de dépense : 90,00 € → 150,50 €"));
            assertThat(amendment.reason()).isEqualTo("Le prix du clic a doublé.");
            assertThat(amendment.amendedBy()).isEqualTo("fanny");
            assertThat(amendment.amendedAt())
                    .isEqualTo(ClockUtil.getCurrentTime().toInstant());
            assertThat(amendment.from()).isEqualTo(V1);
        });
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processDefinitionKey(ContractAmendment.KEY)
                        .processInstanceBusinessKeyLike("%/" + team + "/amendment")
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Une réponse laissée vide dans Tasklist ne change rien au terme")
    void leavesBlanksAlone() {
        stage.fire(instance, "week-opens");

        accounts.as(
                "fanny",
                () -> processes.start(
                        ContractAmendment.KEY,
                        Map.of(
                                ContractAmendment.TEAM,
                                team,
                                ContractAmendment.TARGET,
                                4.25,
                                ContractAmendment.CONVERSION_MEANS,
                                "",
                                ContractAmendment.REASON,
                                "Signal plus fort.")));

        assertThat(standing().amendments()).singleElement().satisfies(amendment -> assertThat(amendment.changes())
                .singleElement()
                .satisfies(change -> assertThat(plain(change)).isEqualTo("Taux de conversion visé : 5 % → 4,25 %")));
    }

    @Test
    @DisplayName("Deux amendements se suivent : le second part du premier")
    void amendsAgain() {
        stage.fire(instance, "week-opens");
        amend(ContractAmendment.MINIMUM_VISITS, 80, "Audience plus étroite que prévu.");
        amend(ContractAmendment.CONVERSION_MEANS, "Un rendez-vous honoré.", "Précisé avec la coach.");

        assertThat(standing().contract().orElseThrow().minimumVisits()).isEqualTo(80);
        assertThat(standing().amendments()).extracting(Amendment::number).containsExactly(1, 2);
        assertThat(standing().amendments().get(1).changes()).hasSize(1);
    }

    @Test
    @DisplayName("Avant d’être figé, un contrat ne s’amende pas : l’équipe n’est pas proposée")
    void waitsForTheFreeze() {
        assertThatThrownBy(() -> amend(ContractAmendment.SPEND_CAP, 150, "Trop tôt."))
                .hasMessageContaining("choix proposés");

        assertThat(standing().amendments()).isEmpty();
    }

    @Test
    @DisplayName("Un amendement qui ne change rien, sans motif ou hors de toute mesure est refusé")
    void makesSense() {
        stage.fire(instance, "week-opens");

        assertThatThrownBy(() -> amend(null, null, "Pour rien."))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("ne change rien");
        assertThatThrownBy(() -> amend(ContractAmendment.SPEND_CAP, 90, "Pour rien."))
                .hasMessageContaining("ne change rien");
        assertThatThrownBy(() -> amend(ContractAmendment.SPEND_CAP, 150, " ")).hasMessageContaining("Motif");
        assertThatThrownBy(() -> amend(ContractAmendment.MINIMUM_VISITS, 10, "Moins de visites."))
                .hasMessageContaining("50");

        assertThat(standing().amendments()).isEmpty();
    }

    private void amendFrom(LocalDate from) {
        accounts.as(
                "fanny",
                () -> processes.start(
                        ContractAmendment.KEY,
                        Map.of(
                                ContractAmendment.TEAM,
                                team,
                                ContractAmendment.SPEND_CAP,
                                150,
                                ContractAmendment.FROM,
                                from.toString(),
                                ContractAmendment.REASON,
                                "Le clic a doublé.")));
    }

    @Test
    @DisplayName("Un amendement dit de quand il vaut : d’aujourd’hui au dernier jour de la semaine, et rien d’autre")
    void holdsFromADay() {
        stage.fire(instance, "week-opens");
        stage.clock(V1.plusDays(1), 8, 0);

        assertThatThrownBy(() -> amendFrom(V1)).hasMessageContaining("cette date est passée");
        assertThatThrownBy(() -> amendFrom(V1.plusDays(7)))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(((Refusal) refusal).errors()).containsOnlyKeys(ContractAmendment.FROM))
                .hasMessageContaining("après le dernier jour de la semaine, le mardi 27 octobre 2026");
        amendFrom(V1.plusDays(6));

        assertThat(standing().amendments()).extracting(Amendment::from).containsExactly(V1.plusDays(6));
        assertThat(standing().contract().orElseThrow().spendCap()).isEqualTo(150);
        stage.complete(instance, "launch-campaigns");
        stage.liveUntil(instance, V1.plusDays(7).atTime(12, 1));
        assertThat(plain(String.valueOf(stage.shown(instance, "gate-validation").get("amendments"))))
                .contains("\"on\":\"jeudi 22 octobre 2026\"", "\"from\":\"mardi 27 octobre 2026\"");
    }

    @Test
    @DisplayName("Une semaine finie s’amende jusqu’à la recommandation, à partir du jour même")
    void holdsFromTheDayOnceTheWeekIsOver() {
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
        stage.liveUntil(instance, V1.plusDays(7).atTime(12, 1));

        assertThatThrownBy(() -> amendFrom(V1.plusDays(8))).hasMessageContaining("après le dernier jour");
        amend(ContractAmendment.SPEND_CAP, 150, "Le clic a doublé.");

        assertThat(standing().amendments()).extracting(Amendment::from).containsExactly(V1.plusDays(7));
    }

    @Test
    @DisplayName("Un amendement d’avant cette question vaut du jour où il a été écrit, à Paris")
    void heldFromItsDayBefore() {
        stage.fire(instance, "week-opens");
        stage.clock(V1.plusDays(2), 0, 30);
        amend(ContractAmendment.SPEND_CAP, 150, "Le clic a doublé.");
        jdbc.sql("update amendment set holds_from = null where journey = ?")
                .param(instance)
                .update();

        assertThat(standing().amendments()).extracting(Amendment::from).containsExactly(V1.plusDays(2));
    }

    @Test
    @DisplayName("Une fois la recommandation établie, le contrat ne bouge plus")
    void stopsAtTheRecommendation() {
        stage.fire(instance, "week-opens");
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);

        assertThatThrownBy(() -> amend(ContractAmendment.SPEND_CAP, 150, "Trop tard."))
                .hasMessageContaining("choix proposés");
        assertThatThrownBy(() -> validation.amend(
                        journeys.of(instance).experiment(),
                        new ContractChange(null, null, 150.0, null, null),
                        null,
                        "Trop tard.",
                        "fanny"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("recommandation");
    }
}
