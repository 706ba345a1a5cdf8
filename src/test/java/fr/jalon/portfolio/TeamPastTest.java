package fr.jalon.portfolio;

import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.person.People;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("La page d’une équipe dit ce que d’autres ont fait de son parcours")
class TeamPastTest {

    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Teams teams;

    @Autowired
    private Accounts accounts;

    @Autowired
    private People people;

    @Autowired
    private Processes processes;

    @Autowired
    private MockMvcTester mvc;

    private Api api;
    private String team;
    private String journey;

    @BeforeEach
    void aTeam() {
        api = new Api(mvc);
        stage.clock(D1.minusDays(6), 10, 0);
        team = stage.team(D1);
        journey = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String page() {
        return shown(Pages.get(mvc, team + "-a", "/equipes/" + team));
    }

    private void move(String who, String firstDay) {
        assertThat(api.put(
                        who,
                        "{\"firstDay\": \"%s\"}".formatted(firstDay),
                        "/api/teams/{team}/journeys/{id}/dates",
                        team,
                        journey))
                .hasStatusOk();
    }

    @Nested
    @DisplayName("Les dates déplacées")
    class Moves {

        @Test
        @DisplayName("disent qui, quand, et chaque étape d’un jour à l’autre, la plus récente d’abord")
        void areTold() {
            assertThat(page()).doesNotContain("Dates déplacées");
            move("fanny", "2026-10-26");
            stage.clock(D1.minusDays(5), 14, 30);
            move("fanny", "2026-11-02");

            assertThat(page())
                    .containsSubsequence(
                            "Dates déplacées",
                            "mercredi 14 octobre, 14 h 30, par Fanny Moreau",
                            "Idéation, Planification : lundi 26 octobre → lundi 2 novembre",
                            "mardi 13 octobre, 10 h, par Fanny Moreau",
                            "Idéation, Planification : lundi 19 octobre → lundi 26 octobre",
                            "Semaine de validation : ")
                    .doesNotContain("Validation, jour 1 : mercredi 28 octobre →");
        }

        @Test
        @DisplayName("pour toute la cohorte aussi")
        void areToldOfACohort() {
            assertThat(api.put(
                            "fanny",
                            "{\"firstDay\": \"2026-10-26\"}",
                            "/api/cohorts/{cohort}/dates",
                            teams.team(team).cohort()))
                    .hasStatusOk();
            assertThat(page())
                    .contains("par Fanny Moreau", "Idéation, Planification : lundi 19 octobre → lundi 26 octobre");
        }

        @Test
        @DisplayName("ne disent rien de ce qui est demandé et ne change rien")
        void areNotToldWithoutAMove() {
            move("fanny", D1.toString());
            assertThat(page()).doesNotContain("Dates déplacées");
        }

        @Test
        @DisplayName("par le parcours lui-même, sans personne, sont de Jalon")
        void areTheJourneysOwn() {
            stage.reach(journey, "validation");
            stage.fire(journey, "week-opens");
            stage.complete(journey, "launch-campaigns");
            stage.liveUntil(journey, D1.plusDays(9).atTime(12, 1));
            stage.complete(journey, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", 3));
            assertThat(page())
                    .contains("par Jalon Semaine de validation : mercredi 21 octobre – mercredi 28 octobre → ")
                    .contains("semaine prolongée");
        }

        @Test
        @DisplayName("d’un pivot disent quand l’itération suivante est prévue")
        void tellOfAPivot() {
            stage.reach(journey, "decide");
            stage.complete(journey, "decide", Map.of("decision", "PIVOT", "decisionReason", "Le coût baisse encore."));
            stage.complete(journey, "prepare-pivot");
            processes.complete(
                    processes.openTasks(List.of(journey), "confirm-pivot").get(journey),
                    Map.of("firstDay", D1.plusDays(14).toString()),
                    "fanny");
            assertThat(page())
                    .containsSubsequence(
                            "Dates déplacées",
                            "par Fanny Moreau",
                            "Idéation, Planification : prévu lundi 2 novembre",
                            "Semaine de validation : prévu mercredi 4 novembre – mercredi 11 novembre");
        }

        @Test
        @DisplayName("d’un parcours vers la SCIC se disent étape par étape")
        void areToldOfATrack() {
            String track = tracks.open(team, D1.plusDays(7), Map.of());
            assertThat(api.put(
                            "fanny",
                            "{\"startDate\": \"2026-11-02\"}",
                            "/api/teams/{team}/journeys/{id}/dates",
                            team,
                            track))
                    .hasStatusOk();
            assertThat(page()).contains("par Fanny Moreau", "lundi 26 octobre", "→ lundi 2 novembre");
        }

        @Test
        @DisplayName("gardent un pseudonyme de qui s’efface, et se retrouvent dans son export")
        void areSignedByAPseudonym() {
            String mover = team + "-f";
            accounts.create(new Person(mover, "Farid", "Benali", mover + "@jalon.example"));
            accounts.join(mover, Groups.FACILITATORS);
            accounts.setPassword(mover, Stage.PASSWORD);
            move(mover, "2026-10-26");
            assertThat(people.export(mover, 0).get("entries").toString()).contains("plan_move", "ideation");
            assertThat(page()).contains("par Farid Benali");
            people.erase(mover);
            assertThat(page()).contains("Dates déplacées").doesNotContain("Farid", mover);
        }
    }

    @Nested
    @DisplayName("Les jalons")
    class Gates {

        @Test
        @DisplayName("disent le verdict, le commentaire, qui et quand, le dernier d’abord")
        void areTold() {
            assertThat(page()).doesNotContain("Jalons");
            stage.complete(journey, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
            hold(Map.of("gateVerdict", "REWORK", "comment", "Il manque une idée <b>neuve</b>."));
            stage.clock(D1.minusDays(5), 9, 0);
            stage.openTasks(journey).stream()
                    .filter(task -> !task.equals("welcome"))
                    .toList()
                    .forEach(task -> stage.complete(journey, task));
            hold(Map.of("gateVerdict", "REACHED"));

            assertThat(page())
                    .containsSubsequence(
                            "Jalons",
                            "atteint Statuer sur l’équipe et les idées",
                            "Fanny Moreau, mercredi 14 octobre, 9 h",
                            "à reprendre Statuer sur l’équipe et les idées",
                            "« Il manque une idée &lt;b&gt;neuve&lt;/b&gt;. »",
                            "Fanny Moreau, mardi 13 octobre, 10 h");
            assertThat(page().split("Il manque une idée", -1)).hasSize(2);
        }

        private void hold(Map<String, Object> answers) {
            processes.complete(
                    processes.openTasks(List.of(journey), "gate-preparation").get(journey), answers, "fanny");
        }
    }
}
