package fr.jalon.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Les routes du moteur")
class MemberRoutesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/execute", "/execute/"})
    @DisplayName("ne laissent pas un facilitateur user les essais d’un minuteur qu’il n’a pas le droit de déclencher")
    void sparesTimers(String execute) {
        String instance = stage.open(stage.teamAWeekBefore());
        String job = engine.getName() + "/job/" + timer(instance).getId() + execute;

        int program = Visitor.program(port, "fanny")
                .post("/engine-rest/engine/" + job, "{}")
                .statusCode();
        int webapp = Visitor.webapp(port, "fanny", engine.getName())
                .post(Webapps.API + "/engine/engine/" + job, "{}")
                .statusCode();

        assertThat(List.of(program, webapp)).containsOnly(403);
        assertThat(timer(instance).getRetries()).isEqualTo(3);
    }

    private Job timer(String instance) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .timers()
                .list()
                .get(0);
    }
}
