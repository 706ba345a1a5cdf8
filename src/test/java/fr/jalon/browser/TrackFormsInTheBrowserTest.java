package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.process.TrackStage;
import java.util.Map;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@InTheBrowser
@DisplayName("Dans Tasklist, un formulaire du parcours vers la SCIC compte pendant qu’il se remplit :")
class TrackFormsInTheBrowserTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Journeys journeys;

    @Autowired
    private JobExecutor executor;

    private Browser browser;
    private String track;

    @BeforeEach
    void open() {
        executor.shutdown();
        track = tracks.open();
    }

    @AfterEach
    void close() {
        ClockUtil.reset();
        executor.start();
        if (browser != null) browser.close();
    }

    private Tasklist take(Task task) {
        browser = Browser.open(port);
        browser.loginToTasklist(journeys.journey(track).team() + "-a", Stage.PASSWORD);
        browser.driver().manage().window().setSize(new Dimension(1280, 1200));
        Tasklist tasklist = new Tasklist(browser);
        tasklist.follow(stage.filter("Mon équipe"), task.getId());
        tasklist.claim();
        return tasklist;
    }

    private String plain() {
        return browser.text().replaceAll("[\\s\u00a0\u202f]+", " ");
    }

    @Test
    @DisplayName("le vote dit si le quorum et la majorité sont atteints, ou que les nombres ne vont pas ensemble")
    void countsTheVote() {
        tracks.create(track);
        tracks.complete(track, "gate-creation");
        tracks.prove(track);
        tracks.complete(track, "gate-model");
        tracks.convene(track);
        Tasklist tasklist = take(tracks.tasks(track, "record-vote").get(0));
        assertThat(plain()).doesNotContain("Quorum :");

        tasklist.fill("record-vote", Map.of("present", 14, "voteFor", 10, "against", 2, "abstained", 1));
        browser.until(() -> plain().contains("les voix et les abstentions font 13, les présents ou représentés 14."));
        tasklist.fill("record-vote", Map.of("abstained", 2));
        browser.until(() -> plain().contains("Quorum : 14 présents ou représentés, il en faut "));
        assertThat(plain()).contains("Majorité : 10 pour, il en faut ").doesNotContain("ne vont pas ensemble");
        browser.picture("vote");
    }

    @Test
    @DisplayName("le segment choisi s’ajoute à ceux des entretiens menés")
    void countsTheSegment() {
        Tasklist tasklist = take(tracks.tasks(track, "interview-company").get(0));
        browser.until(() -> plain().contains("sans RH dédié 0 5 il en manque 5"));
        tasklist.fill("interview-company", Map.of("segment", "TECH_SME"));
        browser.until(() -> plain().contains("sans RH dédié 1 5 il en manque 4"));
        browser.picture("segments");
    }

    @Test
    @DisplayName("une demande dit quand l’argent public de l’année passerait le seuil")
    void watchesPublicMoney() {
        String grant = tracks.grant(track, "region-occitanie");
        stage.fire(grant, "grant-opens");
        Tasklist tasklist = take(stage.task(grant, "prepare-grant-file"));
        browser.until(() -> plain().contains("Argent public. Au-delà de 153 000 €"));
        tasklist.fill("prepare-grant-file", Map.of("amountAsked", 153000));
        assertThat(plain()).doesNotContain("serait dépassé");
        tasklist.fill("prepare-grant-file", Map.of("amountAsked", 153001));
        browser.until(() -> plain().contains("le seuil de 153 000 € d’argent public serait dépassé"));
        browser.picture("argent-public");
        browser.go("/equipes/" + journeys.journey(track).team() + "/financements");
        browser.until(() -> plain().contains("Argent public, par année"));
        browser.picture("financements");
    }
}
