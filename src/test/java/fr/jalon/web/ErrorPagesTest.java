package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;

@JalonServerTest
@DisplayName("Ce qui est refusé avant toute réponse de Jalon")
class ErrorPagesTest {

    @LocalServerPort
    private int port;

    @BeforeAll
    static void enrolStaff(@Autowired Stage stage) {
        stage.staff();
    }

    @ParameterizedTest(name = "{0}, {1} : {2}")
    @CsvSource(textBlock = """
      /login;x,                     text/html,        400, page
      //login,                      text/html,        400, page
      /%2f,                         text/html,        400, page
      /%00,                         text/html,        400, page
      /a%zz,                        text/html,        400, page
      /[x,                          text/html,        400, page
      /nulle-part,                  text/html,        404, page
      /error,                       text/html,        404, page
      {webapps}/app/admin/nulle/,   text/html,        404, page
      {webapps}/app/COCKPIT/default, text/html,        404, page
      {webapps}/app/zz/default/,    text/html,        404, page
      {webapps}/app/admin/x/setup/, text/html,        403, page
      /login;x,                     */*,              400, problem
      /nulle-part,                  application/json, 404, problem
      /api/nulle-part,              text/html,        404, problem
      /api/teams/nulle-part/dossier, text/html,       404, page
      /api/teams/nulle-part/dossier, */*,             404, problem
      /api/teams/x;y/dossier,       text/html,        400, problem
      /api/x;y,                     text/html,        400, problem
      //api/teams,                  text/html,        400, problem
      /api//teams,                  application/json, 400, problem
      /api/%2f,                     text/html,        400, problem
      /api/%00,                     application/json, 400, problem
      /api/%zz,                     application/json, 400, problem
      /engine-rest;a=b/engine,      application/json, 400, problem
      /engine-rest//engine,         text/html,        400, problem
      /engine-rest/%2f,             application/json, 400, problem
      /%65ngine-rest/task,          application/json, 400, problem
      {webapps}/ap%69/engine/engine, application/json, 400, problem
      {webapps}//api/engine/engine, application/json, 400, problem
      /engine-rest/ta%C2%85sk,      application/json, 403, engine
      {webapps}/api/engine/engine/x%C2%85, application/json, 403, engine
      """)
    @DisplayName("se lit en français, page pour une personne, détails pour un programme, sans rien de l’intérieur")
    void speaksFrench(String path, String accepted, int status, String kind) throws IOException {
        String answer = get(path.replace("{webapps}", Webapps.ROOT), accepted);

        if (kind.equals("engine")) {
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Vous n’avez pas accès à cette action.");
            return;
        }
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains(kind.equals("page") ? "Content-Type: text/html" : "Content-Type: application/problem+json")
                .contains(Problems.title(HttpStatusCode.valueOf(status)))
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("\tat ", "Bad Request");
        if (kind.equals("page")) assertThat(answer).contains("<html lang=\"fr\">", "Revenir à Jalon");
        else assertThat(answer).contains("\"status\":" + status, "\"detail\":");
    }

    /** Sends an address as it is, which no client would. */
    private String get(String path, String accepted) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + accepted
                                    + "\r\nAuthorization: Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    ("fanny:" + Stage.PASSWORD).getBytes(StandardCharsets.UTF_8))
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
