package fr.jalon.scic;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.person.People;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.text.MailAddress;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
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
@DisplayName("Les alternants d’une équipe")
class ApprenticePagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage people;

    @Autowired
    private TrackRows tracks;

    @Autowired
    private Apprentices apprentices;

    @Autowired
    private Interviewees interviewees;

    @Autowired
    private People kept;

    @Autowired
    private JdbcClient jdbc;

    private String track;
    private String team;
    private String anne;
    private String path;
    private Api api;

    /** On Tuesday, 7 April 2026, the day after Easter Monday. */
    @BeforeEach
    void aTrack() {
        api = new Api(mvc);
        track = stage.open();
        team = tracks.track(track).team();
        anne = team + "-a";
        path = "/equipes/" + team + "/alternants";
        people.clock(LocalDate.of(2026, 4, 7), 10, 0);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String address) {
        return Pages.get(mvc, anne, address);
    }

    private String added(String name, String starts, String... more) {
        String id = Pages.hidden(get(path + "/nouveau"), "id");
        String[] fields = new String[10 + more.length];
        System.arraycopy(
                new String[] {
                    "id", id, "name", name, "employer", "Atelier Sud", "contract", "apprentissage", "startsOn", starts
                },
                0,
                fields,
                0,
                10);
        System.arraycopy(more, 0, fields, 10, more.length);
        assertThat(Pages.post(mvc, anne, path, fields)).hasStatus(302);
        return id;
    }

    private Apprentices.Counts counts() {
        return apprentices.counts(track);
    }

    @Test
    @DisplayName("s’ajoutent un par un, une seule fois si le formulaire part deux fois, et se comptent")
    void adds() {
        String id = added("L. M.", "2026-03-02", "filedOn", "2026-03-05", "endsOn", "2028-03-01");
        assertThat(Pages.post(
                        mvc,
                        anne,
                        path,
                        "id",
                        id,
                        "name",
                        "L. M.",
                        "employer",
                        "Atelier Sud",
                        "contract",
                        "apprentissage",
                        "startsOn",
                        "2026-03-02"))
                .hasStatus(302);
        added("À venir", "2026-05-04");
        added("Rompu", "2026-01-05", "filedOn", "2026-01-06", "brokenOn", "2026-02-10");
        added("Fini", "2025-09-01", "filedOn", "2025-09-02", "endsOn", "2026-04-06");
        assertThat(counts()).isEqualTo(new Apprentices.Counts(3, 1, 1, 0, 0));
        assertThat(shown(get(path)))
                .contains("Placés depuis le début", "L. M.", "du 02/03/2026 au 01/03/2028", "rompu le 10/02/2026")
                .contains("Premiers alternants placés : 3 sur 3 visés, cible atteinte")
                .contains("Alternants actifs : 1 sur 50 visés, il en manque 49");
        assertThat(shown(get("/equipes/" + team))).contains("Alternants placés", "Les alternants");
        assertThat(text(get(path + ".csv"))).contains("Rompu;;Atelier Sud;Apprentissage;05/01/2026;;10/02/2026");
    }

    @Test
    @DisplayName("se déposent à l’OPCO en cinq jours ouvrables, samedis compris, dimanches et jours fériés exclus")
    void tellsLateFilings() {
        // From Tuesday 31 March: Wednesday 1, Thursday 2, Friday 3, Saturday 4, and Tuesday 7 after Easter.
        String id = added("Pâques", "2026-03-31");
        assertThat(counts().late()).isZero();
        assertThat(shown(get(path))).contains("à déposer au plus tard le 07/04/2026");
        people.clock(LocalDate.of(2026, 4, 9), 10, 0);
        assertThat(counts().late()).isEqualTo(1);
        assertThat(shown(get(path)))
                .contains("Un contrat n’est pas déposé à l’OPCO, et son délai est passé.")
                .contains("à déposer depuis le 07/04/2026 : en retard de deux jours");
        assertThat(Pages.post(
                        mvc,
                        anne,
                        path + "/" + id,
                        "seen",
                        "1",
                        "name",
                        "Pâques",
                        "employer",
                        "Atelier Sud",
                        "contract",
                        "professionnalisation",
                        "startsOn",
                        "2026-03-31",
                        "filedOn",
                        "2026-04-08"))
                .hasStatus(302);
        // Five days of any kind for the other contract.
        assertThat(shown(get(path))).contains("déposé le 08/04/2026, avec trois jours de retard");
        assertThat(counts().late()).isZero();
    }

    @Test
    @DisplayName("gardent ce qui a été saisi quand quelque chose ne va pas, et le disent à côté du champ")
    void tellsFaults() {
        MvcTestResult refused = Pages.post(
                mvc,
                anne,
                path,
                "name",
                "",
                "employer",
                "Atelier Sud",
                "contract",
                "stage",
                "startsOn",
                "2026-03-02",
                "brokenOn",
                "2026-02-01",
                "filedOn",
                "2026-04-08",
                "email",
                "pas une adresse");
        assertThat(refused).hasStatus(422);
        assertThat(said(refused))
                .contains("Un prénom ou des initiales sont attendus.", "Choisissez le type de contrat.")
                .contains("Une rupture suit le début du contrat.", "Ce jour est à venir.")
                .contains("Une adresse électronique est attendue.");
        assertThat(text(refused)).contains("value=\"Atelier Sud\"", "value=\"pas une adresse\"");
        assertThat(counts().placed()).isZero();
    }

    @Test
    @DisplayName("ne se corrigent pas par-dessus quelqu’un d’autre")
    void refusesStaleChanges() {
        String id = added("L. M.", "2026-03-02");
        String[] change = {
            "seen", "1", "name", "L. M.", "employer", "Ailleurs", "contract", "apprentissage", "startsOn", "2026-03-02"
        };
        assertThat(Pages.post(mvc, anne, path + "/" + id, change)).hasStatus(302);
        assertThat(Pages.post(mvc, anne, path + "/" + id, change)).hasStatus(302);
        change[5] = "Encore ailleurs";
        MvcTestResult stale = Pages.post(mvc, anne, path + "/" + id, change);
        assertThat(stale).hasStatus(409);
        assertThat(said(stale)).contains("entre-temps, cette fiche a changé");
        assertThat(Pages.post(mvc, anne, path + "/" + id + "/retrait")).hasStatus(302);
        assertThat(get(path + "/" + id)).hasStatus(404);
    }

    @Test
    @DisplayName("ne se voient que de l’équipe et de ceux qui l’accompagnent")
    void areTheTeamsOwn() {
        String other = people.team(Stage.MONDAY);
        assertThat(Pages.get(mvc, other + "-a", path)).hasStatus(404);
        assertThat(Pages.post(mvc, other + "-a", path, "name", "X")).hasStatus(404);
        assertThat(Pages.get(mvc, "fanny", path)).hasStatusOk();
        assertProblem(api.get(other + "-a", "/api/teams/{team}/apprentices", team), 404, "inconnue");
        assertThat(Pages.get(mvc, other + "-a", "/equipes/" + other + "/alternants"))
                .hasStatus(404);
    }

    @Test
    @DisplayName("se lisent et s’ajoutent aussi par HTTP")
    void speaksJson() {
        MvcTestResult added = api.post(anne, """
                {"name": "L. M.", "employer": "Atelier Sud", "contract": "apprentissage",
                 "startsOn": "2026-03-02", "filedOn": "2026-03-04"}""", "/api/teams/{team}/apprentices", team);
        assertThat(added).hasStatus(201);
        String id = JsonPath.read(text(added), "$.id");
        assertProblem(
                api.post(anne, "{\"name\": \"X\"}", "/api/teams/{team}/apprentices", team), 422, "Dites chez quel");
        String broken = """
            {"name": "L. M.", "employer": "Atelier Sud", "contract": "apprentissage",
             "startsOn": "2026-03-02", "brokenOn": "2026-04-01"}""";
        assertThat(api.put(anne, broken, "/api/teams/{team}/apprentices/{id}", team, id))
                .hasStatus(204);
        MvcTestResult all = api.get("fanny", "/api/teams/{team}/apprentices", team);
        assertThat(all).bodyJson().extractingPath("$.counts.placed").isEqualTo(1);
        assertThat(all).bodyJson().extractingPath("$.counts.active").isEqualTo(0);
        assertThat(all).bodyJson().extractingPath("$.apprentices[0].state").isEqualTo("BROKEN");
        assertThat(all).bodyJson().extractingPath("$.apprentices[0].fileBy").isEqualTo("2026-03-07");
        assertThat(api.delete(anne, "/api/teams/{team}/apprentices/{id}", team, id))
                .hasStatus(204);
        assertThat(counts().placed()).isZero();
    }

    @Test
    @DisplayName("se retrouvent et s’effacent à leur adresse, comme les personnes interrogées ; les comptes restent")
    void areForgotten() {
        String email = "lou." + team + "@exemple.fr";
        added("Lou", "2026-03-02", "email", email.toUpperCase(Locale.ROOT));
        stage.complete(
                track,
                "interview-company",
                Map.of("contact", "Lou Petit", "intervieweeEmail", email, "heldOn", "2026-04-07"));
        Map<String, Object> export = kept.exportAt(new MailAddress(email));
        assertThat(export.get("apprenticeships")).asString().contains("Lou", "Atelier Sud");
        assertThat(export.get("interviews")).asString().contains("Lou Petit", "Six mois");
        kept.eraseAt(new MailAddress(email));
        assertThat(counts().placed()).isEqualTo(1);
        assertThat(shown(get(path))).contains("Nom effacé").doesNotContain("Lou");
        assertThat(jdbc.sql("select answers from interview where track = ? and person is not null")
                        .param(track)
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    @DisplayName("perdent leur nom deux ans après la fin du contrat, une personne interrogée un an après l’entretien")
    void areNotKeptForever() {
        added("Fini", "2025-09-01", "endsOn", "2026-03-31", "email", "fini." + team + "@exemple.fr");
        added("Sans terme", "2026-03-02");
        stage.complete(track, "interview-apprentice", Map.of("apprentice", "Zoé", "heldOn", "2026-04-07"));
        jdbc.sql("update interview set answers = ? where track = ?")
                .params("{\"apprentice\":\"Zoé\",\"search\":\"Longue\"}", track)
                .update();
        people.clock(LocalDate.of(2027, 4, 6), 10, 0);
        interviewees.forgetOld();
        assertThat(interviewed()).isEqualTo("Zoé {\"apprentice\":\"Zoé\",\"search\":\"Longue\"}");
        people.clock(LocalDate.of(2028, 3, 30), 10, 0);
        apprentices.forgetOld();
        interviewees.forgetOld();
        assertThat(interviewed()).isEqualTo("null {\"search\":\"Longue\"}");
        assertThat(shown(get(path))).contains("Fini", "Sans terme");
        people.clock(LocalDate.of(2028, 4, 3), 10, 0);
        apprentices.forgetOld();
        assertThat(shown(get(path))).contains("Nom effacé", "Sans terme").doesNotContain("Fini");
        people.clock(LocalDate.of(2031, 4, 3), 10, 0);
        apprentices.forgetOld();
        assertThat(shown(get(path))).doesNotContain("Sans terme");
        assertThat(counts().placed()).isEqualTo(2);
    }

    private String interviewed() {
        return jdbc.sql("select person, answers from interview where track = ?")
                .param(track)
                .query((row, line) -> row.getString(1) + " " + row.getString(2))
                .single();
    }

    @Test
    @DisplayName("ont à côté le chiffre d’affaires, saisi par mois, dont les douze derniers s’additionnent")
    void sumsRevenue() {
        String revenue = "/equipes/" + team + "/chiffre-affaires";
        assertThat(shown(get(revenue))).contains("aucun montant saisi pour l’instant", "mars 2025", "avril 2026");
        assertThat(Pages.post(
                        mvc,
                        anne,
                        revenue,
                        "before-2025-03",
                        "",
                        "2025-03",
                        "5000",
                        "before-2025-04",
                        "",
                        "2025-04",
                        "1 000,50 €",
                        "before-2026-03",
                        "",
                        "2026-03",
                        "0"))
                .hasStatus(302);
        assertThat(shown(get(revenue)))
                .contains("Les douze mois avant celui-ci : 1 000,50 €.", "Mois sans montant : mai 2025, juin 2025");
        String entered = Pages.hidden(get(revenue), "before-2025-04");
        assertThat(Api.plain(entered)).isEqualTo("1 000,50");
        assertThat(Api.plain(Pages.hidden(get(revenue), "before-2025-03"))).isEqualTo("5 000");
        assertThat(Pages.post(mvc, anne, revenue, "before-2025-04", "", "2025-04", entered))
                .hasStatus(302);
        assertThat(Pages.hidden(get(revenue), "before-2025-04")).isEqualTo(entered);
        MvcTestResult refused = Pages.post(
                mvc,
                anne,
                revenue,
                "before-2026-02",
                "",
                "2026-02",
                "beaucoup",
                "before-2025-04",
                entered,
                "2025-04",
                entered);
        assertThat(refused).hasStatus(422);
        assertThat(said(refused)).contains("Un montant en euros");
        assertThat(text(refused)).contains("value=\"beaucoup\"");
        assertThat(api.put(anne, "{\"amount\": 250}", "/api/teams/{team}/revenue/{month}", team, "2026-02"))
                .hasStatus(204);
        assertProblem(
                api.put(anne, "{\"amount\": 1}", "/api/teams/{team}/revenue/{month}", team, "2026-05"),
                422,
                "Un mois entre le départ");
        MvcTestResult sold = api.get(anne, "/api/teams/{team}/revenue", team);
        assertThat(sold).bodyJson().extractingPath("$.lastYear").isEqualTo(1250.5);
        assertThat(sold).bodyJson().extractingPath("$.missing").asArray().hasSize(9);
    }
}
