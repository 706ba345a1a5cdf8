package fr.jalon.link;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Les liens d’une équipe, par un programme")
class LinkApiTest {

    private static final String ROUTE = "/api/teams/{team}/links";
    private static final String LINKEDIN = """
      {"destination": "https://exemple.fr/", "source": "LinkedIn", "medium": "social", "campaign": "Été"}""";

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Links links;

    @Autowired
    private LinkRows rows;

    @Value("${jalon.public-url}")
    private String publicUrl;

    private Api api;
    private String team;

    @BeforeEach
    void aTeam(@Autowired MockMvcTester mvc) {
        api = new Api(mvc);
        team = stage.teamAWeekBefore();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult post(String json) {
        return api.post(team + "-a", json, ROUTE, team);
    }

    @Test
    @DisplayName("se font et se lisent avec leurs visites")
    void areMadeAndListed() {
        MvcTestResult made = post(LINKEDIN);
        assertThat(made).hasStatus(201);
        SharedLink link = rows.of(team).get(0);
        rows.count(link.id(), Stage.MONDAY.minusDays(7));
        rows.count(link.id(), Stage.MONDAY.minusDays(14));

        MvcTestResult all = api.get("carlos", ROUTE, team);
        assertThat(all).hasStatusOk();
        assertThat(JsonPath.<List<Map<String, Object>>>read(text(all), "$"))
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("code", link.code())
                        .containsEntry("shortLink", publicUrl + "/l/" + link.code())
                        .containsEntry(
                                "address", "https://exemple.fr/?utm_source=linkedin&utm_medium=social&utm_campaign=ete")
                        .containsEntry("destination", "https://exemple.fr/")
                        .containsEntry("campaign", "ete")
                        .containsEntry("label", "LinkedIn · Réseau social")
                        .containsEntry("lastSevenDays", 1)
                        .containsEntry("total", 2)
                        .doesNotContainKeys("withdrawnAt", "content", "madeBy"));
    }

    @Test
    @DisplayName("se refusent au champ, avec tout ce qui ne va pas")
    void areRefused() {
        MvcTestResult empty = post("{}");
        assertProblem(empty, 422, "Donnez l’adresse", "Dites d’où", "Choisissez un moyen");
        assertThat(empty)
                .bodyJson()
                .extractingPath("$.errors")
                .asMap()
                .containsOnlyKeys("destination", "source", "medium");
        assertThat(post(LINKEDIN)).hasStatus(201);
        assertProblemOf(post(LINKEDIN.replace("LinkedIn", "linkedin")), 422, "destination", "Ce lien existe déjà");
        String close = LINKEDIN.replace("LinkedIn", "Linked-In");
        assertProblemOf(post(close), 422, "sure", "« linked-in » ressemble à « linkedin »");
        assertThat(post(close.replace("}", ", \"sure\": true}"))).hasStatus(201);
        assertProblemOf(post("{\"color\": \"red\"}"), 400, "color");
        assertThat(rows.of(team)).hasSize(2);
    }

    @Test
    @DisplayName("sont à l’équipe : un coach les lit, une autre équipe ne les connaît pas")
    void areTheTeams() {
        String other = stage.team(teams.team(team).cohort()) + "-a";
        assertProblem(api.get(other, ROUTE, team), 404);
        assertProblem(api.post(other, LINKEDIN, ROUTE, team), 404);
        assertProblem(api.post("carlos", LINKEDIN, ROUTE, team), 404);
        assertThat(api.post("fanny", LINKEDIN, ROUTE, team)).hasStatus(201);
        assertThat(api.get("fanny", ROUTE, team)).hasStatusOk();
    }

    @Test
    @DisplayName("s’ajoutent aussi par les autres tranches, quelque nom qu’ils portent")
    void areAddedByOthers() {
        Links.Asked asked = new Links.Asked("https://exemple.fr/", "Linked-In", "social", "", "", "Un lien");
        assertThat(post(LINKEDIN)).hasStatus(201);
        assertThat(links.add(teams.team(team), asked, team + "-a"))
                .isEqualTo(publicUrl + "/l/" + rows.of(team).get(0).code());
        assertThat(rows.of(team)).hasSize(2);
    }
}
