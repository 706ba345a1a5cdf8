package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.time.ParisCalendar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Recharger Tasklist")
class WeightInTheBrowserTest {

    private static final By CARD = By.cssSelector(".tasks-list .task");

    /**
     * What came over the network since the page was asked for, with the bytes of each: nothing where a cache had it.
     */
    private static final String MOVED = """
      return Object.fromEntries(['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
          .filter(({ transferSize }) => transferSize > 0)
          .map(({ name, transferSize }) => [name.replace(location.origin, ''), transferSize]));
      """;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ParisCalendar paris;

    private Browser browser;

    @BeforeEach
    void login() {
        String team = stage.team(paris.today().plusDays(7));
        stage.open(team);
        browser = Browser.open(port);
        browser.loginToTasklist(team + "-a", Stage.PASSWORD);
        browser.see(CARD);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    @DisplayName("ne redemande aucun fichier et déplace moins de 100 ko")
    void movesLittle() {
        browser.driver().navigate().refresh();
        browser.see(CARD);
        browser.until(browser::isAtRest);

        Map<String, Long> moved = moved();

        assertThat(moved).hasSizeBetween(3, 12);
        assertThat(moved.keySet())
                .filteredOn(address -> address.matches(".*\\.(js|css|json|svg|woff2?|ico)\\b.*"))
                .isEmpty();
        assertThat(moved.values().stream().mapToLong(Long::longValue).sum()).isBetween(3_000L, 100_000L);
    }

    @Test
    @DisplayName("ne demande pas deux fois la même chose")
    void asksOnce() {
        browser.driver().navigate().refresh();
        browser.see(CARD);
        browser.until(browser::isAtRest);

        assertThat((List<?>) browser.run("""
                return performance.getEntriesByType('resource').filter(({ transferSize }) => transferSize > 0)
                    .map(({ name }) => name);
                """)).doesNotHaveDuplicates();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Long> moved() {
        return (Map<String, Long>) browser.run(MOVED);
    }
}
