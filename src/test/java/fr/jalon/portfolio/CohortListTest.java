package fr.jalon.portfolio;

import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journeys;
import fr.jalon.person.People;
import fr.jalon.team.Teams;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("La liste des cohortes")
class CohortListTest {

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private BootcampRows bootcamps;

    @Autowired
    private Accounts accounts;

    @Autowired
    private People people;

    @Autowired
    private Journeys journeys;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String cohort;

    @BeforeEach
    void aCohort() {
        team = stage.teamAWeekBefore();
        cohort = teams.team(team).cohort();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult post(String who, String what, boolean yes) {
        return Pages.post(mvc, who, "/cohortes/" + cohort + what, "oui", "" + yes);
    }

    private List<String> startable() {
        return bootcamps.freeTeams().stream().map(Teams.Listed::id).toList();
    }

    @Test
    @DisplayName("perd une cohorte archivée, comme les formulaires de démarrage, et la retrouve rouverte")
    void losesArchivedOnes() {
        String link = "/cohortes/" + cohort + "\"";
        for (int time = 0; time < 2; time++) {
            assertThat(post("fanny", "/archive", true)).hasStatus(302).hasHeader("Location", "/cohortes/" + cohort);
        }

        assertThat(text(get("carlos", "/cohortes"))).doesNotContain(link).contains("/cohortes?archivees");
        assertThat(text(get("carlos", "/cohortes?archivees="))).contains(link);
        assertThat(text(get("fanny", "/cohortes?archivees="))).contains("Rouvrir");
        assertThat(text(get("fanny", "/cohortes/" + cohort))).contains("/equipes/" + team);
        assertThat(get(team + "-a", "/equipes/" + team)).hasStatusOk();
        assertThat(startable()).doesNotContain(team);

        assertThat(post("fanny", "/archive", false)).hasStatus(302);
        assertThat(text(get("carlos", "/cohortes"))).contains(link);
        assertThat(startable()).contains(team);
    }

    @Test
    @DisplayName("et /invitations : archivée, une cohorte ne s’y propose qu’à qui la demande")
    void isLeftOutOfInvitations() {
        String option = "value=\"" + cohort + "\"";
        assertThat(text(get("fanny", "/invitations"))).contains("<option " + option);
        post("fanny", "/archive", true);

        assertThat(text(get("fanny", "/invitations"))).doesNotContain(option);
        assertThat(text(get("fanny", "/invitations?cohort=" + cohort))).containsOnlyOnce("<option " + option);
    }

    @Test
    @DisplayName("n’ouvre plus de parcours à ses équipes, par aucune voie, tant qu’elle est archivée")
    void opensNothing() {
        post("fanny", "/archive", true);
        Api http = new Api(mvc);
        List<MvcTestResult> refused = List.of(
                http.post("fanny", "{\"kind\": \"idea-to-decision\"}", "/api/teams/{team}/journeys", team),
                http.post("fanny", """
                {"kind": "association-to-scic", "structureName": "X", "startDate": "%s"}
                """.formatted(Stage.MONDAY), "/api/teams/{team}/journeys", team),
                http.post("fanny", "{}", "/api/cohorts/{cohort}/teams/{team}/journey", cohort, team));

        refused.forEach(answer -> Api.assertProblem(answer, 409, "archivée", "rouvrez-la"));
        assertThat(journeys.of(team)).isEmpty();
        String form = "/cohortes/" + cohort + "/ouverture";
        assertThat(Pages.said(Pages.post(mvc, "fanny", form, "team", team, "kind", "idea-to-decision")))
                .contains("est archivée");
        post("fanny", "/archive", false);
        assertThat(http.post("fanny", "{\"kind\": \"idea-to-decision\"}", "/api/teams/{team}/journeys", team))
                .hasStatus(201);
    }

    @Test
    @DisplayName("n’est archivée et choisie que de facilitateurs")
    void isChangedByFacilitators() {
        assertThat(post("carlos", "/archive", true)).hasStatus(403);
        assertThat(post("carlos", "/mienne", true)).hasStatus(403);
        assertThat(text(get("fanny", "/cohortes"))).contains("Ajouter aux miennes");
        assertThat(text(get("carlos", "/cohortes"))).doesNotContain("Ajouter aux miennes");
        assertThat(text(get("fanny", "/cohortes"))).contains("Archiver");
        assertThat(text(get("carlos", "/cohortes"))).doesNotContain("Archiver");
    }

    @Test
    @DisplayName("met en tête celles que chacun dit siennes, et y mène qui n’en a qu’une")
    void putsOnesOwnFirst() {
        stage.team(Stage.MONDAY);
        String who = team + "-f";
        accounts.create(new Person(who, "Flo", "Roy", who + "@jalon.example"));
        accounts.join(who, Groups.FACILITATORS);
        assertThat(get(who, "/cohortes?home=")).hasStatusOk();
        for (int time = 0; time < 2; time++)
            assertThat(post(who, "/mienne", true)).hasStatus(302);

        assertThat(text(get(who, "/cohortes")))
                .containsSubsequence("Mes cohortes", "/cohortes/" + cohort + "\"", "Les autres");
        assertThat(get(who, "/cohortes?home=")).hasStatus(302).hasHeader("Location", "/cohortes/" + cohort);
        assertThat(text(get("fanny", "/cohortes"))).doesNotContain("Mes cohortes");
        assertThat(people.export(who, 0).get("cohorts")).isEqualTo(List.of(cohort));

        assertThat(post(who, "/mienne", false)).hasStatus(302);
        assertThat(get(who, "/cohortes?home=")).hasStatusOk();
        post(who, "/mienne", true);
        assertThat(people.erase(who).erased())
                .extracting(People.Erased::what)
                .contains("Cohortes choisies comme siennes");
        assertThat(teams.cohortsOf(who)).isEmpty();
    }
}
