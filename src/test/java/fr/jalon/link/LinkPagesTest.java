package fr.jalon.link;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.drawing.QrSquare;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.person.People;
import fr.jalon.team.Teams;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Les liens d’une équipe")
class LinkPagesTest {

    private static final String PAGE = "https://exemple.fr/offre?lang=fr";
    private static final LocalDate TODAY = Stage.MONDAY.minusDays(7);

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Links links;

    @Autowired
    private LinkRows rows;

    @Autowired
    private Accounts accounts;

    @Autowired
    private People people;

    @Autowired
    private StatementCount statements;

    @Autowired
    private MockMvcTester mvc;

    @Value("${jalon.public-url}")
    private String publicUrl;

    private String team;
    private String member;
    private String path;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        member = team + "-a";
        path = "/equipes/" + team + "/liens";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String page) {
        return Pages.get(mvc, who, page);
    }

    private MvcTestResult make(String... fields) {
        return Pages.post(mvc, member, path, fields);
    }

    private List<SharedLink> kept() {
        return rows.of(team);
    }

    /** A link of the team, its page. */
    private SharedLink made(String source) {
        assertThat(make("destination", PAGE, "source", source, "medium", "social"))
                .hasStatus(302);
        return kept().get(0);
    }

    private String pageOf(SharedLink link) {
        return path + "/" + link.code();
    }

    @Test
    @DisplayName(
            "se balisent par une seule règle, et se relisent une fois gardés, avec leur adresse courte et son code QR")
    void areMade() {
        MvcTestResult answer = make(
                "destination",
                " https://exemple.fr/offre?utm_source=ancien&lang=fr#prix ",
                "source",
                " Réseau  Été ",
                "medium",
                "email",
                "campaign",
                "Rentrée N° 2",
                "content",
                "Bouton HAUT",
                "label",
                "Infolettre de rentrée");

        SharedLink link = kept().get(0);
        assertThat(answer).hasRedirectedUrl(pageOf(link) + "?fait=ajout");
        assertThat(link.tags()).isEqualTo(new Tags("reseau-ete", "email", "rentree-n-2", "bouton-haut"));
        assertThat(link.address())
                .isEqualTo("https://exemple.fr/offre?lang=fr&utm_source=reseau-ete&utm_medium=email"
                        + "&utm_campaign=rentree-n-2&utm_content=bouton-haut#prix");
        String page = text(get(member, pageOf(link) + "?fait=ajout")).replace("&amp;", "&");
        assertThat(page)
                .contains(
                        "Infolettre de rentrée",
                        "value=\"" + publicUrl + "/l/" + link.code() + "\"",
                        "value=\"" + link.address() + "\"",
                        "hidden=\"hidden\" data-copies=\"short\"",
                        QrSquare.svg(
                                        publicUrl + "/l/" + link.code(),
                                        "Code QR du lien court\u00a0: Infolettre de rentrée")
                                .replace("&amp;", "&"));
        assertThat(plain(page)).contains("C’est fait : le lien est gardé.", "par Anne Durand");
        assertThat(get(member, pageOf(link) + ".svg"))
                .hasStatusOk()
                .hasHeader("Content-Disposition", "attachment; filename=\"qr-reseau-ete-" + link.code() + ".svg\"");
    }

    @Test
    @DisplayName("ont pour campagne le nom de l’équipe, et pour nom leur source et leur moyen, si rien n’est dit")
    void haveUsualNames() {
        assertThat(text(get(member, path)))
                .contains("value=\"" + Links.usualCampaign(teams.team(team)) + "\"", "Une seule règle pour les noms");
        SharedLink link = made("LinkedIn");
        assertThat(link.tags()).isEqualTo(new Tags("linkedin", "social", Links.usualCampaign(teams.team(team)), ""));
        assertThat(link.label()).isEqualTo("LinkedIn · Réseau social");
        assertThat(link.address()).doesNotContain("utm_content");
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      destination | javascript:alert(1)              | commence par https://
      destination | https://anne@exemple.fr/         | ni identifiant ni mot de passe
      destination | PUBLIC/l/bcdfghjk                | Un lien court ne mène pas à un autre
      destination | ''                               | Donnez l’adresse
      source      | ''                               | Dites d’où viendront les visites
      source      | !!!                              | Une lettre de a à z
      source      | 日本                             | Une lettre de a à z
      medium      | pigeon                           | Choisissez un moyen
      medium      | ''                               | Choisissez un moyen
      campaign    | ???                              | Une lettre de a à z
      content     | …                                | Une lettre de a à z
      """)
    @DisplayName("se refusent au champ, sans rien perdre de ce qui était écrit")
    void areRefusedAtTheField(String field, String value, String why) {
        List<String> fields = new ArrayList<>(List.of(
                "destination", PAGE, "source", "LinkedIn", "medium", "social", "campaign", "Été", "content", "Bas"));
        String typed = value.replace("PUBLIC", publicUrl);
        fields.set(fields.indexOf(field) + 1, typed);

        MvcTestResult answer = make(fields.toArray(new String[0]));

        assertThat(answer).hasStatus(422);
        assertThat(plain(text(answer)).replaceAll("\\s+", " "))
                .containsPattern("id=\"" + field + "-fault\">[^<]*" + why)
                .contains("Rien n’est encore gardé");
        if (!field.equals("campaign")) assertThat(text(answer)).contains("value=\"Été\"");
        assertThat(kept()).isEmpty();
    }

    @Test
    @DisplayName(
            "ne se gardent pas deux fois : la même page et les mêmes balises, écrites autrement, nomment l’existant")
    void areNotKeptTwice() {
        SharedLink link = made("LinkedIn");
        MvcTestResult again = make(
                "destination",
                "HTTPS://EXEMPLE.fr/offre?lang=fr&utm_medium=x",
                "source",
                " LINKEDÎN",
                "medium",
                "social",
                "label",
                "Autre nom");
        assertThat(again).hasStatus(422);
        assertThat(said(again))
                .contains("Ce lien existe déjà : « LinkedIn · Réseau social »", publicUrl + "/l/" + link.code());
        assertThat(kept()).containsExactly(link);

        assertThat(make("destination", PAGE, "source", "LinkedIn", "medium", "cpc"))
                .hasStatus(302);
        assertThat(make("destination", PAGE + "&a=1", "source", "LinkedIn", "medium", "social"))
                .hasStatus(302);
        assertThat(kept()).hasSize(3);
    }

    @Test
    @DisplayName("se gardent une fois, même envoyés deux fois")
    void areSentTwice() {
        String id = hidden(get(member, path), "id");
        for (int time = 0; time < 2; time++) {
            assertThat(make("id", id, "destination", PAGE, "source", "LinkedIn", "medium", "social"))
                    .hasRedirectedUrl(pageOf(kept().get(0)) + "?fait=ajout");
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    @DisplayName("dont un nom ressemble à un autre attendent une coche, qui ne vaut que pour le doute montré")
    void areDoubted() {
        made("LinkedIn");
        String[] asked = {"destination", PAGE, "source", "Linked-in", "medium", "social", "campaign", "Salon"};
        MvcTestResult doubtful = make(asked);
        assertThat(doubtful).hasStatus(422);
        assertThat(said(doubtful))
                .contains(
                        "Pour la source, « linked-in » ressemble à « linkedin », déjà en usage",
                        "C’est bien une autre");
        String tick = text(doubtful).replaceAll("(?s).*name=\"sure\"[^>]*value=\"([^\"]*)\".*", "$1");

        assertThat(make(with(asked, "sure", "oui"))).hasStatus(422);
        String[] other = asked.clone();
        other[3] = "Linkedinn";
        assertThat(make(with(other, "sure", tick))).hasStatus(422);
        assertThat(make(with(asked, "sure", tick))).hasStatus(302);
        assertThat(kept()).hasSize(2);
        assertThat(make("destination", PAGE, "source", "linked in", "medium", "email"))
                .hasStatus(302);
    }

    private static String[] with(String[] fields, String name, String value) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of(name, value));
        return all.toArray(new String[0]);
    }

    @Test
    @DisplayName("changent de nom, jamais de page ; ce qui a changé entre-temps se voit")
    void areRenamed() {
        SharedLink link = made("LinkedIn");
        assertThat(shown(get(member, pageOf(link)))).contains("La page et les balises ne changent plus");

        assertThat(Pages.post(mvc, member, pageOf(link) + "/nom", "label", " ", "seen", link.label()))
                .hasStatus(422);
        assertThat(Pages.post(mvc, member, pageOf(link) + "/nom", "label", "a".repeat(121), "seen", link.label()))
                .hasStatus(422);
        MvcTestResult stale = Pages.post(mvc, member, pageOf(link) + "/nom", "label", "Salon", "seen", "Autre");
        assertThat(stale).hasStatus(422);
        assertThat(said(stale)).contains("Entre-temps, le lien s’appelle « LinkedIn · Réseau social »");
        for (int time = 0; time < 2; time++) {
            assertThat(Pages.post(mvc, member, pageOf(link) + "/nom", "label", "Salon", "seen", link.label()))
                    .hasRedirectedUrl(pageOf(link) + "?fait=nom");
        }
        assertThat(kept().get(0).label()).isEqualTo("Salon");
        assertThat(kept().get(0).address()).isEqualTo(link.address());
    }

    @Test
    @DisplayName("se retirent : leurs visites restent, et la même page se balise de nouveau")
    void areWithdrawn() {
        SharedLink link = made("LinkedIn");
        rows.count(link.id(), TODAY);
        for (int time = 0; time < 2; time++) {
            assertThat(Pages.post(mvc, member, pageOf(link) + "/retrait"))
                    .hasRedirectedUrl(pageOf(link) + "?fait=retrait");
        }
        assertThat(shown(get(member, path))).contains("Liens retirés (1)", "1 visite");
        assertThat(shown(get(member, pageOf(link))))
                .contains("Ce lien est retiré depuis le 12/10/2026", "1 en tout")
                .doesNotContain("Retirer pour de bon");
        SharedLink fresh = made("LinkedIn");
        assertThat(fresh.code()).isNotEqualTo(link.code());
    }

    @Test
    @DisplayName("montrent leurs visites en tout, des sept derniers jours, par jour, par semaine, et pour un tableur")
    void showVisits() {
        SharedLink link = made("LinkedIn");
        SharedLink other = made("Affiches");
        rows.rename(other.id(), "=HYPERLINK(\"x\")");
        for (int days = 0; days < 10; days++) {
            for (int visit = 0; visit <= days; visit++) rows.count(link.id(), TODAY.minusDays(days));
        }

        assertThat(shown(get(member, path))).contains("28 55", "En tout : 55 visites, dont 28 ces sept derniers jours");
        assertThat(shown(get(member, pageOf(link))))
                .contains(
                        "55 en tout, 28 ces sept derniers jours",
                        "Du lundi Visites 12/10/2026 1 05/10/2026 35",
                        "lundi 12/10/2026 1",
                        "dimanche 11/10/2026 2");
        assertThat(text(get(member, path + ".csv")))
                .startsWith("\ufeffLien;Adresse courte;")
                .contains(
                        "LinkedIn · Réseau social;" + publicUrl + "/l/" + link.code() + ";" + link.address()
                                + ";linkedin;social;" + link.tags().campaign() + ";;;2026-10-03;10",
                        ";2026-10-12;1",
                        "\"'=HYPERLINK(\"\"x\"\")\"",
                        ";affiches;social;" + link.tags().campaign() + ";;;;0");
        assertThat(links.visits(team, TODAY.minusDays(1), TODAY))
                .containsExactly(
                        new LinkVisits("=HYPERLINK(\"x\")", links.shortLink(other), 0, 0, false),
                        new LinkVisits("LinkedIn · Réseau social", links.shortLink(link), 3, 55, false));
    }

    @Test
    @DisplayName(
            "se lisent par les coachs, s’écrivent aussi par les facilitateurs, et sont inconnus d’une autre équipe")
    void areTheTeams() {
        SharedLink link = made("LinkedIn");
        String other = stage.team(teams.team(team).cohort());
        for (String page : List.of(path, pageOf(link), pageOf(link) + ".svg", path + ".csv")) {
            assertThat(get("carlos", page)).as(page).hasStatusOk();
            assertThat(get("fanny", page)).as(page).hasStatusOk();
            assertThat(get(other + "-a", page)).as(page).hasStatus(404);
        }
        assertThat(get(other + "-a", "/equipes/" + other + "/liens/" + link.code()))
                .hasStatus(404);
        assertThat(shown(get("carlos", path))).doesNotContain("Baliser un lien");
        assertThat(shown(get("carlos", pageOf(link)))).doesNotContain("Changer ce lien");
        for (String who : List.of("carlos", other + "-a")) {
            assertThat(Pages.post(mvc, who, path, "destination", PAGE, "source", "x", "medium", "social"))
                    .hasStatus(404);
            assertThat(Pages.post(mvc, who, pageOf(link) + "/nom", "label", "x", "seen", link.label()))
                    .hasStatus(404);
            assertThat(Pages.post(mvc, who, pageOf(link) + "/retrait")).hasStatus(404);
        }
        assertThat(kept()).containsExactly(link);
        assertThat(Pages.post(mvc, "fanny", path, "destination", PAGE, "source", "Presse", "medium", "press"))
                .hasStatus(302);
    }

    @Test
    @DisplayName("sont cinq cents au plus")
    void areBounded() {
        for (int place = 1; place <= Links.MOST; place++) {
            SharedLink link = new SharedLink(
                    UUID.randomUUID().toString(),
                    team,
                    ShortCode.next(),
                    "Lien " + place,
                    PAGE,
                    new Tags("affiche", "print", "a" + place, ""),
                    PAGE + "&utm_source=affiche&utm_medium=print&utm_campaign=a" + place,
                    member,
                    ClockUtil.getCurrentTime().toInstant(),
                    null);
            assertThat(rows.insert(link, place)).isTrue();
        }
        MvcTestResult full = make("destination", PAGE, "source", "Presse", "medium", "press");
        assertThat(full).hasStatus(422);
        assertThat(said(full)).contains("L’équipe a 500 liens, retirés compris");
        assertThat(shown(get(member, path))).contains("Lien 1", "Lien 500");
        assertThat(asked(path))
                .hasSameSizeAs(asked("/equipes/" + stage.team(teams.team(team).cohort()) + "/liens"));
    }

    private List<String> asked(String page) {
        return statements.during(() -> assertThat(get("fanny", page)).hasStatusOk());
    }

    @Test
    @DisplayName("restent, signés d’un pseudonyme, quand qui les a faits s’efface")
    void surviveTheirAuthor() {
        String leaving = team + "-c";
        accounts.create(new Person(leaving, "Max", "Roy", leaving + "@jalon.example"));
        accounts.join(leaving, Groups.FACILITATORS);
        assertThat(Pages.post(mvc, leaving, path, "destination", PAGE, "source", "Presse", "medium", "press"))
                .hasStatus(302);
        assertThat(people.export(leaving, 0).get("entries").toString()).contains("shared_link", "Presse · ");

        people.erase(leaving);

        assertThat(kept().get(0).madeBy()).startsWith("personne-effacee-");
        assertThat(shown(get(member, pageOf(kept().get(0))))).contains("Presse").doesNotContain("Max Roy");
    }

    @Test
    @DisplayName("ne demandent rien à la base pour un code qui n’en peut être un")
    void asksNothingForHostileCodes() {
        for (String code : List.of("a", "bcdf2340", "bcdf23456", "bcdf234'", "%27%20or%201=1", "x".repeat(5000))) {
            List<String> asked = statements.during(
                    () -> assertThat(mvc.get().uri(URI.create("/l/" + code)).exchange())
                            .hasStatus(404));
            assertThat(asked).as(code).isEmpty();
        }
        assertThat(statements.during(() ->
                        assertThat(mvc.get().uri("/l/bcdfghjk").exchange()).hasStatus(404)))
                .hasSize(1);
    }
}
