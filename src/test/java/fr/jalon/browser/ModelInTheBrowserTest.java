package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Teams;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A member and a facilitator look at the model. */
@InTheBrowser
@DisplayName("Dans un navigateur, le modèle")
class ModelInTheBrowserTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Accounts accounts;

    @Autowired
    private ParisCalendar paris;

    @Test
    @DisplayName("est dessiné, l’équipe à sa place, s’ouvre d’un clic, et la page n’enfreint pas ses règles")
    void isDrawn() {
        stage.staff();
        String team = stage.team(paris.today().plusDays(7));
        accounts.setPassword(team + "-a", Stage.PASSWORD);
        String journey = stage.open(team);
        stage.complete(journey, "follow-self-training");
        try (Browser browser = Browser.open(port)) {
            browser.login(team + "-a", Stage.PASSWORD);
            browser.go("/equipes/" + team + "/modele/" + journey);
            browser.see(drawn());
            assertThat(classes(browser, "journey-opened")).contains("passed");
            assertThat(classes(browser, "preparation")).contains("here");
            assertThat(classes(browser, "ideation")).contains("ahead");
            assertThat(browser.see(By.cssSelector("[data-container-id=preparation] .count"))
                            .getText())
                    .isEqualTo("ici");
            assertThat(browser.see(By.cssSelector(".bjs-powered-by")).isDisplayed())
                    .isTrue();
            browser.picture("modele-equipe");

            browser.click(By.cssSelector("[data-container-id=preparation] .bjs-drilldown"));
            browser.see(By.cssSelector("[data-container-id=confirm-team] .count"));
            assertThat(classes(browser, "follow-self-training")).contains("passed");
            assertThat(classes(browser, "gate-preparation")).contains("ahead");
            browser.picture("modele-phase");
            assertRulesKept(browser);
        }
        try (Browser browser = Browser.open(port)) {
            browser.login("fanny", Stage.PASSWORD);
            browser.go("/cohortes/" + teams.team(team).cohort() + "/modele?kind=idea-to-decision");
            browser.see(drawn());
            assertThat(browser.see(By.cssSelector("[data-container-id=preparation] .count"))
                            .getText())
                    .isEqualTo("1");
            browser.go("/cohortes/" + teams.team(team).cohort() + "/modele?kind=association-to-scic");
            browser.click(By.cssSelector("[data-container-id=association-creation] .opens"));
            browser.until(() -> browser.driver().getCurrentUrl().contains("process=association-creation"));
            browser.see(drawn());
            browser.see(By.cssSelector("[data-container-id=market-validation] .opens"));
            browser.picture("modele-appele");
            assertRulesKept(browser);
        }
    }

    private static By drawn() {
        return By.cssSelector(".model[data-drawn] .djs-container");
    }

    private static String classes(Browser browser, String element) {
        return browser.driver()
                .findElement(By.cssSelector("g.djs-element[data-element-id=" + element + "]"))
                .getAttribute("class");
    }

    private static void assertRulesKept(Browser browser) {
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                .isEmpty();
    }
}
