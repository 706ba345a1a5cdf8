package fr.jalon.person;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Qui a été effacé")
class ErasedSessionTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    private String team;
    private String person;

    @BeforeEach
    void enrol() {
        team = stage.team(Stage.MONDAY);
        person = team + "-a";
    }

    private void erase() {
        assertThat(Visitor.program(port, "admin")
                        .send("DELETE", "/api/people/" + person, null)
                        .statusCode())
                .isEqualTo(200);
    }

    private String web(String route) {
        return Webapps.API + "/engine/engine/" + engine.getName() + route;
    }

    @Test
    @DisplayName("n’entre plus par sa session, dès la requête suivante, où qu’elle mène")
    void losesTheSession() {
        for (String path : List.of(
                "/api/teams/" + team + "/journey",
                web("/task"),
                "/engine-rest/engine/" + engine.getName() + "/task",
                Webapps.APP + "/tasklist/" + engine.getName() + "/",
                "/",
                "/guides/idee.html")) {
            enrol();
            Visitor session = Visitor.webapp(port, person, engine.getName());
            assertThat(session.get(web("/task")).statusCode()).isEqualTo(200);

            erase();

            assertThat(session.get(path)).as(path).satisfies(answer -> {
                boolean toLogin = answer.headers()
                        .firstValue("Location")
                        .filter(place -> place.endsWith("/login"))
                        .isPresent();
                assertThat(answer.statusCode() == 401 || toLogin)
                        .as(answer.statusCode() + " " + answer.body())
                        .isTrue();
            });
            assertThat(session.get(web("/task")).statusCode()).isEqualTo(401);
            assertThat(session.get("/login").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("n’entre plus par la page des courriels, même s’il administrait")
    void losesTheMailPage() {
        accounts.join(person, Groups.ADMINISTRATORS);
        Visitor session = Visitor.session(port, person);
        assertThat(session.get("/mail").statusCode()).isEqualTo(200);

        erase();

        assertThat(session.get("/mail").headers().firstValue("Location").orElseThrow())
                .endsWith("/login");
    }

    @Test
    @DisplayName("ne se reconnecte pas, ni par programme ni par la page")
    void cannotComeBack() {
        erase();

        assertThat(Visitor.program(port, person)
                        .get("/api/teams/" + team + "/journey")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Visitor.program(port, person)
                        .get("/engine-rest/engine/" + engine.getName() + "/task")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Visitor.anonymous(port)
                        .login(person, Stage.PASSWORD)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("/login?error");
    }

    @Test
    @DisplayName("ne rend pas sa session à qui reçoit le même identifiant après lui")
    void leavesNoSession() {
        Visitor session = Visitor.webapp(port, person, engine.getName());
        erase();

        accounts.create(new Accounts.Person(person, "Une", "Autre", "autre@jalon.example"));

        assertThat(session.get(web("/task")).statusCode()).isEqualTo(401);
    }
}
