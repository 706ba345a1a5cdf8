package fr.jalon.mail;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Invitations;
import fr.jalon.team.Teams;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("Quand le courriel revient après des jours, chacun reçoit ce qui vaut encore, une fois")
class LostObjectTest {

    @RegisterExtension
    static final GreenMailExtension SERVER = new GreenMailExtension(ServerSetup.SMTP.dynamicPort())
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    @Autowired
    private Outbox outbox;

    @Autowired
    private List<Matter> matters;

    @Autowired
    private Choices choices;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private Invitations invitations;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String member;
    private String instance;

    @BeforeEach
    void begin() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        team = stage.team(Stage.MONDAY);
        member = team + "-a";
        empty();
    }

    @AfterEach
    void leaveNothing() {
        empty();
        ClockUtil.reset();
    }

    private void empty() {
        jdbc.sql("delete from outbox").update();
    }

    private void enterTheWeek() {
        instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
        empty();
    }

    private List<MimeMessage> delivered() {
        Delivery.postman(
                        outbox,
                        matters,
                        choices,
                        clock,
                        Delivery.server(SERVER.getSmtp().getPort()))
                .round();
        return List.of(SERVER.getReceivedMessages());
    }

    /** What one of the facilitators got: there may be others. */
    private List<MimeMessage> toFanny() {
        return delivered().stream()
                .filter(message -> {
                    try {
                        return message.getAllRecipients()[0].toString().equals("fanny@jalon.example");
                    } catch (MessagingException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                })
                .toList();
    }

    private static List<String> subjects(List<MimeMessage> messages) {
        return messages.stream()
                .map(message -> {
                    try {
                        return plain(message.getSubject());
                    } catch (MessagingException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                })
                .toList();
    }

    private List<String> dropped() {
        return outbox.list(Optional.of(Outbox.State.DROPPED), "", 0, 50).stream()
                .map(each -> String.valueOf(each.why()))
                .distinct()
                .toList();
    }

    private String mailPage() {
        return plain(text(new Api(mvc).get("admin", "/mail?state=DROPPED")));
    }

    @Test
    @DisplayName("de plusieurs rappels du matin, le dernier ; la page dit pourquoi les autres sont écartés")
    void sendsTheLatestMorning() {
        enterTheWeek();
        stage.liveUntil(instance, Stage.MONDAY.plusDays(5).atTime(10, 0));

        assertThat(subjects(delivered())).singleElement().asString().endsWith(": le point du matin, jour 3 sur 7");

        assertThat(mailPage())
                .contains(
                        "Écartés (2)",
                        "Trop tard : ce message ne valait que jusqu’au 24/10/2026 à 09:00.",
                        "Trop tard : ce message ne valait que jusqu’au 23/10/2026 à 09:00.",
                        team + "-a@jalon.example")
                .doesNotContain("Bonjour");
    }

    @Test
    @DisplayName("aucun rappel d’une matinée passée, même la dernière")
    void sendsNoPastMorning() {
        enterTheWeek();
        stage.fire(instance, "day-morning");
        stage.clock(Stage.MONDAY.plusDays(4), 9, 0);

        assertThat(delivered()).isEmpty();
    }

    @Test
    @DisplayName("aucun rappel d’un point du matin déjà fait")
    void sendsNoReminderOfWhatIsDone() {
        enterTheWeek();
        stage.fire(instance, "day-morning");
        stage.complete(instance, "record-metrics");

        assertThat(delivered()).isEmpty();
        assertThat(dropped()).containsExactly("Ce qui était attendu ce matin-là est fait, ou n’est plus à faire.");
    }

    @Test
    @DisplayName("un rappel qui mène à la tâche même, par un lien")
    void leadsToTheTask() throws MessagingException, IOException {
        enterTheWeek();
        stage.fire(instance, "day-morning");

        String link = "http://127.0.0.1:8080" + Webapps.TASKLIST + "#/?task="
                + stage.task(instance, "record-metrics").getId();
        MimeMessage mail = delivered().get(0);
        assertThat(Delivery.text(mail)).contains("avant midi : " + link + "\n");
        assertThat(Delivery.html(mail)).contains("<a href=\"" + link + "\"");
    }

    @Test
    @DisplayName("rien de ce qui concerne une équipe retirée, ni de ce qui était destiné à qui l’a quittée")
    void sendsNothingToThoseWhoLeft() {
        enterTheWeek();
        stage.fire(instance, "day-morning");
        accounts.leave(member, "team-" + team);

        assertThat(delivered()).isEmpty();
        assertThat(dropped()).containsExactly("La personne a quitté le groupe à qui ce message s’adressait.");

        empty();
        accounts.join(member, "team-" + team);
        stage.liveUntil(instance, Stage.MONDAY.plusDays(4).atTime(10, 0));
        journeys.withdraw(team, "Plus le temps.");

        assertThat(subjects(delivered())).singleElement().asString().startsWith("Parcours terminé");
        assertThat(dropped()).contains("Le parcours est clos.");
    }

    @Test
    @DisplayName("un retard tant qu’il dure, avec le lien de chaque tâche attendue")
    void tellsLateness() throws MessagingException, IOException {
        instance = stage.open(team);
        empty();
        stage.fire(instance, "preparation-late");

        MimeMessage mail = toFanny().get(0);
        assertThat(plain(mail.getSubject())).startsWith("En retard : ");
        assertThat(Delivery.html(mail))
                .contains("<li><a href=\"http://127.0.0.1:8080" + Webapps.TASKLIST + "#/?task="
                        + stage.task(instance, "confirm-team").getId()
                        + "\" style=\"color:#b4420f\">Confirmer l’équipe</a></li>");
    }

    @Test
    @DisplayName("plus de retard d’un créneau que l’équipe a fini, ni d’un créneau que l’on a déplacé ; un "
            + "nouveau retard se dit à nouveau")
    void forgetsLateness() {
        instance = stage.open(team);
        empty();
        stage.fire(instance, "preparation-late");
        journeys.move(team, days(Stage.MONDAY.plusDays(7)));

        assertThat(delivered()).isEmpty();
        assertThat(dropped())
                .containsExactly("Les dates ont changé : ce créneau n’est plus en retard.".replace(" :", "\u00a0:"));

        stage.fire(instance, "preparation-late");
        assertThat(subjects(toFanny())).singleElement().asString().startsWith("En retard : ");

        empty();
        stage.reach(instance, "ideation");
        stage.fire(instance, "ideation-opens");
        stage.fire(instance, "ideation-late");
        stage.complete(instance, "generate-ideas", "prioritise-ideas", "select-idea", "gate-ideation");
        assertThat(toFanny()).as("the mail of before").hasSize(1);
        assertThat(dropped()).containsExactly("L’équipe n’en est plus à ce créneau.");
    }

    private static Bootcamps.NewDays days(LocalDate first) {
        return new Bootcamps.NewDays(first, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    @DisplayName("les guides, avec la date à laquelle le bootcamp a été déplacé, mais plus une fois qu’il a commencé")
    void redatesGuides() throws MessagingException, IOException {
        instance = stage.open(team);
        journeys.move(team, days(Stage.MONDAY.plusDays(14)));
        stage.clock(Stage.MONDAY.plusDays(3), 10, 0);

        assertThat(delivered()).hasSize(1);
        assertThat(Delivery.text(delivered().get(0))).contains("Le bootcamp commence le lundi 2 novembre 2026.");

        String other = stage.team(Stage.MONDAY.plusDays(7));
        stage.open(other);
        jdbc.sql("delete from outbox where message_key not like 'guides-%'").update();
        stage.clock(Stage.MONDAY.plusDays(7), 9, 0);
        assertThat(delivered()).as("the mail of before").hasSize(1);
    }

    @Test
    @DisplayName("une invitation tant qu’elle vaut : ni remplacée, ni utilisée, ni expirée")
    void sendsValidInvitations() {
        List<String> people =
                Stream.of("b", "c", "d").map(each -> team + "-" + each).toList();
        enrol(team + "-2", people);
        String used = link(people.get(0));
        invitations.accept(used, "Choisi-en-2026-ici");
        jdbc.sql("update invitation set expires_at = ? where member = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), people.get(1))
                .update();

        assertThat(delivered()).singleElement().satisfies(mail -> assertThat(mail.getAllRecipients()[0])
                .hasToString(people.get(2) + "@jalon.example"));
        assertThat(dropped()).containsExactlyInAnyOrder("L’invitation a déjà servi.", "L’invitation ne vaut plus.");

        enrol(team + "-3", List.of(team + "-e"));
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(Duration.ofDays(14))));
        assertThat(delivered()).hasSize(1);
    }

    private void enrol(String id, List<String> people) {
        enrolments.enrol(
                teams.team(team).cohort(),
                id,
                "Équipe " + id,
                people.stream()
                        .map(each -> new Enrolments.NewMember(each, "Zoé", "Petit", each + "@jalon.example"))
                        .toList());
    }

    private String link(String person) {
        String body = jdbc.sql("select body from outbox where recipient = ?")
                .param(person + "@jalon.example")
                .query(String.class)
                .single();
        return body.replaceAll("(?s).*/invitation/(\\S+).*", "$1");
    }

    @Test
    @DisplayName("et chaque tranche n’est interrogée qu’une fois par passage, sur tous ses messages")
    void asksOnce() {
        Map<String, Integer> asked = new HashMap<>();
        List<Matter> counting = new ArrayList<>();
        for (String kind : List.of("a", "b")) {
            counting.add(new Matter() {
                @Override
                public String kind() {
                    return kind;
                }

                @Override
                public Map<String, String> lost(List<Letter> letters) {
                    asked.merge(kind, 1, Integer::sum);
                    Map<String, String> lost = new HashMap<>();
                    letters.stream()
                            .filter(letter -> letter.object().equals("perdu"))
                            .forEach(letter -> lost.put(letter.key(), "Perdu."));
                    return lost;
                }
            });
        }
        for (int i = 0; i < 60; i++) {
            Letter letter = new Letter(
                    i + "-chloe",
                    "chloe",
                    "chloe@jalon.example",
                    "Sujet",
                    "Texte",
                    i % 2 == 0 ? "a" : "b",
                    i < 50 ? "perdu" : "là",
                    clock.instant().plusSeconds(60));
            transaction.executeWithoutResult(status -> outbox.put(List.of(letter)));
        }

        Delivery.postman(
                        outbox,
                        counting,
                        choices,
                        clock,
                        Delivery.server(SERVER.getSmtp().getPort()))
                .round();

        assertThat(asked).containsOnly(Map.entry("a", 1), Map.entry("b", 1));
        assertThat(SERVER.getReceivedMessages()).hasSize(10);
        assertThat(outbox.unsent()).containsOnly(Map.entry(Outbox.State.DROPPED, 50L));
    }
}
