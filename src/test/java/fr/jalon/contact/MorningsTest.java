package fr.jalon.contact;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.contact.Draft.Next;
import fr.jalon.mail.Letter;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Le courriel du matin sur les contacts")
class MorningsTest {

    /** A Monday like any other. */
    private static final LocalDate TODAY = Stage.MONDAY;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Bootcamps bootcamps;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Mornings mornings;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String anne;
    private String bob;

    @BeforeEach
    void aTeamOfTwo() {
        stage.clock(TODAY.minusDays(7), 10, 0);
        team = stage.team(TODAY);
        anne = team + "-a";
        bob = team + "-b";
        enrolments.join(teams.team(team), new Enrolments.NewMember(bob, "Bob", "Petit", bob + "@jalon.example"));
        forget();
    }

    @AfterEach
    void leaveNothing() {
        forget();
        ClockUtil.reset();
    }

    private void forget() {
        jdbc.sql("delete from outbox").update();
        jdbc.sql("update contact_round set told_on = date '2000-01-01'").update();
    }

    private void contact(String name, int inDays, @Nullable String follower) {
        Next next = new Next("Rappeler " + name, TODAY.plusDays(inDays));
        contacts.add(team, ContactState.TRIAL, new Draft(name, null, null, null, follower, next), anne);
    }

    private void round(LocalDate day, int hour, int minute) {
        stage.clock(day, hour, minute);
        mornings.round();
    }

    private List<Letter> letters(String person) {
        return jdbc.sql("select * from outbox where kind = 'contacts' and person = ? order by message_key")
                .param(person)
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

    @Test
    @DisplayName("dit à chacun ce qu’il suit et ce que personne ne suit, le retard d’abord, et mène au tableau")
    void tellsEveryone() {
        contact("Zoé", -2, anne);
        contact("Léa", 0, null);
        contact("Max", 0, bob);
        contact("Demain", 1, null);

        round(TODAY, 7, 0);

        assertThat(letters(anne)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Vos contacts : deux actions ce matin, dont une en retard");
            assertThat(letter.body())
                    .contains("Bonjour Anne,", "/equipes/" + team + "/contacts\n", "Pour ne plus recevoir ce courriel")
                    .containsSubsequence(
                            "- Zoé : Rappeler Zoé (en retard de deux jours)", "- Léa : Rappeler Léa (aujourd’hui)")
                    .doesNotContain("Max", "Demain");
        });
        assertThat(letters(bob)).singleElement().satisfies(letter -> assertThat(letter.body())
                .contains("Léa", "Max")
                .doesNotContain("Zoé"));
        assertThat(letters("fanny")).isEmpty();
    }

    @Test
    @DisplayName("ne part qu’une fois par jour, quand plusieurs nœuds le demandent à la fois")
    void isToldOnce() {
        contact("Zoé", 0, null);
        stage.clock(TODAY, 9, 0);

        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(node -> CompletableFuture.runAsync(mornings::round))
                        .toArray(CompletableFuture[]::new))
                .join();
        round(TODAY, 9, 5);
        assertThat(letters(anne)).hasSize(1);

        round(TODAY.plusDays(1), 9, 0);
        assertThat(letters(anne)).hasSize(2);
        assertThat(letters(anne).get(1).body()).contains("en retard d’un jour");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-10-19, 6,  59, 0
            2026-10-19, 7,  0,  1
            2026-10-19, 17, 59, 1
            2026-10-19, 18, 0,  0
            2026-10-24, 9,  0,  0
            2026-10-25, 9,  0,  0
            2026-10-26, 9,  0,  1
            2026-11-11, 9,  0,  0
            """)
    @DisplayName("part les jours ouvrés, le matin")
    void isForWorkingMornings(LocalDate day, int hour, int minute, int letters) {
        contact("Zoé", 0, null);
        round(day, hour, minute);
        assertThat(letters(anne)).hasSize(letters);
    }

    @Test
    @DisplayName("ne part pas quand rien n’est à faire, ni à qui n’en veut pas")
    void keepsSilent() {
        contact("Zoé", 1, null);
        round(TODAY, 9, 0);
        assertThat(letters(anne)).isEmpty();

        Pages.post(mvc, anne, "/equipes/" + team + "/contacts/courriel");
        assertThat(Pages.shown(Pages.get(mvc, anne, "/equipes/" + team + "/contacts?fait=silence")))
                .contains("ne vous est plus adressé");
        round(TODAY.plusDays(1), 9, 0);
        assertThat(letters(anne)).isEmpty();
        assertThat(letters(bob)).hasSize(1);

        Pages.post(mvc, anne, "/equipes/" + team + "/contacts/courriel", "told", "oui");
        round(TODAY.plusDays(2), 9, 0);
        assertThat(letters(anne)).hasSize(1);
    }

    @Test
    @DisplayName("ne part pas à une équipe retirée, ni à celle d’une cohorte archivée")
    void sparesThoseWhoAreGone() {
        contact("Zoé", 0, null);
        teams.archive(teams.cohort(teams.team(team).cohort()), true);
        round(TODAY, 9, 0);
        assertThat(letters(anne)).isEmpty();

        teams.archive(teams.cohort(teams.team(team).cohort()), false);
        stage.open(team);
        round(TODAY.plusDays(1), 9, 0);
        assertThat(letters(anne)).hasSize(1);

        bootcamps.withdraw(team, "L’équipe se sépare.");
        round(TODAY.plusDays(2), 9, 0);
        assertThat(letters(anne)).hasSize(1);
    }

    @Test
    @DisplayName("est écarté s’il n’y a plus rien à faire au moment de partir")
    void losesItsObject() {
        contact("Zoé", 0, anne);
        contact("Max", 0, bob);
        round(TODAY, 9, 0);
        List<Letter> both = List.of(letters(anne).get(0), letters(bob).get(0));
        assertThat(mornings.lost(both)).isEmpty();

        enrolments.leave(teams.team(team), bob);

        assertThat(mornings.lost(both)).containsOnlyKeys(letters(bob).get(0).key());
    }
}
