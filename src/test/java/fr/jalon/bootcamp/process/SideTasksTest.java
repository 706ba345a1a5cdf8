package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.form.Notebook;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("Une tâche à côté, encore ouverte au jalon")
class SideTasksTest {

    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private Stage stage;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private FormService forms;

    @Autowired
    private Notebook notebook;

    private String instance;

    @BeforeEach
    void open() {
        stage.clock(D1.minusDays(7), 9, 0);
        instance = stage.open(stage.team(D1));
        stage.reach(instance, "planning");
        stage.fire(instance, "planning-opens");
        stage.complete(instance, "define-mvp-scope", "build-roadmap", "assign-work");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private Map<String, Object> shown() {
        String gate = tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("gate-planning")
                .singleResult()
                .getId();
        return forms.getTaskFormVariables(gate, null, false);
    }

    private List<String> told(String gate) {
        return notebook.of(List.of(instance)).stream()
                .filter(entry -> entry.definition().equals(gate))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .answers()
                .stream()
                .map(line -> line.label() + " : " + line.words())
                .toList();
    }

    @Test
    @DisplayName("est close comme faite, ou n’a pas eu lieu si rien n’en est dit ; le carnet le garde")
    void isClosedInSight() {
        assertThat(shown()).containsEntry("coachMvpOpen", true).containsEntry("collectFeedbackOpen", true);
        stage.complete(instance, "gate-planning", Map.of("collectFeedbackOutcome", "HELD"));
        assertThat(stage.openTasks(instance)).isEmpty();
        assertThat(runtime.getVariables(instance))
                .containsEntry("collectFeedbackOutcome", "HELD")
                .containsEntry("coachMvpOutcome", "NOT_HELD");
        assertThat(told("gate-planning"))
                .contains(
                        "« Recueillir questions et retours », encore ouvert : Fait",
                        "« Conseiller l’équipe sur le MVP », encore ouvert : N’a pas eu lieu");
    }

    @Test
    @DisplayName("n’est pas demandée une fois faite : une réponse est laissée de côté, rien n’en est gardé")
    void isNotAskedOnceDone() {
        stage.complete(instance, "collect-feedback", "coach-mvp");
        assertThat(shown()).containsEntry("coachMvpOpen", false).containsEntry("collectFeedbackOpen", false);
        stage.complete(instance, "gate-planning", Map.of("collectFeedbackOutcome", "NOT_HELD"));
        assertThat(runtime.getVariable(instance, "collectFeedbackOutcome")).isNull();
        assertThat(told("gate-planning")).noneMatch(line -> line.contains("encore ouvert"));
    }

    @Test
    @DisplayName("reste ouverte quand le jalon est à reprendre")
    void staysOpenAtRework() {
        stage.complete(instance, "gate-planning", Map.of("gateVerdict", "REWORK", "comment", "Trop large."));
        assertThat(stage.openTasks(instance)).contains("collect-feedback", "coach-mvp", "rework-planning");
        assertThat(runtime.getVariable(instance, "coachMvpOutcome")).isNull();
        stage.complete(instance, "rework-planning");
        assertThatThrownBy(() -> stage.complete(instance, "gate-planning", Map.of("coachMvpOutcome", "PERHAPS")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Conseiller l’équipe sur le MVP");
        stage.complete(instance, "gate-planning", Map.of());
        assertThat(runtime.getVariable(instance, "coachMvpOutcome")).isEqualTo("NOT_HELD");
    }
}
