package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.scic.process.TrackStage;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Le parcours vers la SCIC, par HTTP")
class TrackApiTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage people;

    @Autowired
    private TrackRows tracks;

    private Api http;

    @BeforeEach
    void connect(@Autowired MockMvcTester mvc) {
        http = new Api(mvc);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Une équipe lit son marché, ses partenariats, ses financements, ses bilans et ses tâches")
    void showsWhereATeamStands() {
        String id = stage.open();
        stage.completeSome(id, "interview-company", 2, Map.of());
        stage.completeSome(id, "sign-partnerships", 1, Map.of());
        stage.place(id, 2);
        stage.fire(id, "milestone-due");
        stage.complete(id, "review-milestone");
        var answer = http.get(
                tracks.track(id).team() + "-a",
                "/api/teams/{team}/track",
                tracks.track(id).team());
        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$.plan").isEqualTo(id);
        assertThat(answer).bodyJson().extractingPath("$.startDate").isEqualTo("2025-03-01");
        assertThat(answer).bodyJson().extractingPath("$.market.companies").isEqualTo(2);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.market.strongInterest.standing")
                .isEqualTo("MET");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.market.strongInterest.interval.high")
                .isEqualTo(1.0);
        assertThat(answer).bodyJson().extractingPath("$.apprentices.placed").isEqualTo(2);
        assertThat(answer).bodyJson().extractingPath("$.partnerships").asArray().hasSize(1);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.grants[*].status")
                .asArray()
                .hasSize(5)
                .contains("PLANNED");
        assertThat(answer).bodyJson().extractingPath("$.totals.GUARANTEE.asked").isEqualTo(0);
        assertThat(answer).bodyJson().extractingPath("$.reviews[0].months").isEqualTo(6);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.tasks[*].definition")
                .asArray()
                .contains("meet-lawyer", "interview-company", "interview-apprentice", "set-launch-budget");
        assertThat(answer).bodyJson().doesNotHavePath("$.outcome");
    }

    @Test
    @DisplayName("Une équipe sans parcours le lit en français")
    void tellsOfNone() {
        String team = people.team(Stage.MONDAY);
        Api.assertProblem(
                http.get("fanny", "/api/teams/{team}/track", team), 404, "n’a pas encore de parcours vers la SCIC");
    }
}
