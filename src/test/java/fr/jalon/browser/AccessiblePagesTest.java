package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Somebody walks through every page of Jalon as each person sees it, and looks at it as those do whom it may exclude.
 */
@InTheBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Chaque page de Jalon")
class AccessiblePagesTest {

    /** The rules of WCAG 2.2 AA, and what axe advises beyond. */
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /**
     * What breaks a rule, of a page that has axe. What keeps the rules is not told, which costs more than to find it.
     */
    private static final String FAULTS = """
      const [rules, done] = arguments;
      axe.run({ runOnly: rules, resultTypes: ['violations'] }).then(
          found => done(found.violations.flatMap(rule =>
              rule.nodes.map(node => rule.id + ' : ' + node.target + ' ' + node.html))),
          failed => done(['axe : ' + failed]));
      """;

    private static final String CONTACT = "zoe@ville.example";

    /** The narrowest: no rule of a style sheet begins between it and 480. */
    private static final int PHONE = 360;

    /** How wide a page is, and what of it reaches farthest to the right. */
    private static final String WIDTH = """
      const right = element => element.getBoundingClientRect().right;
      const farthest = [...document.querySelectorAll('body *')]
          .reduce((one, other) => right(other) > right(one) ? other : one);
      return document.scrollingElement.scrollWidth <= arguments[0] ? null
          : document.scrollingElement.scrollWidth + ' : ' + farthest.outerHTML.slice(0, 160);
      """;

    /** What can be reached by keyboard on a page, in its order. */
    private static final String STOPS = """
      const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
      return [...document.querySelectorAll(kinds)]
          .filter(stop => !stop.disabled && stop.checkVisibility({ visibilityProperty: true }));
      """;

    /** Whether somebody sees where the focus is: an outline around something that lies within the window. */
    private static final String SHOWS_FOCUS = """
      const here = document.activeElement, place = here.getBoundingClientRect(), style = getComputedStyle(here);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && place.width > 0 && place.height > 0
          && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
      """;

    @LocalServerPort
    private int port;

    @Autowired
    private Journeys journeys;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Stage stage;

    @Autowired
    private UnderWay underWay;

    @Autowired
    private Teams teams;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Processes processes;

    @Autowired
    private Plans plans;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @TempDir
    private Path folder;

    private final Proofreader reader = new Proofreader();
    private final Map<String, Set<String>> faults = new TreeMap<>();
    private final Set<String> walked = new LinkedHashSet<>();
    private String axe;
    private Browser browser;
    private String who;
    private UnderWay.Scene scene;
    private String cohort;

    @BeforeAll
    void playUntilTheWeek() throws IOException {
        axe = new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
        scene = underWay.play();
        cohort = teams.team(scene.team()).cohort();
    }

    @Test
    @DisplayName("est sans reproche d’axe (WCAG 2.2 AA), tient dans un téléphone et ne parle que français, pour chacun")
    void isForEverybody() {
        try (Browser one = Browser.open(port, axe)) {
            browser = one;
            walkAs(null, this::nobody);
            walkAs(scene.team() + "-a", this::member);
            walkAs("carlos", this::coach);
            walkAs("fanny", this::facilitator);
            walkAs("admin", this::administrator);
        }
        assertSoftly(all -> {
            all.assertThat(faults).as("axe, téléphones").isEmpty();
            all.assertThat(reader.faults()).as("français").isEmpty();
            all.assertThat(pagesNotWalked()).as("pages oubliées").isEmpty();
        });
    }

    private void walkAs(String person, Runnable walk) {
        browser.window();
        browser.forgetPerson();
        who = person == null ? "sans compte" : person;
        if (person != null) browser.login(person, Stage.PASSWORD);
        walk.run();
    }

    private void nobody() {
        visit("/login");
        browser.see(By.id("username")).sendKeys("personne");
        browser.see(By.id("password")).sendKeys("rien", Keys.ENTER);
        browser.until(() -> browser.text().contains("incorrect"));
        judge("login, refusé");
        visit("/login?logout");
        visit("/mot-de-passe");
        visit("/mot-de-passe/inconnu");
        visit("/invitation/inconnue");
        visit("/invitation/" + newcomer());
        visit("/courriels/arret/inconnu/reminders");
        decline();
        visit("/dossiers/inconnu");
        visit("/l/inconnu");
        for (String legal : List.of("/mentions-legales", "/confidentialite", "/accessibilite")) visit(legal);
    }

    /** The token of the invitation of somebody new. */
    private String newcomer() {
        String team = scene.team() + "-b";
        return enrolments
                .enrol(
                        cohort,
                        team,
                        "Les Nouveaux",
                        List.of(new Enrolments.NewMember(team, "Nora", "Petit", team + "@jalon.example")))
                .get(0)
                .invitation();
    }

    private void member() {
        visit("/equipes/" + scene.team());
        follow("/chiffres/");
        visit("/equipes/" + scene.team());
        follow("/modele/");
        visit("/equipes/" + scene.team() + "/carnet");
        links();
        visit("/equipes/" + scene.team() + "/contrat");
        visit("/equipes/" + scene.team() + "/contrat?targetConversionRate=60&minimumVisits=20&spendCap=0");
        visit("/equipes/" + scene.team() + "/contrat?targetConversionRate=60&minimumVisits=100&spendCap=0");
        file();
        measure();
        contacts();
        apprentices();
        construction();
        fundings();
        plan();
        visit("/calendrier");
        visit("/calendrier/agenda?equipe=" + scene.team());
        press(By.cssSelector("form[action$='/agenda'] button"));
        judge("adresse de calendrier");
        visit("/calendrier/agenda");
        visit("/courriels");
        visit("/guide");
        visit("/confidentialite");
        visit("/api/teams/" + scene.team() + "/dossier");
        visit("/nulle-part");
        visit("/cohortes");
        accounts.join(who, teams.team(scene.preparing()).group());
        visit("/equipes");
        blocked();
    }

    /** Without a reason, with one, and the team's page that says so. */
    private void blocked() {
        visit("/equipes/" + scene.preparing());
        follow("/blocage/");
        press("Dire que nous sommes bloqués");
        judge("blocage, sans raison");
        browser.see(By.id("reason")).sendKeys("Le fournisseur ne répond pas.");
        press("Dire que nous sommes bloqués");
        judge("blocage, dit");
        press("Nous avançons de nouveau");
        judge("blocage, fini");
    }

    /** At the address that a message has brought. */
    private void decline() {
        jdbc.sql("insert into mail_reader (person, secret) values (?, ?)")
                .params(scene.team() + "-a", "secret-de-l-essai")
                .update();
        visit("/courriels/arret/secret-de-l-essai/reminders");
        press("Ne plus recevoir ces courriels");
        judge("courriels, refusés");
    }

    /** One that is kept, then one that resembles it, then none. */
    private void links() {
        String page = "/equipes/" + scene.team() + "/liens";
        for (String source : List.of("Bulletin", "Bulletins", "")) {
            visit(page);
            browser.see(By.id("destination")).sendKeys("https://paniers.example/");
            browser.see(By.id("source")).sendKeys(source);
            browser.see(By.id("medium")).sendKeys("Affiche");
            press("Garder ce lien");
            judge("liens, « " + source + " »");
        }
        visit(page);
        follow("/liens/");
    }

    /** One that is kept, and one that is not, which the page says. */
    private void file() {
        visit("/equipes/" + scene.team() + "/fichiers");
        for (String content : List.of("Dix clients.", "<!DOCTYPE html>")) {
            browser.see(By.id("file")).sendKeys(written(content));
            press("Déposer");
            judge("fichiers, " + content.substring(0, 3));
        }
    }

    /** An address that is refused, then one that leads nowhere, which the page says. */
    private void measure() {
        visit("/equipes/" + scene.team() + "/mesure");
        browser.see(By.id("address")).sendKeys("nulle part");
        press("Enregistrer le jeton");
        judge("mesure, refusée");
        browser.see(By.id("address")).clear();
        browser.see(By.id("address")).sendKeys("https://127.0.0.1");
        browser.see(By.id("site")).sendKeys("7");
        browser.see(By.id("token")).sendKeys("0123456789abcdef");
        press("Enregistrer le jeton");
        judge("mesure, reliée");
        press("Relever maintenant");
        judge("mesure, en échec");
    }

    /** One that is refused, one that is added and asked to move without an action, and a spreadsheet. */
    private void contacts() {
        String board = "/equipes/" + scene.team() + "/contacts";
        visit(board);
        visit(board + "/nouveau");
        press("Ajouter ce contact");
        judge("contact, refusé");
        browser.see(By.id("name")).sendKeys("Mairie de Lyon");
        browser.see(By.id("email")).sendKeys(CONTACT);
        browser.see(By.id("state")).sendKeys("Perdu");
        press("Ajouter ce contact");
        judge("contacts, un");
        visit(board + "?etat=perdu");
        browser.click(By.cssSelector(".contact h3 a"));
        browser.until(() -> browser.text().contains("Historique"));
        String contact = browser.driver().getCurrentUrl().replaceFirst("^https?://[^/]+", "");
        visit(contact);
        press("Déplacer");
        judge("contact, sans action");
        visit(contact + "/effacement");
        visit(board + "/tableur");
        browser.see(By.id("file")).sendKeys(written("Nom;Ville"));
        press("Reprendre ces contacts");
        judge("contacts, tableur refusé");
    }

    /** One that is refused, one that is added and not filed, and the revenue beside them. */
    private void apprentices() {
        String list = "/equipes/" + scene.team() + "/alternants";
        visit(list);
        visit(list + "/nouveau");
        press("Ajouter cet alternant");
        judge("alternant, refusé");
        browser.see(By.id("name")).sendKeys("L. M.");
        browser.see(By.id("employer")).sendKeys("Atelier Sud");
        browser.run("document.getElementById('startsOn').value = '2026-01-05'");
        press("Ajouter cet alternant");
        judge("alternants, un");
        browser.click(By.cssSelector("table.cards th a"));
        browser.until(() -> browser.text().contains("Retirer cette fiche"));
        visit(browser.driver().getCurrentUrl().replaceFirst("^https?://[^/]+", ""));
        visit("/equipes/" + scene.team() + "/chiffre-affaires");
        browser.see(By.cssSelector("input.figure")).sendKeys("beaucoup");
        press("Enregistrer les montants");
        judge("chiffre d’affaires, refusé");
    }

    /** The pack of a construction's committee. */
    private void construction() {
        Map<String, Object> answers =
                Map.of("team", scene.team(), "startDate", paris.today().toString());
        String journey = accounts.as("fanny", () -> processes.start("construction", answers));
        visit("/equipes/" + scene.team());
        visit("/equipes/" + scene.team() + "/construction/" + journey);
    }

    /** The track of the team, which opens with the first walk that comes to it. */
    private String track() {
        Map<String, Object> answers = Map.of(
                "team",
                scene.team(),
                "structureName",
                "Les Ateliers",
                "startDate",
                paris.today().toString());
        return journeys.latest(scene.team(), "association-to-scic")
                .map(Journey::id)
                .orElseGet(() -> accounts.as("fanny", () -> processes.start("association-to-scic", answers)));
    }

    /** The grants of a track, and one more application that is refused. */
    private void fundings() {
        String track = track();
        visit("/equipes/" + scene.team() + "/financements");
        press("Prévoir cette demande");
        judge("financements, refusés");
        visit("/equipes/" + scene.team() + "/plans/" + track);
    }

    /** A plan, an item of it, and a file that is refused, then one that is taken. */
    private void plan() {
        Map<String, Object> answers = Map.of(
                "team",
                scene.team(),
                "planTitle",
                "Un salon",
                "launchDay",
                paris.today().plusDays(40).toString(),
                "launchDays",
                1,
                "template",
                "public-event");
        String plan = accounts.as("fanny", () -> processes.start("retroplanning", answers));
        String page = "/equipes/" + scene.team() + "/plans/" + plan;
        visit(page);
        visit(page + "/" + plans.items(plan).get(0).id());
        press("Voir ce qui bougera");
        judge("étape, aperçu");
        for (String content : List.of("Étape;Prix\nSalle;1\n", "Étape;Durée\nSalle;1\n")) {
            visit(page);
            browser.see(By.id("file")).sendKeys(written(content));
            press("Voir ce qui changera");
            judge("tableur, " + content.substring(6, 10));
        }
        press("Reprendre ce fichier");
        judge("tableur, repris");
    }

    private String written(String content) {
        try {
            return Files.writeString(folder.resolve("notes.txt"), content).toString();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void coach() {
        visit("/cohortes");
        visit("/cohortes/" + cohort);
        visit("/equipes/" + scene.team());
        visit("/calendrier");
        visit("/guide/facilitateur");
    }

    private void facilitator() {
        visit("/cohortes");
        visit("/cohortes/" + cohort);
        visit("/cohortes/" + cohort + "?need=none");
        visit("/jalons/suivant");
        visit("/equipes/" + scene.team());
        visit("/equipes/" + scene.preparing());
        visit("/equipes/" + scene.preparing() + "/carnet");
        visit("/api/teams/" + scene.team() + "/dossier");
        visit("/comparaison?cohort=" + cohort);
        visit("/cohortes/" + cohort + "/coachs");
        visit("/cohortes/" + cohort + "/reglages");
        visit("/cohortes/" + cohort + "/modele?kind=idea-to-decision");
        visit("/equipes/" + scene.team() + "/membres");
        visit("/equipes/" + scene.team() + "/membres/" + scene.team() + "-a");
        visit("/equipes/" + scene.team() + "/prets");
        visit("/equipes/" + scene.team() + "/notes");
        visit("/equipes/" + scene.team() + "/notes/inconnue");
        visit("/cohortes/" + cohort + "/message?everyone");
        ask("Rappeler…", "rappel");
        ask("Faire une tâche…", "tache");
        ask("Ouvrir un parcours…", "ouverture");
        ask("Prolonger la semaine…", "prolongation");
        move();
        pauseAndResume();
        withdraw();
        renewAnInvitation();
    }

    private void move() {
        String of = teams.team(scene.preparing()).cohort();
        visit("/cohortes/" + of + "/dates");
        choose(of);
        press("Déplacer des dates…");
        judge("dates, avant");
        press("Voir ce qui changera");
        judge("dates, aperçu");
        browser.run("document.querySelectorAll('input[type=date]').forEach(day => { const later = new Date(day.value);"
                + "later.setDate(later.getDate() + 7); day.value = later.toISOString().slice(0, 10); });");
        press("Revoir ce qui changera");
        press("Déplacer une équipe");
        judge("dates, fait");
        visit("/equipes/" + scene.preparing());
        visit("/cohortes/" + cohort + "/dates?journey=" + track());
        press("Voir ce qui changera");
        judge("dates d’une étape");
    }

    private void pauseAndResume() {
        String of = teams.team(scene.preparing()).cohort();
        visit("/cohortes/" + of + "/pause");
        choose(of);
        press("Mettre en pause…");
        judge("pause, avant");
        browser.see(By.id("reason")).sendKeys(" ");
        press("Voir ce qui changera");
        judge("pause, sans motif");
        browser.see(By.id("reason")).sendKeys("Vacances.");
        press("Voir ce qui changera");
        judge("pause, aperçu");
        press("Mettre une équipe en pause");
        judge("pause, faite");
        visit("/equipes/" + scene.preparing());
        visit("/cohortes/" + of + "/reprise");
        visit("/cohortes/" + of + "?need=paused");
        choose(of);
        press("Reprendre…");
        judge("reprise, aperçu");
        press("Reprendre une équipe");
        judge("reprise, faite");
    }

    private void withdraw() {
        String of = teams.team(scene.preparing()).cohort();
        visit("/cohortes/" + of + "/retrait");
        choose(of);
        press("Retirer…");
        judge("retrait, avant");
        browser.see(By.id("reason")).sendKeys(" ");
        press("Voir ce qui changera");
        judge("retrait, sans motif");
        browser.see(By.id("reason")).sendKeys("L’équipe déménage.");
        press("Voir ce qui changera");
        judge("retrait, aperçu");
        press("Retirer une équipe");
        judge("retrait, fait");
    }

    private void ask(String button, String deed) {
        visit("/cohortes/" + cohort + "/" + deed);
        choose(cohort);
        press(button);
        judge(deed);
    }

    /** The page that a link of the present page leads to. */
    private void follow(String part) {
        visit(browser.see(By.cssSelector("a[href*='" + part + "']"))
                .getAttribute("href")
                .replaceFirst("^https?://[^/]+", ""));
    }

    private void choose(String cohort) {
        browser.go("/cohortes/" + cohort);
        browser.click(By.cssSelector("input[name=journey]"));
    }

    private void press(String button) {
        press(By.xpath("//button[normalize-space(.)='" + button + "']"));
    }

    private void press(By button) {
        String before = (String) browser.run("return document.documentElement.dataset.pressed = String(Math.random())");
        browser.click(button);
        browser.until(() -> !before.equals(browser.run("return document.documentElement.dataset.pressed")));
    }

    private void renewAnInvitation() {
        visit("/invitations?cohort=" + cohort);
        press("Remplacer le lien");
        judge("invitations, un lien");
        visit(browser.see(By.cssSelector("td a")).getAttribute("href").replaceFirst("^https?://[^/]+", ""));
    }

    private void administrator() {
        visit("/personnes");
        visit("/personnes?person=anne");
        visit("/personnes/" + scene.team() + "-a");
        visit("/personnes?q=" + CONTACT);
        visit("/adresses/" + CONTACT);
        visit("/encadrement");
        visit("/encadrement/" + scene.team() + "-a");
        visit("/repetition");
        visit("/cohortes");
        visit("/cohortes/" + cohort);
        visit("/cohortes?archivees");
        visit("/cohortes/" + cohort + "/suppression");
        visit("/calendrier");
        visit("/mail");
        for (String guide : List.of("equipe", "facilitateur", "exploitation", "administrateur"))
            visit("/guide/" + guide);
    }

    private void visit(String path) {
        browser.window();
        browser.go(path);
        walked.add(path.replaceFirst("\\?.*", ""));
        judge(path);
    }

    /** Opens what is folded, and notes what is wrong with the page, on a desk and on phones. */
    private void judge(String page) {
        String name = who + " : " + page;
        browser.run("document.querySelectorAll('details').forEach(folded => folded.open = true)");
        askAxe(name);
        reader.read(browser, name);
        browser.phone(PHONE);
        Object wider = browser.run(WIDTH, PHONE);
        if (wider != null) note(name, "plus large que " + PHONE + " : " + wider);
        askAxe(name + ", sur un téléphone");
        browser.window();
    }

    private void askAxe(String page) {
        for (Object fault : (List<?>) browser.answer(FAULTS, RULES)) note(page, String.valueOf(fault));
    }

    private void note(String page, String fault) {
        faults.computeIfAbsent(page, none -> new TreeSet<>()).add(fault);
    }

    /** The routes that answer with a page and that nobody has been to. */
    private Set<String> pagesNotWalked() {
        AntPathMatcher paths = new AntPathMatcher();
        return routes.getHandlerMethods().keySet().stream()
                .filter(route -> route.getMethodsCondition().getMethods().stream()
                        .anyMatch(method -> method.name().equals("GET")))
                .filter(route -> route.getProducesCondition().isEmpty())
                .flatMap(route -> route.getPatternValues().stream())
                .filter(pattern -> !pattern.matches("/|/(?:api|actuator)/.*|.*\\.ics"))
                .filter(pattern -> walked.stream().noneMatch(path -> paths.match(pattern, path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("se parcourt au clavier : d’abord le lien qui passe l’en-tête, puis tout, et l’on voit où l’on est")
    void isWalkedByKeyboard() {
        try (Browser one = Browser.open(port)) {
            browser = one;
            browser.login("fanny", Stage.PASSWORD);
            for (String page : List.of("/cohortes/" + cohort, "/equipes/" + scene.team())) {
                skipsTheHeader(page);
                reachesEverything(page);
            }
        }
    }

    @Test
    @DisplayName("déplie sur un téléphone le menu de son en-tête, et le replie, au clavier")
    void unfoldsItsMenu() {
        try (Browser one = Browser.open(port, axe)) {
            browser = one;
            browser.login("fanny", Stage.PASSWORD);
            browser.phone(PHONE);
            browser.go("/cohortes/" + cohort);
            WebElement places = browser.driver().findElement(By.id("places"));
            assertThat(places.isDisplayed()).isFalse();

            browser.see(By.cssSelector(".opens-places")).sendKeys(Keys.ENTER);
            assertThat(places.isDisplayed()).isTrue();
            assertThat(tab()).isEqualTo(browser.see(By.cssSelector(".menu a")));
            askAxe("menu déplié");
            assertThat(faults).doesNotContainKey("menu déplié");

            browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
            assertThat(places.isDisplayed()).isFalse();
        }
    }

    private void skipsTheHeader(String page) {
        browser.go(page);
        assertThat(tab()).isEqualTo(browser.see(By.cssSelector(".skip")));
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        tab();
        assertThat(browser.run("return document.activeElement.closest('main')?.id"))
                .as(page)
                .isEqualTo("main");
    }

    private void reachesEverything(String page) {
        browser.go(page);
        List<?> stops = (List<?>) browser.run(STOPS);
        List<Object> reached = new ArrayList<>();
        List<Object> unseen = new ArrayList<>();
        for (int stop = 0; stop < stops.size(); stop++) {
            reached.add(tab());
            if (!Boolean.TRUE.equals(browser.run(SHOWS_FOCUS)))
                unseen.add(browser.run("return document.activeElement.outerHTML"));
        }
        assertThat(reached).as(page).isEqualTo(stops);
        assertThat(unseen).as(page).isEmpty();
    }

    private Object tab() {
        // The key itself: what is sent to a field for files is taken for a file's name.
        new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
        return browser.driver().switchTo().activeElement();
    }
}
