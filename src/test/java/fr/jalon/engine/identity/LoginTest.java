package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import fr.jalon.text.MailAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Se connecter")
class LoginTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

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
    private ProcessEngine engine;

    private String team;
    private String member;
    private String address;

    @BeforeEach
    void enrol() {
        team = stage.team(Stage.MONDAY);
        member = team + "-a";
        address = "192.0.2." + NUMBER.incrementAndGet();
    }

    private Visitor from(Visitor visitor) {
        return visitor.with("X-Forwarded-For", address);
    }

    private String engine() {
        return "/engine-rest/engine/" + engine.getName();
    }

    private String place(String name, String password) {
        return from(Visitor.anonymous(port))
                .login(name, password)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{id}", "{ID}", "{id}@jalon.example", "{ID}@JALON.example", " {id}@jalon.example "})
    @DisplayName(
            "par son identifiant ou son adresse, quelle que soit la casse, ouvre le même compte, sous son identifiant")
    void opensTheSameAccount(String written) {
        String name = written.replace("{id}", member).replace("{ID}", member.toUpperCase());
        String profile = engine() + "/user/" + member + "/profile";

        // An address is shown to oneself alone.
        String own = "\"email\":\"" + member + "@jalon.example\"";
        assertThat(from(Visitor.program(port, name)).get(profile).body()).contains(own);
        Visitor person = from(Visitor.anonymous(port));
        person.login(name, Stage.PASSWORD);
        assertThat(person.get(profile).body()).contains(own);
    }

    @Test
    @DisplayName("par une adresse au domaine accentué, écrite comme on la lit ou en ASCII, ouvre le même compte")
    void knowsAnInternationalAddress() {
        String lou = team + "-lou";
        enrolments.join(
                teams.team(team),
                new Enrolments.NewMember(lou, "Lou", "Roux", new MailAddress(lou + "@école-été.example").value()));
        accounts.setPassword(lou, Stage.PASSWORD);

        assertThat(place(lou + "@École-été.example", Stage.PASSWORD)).doesNotContain("/login");
        assertThat(place(accounts.find(lou).orElseThrow().email(), Stage.PASSWORD))
                .doesNotContain("/login");
        assertThat(accounts.named(lou + "@école-été.example")).containsExactly(lou);
    }

    @Test
    @DisplayName("par une adresse que deux comptes portent n’ouvre ni l’un ni l’autre, et la page dit de "
            + "donner l’identifiant")
    void refusesASharedAddress() {
        String twin = team + "-b";
        enrolments.join(
                teams.team(team),
                new Enrolments.NewMember(twin, "Béa", "Roux", member.toUpperCase() + "@jalon.example"));
        accounts.setPassword(twin, "Un-Autre-Secret-27");
        String shared = member + "@jalon.example";

        for (String password : List.of(Stage.PASSWORD, "Un-Autre-Secret-27", "faux"))
            assertThat(place(shared, password)).endsWith("/login?error");

        assertThat(from(Visitor.anonymous(port)).get("/login?error").body())
                .contains("Si plusieurs comptes portent votre adresse, donnez votre identifiant.");
        assertThat(from(Visitor.program(port, shared)).get(engine() + "/task").statusCode())
                .isEqualTo(401);
        assertThat(place(member, Stage.PASSWORD)).doesNotContain("/login");
        assertThat(place(twin, "Un-Autre-Secret-27")).doesNotContain("/login");
    }

    @Test
    @DisplayName("ne donne pas plus d’essais à qui écrit le même compte autrement")
    void countsTheAccount() {
        List<String> spellings = List.of(
                member,
                member.toUpperCase(),
                member + "@jalon.example",
                member.toUpperCase() + "@jalon.example",
                member + "@JALON.EXAMPLE");
        assertThat(spellings.stream().map(name -> from(Visitor.program(port, name, "faux"))
                        .get(engine() + "/task")
                        .statusCode()))
                .containsOnly(401);

        assertThat(Stream.concat(spellings.stream(), Stream.of("Equipe" + member.substring(6)))
                        .map(name -> from(Visitor.program(port, name))
                                .get(engine() + "/task")
                                .statusCode()))
                .containsOnly(429);
    }

    @Test
    @DisplayName("puis deviner son propre mot de passe en voulant en changer fait attendre comme à la porte")
    void slowsGuessesBehindTheDoor() {
        Visitor session = from(Visitor.session(port, member));
        String own = engine() + "/user/" + member + "/credentials";
        session.get("/login");
        session.with("X-JALON-XSRF-TOKEN", session.cookie("JALON-XSRF-TOKEN").orElseThrow());
        String change = "{\"password\": \"Un-Nouveau-Secret-27\", \"authenticatedUserPassword\": \"%s\"}";
        for (int guess = 1; guess <= 5; guess++) {
            HttpResponse<String> answer = session.send("PUT", own, change.formatted("deviné-" + guess));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("Votre mot de passe actuel n’est pas celui-là.");
        }

        HttpResponse<String> right = session.send("PUT", own, change.formatted(Stage.PASSWORD));

        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.headers().firstValue("Retry-After")).isPresent();
        assertThat(Api.plain(right.body())).contains("Trop d’essais : attendez 5 minutes.");
        assertThat(place(member, Stage.PASSWORD)).contains("/login?wait=");
        assertThat(session.get(engine() + "/task").statusCode()).isEqualTo(200);
        assertThat(Visitor.program(port, member).get(engine() + "/task").statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName(
            "sans jamais avoir eu de mot de passe ne se peut avec aucun, ni celui d’avant la suppression du compte")
    void needsAPassword() {
        String invited = team + "-c";
        enrolments.join(teams.team(team), new Enrolments.NewMember(invited, "Cid", "Roux", invited + "@jalon.example"));

        for (String password : List.of("", "null", Stage.PASSWORD)) {
            assertThat(from(Visitor.program(port, invited, password))
                            .get(engine() + "/task")
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
