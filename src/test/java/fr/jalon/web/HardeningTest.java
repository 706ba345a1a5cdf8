package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Face au dehors")
class HardeningTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static String team;

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ProcessEngine engine;

    @BeforeAll
    static void enrol(@Autowired Stage stage) {
        team = stage.teamAWeekBefore();
        stage.open(team);
    }

    @BeforeEach
    void tenOClock() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** An address of its own for each test: failures are remembered from one to the next. */
    private static String elsewhere() {
        return "203.0.113." + NUMBER.incrementAndGet();
    }

    private static Visitor from(String address, Visitor visitor) {
        return visitor.with("X-Forwarded-For", address);
    }

    private static String plain(String french) {
        return french.replace('\u00a0', ' ');
    }

    @Nested
    @DisplayName("ce qui est comprimé")
    class Compressed {

        private Optional<String> encoding(String path) {
            return Visitor.session(port, team + "-a")
                    .with("Accept-Encoding", "gzip")
                    .get(path)
                    .headers()
                    .firstValue("Content-Encoding");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/jalon.css",
                    "/model.js",
                    "/vendor/bpmn-js/diagram-js.css",
                    "/vendor/bpmn-js/bpmn-navigated-viewer.production.min.js"
                })
        @DisplayName("est ce qui est le même pour tous")
        void isTheSameForAll(String path) {
            assertThat(encoding(path)).hasValue("gzip");
        }

        @Test
        @DisplayName("n’est jamais une page, qui tient un secret à côté de ce que quelqu’un a tapé")
        void isNoPage() {
            assertThat(encoding("/equipes/" + team)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jalon.css", "/model.js", "/favicon.svg"})
    @DisplayName("un fichier du site, le même pour tous, n’est renvoyé que s’il a changé")
    void sendsAFileOnce(String path) {
        HttpHeaders first = Visitor.session(port, team + "-a").get(path).headers();
        String tag = first.firstValue("ETag").orElseThrow();

        assertThat(first.firstValue("Cache-Control")).hasValue("no-cache, private");
        assertThat(first.firstValue("Last-Modified")).isEmpty();
        assertThat(Visitor.session(port, team + "-a")
                        .with("If-None-Match", tag)
                        .get(path)
                        .statusCode())
                .isEqualTo(304);
    }

    @Nested
    @DisplayName("les témoins de connexion")
    class Cookies {

        /** What the answer to a login sets, by the name of the cookie. */
        private List<String> setByLogin(String scheme) {
            Visitor person = Visitor.anonymous(port);
            person.get("/login");
            return person.with("X-Forwarded-Proto", scheme)
                    .login("fanny", Stage.PASSWORD)
                    .headers()
                    .allValues("Set-Cookie");
        }

        @Test
        @DisplayName("ne quittent pas TLS quand ils en viennent")
        void areSecureOverTls() {
            assertThat(setByLogin("https"))
                    .hasSizeGreaterThan(1)
                    .allMatch(cookie -> cookie.contains("; Secure"))
                    .anyMatch(cookie -> cookie.startsWith("JSESSIONID="));
            assertThat(Visitor.anonymous(port)
                            .with("X-Forwarded-Proto", "https")
                            .get("/login")
                            .headers()
                            .allValues("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .startsWith("JALON-XSRF-TOKEN=")
                    .contains("; Secure");
            Visitor member = Visitor.session(port, team + "-a").with("X-Forwarded-Proto", "https");
            assertThat(member.get(Webapps.APP + "/tasklist/" + engine.getName() + "/")
                            .headers()
                            .allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.matches("(?i)[^;]+(;[^;]+)*; *secure(;.*)?"))
                    .anyMatch(cookie -> cookie.startsWith("XSRF-TOKEN="));
        }

        @Test
        @DisplayName("restent utilisables sans TLS, sur la machine même")
        void workWithoutTls() {
            assertThat(setByLogin("http")).hasSizeGreaterThan(1).noneMatch(cookie -> cookie.contains("Secure"));
        }

        @Test
        @DisplayName("ne partent pas avec la requête d’un autre site ; celui de la session échappe aux scripts")
        void areLax() {
            List<String> cookies = setByLogin("https");

            assertThat(cookies).allMatch(cookie -> cookie.toLowerCase().contains("samesite=lax"));
            assertThat(cookies)
                    .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                    .singleElement()
                    .asString()
                    .contains("HttpOnly");
            Visitor member = Visitor.session(port, team + "-a");
            assertThat(member.get(Webapps.APP + "/tasklist/" + engine.getName() + "/")
                            .headers()
                            .allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.toLowerCase().contains("samesite=lax"));
        }

        @Test
        @DisplayName("ne vont pas au programme qui lit une page avec son mot de passe")
        void areNotForPrograms() {
            HttpResponse<String> page = Visitor.program(port, "fanny").get("/accessibilite");

            assertThat(page.body()).contains("Fanny Moreau");
            assertThat(page.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
        }

        @Test
        @DisplayName("changent à la connexion : celui d’avant ne donne aucun droit")
        void changeAtLogin() {
            Visitor person = Visitor.anonymous(port);
            person.with("Accept", "text/html").get("/mail");
            String before = person.cookie("JSESSIONID").orElseThrow();

            person.login("fanny", Stage.PASSWORD);

            assertThat(person.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(before);
            assertThat(journey(before)).isEqualTo(401);
            assertThat(journey(person.cookie("JSESSIONID").orElseThrow())).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/logout", Webapps.API + "/admin/auth/user/{engine}/logout"})
        @DisplayName("ne valent plus rien après la déconnexion, pour personne")
        void endAtLogout(String logout) {
            Visitor person = Visitor.webapp(port, "fanny", engine.getName());
            person.get("/login");
            String session = person.cookie("JSESSIONID").orElseThrow();
            assertThat(journey(session)).isEqualTo(200);

            person.with("X-JALON-XSRF-TOKEN", person.cookie("JALON-XSRF-TOKEN").orElseThrow())
                    .send("POST", logout.replace("{engine}", engine.getName()), null);

            assertThat(journey(session)).isEqualTo(401);
        }

        @Test
        @DisplayName("ramènent à la page demandée, pas à l’image qu’elle a demandée ensuite")
        void returnToThePage() {
            Visitor person = Visitor.anonymous(port);
            String page = Webapps.APP + "/tasklist/" + engine.getName() + "/";
            person.with("Accept", "text/html").get(page);
            person.with("Accept", "image/svg+xml,image/*,*/*;q=0.8").get(Webapps.ROOT + "/favicon.ico");

            String place = person.with("Accept", "text/html")
                    .login("fanny", Stage.PASSWORD)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();

            assertThat(place).contains(page);
        }

        @Test
        @DisplayName("expirées devant la page de connexion, y ramènent avec un mot")
        void expireAtTheDoor() {
            HttpResponse<String> answer = Visitor.anonymous(port)
                    .with("Accept", "text/html")
                    .send(
                            "POST",
                            "/login",
                            "application/x-www-form-urlencoded",
                            "username=fanny&password=x&_csrf=perdu");

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?expired");
        }

        @Test
        @DisplayName("d’une page de connexion restée ouverte y ramènent, même si quelqu’un s’est connecté depuis")
        void returnToTheDoor() {
            HttpResponse<String> answer = Visitor.session(port, "fanny")
                    .with("Accept", "text/html")
                    .send(
                            "POST",
                            "/login",
                            "application/x-www-form-urlencoded",
                            "username=fanny&password=x&_csrf=perdu");

            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?expired");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
        /invitations               | member | 403 | Vous n’avez pas accès à cette action.
        /mail                      | fanny  | 403 | Vous n’avez pas accès à cette action.
        /invitations?cohort=nulle  | fanny  | 404 | La cohorte « nulle » est inconnue.
        """)
        @DisplayName("qui ne donnent pas accès à une page montrent une page qui le dit")
        void refuseOnAPage(String path, String who, int status, String said) {
            Visitor person = Visitor.session(port, who.equals("member") ? team + "-a" : who);

            HttpResponse<String> page = person.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                    .get(path);

            assertThat(page.statusCode()).isEqualTo(status);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(Api.plain(page.body())).contains(said, "<html");
            assertThat(person.with("Accept", "application/json")
                            .get(path)
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow())
                    .startsWith("application/problem+json");
        }

        @Test
        @DisplayName("survivent au lien qu’un autre site fait suivre vers la déconnexion")
        void outliveALink() {
            Visitor person = Visitor.session(port, "fanny");

            person.get("/logout");

            assertThat(journey(person.cookie("JSESSIONID").orElseThrow())).isEqualTo(200);
        }

        private int journey(String session) {
            return Visitor.anonymous(port)
                    .with("Cookie", "JSESSIONID=" + session)
                    .get("/api/teams/" + team + "/journey")
                    .statusCode();
        }
    }

    @Nested
    @DisplayName("les en-têtes")
    class Headers {

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "/login",
                    "/login?error",
                    "/mail",
                    "/guides/idee.html",
                    "/nulle-part",
                    "/mentions-legales",
                    "/api/teams/{team}/dossier",
                    "/api/teams/{team}/dossier?format=pdf",
                    "/api/teams/{team}/journey",
                    "/engine-rest/task",
                    "/error"
                })
        @DisplayName("de Jalon n’admettent aucun script que les siens, aucun cadre, aucune devinette sur le type")
        void forbidScripts(String path) {
            HttpResponse<String> answer = Visitor.session(port, path.equals("/mail") ? "admin" : "fanny")
                    .with("Accept", "*/*")
                    .get(path.replace("{team}", team));

            assertHardened(answer.headers().map());
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"/login;x", "//login", "/%00", "/a%zz", "/api/%2f"})
        @DisplayName("y sont aussi là où le serveur refuse avant Jalon")
        void areOnTheContainersPages(String path) throws IOException {
            String answer = raw(
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/html\r\n\r\n");
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            answer.substring(0, answer.indexOf("\r\n\r\n")).lines().skip(1).forEach(line -> headers.computeIfAbsent(
                            line.split(": ", 2)[0], name -> new ArrayList<>())
                    .add(line.split(": ", 2)[1]));

            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertHardened(headers);
            assertThat(headers.get("Cache-Control")).containsExactly("no-store");
        }

        private static final Pattern LOCATION = Pattern.compile("(?im)^Location: *(\\S+)");

        /** Sends a request as it is, which no client would. */
        private String raw(String request) throws IOException {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        private void assertHardened(Map<String, List<String>> headers) {
            assertThat(headers.get("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .contains("script-src 'self';")
                    .doesNotContain("unsafe", "nonce", "script-src 'self' ");
            assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
            assertThat(headers.get("Referrer-Policy")).containsExactly("same-origin");
        }

        @Test
        @DisplayName("des applications du moteur nomment leurs propres scripts")
        void leaveTheWebappsTheirs() {
            HttpResponse<String> page =
                    Visitor.session(port, team + "-a").get(Webapps.APP + "/tasklist/" + engine.getName() + "/");

            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .contains("script-src 'nonce-");
            assertThat(page.headers().allValues("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"/login", "/api/teams/{team}/journey", Webapps.APP + "/tasklist/{engine}/"})
        @DisplayName("demandent TLS pour toujours à qui vient par TLS, et à lui seul")
        void askForTls(String path) {
            String address = path.replace("{team}", team).replace("{engine}", engine.getName());

            assertThat(Visitor.program(port, "fanny").get(address).headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
            assertThat(Visitor.program(port, "fanny")
                            .with("X-Forwarded-Proto", "https")
                            .get(address)
                            .headers()
                            .firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "GET /",
                    "GET /invitations",
                    "GET " + Webapps.ROOT,
                    "GET " + Webapps.ROOT + "/",
                    "GET " + Webapps.APP,
                    "GET " + Webapps.APP + "/tasklist",
                    "GET " + Webapps.APP + "/tasklist/",
                    "GET " + Webapps.APP + "/tasklist/{engine}",
                    "GET " + Webapps.APP + "/cockpit",
                    "GET " + Webapps.APP + "/admin/{engine}",
                    "GET /guides",
                    "POST /logout",
                    "POST /login",
                    "POST /mail/retry"
                })
        @DisplayName("de qui demande ne disent pas où mène une redirection, ni avant la connexion ni après")
        void doNotSayWhereToGo(String request) throws IOException {
            String[] asked = request.replace("{engine}", engine.getName()).split(" ");
            Visitor admin = Visitor.session(port, "admin");
            admin.get("/login");
            String session = "Cookie: JSESSIONID=" + admin.cookie("JSESSIONID").orElseThrow() + "; JALON-XSRF-TOKEN="
                    + admin.cookie("JALON-XSRF-TOKEN").orElseThrow() + "\r\nX-JALON-XSRF-TOKEN: "
                    + admin.cookie("JALON-XSRF-TOKEN").orElseThrow() + "\r\n";
            int redirections = 0;
            for (String who : List.of("", session)) {
                for (String forged : List.of(
                        "Host: faux.example",
                        "Host: localhost\r\nX-Forwarded-Host: faux.example\r\nX-Forwarded-Proto: https")) {
                    String answer = raw(asked[0] + " " + asked[1] + " HTTP/1.1\r\n" + forged + "\r\n" + who
                            + "Accept: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    assertThat(answer).doesNotContain("faux.example");
                    Matcher place = LOCATION.matcher(answer);
                    if (!place.find()) continue;
                    redirections++;
                    assertThat(place.group(1)).matches("/(?!/).*");
                }
            }
            assertThat(redirections).isPositive();
        }

        @Test
        @DisplayName("de qui demande une page avant de se connecter ne disent pas où elle se trouve après")
        void doNotSayWhereToReturn() {
            Visitor person = Visitor.anonymous(port)
                    .with("X-Forwarded-Host", "faux.example")
                    .with("Accept", "text/html");
            person.get("/invitations?cohort=nulle&page=1");

            assertThat(person.login("fanny", Stage.PASSWORD)
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .matches("/invitations\\?cohort=nulle&page=1(&continue)?");
        }
    }

    @Nested
    @DisplayName("qui devine un mot de passe")
    class Guessing {

        private final String journey = "/api/teams/" + team + "/journey";

        private List<Integer> guess(String address, String user, int times) {
            return Stream.generate(() -> from(address, Visitor.program(port, user, "faux"))
                            .get(journey)
                            .statusCode())
                    .limit(times)
                    .toList();
        }

        @Test
        @DisplayName("par programme est prié d’attendre, en français, et attend même avec le bon mot de passe")
        void waitsAsAProgram() {
            String address = elsewhere();
            assertThat(guess(address, team + "-a", 5)).containsOnly(401);

            HttpResponse<String> answer =
                    from(address, Visitor.program(port, team + "-a")).get(journey);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("300");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(plain(answer.body()))
                    .contains("\"title\":\"Trop d’essais\"", "\"status\":429", "Trop d’essais : attendez 5 minutes.");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        }

        @Test
        @DisplayName("par la page le lit sur la page, et n’est pas connecté")
        void waitsAsAPerson() {
            Visitor person = from(elsewhere(), Visitor.anonymous(port));
            for (int failure = 1; failure <= 5; failure++) {
                assertThat(person.login(team + "-a", "faux")
                                .headers()
                                .firstValue("Location")
                                .orElseThrow())
                        .endsWith("/login?error");
            }

            String page = person.login(team + "-a", Stage.PASSWORD)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();

            assertThat(page).endsWith("/login?wait=5");
            assertThat(plain(person.get("/login?wait=5").body()))
                    .contains("Trop d’essais : attendez 5 minutes.")
                    .doesNotContain("mot de passe incorrect");
            assertThat(person.get(journey).statusCode()).isEqualTo(401);
        }

        @Test
        @DisplayName("n’enferme personne dehors : d’ailleurs, le bon mot de passe ouvre aussitôt")
        void locksNobodyOut() {
            String member = team + "-a";
            for (int stranger = 1; stranger <= 4; stranger++) guess(elsewhere(), member, 6);

            assertThat(from(elsewhere(), Visitor.program(port, member))
                            .get(journey)
                            .statusCode())
                    .isEqualTo(200);
            Visitor person = from(elsewhere(), Visitor.anonymous(port));
            assertThat(person.login(member, Stage.PASSWORD)
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .doesNotContain("/login");
        }

        @Test
        @DisplayName("essaie de nouveau cinq minutes plus tard")
        void triesAgainLater() {
            String address = elsewhere();
            guess(address, team + "-a", 6);

            stage.clock(Stage.MONDAY.minusDays(7), 10, 5);

            assertThat(from(address, Visitor.program(port, team + "-a"))
                            .get(journey)
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("de compte en compte épuise son adresse, pour tous les comptes")
        void wearsItsAddressOut() {
            String address = elsewhere();

            for (String user : List.of("admin", "carlos", "personne", "inconnue"))
                assertThat(guess(address, user, 5)).containsOnly(401);

            assertThat(from(address, Visitor.program(port, "fanny"))
                            .get(journey)
                            .statusCode())
                    .isEqualTo(429);
        }

        @Test
        @DisplayName("ne change pas d’adresse en le prétendant : seul le mandataire de la machine est cru")
        void cannotForgeAddresses() {
            String address = "192.168.7." + NUMBER.incrementAndGet();

            for (int failure = 1; failure <= 5; failure++) guess(elsewhere() + ", " + address, team + "-a", 1);

            assertThat(from(elsewhere() + ", " + address, Visitor.program(port, team + "-a"))
                            .get(journey)
                            .statusCode())
                    .isEqualTo(429);
        }

        @Test
        @DisplayName("laisse au journal une ligne par refus, avec son adresse, sans mot de passe ni identifiant")
        void isWrittenDown(CapturedOutput output) {
            String address = elsewhere();

            guess(address, "Mot-de-passe-tape-trop-haut-1", 6);
            from(address, Visitor.anonymous(port)).login("Mot-de-passe-tape-trop-haut-1", "faux");

            // The line that the filter of fail2ban in the operator's guide looks for.
            assertThat(output.getAll().lines().filter(line -> line.endsWith(": login refused, client " + address)))
                    .hasSize(7)
                    .allMatch(line -> line.contains(" WARN "));
            assertThat(output.getAll()).doesNotContain("Mot-de-passe-tape");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {"/engine-rest", "/engine-rest/engine/{engine}", Webapps.API + "/engine/engine/{engine}"})
        @DisplayName("ne passe pas par le moteur, qui que l’on soit")
        void cannotAskTheEngine(String root) {
            Visitor administrator = Visitor.webapp(port, "admin", engine.getName());

            HttpResponse<String> answer = administrator
                    .with("Authorization", basic("admin"))
                    .post(root.replace("{engine}", engine.getName()) + "/identity/verify", """
              {"username": "fanny", "password": "%s"}""".formatted(
                                    Stage.PASSWORD));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("authenticated");
            assertThat(administrator
                            .post(root.replace("{engine}", engine.getName()) + "/identity/verify/", """
          {"username": "fanny", "password": "%s"}""".formatted(
                                            Stage.PASSWORD))
                            .statusCode())
                    .isEqualTo(403);
        }

        private static String basic(String user) {
            return "Basic "
                    + Base64.getEncoder()
                            .encodeToString((user + ":" + Stage.PASSWORD).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    @DisplayName("qui devine une invitation")
    class GuessingInvitations {

        private static final String SECRET = """
        {"password": "Un-Nouveau-Secret-27"}""";

        @Test
        @DisplayName("est prié d’attendre après vingt essais, d’ailleurs on ne le remarque pas")
        void waits() {
            Visitor stranger = from(elsewhere(), Visitor.anonymous(port));
            for (int guess = 1; guess <= 20; guess++) {
                assertThat(stranger.post("/api/invitations/essai-" + guess, SECRET)
                                .statusCode())
                        .isEqualTo(404);
            }

            HttpResponse<String> answer = stranger.post("/api/invitations/essai-21", SECRET);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("300");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(plain(answer.body())).contains("Trop d’essais : attendez 5 minutes.");
            assertThat(from(elsewhere(), Visitor.anonymous(port))
                            .post("/api/invitations/essai-22", SECRET)
                            .statusCode())
                    .isEqualTo(404);
        }

        @Test
        @DisplayName("ne compte pas ce qui n’est pas une devinette")
        void countsGuessesAlone() {
            Visitor person = from(elsewhere(), Visitor.anonymous(port));

            for (int attempt = 1; attempt <= 25; attempt++) {
                assertThat(person.post("/api/invitations/essai", "{}").statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Nested
    @DisplayName("qui devine le lien d’un dossier prêté")
    class GuessingLoans {

        @Test
        @DisplayName("est prié d’attendre après vingt essais, d’ailleurs et pour le reste on ne le remarque pas")
        void waits() {
            Visitor stranger = from(elsewhere(), Visitor.anonymous(port)).with("Accept", "text/html");
            for (int guess = 1; guess <= 20; guess++) {
                HttpResponse<String> answer = stranger.get("/dossiers/essai-" + guess);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
                assertThat(answer.headers().allValues("X-Robots-Tag")).containsExactly("noindex");
                assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
                assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            }

            HttpResponse<String> answer = stranger.get("/dossiers/essai-21");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(plain(answer.body())).contains("Trop d’essais : attendez 5 minutes.");
            assertThat(stranger.get("/invitation/essai").statusCode()).isEqualTo(404);
            assertThat(from(elsewhere(), Visitor.anonymous(port))
                            .get("/dossiers/essai-22")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("un calendrier par son adresse secrète se garde chez qui le lit, et ne se renvoie que changé")
    void keepsCalendarsWithTheirReaders() {
        HttpResponse<String> made = Visitor.program(port, "fanny").post("/api/calendars", "{\"of\": \"me\"}");
        String path = made.body().replaceAll("(?s).*(/calendriers/[\\w-]+\\.ics).*", "$1");
        Visitor reader = Visitor.anonymous(port).with("Accept", "text/calendar");

        HttpResponse<String> calendar = reader.get(path);

        assertThat(calendar.statusCode()).isEqualTo(200);
        assertThat(calendar.headers().allValues("Cache-Control")).containsExactly("no-cache, private");
        assertThat(calendar.headers().allValues("Set-Cookie")).isEmpty();
        String tag = calendar.headers().firstValue("ETag").orElseThrow();
        assertThat(reader.with("If-None-Match", tag).get(path).statusCode()).isEqualTo(304);
    }

    @Nested
    @DisplayName("qui devine l’adresse d’un calendrier")
    class GuessingCalendars {

        @Test
        @DisplayName("est prié d’attendre après vingt essais, d’ailleurs on ne le remarque pas")
        void waits() {
            Visitor stranger = from(elsewhere(), Visitor.anonymous(port)).with("Accept", "text/calendar");
            for (int guess = 1; guess <= 20; guess++) {
                HttpResponse<String> answer = stranger.get("/calendriers/essai-" + guess + ".ics");
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            }

            assertThat(stranger.get("/calendriers/essai-21.ics").statusCode()).isEqualTo(429);
            assertThat(stranger.get("/dossiers/essai").statusCode()).isEqualTo(404);
            assertThat(from(elsewhere(), Visitor.anonymous(port))
                            .get("/calendriers/essai-22.ics")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest(name = "« {0} »")
    @CsvSource(delimiter = '|', textBlock = """
      1  | Trop d’essais : attendez 1 minute.
      3  | Trop d’essais : attendez 3 minutes.
      0  |
      -2 |
      """)
    @DisplayName("La page de connexion ne répète de son adresse qu’un nombre de minutes")
    void repeatsANumber(String wait, String sentence) {
        String page = plain(Visitor.anonymous(port).get("/login?wait=" + wait).body());

        if (sentence == null) assertThat(page).doesNotContain("Trop d’essais").contains("Se connecter");
        else assertThat(page).contains(sentence);
        assertThat(Visitor.anonymous(port).get("/login?wait=mille%20ans").body())
                .doesNotContain("mille ans");
    }
}
