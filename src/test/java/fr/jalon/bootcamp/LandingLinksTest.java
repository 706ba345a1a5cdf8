package fr.jalon.bootcamp;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.drawing.QrSquare;
import fr.jalon.link.TaggedLink;
import fr.jalon.team.Teams;
import java.util.List;
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
@DisplayName("Les liens de la page d’atterrissage")
class LandingLinksTest {

    private static final String LANDING = "https://paniers.example/offre";

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String journey;
    private String links;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        journey = stage.open(team);
        links = "/equipes/" + team + "/liens";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private String link(String channel, boolean paid) {
        return TaggedLink.of(LANDING, channel, paid, team, 1).link();
    }

    /** Two channels of a landing page. */
    private void activate() {
        stage.reach(journey, "activation");
        stage.fire(journey, "activation-opens");
        stage.complete(journey, "build-landing-page", Map.of("landingPageUrl", LANDING));
        stage.complete(
                journey,
                "configure-campaigns",
                Map.of("channels", List.of(channel("Instagram", "PAID"), channel("Affiches d’été", "ORGANIC"))));
    }

    private static Map<String, Object> channel(String name, String kind) {
        return Map.of("channel", name, "kind", kind, "audience", "Voisins");
    }

    @Test
    @DisplayName("se lisent canal par canal, à copier ou en code QR, dès que la campagne est configurée")
    void areReadByChannel() {
        activate();
        String page = text(get(team + "-a", links)).replace("&amp;", "&");

        assertThat(page)
                .containsSubsequence(
                        "Instagram",
                        QrSquare.svg(link("Instagram", true), "Code QR du lien pour Instagram")
                                .replace("&amp;", "&"),
                        "value=\"" + link("Instagram", true) + "\"",
                        "Affiches d",
                        "utm_source=affiches-d-ete&utm_medium=organic&utm_campaign=" + team + "-1")
                .contains("hidden=\"hidden\" data-copies=\"link-1\"", "src=\"/copy.js\"");
        assertThat(text(get(team + "-a", "/equipes/" + team))).contains("href=\"" + links + "\"");
    }

    @Test
    @DisplayName("donnent un code QR à télécharger en SVG")
    void areDownloaded() {
        activate();
        MvcTestResult picture = get(team + "-a", links + "/2.svg");
        assertThat(picture)
                .hasStatusOk()
                .hasContentType("image/svg+xml;charset=UTF-8")
                .hasHeader("Content-Disposition", "attachment; filename=\"qr-affiches-d-ete.svg\"");
        assertThat(text(picture))
                .isEqualTo(QrSquare.svg(link("Affiches d’été", false), "Code QR du lien pour Affiches d’été"));
        for (String none : List.of("0", "3", "-1", "un")) {
            assertThat(get(team + "-a", links + "/" + none + ".svg")).hasStatus(404);
        }
    }

    @Test
    @DisplayName("attendent la page d’atterrissage et les canaux, et le disent")
    void areAwaited() {
        assertThat(shown(get(team + "-a", links))).contains("Les liens viennent dès que");
        assertThat(text(get(team + "-a", "/equipes/" + team))).doesNotContain(links);
        String idle = stage.team(teams.team(team).cohort());
        assertThat(shown(get("fanny", "/equipes/" + idle + "/liens")))
                .contains("Les liens de l’équipe")
                .doesNotContain("atterrissage");
    }

    @Test
    @DisplayName("reçoivent par un bouton une adresse courte, une seule, parmi les liens de l’équipe")
    void areCounted() {
        activate();
        String instagram = link("Instagram", true);
        assertThat(shown(get(team + "-a", links))).contains("Compter les visites : Instagram");

        MvcTestResult counted = Pages.post(mvc, team + "-a", links + "/comptage", "link", instagram);
        assertThat(counted).hasStatus(302);
        String page = counted.getResponse().getRedirectedUrl();
        assertThat(page).startsWith(links + "/").endsWith("?fait=ajout");
        assertThat(Pages.post(mvc, team + "-a", links + "/comptage", "link", instagram))
                .hasRedirectedUrl(page);

        assertThat(text(get(team + "-a", page)).replace("&amp;", "&")).contains("value=\"" + instagram + "\"");
        assertThat(shown(get(team + "-a", links)))
                .contains("Adresse courte : http", "0 visite", "Compter les visites : Affiches")
                .doesNotContain("Compter les visites : Instagram");
    }

    @Test
    @DisplayName("ne se comptent pas d’après une page qui a changé, ni par qui ne fait que les lire")
    void areCountedAsTheyAre() {
        activate();
        assertThat(Pages.post(mvc, team + "-a", links + "/comptage", "link", LANDING + "?utm_source=x"))
                .hasStatus(409);
        assertThat(Pages.post(mvc, "carlos", links + "/comptage", "link", link("Instagram", true)))
                .hasStatus(404);
        assertThat(shown(get("carlos", links))).contains("Instagram").doesNotContain("Compter les visites");
    }

    @Test
    @DisplayName("sont des noms de sources aussi : qui en écrit un presque pareil est prié de s’en assurer")
    void areNames() {
        activate();
        MvcTestResult doubtful =
                Pages.post(mvc, team + "-a", links, "destination", LANDING, "source", "Instagramm", "medium", "social");
        assertThat(doubtful).hasStatus(422);
        assertThat(Pages.said(doubtful)).contains("« instagramm » ressemble à « instagram »");
    }

    @Test
    @DisplayName("sont inconnus d’une autre équipe")
    void areHiddenFromOthers() {
        activate();
        String other = stage.team(teams.team(team).cohort()) + "-a";
        assertThat(get(other, links)).hasStatus(404);
        assertThat(get(other, links + "/1.svg")).hasStatus(404);
        assertThat(get("carlos", links)).hasStatusOk();
        assertThat(get("fanny", links)).hasStatusOk();
    }
}
