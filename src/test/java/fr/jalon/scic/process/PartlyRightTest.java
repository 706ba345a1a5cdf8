package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.PartnerCategory;
import fr.jalon.scic.ReviewRows;
import fr.jalon.scic.TrackRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Un parcours vers la SCIC qui n’atteint pas toutes ses cibles")
class PartlyRightTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage clock;

    @Autowired
    private Journeys journeys;

    @Autowired
    private TrackRows tracks;

    @Autowired
    private MarketRows market;

    @Autowired
    private GrantRows grants;

    @Autowired
    private ReviewRows reviews;

    @Autowired
    private HistoryService history;

    @Autowired
    private MockMvcTester mvc;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Quarante-neuf alternants mènent à un bilan, pas à une attente")
    void endsWithFortyNine() {
        String id = stage.open();
        stage.create(id);
        stage.complete(id, "gate-creation");
        stage.prove(id);
        stage.complete(id, "gate-model");
        stage.convene(id);
        stage.complete(id, "record-vote", "file-formalities", "request-esus-approval");
        stage.fire(id, "launch-scic-opens");
        stage.complete(id, "launch-scic");
        for (int months : List.of(6, 12, 24)) {
            stage.fire(id, "milestone-due");
            stage.complete(id, "review-milestone");
            assertThat(reviews.of(id)).hasSize(List.of(6, 12, 24).indexOf(months) + 1);
        }
        stage.fire(id, "reach-fifty-apprentices-opens");
        stage.place(id, 49);

        Task fifty = stage.tasks(id, "reach-fifty-apprentices").get(0);
        assertThat(stage.shown(fifty))
                .containsEntry("placementMissing", 1)
                .extracting("placementTarget")
                .asString()
                .isEqualTo("Alternants actifs\u00a0: 49 sur 50 visés, il en manque 1");
        Map<String, Object> silent = new HashMap<>();
        silent.put("shortfallReason", null);
        assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(fifty, silent)))
                .hasMessageContaining("il manque 1 sur 50");
        stage.complete(fifty, Map.of("shortfallReason", "Une signature glisse en janvier."));
        assertThat(stage.open(id)).isEmpty();

        stage.fire(id, "milestone-due");
        Task last = stage.tasks(id, "review-milestone").get(0);
        assertThat(said(stage.shown(last), "gapRows"))
                .contains("49 sur 50, il en manque 1", "Une signature glisse en janvier.");
        stage.complete(last, Map.of());
        assertThat(reviews.of(id).get(3))
                .satisfies(held -> assertThat(held.review().apprenticesActive()).isEqualTo(49))
                .satisfies(held -> assertThat(held.status()).isEqualTo("ON_TRACK"));
        for (var grant : grants.applications(id)) {
            String instance = grant.status() == Status.PLANNED || grant.status() == Status.PREPARED
                    ? stage.grant(id, grant.grant().id())
                    : null;
            if (instance == null) continue;
            if (grant.status() == Status.PLANNED) clock.fire(instance, "grant-opens");
            clock.fire(instance, "deadline-passed");
        }
        stage.tasks(id, "plan-next-round").forEach(round -> stage.complete(round, Map.of()));
        assertThat(journeys.journey(id).life().outcome()).isEqualTo("LAUNCHED");
        assertThat(journeys.journey(id).life().closed()).isNotNull();
    }

    @Test
    @DisplayName("Deux partenariats et un fondateur arrivent au jalon, qui montre ce qui manque et pourquoi")
    void bringsThePartialToTheGate() {
        String id = stage.open();
        stage.completeSome(id, "sign-partnerships", 2, Map.of());
        stage.completeSome(
                id,
                "sign-partnerships",
                2,
                Map.of("partnershipOutcome", "GIVEN_UP", "givenUpReason", "Trop tôt pour eux."));
        stage.completeSome(id, "sign-partnerships", 1, Map.of("partnershipOutcome", "NOT_SIGNED"));
        assertThat(stage.tasks(id, "sign-partnerships")).hasSize(1);
        stage.completeSome(
                id, "sign-partnerships", 1, Map.of("partnershipOutcome", "GIVEN_UP", "givenUpReason", "Sans réponse."));
        assertThat(stage.open(id)).contains("join-employer-group").doesNotContain("sign-partnerships");

        stage.complete(
                id,
                "recruit-founders",
                Map.of(
                        "founders",
                        List.of(Map.of(
                                "role", "CEO", "name", "Sonia", "profile", "Commercial", "mission", "Partenariats")),
                        "shortfallReason",
                        "On cherche jusqu’en mai."));
        stage.createTheRest(id);
        String gaps = said(stage.shown(stage.tasks(id, "gate-creation").get(0)), "gapRows");
        assertThat(gaps)
                .contains("2 sur 3, il en manque 1", "Trop tôt pour eux.", "Sans réponse.")
                .contains("1 sur 3, il en manque 2", "sans COO ni CTO", "On cherche jusqu’en mai.");
        assertThat(market.partnerships(id)).hasSize(2);
        stage.complete(id, "gate-creation", Map.of("gateVerdict", "REWORK", "comment", "Un partenaire de plus."));

        Task adjusting = stage.tasks(id, "adjust-creation").get(0);
        Object twice = market.partnerships(id).get(0).category().name();
        assertThat(catchThrowableOfType(Refusal.class, () -> stage.complete(adjusting, later(twice, "CEO"))))
                .hasMessageContaining("est déjà signé")
                .hasMessageContaining("est déjà pourvu");
        Object free = Stream.of(PartnerCategory.values())
                .filter(category -> market.partnerships(id).stream().noneMatch(each -> each.category() == category))
                .findFirst()
                .orElseThrow()
                .name();
        stage.complete(adjusting, later(free, "CTO"));

        assertThat(said(stage.shown(stage.tasks(id, "gate-creation").get(0)), "gapRows"))
                .contains("3 sur 3, atteint")
                .contains("2 sur 3, il en manque 1", "sans COO", "On cherche jusqu’en mai.")
                .doesNotContain("CTO");
        stage.complete(id, "gate-creation");
        assertThat(market.partnerships(id)).hasSize(3);
    }

    private static Map<String, Object> later(Object category, String role) {
        return Map.of(
                "latePartners",
                List.of(Map.of(
                        "category",
                        category,
                        "partner",
                        "CFA des Deux-Rives",
                        "contribution",
                        "Dix candidats par an",
                        "signedOn",
                        "2025-03-01")),
                "lateFounders",
                List.of(Map.of("role", role, "name", "Marie Roux")));
    }

    @Test
    @DisplayName("Chaque segment a son minimum, qui se lit pendant les entretiens et à la décision")
    void spreadsInterviews() {
        String id = stage.open();
        stage.completeSome(id, "interview-company", 3, Map.of());
        stage.completeSome(id, "interview-company", 6, Map.of("segment", "GROWING_STARTUP"));
        assertThat(said(stage.shown(stage.tasks(id, "interview-company").get(0)), "segmentRows"))
                .contains("\"count\":3,\"least\":5", "\"count\":6,\"least\":5", "\"count\":0,\"least\":5");
        stage.fire(id, "interviews-over");
        assertThat(said(stage.shown(stage.tasks(id, "decide-market").get(0)), "segmentRows"))
                .contains("il en manque 2", "il en manque 5");
    }

    @Test
    @DisplayName("Qui est interrogé n’est gardé que dans les entretiens, jamais parmi les variables du moteur")
    void keepsIntervieweesApart() {
        String id = stage.open();
        stage.complete(
                id,
                "interview-company",
                Map.of("contact", "Mme Introuvable", "intervieweeEmail", "Introuvable@Exemple.fr"));
        stage.complete(id, "interview-apprentice", Map.of("apprentice", "M. Introuvable"));
        assertThat(history.createHistoricVariableInstanceQuery()
                        .variableNameIn("contact", "apprentice", "intervieweeEmail")
                        .list())
                .extracting(each -> String.valueOf(each.getValue()))
                .noneMatch(value -> value.contains("ntrouvable"));
        assertThat(history.createHistoricVariableInstanceQuery()
                        .variableName("currentHiring")
                        .count())
                .isPositive();
    }

    @Test
    @DisplayName("Un bilan reprend ce que le parcours a enregistré, et dit ce qui reste à saisir")
    void bringsWhatIsRecorded() {
        String id = stage.open();
        stage.create(id);
        String team = tracks.track(id).team();
        stage.place(id, 5);
        assertThat(Pages.post(
                        mvc,
                        team + "-a",
                        "/equipes/" + team + "/chiffre-affaires",
                        "before-2025-03",
                        "",
                        "2025-03",
                        "1 200,50"))
                .hasStatus(302);
        stage.fire(id, "milestone-due");
        Map<String, Object> shown =
                stage.shown(stage.tasks(id, "review-milestone").get(0));
        assertThat(shown)
                .containsEntry("associationCreated", "YES")
                .containsEntry("cfaPartners", 1)
                .containsEntry("clientCompanies", 4)
                .containsEntry("platformWorks", "NO")
                .containsEntry("revenue", 1200.5);
        assertThat(said(shown, "recordedRows"))
                .contains("oui, le 01/03/2025", "5 sur 3 visés, dont CFA : 1", "pas encore")
                .contains("les mois saisis ; il en manque 5");
        assertThat(shown.get("milestoneLeft")).asString().startsWith("rien que ce qu’il faut retenir");

        stage.complete(id, "review-milestone", Map.of("revenue", 1200.5));
        stage.fire(id, "milestone-due");
        assertThat(stage.shown(stage.tasks(id, "review-milestone").get(0)).get("milestoneLeft"))
                .asString()
                .startsWith("Satisfaction moyenne des alternants, Trésorerie, en mois de charges");
    }

    /** What a form shows, as text: lists as their JSON. */
    private static String said(Map<String, Object> shown, String name) {
        TypedValue value = ((VariableMap) shown).getValueTyped(name);
        return Api.plain(
                value instanceof SerializableValue list ? list.getValueSerialized() : String.valueOf(value.getValue()));
    }
}
