package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.construction.Constructions;
import fr.jalon.construction.Review;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Une équipe en construction, au clavier seul,")
class ConstructionInTheBrowserTest {

    private static final int MOST_STOPS = 150;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Processes processes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Constructions constructions;

    @Autowired
    private ParisCalendar paris;

    private Browser browser;

    @AfterEach
    void close() {
        ClockUtil.reset();
        browser.close();
    }

    private WebElement here() {
        return browser.driver().switchTo().activeElement();
    }

    /** Goes on by the tab key until the focus is there. */
    private void reach(By what) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            if (browser.driver().findElements(what).contains(here())) return;
            // To whatever has the focus, though the page may just be drawing it anew.
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
        }
        throw new AssertionError("the tab key does not lead to " + what);
    }

    /** Unless it stands there already. */
    private void type(String field, String text) {
        reach(By.cssSelector(".fjs-container [id$='-" + field + "']"));
        if (text.equals(here().getAttribute("value"))) return;
        here().sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        here().sendKeys(text);
    }

    private void typeAll() {
        type("monthly-review-4", "2");
        type("monthly-review-5", "1");
        type("monthly-review-18", "Appeler vingt employeurs.");
        type("monthly-review-19", "Employeurs qui proposent un poste");
        type("monthly-review-20", "5 sur 20");
        type("monthly-review-21", "Prendre les rendez-vous.");
        here().sendKeys(Keys.TAB);
    }

    private boolean isReady() {
        return browser.driver().findElements(By.xpath("//button[normalize-space(.)='Terminer']")).stream()
                .anyMatch(button -> button.isDisplayed() && button.isEnabled());
    }

    @Test
    @DisplayName("lit sa question, et fait le point du mois avec son prochain test")
    void reviewsItsMonth() {
        String team = stage.team(paris.today().plusDays(7));
        // Over since yesterday: the review opens at nine, whatever the hour is now.
        Map<String, Object> answers = Map.of(
                "team",
                team,
                "startDate",
                paris.today().minusDays(1).minusMonths(1).toString());
        String journey = accounts.as("fanny", () -> processes.start("construction", answers));
        browser = Browser.open(port);
        browser.until(() -> stage.openTasks(journey).contains("monthly-review"));

        browser.loginToTasklist(team + "-a", Stage.PASSWORD);
        browser.go("/equipes/" + team);
        assertThat(browser.text()).contains("Qui avez-vous servi");
        reach(By.linkText("Faire le point du mois"));
        here().sendKeys(Keys.ENTER);
        browser.see(By.cssSelector(".fjs-container"));
        reach(By.cssSelector("button.claim"));
        here().sendKeys(Keys.ENTER);
        browser.see(By.cssSelector(".assignee"));
        browser.until(() -> browser.driver()
                        .findElements(By.cssSelector(".fjs-container textarea:not([disabled])"))
                        .size()
                >= 2);
        // The forms wait for a pause in the typing, and may lose what is typed faster than any hand.
        typeAll();
        typeAll();
        browser.until(this::isReady);
        reach(By.xpath("//button[normalize-space(.)='Terminer']"));
        here().sendKeys(Keys.ENTER);
        browser.until(() -> !constructions.reviews(journey).isEmpty());
        List<Review> reviews = constructions.reviews(journey);
        assertThat(reviews.get(0).figures()).isEqualTo(new Review.Figures(2, 1, null));
        assertThat(reviews.get(0).next().threshold()).isEqualTo("5 sur 20");
    }
}
