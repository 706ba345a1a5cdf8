package fr.jalon.scic.process;

import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.Apprentices.Counts;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Les alternants d’un parcours ouvert avant le registre")
class OldPlacementsTest {

    private static final LocalDate APRIL = LocalDate.of(2026, 4, 13);

    @Autowired
    private OldPlacements old;

    @Autowired
    private Stage clock;

    @Autowired
    private TrackStage stage;

    @Autowired
    private Apprentices apprentices;

    @Autowired
    private Journeys journeys;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvcTester mvc;

    private String track;
    private String team;

    @BeforeEach
    void open() {
        track = stage.open();
        team = journeys.journey(track).team();
        stage.create(track);
        stage.complete(track, "gate-creation");
        jdbc.sql("update track set has_old_list = true where id = ?")
                .param(track)
                .update();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** What the form of that time left behind: a list of who, where, at which school and since when. */
    private void named(Object... rows) {
        runtime.setVariable(called("proof-of-concept"), "placements", Spin.JSON(List.of(rows)));
    }

    private static Map<String, String> row(String who, String where, String since) {
        return Map.of("apprentice", who, "company", where, "school", "CFA Sud", "from", since);
    }

    private String called(String process) {
        return stage.family(track).stream()
                .filter(each -> each.getProcessDefinitionId().startsWith(process + ":"))
                .map(ProcessInstance::getId)
                .findFirst()
                .orElseThrow();
    }

    private void reviewed(int placed, int active, String day) {
        jdbc.sql("insert into milestone_review (track, months, status, apprentices_placed, apprentices_active,"
                        + " revenue, figures, reviewed_at) values (?, 6, 'AT_RISK', ?, ?, 0, '{}', ?)")
                .params(track, placed, active, OffsetDateTime.parse(day + "T10:00:00+02:00"))
                .update();
    }

    private List<Map<String, Object>> listed() {
        return jdbc.sql("select name, employer, contract, starts_on, ends_on, filed_on from apprentice where track = ?"
                        + " order by name")
                .param(track)
                .query()
                .listOfRows();
    }

    private String page() {
        return shown(Pages.get(mvc, team + "-a", "/equipes/" + team + "/alternants"));
    }

    @Test
    @DisplayName("entrent au registre une fois, avec ce que la liste disait et rien d’autre")
    void takesThemOverOnce() {
        named(row("L. M.", "Atelier Sud", "2025-09-01"), row("A. B.", "Numéric", "2025-10-06"));
        old.afterSingletonsInstantiated();

        assertThat(listed()).hasSize(2).last().satisfies(last -> {
            assertThat(last).containsEntry("NAME", "L. M.").containsEntry("EMPLOYER", "Atelier Sud");
            assertThat(last).containsEntry("CONTRACT", null).containsEntry("FILED_ON", null);
            assertThat(last.get("STARTS_ON")).hasToString("2025-09-01");
        });
        assertThat(apprentices.counts(track).late()).isZero();
        assertThat(page()).contains("L. M.", "à préciser", "n’étaient pas demandés alors");

        jdbc.sql("delete from apprentice where track = ? and name = 'A. B.'")
                .param(track)
                .update();
        old.afterSingletonsInstantiated();
        assertThat(listed()).hasSize(1);
    }

    @Test
    @DisplayName("ne se doublent pas si l’équipe les a déjà notés")
    void doublesNobody() {
        stage.place(track, 1);
        Map<String, Object> known = listed().get(0);
        String employer = String.valueOf(known.get("EMPLOYER"));
        named(
                row("B. C.", employer, String.valueOf(known.get("STARTS_ON"))),
                row(String.valueOf(known.get("NAME")), " " + employer, "2025-02-03"),
                row("D. E.", "Numéric", "2025-10-06"));
        old.afterSingletonsInstantiated();
        assertThat(listed()).extracting(each -> each.get("NAME")).containsExactly("A. 0", "B. C.", "D. E.");
    }

    @Test
    @DisplayName("qui ne furent que comptés comptent encore, jusqu’à ce que chacun soit noté")
    void countsWhoWasCounted() {
        named(row("L. M.", "Atelier Sud", "2025-09-01"));
        reviewed(4, 3, "2026-03-02");
        clock.clock(APRIL, 9, 0);
        old.afterSingletonsInstantiated();
        assertThat(apprentices.counts(track)).isEqualTo(new Counts(4, 3, 0, 0, 3));
        assertThat(page()).contains("Déclarés avant le registre : 3. Le 02/03/2026");

        clock.clock(APRIL.minusMonths(2), 9, 0);
        stage.place(track, 2);
        clock.clock(APRIL, 9, 0);
        assertThat(apprentices.counts(track)).isEqualTo(new Counts(4, 3, 0, 0, 1));
        stage.place(track, 1);
        assertThat(apprentices.counts(track)).isEqualTo(new Counts(5, 4, 0, 0, 1));
        assertThat(shown(Pages.get(mvc, "fanny", "/equipes/" + team)))
                .containsSubsequence("Alternants placés", "5", "4");
    }

    @Test
    @DisplayName("se disent au bilan, à part de ceux du registre")
    void areToldAtTheReview() {
        named(row("L. M.", "Atelier Sud", "2025-04-07"));
        reviewed(4, 3, "2025-06-02");
        old.afterSingletonsInstantiated();
        jdbc.sql("delete from milestone_review where track = ?").param(track).update();
        stage.fire(track, "milestone-due");
        assertThat(String.valueOf(
                        stage.shown(stage.tasks(track, "review-milestone").get(0))
                                .get("recordedRows")))
                .contains("déclarés avant le registre\u00a0: 3");
    }
}
