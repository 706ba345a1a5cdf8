package fr.jalon.roadmap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.TestingAuthenticationToken;

@JalonTest
@DisplayName("La feuille de route du studio")
class StudioRoadmapTest {

    private static final LocalDate START = LocalDate.of(2027, 1, 4);
    private static final List<String> GATES =
            List.of("gate-foundations", "gate-development", "gate-expansion", "gate-consolidation");
    private static final String CANVAS = "canvas-structure-and-design";
    private static final String STORY = "brand-story-and-pitch-script";
    private static final String PAGE = "landing-page";

    @Autowired
    private Stage stage;

    @Autowired
    private Processes processes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Plans plans;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Kinds kinds;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    private String roadmap = "";

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing("bpmn/roadmap/studio-roadmap.bpmn")).isEmpty();
        assertThat(coverage.missing("bpmn/roadmap/roadmap-month.bpmn")).isEmpty();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** Opened at eight in the morning of its first day. */
    private void open(LocalDate start) {
        stage.clock(start, 8, 0);
        roadmap = open(stage.team(start.minusDays(start.getDayOfWeek().getValue() - 1L)), start);
    }

    private String open(String team, LocalDate start) {
        Map<String, Object> answers = Map.of("team", team, "startDate", start.toString());
        return accounts.as("fanny", () -> processes.start("studio-roadmap", answers));
    }

    private Journey journey() {
        return journeys.journey(roadmap);
    }

    private Item item(String id) {
        return plans.item(roadmap, id);
    }

    private String month() {
        return runtime.createProcessInstanceQuery()
                .superProcessInstanceId(roadmap)
                .singleResult()
                .getId();
    }

    private List<OpenTask> delivering() {
        return processes.openTasks(List.of(roadmap), "deliver").getOrDefault(roadmap, List.of());
    }

    /** Fires what is due of the roadmap and all that it has called, in that order, until a time. */
    private void liveUntil(LocalDate day, int hour) {
        stage.clock(day, hour, 0);
        Date until = ClockUtil.getCurrentTime();
        for (Job next = next(until); next != null; next = next(until)) {
            if (!next.getDuedate().before(until)) ClockUtil.setCurrentTime(next.getDuedate());
            management.executeJob(next.getId());
        }
    }

    private Job next(Date until) {
        Set<String> family = new HashSet<>();
        runtime.createProcessInstanceQuery()
                .rootProcessInstanceId(roadmap)
                .list()
                .forEach(instance -> family.add(instance.getId()));
        return family.isEmpty()
                ? null
                : management
                        .createJobQuery()
                        .timers()
                        .duedateLowerThan(new Date(until.getTime() + 1))
                        .orderByJobDuedate()
                        .asc()
                        .list()
                        .stream()
                        .filter(job -> family.contains(job.getProcessInstanceId()))
                        .findFirst()
                        .orElse(null);
    }

    private void deliver(String... items) {
        for (String item : items) {
            OpenTask task = delivering().stream()
                    .filter(open -> open.name().equals(item(item).title()))
                    .findFirst()
                    .orElseThrow();
            stage.complete(task.instance(), "deliver");
        }
    }

    private void deliverAll() {
        delivering().forEach(task -> stage.complete(task.instance(), "deliver"));
    }

    private Map<String, Object> left(String item, String fate) {
        return Map.of("title", item(item).title(), "fate", fate);
    }

    /** Lives a month from before its first day to its review, with all that is to be done in it. */
    private void liveMonth(int number) {
        liveUntil(START.plusMonths(number - 1L), 9);
        deliverAll();
        liveUntil(START.plusMonths(number).minusDays(1), 18);
        stage.complete(month(), "review-month");
    }

    private void livePhase(int first) {
        for (int number = first; number < first + 3; number++) liveMonth(number);
    }

    @Test
    @DisplayName("annonce aux calendriers ses bilans à venir, au dernier jour de chaque mois")
    void announcesItsReviews() {
        open(START);
        Map<String, List<Item>> dated = kinds.of(journey()).dated(List.of(journey()));
        assertThat(dated.get(journey().id()))
                .hasSize(12)
                .first()
                .extracting(Item::title, Item::plannedEnd)
                .containsExactly("Bilan du mois 1", START.plusMonths(1).minusDays(1));
    }

    @Test
    @DisplayName("se vit un an par l’horloge : douze mois, quatre jalons, soixante livrables, un bilan")
    void isLived() {
        open(START);
        assertThat(journey().key()).endsWith("/studio-roadmap");
        assertThat(journey().place().gate().id()).isEqualTo("gate-foundations");
        assertThat(stage.due(month(), "month-begins")).isEqualTo(START.atTime(9, 0));
        liveUntil(START, 9);
        assertThat(journey().place().step()).isEqualTo("month-1");
        assertThat(delivering())
                .extracting(OpenTask::name)
                .containsExactlyInAnyOrder(
                        item(CANVAS).title(), item(STORY).title(), item(PAGE).title());
        assertThat(stage.due(month(), "month-ends"))
                .isEqualTo(LocalDate.of(2027, 2, 3).atTime(18, 0));

        livePhase(1);
        assertThat(journey().place().step()).isEqualTo("month-3");
        assertThat(stage.shown(roadmap, "gate-foundations")).containsEntry("phaseProgress", "15 livrables sur 15");
        stage.complete(roadmap, "gate-foundations", Map.of("gateVerdict", "REWORK", "comment", "Quelle marge ?"));
        stage.complete(roadmap, "rework-foundations");
        assertThat(stage.shown(roadmap, "gate-foundations")).containsKey("phaseRework");
        stage.complete(roadmap, "gate-foundations");
        assertThat(journey().place().gate().id()).isEqualTo("gate-development");

        livePhase(4);
        rework("development");
        livePhase(7);
        rework("expansion");
        livePhase(10);
        assertThat(stage.shown(roadmap, "gate-consolidation"))
                .containsEntry(
                        "yearReport",
                        "60 livrables sur 60 rendus\u00a0; rien ne reste à faire\u00a0; aucun abandonné"
                                + "\u00a0; aucun report.");
        rework("consolidation");
        assertThat(journey().life().outcome()).isEqualTo("ACHIEVED");
        assertThat(journey().life().closed()).isNotNull();
        assertThat(plans.items(roadmap)).hasSize(60).allMatch(each -> each.actualEnd() != null);
        assertThat(kinds.of(journey()).outcome(journey())).isEqualTo("Feuille de route achevée");
        assertThat(kinds.timeline(journey()).steps()).hasSize(12).allMatch(step -> step.state() == Timeline.State.DONE);
    }

    private void rework(String phase) {
        stage.complete(roadmap, "gate-" + phase, Map.of("gateVerdict", "REWORK", "comment", "Il manque un mot."));
        stage.complete(roadmap, "rework-" + phase);
        stage.complete(roadmap, "gate-" + phase);
    }

    @Test
    @DisplayName("compte comme faits les deux livrables que le studio avait cochés")
    void hasDoneWhatIsTicked() {
        open(START);
        assertThat(plans.items(roadmap))
                .filteredOn(each -> each.actualEnd() != null)
                .extracting(Item::id)
                .containsExactly("vision-and-goals", "repository-and-documentation");
        assertThat(item("vision-and-goals").actualEnd()).isEqualTo(START);
    }

    @Test
    @DisplayName("reporte, laisse en retard, abandonne et ajoute au bilan d’un mois, et le dit au jalon")
    void reviewsAMonth() {
        open(START);
        liveUntil(START.plusDays(3), 10);
        LocalDate begun = item(PAGE).actualStart();
        liveUntil(LocalDate.of(2027, 2, 3), 18);
        Map<String, Object> shown = stage.shown(month(), "review-month");
        assertThat(shown)
                .containsEntry("monthName", "Mois 1\u00a0: Conception et modélisation")
                .containsEntry("monthDates", "du lundi 4 janvier 2027 au mercredi 3 février 2027")
                .containsEntry("monthProgress", "2 livrables sur 5");
        assertThat(String.valueOf(shown.get("monthLeft"))).contains(item(PAGE).title(), "CARRY");
        String anne = journey().team() + "-a";
        stage.complete(
                month(),
                "review-month",
                Map.of(
                        "monthLeft",
                        List.of(left(CANVAS, "KEEP"), left(STORY, "DROP"), left(PAGE, "CARRY")),
                        "monthAdded",
                        List.of(
                                Map.of("title", "Choisir un nom de domaine", "owner", anne),
                                Map.of("title", "Ouvrir un compte bancaire"))));

        assertThat(item(CANVAS).plannedEnd()).isEqualTo(LocalDate.of(2027, 2, 3));
        assertThat(item(STORY).droppedOn()).isEqualTo(LocalDate.of(2027, 2, 3));
        assertThat(item(PAGE).plannedEnd()).isEqualTo(LocalDate.of(2027, 3, 3));
        assertThat(item(PAGE).baselineEnd()).isEqualTo(LocalDate.of(2027, 2, 3));
        assertThat(delivering()).isEmpty();

        liveUntil(LocalDate.of(2027, 2, 4), 9);
        assertThat(delivering())
                .hasSize(9)
                .filteredOn(task -> task.name().equals("Choisir un nom de domaine"))
                .singleElement()
                .extracting(OpenTask::assignee)
                .isEqualTo(anne);
        assertThat(item(PAGE).actualStart()).isEqualTo(begun);
        assertThat(plans.items(roadmap).subList(5, 12))
                .extracting(Item::section)
                .containsOnly("Phase 1\u00a0: Fondations – Mois 2\u00a0: Prototype et matériaux");
        assertThat(journey().place().lateFrom()).isEqualTo("2027-02-03T23:00:00Z");
        deliver(CANVAS);
        assertThat(journey().place().lateFrom()).isEqualTo("2027-03-03T23:00:00Z");
        deliver(PAGE);

        Map<String, List<JourneyKind.Figure>> figures = kinds.of(journey()).figures(List.of(journey()));
        assertThat(figures.get(roadmap))
                .extracting(JourneyKind.Figure::toString)
                .containsExactly("Fondations : 4 livrables sur 16, un abandonné", "Mois 2 : 0 livrable sur 7");
        assertThat(kinds.of(journey()).panels(journey(), List.of()))
                .singleElement()
                .satisfies(panel -> assertThat(panel.rows())
                        .hasSize(16)
                        .contains(List.of("Mois 1\u00a0: Conception et modélisation", "4 sur 4", "–", "1", "1")));
    }

    @Test
    @DisplayName("rend un livrable après la fin du mois, tant que son bilan n’est pas dressé")
    void deliversUntilTheReview() {
        open(START);
        liveUntil(LocalDate.of(2027, 2, 5), 10);
        assertThat(stage.openTasks(month())).containsExactly("review-month");
        Map<String, Object> before = left(PAGE, "DROP");
        deliver(PAGE);
        stage.complete(month(), "review-month", Map.of("monthLeft", List.of(before)));
        assertThat(item(PAGE).droppedOn()).isNull();
        assertThat(item(PAGE).actualEnd()).isEqualTo(LocalDate.of(2027, 2, 5));
        assertThat(item(STORY).plannedEnd())
                .as("carried, as nobody said otherwise")
                .isEqualTo("2027-03-03");
    }

    @Test
    @DisplayName("laisse au bilan final ce que le douzième mois n’a pas donné, et rien ne se reporte plus loin")
    void leavesSomethingUndone() {
        open(START);
        for (int number = 1; number <= 12; number++) {
            liveUntil(START.plusMonths(number - 1L), 9);
            delivering().stream()
                    .filter(task ->
                            !Set.of(item(PAGE).title(), item(STORY).title()).contains(task.name()))
                    .forEach(task -> stage.complete(task.instance(), "deliver"));
            liveUntil(START.plusMonths(number).minusDays(1), 18);
            if (number < 12) stage.complete(month(), "review-month");
            if (number % 3 == 0 && number < 12) stage.complete(roadmap, GATES.get(number / 3 - 1));
        }
        assertThat(stage.shown(month(), "review-month")).doesNotContainKey("nextMonth");
        assertThatThrownBy(() ->
                        stage.complete(month(), "review-month", Map.of("monthLeft", List.of(left(PAGE, "CARRY")))))
                .isInstanceOf(Refusal.class);
        stage.complete(
                month(),
                "review-month",
                Map.of(
                        "monthLeft",
                        List.of(left(STORY, "DROP")),
                        "monthAdded",
                        List.of(Map.of("title", "Encore une chose"))));
        assertThat(plans.items(roadmap))
                .as("nothing comes behind the last month")
                .hasSize(60);

        Map<String, Object> shown = stage.shown(roadmap, "gate-consolidation");
        assertThat(String.valueOf(shown.get("yearReport")))
                .isEqualTo("58 livrables sur 59 rendus\u00a0; 1 reste à faire\u00a0; 1 abandonné\u00a0; "
                        + "22 reports d’un mois à l’autre.");
        assertThat(String.valueOf(shown.get("yearUnfinished"))).contains("En cours (reporté 11 fois)");
        stage.complete(roadmap, "gate-consolidation");
        assertThat(kinds.of(journey()).panels(journey(), List.of()).get(0).title())
                .isEqualTo("Bilan de l’année");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate-foundations", "gate-development", "gate-expansion", "gate-consolidation"})
    @DisplayName("s’arrête à chaque jalon, avec ses raisons")
    void stopsAtAGate(String gate) {
        open(START);
        plans.items(roadmap).forEach(each -> plans.drop(roadmap, each.id(), START));
        for (int number = 1; !stage.openTasks(roadmap).contains(gate); number++) {
            liveMonth(number);
            if (number % 3 == 0 && !GATES.get(number / 3 - 1).equals(gate))
                stage.complete(roadmap, GATES.get(number / 3 - 1));
        }
        Map<String, Object> unsaid = new HashMap<>(Map.of("gateVerdict", "STOP"));
        assertThatThrownBy(() -> stage.complete(roadmap, gate, unsaid))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("pourquoi la feuille de route s’arrête");
        stage.complete(roadmap, gate, Map.of("gateVerdict", "STOP", "comment", "Plus de lieu."));
        assertThat(journey().life().outcome()).isEqualTo("STOPPED");
        assertThat(journey().life().reason()).isEqualTo("Plus de lieu.");
        assertThat(kinds.of(journey()).outcome(journey())).isEqualTo("Feuille de route abandonnée");
        assertThat(plans.plan(roadmap).open()).isFalse();
    }

    @Test
    @DisplayName("s’abandonne avec son équipe, et plus rien n’est attendu")
    void isWithdrawn() {
        open(START);
        liveUntil(START, 9);
        processes.send(roadmap, "team-withdrawn", Map.of("withdrawalReason", "Autre projet."));
        assertThat(journey().life().outcome()).isEqualTo("WITHDRAWN");
        assertThat(runtime.createProcessInstanceQuery()
                        .rootProcessInstanceId(roadmap)
                        .count())
                .isZero();
    }

    @Test
    @DisplayName("déplacée, redate ses mois, ses livrables et ses jalons ; l’origine et ce qui est fait restent")
    void moves() {
        open(START);
        liveUntil(START, 9);
        deliver(PAGE);
        LocalDate later = LocalDate.of(2027, 1, 31);
        move(later);
        assertThat(item("interactive-canvas").plannedStart()).isEqualTo("2027-02-28");
        assertThat(item("interactive-canvas").plannedEnd()).isEqualTo("2027-03-30");
        assertThat(item("interactive-canvas").baselineStart()).isEqualTo("2027-02-04");
        assertThat(item(CANVAS).plannedStart()).isEqualTo(START);
        assertThat(item(CANVAS).plannedEnd()).isEqualTo("2027-02-27");
        assertThat(item(PAGE).plannedEnd()).isEqualTo("2027-02-03");
        assertThat(stage.due(month(), "month-ends"))
                .isEqualTo(LocalDate.of(2027, 2, 27).atTime(18, 0));
        assertThat(stage.taskDue(delivering().get(0).instance(), "deliver"))
                .isEqualTo(LocalDate.of(2027, 2, 27).atTime(18, 0));
        assertThat(journey().place().gate().at()).isEqualTo("2027-04-29T16:00:00Z");
        assertThat(kinds.dates(journey())).containsEntry("startDate", "2027-01-31");
    }

    private void move(LocalDate start) {
        ObjectNode dates = new ObjectMapper().createObjectNode().put("startDate", start.toString());
        kinds.move(journey(), dates, new TestingAuthenticationToken("fanny", "", "facilitators"));
    }

    @Test
    @DisplayName("reprise après une pause, avance d’autant de jours")
    void resumes() {
        open(START);
        liveUntil(START, 9);
        JourneyKind<?, ?> kind = kinds.of(journey());
        kind.resume(journey(), ClockUtil.getCurrentTime().toInstant(), 0);
        assertThat(plans.plan(roadmap).start()).isEqualTo(START);
        kind.resume(journey(), ClockUtil.getCurrentTime().toInstant(), 10);
        assertThat(plans.plan(roadmap).start()).isEqualTo(START.plusDays(10));
        assertThat(stage.due(month(), "month-ends"))
                .isEqualTo(LocalDate.of(2027, 2, 13).atTime(18, 0));
    }

    @Test
    @DisplayName("refuse un départ hors d’atteinte, une deuxième feuille de route, un bilan d’un autre plan")
    void refusesWhatMakesNoSense() {
        open(START);
        String team = stage.team(START);
        for (LocalDate day :
                List.of(START.minusYears(1).minusDays(1), START.plusYears(2).plusDays(1)))
            assertThatThrownBy(() -> open(team, day))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Date de départ");
        assertThatThrownBy(() -> move(START.plusYears(3)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Date de départ");
        assertThatThrownBy(() -> open(journey().team(), START))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("déjà une feuille de route");

        liveUntil(LocalDate.of(2027, 2, 3), 18);
        Map<String, Object> stranger = Map.of("title", "Rien de tel", "fate", "DROP");
        assertThatThrownBy(() -> stage.complete(month(), "review-month", Map.of("monthLeft", List.of(stranger))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("n’est pas au plan");
        Map<String, Object> known = Map.of("title", item(PAGE).title());
        assertThatThrownBy(() -> stage.complete(month(), "review-month", Map.of("monthAdded", List.of(known))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("figure déjà au plan");
        assertThat(stage.openTasks(month())).containsExactly("review-month");
        assertThat(plans.items(roadmap)).hasSize(60);
    }

    @Test
    @DisplayName("rend à l’équipe ce que faisait quelqu’un qui la quitte")
    void givesBackWhatALeaverDid() {
        open(START);
        String anne = journey().team() + "-a";
        plans.assign(roadmap, PAGE, anne);
        plans.assign(roadmap, "vision-and-goals", anne);
        liveUntil(START, 9);
        assertThat(delivering()).extracting(OpenTask::assignee).contains(anne);
        accounts.leave(anne, "team-" + journey().team());
        assertThat(item(PAGE).owner()).isNull();
        assertThat(item("vision-and-goals").owner()).as("it is done").isEqualTo(anne);
        assertThat(delivering()).hasSize(3).extracting(OpenTask::assignee).containsOnlyNulls();
    }

    @Test
    @DisplayName("n’appelle chaque mois que sa dernière version, sous la clé du parcours")
    void callsMonths() {
        open(START);
        ProcessInstance called =
                runtime.createProcessInstanceQuery().processInstanceId(month()).singleResult();
        assertThat(called.getBusinessKey()).isEqualTo(journey().key());
        assertThat(runtime.getVariable(called.getId(), "month")).isEqualTo(1);
    }
}
