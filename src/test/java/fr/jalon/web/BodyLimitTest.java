package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.engine.http.Webapps;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

@JalonServerTest
@DisplayName("La taille de ce qu’on envoie")
class BodyLimitTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @BeforeAll
    static void enrolStaff(@Autowired Stage stage) {
        stage.staff();
    }

    @ParameterizedTest(name = "{0}, {1}, {2} octet de trop, longueur annoncée {3}")
    @CsvSource(textBlock = """
      /api/cohorts,                             application/json,        1, true
      /api/cohorts,                             application/json,        1, false
      /api/cohorts,                             application/json,  1000000, false
      /api/cohorts,                             text/plain,              1, true
      /api/teams/inconnue/metrics,              text/csv,          4194305, true
      /api/teams/inconnue/metrics,              text/csvx,               1, true
      /api/plans/inconnu/items,                 application/xml,   4194305, true
      /api/cohorts,                             multipart/form-data,     1, true
      /equipes/inconnue/nom,                    multipart/form-data,     1, true
      /api/invitations/inconnue,                application/json,        1, false
      {rest}/task,                             application/json,        1, true
      {rest}/task,                             application/json,        1, false
      {webapps}/api/engine/engine/{engine}/task, application/json,        1, true
      """)
    @DisplayName("au-delà de la limite est refusée par un 413 en français")
    void refusesWhatIsTooLarge(String path, String type, int beyond, boolean announced) throws Exception {
        HttpResponse<String> answer = post(path, type, MEGABYTE + beyond, announced);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.get("title").asText()).isEqualTo("Contenu trop volumineux");
        assertThat(problem.get("status").asInt()).isEqualTo(413);
        assertThat(problem.get("detail").asText())
                .contains(
                        "trop volumineux",
                        List.of("text/csv", "application/xml").contains(type) ? "5\u00a0Mo" : "1\u00a0Mo");
    }

    @ParameterizedTest(name = "{0}, {1}, {2} octets, longueur annoncée {3} : {4}")
    @CsvSource(textBlock = """
      /api/cohorts,                 application/json,           1048576, true,  201
      /api/cohorts,                 application/json,           1048576, false, 201
      {rest}/task/count,            application/json,           1048576, true,  200
      {rest}/task/count,            application/json,           1048576, false, 200
      /api/cohorts,                 text/csv,                   2097152, true,  415
      /api/cohorts,                 text/csv; charset=UTF-8,    5242880, true,  415
      /api/cohorts,                 Text/CSV;charset=UTF-8,     5242880, false, 415
      """)
    @DisplayName("jusqu’à la limite n’empêche pas une réponse ordinaire")
    void takesTheExactLimit(String path, String type, int size, boolean announced, int status) throws Exception {
        assertThat(post(path, type, size, announced).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/api/cohorts", "/equipes/inconnue/fichiers", "/equipes/inconnue/plans/un", "/login"})
    @DisplayName("d’un formulaire à fichiers s’annonce : le conteneur le lit avant qu’on ne compte")
    void needsTheLengthOfForms(String path) throws Exception {
        assertThat(post(path, "multipart/form-data; boundary=a", 100, false).statusCode())
                .isEqualTo(411);
    }

    @ParameterizedTest(name = "{0} octets")
    @ValueSource(ints = {5 * MEGABYTE, 5 * MEGABYTE + 1})
    @DisplayName("se compte pour un CSV dont la longueur n’est pas annoncée")
    void countsACsv(int size) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/teams/inconnue/metrics") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContentType("text/csv");
        request.setContent(new byte[size]);
        MockHttpServletResponse response = new MockHttpServletResponse();
        AtomicInteger read = new AtomicInteger();

        new BodyLimit(new ProblemWriter(new JsonMapper()), DataSize.ofMegabytes(10))
                .doFilter(
                        request,
                        response,
                        (passed, answer) -> read.set(passed.getInputStream().readAllBytes().length));

        assertThat(read.get()).isEqualTo(size > 5 * MEGABYTE ? 0 : size);
        assertThat(response.getStatus()).isEqualTo(size > 5 * MEGABYTE ? 413 : 200);
    }

    /** Sends JSON that is padded with spaces to its size. */
    private HttpResponse<String> post(String path, String type, int size, boolean announced) throws Exception {
        String address = path.replace("{rest}", "/engine-rest/engine/{engine}")
                .replace("{webapps}", Webapps.ROOT)
                .replace("{engine}", engine.getName());
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) ' ');
        String json = path.endsWith("/cohorts")
                ? "{\"id\": \"taille-%d-%b\", \"name\": \"A\", \"firstDay\": \"2099-11-02\"".formatted(size, announced)
                : "{";
        byte[] start = json.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, content, 0, start.length);
        content[size - 1] = '}';
        BodyPublisher body = announced
                ? BodyPublishers.ofByteArray(content)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                        .POST(body)
                        .header("Content-Type", type)
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        ("fanny:" + Stage.PASSWORD).getBytes(StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
    }
}
