package fr.jalon.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le dossier du comité de construction")
class PackPagesTest {

    private static final LocalDate START = Stage.MONDAY;

    @Autowired
    private Stage stage;

    @Autowired
    private Processes processes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Constructions constructions;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private String team = "";
    private String journey = "";

    @BeforeEach
    void inItsSixthMonth() {
        stage.clock(START, 8, 0);
        team = stage.team(START);
        Map<String, Object> answers = Map.of("team", team, "startDate", START.toString());
        journey = accounts.as("fanny", () -> processes.start("construction", answers));
        stage.liveUntil(journey, START.plusMonths(1).atTime(9, 0));
        stage.complete(journey, "serve-first-user", "monthly-review");
        stage.complete(journey, "ask-for-help", "give-outside-view");
        stage.liveUntil(journey, START.plusMonths(6).atTime(9, 0));
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String page() {
        return "/equipes/" + team + "/construction/" + journey;
    }

    private void decide(String decision, String reason) {
        accounts.as("fanny", () -> {
            stage.complete(
                    journey,
                    "construction-committee",
                    Map.of("committeeDecision", decision, "committeeReason", reason));
            return null;
        });
    }

    @Test
    @DisplayName("dit tout depuis le début, et ce qui manque, sans en faire un zéro")
    void tellsAll() {
        assertThat(Pages.shown(Pages.get(mvc, team + "-a", page())))
                .contains(
                        "6 mois révolus",
                        "Une conseillère d’insertion",
                        "Les points des mois 2, 3, 4, 5 et 6 manquent",
                        "140 (un mois connu)",
                        "Appeler vingt employeurs",
                        "2 fois, à régler",
                        "Les conseillers d’abord",
                        "Aucune encore");
    }

    @Test
    @DisplayName("garde ce que le comité a vu, enchaîne ses décisions et voit qu’on y touche")
    void chains() {
        decide("CONTINUE", "Encore un mois.");
        stage.liveUntil(journey, START.plusMonths(7).atTime(9, 0));
        decide("ACCELERATE", "L’usage double.");
        MvcTestResult export = Pages.get(mvc, "fanny", "/api/teams/" + team + "/constructions/" + journey + "/pack");
        assertThat(export).bodyJson().extractingPath("$.verification.valid").isEqualTo(true);
        assertThat(export)
                .bodyJson()
                .extractingPath("$.decisions[0].pack.month")
                .isEqualTo(6);
        assertThat(export).bodyJson().extractingPath("$.decisions[1].decision").isEqualTo("ACCELERATE");
        assertThat(constructions.decisions(journey).get(1).previousHash())
                .isEqualTo(constructions.decisions(journey).get(0).hash());
        assertThat(Pages.shown(Pages.get(mvc, "fanny", page())))
                .contains("7 mois révolus", "la chaîne est intacte", "Accélérer, après 7 mois", "Encore un mois.");
        Journey closed = journeys.journey(journey);
        stage.clock(START.plusMonths(11), 9, 0);
        assertThat(constructions.pack(closed).month()).as("as it was seen").isEqualTo(7);

        assertThatThrownBy(() -> jdbc.sql("update construction_decision set reason = 'Autre' where journey = ?")
                        .param(journey)
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from construction_decision where journey = ?")
                        .param(journey)
                        .update())
                .isInstanceOf(DataAccessException.class);
        jdbc.sql("""
            insert into construction_decision (journey, position, team, decided_month, decision, reason, pack,
              decided_by, decided_at, previous_hash, hash)
            select journey, 3, team, 8, 'STOP', 'Forgée', pack, decided_by, decided_at, previous_hash, hash
            from construction_decision where journey = ? and position = 2
            """).param(journey).update();
        assertThat(constructions.verify(journey).brokenAt()).isEqualTo(3);
        assertThat(Pages.shown(Pages.get(mvc, "fanny", page()))).contains("rompue à la décision 3");
    }

    @Test
    @DisplayName("s’emporte en PDF")
    void prints() throws IOException {
        MvcTestResult pdf = Pages.get(mvc, "carlos", page() + "/dossier.pdf");
        assertThat(pdf).hasStatusOk().contentType().isCompatibleWith(MediaType.APPLICATION_PDF);
        try (PDDocument document = Loader.loadPDF(pdf.getResponse().getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(document)).contains("Dossier du comité", "Une conseillère");
        }
    }

    @Test
    @DisplayName("n’existe pas pour une autre équipe, ni sous son nom, ni pour un autre parcours")
    void isTheirs() {
        String other = stage.team(teamsCohort());
        for (String path : new String[] {page(), page() + "/dossier.pdf"})
            assertThat(Pages.get(mvc, other + "-a", path)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(Pages.get(mvc, other + "-a", "/equipes/" + other + "/construction/" + journey))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(Pages.get(mvc, "fanny", "/equipes/" + team + "/construction/rien"))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(Pages.get(mvc, other + "-a", "/api/teams/" + team + "/constructions/" + journey + "/pack"))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    private String teamsCohort() {
        return jdbc.sql("select cohort from team where id = ?")
                .param(team)
                .query(String.class)
                .single();
    }
}
