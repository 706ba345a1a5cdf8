package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Ce qui, d’un parcours vers la SCIC, ne peut pas être prêt à temps")
class TrackDoubtsTest {

    private static final String STEPS = "Adopter les statuts, Déclarer l’association, Obtenir le SIRET, ";

    @Autowired
    private TrackStage stage;

    @Autowired
    private Journeys journeys;

    @Autowired
    private TellTrackDoubts doubts;

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

    private List<String> mails(String track, String person) {
        return jdbc.sql("select body from outbox where kind = 'track-doubts' and object = ? and person = ?")
                .params(track, person)
                .query((row, line) -> Api.plain(row.getString(1)))
                .list();
    }

    @Test
    @DisplayName("est dit par HTTP dès l’ouverture : l’assurance attend un SIRET, le dossier de la Région aussi")
    void isToldOverHttp() {
        String track = stage.open();
        var answer = api.get(team(track) + "-a", "/api/plans/{plan}", track);
        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$.impossible").asArray().hasSize(2);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[0].chain")
                .asArray()
                .containsExactly(
                        "Adopter les statuts",
                        "Déclarer l’association",
                        "Obtenir le SIRET",
                        "Souscrire les assurances");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[0].missingDays")
                .isEqualTo(28);
        assertThat(answer).bodyJson().extractingPath("$.impossible[0].since").isEqualTo("2025-02-01");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[0].people")
                .asArray()
                .containsExactly("l’équipe");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[0].repairs[-1:]")
                .asArray()
                .containsExactly("déplacer «\u00a0Souscrire les assurances\u00a0» au samedi 12 avril 2025");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[1].chain[-1:]")
                .asArray()
                .containsExactly("Déposer le dossier de Région Occitanie");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[1].missingDays")
                .isEqualTo(11);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.impossible[1].people")
                .asArray()
                .containsExactly("l’équipe", "Région Occitanie");
        assertThat(Api.text(answer))
                .contains("renoncer à «\u00a0Déposer le dossier de Région Occitanie\u00a0»")
                .contains("viser l’échéance suivante de Région Occitanie, le 31 mars 2026, à confirmer auprès du")
                .doesNotContain("slackDays", "critical", "dependsOn");
    }

    @Test
    @DisplayName("se lit sur la page de l’équipe, et n’y est plus une fois le SIRET obtenu")
    void isShown() {
        String track = stage.open();
        String page = "/equipes/" + team(track);
        assertThat(Pages.shown(Pages.get(mvc, team(track) + "-a", page)))
                .contains("Ce qui ne peut pas être prêt à temps", "Obtenir le SIRET, puis Souscrire les assurances")
                .contains("28 jours, depuis le 01/02/2025", "Raccourcir");
        jdbc.sql("update plan_item set actual_start = ?, actual_end = ? where plan = ? and id = 'obtain-siret'")
                .params(TrackStage.START, TrackStage.START, track)
                .update();
        assertThat(Pages.shown(Pages.get(mvc, team(track) + "-a", page))).doesNotContain("ne peut pas être prêt");
    }

    @Test
    @DisplayName("s’écrit une fois à l’équipe et aux facilitateurs, et perd son objet quand le parcours est clos")
    void isMailedOnce() {
        String track = stage.open();
        for (String person : List.of(team(track) + "-a", "fanny"))
            assertThat(mails(track, person))
                    .singleElement()
                    .asString()
                    .contains(
                            "ceci ne peut pas être prêt à temps",
                            "Il fallait commencer il y a 28 jours (le 1er février 2025)")
                    .contains(STEPS + "Souscrire les assurances", STEPS + "Déposer le dossier de Région Occitanie")
                    .contains("On peut raccourcir", "/equipes/" + team(track));
        api.put(
                "fanny",
                "{\"startDate\": \"2025-03-08\"}",
                "/api/teams/{team}/journeys/{id}/dates",
                team(track),
                track);
        assertThat(mails(track, "fanny")).hasSize(1);

        Letter letter = new Letter("k", "fanny", "f@jalon.example", "s", "t", "track-doubts", track, null);
        assertThat(doubts.lost(List.of(letter))).isEmpty();
        assertThat(api.post(
                        "fanny",
                        "{\"reason\": \"Elle part\"}",
                        "/api/teams/{team}/journeys/{id}/withdrawal",
                        team(track),
                        track))
                .hasStatus(204);
        assertThat(doubts.lost(List.of(letter))).containsEntry("k", "Le parcours est clos.");
        assertThat(api.get("fanny", "/api/plans/{plan}", track))
                .bodyJson()
                .extractingPath("$.impossible")
                .asArray()
                .isEmpty();
    }

    @Test
    @DisplayName("suit les dates : après le départ, deux semaines gagnées manquent d’autant moins")
    void followsTheDates() {
        String track = stage.open(LocalDate.of(2025, 4, 7), Map.of());
        assertThat(Api.plain(Api.text(api.put(
                        "fanny",
                        "{\"startDate\": \"2025-04-21\"}",
                        "/api/teams/{team}/journeys/{id}/dates",
                        team(track),
                        track))))
                .contains(
                        "\"warnings\":[\"Il fallait commencer il y a 14 jours (le 24 mars 2025)",
                        "Souscrire les assurances")
                .doesNotContain("Région Occitanie");
    }
}
