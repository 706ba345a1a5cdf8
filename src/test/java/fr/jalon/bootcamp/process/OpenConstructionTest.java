package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Teams;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Un GO ouvre la construction")
class OpenConstructionTest {

    @Autowired
    private Stage stage;

    @Autowired
    private Processes processes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Teams teams;

    @Autowired
    private MockMvcTester mvc;

    private String team = "";
    private String journey = "";

    @BeforeEach
    void beforeTheDecision() {
        team = stage.teamAWeekBefore();
        journey = stage.open(team);
        stage.reach(journey, "decide");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void go() {
        accounts.as("fanny", () -> {
            stage.complete(journey, "decide", Map.of("decision", "GO", "decisionReason", "Poursuivons."));
            return null;
        });
    }

    private Journey construction() {
        return journeys.latest(team, "construction").orElseThrow();
    }

    @Test
    @DisplayName("le jour de la décision, avec ce que l’équipe a appris, montré et jamais retapé")
    void opens() {
        go();
        assertThat(construction().isOpen()).isTrue();
        assertThat(journeys.journey(journey).life().outcome()).isEqualTo("CONTINUED");
        Map<String, Object> shown = stage.shown(construction().id(), "name-service");
        assertThat(String.valueOf(shown.get("knownFacts")))
                .contains("Paniers anti-gaspi", "Landing page", "Canaux", "taux de conversion");
        assertThat(Pages.shown(Pages.get(mvc, team + "-a", "/equipes/" + team)))
                .contains("Qui avez-vous servi ?", "Ce que l’équipe savait en entrant", "Paniers anti-gaspi");
    }

    @Test
    @DisplayName("et laisse celle qui est déjà ouverte")
    void leavesTheOpenOne() {
        Map<String, Object> answers = Map.of("team", team, "startDate", Stage.MONDAY.toString());
        String before = accounts.as("fanny", () -> processes.start("construction", answers));
        go();
        assertThat(construction().id()).isEqualTo(before);
        assertThat(journeys.journey(journey).life().outcome()).isEqualTo("CONTINUED");
    }

    @Test
    @DisplayName("mais rien ne commence dans une cohorte archivée")
    void beginsNothingInTheArchive() {
        teams.archive(teams.cohort(teams.team(team).cohort()), true);
        go();
        assertThat(journeys.latest(team, "construction")).isEmpty();
        assertThat(journeys.journey(journey).life().outcome()).isEqualTo("CONTINUED");
    }
}
