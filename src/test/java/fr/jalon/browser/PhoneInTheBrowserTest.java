package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Tracks;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Sur un téléphone, Tasklist")
class PhoneInTheBrowserTest {

    private static final int WIDTH = 390;
    private static final By LIST = By.cssSelector(".column.tasks-list");
    private static final By TASK = By.cssSelector(".column.task-details");
    private static final By CARD = By.cssSelector(".tasks-list .task h4 a");
    private static final By BACK = By.cssSelector(".to-list");
    private static final By FORM = By.cssSelector(".fjs-container");

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private UnderWay underWay;

    @Autowired
    private Tracks tracks;

    @Autowired
    private Processes processes;

    @Autowired
    private ParisCalendar paris;

    private Browser browser;
    private String team;
    private String instance;

    @BeforeEach
    void open() {
        stage.staff();
        browser = Browser.open(port);
        team = stage.team(paris.today().plusDays(7));
        instance = stage.open(team);
    }

    @AfterEach
    void close() {
        ClockUtil.reset();
        browser.close();
    }

    private void login(String person) {
        browser.loginToTasklist(person, Stage.PASSWORD);
        browser.phone(WIDTH);
    }

    private void list() {
        browser.go(Webapps.TASKLIST);
        browser.see(CARD);
        browser.until(browser::isAtRest);
    }

    @Test
    @DisplayName("montre la liste, puis la tâche ; « Retour » et le navigateur ramènent à la liste, le clavier suit")
    void showsOnePaneAtATime() {
        login(team + "-a");
        list();
        assertThat(isShown(LIST)).isTrue();
        assertThat(isShown(TASK)).isFalse();
        String card = browser.see(CARD).getText();

        browser.click(CARD);
        browser.see(FORM);
        assertThat(isShown(LIST)).isFalse();
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(browser.see(BACK));
        browser.see(BACK).click();
        browser.until(() -> isShown(LIST) && !isShown(TASK));
        browser.until(
                () -> browser.driver().switchTo().activeElement().getText().equals(card));

        browser.click(CARD);
        browser.see(FORM);
        browser.driver().navigate().back();
        browser.until(() -> isShown(LIST) && !isShown(TASK));
        assertThat(browser.driver().getCurrentUrl()).contains(Webapps.TASKLIST);
    }

    @Test
    @DisplayName("ramène à la liste aussi qui est venu par le lien d’un courriel")
    void leadsToTheListFromALink() {
        login(team + "-a");
        new Tasklist(browser).follow(stage.filter("Mon équipe"), task("shortlist-ideas"));
        assertThat(isShown(LIST)).isFalse();

        browser.see(BACK).click();

        browser.until(() -> isShown(LIST) && !isShown(TASK));
        browser.see(CARD);
    }

    @Test
    @DisplayName("ne recouvre rien, ne déborde pas, plie les tableaux en fiches et garde aux images leur lisibilité")
    void foldsWhatIsWide() {
        UnderWay.Scene scene = underWay.play();
        login(scene.team() + "-a");
        new Tasklist(browser)
                .follow(
                        stage.filter("Mon équipe"),
                        stage.task(scene.instance(), "morning-check-in").getId());
        browser.see(By.cssSelector(".fjs-container tbody td"));
        browser.until(browser::isAtRest);

        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) WIDTH);
        assertThat((List<?>) browser.run("""
                const covers = element => element.getBoundingClientRect().top > 100
                    && getComputedStyle(element).position === 'fixed' && element.getClientRects().length;
                return [...document.querySelectorAll('body *')].filter(covers).map(element => element.outerHTML);
                """)).isEmpty();
        assertThat((List<?>) browser.run("""
                const wrong = cell => getComputedStyle(cell).display !== 'flex' || !cell.dataset.column
                    || cell.getBoundingClientRect().right > innerWidth
                    || !getComputedStyle(cell, '::before').content.includes(cell.dataset.column);
                const cells = [...document.querySelectorAll('.fjs-container tbody td:not([colspan], :empty)')];
                return cells.length ? cells.filter(wrong).map(cell => cell.outerHTML) : ['aucune cellule'];
                """)).isEmpty();
        WebElement picture = browser.see(By.cssSelector(".fjs-container .fjs-image-container img"));
        assertThat(picture.getSize().getWidth()).isGreaterThanOrEqualTo(640);
        assertThat(browser.run("""
                const frame = document.querySelector('.fjs-image-container');
                return frame.clientWidth < innerWidth && frame.scrollWidth >= 640;
                """)).isEqualTo(true);
        browser.picture("telephone");
    }

    @Test
    @DisplayName("ouvre le pavé numérique pour un nombre, et ne grossit pas la page à la saisie")
    void offersDigits() {
        String track = tracks.open(team, "Les Ateliers", paris.today().minusDays(1), "fanny");
        login(team + "-a");
        Tasklist tasklist = new Tasklist(browser);
        // The job executor opens it in its own time.
        String task = browser.until(() -> processes.openTasks(List.of(track)).stream()
                .filter(each -> each.definition().equals("set-launch-budget"))
                .findFirst()
                .map(Processes.OpenTask::id)
                .orElse(null));
        tasklist.follow(stage.filter("Mon équipe"), task);
        tasklist.claim();
        WebElement number = browser.see(By.cssSelector(".fjs-form-field-number input"));
        browser.bringUp(number);
        number.click();

        assertThat(number.getDomAttribute("inputmode")).isEqualTo("decimal");
        assertThat(Double.parseDouble(number.getCssValue("font-size").replace("px", "")))
                .isGreaterThanOrEqualTo(16);
    }

    @Test
    @DisplayName("n’est pas celui d’un bureau, qui montre la liste et la tâche côte à côte")
    void leavesTheDeskAlone() {
        browser.loginToTasklist(team + "-a", Stage.PASSWORD);
        new Tasklist(browser).follow(stage.filter("Mon équipe"), task("shortlist-ideas"));

        assertThat(isShown(LIST)).isTrue();
        assertThat(isShown(TASK)).isTrue();
        assertThat(isShown(BACK)).isFalse();
    }

    private boolean isShown(By what) {
        return browser.driver().findElement(what).isDisplayed();
    }

    private String task(String definition) {
        return stage.task(instance, definition).getId();
    }
}
