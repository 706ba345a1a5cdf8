package fr.jalon.retroplanning.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Un rétroplanning")
class RetroplanningTest {

    private static final LocalDate LAUNCH = LocalDate.of(2026, 12, 20);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 16);

    @Autowired
    private Stage stage;

    @Autowired
    private Processes processes;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Plans plans;

    @Autowired
    private Schedules schedules;

    @Autowired
    private Journeys journeys;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing("bpmn/retroplanning/retroplanning.bpmn")).isEmpty();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String team() {
        stage.clock(TODAY, 10, 0);
        return stage.team(TODAY.plusDays(60));
    }

    private String open(Map<String, Object> answers) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "team", team(), "planTitle", "Promotion de Noël", "launchDay", LAUNCH.toString(), "launchDays", 5));
        all.putAll(answers);
        return accounts.as("fanny", () -> processes.start("retroplanning", all));
    }

    private String christmas() {
        return open(Map.of("template", "christmas-promotion"));
    }

    /** The rows that a list of a form starts with. */
    private List<Map<String, Object>> prefilled(String plan, String task, String list) {
        try {
            return new ArrayList<>(new ObjectMapper()
                    .readValue(
                            String.valueOf(stage.shown(plan, task).get(list)),
                            new TypeReference<List<Map<String, Object>>>() {}));
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void complete(String plan, String task, String list, List<Map<String, Object>> rows) {
        stage.complete(plan, task, Map.of(list, rows));
    }

    private void leave(String plan, String task, String list) {
        complete(plan, task, list, prefilled(plan, task, list));
    }

    /** Up to the review, with what the template says. */
    private void draft(String plan) {
        leave(plan, "list-items", "planItems");
        leave(plan, "assign-owners", "planRoles");
        leave(plan, "schedule-meetings", "planMeetings");
    }

    private Map<String, ProcessInstance> deliverables(String plan) {
        return runtime.createProcessInstanceQuery().superProcessInstanceId(plan).list().stream()
                .collect(Collectors.toMap(each -> (String) runtime.getVariable(each.getId(), "item"), each -> each));
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      square-image       | 2026-12-14 | 2026-12-15 | Graphiste
      banner-image       | 2026-12-09 | 2026-12-10 | Graphiste
      site-text          | 2026-12-09 | 2026-12-10 | Rédacteur web
      mail-text          | 2026-12-15 | 2026-12-15 | Rédacteur web
      mail-reminder-text | 2026-12-15 | 2026-12-15 | Rédacteur web
      post-text          | 2026-12-15 | 2026-12-15 | Rédacteur web
      post-reminder-text | 2026-12-15 | 2026-12-15 | Rédacteur web
      promotion-page     | 2026-12-11 | 2026-12-15 | Webmaster
      discount-coupon    | 2026-12-15 | 2026-12-15 | Webmaster
      site-publication   | 2026-12-19 | 2026-12-19 | Webmaster
      post-1             | 2026-12-20 | 2026-12-20 | Responsable des réseaux sociaux
      mail-1             | 2026-12-20 | 2026-12-20 | Adjointe virtuelle
      post-2             | 2026-12-24 | 2026-12-24 | Responsable des réseaux sociaux
      mail-2             | 2026-12-24 | 2026-12-24 | Adjointe virtuelle
      site-withdrawal    | 2026-12-26 | 2026-12-26 | Webmaster
      analyse-results    | 2027-01-05 | 2027-01-05 | OBM
      client-meeting-1   | 2026-12-01 | 2026-12-01 |
      team-meeting-1     | 2026-12-01 | 2026-12-01 |
      client-meeting-2   | 2026-12-19 | 2026-12-19 |
      team-meeting-2     | 2026-12-19 | 2026-12-19 |
      client-meeting-3   | 2027-01-06 | 2027-01-06 |
      """)
    @DisplayName("de Noël donne les dates du document d’origine, ligne par ligne")
    void yieldsTheDatesOfTheSeed(String id, LocalDate from, LocalDate to, String role) {
        String plan = christmas();
        Item item = plans.item(plan, id);
        assertThat(item.plannedStart()).isEqualTo(from);
        assertThat(item.plannedEnd()).isEqualTo(to);
        assertThat(schedules.items(plan)).hasSize(21).anySatisfy(each -> {
            assertThat(each.item().id()).isEqualTo(id);
            assertThat(each.work().who()).isEqualTo(role);
        });
        assertThat(plans.plan(plan).launch().ready()).isEqualTo(LocalDate.of(2026, 12, 15));
    }

    @ParameterizedTest(name = "lancé le {0}")
    @CsvSource(delimiter = '|', textBlock = """
      2027-03-17 | 2027-03-12 | 2027-03-16 | 2027-03-21 | 2027-03-23 | 2027-02-26
      2027-05-01 | 2027-04-26 | 2027-04-30 | 2027-05-05 | 2027-05-07 | 2027-04-12
      2028-02-29 | 2028-02-24 | 2028-02-28 | 2028-03-04 | 2028-03-06 | 2028-02-10
      """)
    @DisplayName("de Noël garde son dessin pour un autre lancement, un 1er mai ou un 29 février compris")
    void keepsItsPattern(
            LocalDate launch, LocalDate ready, LocalDate site, LocalDate last, LocalDate withdrawn, LocalDate begins) {
        String plan = open(Map.of("template", "christmas-promotion", "launchDay", launch.toString()));
        assertThat(plans.plan(plan).launch().ready()).isEqualTo(ready);
        assertThat(plans.item(plan, "site-publication").plannedStart()).isEqualTo(site);
        assertThat(plans.item(plan, "mail-1").plannedStart()).isEqualTo(launch);
        assertThat(plans.item(plan, "post-2").plannedStart()).isEqualTo(last);
        assertThat(plans.item(plan, "site-withdrawal").plannedStart()).isEqualTo(withdrawn);
        assertThat(plans.item(plan, "team-meeting-1").plannedStart()).isEqualTo(begins);
        assertThat(plans.item(plan, "promotion-page").plannedEnd()).isBeforeOrEqualTo(ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"christmas-promotion", "marketing-activation", "public-event"})
    @DisplayName("s’ouvre de chacun des modèles de Jalon, qui tient dans le trimestre d’avant")
    void opensFromEachTemplate(String template) {
        String plan = open(
                Map.of("template", template, "launchDay", TODAY.plusDays(91).toString()));
        assertThat(schedules.items(plan))
                .hasSameSizeAs(schedules.template(template).lines());
        assertThat(schedules.schedule(plans.plan(plan), schedules.items(plan)).isPossible())
                .isTrue();
        assertThat(plans.item(plan, "analyse-results")).isNotNull();
    }

    @Test
    @DisplayName("se liste, se place, se répartit, se réunit, se relit, se vit et s’analyse")
    void isLived() {
        String plan = christmas();
        Journey journey = journeys.journey(plan);
        assertThat(journey.key()).endsWith("/promotion-de-noel");
        assertThat(stage.openTasks(plan)).containsExactly("list-items");

        List<Map<String, Object>> items = prefilled(plan, "list-items", "planItems");
        assertThat(items).hasSize(16);
        items.add(Map.of("title", "Affiche en vitrine", "role", "Graphiste", "days", 1, "section", "Préparer"));
        complete(plan, "list-items", "planItems", items);
        assertThat(plans.item(plan, "affiche-en-vitrine").plannedEnd()).isEqualTo(LocalDate.of(2026, 12, 15));

        List<Map<String, Object>> roles = prefilled(plan, "assign-owners", "planRoles");
        assertThat(roles)
                .extracting(row -> row.get("role"))
                .containsExactly(
                        "Graphiste",
                        "Rédacteur web",
                        "Webmaster",
                        "Responsable des réseaux sociaux",
                        "Adjointe virtuelle",
                        "OBM");
        String anne = journey.team() + "-a";
        roles.get(0).put("owner", anne);
        complete(plan, "assign-owners", "planRoles", roles);

        List<Map<String, Object>> meetings = prefilled(plan, "schedule-meetings", "planMeetings");
        meetings.add(Map.of("title", "Point de mi-parcours", "day", "2026-12-08"));
        complete(plan, "schedule-meetings", "planMeetings", meetings);

        assertThat(stage.shown(plan, "review-plan"))
                .doesNotContainKey("planTrouble")
                .containsEntry("launch", "du dimanche 20 décembre 2026 au jeudi 24 décembre 2026");
        stage.complete(plan, "review-plan", Map.of("planVerdict", "REVISE"));
        assertThat(prefilled(plan, "list-items", "planItems")).hasSize(17);
        draft(plan);
        stage.complete(plan, "review-plan");

        Map<String, ProcessInstance> running = deliverables(plan);
        assertThat(running).hasSize(22).doesNotContainKey("analyse-results");
        assertThat(plans.item(plan, "square-image").owner()).isEqualTo(anne);
        stage.fire(running.get("square-image").getId(), "deliverable-begins");
        assertThat(stage.task(running.get("square-image").getId(), "deliver").getAssignee())
                .isEqualTo(anne);
        stage.complete(running.get("square-image").getId(), "deliver");
        running.remove("square-image");
        running.values().forEach(each -> {
            stage.fire(each.getId(), "deliverable-begins");
            stage.complete(each.getId(), "deliver");
        });
        assertThat(stage.openTasks(plan)).containsExactly("analyse-results");
        stage.complete(plan, "analyse-results");
        assertThat(plans.items(plan)).allMatch(item -> item.actualEnd() != null);
        assertThat(journeys.journey(plan).life().outcome()).isEqualTo("ANALYSED");
    }

    @Test
    @DisplayName("déplacé, redate ce qui reste, les minuteries et les tâches ; l’origine reste")
    void moves() {
        String plan = christmas();
        schedules.move(plan, plans.plan(plan).launch().on(LAUNCH.plusDays(3)));
        schedules.move(plan, plans.plan(plan).launch().on(LAUNCH));
        draft(plan);
        stage.complete(plan, "review-plan");
        String banner = deliverables(plan).get("banner-image").getId();
        stage.fire(banner, "deliverable-begins");

        schedules.move(plan, plans.plan(plan).launch().on(LAUNCH.plusDays(7)));
        Item page = plans.item(plan, "site-publication");
        assertThat(page.plannedStart()).isEqualTo(LocalDate.of(2026, 12, 26));
        assertThat(page.baselineStart()).isEqualTo(LocalDate.of(2026, 12, 19));
        assertThat(stage.due(deliverables(plan).get("site-publication").getId(), "deliverable-begins"))
                .isEqualTo(LocalDate.of(2026, 12, 26).atTime(9, 0));
        assertThat(stage.taskDue(banner, "deliver").toLocalDate())
                .isEqualTo(plans.item(plan, "banner-image").plannedEnd())
                .isAfter(LocalDate.of(2026, 12, 10));
        String member = journeys.journey(plan).team() + "-a";
        assertThat(jdbc.sql("select body from outbox where person = ? and kind = 'plan-moved'")
                        .param(member)
                        .query(String.class)
                        .list())
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .contains("Ajout de la page de promo sur le site", "samedi 26 décembre")
                        .doesNotContain("Rencontre 1 avec le client pour définir la promotion\u00a0: mardi 1er"));
    }

    @Test
    @DisplayName("n’est plus en retard de ce qui est rendu")
    void isLateForNothingDelivered() {
        String plan = christmas();
        draft(plan);
        stage.complete(plan, "review-plan");
        String due = journeys.journey(plan).place().step();
        String first = deliverables(plan).get(due).getId();
        stage.fire(first, "deliverable-begins");
        stage.complete(first, "deliver");
        assertThat(journeys.journey(plan).place().step()).isNotNull().isNotEqualTo(due);
    }

    @Test
    @DisplayName("qui aurait dû commencer le dit, avec la chaîne, les jours et ce qui aide, et veut une réponse")
    void saysWhatIsTooLate() {
        String plan = open(Map.of(
                "template",
                "marketing-activation",
                "launchDay",
                TODAY.plusDays(4).toString()));
        draft(plan);
        assertThat(String.valueOf(stage.shown(plan, "review-plan").get("planTrouble")))
                .contains("Il fallait commencer il y a", "la chaîne", "les personnes", "Déplacer le lancement au");
        assertThatThrownBy(() -> stage.complete(plan, "review-plan", nothingSaid()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("dites comment vous tiendrez");
        stage.complete(plan, "review-plan");
        assertThat(deliverables(plan)).isNotEmpty();
    }

    private static Map<String, Object> nothingSaid() {
        Map<String, Object> answers = new HashMap<>(Map.of("planVerdict", "KEPT"));
        answers.put("planAnswer", null);
        return answers;
    }

    @Test
    @DisplayName("part aussi d’une liste vide, et l’équipe peut s’en retirer")
    void startsFromNothing() {
        String plan = open(Map.of());
        assertThat(plans.items(plan)).isEmpty();
        stage.complete(plan, "list-items");
        assertThat(plans.items(plan)).hasSize(3);
        processes.send(plan, "team-withdrawn", Map.of("withdrawalReason", "Autre projet."));
        assertThat(journeys.journey(plan).life().outcome()).isEqualTo("WITHDRAWN");
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(plan).count())
                .isZero();
    }

    @Test
    @DisplayName("refuse un lancement passé, un jour « prêt » après lui, un modèle inconnu, deux lignes de même titre")
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> open(Map.of("launchDay", TODAY.minusDays(1).toString())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Jour du lancement");
        assertThatThrownBy(() -> open(Map.of("readyBy", LAUNCH.plusDays(1).toString())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("prêt");
        assertThatThrownBy(() -> open(Map.of("template", "rien"))).isInstanceOf(Refusal.class);
        String plan = open(Map.of());
        Map<String, Object> row = Map.of("title", "Affiche", "days", 1, "section", "Préparer");
        assertThatThrownBy(() -> complete(plan, "list-items", "planItems", List.of(row, row)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("figure deux fois");
        assertThat(plans.items(plan)).isEmpty();
    }
}
