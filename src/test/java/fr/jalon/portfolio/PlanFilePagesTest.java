package fr.jalon.portfolio;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import jakarta.servlet.RequestDispatcher;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un plan emporté dans un tableur, et repris")
class PlanFilePagesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 16);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Processes processes;

    @Autowired
    private Plans plans;

    @Autowired
    private Schedules schedules;

    private String team;
    private String plan;

    @BeforeEach
    void aPlan() {
        stage.clock(TODAY, 10, 0);
        team = stage.team(TODAY.plusDays(60));
        Map<String, Object> answers = Map.of(
                "team",
                team,
                "planTitle",
                "Promotion de Noël",
                "launchDay",
                "2026-12-20",
                "launchDays",
                5,
                "template",
                "christmas-promotion");
        plan = accounts.as("fanny", () -> processes.start("retroplanning", answers));
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String page() {
        return "/equipes/" + team + "/plans/" + plan;
    }

    private String member() {
        return team + "-a";
    }

    private MvcTestResult get(String who, String ending) {
        return Pages.get(mvc, who, page() + ending);
    }

    private MvcTestResult send(String who, byte[] file) {
        return mvc.post()
                .uri(page())
                .multipart()
                .file(new MockMultipartFile("file", "plan.csv", "text/csv", file))
                .with(request -> {
                    // A form with a file announces its length.
                    request.setContent(file);
                    return request;
                })
                .with(csrf())
                .with(user(who))
                .exchange();
    }

    private MvcTestResult send(String file) {
        return send(member(), file.getBytes(UTF_8));
    }

    private MvcTestResult confirm(MvcTestResult preview) {
        return Pages.post(mvc, member(), page(), "text", hidden(preview, "text"), "seen", hidden(preview, "seen"));
    }

    private MvcTestResult put(String who, String type, byte[] file) {
        return mvc.method(HttpMethod.PUT)
                .uri("/api/plans/{plan}/items", plan)
                .with(httpBasic(who, Stage.PASSWORD))
                .contentType(type)
                .content(file)
                .exchange();
    }

    private List<String> titles() {
        return plans.items(plan).stream().map(Item::title).toList();
    }

    @Test
    @DisplayName("s’emporte de sa page, pour qui voit l’équipe, et pour personne d’autre")
    void isTakenAway() {
        assertThat(Api.text(get(member(), "")))
                .contains(plan + ".csv\"", plan + ".csv?format=international\"", plan + ".xml\"");
        for (String who : List.of(member(), "carlos", "fanny")) {
            MvcTestResult csv = get(who, ".csv");
            assertThat(csv).hasStatusOk().hasContentTypeCompatibleWith("text/csv");
            assertThat(csv.getResponse().getHeader("Content-Disposition")).contains("attachment", "plan.csv");
            assertThat(Api.text(csv))
                    .startsWith("\ufeffMoment;Étape;Du;Au;")
                    .contains("Publier;Ajout de la page de promo sur le site;19/12/2026;19/12/2026;1;oui;Webmaster;;\"")
                    .contains(";;lancement -1");
        }
        assertThat(Api.text(get(member(), ".csv?format=international"))).contains(",2026-12-19,2026-12-19,1,oui,");
        assertThat(get(member(), ".xml")).hasStatusOk().hasContentTypeCompatibleWith("application/xml");
        String stranger = stage.team(TODAY.plusDays(60));
        for (String ending : List.of(".csv", ".xml")) {
            assertThat(get(stranger + "-a", ending)).hasStatus(404);
            assertThat(Pages.get(mvc, stranger + "-a", "/equipes/" + stranger + "/plans/" + plan + ending))
                    .hasStatus(404);
        }
    }

    @Test
    @DisplayName("vide, ne s’emporte pas, et se remplit d’un fichier")
    void isNotTakenAwayEmpty() {
        plan = accounts.as(
                "fanny",
                () -> processes.start(
                        "retroplanning",
                        Map.of("team", team, "planTitle", "Vide", "launchDay", "2026-12-20", "launchDays", 1)));
        MvcTestResult empty = get(member(), ".csv");
        assertThat(empty).hasStatus(409);
        assertThat(said(empty)).contains("n’a pas d’étapes qui se comptent");
        assertThat(confirm(send("Étape;Durée\nPhotos;2\n"))).hasStatus(302);
        assertThat(get(member(), ".csv")).hasStatusOk();
    }

    @Test
    @DisplayName("repris tel quel, ne change rien et ne propose rien, en CSV comme en XML")
    void returnsAsItWas() {
        List<Scheduled> before = schedules.items(plan);
        for (String ending : List.of(".csv", ".csv?format=international", ".xml")) {
            byte[] file = get(member(), ending).getResponse().getContentAsByteArray();
            MvcTestResult preview = send(member(), file);
            assertThat(shown(preview)).contains("Rien : le fichier dit ce que dit le plan.");
            assertThat(said(preview)).doesNotContain("Reprendre ce fichier");
            assertThat(put("fanny", ending.equals(".xml") ? "application/xml" : "text/csv", file))
                    .hasStatus(204);
            assertThat(schedules.items(plan)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("montre ce qui vient, ce qui part et ce qui change, puis le fait, une seule fois")
    void showsThenDoes() {
        List<String> before = titles();
        String csv = Api.text(get(member(), ".csv"));
        String changed = csv.lines()
                        .filter(line -> !line.contains(";Coupon rabais"))
                        .collect(Collectors.joining("\n"))
                        .replace(
                                "\"Coupon rabais à créer dans le panier d’achat (shopping cart)"
                                        + " avec une durée limitée\n",
                                "\"")
                        .replace(
                                "Envoi 1 à la liste;20/12/2026;20/12/2026;1;oui;Adjointe virtuelle",
                                "Envoi 1 à la liste;20/12/2026;20/12/2026;2;oui;Anne")
                + "\nPréparer;Photos;;;2;;Photographe;;;oui;prêt -3\n";
        MvcTestResult preview = send(changed);
        assertThat(shown(preview))
                .contains("Ce qui part (1)", "Coupon rabais", "Ce qui vient (1)", "Photos", "Qui : Photographe")
                .contains("Compté depuis : prêt -3", "Ce qui change", "Durée (jours) : 1 → 2")
                .contains("Qui : Adjointe virtuelle → Anne", "Au : 20/12/2026 → 21/12/2026");
        assertThat(titles()).isEqualTo(before);

        assertThat(confirm(preview)).hasStatus(302).hasRedirectedUrl(page() + "?fait=tableur");
        assertThat(titles())
                .contains("Photos")
                .noneMatch(title -> title.startsWith("Coupon"))
                .hasSize(21);
        assertThat(plans.item(plan, "photos").plannedStart()).isEqualTo(LocalDate.of(2026, 12, 10));
        assertThat(plans.item(plan, "mail-1").plannedEnd()).isEqualTo(LocalDate.of(2026, 12, 21));
        assertThat(shown(get(member(), "?fait=tableur"))).contains("le plan dit ce que dit votre fichier");
        assertThat(shown(confirm(preview))).contains("Rien n’a été fait", "Rien : le fichier dit ce que dit le plan.");
    }

    @Test
    @DisplayName("d’où rien n’est changé depuis l’aperçu : sinon, un nouvel aperçu")
    void seesWhatHasChanged() {
        MvcTestResult preview = send("Étape;Durée\nPhotos;2\n");
        assertThat(put("fanny", "text/csv", "Étape;Durée\nAffiche;1\n".getBytes(UTF_8)))
                .hasStatus(204);
        assertThat(shown(confirm(preview))).contains("Rien n’a été fait : le plan a changé", "Affiche");
        assertThat(titles()).containsExactly("Affiche");
    }

    @Test
    @DisplayName("garde les responsables, en donne, et n’en prend pas hors de l’équipe")
    void namesOwners() {
        String name = accounts.find(member()).orElseThrow().name();
        assertThat(confirm(send("Étape;Durée;Responsable\nPhotos;2;" + name + "\nAffiche;1;\n")))
                .hasStatus(302);
        assertThat(plans.item(plan, "photos").owner()).isEqualTo(member());
        assertThat(confirm(send("Étape;Durée\nPhotos;3\nAffiche;1\n"))).hasStatus(302);
        assertThat(plans.item(plan, "photos").owner()).isEqualTo(member());
        MvcTestResult refused = send("Étape;Durée;Responsable\nPhotos;2;Fanny Faure-Petit\n");
        assertThat(refused).hasStatus(422);
        assertThat(said(refused)).contains("Ligne 2, Responsable :", "n’est le nom d’aucun membre de l’équipe");
    }

    @Test
    @DisplayName("mal rempli, dit tout ce qu’il faut corriger et ne fait rien")
    void tellsFaults() {
        List<Scheduled> before = schedules.items(plan);
        MvcTestResult refused = send("Étape;Durée;Après;Prix\nPhotos;2;;3\n");
        assertThat(refused).hasStatus(422);
        assertThat(said(refused)).contains("Rien n’est repris", "Colonne inconnue : « Prix »", "Choisir un fichier");
        assertThat(said(send("Étape;Durée;Après;Compté depuis\nA;1;B;\nB;-1;A;\nC;1;A;30/02/2026\n")))
                .contains("Ligne 2, Après : Ces étapes s’attendent l’une l’autre", "Ligne 3, Durée (jours)")
                .contains("Ligne 4, Compté depuis : « 30/02/2026 »");
        assertThat(said(send("Étape;Durée;Après;Compté depuis\nA;9;;18/12/2026\nB;9;A;\nC;1;B;20/12/2026\n")))
                .contains("Ligne 4, Compté depuis :", "est attendu au plus tard");
        assertThat(said(send("Étape;Durée;Compté depuis\nA;1;début +3\n")))
                .contains("Ligne 2, Compté depuis :", "que ce plan n’a pas");
        String many =
                IntStream.range(0, 101).mapToObj(at -> "Étape " + at + ";1\n").collect(Collectors.joining());
        assertThat(said(send("Étape;Durée\n" + many))).contains("au plus 100 étapes et 50 réunions", "a 101 étapes");
        assertThat(said(send(""))).contains("Choisissez d’abord un fichier.");
        MvcTestResult late = mvc.get()
                .uri(page())
                .with(user(member()))
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 413)
                .exchange();
        assertThat(late).hasStatus(413);
        assertThat(said(late)).contains("trop volumineux : 5 Mo au plus");
        assertThat(schedules.items(plan)).isEqualTo(before);
    }

    @Test
    @DisplayName("ne se reprend plus une fois le plan retenu")
    void isListedNoMore() throws JsonProcessingException {
        for (String task : List.of("list-items", "assign-owners", "schedule-meetings"))
            stage.complete(plan, task, prefilled(task));
        assertThat(shown(get(member(), ""))).contains("Reprendre un tableur");
        MvcTestResult preview = send("Étape;Durée\nPhotos;2\n");
        assertThat(shown(preview)).contains("Reprendre ce fichier");
        stage.complete(plan, "review-plan", Map.of("planVerdict", "KEPT"));
        assertThat(said(get(member(), "")))
                .doesNotContain("Reprendre un tableur")
                .contains("Emporter ce plan");
        List<String> kept = titles();
        MvcTestResult refused = send("Étape;Durée\nPhotos;2\n");
        assertThat(refused).hasStatus(409);
        assertThat(said(refused)).contains("ne se reprend plus d’un fichier : ses étapes se changent une à une");
        assertThat(said(confirm(preview))).contains("ne se reprend plus");
        assertProblem(put("fanny", "text/csv", "Étape;Durée\nPhotos;2\n".getBytes(UTF_8)), 409, "ne se reprend plus");
        assertThat(titles()).isEqualTo(kept);
    }

    /** What the form of a task starts with. */
    private Map<String, Object> prefilled(String task) throws JsonProcessingException {
        Map<String, String> lists =
                Map.of("list-items", "planItems", "assign-owners", "planRoles", "schedule-meetings", "planMeetings");
        String list = Objects.requireNonNull(lists.get(task));
        String rows = String.valueOf(stage.shown(plan, task).get(list));
        return Map.of(list, new ObjectMapper().readValue(rows, List.class));
    }

    @Test
    @DisplayName("ne se reprend pas pendant une pause")
    void waitsInAPause() {
        List<String> before = titles();
        assertThat(new Api(mvc)
                        .post(
                                "fanny",
                                "{\"reason\": \"Vacances.\"}",
                                "/api/teams/{team}/journeys/{id}/pause",
                                team,
                                plan))
                .hasStatus2xxSuccessful();
        assertThat(said(get(member(), ""))).doesNotContain("Reprendre un tableur");
        assertThat(send("Étape;Durée\nPhotos;2\n")).hasStatus(409);
        assertProblem(put(member(), "text/csv", "Étape;Durée\nPhotos;2\n".getBytes(UTF_8)), 409, "en pause");
        assertThat(titles()).isEqualTo(before);
    }

    @Test
    @DisplayName("se reprend pour l’équipe et les facilitateurs, et pour personne d’autre")
    void isListedByTheTeam() {
        String stranger = stage.team(TODAY.plusDays(60)) + "-a";
        byte[] file = "Étape;Durée\nPhotos;2\n".getBytes(UTF_8);
        List<String> before = titles();
        for (String who : List.of(stranger, "carlos", "admin")) {
            assertThat(send(who, file)).as(who).hasStatus(404);
            assertThat(Pages.post(mvc, who, page(), "text", "", "seen", ""))
                    .as(who)
                    .hasStatus(404);
            assertProblem(put(who, "text/csv", file), 404, "Le plan « " + plan + " » est inconnu.");
        }
        assertThat(said(get("carlos", ""))).doesNotContain("Reprendre un tableur");
        assertThat(titles()).isEqualTo(before);
        assertProblem(put(member(), "text/csv", "Étape;Durée\nA;-1\n".getBytes(UTF_8)), 422, "Ligne 2, Durée (jours)");
        assertThat(put(member(), "text/csv", file)).hasStatus(204);
        assertThat(titles()).containsExactly("Photos");
    }
}
