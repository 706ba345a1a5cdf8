package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@JalonServerTest
@AutoConfigureObservability(tracing = false)
@TestPropertySource(
        properties = {"management.server.port=0", "spring.datasource.url=jdbc:h2:mem:jalon-watched;DB_CLOSE_DELAY=-1"})
@DisplayName("Qui surveille Jalon")
class MonitoringTest {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int figuresPort;

    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private double figure(String name) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$")
                .matcher(Visitor.anonymous(figuresPort)
                        .get("/actuator/prometheus")
                        .body());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    @DisplayName("sait sans compte si un nœud vit, et s’il est prêt")
    void knowsWhetherANodeIsReady(String path) {
        assertThat(Visitor.anonymous(port).get(path).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    @DisplayName("lit qu’un nœud n’est pas prêt, tant que sa base n’a pas toutes ses migrations")
    void knowsWhetherTheSchemaIsThere() {
        jdbc.sql("create table aside as select * from \"flyway_schema_history\"")
                .update();
        jdbc.sql("""
                delete from "flyway_schema_history" where "installed_rank" =
                (select max("installed_rank") from "flyway_schema_history" where "version" is not null)
                """).update();

        assertThat(Visitor.anonymous(port).get("/readyz").body()).isEqualTo("{\"status\":\"DOWN\"}");

        jdbc.sql("delete from \"flyway_schema_history\"").update();
        jdbc.sql("insert into \"flyway_schema_history\" select * from aside").update();
        jdbc.sql("drop table aside").update();
        assertThat(Visitor.anonymous(port).get("/readyz").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    @DisplayName("ne lit les chiffres que sur leur propre port, qui que l’on soit")
    void readsFiguresOnTheirPortAlone() {
        assertThat(Visitor.anonymous(port).get("/actuator/prometheus").statusCode())
                .isEqualTo(401);
        assertThat(Visitor.program(port, "admin").get("/actuator/prometheus").statusCode())
                .isIn(403, 404);
        assertThat(Visitor.anonymous(figuresPort).get("/actuator/prometheus").body())
                .contains("hikaricp_connections_active");
        assertThat(Visitor.anonymous(figuresPort).get("/actuator/env").statusCode())
                .isIn(401, 404);
    }

    @Test
    @DisplayName(
            "lit les parcours ouverts par étape, les travaux dus et leur retard, le courriel, les connexions refusées")
    void readsFigures() {
        double open = figure("jalon_journeys_open{kind=\"idea-to-decision\",part=\"preparation\"}");
        double waiting = figure("jalon_mail_waiting");
        double refused = refused();

        String team = stage.teamAWeekBefore();
        stage.open(team);
        Visitor.anonymous(port).get("/login");
        Visitor.anonymous(port).login("fanny", "faux");

        assertThat(figure("jalon_jobs_failed")).isNotNegative();
        assertThat(figure("jalon_jobs_due")).isNotNegative();
        assertThat(figure("jalon_jobs_lateness_seconds")).isNotNegative();
        assertThat(figure("jalon_mail_waiting")).isGreaterThanOrEqualTo(waiting);
        assertThat(refused()).isEqualTo(refused + 1);
        stage.clock(Stage.MONDAY.plusDays(30), 10, 0);
        assertThat(figure("jalon_journeys_open{kind=\"idea-to-decision\",part=\"preparation\"}"))
                .isEqualTo(open + 1);
        assertThat(figure("jalon_journeys_late{kind=\"idea-to-decision\",part=\"preparation\"}"))
                .isPositive();
    }

    private double refused() {
        Matcher line = Pattern.compile("(?m)^jalon_logins_refused_total\\{why=\"wrong\"} (\\S+)$")
                .matcher(Visitor.anonymous(figuresPort)
                        .get("/actuator/prometheus")
                        .body());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
