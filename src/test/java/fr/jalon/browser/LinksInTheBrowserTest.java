package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.link.LinkVisits;
import fr.jalon.link.Links;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A member makes a link by keyboard, and somebody follows it. */
@InTheBrowser
class LinksInTheBrowserTest {

    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Links links;

    @Autowired
    private ParisCalendar paris;

    private Browser browser;
    private String team;

    @Test
    @DisplayName(
            "Un lien se balise, se copie et se suit au clavier ; son double est refusé, son presque-double se coche")
    void isSharedByKeyboard() {
        team = stage.team(paris.today());
        String page = "/equipes/" + team + "/liens";
        try (Browser member = Browser.open(port)) {
            browser = member;
            browser.login(team + "-a", Stage.PASSWORD);
            browser.go(page);
            make("LinkedIn");
            browser.until(() -> browser.text().contains("C’est fait"));
            assertThat(browser.see(By.id("tagged")).getAttribute("value"))
                    .startsWith("http://127.0.0.1:" + port + "/accessibilite?utm_source=linkedin&utm_medium=social");
            copies();
            String code = browser.see(By.id("short")).getAttribute("value").replaceFirst(".*(/l/\\w{8})$", "$1");
            browser.picture("lien-partage");

            follows(code);
            assertThat(visits()).isEqualTo(1);

            browser.go(page);
            make("linkedin");
            browser.until(() -> browser.text().contains("Ce lien existe déjà"));
            assertThat(browser.see(By.id("source")).getAttribute("value")).isEqualTo("linkedin");
            browser.go(page);
            make("Linked-in");
            browser.until(() -> browser.text().contains("ressemble à"));
            press(browser.see(By.id("sure")), Keys.SPACE);
            press(browser.see(By.xpath("//button[.='Garder ce lien']")), Keys.ENTER);
            browser.until(() -> browser.text().contains("C’est fait"));
            browser.go(page);
            browser.picture("liens-partages");
            assertThat(browser.text()).contains("1 visite, dont 1 ces sept derniers jours");
        }
    }

    private void make(String source) {
        WebElement destination = browser.see(By.id("destination"));
        destination.sendKeys("http://127.0.0.1:" + port + "/accessibilite", Keys.TAB);
        type(source, Keys.TAB);
        type("Réseau", Keys.TAB);
        type(Keys.TAB, Keys.TAB);
        type(Keys.ENTER);
    }

    /** To whatever has the focus. */
    private void type(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    private static void press(WebElement element, Keys key) {
        element.sendKeys(key);
    }

    private void copies() {
        press(browser.see(By.cssSelector("button[data-copies=short]")), Keys.ENTER);
        browser.until(() -> browser.text().contains("Copié") || browser.text().contains("le lien est sélectionné"));
    }

    /** Somebody with a telephone; what the browser says of itself is that of a program. */
    private void follows(String code) {
        String here = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        ((ChromeDriver) browser.driver()).executeCdpCommand("Network.setUserAgentOverride", Map.of("userAgent", PHONE));
        browser.go(code);
        browser.until(() -> browser.driver().getCurrentUrl().contains("/accessibilite?utm_source=linkedin"));
        browser.driver().close();
        browser.driver().switchTo().window(here);
    }

    private long visits() {
        return links.visits(team, paris.today(), paris.today()).stream()
                .mapToLong(LinkVisits::total)
                .sum();
    }
}
