package fr.jalon.journey;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.team.Teams;
import fr.jalon.validation.Validation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The schema and a whole journey on PostgreSQL: the SQL is common to both databases. */
@SpringBootTest
@ActiveProfiles({"postgres", "test"})
@Import(Stage.class)
class JourneyOnPostgresTest {

  @Autowired private Stage stage;
  @Autowired private Journeys journeys;
  @Autowired private Teams teams;
  @Autowired private Validation validation;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    registry.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "");
  }

  /** The server itself ends with the tests: the cached context still holds connections to it. */
  @AfterAll
  static void realTime() {
    ClockUtil.reset();
  }

  @Test
  @DisplayName("Un parcours entier se joue sur PostgreSQL, pivot et décisions compris")
  void playsAJourney() {
    stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
    String team = stage.team(Stage.MONDAY);
    String instance = stage.open(team);
    stage.reach(instance, "decision");
    stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Même public, autre usage."));
    stage.complete(instance, "prepare-pivot");
    stage.complete(instance, "confirm-pivot", Map.of("firstDay", Stage.MONDAY.plusDays(14).toString()));
    journeys.withdraw(team, "L’équipe se sépare.");

    assertThat(validation.decisions(team)).singleElement().satisfies(decision ->
        assertThat(decision.evidence()).contains("\"conversions\":14"));
    assertThat(journeys.view(teams.team(team)).outcome()).isEqualTo("WITHDRAWN");
  }
}
