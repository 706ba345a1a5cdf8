package fr.jalon.person;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonServerTest
@DisplayName("Un mot de passe oublié")
class RenewalsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String STRONG = "Un-Nouveau-Secret-27";
    private static final Pattern LINK = Pattern.compile("http\\S+/mot-de-passe/(\\S+)");
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Renewals renewals;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private String team;
    private String member;
    private Visitor person;

    @BeforeEach
    void enrol() {
        stage.clock(Stage.MONDAY, 10, 0);
        team = stage.team(Stage.MONDAY);
        member = team + "-a";
        person = Visitor.anonymous(port).with("X-Forwarded-For", "198.51.100." + NUMBER.incrementAndGet());
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void later(Duration wait) {
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(wait)));
    }

    private HttpResponse<String> post(String path, String form) {
        Matcher token = FORM_TOKEN.matcher(person.get("/login").body());
        if (!token.find()) throw new AssertionError("no token");
        return person.send("POST", path, "application/x-www-form-urlencoded", form + "&_csrf=" + token.group(1));
    }

    /** Asks on the page, and waits until those who asked before have been dealt with too. */
    private void ask(String name) {
        HttpResponse<String> answer =
                post("/mot-de-passe", "person=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/mot-de-passe?sent");
        settle();
    }

    private void settle() {
        try {
            renewals.request("nobody-at-all").get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private List<String> mails(String account) {
        return jdbc
                .sql("select body from outbox where message_key like 'password-%' and "
                        + "right(message_key, ?) = ? and dropped_at is null order by created_at, message_key")
                .params(account.length() + 1, "-" + account)
                .query(String.class)
                .list()
                .stream()
                .map(Api::plain)
                .toList();
    }

    private static String tokenIn(String mail) {
        Matcher link = LINK.matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group(1);
    }

    private String tokenFor(String account) {
        ask(account);
        List<String> mails = mails(account);
        return tokenIn(mails.get(mails.size() - 1));
    }

    private int choose(String token, String password) {
        return post("/mot-de-passe/" + token, "password=" + password + "&again=" + password)
                .statusCode();
    }

    private void assertDead(String token) {
        HttpResponse<String> page = person.get("/mot-de-passe/" + token);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains("n’est pas ou n’est plus valable", "href=\"/mot-de-passe\"", "href=\"/login\"");
        assertThat(choose(token, "Un-Secret-Trop-Tard-27")).isEqualTo(404);
        assertThat(identity.checkPassword(member, "Un-Secret-Trop-Tard-27")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{id}", "{ID}", "{id}@jalon.example", " {ID}@Jalon.Example "})
    @DisplayName("se renouvelle par un lien envoyé à l’adresse du compte, qui ferme les sessions ouvertes")
    void isRenewed(String name) {
        Visitor open = Visitor.session(port, member);
        assertThat(open.get("/guides/idee.html").statusCode()).isEqualTo(200);

        ask(name.replace("{id}", member).replace("{ID}", member.toUpperCase()));

        assertThat(mails(member))
                .singleElement()
                .asString()
                .contains("Bonjour Anne Durand", "« " + member + " »", "dans l’heure");
        String token = tokenIn(mails(member).get(0));
        assertThat(person.get("/mot-de-passe/" + token).body()).contains(member, "Nouveau mot de passe");
        assertThat(person.get("/mot-de-passe/" + token).statusCode()).isEqualTo(200);
        assertThat(open.get("/guides/idee.html").statusCode()).isEqualTo(200);
        HttpResponse<String> done = post("/mot-de-passe/" + token, "password=" + STRONG + "&again=" + STRONG);
        assertThat(done.headers().firstValue("Location").orElseThrow()).contains("/login?welcome", "member=" + member);
        assertThat(Visitor.program(port, member, STRONG)
                        .get("/guides/idee.html")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Visitor.program(port, member).get("/guides/idee.html").statusCode())
                .isNotEqualTo(200);
        assertThat(open.get("/guides/idee.html").statusCode()).isNotEqualTo(200);
        assertDead(token);
    }

    @Test
    @DisplayName("n’est dans la base que par l’empreinte de son lien, et un essai manqué ne l’use pas")
    void survivesAFailedTry() {
        String token = tokenFor(member);

        assertThat(jdbc.sql("select token_hash from password_renewal where account = ?")
                        .param(member)
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .hasSize(64)
                .isNotEqualTo(token);
        assertThat(choose(token, "court")).isEqualTo(422);
        assertThat(post("/mot-de-passe/" + token, "password=" + STRONG + "&again=autre")
                        .statusCode())
                .isEqualTo(422);
        assertThat(choose(token, STRONG)).isEqualTo(302);
    }

    @Test
    @DisplayName("ne se renouvelle que pendant une heure")
    void expires() {
        String token = tokenFor(member);

        later(Renewals.VALIDITY.minusSeconds(1));
        assertThat(person.get("/mot-de-passe/" + token).statusCode()).isEqualTo(200);
        later(Duration.ofSeconds(1));

        assertDead(token);
    }

    @Test
    @DisplayName("demandé de nouveau remplace le lien d’avant, et son courriel s’il n’est pas parti")
    void isReplaced() {
        String first = tokenFor(member);
        later(Renewals.PAUSE);

        String second = tokenFor(member);

        assertThat(mails(member)).hasSize(1);
        assertDead(first);
        assertThat(choose(second, STRONG)).isEqualTo(302);
    }

    @Test
    @DisplayName("demandé sans cesse n’envoie qu’un courriel toutes les cinq minutes, cinq par jour, et le "
            + "lien envoyé vaut toujours")
    void isNoMailBomb() {
        jdbc.sql("update outbox set sent_at = created_at where sent_at is null").update();
        String token = tokenFor(member);
        ask(member.toUpperCase());
        ask(member + "@jalon.example");
        assertThat(mails(member)).hasSize(1);
        assertThat(person.get("/mot-de-passe/" + token).statusCode()).isEqualTo(200);
        for (int request = 2; request <= 8; request++) {
            jdbc.sql("update outbox set sent_at = created_at where sent_at is null")
                    .update();
            later(Renewals.PAUSE);
            ask(member);
        }
        assertThat(mails(member)).hasSize(Renewals.MOST_A_DAY);

        later(Duration.ofDays(1));
        ask(member);

        assertThat(mails(member)).hasSize(Renewals.MOST_A_DAY + 1);
    }

    @Test
    @DisplayName("changé entre-temps par une autre voie, ou d’un compte qui entre dans l’encadrement, laisse "
            + "un lien sans valeur")
    void isVoid() {
        String token = tokenFor(member);
        accounts.setPassword(member, Stage.PASSWORD);
        assertDead(token);
        assertThat(mails(member)).isEmpty();

        later(Renewals.PAUSE);
        String second = tokenFor(member);
        identity.createMembership(member, "facilitators");
        assertDead(second);
    }

    @Test
    @DisplayName("d’un compte supprimé ne laisse rien, et ne passe pas à qui reçoit son identifiant")
    void leavesNothing() {
        String token = tokenFor(member);

        identity.deleteUser(member);

        assertThat(jdbc.sql("select count(*) from password_renewal where account = ?")
                        .param(member)
                        .query(Integer.class)
                        .single())
                .isZero();
        accounts.create(new Accounts.Person(member, "Une", "Autre", "autre@jalon.example"));
        accounts.join(member, "team-" + team);
        assertDead(token);
    }

    @Test
    @DisplayName("d’un membre qui n’a jamais choisi de mot de passe lui en fait choisir un, et son invitation "
            + "ne vaut plus rien")
    void welcomesTheInvited() {
        String invited = team + "-b";
        String invitation = enrolments
                .join(teams.team(team), new Enrolments.NewMember(invited, "Béa", "Roux", invited + "@jalon.example"))
                .invitation();

        assertThat(choose(tokenFor(invited), STRONG)).isEqualTo(302);

        assertThat(identity.checkPassword(invited, STRONG)).isTrue();
        assertThat(person.get("/invitation/" + invitation).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({Groups.ADMINISTRATORS, "facilitators", "coaches"})
    @DisplayName("de l’encadrement ne se renouvelle pas par courriel : le courriel le dit, sans lien")
    void sendsStaffNoLink(String group) {
        accounts.join(member, group);

        ask(member);

        assertThat(mails(member))
                .singleElement()
                .asString()
                .contains("Un administrateur de Jalon peut vous en donner un nouveau")
                .doesNotContain("/mot-de-passe/");
    }

    @Test
    @DisplayName("ne mène pas au compte d’un administrateur qu’un facilitateur a inscrit à sa propre adresse")
    void opensNoAdministrator() {
        String token = tokenFor(member);
        identity.createMembership(member, Groups.ADMINISTRATORS);
        accounts.setPassword(member, Stage.PASSWORD);
        later(Renewals.PAUSE);

        ask(member);

        assertDead(token);
        assertThat(mails(member)).noneMatch(mail -> mail.contains("/mot-de-passe/"));
    }

    @Test
    @DisplayName("d’un compte relié à l’établissement renvoie à l’établissement, sans lien")
    void sendsTheLinkedNoLink() {
        identity.setUserInfo(member, "single-sign-on", "x");

        ask(member);

        assertThat(mails(member))
                .singleElement()
                .asString()
                .contains("le compte de l’établissement")
                .doesNotContain("/mot-de-passe/");
    }

    @Test
    @DisplayName("à une adresse de plusieurs comptes envoie à chacun son lien, sous son identifiant")
    void writesToEachAccount() {
        String twin = team + "-c";
        enrolments.join(
                teams.team(team),
                new Enrolments.NewMember(twin, "Cid", "Roux", member.toUpperCase() + "@jalon.example"));

        ask(member + "@jalon.example");

        assertThat(tokenIn(mails(member).get(0)))
                .isNotEqualTo(tokenIn(mails(twin).get(0)));
        assertThat(mails(twin).get(0)).contains("« " + twin + " »");
    }

    @Test
    @DisplayName("de qui n’a pas d’adresse, ou pas de compte, reçoit la même réponse, et aucun courriel")
    void answersAlike() {
        accounts.create(new Accounts.Person(team + "-d", "Dan", "Roux", null));
        accounts.join(team + "-d", "team-" + team);
        long before = jdbc.sql("select count(*) from outbox").query(Long.class).single();

        for (String name :
                List.of("personne", "personne@jalon.example", "", team + "-d", "x".repeat(5000), "' or '1'='1"))
            ask(name);

        assertThat(jdbc.sql("select count(*) from outbox").query(Long.class).single())
                .isEqualTo(before);
        assertThat(person.get("/mot-de-passe?sent").body())
                .contains("Si un compte porte cet identifiant ou cette adresse");
    }

    @Test
    @DisplayName("demandé de trop de manières depuis une adresse y fait attendre")
    void slowsDown() {
        for (int request = 1; request <= 10; request++) ask("personne-" + request);

        HttpResponse<String> page = post("/mot-de-passe", "person=" + member);

        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(Api.plain(page.body())).contains("Trop d’essais : attendez 5 minutes.");
        settle();
        assertThat(mails(member)).isEmpty();
    }

    @Test
    @DisplayName("se signale depuis la page de connexion")
    void isOffered() {
        assertThat(Api.plain(person.get("/login").body()))
                .contains("<a href=\"/mot-de-passe\">Mot de passe oublié ?</a>");
        assertThat(person.get("/mot-de-passe").body()).contains("Recevoir un lien", "autocomplete=\"username\"");
    }
}
