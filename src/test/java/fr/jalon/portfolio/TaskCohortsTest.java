package fr.jalon.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.team.Teams;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("La cohorte d’une tâche")
class TaskCohortsTest {

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String instance;

    @BeforeEach
    void open() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("se dit aux facilitateurs, de plusieurs tâches à la fois, celles qui sont inconnues laissées de côté")
    void isTold() {
        String other = stage.team(Stage.MONDAY);
        String one = stage.task(instance, "shortlist-ideas").getId();
        String two = stage.task(stage.open(other), "confirm-team").getId();

        MvcTestResult answer = ask("fanny", "task=" + one + "&task=" + two + "&task=inconnue");

        assertThat(answer).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"%s": "%s", "%s": "%s"}
                        """.formatted(
                        one, cohort(team), two, cohort(other)));
    }

    @Test
    @DisplayName("se dit au coach, mais pas d’une équipe confiée à un autre")
    void isToldToItsCoach() {
        String one = stage.task(instance, "shortlist-ideas").getId();
        String given = "insert into coach_team (team, coach) values (?, ?)";

        assertThat(ask("carlos", "task=" + one))
                .bodyJson()
                .isStrictlyEqualTo("{\"%s\": \"%s\"}".formatted(one, cohort(team)));
        jdbc.sql(given).params(team, "cesar").update();
        assertThat(ask("carlos", "task=" + one)).bodyJson().isStrictlyEqualTo("{}");
        jdbc.sql("update coach_team set coach = 'carlos' where team = ?")
                .param(team)
                .update();
        assertThat(ask("carlos", "task=" + one))
                .bodyJson()
                .isStrictlyEqualTo("{\"%s\": \"%s\"}".formatted(one, cohort(team)));
    }

    @Test
    @DisplayName("ne se dit ni aux équipes, ni de plus de cent tâches")
    void isNotToldToAll() {
        String many = IntStream.range(0, 101).mapToObj(i -> "task=" + i).collect(Collectors.joining("&"));

        assertThat(ask(team + "-a", "task=x")).hasStatus(403);
        assertThat(ask("fanny", many)).hasStatus(422);
        assertThat(ask("fanny", "task=inconnue")).hasStatusOk().bodyJson().isStrictlyEqualTo("{}");
    }

    private MvcTestResult ask(String person, String tasks) {
        return mvc.get()
                .uri("/api/tasks/cohorts?" + tasks)
                .with(httpBasic(person, Stage.PASSWORD))
                .exchange();
    }

    private String cohort(String team) {
        return teams.cohort(teams.team(team).cohort()).name();
    }
}
