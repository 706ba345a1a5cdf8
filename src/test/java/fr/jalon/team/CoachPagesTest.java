package fr.jalon.team;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.person.People;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Les équipes confiées à des coachs")
class CoachPagesTest {

    @Autowired
    private Stage stage;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private Teams teams;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Coaching coaching;

    @Autowired
    private People people;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String other;
    private String cohort;

    @BeforeEach
    void twoTeams() {
        team = stage.teamAWeekBefore();
        cohort = teams.team(team).cohort();
        other = stage.team(cohort);
        if (accounts.exists("cleo")) return;
        accounts.create(new Person("cleo", "Cléo", "Martin", "cleo@jalon.example"));
        accounts.setPassword("cleo", Stage.PASSWORD);
        accounts.join("cleo", Groups.COACHES);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult post(String who, String path, String... fields) {
        return Pages.post(mvc, who, path, fields);
    }

    private MvcTestResult give(String to, String was) {
        return post("fanny", "/cohortes/" + cohort + "/coachs", "coach-" + team, to, "was-" + team, was);
    }

    @Test
    @DisplayName("Tant qu’aucune ne l’est, chaque coach les voit toutes")
    void seesAllAtFirst() {
        assertThat(get("carlos", "/equipes/" + team)).hasStatusOk();
        assertThat(text(get("carlos", "/cohortes/" + cohort))).contains("/equipes/" + team, "/equipes/" + other);
    }

    @Test
    @DisplayName("Dès qu’une l’est, un coach ne voit que les siennes, sur les pages comme par HTTP")
    void seesTheirOwn() {
        assertThat(give("cleo", "")).hasStatus(302);

        assertThat(said(get("cleo", "/equipes/" + team))).contains("Coach : Cléo Martin");
        assertThat(text(get(team + "-a", "/equipes/" + team))).contains("mailto:cleo@jalon.example");
        assertThat(get("carlos", "/equipes/" + team)).hasStatus(404);
        assertThat(get("cleo", "/equipes/" + other)).hasStatus(404);
        assertThat(get("fanny", "/equipes/" + other)).hasStatusOk();
        assertThat(text(get("cleo", "/cohortes/" + cohort)))
                .contains("/equipes/" + team)
                .doesNotContain("/equipes/" + other);
        assertThat(text(get("fanny", "/cohortes/" + cohort))).contains("/equipes/" + team, "/equipes/" + other);
        assertThat(text(mvc.get()
                        .uri("/cohortes/" + cohort + "/suivi.csv")
                        .with(user("carlos"))
                        .exchange()))
                .startsWith("\uFEFFÉquipe")
                .doesNotContain(teams.team(team).name());
        Api api = new Api(mvc);
        assertThat(api.get("cleo", "/api/teams/{team}/journeys", team)).hasStatusOk();
        assertProblem(api.get("carlos", "/api/teams/{team}/journeys", team), 404, "est inconnue");
        String elsewhere = stage.team(Stage.MONDAY);
        assertThat(get("carlos", "/equipes/" + elsewhere)).hasStatusOk();
    }

    @Test
    @DisplayName("et il ne voit qu’elles sur le modèle de la cohorte et dans la comparaison")
    void seesTheirOwnOnModelsAndInComparisons() {
        journeys.open(cohort, team, "fanny");
        journeys.open(cohort, other, "fanny");
        give("cleo", "");

        String model = "/cohortes/" + cohort + "/modele?kind=idea-to-decision";
        assertThat(text(get("cleo", model))).contains("/equipes/" + team).doesNotContain("/equipes/" + other);
        assertThat(text(get("fanny", model))).contains("/equipes/" + team, "/equipes/" + other);
        assertThat(said(get("cleo", "/comparaison.csv?cohort=" + cohort))).contains(";Préparation;1;");
        assertThat(said(get("fanny", "/comparaison.csv?cohort=" + cohort))).contains(";Préparation;2;");
    }

    @Test
    @DisplayName("Un choix se renvoie sans dommage, et une page d’avant dit ce qui a changé")
    void tellsOfChanges() {
        assertThat(give("cleo", "")).hasStatus(302);
        assertThat(give("cleo", "")).hasStatus(302);

        MvcTestResult stale = give("carlos", "");

        assertThat(stale).hasStatus(422);
        assertThat(said(stale)).contains("Entre-temps, cette équipe a été confiée à Cléo Martin");
        assertThat(coaching.in(cohort)).containsEntry(team, "cleo");
        assertThat(give("fanny", "cleo")).hasStatus(422);
        assertThat(give("", "cleo")).hasStatus(302);
        assertThat(coaching.in(cohort)).isEmpty();
    }

    @Test
    @DisplayName("ne se choisissent que par un facilitateur")
    void isForFacilitators() {
        assertThat(said(get("fanny", "/cohortes/" + cohort + "/coachs"))).contains("Cléo Martin", "Carlos Ribeiro");
        assertThat(get("carlos", "/cohortes/" + cohort + "/coachs")).hasStatus(403);
        assertThat(text(get("carlos", "/cohortes/" + cohort))).doesNotContain("/coachs");
    }

    @Test
    @DisplayName("viennent aussi de la liste d’inscription, dont un coach inconnu est refusé avec sa ligne")
    void comeByTheList() {
        String list = "équipe;prénom;nom;adresse électronique;coach\nVagues %1$s;Luc;Noël;luc@%1$s.example;%2$s\n";
        Api api = new Api(mvc);
        byte[] unknown = list.formatted(team, "nobody").getBytes(StandardCharsets.UTF_8);
        assertProblem(
                api.postCsv("fanny", unknown, "/api/cohorts/{cohort}/teams", cohort),
                422,
                "Ligne 2 : « nobody » n’est ni l’identifiant ni l’adresse d’un coach.");

        byte[] known = list.formatted(team, "CLEO@jalon.example").getBytes(StandardCharsets.UTF_8);
        assertThat(api.postCsv("fanny", known, "/api/cohorts/{cohort}/teams", cohort))
                .hasStatus(201);
        assertThat(coaching.in(cohort)).isEqualTo(Map.of("vagues-" + team, "cleo"));
    }

    @Test
    @DisplayName("attendent dans la liste à vérifier, avec leur coach")
    void waitInTheList() {
        var line = new Roster.Line(2, "Vagues", "Luc", "Noël", "luc@ecole.example", "cleo");
        enrolments.keep(team, List.of(line));
        assertThat(enrolments.kept(team)).containsExactly(line);
        enrolments.forget(team);
    }

    @Test
    @DisplayName("ne le sont plus après un changement de cohorte, ni à qui s’efface")
    void endWithTheCoach() {
        accounts.create(new Person(team + "-c", "Max", "Roy", team + "-c@jalon.example"));
        accounts.join(team + "-c", Groups.COACHES);
        give(team + "-c", "");
        assertThat(people.export(team + "-c", 0).get("coaching").toString()).contains(team);
        assertThat(people.erase(team + "-c").erased())
                .extracting(People.Erased::what)
                .contains("Équipes à accompagner");
        assertThat(coaching.in(cohort)).isEmpty();

        give("cleo", "");
        String there = teams.team(stage.team(Stage.MONDAY)).cohort();
        enrolments.move(teams.team(team), there);
        assertThat(coaching.in(there)).isEmpty();
    }
}
