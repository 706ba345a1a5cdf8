package fr.jalon.scic.process;

import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import java.time.LocalDate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("La page des financements d’une équipe")
class FundingPagesTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage clock;

    @Autowired
    private Journeys journeys;

    @Autowired
    private GrantRows grants;

    @Autowired
    private MockMvcTester mvc;

    private String track;
    private String team;

    @BeforeEach
    void open() {
        track = stage.open();
        team = journeys.journey(track).team();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult apply(String who, String funder, String deadline) {
        return Pages.post(mvc, who, "/equipes/" + team + "/financements", "funder", funder, "deadline", deadline);
    }

    @Test
    @DisplayName("prévoit une seconde demande au même financeur, à côté de la première, une seule fois")
    void appliesAgain() {
        assertThat(apply(team + "-a", "france-active", "2026-02-28")).hasStatus(302);
        assertThat(apply(team + "-a", "france-active", "2026-02-28")).hasStatus(422);
        assertThat(grants.application(track, "france-active-2").status()).isEqualTo(Status.PLANNED);
        assertThat(shown(Pages.get(mvc, team + "-a", "/equipes/" + team + "/financements?fait=demande")))
                .contains("La demande est prévue.", "France Active (demande n° 2)", "28/02/2026");
        String second = stage.grant(track, "france-active-2");
        assertThat(clock.due(second, "grant-opens")).isEqualTo("2025-12-30T09:00");
        clock.fire(second, "grant-opens");
        assertThat(stage.tasks(track, "prepare-grant-file"))
                .anyMatch(task -> task.getName().endsWith("France Active (demande n°\u00a02)"));
        assertThat(shown(Pages.get(mvc, "fanny", "/equipes/" + team))).contains("France Active (demande n° 2)");
    }

    @Test
    @DisplayName("dit l’argent public de chaque année, demandé ou accordé, et quand le seuil serait dépassé")
    void addsPublicMoney() {
        String page = "/equipes/" + team + "/financements";
        assertThat(shown(Pages.get(mvc, team + "-a", page)))
                .contains("Aucune subvention publique", "commissaire aux comptes", "art. L. 612-4");
        LocalDate answered = LocalDate.of(2025, 6, 1);
        grants.prepare(track, "region-occitanie", 100_000, LocalDate.of(2025, 3, 31));
        grants.grant(track, "region-occitanie", 100_000, answered, LocalDate.of(2025, 12, 31));
        assertThat(shown(Pages.get(mvc, team + "-a", page))).contains("En 2025, 100 000 € accordés.");
        grants.prepare(track, "bpi-france", 60_000, LocalDate.of(2025, 6, 30));
        grants.submit(track, "bpi-france", answered);
        assertThat(shown(Pages.get(mvc, "fanny", page)))
                .contains("En 2025, 100 000 € accordés et 60 000 € demandés, sans réponse à ce jour")
                .contains("le seuil serait dépassé.");
    }

    @Test
    @DisplayName("dit l’erreur à côté du champ, garde ce qui est tapé et ne prévoit rien")
    void refuses() {
        assertThat(apply(team + "-a", "", "bientôt")).hasStatus(422);
        assertThat(Api.text(apply(team + "-a", "realis", "bientôt")))
                .contains("id=\"deadline-fault\"", "value=\"realis\" selected=\"selected\"", "value=\"bientôt\"");
        assertThat(Pages.said(apply(team + "-a", "realis", "2024-01-31"))).contains("est passé");
        assertThat(grants.applications(track)).hasSize(5);
    }

    @Test
    @DisplayName("se lit par un coach, qui n’y demande rien ; une autre équipe ne la voit pas")
    void isTheTeams() {
        String other = journeys.journey(stage.open()).team();
        assertThat(apply("carlos", "realis", "2026-04-30").getResponse().getStatus())
                .isIn(403, 404);
        assertThat(Pages.get(mvc, other + "-a", "/equipes/" + team + "/financements"))
                .hasStatus(404);
        assertThat(apply(other + "-a", "realis", "2026-04-30")).hasStatus(404);
    }

    @Test
    @DisplayName("se fait aussi par HTTP, et se refuse sur un parcours clos")
    void isHttpToo() {
        Api api = new Api(mvc);
        String body = "{\"funder\": \"bpi-france\", \"deadline\": \"2026-06-30\"}";
        assertThat(Api.text(api.post(team + "-a", body, "/api/teams/{team}/grants", team)))
                .contains("\"id\":\"bpi-france-2\"");
        assertThat(api.post(team + "-a", body, "/api/teams/{team}/grants", team))
                .hasStatus(409);
        assertThat(api.post(
                        team + "-a",
                        "{\"funder\": \"x\", \"deadline\": \"2026-06-30\"}",
                        "/api/teams/{team}/grants",
                        team))
                .hasStatus(422);
        assertThat(api.post(team + "-a", "{\"funder\": \"realis\"}", "/api/teams/{team}/grants", team))
                .hasStatus(400);
        assertThat(api.post(
                        "fanny",
                        "{\"reason\": \"Elle part\"}",
                        "/api/teams/{team}/journeys/{id}/withdrawal",
                        team,
                        track))
                .hasStatus(204);
        assertThat(api.post(
                        team + "-a",
                        "{\"funder\": \"realis\", \"deadline\": \"2027-06-30\"}",
                        "/api/teams/{team}/grants",
                        team))
                .hasStatus(409);
        assertThat(grants.application(track, "bpi-france-2").status()).isEqualTo(Status.DROPPED);
    }
}
