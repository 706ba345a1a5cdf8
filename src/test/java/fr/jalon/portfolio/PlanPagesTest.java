package fr.jalon.portfolio;

import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un plan, sur sa page")
class PlanPagesTest {

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
    private Teams teams;

    @Autowired
    private Schedules schedules;

    private String team;
    private String plan;

    @BeforeEach
    void aPlan() {
        stage.clock(TODAY, 10, 0);
        team = stage.team(TODAY.plusDays(60));
        plan = open(LocalDate.of(2026, 12, 20));
    }

    private String open(LocalDate launch) {
        Map<String, Object> answers = Map.of(
                "team",
                team,
                "planTitle",
                "Promotion de Noël",
                "launchDay",
                launch.toString(),
                "launchDays",
                5,
                "template",
                "christmas-promotion");
        return accounts.as("fanny", () -> processes.start("retroplanning", answers));
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, "/equipes/" + team + "/plans/" + plan + path);
    }

    private MvcTestResult post(String who, String path, String... fields) {
        return Pages.post(mvc, who, "/equipes/" + team + "/plans/" + plan + path, fields);
    }

    @Test
    @DisplayName("montre ses dates en image et en table, ce dont tout dépend, et rien à une autre équipe")
    void shows() {
        MvcTestResult page = get(team + "-a", "");
        assertThat(shown(page))
                .contains("Lancement du dimanche 20 décembre au jeudi 24 décembre ; tout doit être prêt le mardi 15")
                .contains("Page web à créer sur le site", "Webmaster", "Chaîne critique", "À venir");
        assertThat(Api.text(page)).contains("<svg", "chaîne critique");
        assertThat(said(page)).doesNotContain("Enregistrer comme modèle");
        String stranger = stage.team(TODAY.plusDays(60));
        assertThat(get(stranger + "-a", "")).hasStatus(404);
        assertThat(Pages.get(mvc, stranger + "-a", "/equipes/" + stranger + "/plans/" + plan))
                .hasStatus(404);
        assertThat(shown(get("fanny", ""))).contains("Enregistrer comme modèle", "Déplacer le lancement");
    }

    @Test
    @DisplayName("change une étape après avoir montré ce qui bouge, de quand à quand, et pourquoi")
    void changesAnItem() {
        MvcTestResult form = get(team + "-a", "/promotion-page");
        assertThat(shown(form)).contains("Durée en jours", "Texte pour expliquer la promotion sur le site web");
        String[] fields = {
            "title", "Page web à créer sur le site", "days", "5", "place", "free", "after", "banner-image", "owner", ""
        };
        MvcTestResult preview = post(team + "-a", "/promotion-page", fields);
        assertThat(shown(preview))
                .contains("Ce qui bougera", "c’est ce que vous changez", "mercredi 9 décembre – mardi 15 décembre")
                .contains("doit être fini avant « Page web à créer sur le site »");
        assertThat(plans.item(plan, "promotion-page").plannedStart()).isEqualTo(LocalDate.of(2026, 12, 11));

        String[] sure = Arrays.copyOf(fields, fields.length + 4);
        sure[fields.length] = "seen";
        sure[fields.length + 1] = hidden(preview, "seen");
        sure[fields.length + 2] = "sure";
        sure[fields.length + 3] = "";
        assertThat(post(team + "-a", "/promotion-page", sure)).hasStatus(302);
        assertThat(plans.item(plan, "promotion-page").plannedStart()).isEqualTo(LocalDate.of(2026, 12, 9));
        assertThat(plans.item(plan, "banner-image").plannedEnd()).isEqualTo(LocalDate.of(2026, 12, 8));
        assertThat(shown(post(team + "-a", "/promotion-page", sure))).contains("Rien n’a été fait");
    }

    @Test
    @DisplayName("dit par HTTP ce qui commande quoi, ce qu’il reste de marge, et ce qui ne peut pas être prêt à temps")
    void isCountedOverHttp() {
        Api api = new Api(mvc);
        MvcTestResult answer = api.get(team + "-a", "/api/plans/{plan}", plan);
        assertThat(answer)
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[?(@.id == 'promotion-page')].dependsOn[*]")
                .asArray()
                .contains("banner-image");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.items[?(@.critical == true)].slackDays")
                .asArray()
                .isNotEmpty();
        assertThat(answer).bodyJson().extractingPath("$.impossible").asArray().isEmpty();
        assertThat(Api.text(answer)).doesNotContain("uncounted");

        stage.clock(LocalDate.of(2026, 12, 14), 10, 0);
        MvcTestResult late = api.get(team + "-a", "/api/plans/{plan}", plan);
        assertThat(late).bodyJson().extractingPath("$.impossible").asArray().isNotEmpty();
        assertThat(late)
                .bodyJson()
                .extractingPath("$.impossible[0].repairs")
                .asArray()
                .isNotEmpty();
        assertThat(late)
                .bodyJson()
                .extractingPath("$.items[?(@.slackDays < 0)]")
                .asArray()
                .isNotEmpty();
    }

    @Test
    @DisplayName("dit au champ ce qui ne va pas, et garde ce qui a été saisi")
    void refuses() {
        MvcTestResult faulty =
                post(team + "-a", "/site-text", "title", "", "days", "-1", "place", "fixed", "owner", "fanny");
        assertThat(shown(faulty))
                .contains("Dites ce qu’il faut faire.", "Un nombre entier de jours", "Choisissez le jour.")
                .contains("Choisissez une personne de l’équipe.");
        assertThat(Api.text(faulty)).contains("value=\"-1\"");
        assertThat(shown(post(
                        team + "-a",
                        "/site-text",
                        "title",
                        "Texte",
                        "days",
                        "1",
                        "place",
                        "free",
                        "after",
                        "promotion-page")))
                .contains("Page web à créer sur le site")
                .containsAnyOf("boucle", "cercle", "attend");
        String stranger = stage.team(TODAY.plusDays(60)) + "-a";
        assertThat(post(stranger, "/site-text", "title", "Texte", "days", "1")).hasStatus(404);
        assertThat(get(team + "-a", "/rien")).hasStatus(404);
    }

    @Test
    @DisplayName("ne donne pas à une étape le titre d’une autre")
    void tellsItemsApart() {
        assertThat(shown(post(team + "-a", "/mail-1", "title", "Envoi 2 à la liste", "days", "1", "place", "offset")))
                .contains("est déjà au plan : un titre nomme une seule étape.");
        assertThat(shown(post("fanny", "/modele", "title", "Événement public"))).contains("est un modèle de Jalon");
    }

    @Test
    @DisplayName("se déplace avec son lancement : l’aperçu dit ce qui ne tiendra plus, et le jour « prêt » se choisit")
    void movesItsLaunch() {
        String dates = "/cohortes/" + teams.team(team).cohort() + "/dates";
        MvcTestResult form = Pages.get(mvc, "fanny", dates + "?journey=" + plan);
        assertThat(shown(form)).contains("vide : aussi longtemps avant le lancement");
        assertThat(Api.text(form)).doesNotContain("null").contains("value=\"2026-12-20\"");
        String[] move = {"journey", plan, "launchDay", TODAY.plusDays(5).toString(), "readyBy", ""};
        MvcTestResult preview = Pages.post(mvc, "fanny", dates, move);
        assertThat(shown(preview)).contains("Il fallait commencer il y a", "Ajout de la page de promo sur le site :");
        String[] chosen = {"journey", plan, "launchDay", "2026-12-22", "readyBy", "2026-12-15", "sure", "", "seen", ""};
        chosen[9] = hidden(Pages.post(mvc, "fanny", dates, Arrays.copyOf(chosen, 6)), "seen");
        assertThat(shown(Pages.post(mvc, "fanny", dates, chosen))).contains("Déplacement fait");
        assertThat(plans.plan(plan).launch().ready()).isEqualTo(LocalDate.of(2026, 12, 15));
    }

    @Test
    @DisplayName("dit ce qui commence trop tard, et ce qui aide")
    void saysWhatIsTooLate() {
        plan = open(TODAY.plusDays(5));
        assertThat(shown(get(team + "-a", "")))
                .contains("Ce qui ne tient pas", "Il fallait commencer il y a", "Une de ces corrections suffit")
                .contains("Déplacer le lancement au");
    }

    @Test
    @DisplayName("devient un modèle pour d’autres, sous un titre qui n’est pas de Jalon")
    void becomesATemplate() {
        assertThat(post(team + "-a", "/modele", "title", "Soldes")).hasStatus(403);
        assertThat(shown(post("fanny", "/modele", "title", " "))).contains("Donnez un titre au modèle.");
        assertThat(shown(post("fanny", "/modele", "title", "Christmas promotion")))
                .contains("est un modèle de Jalon");
        assertThat(post("fanny", "/modele", "title", "Soldes d’été")).hasStatus(302);
        assertThat(schedules.template("soldes-d-ete").lines()).hasSize(21);
        assertThat(schedules.template("soldes-d-ete").lines())
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(schedules.template("christmas-promotion").lines());
    }

    @Test
    @DisplayName("renonce à une étape après l’aperçu")
    void givesUp() {
        MvcTestResult preview = post(team + "-a", "/discount-coupon", "title", "Coupon", "drop", "drop");
        assertThat(shown(preview)).contains("Si vous y renoncez", "Y renoncer");
        assertThat(post(
                        team + "-a",
                        "/discount-coupon",
                        "drop",
                        "drop",
                        "title",
                        "Coupon",
                        "sure",
                        "",
                        "seen",
                        hidden(preview, "seen")))
                .hasStatus(302);
        assertThat(plans.item(plan, "discount-coupon").droppedOn()).isEqualTo(TODAY);
        assertThat(shown(get(team + "-a", ""))).contains("Abandonné le");
        assertThat(get(team + "-a", "/discount-coupon")).hasStatus(409);
        assertThat(said(Pages.get(mvc, team + "-a", "/calendrier"))).doesNotContain("Coupon rabais");
    }
}
