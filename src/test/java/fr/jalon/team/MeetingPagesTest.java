package fr.jalon.team;

import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.team.Cohort.Meeting;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
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
@DisplayName("Le lieu et la visio d’une cohorte")
class MeetingPagesTest {

    private static final String PLACE = "12, rue des Tisserands, salle 3";
    private static final String VIDEO = "https://visio.example/promotion?salle=3";

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private MockMvcTester mvc;

    private Api api;
    private String team;
    private String cohort;
    private String settings;

    @BeforeEach
    void aTeam() {
        api = new Api(mvc);
        team = stage.teamAWeekBefore();
        cohort = teams.team(team).cohort();
        settings = "/cohortes/" + cohort + "/reglages";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult write(String seen, String place, String video) {
        return Pages.post(mvc, "fanny", settings, "place", place, "videoLink", video, "seen", seen);
    }

    private String seen() {
        return hidden(get("fanny", settings), "seen");
    }

    private Meeting meeting() {
        return teams.cohort(cohort).meeting();
    }

    @Test
    @DisplayName("se lisent sur la page de chaque équipe et dans son agenda, et plus une fois vidés")
    void areReadByTeams() {
        String journey = stage.open(team);
        String page = "/equipes/" + team;
        String ics = "/api/plans/" + journey + "/calendar.ics";
        assertThat(shown(get(team + "-a", page))).doesNotContain("Où :", "Visio :");

        assertThat(write(seen(), "  " + PLACE + " ", VIDEO))
                .hasStatus(302)
                .hasHeader("Location", settings + "?fait=oui");

        assertThat(shown(get(team + "-a", page))).contains("Où : " + PLACE, "Visio : " + VIDEO);
        assertThat(text(get(team + "-a", page))).contains("href=\"" + VIDEO + "\"");
        assertThat(text(get(team + "-a", ics))).contains("LOCATION:12\\, rue des Tisserands", "URL:" + VIDEO);
        assertThat(shown(get("fanny", settings + "?fait=oui"))).contains("C’est fait");

        write(seen(), "", " ");
        assertThat(shown(get(team + "-a", page))).doesNotContain("Où :", "Visio :");
        assertThat(text(get(team + "-a", ics))).doesNotContain("LOCATION", "URL");
    }

    @Test
    @DisplayName("se règlent de la page de la cohorte, par les facilitateurs seuls")
    void isForFacilitators() {
        assertThat(text(get("fanny", "/cohortes/" + cohort))).contains(settings);
        assertThat(text(get("carlos", "/cohortes/" + cohort))).doesNotContain(settings);
        for (String other : List.of("carlos", team + "-a")) {
            assertThat(get(other, settings)).hasStatus(403);
            assertThat(Pages.post(mvc, other, settings, "place", "Ailleurs")).hasStatus(403);
        }
        assertThat(get("fanny", "/cohortes/inconnue/reglages")).hasStatus(404);
        assertThat(meeting()).isEqualTo(Meeting.UNTOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://visio.example/salle",
                "javascript:alert(1)",
                "visio.example",
                "https://",
                "https://visio.example/une salle",
                "https://visio.example/\"onclick",
                "https://visio.example/%zz"
            })
    @DisplayName("dit la faute à côté du lien, garde ce qui est tapé et ne change rien")
    void keepsWhatWasTyped(String link) {
        MvcTestResult faulty = write(seen(), PLACE, link);
        assertThat(faulty).hasStatus(422);
        assertThat(said(faulty)).contains("Rien n’a été fait", "Une adresse qui commence par https:// est attendue.");
        assertThat(text(faulty))
                .contains("id=\"videoLink-fault\"", "value=\"" + PLACE + "\"")
                .doesNotContain("place-fault\"");
        assertThat(meeting()).isEqualTo(Meeting.UNTOLD);
    }

    @Test
    @DisplayName("tiennent en 200 et 300 caractères, sur une ligne")
    void haveBounds() {
        String longest = VIDEO + "a".repeat(300 - VIDEO.length());
        write(seen(), "é".repeat(200), longest);
        assertThat(meeting()).isEqualTo(new Meeting("é".repeat(200), longest));
        assertThat(said(write(seen(), "é".repeat(201), longest + "a")))
                .contains("200 caractères au plus.", "300 caractères au plus.");
        assertThat(said(write(seen(), "Salle 3\nBureau", VIDEO))).contains("Une ligne sans caractère invisible");
        assertThat(meeting().place()).hasSize(200);
    }

    @Test
    @DisplayName("changés entre-temps, se disent et ne s’écrasent pas ; envoyés deux fois, sont les mêmes")
    void areNotOverwritten() {
        String before = seen();
        write(before, PLACE, "");
        assertThat(write(before, PLACE, "")).hasStatus(302);
        MvcTestResult stale = write(before, "Ailleurs", "");
        assertThat(stale).hasStatus(422);
        assertThat(said(stale)).contains("Entre-temps, le lieu est devenu « " + PLACE + " » et la visio « aucun »");
        assertThat(text(stale)).contains("value=\"Ailleurs\"");
        assertThat(meeting().place()).isEqualTo(PLACE);
        write(hidden(stale, "seen"), "Ailleurs", "");
        assertThat(meeting().place()).isEqualTo("Ailleurs");
    }

    @Test
    @DisplayName("se donnent aussi en créant une cohorte par HTTP, ou pas")
    void areAcceptedOverHttp() {
        String id = "http-" + cohort;
        assertThat(api.post("fanny", """
            {"id": "%s", "name": "Par HTTP %s", "place": "%s", "videoLink": "%s"}
            """.formatted(id, id, PLACE, VIDEO), "/api/cohorts"))
                .hasStatus(201);
        assertThat(teams.cohort(id).meeting()).isEqualTo(new Meeting(PLACE, VIDEO));
        assertProblemOf(api.post("fanny", """
            {"id": "%s-2", "name": "Par HTTP", "videoLink": "ftp://x.example"}
            """.formatted(id), "/api/cohorts"), 400, "videoLink");
        assertProblemOf(api.post("fanny", """
            {"id": "%s-2", "name": "Par HTTP", "place": "%s"}
            """.formatted(id, "a".repeat(201)), "/api/cohorts"), 400, "place");
    }
}
