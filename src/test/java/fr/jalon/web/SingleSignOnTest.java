package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import fr.jalon.web.OpenIdProvider.Lie;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Logs in through a provider of its own, over real ports. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:jalon-oidc;DB_CLOSE_DELAY=-1",
            "JALON_OIDC_CLIENT_ID=" + OpenIdProvider.CLIENT,
            "JALON_OIDC_CLIENT_SECRET=" + OpenIdProvider.SECRET,
            "JALON_OIDC_GROUPS_CLAIM=roles",
            "JALON_OIDC_FACILITATORS=incubateur,/personnels/entrepreneuriat",
            "JALON_OIDC_COACHES=coachs-externes",
            "JALON_OIDC_ADMINISTRATORS=dsi",
            "logging.level.fr.jalon.web.SingleSignOnConfiguration=error",
            "logging.level.fr.jalon.engine.identity.SingleSignOn=error",
            // The port is known only when it is open.
            "spring.security.oauth2.client.registration.oidc.redirect-uri={baseUrl}/login/oauth2/code/{registrationId}"
        })
@ActiveProfiles({"rehearsal", "test", "oidc"})
@Import({Stage.class, TrackStage.class})
@DisplayName("Le compte de l’établissement")
class SingleSignOnTest {

    private static final OpenIdProvider PROVIDER = new OpenIdProvider();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static HttpResponse<String> answerWhileAway;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private IdentityService identity;

    @Autowired
    private ProcessEngine engine;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) {
        registry.add("JALON_OIDC_ISSUER_URI", PROVIDER::issuer);
    }

    /** The very first visit, before the application has ever heard of the provider. */
    @BeforeAll
    static void visitWhileTheProviderIsAway(@LocalServerPort int port) {
        PROVIDER.beAway(true);
        answerWhileAway = Visitor.anonymous(port).get("/oauth2/authorization/oidc");
        PROVIDER.beAway(false);
    }

    @BeforeEach
    void beforeTheFirstDay() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        stage.staff();
    }

    @AfterAll
    static void end() {
        ClockUtil.reset();
        PROVIDER.close();
    }

    /** What the provider says of a person whose address it has verified. */
    private static Map<String, Object> person(String subject, String email, String... roles) {
        return new HashMap<>(Map.of(
                "sub",
                subject,
                "email",
                email,
                "email_verified",
                true,
                "preferred_username",
                subject,
                "given_name",
                "Zoé",
                "family_name",
                "Lemaire",
                "roles",
                List.of(roles)));
    }

    /** Goes from the login page to the provider and back, and returns where that leads. */
    private HttpResponse<String> arrive(Visitor person) {
        return person.get(
                OpenIdProvider.pathOf(location(atProvider(location(person.get("/oauth2/authorization/oidc"))))));
    }

    private HttpResponse<String> arrive(Map<String, Object> claims) {
        PROVIDER.expect(claims);
        return arrive(Visitor.anonymous(port));
    }

    private Visitor enter(Map<String, Object> claims) {
        PROVIDER.expect(claims);
        Visitor person = Visitor.anonymous(port);
        HttpResponse<String> answer = arrive(person);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(OpenIdProvider.pathOf(location(answer))).isEqualTo("/");
        return person;
    }

    private static HttpResponse<String> atProvider(String address) {
        try {
            return BROWSER.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer + answer.body()));
    }

    private static Visitor withToken(Visitor session) {
        session.get("/login");
        return session.with(
                "X-JALON-XSRF-TOKEN", session.cookie("JALON-XSRF-TOKEN").orElseThrow());
    }

    private static int createCohort(Visitor session) {
        return withToken(session)
                .post("/api/cohorts", """
        {"id": "sso-%1$d", "name": "Cohorte SSO %1$d", "firstDay": "2026-11-02"}""".formatted(NUMBER.incrementAndGet()))
                .statusCode();
    }

    private String localStaff(String... groups) {
        String id = "interne-" + NUMBER.incrementAndGet();
        accounts.create(new Person(id, "Ida", "Blanc", id + "@ecole.example"));
        accounts.setPassword(id, Stage.PASSWORD);
        for (String group : groups) accounts.join(id, group);
        return id;
    }

    private String engine() {
        return "/engine-rest/engine/" + engine.getName();
    }

    private void assertRefused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body())
                .contains("<html lang=\"fr\">", "Connexion refusée", why, "Revenir à Jalon")
                .doesNotContainIgnoringCase("exception");
    }

    @Test
    @DisplayName("est offert à côté du formulaire de Jalon")
    void isOffered() {
        assertThat(Visitor.anonymous(port).get("/login").body())
                .contains(
                        "href=\"/oauth2/authorization/oidc\"",
                        "Se connecter avec le compte de l’établissement",
                        "name=\"password\"");
    }

    @Test
    @DisplayName("n’empêche pas de se connecter avec un mot de passe de Jalon, par la page ou par programme")
    void leavesPasswordsAlone() {
        assertThat(createCohort(Visitor.session(port, "fanny"))).isEqualTo(201);
        assertThat(Visitor.program(port, "carlos").get(engine() + "/task").statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("peut manquer au démarrage : Jalon le dit, les mots de passe servent, et il revient")
    void mayBeAway() {
        assertThat(answerWhileAway.statusCode()).isEqualTo(503);
        assertThat(answerWhileAway.body()).contains("ne répond pas", "utilisez votre mot de passe de Jalon");

        assertThat(location(Visitor.anonymous(port).get("/oauth2/authorization/oidc")))
                .startsWith(PROVIDER.issuer());
    }

    @Test
    @DisplayName(
            "de l’encadrement crée à la première connexion un compte de Jalon, avec les groupes prévus et aucun autre")
    void opensAnAccount() {
        Visitor facilitator =
                enter(person("s-1", "Zoe.Lemaire@ecole.example", "incubateur", "team-secret", Groups.ADMINISTRATORS));

        assertThat(createCohort(facilitator)).isEqualTo(201);
        assertThat(location(facilitator.get("/"))).isEqualTo("/cohortes?home");
        assertThat(accounts.groupsOf("zoe-lemaire")).containsExactly("facilitators");
        assertThat(accounts.membersOf("facilitators"))
                .contains(new Person("zoe-lemaire", "Zoé", "Lemaire", "zoe.lemaire@ecole.example"));
    }

    @Test
    @DisplayName("de l’encadrement retrouve ce compte ensuite, même quand l’adresse a changé")
    void findsItAgain() {
        enter(person("s-2", "ines.petit@ecole.example", "/personnels/entrepreneuriat"));

        enter(person("s-2", "ines.grand@ecole.example", "/personnels/entrepreneuriat"));

        assertThat(accounts.exists("ines-petit")).isTrue();
        assertThat(accounts.exists("ines-grand")).isFalse();
    }

    @Test
    @DisplayName("de l’encadrement mène les administrateurs à Cockpit, qui les reconnaît")
    void opensCockpit() {
        Visitor administrator = enter(person("s-3", "dsi@ecole.example", "dsi"));

        assertThat(location(administrator.get("/"))).contains(Webapps.APP + "/cockpit/");
        assertThat(administrator.get("/mail").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("de l’encadrement suit à chaque connexion les groupes de l’établissement, gagnés et perdus")
    void followsTheClaim() {
        enter(person("s-4", "luc@ecole.example", "incubateur", "coachs-externes"));

        Visitor coach = enter(person("s-4", "luc@ecole.example", "coachs-externes"));
        assertThat(accounts.groupsOf("luc")).containsExactly("coaches");
        assertThat(createCohort(coach)).isEqualTo(403);

        assertThat(createCohort(enter(person("s-4", "luc@ecole.example", "incubateur"))))
                .isEqualTo(201);
        assertThat(accounts.groupsOf("luc")).containsExactly("facilitators");
    }

    @Test
    @DisplayName("de l’encadrement n’ouvre plus rien à qui a perdu son dernier groupe, session ouverte comprise")
    void losesTheLastGroup() {
        Visitor facilitator = enter(person("s-5", "eva@ecole.example", "incubateur"));

        assertRefused(arrive(person("s-5", "eva@ecole.example")), "n’a plus de rôle dans Jalon");

        assertThat(accounts.groupsOf("eva")).isEmpty();
        assertThat(createCohort(facilitator)).isEqualTo(403);
    }

    @Test
    @DisplayName("de l’encadrement se relie à un compte de l’encadrement que l’établissement confirme, sans "
            + "toucher au mot de passe")
    void linksStaff() {
        String local = localStaff("facilitators");

        enter(person("s-6", local + "@ecole.example", "incubateur", "coachs-externes"));

        assertThat(accounts.groupsOf(local)).containsExactlyInAnyOrder("facilitators", "coaches");
        assertThat(createCohort(Visitor.session(port, local))).isEqualTo(201);
    }

    @Test
    @DisplayName("ouvre aussi un compte qui n’a pas de mot de passe")
    void needsNoPassword() {
        User account = engine.getIdentityService().newUser("sans-mot-de-passe");
        account.setEmail("sans-mot-de-passe@ecole.example");
        engine.getIdentityService().saveUser(account);

        Visitor coach = enter(person("s-7", "sans-mot-de-passe@ecole.example", "coachs-externes"));

        assertThat(coach.get(engine() + "/task/count").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource({
        "admin@ecole.example, admin-2",
        "jalon@ecole.example, jalon-2",
        "fanny@ecole.example, fanny-2",
        "J@ecole.example, comptej",
        "__@ecole.example, compte",
        "a+b_c.d@ecole.example, a-b-c-d",
        "0123456789012345678901234567890123456789@ecole.example, 012345678901234567890123456789012345"
    })
    @DisplayName("de l’encadrement ne reçoit jamais l’identifiant d’un autre, et toujours un identifiant de Jalon")
    void namesTheAccount(String email, String expected) {
        enter(person("nom-" + email, email, "coachs-externes"));

        assertThat(expected).matches("[a-z0-9-]{2,40}");
        assertThat(accounts.groupsOf(expected)).containsExactly("coaches");
        assertThat(accounts.groupsOf("fanny")).containsExactly("facilitators");
        assertThat(accounts.groupsOf("admin")).containsExactly(Groups.ADMINISTRATORS);
    }

    @Test
    @DisplayName("se reconnaît à son adresse, que le domaine international soit écrit en lettres ou en ASCII")
    void knowsInternationalDomains() {
        accounts.create(new Person("coach-intl", "Lou", "Roux", "lou@école-été.example"));
        accounts.join("coach-intl", "coaches");

        enter(person("intl-1", "Lou@ÉCOLE-été.example", "coachs-externes"));

        assertThat(accounts.find("coach-intl").orElseThrow().email()).isEqualTo("lou@xn--cole-t-9uafb.example");
        assertThat(accounts.exists("lou")).isFalse();
    }

    @Test
    @DisplayName("ne prend pas un nom dont les accents sont perdus : l’identifiant en tient lieu")
    void takesNoGarbledName() {
        Map<String, Object> claims = person("nom-perdu", "perdu@ecole.example", "coachs-externes");
        claims.put("given_name", "ZoÃ©");

        enter(claims);

        assertThat(accounts.find("perdu").orElseThrow().name()).isEqualTo("Lemaire");
    }

    @Test
    @DisplayName("d’un membre inscrit montre son équipe, et aucune autre")
    void seesItsTeam() {
        String team = stage.team(Stage.MONDAY);
        String other = stage.team(Stage.MONDAY);
        stage.open(team);
        stage.open(other);

        Visitor member = enter(person("m-1", (team + "-A@Jalon.example"), "etudiants"));

        assertThat(member.get("/api/teams/" + team + "/journey").statusCode()).isEqualTo(200);
        assertThat(member.get("/api/teams/" + other + "/journey").statusCode()).isEqualTo(404);
        assertThat(member.get(engine() + "/task/count").statusCode()).isEqualTo(200);
        assertThat(member.get(engine() + "/user").statusCode()).isEqualTo(403);
        assertThat(createCohort(member)).isEqualTo(403);
    }

    @Test
    @DisplayName("d’un membre inscrit ôte toute valeur à son invitation dès la première connexion")
    void voidsTheInvitation() {
        String team = stage.team(Stage.MONDAY);
        String invited = team + "-b";
        String token = enrolments
                .join(teams.team(team), new Enrolments.NewMember(invited, "Béa", "Roux", invited + "@jalon.example"))
                .invitation();
        assertThat(Visitor.anonymous(port).get("/invitation/" + token).statusCode())
                .isEqualTo(200);

        enter(person("m-6", invited + "@jalon.example"));

        assertThat(Visitor.anonymous(port)
                        .post("/api/invitations/" + token, """
        {"password": "Un-Nouveau-Secret-27"}""")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Visitor.program(port, "fanny")
                        .get("/invitations?cohort=" + teams.team(team).cohort())
                        .body())
                .doesNotContain(invited);
        assertThat(Visitor.program(port, invited, "Un-Nouveau-Secret-27")
                        .get(engine() + "/task")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("d’un membre inscrit se déconnecte de Jalon")
    void logsOut() {
        String team = stage.team(Stage.MONDAY);
        stage.open(team);
        Visitor member = withToken(enter(person("m-2", team + "-a@jalon.example")));

        member.send("POST", "/logout", null);

        assertThat(member.get("/api/teams/" + team + "/journey").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("d’un membre inscrit en fait un coach quand l’établissement le dit, jamais un administrateur")
    void makesNoAdministrator() {
        // Whoever enrolled the member may have kept the password.
        String team = stage.team(Stage.MONDAY);

        enter(person("m-3", team + "-a@jalon.example", "dsi", "coachs-externes"));

        assertThat(accounts.groupsOf(team + "-a")).containsExactlyInAnyOrder("team-" + team, "coaches");
    }

    @Test
    @DisplayName("d’un membre inscrit ne passe pas à qui reçoit plus tard la même adresse, ni le compte à qui "
            + "portait l’identifiant")
    void outlivesNobody() {
        String team = stage.team(Stage.MONDAY);
        String id = team + "-a";
        enter(person("m-4", id + "@jalon.example"));

        assertRefused(arrive(person("m-5", id + "@jalon.example")), "relié à un autre compte de l’établissement");

        identity.deleteUser(id);
        User successor = identity.newUser(id);
        successor.setEmail("successeur@jalon.example");
        successor.setPassword(Stage.PASSWORD);
        identity.saveUser(successor);
        assertRefused(arrive(person("m-4", id + "@jalon.example")), "Personne n’est inscrit à Jalon avec l’adresse");
    }

    @Test
    @DisplayName("est refusé à qui n’est pas inscrit, avec une phrase qui dit que faire")
    void toTheUnknown() {
        long people = identity.createUserQuery().count();

        assertRefused(
                arrive(person("r-1", "inconnue@ecole.example", "etudiants", "facilitators")),
                "Personne n’est inscrit à Jalon avec l’adresse inconnue@ecole.example\u00a0: demandez à "
                        + "votre facilitateur");

        assertThat(identity.createUserQuery().count()).isEqualTo(people);
    }

    @ParameterizedTest
    @CsvSource({"false", "non", ","})
    @DisplayName("est refusé à qui n’a pas d’adresse vérifiée, encadrement compris")
    void withoutAVerifiedAddress(String verified) {
        String team = stage.team(Stage.MONDAY);
        Map<String, Object> member = person("r-2", team + "-a@jalon.example", "incubateur");
        if (verified == null) member.remove("email_verified");
        else member.put("email_verified", verified);

        assertRefused(arrive(member), "adresse électronique vérifiée");

        assertThat(accounts.groupsOf(team + "-a")).containsExactly("team-" + team);
    }

    @Test
    @DisplayName("est refusé quand une vérification ne porte pas sur l’adresse qui est donnée")
    void withAVerificationOfAnotherAddress() {
        String team = stage.team(Stage.MONDAY);
        Map<String, Object> claims = person("r-3", team + "-a@jalon.example");
        claims.remove("email_verified");
        PROVIDER.expect(claims, Map.of("email", "r-3@ecole.example", "email_verified", true), Lie.NONE);

        assertRefused(arrive(Visitor.anonymous(port)), "adresse électronique vérifiée");
    }

    @ParameterizedTest
    @CsvSource({"admin", "fanny", "carlos"})
    @DisplayName("est refusé à qui se fait appeler comme un autre")
    void toANamesake(String victim) {
        Map<String, Object> claims = person(victim, "pirate@ecole.example");
        claims.put("name", victim);
        claims.put("nickname", victim);

        assertRefused(arrive(claims), "Personne n’est inscrit à Jalon avec l’adresse pirate@ecole.example");
    }

    @ParameterizedTest
    @CsvSource({
        "facilitators, etudiants",
        "facilitators, coachs-externes",
        Groups.ADMINISTRATORS + ", incubateur",
        "coaches, dsi"
    })
    @DisplayName("est refusé à qui porte l’adresse d’un compte de l’encadrement sans en avoir le groupe, et "
            + "ce compte garde les siens")
    void toFalseStaff(String group, String role) {
        String local = localStaff(group);

        assertRefused(arrive(person("r-4-" + local, local + "@ecole.example", role)), "est un compte de l’encadrement");

        assertThat(accounts.groupsOf(local)).containsExactly(group);
    }

    @Test
    @DisplayName("est refusé quand deux comptes de Jalon portent la même adresse")
    void withAnAmbiguousAddress() {
        accounts.create(new Person("double-a", "Ada", "Roux", "double@ecole.example"));
        accounts.create(new Person("double-b", "Béa", "Roux", "Double@ecole.example"));

        assertRefused(arrive(person("r-5", "double@ecole.example")), "Plusieurs comptes de Jalon");
    }

    @ParameterizedTest
    @CsvSource({
        "fann\u0131@jalon.example",
        "carlos@\u212Aalon.example",
        "'a@x.example,fanny@jalon.example'",
        "<b>@jalon.example",
        "léa@jalon.example",
        "lea@jalon..example"
    })
    @DisplayName("est refusé avec une adresse qui se déguise en une autre")
    void withADisguisedAddress(String email) {
        assertRefused(
                arrive(person("r-6", email, "incubateur", "coachs-externes", "dsi")), "adresse électronique vérifiée");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    @DisplayName("est refusé quand le jeton d’identité est faux")
    void withAForgedToken(Lie lie) {
        PROVIDER.expect(person("r-7", "faux@ecole.example", "incubateur"), Map.of(), lie);
        Visitor person = Visitor.anonymous(port);

        assertRefused(arrive(person), "n’a pas abouti");

        assertThat(accounts.exists("faux")).isFalse();
        assertThat(person.get(engine() + "/task").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("est refusé quand les informations complémentaires sont celles d’un autre")
    void withTheInformationOfAnother() {
        PROVIDER.expect(
                person("r-8", "faux@ecole.example"), Map.of("sub", "s-1", "roles", List.of("incubateur")), Lie.NONE);

        assertRefused(arrive(Visitor.anonymous(port)), "n’a pas abouti");
    }

    @Test
    @DisplayName("est refusé à qui revient sans être parti, ou deux fois")
    void withoutARequest() {
        PROVIDER.expect(person("r-9", "zoe@ecole.example", "incubateur"));
        Visitor person = Visitor.anonymous(port);
        String back = OpenIdProvider.pathOf(location(atProvider(location(person.get("/oauth2/authorization/oidc")))));

        assertRefused(Visitor.anonymous(port).get(back), "n’a pas abouti");
        assertThat(person.get(back).statusCode()).isEqualTo(302);
        assertRefused(person.get(back), "n’a pas abouti");
    }
}
