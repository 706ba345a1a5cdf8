package fr.jalon.browser;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.Processes;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Tracks;
import fr.jalon.team.Cohort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Dans un formulaire de Tasklist,")
class DraftsInTheBrowserTest {

    private static final int PHONE = 390;
    private static final By IDEA = By.cssSelector(".fjs-container .fjs-form-field-textfield input");
    private static final By BANNER = By.cssSelector(".draft-banner");
    private static final By TAKE_ON = By.cssSelector(".draft-banner button");
    private static final By GIVE_BACK = By.cssSelector(".give-back");
    private static final By SAVED = By.cssSelector(".form-actions .draft-said");
    private static final By MEETING = By.cssSelector(".drafts-meet");

    /** Of a task, and as it is sent. */
    private static final Map<String, String> DRAFTS = Map.of(
            "interview-company",
            """
                    {"company": "Boulangerie", "heldOn": "2026-11-20", "segment": "TECH_SME",
                     "budget": "Deux\\nlignes", "interest": "WEAK", "acceptsPrice": true, "letterSigned": false}
                    """,
            "set-launch-budget",
            "{\"total\": 1200, \"legal\": 12}",
            "benchmark-competition",
            """
                    {"competitors": [{"name": "A", "offer": "B", "price": "C", "gap": "D"},
                     {"name": "E", "offer": "F", "price": "G", "gap": "H"}], "difference": "Oui"}
                    """,
            "create-tool-accounts",
            """
                    {"toolsReady": ["Tableau blanc"], "toolNotes": "Presque"}
                    """);

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Editions editions;

    @Autowired
    private Tracks tracks;

    @Autowired
    private Processes processes;

    @Autowired
    private ParisCalendar paris;

    private final List<Browser> browsers = new ArrayList<>();
    private String team;
    private String marie;
    private String instance;

    @BeforeEach
    void open() {
        // Later than in other tests, whose people open what is due first.
        team = stage.team(paris.today().plusDays(28));
        marie = team + "-m";
        accounts.create(new Accounts.Person(marie, "Marie", "Roux", marie + "@jalon.example"));
        accounts.setPassword(marie, Stage.PASSWORD);
        accounts.join(marie, "team-" + team);
        instance = stage.open(team);
    }

    @AfterEach
    void close() {
        ClockUtil.reset();
        browsers.forEach(Browser::close);
    }

    private String task(String definition) {
        return stage.task(instance, definition).getId();
    }

    /** Somebody's browser, on a task. */
    private Browser on(String task, String person, boolean isPhone) {
        Browser browser = Browser.open(port);
        browsers.add(browser);
        browser.login(person, Stage.PASSWORD);
        if (isPhone) browser.phone(PHONE);
        follow(browser, task);
        return browser;
    }

    private void follow(Browser browser, String task) {
        new Tasklist(browser).follow(stage.filter("Mon équipe"), task);
        browser.until(browser::isAtRest);
    }

    private static void type(Browser browser, String text) {
        WebElement field = browser.see(IDEA);
        browser.bringUp(field);
        field.click();
        field.sendKeys(text);
    }

    private static void save(Browser browser) {
        browser.click(By.cssSelector(".form-actions .btn-default:not([disabled])"));
    }

    private static void sees(Browser browser, By where, String said) {
        browser.until(() -> plain(browser.see(where).getText()).contains(said));
    }

    private static boolean shows(Browser browser, By what) {
        return browser.driver().findElements(what).stream().anyMatch(WebElement::isDisplayed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "écrire suffit pour se charger d’une tâche, sans perdre la main ; l’équipe lit le brouillon, qui se rend")
    void takesOnByTyping(boolean isPhone) {
        String task = task("shortlist-ideas");
        Browser anne = on(task, team + "-a", isPhone);
        sees(anne, BANNER, "Je m’en charge");
        assertThat(shows(anne, GIVE_BACK)).isFalse();

        type(anne, "Des paniers");
        sees(anne, SAVED, "Brouillon enregistré");
        anne.driver().switchTo().activeElement().sendKeys(" bio");
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo(team + "-a");
        assertThat(shows(anne, BANNER)).isFalse();
        save(anne);
        anne.until(anne::isAtRest);

        Browser her = on(task, marie, isPhone);
        sees(her, BANNER, "Anne Durand s’en charge. Brouillon enregistré par Anne Durand");
        assertThat(her.see(IDEA).getAttribute("value")).isEqualTo("Des paniers bio");
        assertThat(shows(her, TAKE_ON)).isFalse();
        anne.picture("brouillon-" + isPhone);

        anne.click(GIVE_BACK);
        sees(anne, BANNER, "Je m’en charge");
        follow(her, task);
        her.see(TAKE_ON).sendKeys(Keys.ENTER);
        her.see(GIVE_BACK);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo(marie);
    }

    @Test
    @DisplayName("qui arrive second apprend qui s’en charge, et garde ce qu’il a écrit")
    void saysWhoWasFirst() {
        String task = task("shortlist-ideas");
        Browser anne = on(task, team + "-a", false);
        tasks.claim(task, marie);

        type(anne, "Un verger");

        sees(anne, BANNER, "Marie Roux s’en charge. Ce que vous avez saisi est gardé dans ce navigateur.");
        assertThat(anne.see(IDEA).getAttribute("value")).isEqualTo("Un verger");
        tasks.setAssignee(task, null);
        follow(anne, task);
        assertThat(anne.see(IDEA).getAttribute("value")).isEqualTo("Un verger");
    }

    @ParameterizedTest
    @CsvSource({"false, mine", "true, theirs"})
    @DisplayName("deux saisies qui se rencontrent se montrent côte à côte, et celle qu’on choisit reste")
    void setsTwoSideBySide(boolean isPhone, String choice) {
        String task = task("shortlist-ideas");
        tasks.claim(task, team + "-a");
        Browser desk = on(task, team + "-a", false);
        Browser phone = on(task, team + "-a", isPhone);
        type(desk, "Des paniers");
        sees(desk, SAVED, "Brouillon enregistré");

        type(phone, "<b>Un verger</b>");
        save(phone);

        sees(phone, MEETING, "celui que vous avez enregistré ailleurs");
        assertThat(plain(phone.see(MEETING).getText())).contains("• Idée : <b>Un verger</b>", "• Idée : Des paniers");
        phone.picture("deux-saisies-" + isPhone);
        phone.see(By.cssSelector(".drafts-meet input[value=" + choice + "]")).sendKeys(Keys.SPACE);
        phone.click(By.cssSelector(".drafts-meet button"));
        String kept = choice.equals("mine") ? "<b>Un verger</b>" : "Des paniers";
        phone.until(
                () -> !shows(phone, MEETING) && kept.equals(phone.see(IDEA).getAttribute("value")) && phone.isAtRest());
        follow(desk, task);
        desk.until(() -> kept.equals(desk.see(IDEA).getAttribute("value")));
    }

    @Test
    @DisplayName("une session finie ne coûte rien : le texte reste là, et se retrouve enregistré après la connexion")
    void outlivesTheSession() {
        String task = task("shortlist-ideas");
        Browser anne = on(task, team + "-a", false);
        type(anne, "Des paniers");
        sees(anne, SAVED, "Brouillon enregistré");
        anne.forgetPerson();

        anne.see(IDEA).sendKeys(" bio");
        save(anne);
        sees(
                anne,
                SAVED,
                "Connectez-vous avec votre identifiant et votre mot de passe. Ce que vous avez saisi est gardé");
        assertThat(anne.see(IDEA).getAttribute("value")).isEqualTo("Des paniers bio");

        anne.login(team + "-a", Stage.PASSWORD);
        follow(anne, task);
        anne.until(() -> "Des paniers bio".equals(anne.see(IDEA).getAttribute("value")));
        sees(anne, SAVED, "Brouillon enregistré");
        anne.forgetPerson();
        anne.loginToTasklist(marie, Stage.PASSWORD);
        follow(anne, task);
        sees(anne, BANNER, "Anne Durand s’en charge. Brouillon enregistré par Anne Durand");
        anne.until(() -> "Des paniers bio".equals(anne.see(IDEA).getAttribute("value")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("après « Terminer », la tâche suivante de l’équipe s’ouvre, ou une phrase dit ce qui vient et quand")
    void leadsOn(boolean isPhone) {
        stage.complete(instance, "create-tool-accounts");
        Browser anne = on(task("follow-self-training"), team + "-a", isPhone);
        String next = task("shortlist-ideas");
        finish(anne, "follow-self-training");

        anne.until(() -> anne.driver().getCurrentUrl().contains("task=" + next));
        anne.see(By.xpath("//h2[normalize-space(.)='Présélectionner des idées']"));
        finish(anne, "shortlist-ideas");

        sees(anne, By.cssSelector(".next-task"), "On attend le facilitateur (aujourd’hui). Prochaine étape : Idéation");
        anne.picture("la-suite-" + isPhone);
        assertThat(anne.driver().getCurrentUrl()).contains(Webapps.TASKLIST).doesNotContain("task=");
    }

    private void finish(Browser browser, String definition) {
        browser.see(TAKE_ON).click();
        browser.see(GIVE_BACK);
        Tasklist tasklist = new Tasklist(browser);
        tasklist.fill(definition, DemoAnswers.of(definition, paris.today()));
        tasklist.complete();
    }

    @Test
    @DisplayName("un brouillon rend toutes les sortes de champs")
    void restoresEveryKind() throws IOException {
        String cohort = "outils-" + team;
        editions.create(
                new Cohort(
                        cohort,
                        cohort,
                        List.of(),
                        List.of(new Cohort.Tool("Tableau blanc", "https://tableau.example"))),
                BootcampDays.from(paris.today().plusDays(28)));
        team = stage.team(cohort);
        instance = stage.open(team);
        String track = tracks.open(team, "Les Ateliers", paris.today().minusDays(1), "fanny");
        Browser anne = Browser.open(port);
        browsers.add(anne);
        anne.login(team + "-a", Stage.PASSWORD);
        for (Map.Entry<String, String> draft : DRAFTS.entrySet()) {
            // The job executor opens those of a track in its own time.
            String task = anne.until(() -> processes.openTasks(List.of(track, instance)).stream()
                    .filter(each -> each.definition().equals(draft.getKey()))
                    .findFirst()
                    .map(Processes.OpenTask::id)
                    .orElse(null));
            tasks.claim(task, team + "-a");
            anne.run("""
                    const token = document.cookie.match(/JALON-XSRF-TOKEN=([^;]*)/)[1];
                    return fetch(`/api/tasks/${arguments[0]}/draft`, {
                      method: 'PUT', body: `{"version": 0, "answers": ${arguments[1]}}`,
                      headers: { 'Content-Type': 'application/json', 'X-JALON-XSRF-TOKEN': token }
                    }).then(answer => answer.status);
                    """, task, draft.getValue());

            follow(anne, task);

            sees(anne, SAVED, "Brouillon enregistré");
            JsonNode expected = new ObjectMapper().readTree(draft.getValue());
            anne.until(() -> isShown(anne, expected));
        }
    }

    /** Whether the form holds all of that. */
    private static boolean isShown(Browser browser, JsonNode expected) {
        try {
            JsonNode held = new ObjectMapper().readTree((String) browser.run("""
                    const formIn = node => node?.props?.value?.getService?.('form')
                      ?? node?.__k?.reduce((found, child) => found ?? formIn(child), null);
                    const form = formIn(document.querySelector('.task-card .fjs-container').__k);
                    return JSON.stringify(form._getSubmitData());
                    """));
            return expected.properties().stream()
                    .allMatch(answer -> answer.getValue().equals(held.path(answer.getKey())));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
