package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.Stage;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An administrator looks for a team that something holds up. */
@InTheBrowser
@DisplayName("Dans un navigateur, Cockpit")
class CockpitInTheBrowserTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    private Browser browser;

    @Test
    @DisplayName("montre les équipes d’un modèle, filtre d’un clic, et dit l’incident et les réponses")
    void showsTeams() {
        stage.staff();
        Team team = teams.team(stage.team(paris.today().plusDays(7)));
        String journey = stage.open(team.id());
        stage.complete(journey, "follow-self-training");
        Job timer = management
                .createJobQuery()
                .processInstanceId(journey)
                .activityId("preparation-late")
                .singleResult();
        management.setJobRetries(timer.getId(), 0);
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("idea-to-decision")
                .latestVersion()
                .singleResult()
                .getId();
        try (Browser one = Browser.open(port)) {
            browser = one;
            browser.login("admin", Stage.PASSWORD);
            browser.go(Webapps.COCKPIT);
            browser.until(() -> said(".jalon").contains("« Créneau dépassé »"));
            browser.picture("cockpit-accueil");

            browser.go(Webapps.COCKPIT + "#/process-definition/" + definition + "/runtime");
            browser.until(() -> said(".jalon table").contains(team.name()));
            browser.click(By.cssSelector("[data-container-id=preparation] .jalon-counts .incidents"));
            browser.until(() -> said(".jalon p button").contains("Préparation") && rows().size() == 1);
            assertThat(said(".jalon tbody")).contains(team.name(), "Préparation", "a échoué", "relancez");
            assertThat(browser.see(By.linkText(team.name())).getAttribute("href"))
                    .endsWith("/equipes/" + team.id());
            browser.click(By.cssSelector(".jalon-legend input"));
            browser.see(By.cssSelector("[data-container-id=preparation] .jalon-used"));
            browser.picture("cockpit-modele");

            browser.click(By.cssSelector("[data-container-id=preparation] .bjs-drilldown"));
            assertThat(bottom(".bjs-breadcrumbs")).isLessThanOrEqualTo(top(".djs-container > svg"));

            browser.click(By.linkText("Ouvrir"));
            browser.until(() -> said(".jalon").contains("Toute l’équipe a lu les guides") || unfold());
            assertThat(said(".jalon")).contains(team.name(), "Prochain jalon", "Restitution finale");
            assertThat(browser.see(By.cssSelector("[data-container-id=preparation] .jalon-counts .incidents"))
                            .getText())
                    .isEqualTo("1");
            browser.picture("cockpit-instance");

            browser.click(By.linkText("Incidents"));
            browser.until(() -> said("table.incidents-tab").contains("Job en échec"));
            assertThat(said("table.incidents-tab")).contains("Sans message");
            assertThat(said(".super-process-instance-id")).isEqualTo("vide");
        }
    }

    private boolean unfold() {
        browser.see(By.cssSelector(".jalon summary")).click();
        return false;
    }

    private String said(String place) {
        return Api.plain(browser.driver().findElement(By.cssSelector(place)).getText());
    }

    private List<WebElement> rows() {
        return browser.driver().findElements(By.cssSelector(".jalon tbody tr"));
    }

    private long top(String place) {
        return edge(place, "top");
    }

    private long bottom(String place) {
        return edge(place, "bottom");
    }

    private long edge(String place, String side) {
        return ((Number) browser.run(
                        "return Math.round(document.querySelector(arguments[0]).getBoundingClientRect()[arguments[1]])",
                        place,
                        side))
                .longValue();
    }
}
