package fr.jalon.journey;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Le dernier signe de vie d’une équipe, de Tasklist ou d’un programme,")
class SignsOfLifeTest {

    private static final LocalDate TODAY = Stage.MONDAY.minusDays(5);

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Journeys journeys;

    @Autowired
    private ParisCalendar paris;

    private String team;
    private String journey;
    private String task;

    @BeforeEach
    void openAJourney() {
        team = stage.teamAWeekBefore();
        journey = stage.open(team);
        task = stage.task(journey, "shortlist-ideas").getId();
        stage.clock(TODAY, 9, 30);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private int asked(String who, String method, String route, String body) {
        String path = route.replace("{task}", task).replace("{journey}", journey);
        return Visitor.program(port, who)
                .send(method, "/engine-rest/engine/" + engine.getName() + path, body)
                .statusCode();
    }

    private int commented(String who) {
        return asked(who, "POST", "/task/{task}/comment/create", "{\"message\": \"Nous avançons.\"}");
    }

    private void assertSigned() {
        assertThat(journeys.journey(journey).place().lastSign())
                .isEqualTo(paris.instantOf(TODAY.atTime(9, 30)).toInstant());
    }

    private void assertNoSign() {
        assertThat(journeys.journey(journey).place().lastSign()).isNull();
    }

    @Test
    @DisplayName("est le commentaire d’un membre")
    void isAComment() {
        assertThat(commented(team + "-a")).isEqualTo(200);
        assertSigned();
    }

    @Test
    @DisplayName("est un commentaire écrit dans Tasklist")
    void isACommentInTasklist() {
        String address = Webapps.API + "/engine/engine/" + engine.getName() + "/task/" + task + "/comment/create";
        String body = "{\"message\": \"Nous avançons.\", \"processInstanceId\": \"" + journey + "\"}";
        assertThat(Visitor.webapp(port, team + "-a", engine.getName())
                        .post(address, body)
                        .statusCode())
                .isEqualTo(200);
        assertSigned();
    }

    @Test
    @DisplayName("est un commentaire sur une tâche finie")
    void isACommentOnWhatIsDone() {
        stage.complete(journey, "shortlist-ideas");
        assertNoSign();
        assertThat(commented(team + "-a")).isEqualTo(200);
        assertSigned();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanny", "carlos"})
    @DisplayName("n’est pas ce que l’encadrement écrit à l’équipe")
    void isNotOfStaff(String who) {
        commented(who);
        assertNoSign();
    }

    @Test
    @DisplayName("n’est pas ce qu’une autre équipe tente d’écrire")
    void isNotOfAnotherTeam() {
        String other = stage.team(teams.team(team).cohort());
        assertThat(commented(other + "-a")).isEqualTo(400);
        assertNoSign();
    }

    @Test
    @DisplayName("n’est pas un commentaire refusé")
    void isNotARefusedComment() {
        assertThat(asked(team + "-a", "POST", "/task/{task}/comment/create", "{\"message\": \" \"}"))
                .isEqualTo(400);
        assertNoSign();
    }

    @Test
    @DisplayName("n’est pas une tâche prise en charge, rendue ou lue")
    void isNothingThatIsOnlyTaken() {
        assertThat(asked(team + "-a", "POST", "/task/{task}/claim", "{\"userId\": \"" + team + "-a\"}"))
                .isEqualTo(204);
        assertThat(asked(team + "-a", "POST", "/task/{task}/unclaim", "{}")).isEqualTo(204);
        assertThat(asked(team + "-a", "GET", "/task/{task}/form-variables", null))
                .isEqualTo(200);
        assertNoSign();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
      POST | /task/{task}/attachment/create
      PUT  | /task/{task}/comment
      PUT  | /task/{task}/variables/ideas
      PUT  | /task/{task}/localVariables/ideas
      POST | /task/{task}/localVariables
      PUT  | /process-instance/{journey}/comment
      POST | /process-instance/{journey}/variables
      """)
    @DisplayName("n’a pas d’autre chemin dans le moteur : il n’est pas ouvert aux membres")
    void hasNoOtherWay(String method, String route) {
        assertThat(asked(team + "-a", method, route, "{}")).isEqualTo(403);
        assertNoSign();
    }
}
