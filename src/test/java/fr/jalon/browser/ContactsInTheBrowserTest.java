package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.time.ParisCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A member keeps her team's contacts. */
@InTheBrowser
@DisplayName("Le tableau des contacts")
class ContactsInTheBrowserTest {

    private static final int MOST_STOPS = 60;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ParisCalendar paris;

    private Browser browser;
    private String team;

    @BeforeEach
    void aTeam() {
        team = stage.team(paris.today().plusDays(7));
    }

    private void press(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /** Goes on by the tab key until something has the focus. */
    private void tabTo(String what) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            if (browser.driver().switchTo().activeElement().equals(browser.see(By.cssSelector(what)))) return;
            press(Keys.TAB);
        }
        throw new AssertionError("jamais atteint au clavier : " + what);
    }

    private void typeInto(String what, CharSequence... keys) {
        tabTo(what);
        press(keys);
    }

    private WebElement card(String column, String name) {
        return browser.see(By.xpath("//section[@data-state='" + column + "']//li[contains(.,'" + name + "')]"));
    }

    @Test
    @DisplayName("s’emploie au clavier seul : ajouter, déplacer, dire que c’est fait ; et à la souris, en glissant")
    void isUsedByKeyboardAndByMouse() {
        try (Browser one = Browser.open(port)) {
            browser = one;
            browser.login(team + "-a", Stage.PASSWORD);
            browser.go("/equipes/" + team + "/contacts/nouveau");
            typeInto("#name", "Mairie de Lyon");
            typeInto("#action", "Appeler");
            browser.run(
                    "document.getElementById('day').value = arguments[0]",
                    paris.today().toString());
            typeInto("main form button", Keys.ENTER);
            browser.until(() -> browser.text().contains("le contact est ajouté"));
            assertThat(card("a-contacter", "Mairie de Lyon").getText()).contains("Appeler", "aujourd’hui");

            typeInto(".move select", "Es");
            typeInto(".move button", Keys.ENTER);
            browser.until(() -> browser.text().contains("le contact est déplacé"));
            assertThat(card("essai", "Mairie de Lyon").isDisplayed()).isTrue();

            typeInto(".contact h3 a", Keys.ENTER);
            typeInto("main section form button", Keys.ENTER);
            browser.until(() -> browser.text().contains("Un contact ouvert a toujours une prochaine action"));
            typeInto("#done-action", "Demander un retour");
            browser.run(
                    "document.getElementById('done-day').value = arguments[0]",
                    paris.today().plusDays(1).toString());
            typeInto("main section form button", Keys.ENTER);
            browser.until(() -> browser.text().contains("l’action est notée comme faite"));
            assertThat(browser.text().replace('\u00a0', ' ')).contains("Fait : Appeler");

            browser.go("/equipes/" + team + "/contacts");
            drag("perdu");
            browser.until(() -> browser.text().contains("le contact est déplacé"));
            assertThat(card("perdu", "Mairie de Lyon").isDisplayed()).isTrue();
            drag("en-discussion");
            browser.until(() -> browser.text().contains("Un contact ouvert a toujours une prochaine action"));
            assertThat(browser.see(By.id("move-state")).getAttribute("value")).isEqualTo("en-discussion");
        }
    }

    /** The one card there is. */
    private void drag(String column) {
        browser.until(() -> "true".equals(browser.see(By.className("contact")).getAttribute("draggable")));
        new Actions(browser.driver())
                .clickAndHold(browser.see(By.cssSelector(".contact h3")))
                .moveByOffset(5, 5)
                .moveToElement(browser.see(By.cssSelector("[data-state=" + column + "] h2")))
                .moveByOffset(2, 2)
                .release()
                .perform();
    }
}
