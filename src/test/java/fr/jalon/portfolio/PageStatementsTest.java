package fr.jalon.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.TeamFiles;
import fr.jalon.team.Teams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Ce que les pages demandent à la base, les requêtes de la connexion mises à part")
class PageStatementsTest {

    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Teams teams;

    @Autowired
    private StatementCount statements;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TeamFiles files;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private final MockHttpSession session = new MockHttpSession();

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** What a page asks the second time in a session, but for what every page asks: who is there. */
    private List<String> asked(String page) {
        get(page);
        List<String> asked = new ArrayList<>(statements.during(() -> get(page)));
        statements.during(() -> get("/guide/equipe")).forEach(asked::remove);
        return asked;
    }

    private void get(String page) {
        assertThat(mvc.get()
                        .uri(page)
                        .accept(MediaType.TEXT_HTML)
                        .session(session)
                        .with(user("fanny"))
                        .exchange())
                .hasStatusOk();
    }

    /** Teams that stand at different places. */
    private String cohort(int size) {
        stage.clock(D1.minusDays(6), 10, 0);
        String first = stage.team(D1);
        String cohort = teams.team(first).cohort();
        for (int i = 0; i < size; i++) {
            String team = i == 0 ? first : stage.team(cohort);
            String journey = stage.open(team);
            if (i == 0) stage.reach(journey, "decide");
            else if (i % 2 == 1) stage.complete(journey, "follow-self-training", "create-tool-accounts");
        }
        return cohort;
    }

    @Test
    @DisplayName("La page d’une cohorte : cinq au plus, autant pour huit équipes que pour une")
    void cohort() {
        List<String> one = asked("/cohortes/" + cohort(1));
        List<String> eight = asked("/cohortes/" + cohort(8));
        assertThat(one).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(eight).hasSameSizeAs(one);
    }

    @Test
    @DisplayName("La comparaison : cinq pour toutes les semaines closes, autant pour trois cohortes que pour une")
    void comparison() {
        String page = "/comparaison?cohort=" + cohort(1);
        List<String> one = ofWeeks(page);
        List<String> three = ofWeeks(page + "&cohort=" + cohort(1) + "&cohort=" + cohort(1));
        assertThat(one).hasSize(5);
        assertThat(three).hasSize(5);
    }

    private List<String> ofWeeks(String page) {
        return asked(page).stream()
                .filter(statement -> statement.contains("experiment e"))
                .toList();
    }

    @Test
    @DisplayName("La liste des cohortes : une")
    void cohorts() {
        cohort(1);
        assertThat(asked("/cohortes")).isNotEmpty().hasSizeLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName(
            "La page d’une équipe : quinze au plus, sa semaine vécue, un second parcours ouvert, un coach, une tâche"
                    + " prise en charge et un fichier")
    void team() throws IOException {
        String team = teams.teamsOf(cohort(1)).get(0).id();
        tracks.open(team, D1, Map.of());
        jdbc.sql("insert into coach_team (team, coach) values (?, 'carlos')")
                .param(team)
                .update();
        Task task = tasks.createTaskQuery()
                .taskCandidateGroup(teams.team(team).group())
                .list()
                .get(0);
        tasks.setAssignee(task.getId(), "carlos");
        Path content = Files.writeString(folder.resolve("a"), "%PDF-1.7");
        files.keep(teams.team(team), UUID.randomUUID().toString(), "a.pdf", content, "fanny");
        assertThat(asked("/equipes/" + team)).isNotEmpty().hasSizeLessThanOrEqualTo(15);
    }
}
