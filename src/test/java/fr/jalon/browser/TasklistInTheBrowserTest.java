package fr.jalon.browser;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Tracks;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Dans Tasklist,")
class TasklistInTheBrowserTest {

    private static final String WHY = "Pourquoi une cible plus basse qu’à l’itération précédente";
    private static final By TEXTS = By.cssSelector(".fjs-container input[type=text], .fjs-container textarea");

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Tracks tracks;

    @Autowired
    private Processes processes;

    @Autowired
    private ParisCalendar paris;

    private Browser browser;

    @AfterEach
    void close() {
        ClockUtil.reset();
        browser.close();
    }

    private void login(String person) {
        browser = Browser.open(port);
        browser.loginToTasklist(person, Stage.PASSWORD);
    }

    @Test
    @DisplayName(
            "ce qui est saisi se retrouve après un autre onglet, une autre page, et le formulaire rempli se termine")
    void keepsWhatIsTyped() {
        String team = stage.team(paris.today().plusDays(7));
        String task = stage.task(stage.open(team), "shortlist-ideas").getId();
        login(team + "-a");
        Tasklist tasklist = new Tasklist(browser);
        tasklist.follow(stage.filter("Mon équipe"), task);
        tasklist.claim();
        tasklist.fill(
                "shortlist-ideas",
                Map.of("shortlistedIdeas", List.of(Map.of("title", "Des paniers", "description", "Des paniers"))));
        browser.until(this::isReady);

        tab("Historique");
        tab("Formulaire");
        assertThat(typed()).isNotEmpty().allMatch("Des paniers"::equals);

        browser.driver().findElements(TEXTS).get(0).sendKeys(" bio");
        browser.go("/nulle-part");
        tasklist.follow(stage.filter("Mon équipe"), task);
        browser.until(() -> !typed().isEmpty() && typed().get(0).equals("Des paniers bio"));
        browser.until(this::isReady);
    }

    @Test
    @DisplayName("une cible abaissée après un pivot fait paraître la question du motif, qui s’efface avec elle")
    void asksWhyATargetIsLower() {
        String team = stage.team(paris.today().plusDays(7));
        String instance = stage.open(team);
        stage.reach(instance, "decision");
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Autre usage."));
        stage.complete(instance, "prepare-pivot");
        LocalDate second = paris.today().plusDays(14);
        stage.complete(instance, "confirm-pivot", Map.of("firstDay", second.toString()));
        for (String phase : List.of("planning", "prototyping")) {
            stage.fire(instance, phase + "-opens");
            stage.pass(instance, phase);
        }
        stage.fire(instance, "activation-opens");
        stage.complete(
                instance, "build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");
        login(team + "-a");
        Tasklist tasklist = new Tasklist(browser);
        String form = "set-experiment-contract";
        tasklist.follow(stage.filter("Mon équipe"), stage.task(instance, form).getId());
        tasklist.claim();
        browser.until(() -> plain(browser.text()).contains("Cible de l’itération précédente : 5 %"));
        assertThat(browser.text()).doesNotContain(WHY);

        tasklist.fill(form, Map.of("targetConversionRate", 4));
        browser.until(() -> browser.text().contains(WHY));
        tasklist.fill(form, Map.of("targetConversionRate", 5));
        browser.until(() -> !browser.text().contains(WHY));
        tasklist.fill(form, Map.of("targetConversionRate", 4));
        tasklist.fill(form, Map.of("lowerTargetReason", "Un public plus large."));
        browser.until(this::isReady);
        tasklist.complete();
        browser.until(() -> stage.openTasks(instance).contains("gate-activation"));
        assertThat(stage.shown(instance, "gate-activation"))
                .hasEntrySatisfying(
                        "lowerTarget", said -> assertThat(String.valueOf(said)).contains("Un public plus large"));
    }

    private List<String> typed() {
        browser.see(By.cssSelector(".fjs-container input, .fjs-container textarea"));
        return browser.driver().findElements(TEXTS).stream()
                .map(field -> field.getAttribute("value"))
                .toList();
    }

    private boolean isReady() {
        return browser.driver().findElements(By.xpath("//button[normalize-space(.)='Terminer']")).stream()
                .anyMatch(button -> button.isDisplayed() && button.isEnabled());
    }

    private void tab(String name) {
        browser.click(By.xpath("//*[contains(@class,'nav-tabs')]//a[normalize-space(.)='" + name + "']"));
        browser.until(browser::isAtRest);
    }

    @Test
    @DisplayName("une date se lit jour d’abord ou comme l’écrivent les programmes ; ce qui n’est pas un jour "
            + "n’en devient pas un autre")
    void readsDates() {
        stage.staff();
        login("fanny");
        new Tasklist(browser).startForm("Inscrire une cohorte");

        assertThat(written("07/12/2026")).isEqualTo("07/12/2026");
        assertThat(written("7.12.2026")).isEqualTo("07/12/2026");
        assertThat(written("7/12/26")).isEqualTo("07/12/2026");
        assertThat(written("2026-12-07")).isEqualTo("07/12/2026");
        assertThat(written("31/02/2027")).isEmpty();
        assertThat(written("12/25/2026")).isEmpty();
        browser.until(() -> browser.see(By.cssSelector(".typed-note"))
                .getText()
                .matches("«.12/25/2026.».: cette date n’existe pas.*"));

        date().click();
        browser.see(By.cssSelector(".flatpickr-calendar.open"));
        date().sendKeys(Keys.ESCAPE);
        browser.until(() -> browser.driver()
                .findElements(By.cssSelector(".flatpickr-calendar.open"))
                .isEmpty());
        assertThat(browser.see(By.cssSelector(".modal-content")).isDisplayed()).isTrue();
    }

    @Test
    @DisplayName("un nombre ne devient pas cent fois plus grand : la virgule de trop coupe, et le formulaire le dit")
    void readsNumbers() {
        String team = stage.team(paris.today().plusDays(7));
        // One that begins today opens at nine: before that there would be no task yet.
        String track = tracks.open(team, "Les Ateliers", paris.today().minusDays(1), "fanny");
        login(team + "-a");
        Tasklist tasklist = new Tasklist(browser);
        tasklist.follow(stage.filter("Mon équipe"), budget(track));
        tasklist.claim();
        WebElement budget = browser.see(By.cssSelector(".fjs-form-field-number input"));
        browser.bringUp(budget);

        budget.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        for (String key : List.of("1", "5", "0", "0", ",", "0", "5")) {
            budget.sendKeys(key);
            browser.until(browser::isAtRest);
        }

        assertThat(budget.getAttribute("value")).isEqualTo("1500");
        assertThat(browser.see(By.cssSelector(".typed-note")).getText()).contains("Relisez ce nombre");
        budget.sendKeys(Keys.TAB);
        budget.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, "30 000 €");
        browser.until(() -> budget.getAttribute("value").equals("30000"));
    }

    /** The job executor opens it in its own time. */
    private String budget(String track) {
        return browser.until(() -> processes.openTasks(List.of(track)).stream()
                .filter(task -> task.definition().equals("set-launch-budget"))
                .findFirst()
                .map(Processes.OpenTask::id)
                .orElse(null));
    }

    @Test
    @DisplayName("l’anglais se choisit par l’adresse, et le français revient de même")
    void speaksEnglishWhenAsked() {
        stage.staff();
        login("fanny");

        browser.go(Webapps.TASKLIST + "?langue=en");
        browser.until(() -> browser.text().contains("Start process"));
        browser.go(Webapps.TASKLIST);
        browser.until(() -> browser.text().contains("Start process"));
        browser.go(Webapps.TASKLIST + "?langue=fr");
        browser.until(() -> browser.text().contains("Démarrer un processus"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanny", "admin"})
    @DisplayName("et dans Cockpit, le caractère, l’emblème et la couleur sont ceux des pages de Jalon")
    void looksLikeJalon(String person) {
        stage.staff();
        login(person);
        browser.see(By.cssSelector(".brand-name"));
        Object webapp = look(".navbar-brand", "[cam-widget-header]", "borderTopColor");

        browser.go("/guide");

        assertThat(look(".stake", ".menu a:not([aria-current])", "color")).isEqualTo(webapp);
    }

    /** The typeface of a page, the picture that is its logo or stands before it, and a colour of something. */
    private Object look(String logo, String coloured, String colour) {
        return browser.run("""
                const style = (what, part) => getComputedStyle(document.querySelector(what), part);
                const type = style('body').fontFamily, before = style(arguments[0], '::before');
                const picture = (before.width === '28px' ? before : style(arguments[0])).backgroundImage;
                return [type, picture.replace(/[?]bust=[0-9a-f]+/, ''), style(arguments[1])[arguments[2]]];
                """, logo, coloured, colour);
    }

    private WebElement date() {
        return browser.see(By.cssSelector(".fjs-container input[placeholder='jj/mm/aaaa']"));
    }

    /** What stands in the field once a date was typed and the field left. */
    private String written(String typed) {
        WebElement date = date();
        date.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        date.sendKeys(typed, Keys.TAB);
        browser.until(() -> !date().getAttribute("value").equals(typed) || typed.equals("07/12/2026"));
        return date().getAttribute("value");
    }
}
