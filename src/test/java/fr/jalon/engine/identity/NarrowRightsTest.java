package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("Le droit de travailler à une tâche")
class NarrowRightsTest {

    private static final String TASK = "follow-self-training";

    @Autowired
    private Stage stage;

    @Autowired
    private StatementCount statements;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private TaskService tasks;

    private String team;
    private String task;
    private List<String> asked;

    @BeforeEach
    void open() {
        team = stage.teamAWeekBefore();
        asked = statements.during(
                () -> task = stage.task(stage.open(team), TASK).getId());
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private List<Authorization> rights(String group) {
        return authorizations
                .createAuthorizationQuery()
                .resourceType(Resources.TASK)
                .resourceId(task)
                .groupIdIn(group)
                .list();
    }

    @Test
    @DisplayName("naît avec elle pour son équipe, sans qu’un plus ancien se cherche")
    void comesWithTheTask() {
        assertThat(rights(Groups.ofTeam(team))).singleElement().satisfies(right -> assertThat(
                        right.isPermissionGranted(Permissions.TASK_WORK))
                .isTrue());
        assertThat(asked).isNotEmpty().noneMatch(each -> each.replaceAll("\\s+", " ")
                .contains("FROM ACT_RU_AUTHORIZATION WHERE TYPE_ = ? AND GROUP_ID_ = ?"));
    }

    @Test
    @DisplayName("se trouve, une fois la tâche ouverte, et ne se double pas quand elle revient à un groupe")
    void isFoundAgain() {
        tasks.addCandidateGroup(task, Groups.COACHES);
        tasks.deleteCandidateGroup(task, Groups.COACHES);
        tasks.addCandidateGroup(task, Groups.COACHES);

        assertThat(rights(Groups.COACHES)).hasSize(1);
    }
}
