package fr.jalon.mail;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("La page des courriels")
class MailPageTest {

    @Autowired
    private Outbox outbox;

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
    private IdentityService identity;

    @Autowired
    private MockMvcTester mvc;

    @BeforeEach
    @AfterEach
    void emptyTheOutbox() {
        jdbc.sql("delete from outbox").update();
    }

    private void refused(String key, String recipient) {
        refused(key, null, recipient);
    }

    private void refused(String key, String person, String recipient) {
        put(new Letter(key, person, recipient, "Vos guides", "Bonjour.", null, null, null));
        outbox.refused(
                outbox.due(10).stream()
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElseThrow(),
                "550 5.1.1 inconnu");
    }

    private MvcTestResult post(String path, String... key) {
        var request = mvc.post()
                .uri(path)
                .with(user("admin").authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS)))
                .with(csrf());
        if (key.length > 0) request.param("key", key[0]);
        return request.exchange();
    }

    private void put(Letter letter) {
        transaction.executeWithoutResult(status -> outbox.put(List.of(letter)));
    }

    private String page(String query, Object... variables) {
        return plain(text(new Api(mvc).get("admin", "/mail" + query, variables)));
    }

    @Test
    @DisplayName("montre les messages du plus récent au plus ancien, par page, selon leur état")
    void isPaged() {
        for (int i = 0; i < 120; i++) {
            stage.clock(Stage.MONDAY.atTime(8, 0).plusMinutes(i));
            put(new Letter(
                    "rappel-" + i, null, "chloe@jalon.example", "Rappel n° " + i + ".", "Bonjour.", null, null, null));
        }
        ClockUtil.reset();
        jdbc.sql("update outbox set sent_at = created_at, next_attempt_at = null where message_key = 'rappel-7'")
                .update();
        outbox.abandon("rappel-8");
        outbox.drop(Map.of("rappel-9", "Le parcours est clos."));

        assertThat(page(""))
                .contains(
                        "En attente (117)",
                        "Abandonnés (1)",
                        "Écartés (1)",
                        "Refusés (0)",
                        "Rappel n° 119.",
                        "Rappel n° 70.",
                        "Plus anciens",
                        "/mail?page=1")
                .doesNotContain("Rappel n° 69.", "Plus récents", "Bonjour.");
        assertThat(page("?page=2"))
                .contains("Rappel n° 19.", "Rappel n° 0.", "Plus récents", "/mail?page=1\"")
                .doesNotContain("Rappel n° 20.", "Plus anciens");
        assertThat(page("?state=SENT"))
                .contains("Rappel n° 7.", "Envoyé")
                .doesNotContain("Rappel n° 6.", "Réessayer</button>");
        assertThat(page("?state=ABANDONED")).contains("Rappel n° 8.").doesNotContain("Rappel n° 7.");
        assertThat(page("?state=DROPPED"))
                .contains("Rappel n° 9.", "Le parcours est clos.")
                .doesNotContain("Rappel n° 8.");
        assertThat(page("?page=900")).contains("Aucun message.");
    }

    @Test
    @DisplayName("trouve une personne par son identifiant, son nom ou son adresse, même ancienne, et s’en "
            + "souvient à l’essai suivant")
    void findsPeople() {
        String team = stage.team(Stage.MONDAY);
        jdbc.sql("delete from outbox").update();
        put(new Letter("rappel-1", team + "-a", "ancienne@jalon.example", "Le sien.", "Bonjour.", null, null, null));
        put(new Letter("rappel-2", "autre", "autre@jalon.example", "Pas le sien.", "Bonjour.", null, null, null));
        transaction.executeWithoutResult(status ->
                Delivery.put(outbox, "lien-" + team, team + "-a@jalon.example", "Sans compte dit.", "Bonjour."));
        transaction.executeWithoutResult(
                status -> Delivery.put(outbox, "lien-2", "100%_!@jalon.example", "Drôle d’adresse.", "Bonjour."));

        assertThat(page("?person={who}", team + "-a"))
                .contains("Le sien.", "Sans compte dit.", "Anne Durand (" + team + "-a)", "ancienne@jalon.example")
                .doesNotContain("Pas le sien.");
        assertThat(page("?person={who}", "ANNE dur")).contains("Le sien.").doesNotContain("Pas le sien.");
        assertThat(page("?person={who}", "ancienne@jalon.example"))
                .contains("Le sien.")
                .doesNotContain("Sans compte dit.");
        assertThat(page("?person={who}", "100%_!@jalon.example"))
                .contains("Drôle d’adresse.")
                .doesNotContain("Le sien.");
        assertThat(page("?person={who}", "%")).contains("Aucun message ne va à « % »");
        assertThat(page("?state=SENT&person={who}", team + "-a"))
                .contains("Aucun message de cet état ne va à « " + team + "-a »");
        assertThat(page("?state=SENT")).contains("Aucun message de cet état.");

        assertThat(mvc.post()
                        .uri("/mail/retry")
                        .with(user("admin").authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS)))
                        .with(csrf())
                        .param("key", "rappel-1")
                        .param("person", "Anne & co")
                        .param("state", "WAITING")
                        .param("page", "2"))
                .redirectedUrl()
                .isEqualTo("/mail?state=WAITING&person=Anne%20%26%20co&page=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?state=inconnu", "?page=deux", "?page=99999999999"})
    @DisplayName("refuse en français un état ou une page qui n’en est pas")
    void refusesNonsense(String query) {
        assertThat(new Api(mvc).get("admin", "/mail" + query)).hasStatus(400);
        assertThat(page(query)).doesNotContainIgnoringCase("failed to");
    }

    private List<String> dueRecipients() {
        return outbox.due(10).stream().map(Outbox.Message::recipient).toList();
    }

    private void correct(String person, String address) {
        User account = identity.createUserQuery().userId(person).singleResult();
        account.setEmail(address);
        identity.saveUser(account);
    }

    @Test
    @DisplayName("dit en français qu’une adresse est refusée, et ce qu’on y peut")
    void tellsRefusals() {
        refused("guides-1-chloe", "chloe@jalon.example");

        String page = plain(text(new Api(mvc).get("admin", "/mail")));

        assertThat(page)
                .contains(
                        "Refusés (1)",
                        "En attente (0)",
                        "chloe@jalon.example",
                        "550 5.1.1 inconnu",
                        "Cette adresse est refusée : Jalon n’essaie plus de lui-même.",
                        "Abandonner")
                .doesNotContain("Bonjour.");
    }

    @Test
    @DisplayName("fait réessayer un message, ou tous")
    void retries() {
        refused("guides-1-chloe", "chloe@jalon.example");
        refused("guides-1-david", "david@jalon.example");

        assertThat(post("/mail/retry", "guides-1-david"))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/mail");
        assertThat(dueRecipients()).containsExactly("david@jalon.example");
        post("/mail/retry");
        assertThat(dueRecipients()).containsExactlyInAnyOrder("chloe@jalon.example", "david@jalon.example");
    }

    @Test
    @DisplayName("fait réessayer à l’adresse corrigée du compte auquel le message est destiné, et à nulle autre")
    void retriesAtThePresentAddress() {
        String team = stage.team(Stage.MONDAY);
        enrolments.join(
                teams.team(team), new Enrolments.NewMember(team + "-b", "Béa", "Roux", team + "-b@jalon.example"));
        jdbc.sql("delete from outbox where message_key not like 'invitation-%'").update();
        String invited = jdbc.sql("select message_key from outbox where recipient = ?")
                .param(team + "-b@jalon.example")
                .query(String.class)
                .single();
        jdbc.sql("delete from outbox where message_key <> ?").param(invited).update();
        refused("guides-1-" + team + "-b", team + "-b", team + "-b@jalon.example");
        refused("guides-1-personne", "personne@jalon.example");
        correct(team + "-b", "nouvelle." + team + "@jalon.example");

        for (String key : List.of(invited, "guides-1-" + team + "-b", "guides-1-personne")) post("/mail/retry", key);

        assertThat(dueRecipients())
                .containsExactlyInAnyOrder(
                        "nouvelle." + team + "@jalon.example",
                        "nouvelle." + team + "@jalon.example",
                        "personne@jalon.example");
    }

    @Test
    @DisplayName("abandonne un message : il ne part plus, n’attend plus, et un essai en cours ne le ranime pas")
    void abandons() {
        refused("guides-1-chloe", "chloe@jalon.example");
        outbox.retry("guides-1-chloe");
        Outbox.Message message = outbox.due(1).get(0);

        assertThat(post("/mail/abandon", "guides-1-chloe")).hasStatus(302);

        outbox.failed(message, "451 plus tard");
        post("/mail/retry");
        assertThat(outbox.due(10)).isEmpty();
        assertThat(outbox.unsent()).containsOnly(Map.entry(Outbox.State.ABANDONED, 1L));
        assertThat(plain(text(post("/mail/retry", "guides-1-chloe")))).contains("Ce message n’attend plus");
        assertThat(post("/mail/abandon", "guides-1-chloe")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mail/retry", "/mail/abandon"})
    @DisplayName("n’obéit ni sans jeton ni à qui n’est pas administrateur")
    void obeysAdministratorsAlone(String path) {
        stage.staff();
        refused("guides-1-chloe", "chloe@jalon.example");

        assertThat(mvc.post()
                        .uri(path)
                        .param("key", "guides-1-chloe")
                        .with(user("admin").authorities(new SimpleGrantedAuthority(Groups.ADMINISTRATORS))))
                .hasStatus(403);
        assertThat(mvc.post()
                        .uri(path)
                        .param("key", "guides-1-chloe")
                        .with(csrf())
                        .with(user("fanny").authorities(new SimpleGrantedAuthority("facilitators"))))
                .hasStatus(403);

        assertThat(outbox.unsent()).containsOnly(Map.entry(Outbox.State.REFUSED, 1L));
    }
}
