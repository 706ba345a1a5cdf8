package fr.jalon.journey;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import java.time.Instant;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un signe de vie sur une page")
class SignsOnPagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Journeys journeys;

    private String team;
    private String instance;

    @BeforeEach
    void aSilentTeam() {
        stage.clock(Stage.MONDAY, 10, 0);
        team = stage.team(Stage.MONDAY);
        instance = stage.open(team);
        stage.clock(Stage.MONDAY.plusDays(2), 15, 30);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private Instant sign() {
        return journeys.journey(instance).place().lastSign();
    }

    private MvcTestResult add(String who, String name) {
        String page = "/equipes/" + team + "/contacts";
        String id = Pages.hidden(Pages.get(mvc, who, page + "/nouveau"), "id");
        return Pages.post(mvc, who, page, "id", id, "name", name, "state", "perdu");
    }

    @Test
    @DisplayName("est ce qu’un membre fait sur une page de son équipe")
    void isWhatAMemberDoes() {
        assertThat(add(team + "-a", "Mairie de Lyon")).hasStatus3xxRedirection();

        assertThat(sign()).isEqualTo(ClockUtil.getCurrentTime().toInstant());
    }

    @Test
    @DisplayName("n’est ni ce qu’il lit, ni ce qui lui est refusé, ni ce que fait un facilitateur")
    void isNothingElse() {
        assertThat(add(team + "-a", "")).hasStatus4xxClientError();
        assertThat(add("fanny", "Mairie de Lyon")).hasStatus3xxRedirection();

        assertThat(sign()).isNull();
    }
}
