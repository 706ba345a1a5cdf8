package fr.jalon.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Un livrable")
class DeliverableTest {

    private static final LocalDate START = Stage.MONDAY;
    private static final LocalDate END = START.plusDays(4);

    @Autowired
    private Stage stage;

    @Autowired
    private Plans plans;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String plan;

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing("bpmn/plan/deliverable.bpmn")).isEmpty();
    }

    @BeforeEach
    void plan() {
        team = stage.teamAWeekBefore();
        plan = UUID.randomUUID().toString();
        List<Item> items = List.of(
                Item.planned("poster", "Imprimer l’affiche", "Préparer", START, END),
                Item.planned("site", "Publier la page", "Lancer", START.plusDays(7), START.plusDays(7)));
        plans.open(plan, "deliverable", team, "Lancement", START, items, item -> false);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String start(String item) {
        String title = plans.item(plan, item).title();
        return processes.start("deliverable", Map.of("plan", plan, "item", item, "deliverableTitle", title));
    }

    private List<String> subjects(String person) {
        return jdbc.sql("""
            select subject
            from outbox
            where person = ? and kind = 'deliverable' and object like ?
            order by created_at
            """).params(person, plan + "%").query(String.class).list();
    }

    @Test
    @DisplayName("attend son premier jour, porte son titre, et se rend avec un mot et un lien")
    void isDelivered() {
        String poster = start("poster");
        assertThat(stage.openTasks(poster)).isEmpty();
        assertThat(stage.due(poster, "deliverable-begins")).isEqualTo(START.atTime(9, 0));

        stage.fire(poster, "deliverable-begins");
        Task task = stage.task(poster, "deliver");
        assertThat(task.getName()).isEqualTo("Imprimer l’affiche");
        assertThat(task.getAssignee()).isNull();
        assertThat(stage.taskDue(poster, "deliver")).isEqualTo(END.atTime(18, 0));
        assertThat(plans.item(plan, "poster").actualStart()).isEqualTo(START);
        assertThat(stage.shown(poster, "deliver"))
                .containsEntry("planPage", "/equipes/" + team + "/plans/" + plan)
                .containsEntry("planName", "Lancement")
                .containsEntry("plannedTo", "vendredi 23 octobre 2026");

        stage.clock(START.plusDays(2), 15, 0);
        stage.complete(
                poster,
                "deliver",
                Map.of("deliveryNote", "Cent affiches A3.", "deliveryLink", "https://exemple.fr/affiche"));
        Item done = plans.item(plan, "poster");
        assertThat(done.actualEnd()).isEqualTo(START.plusDays(2));
        assertThat(done.note()).isEqualTo("Cent affiches A3.");
        assertThat(done.link()).isEqualTo("https://exemple.fr/affiche");
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(poster)
                        .count())
                .isZero();
    }

    @Test
    @DisplayName("refuse un lien qui n’en est pas un, et rien n’est rendu")
    void refusesALink() {
        String poster = start("poster");
        stage.fire(poster, "deliverable-begins");
        assertThatThrownBy(() ->
                        stage.complete(poster, "deliver", Map.of("deliveryNote", "Là.", "deliveryLink", "ftp://x")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Lien vers la preuve");
        assertThat(plans.item(plan, "poster").isLeft()).isTrue();
    }

    @Test
    @DisplayName("se rappelle la veille à qui le fait, et se dit à l’équipe et aux facilitateurs le lendemain")
    void remindsAndEscalates() {
        String poster = start("poster");
        stage.liveUntil(poster, END.minusDays(1).atTime(9, 0));
        assertThat(subjects(team + "-a")).containsExactly("À rendre : Imprimer l’affiche");
        stage.liveUntil(poster, END.plusDays(1).atTime(8, 59));
        assertThat(subjects("fanny")).isEmpty();
        stage.liveUntil(poster, END.plusDays(1).atTime(9, 0));
        assertThat(subjects("fanny")).containsExactly("En retard : Imprimer l’affiche");
        assertThat(subjects(team + "-a"))
                .containsExactly("À rendre : Imprimer l’affiche", "En retard : Imprimer l’affiche");
        assertThat(stage.openTasks(poster)).containsExactly("deliver");
        assertThat(plans.item(plan, "poster").isLateOn(END.plusDays(1))).isTrue();
    }

    @Test
    @DisplayName("d’un seul jour se rappelle le matin même")
    void remindsOnItsOnlyDay() {
        String site = start("site");
        stage.fire(site, "deliverable-begins");
        assertThat(stage.due(site, "deliverable-due-soon"))
                .isEqualTo(START.plusDays(7).atTime(9, 0));
    }

    @Test
    @DisplayName("se donne à son responsable")
    void isForItsOwner() {
        jdbc.sql("update plan_item set owner = ? where plan = ? and id = 'poster'")
                .params(team + "-a", plan)
                .update();
        String poster = start("poster");
        stage.fire(poster, "deliverable-begins");
        assertThat(stage.task(poster, "deliver").getAssignee()).isEqualTo(team + "-a");
    }

    @Test
    @DisplayName("retiré du plan, n’attend plus personne, n’est pas en retard et ne se rend plus")
    void isDropped() {
        String poster = start("poster");
        String site = start("site");
        stage.fire(poster, "deliverable-begins");
        drop("poster");
        drop("site");

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceIds(Set.of(poster, site))
                        .count())
                .isZero();
        Item dropped = plans.item(plan, "poster");
        assertThat(dropped.droppedOn()).isEqualTo(START);
        assertThat(dropped.isLeft()).isFalse();
        assertThat(dropped.isLateOn(END.plusDays(30))).isFalse();
        assertThatThrownBy(() -> plans.finish(plan, "poster", END)).isInstanceOf(IllegalArgumentException.class);
    }

    private void drop(String item) {
        plans.drop(plan, item, START);
        events.publishEvent(new Schedules.Dropped(plan, item));
    }
}
