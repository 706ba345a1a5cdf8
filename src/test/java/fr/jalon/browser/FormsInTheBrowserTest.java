package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.time.ParisCalendar;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Dans Tasklist, un formulaire")
class FormsInTheBrowserTest {

    /** A window, and a telephone of this width. */
    private static final int WINDOW = 1280;

    private static final String HINTS_BELOW = """
            return [...document.querySelectorAll('.fjs-container .fjs-form-field-description')].filter(hint => {
                const place = hint.parentElement.querySelector('input, textarea, .fjs-input-group');
                return hint.getBoundingClientRect().bottom > place.getBoundingClientRect().top + 1;
            }).map(hint => hint.textContent);
            """;

    /** What has the focus, if it can be seen. */
    private static final String FOCUSED = """
            const {top, bottom} = document.activeElement.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight ? document.activeElement.id : 'hors de vue';
            """;

    /** Whether a list of choices is open and can be seen whole, between the head and the foot of the page. */
    private static final String LIST_IN_VIEW = """
            const list = document.querySelector('.fjs-dropdownlist')?.getBoundingClientRect();
            const foot = document.querySelector('[cam-widget-footer]').getBoundingClientRect();
            return list && list.top >= 0 && list.bottom <= Math.min(innerHeight, foot.top || innerHeight);
            """;

    /** Whether what ends the form can be seen whole once the pane, or the page, is at its end. */
    private static final String END_IN_VIEW = """
            document.querySelector('.task-details .content').scrollTop = 1e6;
            scrollTo(0, 1e6);
            const end = document.querySelector('.form-actions .btn-primary').getBoundingClientRect();
            const foot = document.querySelector('[cam-widget-footer]').getBoundingClientRect();
            return end.bottom <= Math.min(innerHeight, foot.top || innerHeight);
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private JobExecutor executor;

    private Browser browser;

    /** What is due is fired here alone: the server fires it too, and one of the two would be in the other's way. */
    @BeforeEach
    void haltTimers() {
        executor.shutdown();
    }

    @AfterEach
    void close() {
        ClockUtil.reset();
        executor.start();
        if (browser != null) browser.close();
    }

    private Tasklist open(int width, String instance, String team, String form) {
        browser = Browser.open(port);
        browser.loginToTasklist(team + "-a", Stage.PASSWORD);
        if (width == WINDOW) browser.driver().manage().window().setSize(new Dimension(WINDOW, 900));
        else browser.phone(width);
        Tasklist tasklist = new Tasklist(browser);
        tasklist.follow(stage.filter("Mon équipe"), stage.task(instance, form).getId());
        tasklist.claim();
        return tasklist;
    }

    @ParameterizedTest
    @ValueSource(ints = {WINDOW, 390})
    @DisplayName("dit où en est la tâche et ce que veut dire l’astérisque, met l’aide au-dessus de la réponse, offre "
            + "les canaux et montre le lien ; ce que le serveur refuse se lit au champ, qui vient à l’écran")
    void guides(int width) {
        String team = stage.team(paris.today().plusDays(7));
        String instance = stage.open(team);
        stage.reach(instance, "activation");
        stage.fire(instance, "activation-opens");
        stage.complete(instance, "build-landing-page");
        Tasklist tasklist = open(width, instance, team, "configure-campaigns");

        browser.until(
                () -> plain().contains("Tâche 4 sur 8 de la phase « Activation marketing » · * : réponse obligatoire"));
        assertThat(plain()).contains("Landing page : la page où mènent vos annonces");
        assertThat((List<?>) browser.run(HINTS_BELOW)).isEmpty();

        WebElement channel = browser.see(By.cssSelector(".fjs-form-field-select .fjs-input-group"));
        browser.run("arguments[0].scrollIntoView({block: 'end'})", channel);
        channel.click();
        browser.until(() -> browser.run(LIST_IN_VIEW));

        tasklist.fill(
                "configure-campaigns",
                Map.of(
                        "channels",
                        List.of(Map.of(
                                "channel", "OTHER",
                                "otherChannel", "Fête d’été",
                                "kind", "PAID",
                                "audience", "Le campus",
                                "dailyBudget", 12)),
                        "weekBudget",
                        80));
        browser.until(() -> plain().contains("utm_source=fete-d-ete&utm_medium=cpc&utm_campaign=" + team));
        browser.until(() -> plain().contains("Total de la semaine : 84 €"));
        tasklist.complete();

        String refused =
                browser.see(By.cssSelector(".fjs-form-field-number .refused")).getText();
        assertThat(refused).contains("vos canaux coûteraient 84").doesNotContain("Canaux, ligne");
        browser.until(() -> String.valueOf(browser.run(FOCUSED)).endsWith("configure-campaigns-week-budget"));
        // As Tasklist does when it has drawn a view late.
        browser.run("angular.element(document.body).injector().get('$anchorScroll')()");
        assertThat(String.valueOf(browser.run(FOCUSED))).endsWith("configure-campaigns-week-budget");
        browser.picture("refus-" + width);
        assertThat(browser.run(END_IN_VIEW)).isEqualTo(true);

        tasklist.fill("configure-campaigns", Map.of("weekBudget", 84));
        browser.until(
                () -> browser.driver().findElements(By.cssSelector(".refused")).isEmpty());
        tasklist.complete();
        browser.until(() -> stage.openTasks(instance).contains("simulate-campaign"));
        assertThat(String.valueOf(stage.shown(instance, "simulate-campaign").get("taggedLinks")))
                .contains("utm_source=fete-d-ete");
    }

    @ParameterizedTest
    @ValueSource(ints = {WINDOW, 390})
    @DisplayName("long, dit avant sa fin ce qui manque, y mène, et redit les réponses ; ce qui manque à l’envoi vient "
            + "à l’écran")
    void sumsUp(int width) {
        String team = stage.team(paris.today().plusDays(7));
        String instance = stage.open(team);
        stage.reach(instance, "activation");
        stage.fire(instance, "activation-opens");
        stage.complete(
                instance, "build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");
        String form = "set-experiment-contract";
        Tasklist tasklist = open(width, instance, team, form);
        tasklist.fill(
                form,
                Map.of(
                        "conversionMeans",
                        "Une précommande [payée](#x)",
                        "signalStrength",
                        "STRONG",
                        "targetConversionRate",
                        5.5,
                        "minimumVisits",
                        100));

        browser.until(() -> plain().contains("Taux de conversion visé (%) : 5,5"));
        assertThat(plain())
                .contains(
                        "Avant de terminer",
                        "Il manque encore",
                        "Force de ce signal : Forte : un paiement, une précommande")
                .contains("Ce qui compte comme une conversion : Une précommande payée ( x)");
        browser.picture("resume-" + width);
        browser.click(By.linkText("Plafond de dépense (€ TTC)"));
        browser.until(() -> String.valueOf(browser.run(FOCUSED)).endsWith("set-experiment-contract-4"));
        assertThat(browser.driver().getCurrentUrl()).contains("task=");

        tasklist.fill(form, Map.of("spendCap", 90));
        browser.until(() -> browser.driver()
                .findElements(By.linkText("Plafond de dépense (€ TTC)"))
                .isEmpty());
        // The field that the last press of a key led to is still empty: whoever leaves it without a word finishes in
        // vain.
        browser.run("document.activeElement.blur()");
        WebElement dead = browser.see(By.xpath("//button[normalize-space(.)='Terminer' and @disabled]"));
        browser.bringUp(dead);
        new Actions(browser.driver()).moveToElement(dead).click().perform();
        browser.until(() -> String.valueOf(browser.run(FOCUSED)).endsWith("set-experiment-contract-5"));
    }

    private String plain() {
        return browser.text().replaceAll("[\\s\u00a0\u202f]+", " ");
    }
}
