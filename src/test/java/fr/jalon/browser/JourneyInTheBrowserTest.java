package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.Processes;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Rehearsal;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Plays one team from enrolment to decision, as its member, its facilitator and an administrator would. */
@InTheBrowser
class JourneyInTheBrowserTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private Processes processes;

    @Autowired
    private Validation validation;

    @Autowired
    private Rehearsal rehearsal;

    @Autowired
    private ParisCalendar paris;

    private String team;
    private Browser member;
    private Browser facilitator;

    @Test
    @DisplayName("Une équipe va de l’inscription à la décision dans un vrai navigateur")
    void playsTheWholeJourney() {
        LocalDate first = paris.today().plusDays(7);
        team = stage.team(first);
        try (Browser his = Browser.open(port);
                Browser hers = Browser.open(port)) {
            member = his;
            facilitator = hers;
            member.loginToTasklist(team + "-a", Stage.PASSWORD);
            facilitator.loginToTasklist("fanny", Stage.PASSWORD);

            startInTasklist();

            asMember("follow-self-training", "create-tool-accounts", "shortlist-ideas");
            asFacilitator("confirm-team", "gate-preparation");
            advance(first.atTime(9, 1));
            asMember("generate-ideas", "prioritise-ideas", "select-idea");
            member.picture("idee-retenue");
            asFacilitator("gate-ideation");
            advance(first.atTime(13, 31));
            asMember("define-mvp-scope", "build-roadmap", "assign-work");
            asFacilitator("gate-planning");
            advance(first.plusDays(1).atTime(9, 1));
            asMember("build-mvp");
            asFacilitator("gate-prototyping");
            advance(first.plusDays(1).atTime(13, 31));
            asMember("build-landing-page", "configure-campaigns", "simulate-campaign", "prepare-validation-week");
            contractWantsEnoughTraffic();
            asFacilitator("gate-activation");
            facilitator.click(By.linkText("Équipe suivante"));
            facilitator.until(() -> facilitator.text().contains("Ce matin"));

            LocalDate v1 = first.plusDays(2);
            advance(v1.atTime(9, 1));
            asMember("launch-campaigns");
            advance(v1.plusDays(1).atTime(9, 1));
            asMember("record-metrics", "morning-check-in", "adjust-campaigns");
            advance(v1.plusDays(2).atTime(9, 1));
            dropAFile(v1.plusDays(1));
            asMember("morning-check-in");
            seesTheDrawings("adjust-campaigns", 3);
            asMember("adjust-campaigns");
            for (int day = 3; day <= 7; day++) {
                advance(v1.plusDays(day).atTime(8, 0));
                figures(v1.plusDays(day - 1));
            }
            advance(v1.plusDays(7).atTime(12, 1));
            asFacilitator("gate-validation");
            advance(v1.plusDays(7).atTime(14, 1));
            asMember("present-results", "analyse-data");
            cockpitShowsTheInstance();
            theDossierOpens();
            asFacilitator("decide");

            assertThat(validation.decisions(team)).singleElement().satisfies(decision -> assertThat(
                            decision.verdict().decidedBy())
                    .isEqualTo("fanny"));
            assertThat(journeys.view(teams.team(team)).outcome()).isEqualTo("CONTINUED");
        }
    }

    private void startInTasklist() {
        new Tasklist(facilitator).startForm("De l’idée à la décision");
        WebElement choice = facilitator.see(
                By.cssSelector("input[id$='-idea-to-decision-1-search'], input[id*='-idea-to-decision-1']"));
        choice.click();
        // Others have teams without a journey on the same server.
        String name = teams.team(team).name();
        facilitator
                .until(() -> facilitator.driver().findElements(By.cssSelector(".fjs-dropdownlist-item")).stream()
                        .filter(item -> item.getText().strip().endsWith(name))
                        .findFirst()
                        .orElse(null))
                .click();
        facilitator.picture("demarrer");
        assertThat(facilitator.text()).contains("Dates des cohortes", "restitution");
        facilitator.click(By.xpath("//button[normalize-space(.)='Démarrer']"));
        facilitator.until(() -> rows.latestOf(team).isPresent());
    }

    private void asMember(String... tasks) {
        for (String task : tasks) play(member, "Mon équipe", task);
    }

    private void asFacilitator(String... tasks) {
        for (String task : tasks) play(facilitator, task.startsWith("gate-") ? "Jalons à valider" : "À faire", task);
    }

    private void play(Browser browser, String filter, String definition) {
        Tasklist tasklist = new Tasklist(browser);
        Processes.OpenTask task = open(definition);
        tasklist.open(filter);
        tasklist.openTask(task.name());
        tasklist.claim();
        tasklist.fill(definition, answers(definition));
        browser.picture(definition);
        tasklist.complete();
        browser.until(() -> openTasks().stream().noneMatch(each -> each.id().equals(task.id())));
    }

    private Map<String, Object> answers(String definition) {
        Map<String, Object> answers = DemoAnswers.of(definition, paris.today());
        if (definition.equals("confirm-team")) {
            return Map.of("teamMembers", List.of(Map.of("name", "Anne Durand", "role", "Produit")));
        }
        if (definition.equals("record-metrics")) {
            return Map.of(
                    "metrics",
                    List.of(Map.of("impressions", 1600, "clicks", 21, "visits", 19, "conversions", 2, "spend", 11.4)),
                    "organicMetrics",
                    List.of(Map.of("visits", 6, "conversions", 0)));
        }
        return answers;
    }

    private void contractWantsEnoughTraffic() {
        Tasklist tasklist = new Tasklist(member);
        tasklist.open("Mon équipe");
        tasklist.openTask(open("set-experiment-contract").name());
        tasklist.claim();
        tasklist.fill("set-experiment-contract", Map.of("minimumVisits", 20));
        member.driver()
                .findElement(By.cssSelector("[id$='-set-experiment-contract-5']"))
                .sendKeys(Keys.TAB);
        assertThat(member.see(By.cssSelector(".fjs-form-field-error")).getText())
                .isNotBlank();
        member.until(() -> member.text().contains("La valeur minimale est 50."));
        member.picture("contrat-refuse");
        readsWithAComma("set-experiment-contract-2", "2,5");
        readsWithAComma("set-experiment-contract-2", "3.5");
        Processes.OpenTask task = open("set-experiment-contract");
        tasklist.fill("set-experiment-contract", answers("set-experiment-contract"));
        member.picture("set-experiment-contract");
        tasklist.complete();
        member.until(() -> openTasks().stream().noneMatch(each -> each.id().equals(task.id())));
    }

    /** Types a number key by key, with a comma or a point, and reads it in the field. */
    private void readsWithAComma(String id, String typed) {
        WebElement field = member.see(By.cssSelector("[id$='-" + id + "']"));
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        for (String key : typed.split("")) {
            field.sendKeys(key);
            member.until(member::isAtRest);
        }
        field.sendKeys(Keys.TAB);
        assertThat(((JavascriptExecutor) member.driver())
                        .executeScript(
                                "return Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "
                                        + "'value').get.call(arguments[0])",
                                field))
                .isEqualTo(typed.replace('.', ','));
        assertThat(field.getAttribute("value")).isEqualTo(typed.replace(',', '.'));
    }

    /** First a file with a fault, then the right one. */
    private void dropAFile(LocalDate day) {
        Processes.OpenTask task = open("record-metrics");
        Tasklist tasklist = new Tasklist(member);
        tasklist.open("Mon équipe");
        tasklist.openTask(task.name());
        String file =
                "date;canal;impressions;clics;visites;conversions;dépense\n%1$s;Instagram;1500;%2$s;15;2;10,50\n%1$s;Affiches;;;6;1;\n";
        String date = French.date(day);
        drop(file.formatted(date, "1501"));
        member.until(() -> member.text().contains("n’est pas enregistré"));
        assertThat(member.see(By.cssSelector(".csv-said li")).getText()).contains("Ligne 2", "1501", "1500");
        member.picture("csv-refuse");
        assertThat(openTasks()).extracting(Processes.OpenTask::id).contains(task.id());

        drop(file.formatted(date, "20"));
        member.until(() -> openTasks().stream().noneMatch(each -> each.id().equals(task.id())));
        assertThat(member.see(By.cssSelector(".csv-notice")).getText()).contains("2 lignes enregistrées, sur 1 jour.");
        member.picture("csv-enregistre");
        member.see(By.cssSelector(".csv-notice button")).click();
        member.until(() ->
                member.driver().findElements(By.cssSelector(".csv-notice")).isEmpty());
    }

    private void drop(String file) {
        WebElement place = member.see(By.cssSelector(".csv-drop .csv-choose"));
        ((JavascriptExecutor) member.driver()).executeScript("""
        const files = new DataTransfer();
        files.items.add(new File([arguments[1]], 'chiffres.csv', { type: 'text/csv' }));
        arguments[0].dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
        """, place, file);
    }

    private void seesTheDrawings(String definition, int count) {
        Tasklist tasklist = new Tasklist(member);
        Processes.OpenTask task = open(definition);
        tasklist.open("Mon équipe");
        tasklist.openTask(task.name());
        member.until(() -> member.driver()
                        .findElements(By.cssSelector(".fjs-image-container img"))
                        .size()
                == count);
        assertThat(member.driver().findElements(By.cssSelector(".fjs-image-container img")))
                .allSatisfy(drawing -> {
                    assertThat(drawing.getSize().width).isGreaterThan(400);
                    assertThat(drawing.getSize().height).isGreaterThan(150);
                    assertThat(drawing.getAttribute("alt")).isNotBlank();
                });
        member.picture("ou-en-est-la-semaine");
    }

    private void theDossierOpens() {
        member.go("/api/teams/" + team + "/dossier");
        assertThat(member.text()).contains("Dossier de décision", "Contrat d’expérimentation", "Recommandation");
        member.picture("dossier");
    }

    private void figures(LocalDate day) {
        for (String channel : List.of("Instagram", "Affiches")) {
            validation.record(
                    team,
                    day,
                    MetricRow.of(Map.of(
                            "channel",
                            channel,
                            "impressions",
                            1500,
                            "clicks",
                            20,
                            "visits",
                            15,
                            "conversions",
                            2,
                            "spend",
                            10)),
                    "fanny");
        }
    }

    private void cockpitShowsTheInstance() {
        try (Browser administrator = Browser.open(port)) {
            administrator.login("admin", Stage.PASSWORD);
            administrator.go(Webapps.COCKPIT + "#/process-instance/"
                    + rows.latestOf(team).orElseThrow().id() + "/runtime");
            administrator.until(
                    () -> administrator.text().contains(teams.team(team).cohort() + "/" + team));
            administrator.see(By.cssSelector(".djs-container svg"));
            administrator.until(() -> administrator.text().contains("Restitution finale"));
            administrator.picture("cockpit");
        }
    }

    private void advance(LocalDateTime wallClock) {
        rehearsal.advanceTo(paris.instantOf(wallClock).toInstant());
    }

    private Processes.OpenTask open(String definition) {
        return facilitator.until(() -> openTasks().stream()
                .filter(task -> task.definition().equals(definition))
                .findFirst()
                .orElse(null));
    }

    private List<Processes.OpenTask> openTasks() {
        return processes.openTasks(List.of(rows.latestOf(team).orElseThrow().id()));
    }
}
