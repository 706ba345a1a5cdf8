package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.ReviewRows;
import fr.jalon.scic.TrackRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The roadmap of seed 003, lived from its first day by moving the clock. */
@JalonTest
@DisplayName("Trente-six mois, du 1er mars 2025 au 1er mars 2028")
class ThirtySixMonthsTest {

    @Autowired
    private TrackStage stage;

    @Autowired
    private Stage clock;

    @Autowired
    private Plans plans;

    @Autowired
    private Journeys journeys;

    @Autowired
    private TrackRows tracks;

    @Autowired
    private GrantRows grants;

    @Autowired
    private ReviewRows reviews;

    private String id;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Chaque date de la feuille de route arrive à son jour")
    void livesTheRoadmap() {
        id = stage.open();

        // Phase 1 – Création: the Gantt's dates, and the sprints' where it has none
        planned("adopt-statutes", "2025-03-01", "2025-03-15");
        planned("subscribe-insurance", "2025-03-15", "2025-03-22");
        planned("sign-partnerships", "2025-03-15", "2025-04-14");
        planned("join-employer-group", "2025-04-01", "2025-05-01");
        planned("market-validation", "2025-03-01", "2025-04-30");
        planned("meet-lawyer", "2025-03-01", "2025-03-15");
        planned("contact-cress", "2025-03-01", "2025-03-15");
        planned("confirm-employer-group", "2025-03-01", "2025-03-15");
        planned("benchmark-competition", "2025-03-15", "2025-04-12");
        planned("build-platform-prototype", "2025-04-12", "2025-05-24");
        // Phase 2 – POC
        planned("place-first-apprentices", "2025-09-01", "2025-10-01");
        planned("build-mvp-platform", "2025-06-01", "2025-08-30");
        planned("place-ten-apprentices", "2026-01-01", "2026-01-31");
        planned("validate-model", "2026-03-01", "2026-05-30");
        // Phase 3 – Scale
        planned("prepare-scic", "2026-09-01", "2026-11-30");
        planned("record-vote", "2026-12-01", "2027-01-30");
        planned("launch-scic", "2027-03-01", "2027-03-31");
        planned("reach-fifty-apprentices", "2027-09-01", "2027-10-01");

        // Demandes subventions – Calendrier
        assertThat(stage.due(id, "milestone-due")).isEqualTo("2025-09-01T09:00");
        granted("region-occitanie", "2025-01-30T09:00", "2025-03-31", 35_000);
        due("interview-company", "2025-04-30T18:00");
        due("interview-apprentice", "2025-04-30T18:00");
        assertThat(stage.due(id, "interviews-over")).isEqualTo("2025-04-30T18:00");
        stage.completeSome(id, "interview-company", 10, Map.of());
        stage.completeSome(id, "interview-apprentice", 10, Map.of());

        on("2025-03-14");
        due("meet-lawyer", "2025-03-15T18:00");
        stage.complete(id, "meet-lawyer", "contact-cress", "confirm-employer-group");
        due("adopt-statutes", "2025-03-15T18:00");
        stage.complete(id, "adopt-statutes");
        on("2025-03-25");
        granted("realis", "2025-03-01T09:00", "2025-04-30", 0);
        stage.complete(id, "declare-association");
        on("2025-04-08");
        due("benchmark-competition", "2025-04-12T18:00");
        stage.complete(id, "obtain-siret", "benchmark-competition");
        due("subscribe-insurance", "2025-03-22T18:00");
        stage.complete(id, "subscribe-insurance");
        on("2025-04-12");
        due("sign-partnerships", "2025-04-14T18:00");
        stage.completeSome(id, "sign-partnerships", 5, Map.of());
        due("join-employer-group", "2025-05-01T18:00");
        granted("france-active", "2025-04-01T09:00", "2025-05-31", 20_000);
        on("2025-04-29");
        stage.complete(id, "join-employer-group", "build-platform-prototype", "recruit-founders", "set-launch-budget");
        stage.fire(id, "interviews-over");
        due("decide-market", "2025-05-07T18:00");
        stage.complete(id, "decide-market");
        due("gate-creation", "2025-05-24T18:00");
        stage.complete(id, "gate-creation");

        on("2025-05-20");
        granted("bpi-france", "2025-05-01T09:00", "2025-06-30", 45_000);
        assertThat(stage.due(id, "build-mvp-platform-opens")).isEqualTo("2025-06-01T09:00");
        on("2025-08-02");
        granted("opco-2i", "2025-08-01T09:00", "2025-09-30", 12_000);
        due("build-mvp-platform", "2025-08-30T18:00");
        stage.complete(id, "build-mvp-platform");
        assertThat(stage.due(id, "place-first-apprentices-opens")).isEqualTo("2025-09-01T09:00");

        reviewed(6, "2025-09-01", Map.of("revenue", 0, "clientCompanies", 3));
        due("place-first-apprentices", "2025-10-01T18:00");
        stage.place(id, 3);
        stage.complete(id, "place-first-apprentices");
        assertThat(stage.due(id, "place-ten-apprentices-opens")).isEqualTo("2026-01-01T09:00");
        on("2026-01-20");
        due("place-ten-apprentices", "2026-01-31T18:00");
        stage.place(id, 7);
        stage.complete(id, "place-ten-apprentices");
        assertThat(stage.due(id, "validate-model-opens")).isEqualTo("2026-03-01T09:00");
        reviewed(12, "2026-03-01", Map.of("revenue", 15_000));
        due("validate-model", "2026-05-30T18:00");
        on("2026-05-28");
        stage.complete(id, "validate-model", "gate-model");

        assertThat(stage.due(id, "prepare-scic-opens")).isEqualTo("2026-09-01T09:00");
        on("2026-11-20");
        due("prepare-scic", "2026-11-30T18:00");
        stage.complete(id, "prepare-scic");
        assertThat(stage.due(id, "record-vote-opens")).isEqualTo("2026-12-01T09:00");
        on("2026-12-05");
        due("convene-general-assembly", "2027-01-30T18:00");
        stage.complete(id, "convene-general-assembly");
        on("2027-01-15");
        stage.place(id, 20);
        stage.complete(id, "record-vote", "file-formalities", "request-esus-approval");
        assertThat(stage.due(id, "launch-scic-opens")).isEqualTo("2027-03-01T09:00");
        reviewed(24, "2027-03-01", Map.of("revenue", 100_000));
        due("launch-scic", "2027-03-31T18:00");
        stage.complete(id, "launch-scic");
        assertThat(stage.due(id, "reach-fifty-apprentices-opens")).isEqualTo("2027-09-01T09:00");
        on("2027-09-20");
        due("reach-fifty-apprentices", "2027-10-01T18:00");
        stage.place(id, 51);
        stage.complete(id, "reach-fifty-apprentices");
        assertThat(journeys.journey(id).life().outcome()).isNull();
        reviewed(36, "2028-03-01", Map.of("revenue", 305_000));
        assertThat(reviews.of(id))
                .extracting(held -> (int) held.review().apprenticesPlaced() + " "
                        + (int) held.review().apprenticesActive())
                .containsExactly("0 0", "10 10", "30 20", "81 51");

        assertThat(journeys.journey(id).life().outcome()).isEqualTo("LAUNCHED");
        assertThat(reviews.of(id)).extracting(ReviewRows.Held::status).containsOnly("ON_TRACK");
        assertThat(plans.items(id)).allSatisfy(item -> {
            assertThat(item.actualEnd()).as(item.id()).isNotNull();
            assertThat(item.baselineStart()).isEqualTo(item.plannedStart());
        });
        assertThat(plans.items(id))
                .filteredOn(item -> item.actualEnd().isAfter(item.plannedEnd()))
                .extracting(item -> item.id())
                .containsExactly("set-launch-budget", "recruit-founders", "subscribe-insurance");
    }

    @Test
    @DisplayName("Un départ deux mois plus tard déplace tout, sauf les échéances des financeurs")
    void shiftsWhole() {
        String first = stage.open();
        String later = stage.open(LocalDate.of(2025, 5, 1), Map.of());
        for (var item : plans.items(first)) {
            assertThat(plans.item(later, item.id()).plannedStart())
                    .isEqualTo(item.plannedStart().plusDays(61));
            assertThat(plans.item(later, item.id()).plannedEnd())
                    .isEqualTo(item.plannedEnd().plusDays(61));
        }
        assertThat(stage.due(later, "milestone-due")).isEqualTo("2025-11-01T09:00");
        assertThat(grants.application(later, "bpi-france").deadline()).isEqualTo("2025-06-30");
        assertThat(grants.application(later, "region-occitanie").deadline()).isEqualTo("2026-03-31");
    }

    private void planned(String step, String start, String end) {
        var item = plans.item(id, step);
        assertThat(List.of(item.baselineStart(), item.plannedStart())).as(step).containsOnly(LocalDate.parse(start));
        assertThat(List.of(item.baselineEnd(), item.plannedEnd())).as(step).containsOnly(LocalDate.parse(end));
    }

    private void due(String task, String when) {
        assertThat(stage.taskDue(id, task)).as(task).isEqualTo(when);
    }

    /** Lives on until two in the afternoon of a day. */
    private void on(String day) {
        stage.live(id, LocalDate.parse(day).atTime(14, 0));
    }

    private void reviewed(int month, String day, Map<String, Object> figures) {
        assertThat(stage.due(id, "milestone-due"))
                .isEqualTo(LocalDate.parse(day).atTime(9, 0));
        on(day);
        assertThat(stage.taskDue(id, "review-milestone"))
                .isEqualTo(LocalDate.parse(day).plusDays(14).atTime(18, 0));
        assertThat(stage.shown(stage.tasks(id, "review-milestone").get(0))).containsEntry("milestoneMonths", month);
        stage.complete(id, "review-milestone", figures);
        assertThat(reviews.of(id).get(reviews.of(id).size() - 1).review().month())
                .isEqualTo(month);
    }

    /** A file that has opened by now is handed in, granted and accounted for. */
    private void granted(String grant, String opened, String deadline, int amount) {
        String instance = stage.grant(id, grant);
        if (clock.hasTimer(instance, "grant-opens")) {
            assertThat(clock.due(instance, "grant-opens")).isEqualTo(opened);
            clock.fire(instance, "grant-opens");
        }
        assertThat(clock.due(instance, "deadline-passed"))
                .isEqualTo(LocalDate.parse(deadline).plusDays(1).atStartOfDay());
        assertThat(clock.taskDue(instance, "prepare-grant-file"))
                .isEqualTo(LocalDate.parse(deadline).minusDays(7).atTime(18, 0));
        clock.complete(instance, "prepare-grant-file", Map.of("grantDeadline", deadline, "amountAsked", amount));
        assertThat(clock.taskDue(instance, "submit-grant-file"))
                .isEqualTo(LocalDate.parse(deadline).atTime(18, 0));
        clock.complete(instance, "submit-grant-file");
        clock.complete(instance, "record-grant-result", Map.of("amountGranted", amount, "yearEnd", "2025-12-31"));
        for (String duty : clock.openTasks(instance)) clock.complete(instance, duty, received(duty, amount));
        for (String duty : clock.openTasks(instance)) clock.complete(instance, duty, received(duty, amount));
        assertThat(grants.application(id, grant).status()).isEqualTo(Status.GRANTED);
    }

    private static Map<String, Object> received(String duty, int amount) {
        return duty.equals("report-grant-spending")
                ? Map.of("amountReceived", amount, "amountSpent", amount)
                : Map.of();
    }
}
