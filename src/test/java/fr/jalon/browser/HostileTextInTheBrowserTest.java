package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a team writes in the hope that somebody else's browser runs it. */
@InTheBrowser
@DisplayName("Dans un navigateur, un texte hostile")
class HostileTextInTheBrowserTest {

    private static final String MARK = "Piège";
    /** Everything that a page, its templates or its Markdown could run, and that leaves a trace when they do. */
    private static final String HOSTILE = MARK + "<img src=x onerror=\"hostile=1\"><svg onload=\"hostile=1\">"
            + "{{constructor.constructor('hostile=1')()}}[lien](javascript:hostile=1)![x](https://traceur.example/x.png)"
            + "\"><script>hostile=1</script><iframe srcdoc=\"<script>top.hostile=1</script>\"></iframe>";

    private static final String SHORT = MARK + "<img src=x onerror=hostile=1>";
    private static final String TEMPLATE = MARK + "{{constructor.constructor('hostile=1')()}}";

    private static final String TRACES = """
      return ['img[src="x"]', 'img[src*="traceur"]', '[onerror]', '[onload]', 'a[href^="javascript:hostile"]', 'iframe[srcdoc]']
          .filter(trace => document.querySelector(trace)).concat(window.hostile === undefined ? [] : ['lancé']).join(' ');
      """;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Editions editions;

    @Autowired
    private Accounts accounts;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private TaskService tasks;

    private Browser browser;

    @Test
    @DisplayName("se lit chez tous ceux qui le rencontrent, et ne fait rien")
    void isReadAndDoesNothing() throws Exception {
        LocalDate first = paris.today().plusDays(7);
        String team = "piege-" + first.toEpochDay();
        String cohort = "cohorte-" + team;
        stage.staff();
        editions.create(new Cohort(cohort, SHORT, List.of(), List.of()), BootcampDays.from(first));
        enrolments.enrol(
                cohort,
                team,
                SHORT + TEMPLATE,
                List.of(new Enrolments.NewMember(team + "-a", SHORT, TEMPLATE, team + "@jalon.example")));
        accounts.setPassword(team + "-a", Stage.PASSWORD);
        String instance = stage.open(team);
        stage.complete(instance, "follow-self-training", Map.of("guidesRead", true, "selfTrainingQuestions", HOSTILE));
        stage.complete(instance, "create-tool-accounts", "confirm-team");
        stage.complete(
                instance,
                "shortlist-ideas",
                Map.of("shortlistedIdeas", List.of(Map.of("title", SHORT, "description", HOSTILE))));
        String gate = stage.task(instance, "gate-preparation").getId();
        accounts.as(team + "-a", () -> tasks.createComment(gate, instance, HOSTILE));

        as("fanny", () -> {
            reads(gate);
            meets("/invitations?cohort=" + cohort);
            meets(Webapps.TASKLIST + "#/?filter=" + stage.filter("Jalons à valider"));
        });
        stage.complete(instance, "gate-preparation", Map.of("gateVerdict", "REWORK", "comment", HOSTILE));
        as(team + "-a", () -> reads(stage.task(instance, "rework-preparation").getId()));
        as("admin", () -> {
            meets(Webapps.COCKPIT + "#/process-instance/" + instance + "/runtime");
            meets(Webapps.ADMIN + "#/users?firstNameLike=" + MARK + "%25");
            meets(Webapps.ADMIN + "#/users/" + team + "-a?tab=profile");
            meets(Webapps.ADMIN + "#/groups/team-" + team + "?tab=information");
            meets("/mail");
        });
    }

    @Test
    @DisplayName("laisse des traces sur une page sans défense")
    void isNoticed() {
        try (Browser one = Browser.open(port)) {
            one.driver()
                    .get("data:text/html;charset=utf-8;base64,"
                            + Base64.getEncoder().encodeToString(HOSTILE.getBytes(StandardCharsets.UTF_8)));
            one.until(() -> traces(one).contains("lancé"));
            assertThat(traces(one)).contains("img[src=", "[onerror]", "[onload]", "iframe[srcdoc]");
        }
    }

    private interface Walk {
        void run() throws Exception;
    }

    private void as(String person, Walk walk) throws Exception {
        try (Browser one = Browser.open(port)) {
            browser = one;
            browser.loginToTasklist(person, Stage.PASSWORD);
            walk.run();
        }
    }

    /** Opens a task in Tasklist, takes it on and looks at each of its tabs. */
    private void reads(String task) {
        Tasklist tasklist = new Tasklist(browser);
        tasklist.follow(stage.filter("Mon équipe"), task);
        browser.until(() -> read().contains(MARK));
        tasklist.claim();
        staysCalm("the form");
        for (String tab : List.of("Historique", "Diagramme", "Description", "Formulaire")) {
            browser.click(By.xpath("//*[contains(@class,'nav-tabs')]//a[normalize-space(.)='" + tab + "']"));
            staysCalm(tab);
        }
    }

    /** Visits a page on which the text must be seen. */
    private void meets(String path) {
        browser.go(path);
        browser.until(() -> read().contains(MARK));
        staysCalm(path);
    }

    private void staysCalm(String page) {
        browser.until(browser::isAtRest);
        assertThat(traces(browser)).as(page).isEmpty();
    }

    private static String traces(Browser browser) {
        return (String) ((JavascriptExecutor) browser.driver()).executeScript(TRACES);
    }

    /** What is shown, in fields too. */
    private String read() {
        return (String) ((JavascriptExecutor) browser.driver())
                .executeScript("return document.body.innerText + [...document.querySelectorAll('input, "
                        + "textarea')].map(field => field.value).join(' ')");
    }
}
