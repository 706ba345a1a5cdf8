package fr.jalon.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.engine.LinedUp;
import fr.jalon.engine.MovedActivity;
import fr.jalon.engine.Processes;
import fr.jalon.scic.process.TrackStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** Something waits at every place of every model, then every model and every form is deployed in a new version. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:running-journeys;DB_CLOSE_DELAY=-1",
            "logging.level.fr.jalon.engine.RunningJourneys=info"
        })
@ActiveProfiles({"rehearsal", "test"})
@Import({Stage.class, TrackStage.class, Everywhere.class})
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Un modèle modifié emmène les parcours en cours")
class RunningJourneysTest {

    /** What an instance waits for. */
    private static final Map<String, String> WAITING = Map.of(
            "tâches", """
                    select t.id_ || ' ' || t.proc_inst_id_ || ' ' || t.task_def_key_ || ' ' || t.name_ || ' '
                    || coalesce(t.assignee_, '-') || ' ' || t.due_date_ || ' ' || l.group_id_ from act_ru_task t
                    join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate'""",
            "minuteurs", """
                    select j.id_ || ' ' || j.process_instance_id_ || ' ' || d.act_id_ || ' ' || coalesce(cast(j.duedate_ as varchar), '-') || ' ' || j.retries_
                    from act_ru_job j join act_ru_jobdef d on d.id_ = j.job_def_id_""",
            "abonnements", """
                    select proc_inst_id_ || ' ' || activity_id_ || ' ' || event_type_ || ' ' || coalesce(event_name_, '-')
                    from act_ru_event_subscr where proc_inst_id_ is not null""",
            "appels", """
                    select e.id_ || ' ' || s.proc_inst_id_ || ' ' || s.act_id_ from act_ru_execution e
                    join act_ru_execution s on s.id_ = e.super_exec_""",
            "variables", """
                    select v.id_ || ' ' || v.proc_inst_id_ || ' ' || v.name_ || ' ' || coalesce(v.text_, '-') || ' '
                    || coalesce(cast(v.long_ as varchar), '-') from act_ru_variable v where v.name_ not like 'nrOf%'""",
            "droits", """
                    select a.id_ || ' ' || a.group_id_ || ' ' || a.resource_id_ || ' ' || a.perms_ from act_ru_authorization a
                    where a.group_id_ is not null""",
            "histoire", """
                    select h.id_ || ' ' || h.proc_inst_id_ || ' ' || h.act_id_ || ' ' || h.start_time_ from act_hi_actinst h""",
            "parcours", """
                    select h.id_ || ' ' || coalesce(h.business_key_, '-') || ' ' || h.start_time_ from act_hi_procinst h""");

    @Autowired
    private Everywhere everywhere;

    @Autowired
    private Stage stage;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TaskService tasks;

    @Autowired
    private FormService forms;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SmartInitializingSingleton runningJourneys;

    private String lateJourney;
    private Map<String, Set<String>> before;

    @TestConfiguration
    static class Moves {
        @Bean
        MovedActivity askedUnderAnotherName() {
            return new MovedActivity("moving", "ask", "ask-again");
        }

        @Bean
        LinedUp askedOneAfterAnother() {
            return new LinedUp("queueing", "met", List.of("first", "second", "third"));
        }
    }

    @BeforeAll
    void changeAllModels() {
        everywhere.stand(Stage.MONDAY, TrackStage.START);
        String team = stage.teamAWeekBefore();
        lateJourney = stage.open(team);
        stage.fire(lateJourney, "preparation-late");
        tasks.claim(stage.task(lateJourney, "shortlist-ideas").getId(), team + "-a");
        before = waiting();

        everywhere.reviseModels();
        runningJourneys.afterSingletonsInstantiated();
    }

    @AfterAll
    void resetClock() {
        ClockUtil.reset();
    }

    private Map<String, Set<String>> waiting() {
        return WAITING.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        query -> new TreeSet<>(
                                jdbc.sql(query.getValue()).query(String.class).list())));
    }

    @Test
    @Order(1)
    @DisplayName("Chaque endroit où l’on attend est essayé, et chaque événement qu’on y guette")
    void standsEverywhere() {
        assertThat(everywhere.held()).containsAll(Everywhere.places());
        Set<String> armed = jdbc.sql("""
                        select d.act_id_ from act_ru_job j join act_ru_jobdef d on d.id_ = j.job_def_id_
                        union select activity_id_ from act_ru_event_subscr""").query(String.class).set();
        assertThat(armed).containsAll(Everywhere.events());
    }

    @Test
    @Order(2)
    @DisplayName("Tous passent à la dernière version, chaque parcours en un seul morceau")
    void followsTheModel() {
        assertThat(jdbc.sql("select distinct d.name_ from act_ru_execution e join act_re_procdef d "
                                + "on d.id_ = e.proc_def_id_")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(name -> name.startsWith(Everywhere.REVISED));
        for (String rows : List.of(
                "act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_ where t.proc_def_id_",
                "act_ru_job t join act_ru_execution e on e.id_ = t.process_instance_id_ where t.process_def_id_",
                "act_hi_procinst t join act_ru_execution e on e.id_ = t.id_ where t.proc_def_id_",
                "act_hi_actinst t join act_ru_execution e on e.id_ = t.proc_inst_id_ where t.end_time_ "
                        + "is null and t.proc_def_id_",
                "act_hi_taskinst t join act_ru_execution e on e.id_ = t.proc_inst_id_ where t.end_time_ "
                        + "is null and t.proc_def_id_")) {
            assertThat(jdbc.sql("select count(*) from " + rows + " <> e.proc_def_id_")
                            .query(Integer.class)
                            .single())
                    .as(rows)
                    .isZero();
        }
    }

    @Test
    @Order(3)
    @DisplayName("Tâches, minuteurs, droits et histoire restent ce qu’ils étaient ; rien n’est signalé deux fois")
    void keepsWhatWasWaitedFor() {
        Map<String, Set<String>> after = waiting();
        before.forEach((what, waited) ->
                assertThat(after.get(what)).as(what).isNotEmpty().containsExactlyElementsOf(waited));
        assertThat(stage.hasTimer(lateJourney, "preparation-late")).isFalse();
        assertThat(stage.task(lateJourney, "shortlist-ideas").getAssignee()).isNotNull();
    }

    @Test
    @Order(4)
    @DisplayName("Chaque tâche ouvre son formulaire de la nouvelle version")
    void opensTheNewForm() throws IOException {
        List<Task> open = tasks.createTaskQuery().list();
        assertThat(open).isNotEmpty();
        for (Task task : open) {
            try (InputStream form = forms.getDeployedTaskForm(task.getId())) {
                assertThat(new String(form.readAllBytes(), StandardCharsets.UTF_8))
                        .as(task.getTaskDefinitionKey())
                        .contains(Everywhere.REVISED);
            }
        }
    }

    @Test
    @Order(5)
    @DisplayName("Un second démarrage ne trouve rien à faire")
    void hasNothingLeftToDo(CapturedOutput output) {
        int told = output.getOut().length();
        runningJourneys.afterSingletonsInstantiated();
        assertThat(output.getOut().substring(0, told))
                .containsPattern("(\\d+) of \\1 instances of idea-to-decision follow from version 1 to 2");
        assertThat(output.getOut().substring(told)).doesNotContain("RunningJourneys");
    }

    @Test
    @Order(6)
    @DisplayName("Des dates déplacées emmènent encore les minuteurs")
    void datesStillMove() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        processes.send(lateJourney, "dates-moved", Map.of());
        assertThat(stage.hasTimer(lateJourney, "preparation-late")).isTrue();
    }

    @Test
    @Order(7)
    @DisplayName("Chaque parcours continue jusqu’à sa fin")
    void playsOn() {
        everywhere.endAll();
        assertThat(everywhere.running()).isEmpty();
    }

    @Test
    @Order(8)
    @DisplayName("Qui attend à une activité renommée y reste ; à une activité disparue, garde l’ancien "
            + "modèle, et le journal le dit")
    void tellsWhoCannotFollow(CapturedOutput output) {
        deploy("ask");
        String instance = runtime.startProcessInstanceByKey("moving").getId();
        String task = stage.task(instance, "ask").getId();
        deploy("ask-again");
        runningJourneys.afterSingletonsInstantiated();
        assertThat(stage.task(instance, "ask-again").getId()).isEqualTo(task);

        deploy("tell");
        runningJourneys.afterSingletonsInstantiated();
        assertThat(stage.openTasks(instance)).containsExactly("ask-again");
        assertThat(output)
                .contains("instance " + instance + " of moving cannot follow to version 3, and goes on in version 2");
        processes.complete(task, Map.of("programmeShared", true));
        assertThat(everywhere.running()).isEmpty();
    }

    @Test
    @Order(9)
    @DisplayName(
            "Ce qui se demandait à la fois et se demande à présent l’un après l’autre reprend au premier qui reste")
    void linesUp() {
        deploy(
                "queueing",
                Bpmn.createExecutableProcess("queueing")
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .parallelGateway("fork")
                        .userTask("second")
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .parallelGateway("met")
                        .endEvent()
                        .moveToNode("fork")
                        .userTask("first")
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .userTask("third")
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .connectTo("met")
                        .done());
        String both = runtime.startProcessInstanceByKey("queueing").getId();
        String secondDone = runtime.startProcessInstanceByKey("queueing").getId();
        String firstDone = runtime.startProcessInstanceByKey("queueing").getId();
        String thirdDone = runtime.startProcessInstanceByKey("queueing").getId();
        String thirdLeft = runtime.startProcessInstanceByKey("queueing").getId();
        ask(secondDone, "second");
        ask(firstDone, "first");
        ask(thirdDone, "first", "third");
        ask(thirdLeft, "first", "second");
        deploy(
                "queueing",
                Bpmn.createExecutableProcess("queueing")
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .userTask("first")
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .userTask("second")
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .userTask("third")
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .endEvent()
                        .done());
        runningJourneys.afterSingletonsInstantiated();

        assertThat(Stream.of(both, secondDone, firstDone, thirdDone, thirdLeft).map(stage::openTasks))
                .containsExactly(
                        List.of("first"), List.of("first"), List.of("second"), List.of("second"), List.of("third"));
        ask(both, "first", "second", "third");
        ask(secondDone, "first", "second", "third");
        ask(firstDone, "second", "third");
        ask(thirdDone, "second", "third");
        ask(thirdLeft, "third");
        assertThat(everywhere.running()).isEmpty();
    }

    private void ask(String instance, String... definitions) {
        for (String definition : definitions)
            processes.complete(stage.task(instance, definition).getId(), Map.of("programmeShared", true));
    }

    private void deploy(String task) {
        deploy(
                "moving",
                Bpmn.createExecutableProcess("moving")
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .userTask(task)
                        .camundaFormRef("welcome")
                        .camundaFormRefBinding("deployment")
                        .endEvent()
                        .done());
    }

    private void deploy(String name, BpmnModelInstance model) {
        repository
                .createDeployment()
                .name(Everywhere.DEPLOYMENT)
                .addClasspathResource("forms/bootcamp/welcome.form")
                .addModelInstance(name + ".bpmn", model)
                .deploy();
    }
}
