package fr.jalon.portfolio;

import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Teams;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le parcours sur son modèle")
class ModelPagesTest {

    private static final String KIND = "?kind=idea-to-decision";

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Journeys journeys;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String member;
    private String cohort;
    private String journey;
    private String path;

    @BeforeEach
    void aTeamInIdeation() {
        stage.clock(Stage.MONDAY.minusDays(6), 10, 0);
        team = stage.team(Stage.MONDAY);
        member = team + "-a";
        cohort = teams.team(team).cohort();
        journey = stage.open(team);
        stage.reach(journey, "ideation");
        stage.fire(journey, "ideation-opens");
        path = "/equipes/" + team + "/modele/" + journey;
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private String said(String who, String path) {
        return Pages.shown(get(who, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/xml", "/marques"})
    @DisplayName("n’est montré qu’à ceux qui voient l’équipe, et pour un parcours à elle")
    void isTheTeams(String part) {
        String other = stage.team(cohort);
        assertThat(get(member, path + part)).hasStatusOk();
        assertThat(get("carlos", path + part)).hasStatusOk();
        assertThat(get(other + "-a", path + part)).hasStatus(404);
        assertThat(get(other + "-a", "/equipes/" + other + "/modele/" + journey + part))
                .hasStatus(404);
        assertThat(get(member, "/cohortes/" + cohort + "/modele" + part + KIND)).hasStatus(403);
        assertThat(get("carlos", "/cohortes/" + cohort + "/modele" + part + KIND))
                .hasStatusOk();
        assertThat(get("carlos", "/cohortes/inconnue/modele" + part + KIND)).hasStatus(404);
        assertThat(get("carlos", "/cohortes/" + cohort + "/modele" + part + "?kind=autre"))
                .hasStatus(400);
        assertThat(get("carlos", "/cohortes/" + cohort + "/modele" + part)).hasStatus(400);
        assertThat(get(member, "/cohortes/" + cohort + "/modele" + part)).hasStatus(403);
    }

    @Test
    @DisplayName("est dessiné dans la version que le parcours suit, même quand il y en a une autre")
    void isTheVersionThatRuns() {
        String running = runtime.createProcessInstanceQuery()
                .processInstanceId(journey)
                .singleResult()
                .getProcessDefinitionId();
        String deployment = repository
                .createDeployment()
                .addModelInstance("newer.bpmn", newer(running))
                .deploy()
                .getId();
        try {
            assertThat(text(get(member, path + "/xml")))
                    .contains("<bpmn:definitions", "id=\"select-idea\"", "name=\"Idéation\"")
                    .doesNotContain("Plus récent");
            assertThat(text(get("fanny", "/cohortes/" + cohort + "/modele/xml" + KIND)))
                    .contains("Plus récent");
        } finally {
            repository.deleteDeployment(deployment);
        }
    }

    private BpmnModelInstance newer(String definition) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition).clone();
        SubProcess ideation = model.getModelElementById("ideation");
        ideation.setName("Plus récent");
        return model;
    }

    @Test
    @DisplayName("marque ce qui est passé et où l’équipe en est, et rien d’autre")
    void marksWhereItStands() {
        assertThat(get(member, path + "/marques"))
                .bodyJson()
                .convertTo(InstanceOfAssertFactories.MAP)
                .containsEntry("preparation", "PASSED")
                .containsEntry("gate-preparation", "PASSED")
                .containsEntry("ideation-opens", "PASSED")
                .containsEntry("ideation", "HERE")
                .containsEntry("generate-ideas", "HERE")
                .containsEntry("welcome", "HERE")
                .doesNotContainKeys("rework-preparation", "ideation-ready", "prioritise-ideas", "planning");
    }

    @Test
    @DisplayName("ne tient pas pour une place la jonction où l’on attend les autres")
    void nobodyStandsAtAJoin() {
        String waits = stage.open(stage.team(cohort));
        stage.complete(waits, "follow-self-training");
        String there = "/equipes/" + journeys.journey(waits).team() + "/modele/" + waits;
        assertThat(get("carlos", there + "/marques"))
                .bodyJson()
                .convertTo(InstanceOfAssertFactories.MAP)
                .containsEntry("confirm-team", "HERE")
                .doesNotContainKey("preparation-join");
        assertThat(said("carlos", there)).contains("Confirmer l’équipe").doesNotContain("preparation-join");
    }

    @Test
    @DisplayName("se lit aussi sans le dessin : qui est où, et les étapes")
    void isReadWithoutScript() {
        assertThat(said(member, path))
                .contains("En ce moment", "Générer", "(Idéation)", "Préparation fait", "Idéation en cours")
                .contains("Planification à venir")
                .doesNotContain("ideation-");
        assertThat(text(get(member, "/equipes/" + team))).contains("href=\"" + path + "\"");
    }

    @Test
    @DisplayName("compte les équipes d’une cohorte à chaque activité, et dit lesquelles")
    void countsTeams() {
        String other = stage.team(cohort);
        String second = stage.open(other);
        stage.reach(second, "ideation");
        stage.fire(second, "ideation-opens");
        stage.complete(second, "welcome");
        String cohortPath = "/cohortes/" + cohort + "/modele";
        assertThat(get("fanny", cohortPath + "/marques" + KIND))
                .bodyJson()
                .convertTo(InstanceOfAssertFactories.MAP)
                .containsEntry("ideation", 2)
                .containsEntry("generate-ideas", 2)
                .containsEntry("welcome", 1)
                .doesNotContainKeys("preparation");
        assertThat(text(get("fanny", cohortPath + KIND)))
                .contains("href=\"/equipes/" + team + "\"", "href=\"/equipes/" + other + "\"");
        assertThat(text(get("fanny", "/cohortes/" + cohort))).contains(cohortPath + KIND);
    }

    @Test
    @DisplayName("s’ouvre sur ce qu’il appelle, et sur rien d’autre")
    void opensWhatItCalls() {
        String track = "/cohortes/" + cohort + "/modele/xml?kind=association-to-scic&process=";
        assertThat(text(get("fanny", track + "market-validation"))).contains("id=\"market-validation\"");
        assertThat(get("fanny", track + "cohort-enrolment")).hasStatus(404);
        assertThat(get(member, path + "/xml?process=cohort-enrolment")).hasStatus(404);
        assertThat(get(member, path + "?process=cohort-enrolment")).hasStatus(404);
    }
}
