package fr.jalon.portfolio;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Le point du matin")
class MorningDigestTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private MorningDigest digest;

    @Autowired
    private StatementCount statements;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String anne;
    private String journey;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        anne = team + "-a";
        journey = stage.open(team);
        forget();
    }

    @AfterEach
    void leaveNothing() {
        forget();
        ClockUtil.reset();
    }

    private void forget() {
        jdbc.sql("delete from outbox").update();
        jdbc.sql("delete from mail_hour").update();
        jdbc.sql("delete from mail_declined").update();
        jdbc.sql("update mail_morning set told_on = date '2000-01-01'").update();
    }

    private List<String> told(String person) {
        return jdbc
                .sql("select body from outbox where kind = 'digest' and person = ?")
                .param(person)
                .query(String.class)
                .list()
                .stream()
                .map(body -> plain(body))
                .toList();
    }

    private void at(LocalDate day, int hour) {
        stage.clock(day, hour, 5);
        digest.round();
    }

    @Test
    @DisplayName("dit à huit heures, une fois, ce qui est à faire, avec le lien de chaque tâche")
    void tellsMembers() {
        LocalDate day = Stage.MONDAY.minusDays(6);
        at(day, 7);
        assertThat(told(anne)).isEmpty();

        at(day, 8);
        at(day, 9);

        assertThat(told(anne))
                .singleElement()
                .asString()
                .startsWith("Bonjour Anne,\n\nVotre point du matin, mardi 13 octobre.")
                .containsPattern("• [^\n]+ : http[^\n]+#/\\?task=[\\w-]+\n")
                .contains("/equipes/" + team + "\n", "/courriels\n");
    }

    @Test
    @DisplayName("dit ce qui est en retard, à l’équipe et à qui la suit")
    void tellsWhatIsLate() {
        jdbc.sql("insert into coach_team (team, coach) values (?, 'carlos')")
                .param(team)
                .update();

        at(Stage.MONDAY.plusDays(1), 8);

        assertThat(told(anne)).singleElement().asString().contains("En retard :");
        assertThat(told("fanny"))
                .singleElement()
                .asString()
                .contains("Qui a besoin de vous", "en retard : ", "/equipes/" + team + "\n");
        assertThat(told("carlos")).singleElement().asString().contains("/equipes/" + team + "\n");
    }

    @Test
    @DisplayName("dit au coach ce qui est à faire pour les équipes qui lui sont confiées, et pour celles-là seules")
    void tellsCoaches() {
        stage.reach(journey, "planning");
        stage.fire(journey, "planning-opens");
        forget();
        LocalDate day = stage.taskDue(journey, "coach-mvp").toLocalDate();

        at(day, 8);
        assertThat(String.join("", told("carlos"))).doesNotContain("/equipes/" + team + "\n");
        forget();
        jdbc.sql("insert into coach_team (team, coach) values (?, 'carlos')")
                .param(team)
                .update();
        at(day, 8);

        assertThat(told("carlos"))
                .singleElement()
                .asString()
                .contains("/equipes/" + team + "\n")
                .containsPattern("• Conseiller l’équipe sur le MVP [^\n]+#/\\?task=[\\w-]+\n")
                .doesNotContain("• Définir");
    }

    @Test
    @DisplayName("vient à l’heure choisie, ou pas du tout")
    void heedsChoices() {
        LocalDate day = Stage.MONDAY.minusDays(6);
        Pages.post(mvc, anne, "/courriels", "wanted", "morning", "hour", "10");
        at(day, 9);
        assertThat(told(anne)).isEmpty();
        at(day, 10);
        assertThat(told(anne)).hasSize(1);

        Pages.post(mvc, anne, "/courriels", "wanted", "steps", "hour", "10");
        at(day.plusDays(1), 10);
        assertThat(told(anne)).hasSize(1);
    }

    @Test
    @DisplayName("ne dit rien un jour chômé, le soir, ni quand il n’y a rien")
    void staysSilent() {
        at(Stage.MONDAY.minusDays(1), 9);
        at(Stage.MONDAY.minusDays(6), 18);
        assertThat(told(anne)).isEmpty();

        stage.complete(journey, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
        at(Stage.MONDAY.minusDays(5), 9);

        assertThat(told(anne)).isEmpty();
        assertThat(told("fanny")).singleElement().asString().contains("à valider");
    }

    @Test
    @DisplayName("se dit une fois, même quand deux nœuds le disent ensemble")
    void isToldOnce() {
        stage.clock(Stage.MONDAY.minusDays(6), 8, 5);

        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(node -> CompletableFuture.runAsync(digest::round))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(told(anne)).hasSize(1);
    }

    @Test
    @DisplayName("coûte autant de requêtes pour une équipe que pour trois")
    void costsTheSame() {
        LocalDate day = Stage.MONDAY.minusDays(6);
        stage.clock(day, 8, 5);
        int one = statements.during(digest::round).size();
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        for (int i = 0; i < 2; i++) stage.open(stage.team(Stage.MONDAY));
        forget();
        stage.clock(day, 8, 5);

        List<String> heard = statements.during(digest::round);

        assertThat(heard.stream().filter(sql -> !sql.startsWith("insert")).count())
                .isLessThanOrEqualTo(one);
        assertThat(heard).hasSizeLessThan(40);
    }
}
