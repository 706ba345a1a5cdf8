package fr.jalon.measure;

import static fr.jalon.Api.plain;
import static fr.jalon.measure.MatomoServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@DisplayName("Demander ses visites à Matomo")
class MatomoTest {

    private static final LocalDate FROM = LocalDate.of(2026, 10, 20);
    private static final LocalDate UNTIL = LocalDate.of(2026, 11, 28);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MatomoServer server = new MatomoServer();
    private final Matomo matomo = matomo(Loopback.REACH, PATIENCE);

    @AfterEach
    void close() {
        server.close();
        matomo.destroy();
    }

    private static Matomo matomo(Reach reach, Duration patience) {
        return new Matomo(reach, DefaultClientTlsStrategy.createDefault(), patience);
    }

    private Reading read() throws Unread {
        return matomo.read(server.address() + "/matomo", 7, TOKEN, FROM, UNTIL);
    }

    private String fault() {
        return fault(matomo, server.address());
    }

    private static String fault(Matomo asked, String address) {
        Unread unread = catchThrowableOfType(Unread.class, () -> asked.read(address, 7, TOKEN, FROM, UNTIL));
        assertThat(unread.why()).doesNotContain(TOKEN);
        assertThat(unread).hasNoCause();
        return plain(unread.why());
    }

    @Test
    @DisplayName("rend les jours qui ont des chiffres, et d’où l’on est venu chaque mois")
    void reads() throws Unread {
        Reading reading = read();

        assertThat(reading.visits())
                .hasSize(35)
                .containsEntry(UNTIL, 10L)
                .doesNotContainKey(LocalDate.of(2026, 11, 22));
        Map<Origin, Long> origins = Map.of(Origin.CAMPAIGN, 120L, Origin.SEARCH, 30L, Origin.DIRECT, 7L);
        assertThat(reading.origins())
                .isEqualTo(Map.of(YearMonth.of(2026, 10), origins, YearMonth.of(2026, 11), origins));
    }

    @Test
    @DisplayName("se fait par POST, le jeton dans le corps et nulle part ailleurs")
    void keepsTheTokenInTheBody() throws Unread {
        read();

        assertThat(server.asked()).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/matomo/index.php");
            assertThat(asked.query()).isNull();
            assertThat(asked.everything()).doesNotContain(TOKEN);
            assertThat(asked.form())
                    .containsEntry("module", "API")
                    .containsEntry("format", "JSON")
                    .containsEntry("idSite", "7")
                    .containsEntry("date", "2026-10-20,2026-11-28")
                    .containsEntry("token_auth", TOKEN);
        });
        assertThat(server.asked())
                .extracting(
                        asked -> asked.form().get("method") + " " + asked.form().get("period"))
                .containsExactly("VisitsSummary.get day", "Referrers.getReferrerType month");
    }

    @Test
    @DisplayName("dit ce que Matomo refuse, sans répéter le jeton")
    void tellsRefusals() {
        server.answers("{\"result\":\"error\",\"message\":\"Token " + TOKEN + " is invalid\"}");
        assertThat(fault()).startsWith("Matomo refuse : « Token … is invalid ».");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("ne suit aucune redirection, pas même vers soi")
    void followsNowhere(int status) {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Location", server.address() + "/ailleurs");
            MatomoServer.send(exchange, status, new byte[0]);
        });
        assertThat(fault()).startsWith("127.0.0.1 renvoie ailleurs (" + status + ") : Jalon n’y va pas.");
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {204, 401, 403, 404, 500, 503})
    @DisplayName("dit par quelle erreur un autre répond")
    void tellsErrors(int status) {
        server.answers(exchange -> MatomoServer.send(exchange, status, new byte[0]));
        assertThat(fault()).startsWith("127.0.0.1 répond par une erreur (" + status + ").");
    }

    @Test
    @DisplayName("n’attend pas plus que de raison qui ne répond pas")
    void doesNotWaitForEver() {
        server.answersNothing();
        Matomo impatient = matomo(Loopback.REACH, Duration.ofMillis(300));
        assertThat(fault(impatient, server.address())).isEqualTo("127.0.0.1 ne répond pas à temps.");
        impatient.destroy();
    }

    @Test
    @DisplayName("ni qui répond goutte à goutte, sans fin")
    void doesNotWaitForDrops() {
        server.answersInDrops();
        Matomo impatient = matomo(Loopback.REACH, Duration.ofMillis(300));
        assertThat(fault(impatient, server.address())).isEqualTo("127.0.0.1 ne répond pas à temps.");
        impatient.destroy();
    }

    @Test
    @DisplayName("lit un mégaoctet au plus, que la longueur soit annoncée ou non")
    void readsSoMuch() {
        for (long announced : new long[] {0, Matomo.MOST + 1L}) {
            server.answers(exchange -> {
                exchange.sendResponseHeaders(200, announced);
                exchange.getResponseBody().write(" ".repeat(Matomo.MOST + 1).getBytes(StandardCharsets.UTF_8));
            });
            assertThat(fault()).contains("répond plus d’un mégaoctet : c’est trop.");
        }
    }

    @Test
    @DisplayName("ne garde rien d’une réponse coupée, ni d’une page, ni de chiffres sans leurs origines")
    void keepsNothingOfHalves() {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"2026-11-01\": {\"nb_visits\": 4}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThat(fault()).isEqualTo("127.0.0.1 ne répond pas, ou coupe sa réponse.");

        server.answers("<html><body>Bienvenue</body></html>");
        assertThat(fault()).startsWith("La réponse n’est pas celle de Matomo : du JSON est attendu, entier.");

        server.answers("{\"2026-11-01\": {\"nb_visits\": 4}}");
        assertThat(fault()).startsWith("La réponse n’a pas la forme que Matomo documente");
    }

    @Test
    @DisplayName("n’ouvre aucune liaison vers une adresse qui n’est pas publique")
    void staysOutside() {
        Matomo outside = matomo(Reach.PUBLIC, PATIENCE);
        assertThat(fault(outside, server.address()))
                .isEqualTo("127.0.0.1 ne mène à aucune adresse publique : Jalon ne l’appelle pas.");
        assertThat(fault(outside, server.address().replace("127.0.0.1", "localhost")))
                .startsWith("localhost ne mène à aucune adresse publique");
        assertThat(server.asked()).isEmpty();
        outside.destroy();
    }

    @Test
    @DisplayName("dit quand personne n’écoute")
    void tellsWhenNobodyListens() {
        server.close();
        assertThat(fault()).isEqualTo("127.0.0.1 ne répond pas, ou coupe sa réponse.");
    }

    @Test
    @DisplayName("vérifie le nom du certificat à l’adresse même qui a été jugée")
    void checksTheName(@TempDir Path folder) throws Exception {
        KeyStore keys = keys(folder, "localhost");
        HttpsServer secured = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext own = SSLContext.getInstance("TLS");
        KeyManagerFactory certificate = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        certificate.init(keys, "essai-essai".toCharArray());
        own.init(certificate.getKeyManagers(), null, null);
        secured.setHttpsConfigurator(new HttpsConfigurator(own));
        secured.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            MatomoServer.send(exchange, 200, "[]".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        secured.start();
        SSLContext trusting = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        trusting.init(null, trust.getTrustManagers(), null);
        String port = ":" + secured.getAddress().getPort();
        Matomo careful = new Matomo(Loopback.REACH, new DefaultClientTlsStrategy(trusting), PATIENCE);

        assertThat(careful.read("https://localhost" + port, 7, TOKEN, FROM, UNTIL)
                        .visits())
                .isEmpty();
        assertThat(fault(careful, "https://127.0.0.1" + port)).startsWith("La liaison chiffrée avec 127.0.0.1");
        assertThat(fault(matomo, "https://localhost" + port)).startsWith("La liaison chiffrée avec localhost");
        secured.stop(0);
        careful.destroy();
    }

    /** A certificate of that name, which nobody else has signed. */
    private static KeyStore keys(Path folder, String name) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "matomo",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "essai-essai")
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream read = Files.newInputStream(file)) {
            keys.load(read, "essai-essai".toCharArray());
        }
        return keys;
    }
}
