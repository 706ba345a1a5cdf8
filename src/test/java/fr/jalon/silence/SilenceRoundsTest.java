package fr.jalon.silence;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.mail.Letter;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;

@JalonTest
@DisplayName("Le tour du matin qui cherche les silences")
class SilenceRoundsTest {

    /** The Thursday on which the team has been silent for three working days; the journey's first day is the 19th. */
    private static final LocalDate THIRD = LocalDate.of(2026, 10, 15);

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
    private SilenceRounds rounds;

    @Autowired
    private SilenceNews news;

    @Autowired
    private StatementCount statements;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String journey;

    @BeforeEach
    void aTeamThatIsAwaitedSinceMonday() {
        stage.clock(THIRD.minusDays(3), 10, 0);
        team = stage.team(Stage.MONDAY);
        journey = stage.open(team);
        forget();
    }

    @AfterEach
    void leaveNothing() {
        bootcamps.withdraw(team, "Fin de l’essai.");
        forget();
        ClockUtil.reset();
    }

    private void forget() {
        jdbc.sql("delete from outbox").update();
        jdbc.sql("delete from silence_told").update();
        jdbc.sql("update silence_round set looked_on = date '2000-01-01'").update();
    }

    private void round(LocalDate day) {
        stage.clock(day, 8, 0);
        rounds.round();
    }

    private List<Letter> letters() {
        return jdbc.sql("select * from outbox where kind = 'silence' and object like ? order by created_at")
                .param(journey + "/%")
                .query((row, line) -> new Letter(
                        row.getString("message_key"),
                        row.getString("person"),
                        row.getString("recipient"),
                        plain(row.getString("subject")),
                        plain(row.getString("body")),
                        row.getString("kind"),
                        row.getString("object"),
                        null))
                .list();
    }

    private List<String> told() {
        return letters().stream()
                .map(Letter::person)
                .filter(List.of(team + "-a", "carlos", "fanny")::contains)
                .toList();
    }

    @Test
    @DisplayName("le dit à l’équipe, puis à son coach, puis au facilitateur, une fois chacun, et mène à la page")
    void tellsOneAfterTheOther() {
        jdbc.sql("insert into coach_team (team, coach) values (?, 'carlos')")
                .param(team)
                .update();
        round(THIRD.minusDays(1));
        assertThat(letters()).isEmpty();

        round(THIRD);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.person()).isEqualTo(team + "-a");
            assertThat(letter.subject()).endsWith(": des nouvelles ?");
            assertThat(letter.body())
                    .contains("depuis le lundi 12 octobre (trois jours ouvrés)", "/equipes/" + team + "\n");
        });

        round(THIRD.plusDays(1));
        assertThat(told()).containsExactly(team + "-a", "carlos");
        round(THIRD.plusDays(2));
        round(THIRD.plusDays(4));
        assertThat(told()).containsExactly(team + "-a", "carlos", "fanny");
        assertThat(letters()).last().extracting(Letter::subject).asString().endsWith("silencieuse malgré son coach");
        round(THIRD.plusDays(5));
        assertThat(told()).hasSize(3);
    }

    @Test
    @DisplayName("ne saute aucun palier, même après des jours sans tour")
    void skipsNobody() {
        round(THIRD.plusDays(8));
        assertThat(told()).containsExactly(team + "-a");
        round(THIRD.plusDays(11));
        assertThat(told()).contains("carlos").doesNotContain("fanny");
    }

    @Test
    @DisplayName("recommence après un signe de vie, et retire ce qui n’est pas encore parti")
    void startsAnewAfterASign() {
        round(THIRD);
        List<Letter> first = letters();
        assertThat(news.lost(first)).isEmpty();

        stage.clock(THIRD, 11, 0);
        journeys.written(journey, ClockUtil.getCurrentTime().toInstant());
        assertThat(news.lost(first)).containsOnlyKeys(first.get(0).key());

        round(THIRD.plusDays(1));
        assertThat(letters()).hasSize(1);
        // Late since Sunday, when two working days are enough.
        round(THIRD.plusDays(4));
        assertThat(told()).containsExactly(team + "-a", team + "-a");
    }

    @Test
    @DisplayName("ne se fait qu’une fois par jour, quand plusieurs nœuds le demandent à la fois")
    void isMadeOnce() {
        round(THIRD.minusDays(1));
        stage.clock(THIRD, 9, 0);
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(node -> CompletableFuture.runAsync(rounds::round))
                        .toArray(CompletableFuture[]::new))
                .join();
        rounds.round();
        assertThat(told()).containsExactly(team + "-a");
    }

    @ParameterizedTest
    @CsvSource({"2026-10-15, 6, 0", "2026-10-15, 7, 1", "2026-10-15, 18, 0", "2026-10-17, 9, 0", "2026-11-11, 9, 0"})
    @DisplayName("se fait les matins ouvrés")
    void isForWorkingMornings(LocalDate day, int hour, int letters) {
        stage.clock(day, hour, 0);
        rounds.round();
        assertThat(letters()).hasSize(letters);
    }

    @Test
    @DisplayName("passe les équipes en pause, d’une cohorte archivée, et celles que rien n’attend")
    void sparesThoseWhoRest() {
        teams.archive(teams.cohort(teams.team(team).cohort()), true);
        round(THIRD);
        assertThat(letters()).isEmpty();
        teams.archive(teams.cohort(teams.team(team).cohort()), false);

        kinds.pause(journeys.journey(journey), "Congés", fanny());
        round(THIRD.plusDays(1));
        assertThat(letters()).isEmpty();
        kinds.resume(journeys.journey(journey), fanny());

        stage.complete(journey, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
        round(THIRD.plusDays(8));
        assertThat(letters()).isEmpty();
    }

    private static TestingAuthenticationToken fanny() {
        return new TestingAuthenticationToken("fanny", "x", "facilitators");
    }

    @Test
    @DisplayName("lit autant de fois la base pour six équipes que pour une, quand rien n’est à dire")
    void readsInAFewQueries() {
        round(THIRD);
        int one = asked(THIRD.plusDays(3));
        String cohort = teams.team(team).cohort();
        List<String> others =
                IntStream.range(0, 5).mapToObj(i -> stage.team(cohort)).toList();
        others.forEach(stage::open);
        int six = asked(THIRD.plusDays(2));
        others.forEach(each -> bootcamps.withdraw(each, "Fin de l’essai."));
        assertThat(six).isPositive().isEqualTo(one);
    }

    /** What a round that tells nobody anything asks. */
    private int asked(LocalDate day) {
        stage.clock(day, 8, 0);
        rounds.round();
        jdbc.sql("update silence_round set looked_on = date '2000-01-01'").update();
        stage.clock(THIRD.minusDays(2), 8, 0);
        return statements.during(rounds::round).size();
    }
}
