package fr.jalon.silence;

import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.mail.Letter;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("« Nous sommes bloqués »")
class BlockPagesTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 10, 12);
    private static final String WHY = "Le fournisseur ne répond pas";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Bootcamps bootcamps;

    @Autowired
    private Blocks blocks;

    @Autowired
    private SilenceRule rule;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String anne;
    private String journey;
    private String page;

    @BeforeEach
    void aTeam() {
        stage.clock(MONDAY, 10, 0);
        team = stage.team(Stage.MONDAY);
        anne = team + "-a";
        journey = stage.open(team);
        page = "/equipes/" + team + "/blocage/" + journey;
        jdbc.sql("delete from outbox").update();
    }

    @AfterEach
    void leaveNothing() {
        jdbc.sql("delete from outbox").update();
        ClockUtil.reset();
    }

    private MvcTestResult say(String reason) {
        return Pages.post(mvc, anne, page, "reason", reason);
    }

    private String seen(String who, String path) {
        return Pages.shown(Pages.get(mvc, who, path));
    }

    private List<Letter> letters() {
        return jdbc.sql("select * from outbox where kind = 'blocked' and object like ? order by person")
                .param(journey + "/%")
                .query((row, line) -> new Letter(
                        row.getString("message_key"),
                        row.getString("person"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getString("kind"),
                        row.getString("object"),
                        null))
                .list();
    }

    private boolean isSilent(LocalDate day) {
        stage.clock(day, 9, 0);
        return rule.of(journeys.journey(journey), ClockUtil.getCurrentTime().toInstant())
                .isTold();
    }

    @Test
    @DisplayName("se dit depuis la page de l’équipe, qui le montre, comme celle de la cohorte")
    void isSaid() {
        assertThat(text(Pages.get(mvc, anne, "/equipes/" + team))).contains("href=\"" + page + "\"");
        assertThat(seen(anne, page)).contains("Nous sommes bloqués parce que…", "le lundi 19 octobre au soir");

        assertThat(say("  " + WHY + " ")).hasStatus(302).hasHeader("Location", "/equipes/" + team);

        String told = "L’équipe se dit bloquée depuis le lundi 12 octobre : " + WHY;
        assertThat(seen(anne, "/equipes/" + team)).contains(told, "Nous avançons de nouveau");
        assertThat(seen("fanny", "/equipes/" + team)).contains(told).doesNotContain("Nous avançons de nouveau");
        String cohort = "/cohortes/" + teams.team(team).cohort();
        assertThat(seen("carlos", cohort)).contains("1 équipe : se dit bloquée", told);
        assertThat(seen("fanny", cohort + "?signe=se-dit-bloquee")).contains(told);
        assertThat(journeys.journey(journey).place().lastSign())
                .isEqualTo(ClockUtil.getCurrentTime().toInstant());
    }

    @Test
    @DisplayName("se lit aussitôt du coach et du facilitateur, une seule fois")
    void isToldAtOnce() {
        say(WHY);
        assertThat(say(WHY)).hasStatus(302);
        assertThat(letters())
                .extracting(Letter::person)
                .contains("carlos", "fanny")
                .doesNotContain(anne);
        assertThat(letters()).extracting(Letter::person).doesNotHaveDuplicates();
        assertThat(letters().get(0).body()).contains(WHY, "/equipes/" + team);
        assertThat(blocks.lost(letters())).isEmpty();

        assertThat(Pages.said(say("Autre chose"))).contains("s’est déjà dite bloquée");
        assertThat(letters()).hasSameSizeAs(letters().stream().distinct().toList());
    }

    @Test
    @DisplayName("tait la règle cinq jours ouvrés, puis prend fin de soi-même")
    void endsByItself() {
        assertThat(isSilent(MONDAY.plusDays(3))).isTrue();
        stage.clock(MONDAY, 10, 0);
        say(WHY);

        assertThat(isSilent(MONDAY.plusDays(4))).isFalse();
        stage.clock(MONDAY.plusDays(7), 17, 59);
        assertThat(seen(anne, "/equipes/" + team)).contains("se dit bloquée");
        stage.clock(MONDAY.plusDays(7), 18, 0);
        assertThat(seen(anne, "/equipes/" + team)).doesNotContain("se dit bloquée");
        assertThat(blocks.lost(letters())).isNotEmpty();
        assertThat(isSilent(MONDAY.plusDays(8))).isFalse();
        assertThat(isSilent(MONDAY.plusDays(10))).isTrue();
        assertThat(say("Encore")).hasStatus(302);
    }

    @Test
    @DisplayName("prend fin quand l’équipe dit avancer de nouveau, deux fois sans dommage")
    void endsWhenSaid() {
        say(WHY);
        List<Letter> told = letters();
        stage.clock(MONDAY.plusDays(1), 9, 0);
        for (int time = 0; time < 2; time++)
            assertThat(Pages.post(mvc, anne, page + "/fin")).hasStatus(302).hasHeader("Location", "/equipes/" + team);
        assertThat(seen(anne, "/equipes/" + team)).doesNotContain("se dit bloquée");
        assertThat(blocks.lost(told)).hasSameSizeAs(told);
        assertThat(journeys.journey(journey).blocked()).isNull();
        assertThat(journeys.journey(journey).place().lastSign())
                .isEqualTo(ClockUtil.getCurrentTime().toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "X501"})
    @DisplayName("veut une raison, de 500 caractères au plus, et garde ce qui est tapé")
    void wantsAReason(String typed) {
        String reason = typed.equals("X501") ? "x".repeat(501) : typed;
        MvcTestResult answer = say(reason);
        assertThat(answer).hasStatus(422);
        assertThat(text(answer)).contains("id=\"reason-fault\"", reason.strip() + "</textarea>");
        assertThat(journeys.journey(journey).blocked()).isNull();
        assertThat(letters()).isEmpty();
    }

    @Test
    @DisplayName("n’est dit que de l’équipe, d’un parcours ouvert à elle, qui n’est pas en pause")
    void isForMembers() {
        String other = stage.team(teams.team(team).cohort());
        for (String staff : List.of("fanny", "carlos", "admin"))
            assertThat(Pages.post(mvc, staff, page, "reason", WHY)).hasStatus(403);
        assertThat(Pages.post(mvc, other + "-a", page, "reason", WHY)).hasStatus(404);
        assertThat(Pages.post(mvc, other + "-a", page.replace(team, other), "reason", WHY))
                .hasStatus(404);

        TestingAuthenticationToken fanny = new TestingAuthenticationToken("fanny", "x", "facilitators");
        kinds.pause(journeys.journey(journey), "Congés", fanny);
        assertThat(say(WHY)).hasStatus(409);
        assertThat(text(Pages.get(mvc, anne, "/equipes/" + team))).doesNotContain(page);
        kinds.resume(journeys.journey(journey), fanny);
        bootcamps.withdraw(team, "Fin");
        assertThat(say(WHY)).hasStatus(409);
        assertThat(Pages.get(mvc, anne, page)).hasStatus(409);
        assertThat(letters()).isEmpty();
    }
}
