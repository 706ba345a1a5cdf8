package fr.jalon.portfolio;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.journey.Journeys;
import fr.jalon.scic.process.TrackStage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Après une tâche terminée,")
class NextTaskTest {

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Journeys journeys;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private StatementCount statements;

    private Api api;
    private String anne;
    private String instance;

    @BeforeEach
    void open() {
        api = new Api(mvc);
        String team = stage.teamAWeekBefore();
        anne = team + "-a";
        instance = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String done(String definition) {
        String task = stage.task(instance, definition).getId();
        stage.complete(instance, definition);
        return task;
    }

    private MvcTestResult after(String who, String task) {
        return api.get(who, "/api/tasks/{task}/next", task);
    }

    @Test
    @DisplayName("la suivante de l’équipe s’ouvre, que personne d’autre n’a prise")
    void leadsToTheNext() {
        stage.complete(instance, "create-tool-accounts");
        String done = done("follow-self-training");
        String shortlist = stage.task(instance, "shortlist-ideas").getId();
        assertThat(after(anne, done)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"task": "%s"}
                """.formatted(shortlist));
        tasks.claim(shortlist, anne);
        assertThat(after(anne, done)).bodyJson().extractingPath("$.task").isEqualTo(shortlist);

        tasks.setAssignee(shortlist, "fanny");

        assertThat(after(anne, done)).bodyJson().doesNotHavePath("$.task");
    }

    @Test
    @DisplayName("et sinon une phrase dit qui l’on attend, ce qui vient et quand")
    void saysWhatComes() {
        stage.complete(instance, "follow-self-training", "create-tool-accounts");
        String shortlist = done("shortlist-ideas");

        assertThat(plain(text(after(anne, shortlist))))
                .isEqualTo("{\"said\":\"Rien d’autre à faire ici pour l’instant. On attend le facilitateur"
                        + " (aujourd’hui). Prochaine étape : Idéation, lundi 19 octobre, 9 h.\"}");
        assertThat(after("fanny", shortlist))
                .bodyJson()
                .extractingPath("$.task")
                .isEqualTo(stage.task(instance, "confirm-team").getId());
    }

    @Test
    @DisplayName("la suivante de la même série vient d’abord, dans l’ordre des numéros, puis celles d’avant")
    void goesOnWithTheSeries() {
        String track = tracks.open();
        String team = journeys.journey(track).team();
        List<Task> interviews = tracks.tasks(track, "interview-company").stream()
                .sorted(Comparator.comparing(Task::getName))
                .toList();
        assertThat(interviews).extracting(Task::getName).satisfies(names -> {
            assertThat(names.get(3)).endsWith("n°\u00a004");
            assertThat(names.get(19)).endsWith("n°\u00a020");
        });
        tracks.complete(interviews.get(9), Map.of());
        assertThat(after(team + "-a", interviews.get(9).getId()))
                .bodyJson()
                .extractingPath("$.task")
                .isEqualTo(interviews.get(10).getId());
        tracks.complete(interviews.get(19), Map.of());
        assertThat(after(team + "-a", interviews.get(19).getId()))
                .bodyJson()
                .extractingPath("$.task")
                .isEqualTo(interviews.get(0).getId());
    }

    @Test
    @DisplayName("rien n’est dit à qui ne voit pas l’équipe")
    void isForWhoSeesTheTeam() {
        String shortlist = stage.task(instance, "shortlist-ideas").getId();
        assertProblem(after(stage.team(Stage.MONDAY) + "-a", shortlist), 404);
        assertProblem(after(anne, "inconnue"), 404);
        assertThat(mvc.get().uri("/api/tasks/x/next")).hasStatus(401);
    }

    @Test
    @DisplayName("la base n’est interrogée que quelques fois")
    void asksFewThings() {
        String shortlist = done("shortlist-ideas");

        assertThat(statements.during(() -> after("fanny", shortlist))).hasSizeBetween(5, 14);
    }
}
