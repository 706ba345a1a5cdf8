package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
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
@DisplayName("Les listes de Tasklist")
class ListsInTheBrowserTest {

    private static final By CARD = By.cssSelector(".tasks-list .task");
    private static final By DUE = By.cssSelector(".tasks-list .task .jalon-due");
    private static final By DUE_OF_TASK = By.cssSelector(".task-card .jalon-due");
    private static final By FILTERS = By.cssSelector(".task-filters .task-filter .name");

    /** And the moment at which each is read: today, past and to come, another year, the nights the hours change. */
    private static final Map<LocalDateTime, LocalDateTime> DUES = Map.of(
            LocalDateTime.of(2026, 11, 30, 18, 0), LocalDateTime.of(2026, 11, 30, 9, 0),
            LocalDateTime.of(2026, 11, 30, 17, 30), LocalDateTime.of(2026, 11, 30, 18, 30),
            LocalDateTime.of(2026, 12, 1, 9, 5), LocalDateTime.of(2026, 11, 30, 23, 59),
            LocalDateTime.of(2026, 12, 3, 18, 0), LocalDateTime.of(2026, 11, 30, 9, 0),
            LocalDateTime.of(2027, 1, 1, 0, 0), LocalDateTime.of(2026, 11, 30, 9, 0),
            LocalDateTime.of(2026, 11, 29, 18, 0), LocalDateTime.of(2026, 11, 30, 9, 0),
            LocalDateTime.of(2026, 11, 20, 18, 0), LocalDateTime.of(2026, 11, 30, 9, 0),
            LocalDateTime.of(2026, 10, 26, 0, 30), LocalDateTime.of(2026, 10, 24, 23, 30),
            LocalDateTime.of(2027, 3, 28, 23, 30), LocalDateTime.of(2027, 3, 29, 0, 30));

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

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

    private WebElement list(String person) {
        browser.loginToTasklist(person, Stage.PASSWORD);
        browser.go(Webapps.TASKLIST);
        browser.until(() -> browser.see(FILTERS).getText().matches("(?s).*\\(\\d+\\).*"));
        return browser.see(CARD);
    }

    @Test
    @DisplayName(
            "disent à un membre ce qui est dû et quand, sans lui nommer sa seule équipe ni lui montrer de critères")
    void areShortForAMember() {
        LocalDateTime due = stage.taskDue(instance, "create-tool-accounts");

        WebElement card = list(team + "-a");

        browser.see(DUE);
        assertThat(plain(card.getText()).lines().map(String::strip))
                .containsExactly(
                        "Créer les comptes des outils", "De l’idée à la décision", plain(French.due(due, paris.now())));
        assertThat(filters()).containsExactly("Mon équipe (3)", "Mes tâches (0)", "En retard (0)");
        assertThat(browser.text()).doesNotContain("Filtrer les tâches", "Trier par", "Créer un filtre");
        assertThat(browser.driver().findElements(By.cssSelector(".sort-by, .tasks-list .search-widget-input")))
                .noneMatch(WebElement::isDisplayed);
    }

    @Test
    @DisplayName(
            "nomment d’abord l’équipe et sa cohorte à qui en suit plusieurs, pour qui « Mon équipe » est « À faire »")
    void nameTheTeamFirst() {
        stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
        list("fanny");
        WebElement card = browser.until(() -> browser.driver().findElements(CARD).stream()
                .filter(each -> each.getText().contains(teams.team(team).name()))
                .findFirst()
                .orElse(null));

        String cohort = teams.cohort(teams.team(team).cohort()).name();
        browser.until(() -> card.getText().contains(cohort));
        assertThat(plain(card.getText()).replaceAll("\\s+", " "))
                .startsWith(teams.team(team).name() + " " + cohort + " Statuer sur l’équipe et les idées");
        assertThat(filters()).anyMatch(name -> name.matches("À faire \\(\\d+\\)"));
        assertThat(filters()).hasSize(4).allMatch(name -> name.matches(".*\\(\\d+\\)"));
    }

    @Test
    @DisplayName("suivent l’horloge de Jalon quand on répète, et disent le retard en mots et en couleur")
    void followTheRehearsedClock() {
        LocalDateTime late =
                stage.taskDue(instance, "shortlist-ideas").plusDays(2).plusHours(1);
        stage.clock(late);

        list(team + "-a");

        WebElement due = browser.see(DUE);
        assertThat(plain(due.getText())).isEqualToIgnoringCase("en retard de deux jours");
        assertThat(due.getCssValue("color")).isEqualTo("rgba(138, 28, 17, 1)");
        assertThat(filters()).contains("En retard (3)");
        browser.click(By.cssSelector(".tasks-list .task h4 a"));
        assertThat(plain(browser.see(DUE_OF_TASK).getText())).isEqualToIgnoringCase("en retard de deux jours");
        assertThat(browser.see(DUE_OF_TASK).getCssValue("color")).isEqualTo("rgba(138, 28, 17, 1)");
    }

    @Test
    @DisplayName("disent l’échéance comme les pages de Jalon")
    void sayItAsPagesDo() {
        browser.login("fanny", Stage.PASSWORD);
        browser.go("/guide");

        assertThat(DUES).allSatisfy((due, now) -> assertThat(browser.run(
                        """
                        const [script, ...moments] = arguments;
                        return import(script).then(({ words }) => words(...moments.map(moment => new Date(moment))));
                        """,
                        Webapps.APP + "/tasklist/scripts/due.js",
                        paris.instantOf(due).getTime(),
                        paris.instantOf(now).getTime()))
                .isEqualTo(French.due(due, now)));
    }

    private List<String> filters() {
        return browser.driver().findElements(FILTERS).stream()
                .map(filter -> plain(filter.getText()).strip())
                .toList();
    }

    private static String plain(String french) {
        return french.replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
