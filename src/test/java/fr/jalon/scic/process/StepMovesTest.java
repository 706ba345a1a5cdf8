package fr.jalon.scic.process;

import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.GrantRows;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Déplacer une étape d’un parcours vers la SCIC")
class StepMovesTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage clock;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Teams teams;

    @Autowired
    private Plans plans;

    @Autowired
    private GrantRows grants;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvcTester mvc;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(mvc);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String team(String track) {
        return journeys.journey(track).team();
    }

    private MvcTestResult move(String track, String body) {
        return api.put("fanny", body, "/api/teams/{team}/journeys/{id}/dates", team(track), track);
    }

    private String planned(String track, String step) {
        Item item = plans.item(track, step);
        return item.plannedStart() + " " + item.plannedEnd();
    }

    /** Month 14: the model is proven, and the gate has been held; what comes next waits for its day. */
    private String inMonth14() {
        String track = stage.open();
        stage.create(track);
        stage.complete(track, "gate-creation");
        stage.prove(track);
        stage.live(track, LocalDateTime.of(2026, 5, 4, 10, 0));
        stage.complete(track, "gate-model");
        return track;
    }

    @Test
    @DisplayName("au quatorzième mois, avec ce qui suit : minuteries, échéances, calendrier, référence")
    void movesWhatFollows() {
        String track = inMonth14();
        assertThat(stage.due(track, "prepare-scic-opens")).isEqualTo("2026-09-01T09:00");
        LocalDateTime review = stage.taskDue(track, "review-milestone");
        assertThat(move(track, "{\"step\": \"prepare-scic\", \"start\": \"2026-10-01\", \"following\": true}"))
                .hasStatusOk();
        assertThat(stage.due(track, "prepare-scic-opens")).isEqualTo("2026-10-01T09:00");
        assertThat(planned(track, "prepare-scic")).isEqualTo("2026-10-01 2026-12-30");
        assertThat(planned(track, "record-vote")).isEqualTo("2026-12-31 2027-03-01");
        assertThat(planned(track, "launch-scic")).isEqualTo("2027-03-31 2027-04-30");
        assertThat(planned(track, "reach-fifty-apprentices")).isEqualTo("2027-10-01 2027-10-31");
        assertThat(plans.item(track, "prepare-scic").baselineStart()).isEqualTo("2026-09-01");
        assertThat(plans.item(track, "validate-model").plannedStart()).isEqualTo("2026-03-01");
        assertThat(stage.taskDue(track, "review-milestone")).isEqualTo(review);

        stage.fire(track, "prepare-scic-opens");
        assertThat(stage.taskDue(track, "prepare-scic")).isEqualTo("2026-12-30T18:00");
        stage.complete(track, "prepare-scic");
        assertThat(stage.due(track, "record-vote-opens")).isEqualTo("2026-12-31T09:00");
        assertThat(Api.text(api.get("fanny", "/api/plans/{plan}/calendar.ics", track)))
                .contains("20261001", "20261231", "20270331", "20271001")
                .doesNotContain("20260901", "20261201", "20270301T", "20270901");
        assertThat(move(track, "{\"step\": \"record-vote\", \"start\": \"2027-01-11\", \"end\": \"2027-02-01\"}"))
                .hasStatusOk();
        assertThat(stage.due(track, "record-vote-opens")).isEqualTo("2027-01-11T09:00");
        assertThat(planned(track, "launch-scic")).isEqualTo("2027-03-31 2027-04-30");
    }

    @Test
    @DisplayName("laisse en retard ce qui l’est : seule l’étape déplacée reçoit un autre jour")
    void keepsWhatIsLate() {
        String track = stage.open();
        stage.live(track, LocalDateTime.of(2025, 7, 1, 10, 0));
        assertThat(stage.taskDue(track, "meet-lawyer")).isEqualTo("2025-03-15T18:00");
        assertThat(move(track, "{\"step\": \"contact-cress\", \"end\": \"2025-07-20\"}"))
                .hasStatusOk();
        assertThat(stage.taskDue(track, "contact-cress")).isEqualTo("2025-07-20T18:00");
        assertThat(stage.taskDue(track, "meet-lawyer")).isEqualTo("2025-03-15T18:00");
        assertThat(planned(track, "build-mvp-platform")).isEqualTo("2025-06-01 2025-08-30");
        assertThat(shown(Pages.get(mvc, "fanny", "/equipes/" + team(track))))
                .contains("en retard de 108 jours")
                .doesNotContain("en retard de 107 jours", "en retard de 109 jours");
    }

    private List<String> told(String track, String person) {
        return jdbc.sql("""
                select subject, body
                from outbox
                where kind = 'plan-moved' and object = ? and person = ?
                order by created_at
                """)
                .params(track, person)
                .query((row, line) -> Api.plain(row.getString(1) + "\n" + row.getString(2)))
                .list();
    }

    @Test
    @DisplayName("s’écrit à l’équipe et à son coach, une lettre par geste, avec tout ce qui a bougé")
    void isTold() {
        String track = inMonth14();
        String member = team(track) + "-a";
        jdbc.sql("insert into coach_team (team, coach) values (?, 'carlos')")
                .param(team(track))
                .update();
        assertThat(move(track, "{\"step\": \"prepare-scic\", \"start\": \"2026-10-01\", \"following\": true}"))
                .hasStatusOk();
        assertThat(told(track, member))
                .singleElement()
                .asString()
                .startsWith("Dates déplacées : ")
                .contains("• Préparer la SCIC : jeudi 1er octobre au mercredi 30 décembre")
                .contains("• Lancer la SCIC : mercredi 31 mars 2027 au vendredi 30 avril 2027", "/plans/" + track);
        stage.live(track, LocalDateTime.of(2026, 5, 4, 10, 1));
        assertThat(move(track, "{\"step\": \"record-vote\", \"end\": \"2027-03-08\"}"))
                .hasStatusOk();
        assertThat(told(track, member)).hasSize(2);
        assertThat(told(track, member).get(1)).contains("Enregistrer le vote").doesNotContain("Lancer", "Préparer");
        assertThat(told(track, "carlos")).hasSameSizeAs(told(track, member));
        assertThat(told(track, "fanny")).isEmpty();
        String whole = stage.open();
        assertThat(move(whole, "{\"startDate\": \"2025-03-08\"}")).hasStatusOk();
        assertThat(told(whole, team(whole) + "-a")).singleElement().asString().contains("• Adopter les statuts");
        stage.live(whole, LocalDateTime.of(2025, 3, 1, 9, 1));
        assertThat(move(whole, "{\"step\": \"grant-opco-2i\", \"end\": \"2026-09-30\"}"))
                .hasStatusOk();
        assertThat(told(whole, team(whole) + "-a").get(1)).contains("• Échéance de OPCO 2i", "30 septembre 2026");
    }

    @Test
    @DisplayName("dit ce que cela rend impossible : un SIRET plus tard met une subvention hors de portée")
    void tellsWhatBecomesImpossible() {
        String track = stage.open(LocalDate.of(2025, 4, 7), Map.of());
        assertThat(journeys.find(track)).isPresent();
        String later = Api.plain(Api.text(
                move(track, "{\"step\": \"obtain-siret\", \"start\": \"2026-03-20\", \"end\": \"2026-04-10\"}")));
        assertThat(later)
                .contains("Déposer le dossier de Région Occitanie")
                .contains("« Obtenir le SIRET » est prévu pour le vendredi 10 avril 2026, mais « Souscrire les")
                .contains("viser l’échéance suivante de Région Occitanie, le 31 mars 2027")
                .contains("Région Occitanie est hors de portée : il faudrait, le mardi 31 mars 2026 au plus tard");
        assertThat(jdbc.sql("select body from outbox where kind = 'track-doubts' and object = ? and person = 'fanny'")
                        .param(track)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .anyMatch(body -> Api.plain(body).contains("Déposer le dossier de Région Occitanie"));
        assertThat(Api.plain(Api.text(move(
                        track, "{\"step\": \"obtain-siret\", \"start\": \"2025-05-05\", \"end\": \"2025-05-19\"}"))))
                .doesNotContain("Région Occitanie");
    }

    @Test
    @DisplayName(
            "dit quelle étape commencerait avant la fin de celle qu’elle suit, jusqu’à ce que le conseil soit suivi")
    void tellsWhatComesTooEarly() {
        String track = inMonth14();
        assertThat(Api.plain(Api.text(move(track, "{\"step\": \"prepare-scic\", \"end\": \"2027-01-15\"}"))))
                .contains(
                        "« Préparer la SCIC » est prévu pour le vendredi 15 janvier 2027, mais « Enregistrer le vote »")
                .contains("déplacer « Enregistrer le vote » au vendredi 15 janvier 2027")
                .doesNotContain("Lancer la SCIC »");
        assertThat(Api.plain(Api.text(
                        move(track, "{\"step\": \"record-vote\", \"start\": \"2027-01-15\", \"following\": true}"))))
                .doesNotContain("est prévu pour le");
    }

    @Test
    @DisplayName("peut être l’échéance d’un financeur : ses minuteries la suivent")
    void movesDeadlines() {
        String track = stage.open();
        String opco = stage.grant(track, "opco-2i");
        assertThat(move(track, "{\"step\": \"grant-opco-2i\", \"end\": \"2026-09-30\"}"))
                .hasStatusOk();
        assertThat(grants.application(track, "opco-2i").deadline()).isEqualTo("2026-09-30");
        assertThat(clock.due(opco, "grant-opens")).isEqualTo("2026-08-01T09:00");
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"step\": \"nowhere\", \"end\": \"2026-01-01\"} | 422 | n’est pas au plan",
                "{\"step\": \"meet-lawyer\"} | 422 | Donnez le jour où l’étape commence",
                "{\"step\": \"meet-lawyer\", \"start\": \"2025-04-01\"} | 422 | a commencé",
                "{\"step\": \"launch-scic\", \"start\": \"2025-02-01\"} | 422 | est passé",
                "{\"step\": \"launch-scic\", \"end\": \"2027-02-01\"} | 422 | finirait avant de commencer",
                "{\"step\": \"launch-scic\", \"start\": \"2040-01-01\"} | 422 | trop loin",
                "{\"step\": \"launch-scic\", \"startDate\": \"2025-03-08\"} | 422 | pas les deux",
                "{\"start\": \"2027-05-01\", \"startDate\": \"2025-03-08\"} | 422 | dites laquelle",
                "{} | 400 | obligatoire",
                "{\"step\": \"grant-nowhere\", \"end\": \"2026-01-01\"} | 422 | n’est pas au plan",
                "{\"step\": \"grant-realis\"} | 422 | Donnez le jour de l’échéance"
            })
    @DisplayName("se refuse quand elle n’a pas de sens, et rien ne bouge")
    void refuses(String body, int status, String reason) {
        String track = stage.open();
        List<Item> before = plans.items(track);
        MvcTestResult answer = move(track, body);
        assertThat(answer).hasStatus(status);
        assertThat(Api.plain(Api.text(answer))).contains(reason);
        assertThat(plans.items(track)).isEqualTo(before);
    }

    @Test
    @DisplayName("ne ramène rien dans le passé, et ne touche pas ce qui est fait")
    void staysAhead() {
        String track = stage.open();
        stage.complete(track, "meet-lawyer");
        assertThat(move(track, "{\"step\": \"meet-lawyer\", \"end\": \"2025-05-01\"}"))
                .hasStatus(409);
        stage.live(track, LocalDateTime.of(2025, 3, 20, 9, 0));
        MvcTestResult past = move(
                track,
                "{\"step\": \"build-mvp-platform\", \"start\": \"2025-03-21\", \"end\": \"2025-03-25\","
                        + " \"following\": true}");
        assertThat(past).hasStatusOk();
        MvcTestResult lived =
                move(track, "{\"step\": \"market-validation\", \"end\": \"2025-03-25\", \"following\": true}");
        assertThat(lived).hasStatus(422);
        assertThat(Api.plain(Api.text(lived))).contains("un jour passé");
        assertThat(planned(track, "validate-model")).isEqualTo("2025-09-24 2025-12-23");
        assertThat(planned(track, "place-first-apprentices")).isEqualTo("2025-09-01 2025-10-01");
    }

    @Test
    @DisplayName("se voit sur une page sans script avant d’être fait, puis se fait une fois")
    void isPreviewed() {
        String track = inMonth14();
        String cohort = teams.team(team(track)).cohort();
        String path = "/cohortes/" + cohort + "/dates";
        assertThat(shown(Pages.get(mvc, "fanny", path + "?journey=" + track)))
                .contains(
                        "Ou une seule étape",
                        "Préparer la SCIC",
                        "Ce qui ne peut se faire sans elle, et ce que le plan place ensuite, bouge")
                .doesNotContain("Consulter un avocat");
        String[] asked = {
            "journey",
            track,
            "startDate",
            "2025-03-01",
            "step",
            "prepare-scic",
            "start",
            "2026-10-01",
            "following",
            "true"
        };
        MvcTestResult preview = Pages.post(mvc, "fanny", path, asked);
        assertThat(shown(preview))
                .contains("Préparer la SCIC : ", "mardi 1er septembre → jeudi 1er octobre", "Lancer la SCIC : ")
                .contains("Déplacer une équipe");
        assertThat(planned(track, "prepare-scic")).isEqualTo("2026-09-01 2026-11-30");
        String[] sure = Stream.concat(Stream.of(asked), Stream.of("sure", "", "seen", hidden(preview, "seen")))
                .toArray(String[]::new);
        assertThat(shown(Pages.post(mvc, "fanny", path, sure))).contains("Déplacement fait pour 1 sur 1.");
        assertThat(planned(track, "prepare-scic")).isEqualTo("2026-10-01 2026-12-30");
        assertThat(shown(Pages.post(mvc, "fanny", path, sure))).doesNotContain("Déplacement fait");
        assertThat(planned(track, "launch-scic")).isEqualTo("2027-03-31 2027-04-30");
        assertThat(Api.text(Pages.post(mvc, "fanny", path, "journey", track, "step", "prepare-scic")))
                .contains("id=\"start-fault\"");
    }
}
