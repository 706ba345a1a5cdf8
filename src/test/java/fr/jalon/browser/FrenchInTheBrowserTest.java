package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.http.Webapps;
import fr.jalon.team.Teams;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Four people walk through the engine's webapps, and read them; who walks through Jalon's own pages reads those. */
@InTheBrowser
class FrenchInTheBrowserTest {

    private static final By TABS = By.cssSelector(".nav-tabs > li > a");

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private UnderWay underWay;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Teams teams;

    @Autowired
    private RepositoryService repository;

    private final Proofreader reader = new Proofreader();
    private Browser browser;
    private String team;
    private String instance;

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      Field is required.                              | Field, is, required
      Échéance : 2026-11-21                           | 2026-11-21
      Déployé le 2026-11-21T11:59:16                  | 2026-11-21T11:59:16
      Échéance : 11/21/2026                           | 11/21/2026
      Nov 21                                          | Nov 21
      SERVICES_RESOURCE_RESOLVER_NO_PROMISE           | SERVICES_RESOURCE_RESOLVER_NO_PROMISE
      Échéance : 21/11/2026, le 21 nov. 2026 à 14:00  |
      La version de l’instance idea-to-decision       |
      usage                                           | usage
      L’usage de la machine                           |
      """)
    @DisplayName("Qui lit remarque l’anglais, les clés et les dates à l’envers, et rien d’autre")
    void notices(String text, String faults) {
        assertThat(String.join(", ", Proofreader.faults(text))).isEqualTo(faults == null ? "" : faults);
    }

    @Test
    @DisplayName("Un membre, un coach, un facilitateur et un administrateur ne lisent que du français")
    void readsFrench() {
        UnderWay.Scene scene = underWay.play();
        team = scene.team();
        instance = scene.instance();
        as(team + "-a", this::memberReads);
        as("carlos", this::coachReads);
        as("fanny", this::facilitatorReads);
        as("admin", this::administratorReads);

        assertThat(reader.faults()).isEmpty();
        assertThat(reader.pages()).isGreaterThan(70);
    }

    private void as(String person, Runnable walk) {
        try (Browser one = Browser.open(port)) {
            browser = one;
            browser.loginToTasklist(person, Stage.PASSWORD);
            walk.run();
        }
    }

    private void memberReads() {
        filters("Mon équipe", "Mes tâches", "En retard");
        task("morning-check-in");
        tabs("morning-check-in");
        dialog("un commentaire", By.cssSelector(".createCommentLink"));
        task("interview-company");
        claim();
        leaveEmpty();
        task("recruit-founders");
        claim();
        leaveEmpty();
        task("morning-check-in");
        failToClaim("morning-check-in");
        task("adjust-campaigns");
        visit("/invitations");
        visit(Webapps.COCKPIT);
        visit(Webapps.APP + "/welcome/default/#!/welcome");
        click("mot de passe", By.xpath("//a[contains(.,'Changer le mot de passe')]"));
    }

    private void coachReads() {
        filters("À faire", "Mes tâches", "En retard");
        task("coach-mvp");
        assertThat(browser.see(By.cssSelector(".meta .groups")).getText()).contains("Coachs", "Facilitateurs");
    }

    private void facilitatorReads() {
        filters("Jalons à valider", "À faire", "Mes tâches", "En retard");
        task("confirm-team");
        claim();
        leaveEmpty();
        for (String process : List.of(
                "De l’idée à la décision",
                "De l’association à la SCIC",
                "Inscrire une cohorte",
                "Rétroplanning",
                "Feuille de route du studio",
                "Phase de construction")) start(process);
    }

    private void administratorReads() {
        for (String page : List.of("dashboard", "processes", "decisions", "repository", "tasks", "reports", "batch")) {
            visit(Webapps.COCKPIT + "#/" + page);
        }
        visit(Webapps.COCKPIT + "#/process-definition/" + definition("idea-to-decision") + "/runtime");
        tabs("définition");
        visit(Webapps.COCKPIT + "#/process-instance/" + instance + "/runtime");
        tabs("instance");
        visit(Webapps.COCKPIT + "#/decision-definition/"
                + repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey("go-pivot-stop")
                        .singleResult()
                        .getId());
        tabs("décision");
        for (String page : List.of(
                "",
                "users",
                "users/fanny?tab=profile",
                "users/fanny?tab=groups",
                "users/fanny?tab=tenants",
                "users/fanny?tab=account",
                "user-create",
                "groups",
                "groups/facilitators?tab=information",
                "groups/facilitators?tab=users",
                "group-create",
                "tenants",
                "tenant-create",
                "system?section=system-settings-general",
                "system?section=system-settings-metrics")) {
            visit(Webapps.ADMIN + "#/" + page);
        }
        visit(Webapps.ADMIN + "#/authorization");
        for (String resource : List.of("Définition de processus", "Groupe", "Tâche", "Utilisateur")) {
            click("autorisations, " + resource, By.xpath("//a[normalize-space(.)='" + resource + "']"));
        }
        visit(Webapps.APP + "/welcome/default/#!/welcome");
        filters("À faire");
        dialog("un filtre", By.xpath("//*[self::a or self::button][contains(.,'Créer un filtre')]"));
    }

    private String definition(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }

    private void visit(String path) {
        browser.go(path);
        reader.read(browser, path.replaceAll("[0-9a-f]{8}-[0-9a-f-]+", "…"));
    }

    private void click(String page, By what) {
        browser.click(what);
        reader.read(browser, page);
    }

    private void dialog(String page, By what) {
        browser.clickUntil(By.cssSelector(".modal-content"), what);
        reader.read(browser, page);
    }

    private void filters(String... filters) {
        visit(Webapps.TASKLIST);
        for (String filter : filters) click(filter, By.xpath("//a[contains(.,'" + filter + "')]"));
    }

    /** Follows a link to the latest task of its kind, the team's own where it has one. */
    private void task(String definition) {
        List<Task> all = tasks.createTaskQuery()
                .taskDefinitionKey(definition)
                .orderByTaskCreateTime()
                .desc()
                .list();
        List<Task> own = tasks.createTaskQuery()
                .taskDefinitionKey(definition)
                .processVariableValueEquals("teamName", teams.team(team).name())
                .list();
        String task = (own.isEmpty() ? all : own).get(0).getId();
        new Tasklist(browser).follow(stage.filter("Mon équipe"), task);
        reader.read(browser, definition);
    }

    private void claim() {
        new Tasklist(browser).claim();
    }

    /** Touches every field of a form and leaves it empty, and looks at what it offers. */
    private void leaveEmpty() {
        By fields = By.cssSelector(
                ".fjs-container input[type=text], .fjs-container input[type=number], .fjs-container textarea");
        for (WebElement field : browser.driver().findElements(fields)) {
            if (!field.isDisplayed() || !field.isEnabled()) continue;
            browser.bringUp(field);
            field.sendKeys("1", Keys.BACK_SPACE);
            if (field.getAttribute("id").matches(".*-(?:date|search)")) reader.read(browser, "choix");
            field.sendKeys(Keys.TAB);
        }
        browser.see(By.cssSelector(".fjs-form-field-error"));
        reader.read(browser, "formulaire vide");
    }

    /** Takes on a task that someone else has just finished. */
    private void failToClaim(String definition) {
        stage.complete(instance, definition);
        browser.click(By.cssSelector("button.claim"));
        WebElement error = browser.see(By.cssSelector(".page-notifications .alert"));
        browser.until(() -> error.getText().length() > 10);
        reader.read(browser, "une erreur");
    }

    private void start(String process) {
        Tasklist tasklist = new Tasklist(browser);
        tasklist.startDialog();
        reader.read(browser, "démarrer");
        tasklist.startForm(process);
        reader.read(browser, "démarrer " + process);
        leaveEmpty();
    }

    /** Opens one tab after the other. */
    private void tabs(String page) {
        List<String> names = browser.driver().findElements(TABS).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
        for (String name : names) {
            click(
                    page + ", " + name,
                    By.xpath("//*[contains(@class,'nav-tabs')]//a[normalize-space(.)='" + name.strip() + "']"));
        }
    }
}
