package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.Processes;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("De l’idée à la décision")
class IdeaToDecisionProcessTest {

    /** A Monday; summer time ends on the Sunday of the validation week. */
    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Stage stage;

    @Autowired
    private Bootcamps bootcamps;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Plans plans;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private Teams teams;

    @Autowired
    private Editions editions;

    @Autowired
    private Validation validation;

    @Autowired
    private Processes processes;

    private String team;
    private String instance;

    @BeforeEach
    void openJourney() {
        init(engine);
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
    }

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
    }

    /** Leave a path out of the tests above and this names it. */
    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing("bpmn/bootcamp/idea-to-decision.bpmn")).isEmpty();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Une équipe va de l’inscription à la décision de poursuivre")
    void goes() {
        assertThat(process()).hasBusinessKey(teams.team(team).cohort() + "/" + team);
        assertThat(stage.openTasks(instance))
                .containsExactly("confirm-team", "create-tool-accounts", "follow-self-training", "shortlist-ideas");

        stage.reach(instance, "decision");
        stage.complete(instance, "decide");

        assertThat(process()).isEnded().hasPassed("project-continued");
        Bootcamp journey = row();
        assertThat(journeys.journey(instance).life().outcome()).isEqualTo("CONTINUED");
        assertThat(journeys.journey(instance).isOpen()).isFalse();
        assertThat(validation.decisions(team)).singleElement().satisfies(decision -> {
            assertThat(decision.verdict().decision()).isEqualTo("GO");
            assertThat(decision.advice().recommendation()).isEqualTo("GO");
            assertThat(decision.advice().tableVersion()).startsWith("go-pivot-stop v");
            assertThat(decision.grounds().evidence()).contains("\"visits\":175").contains("\"conversions\":14");
        });
    }

    @Test
    @DisplayName("Chaque échéance suit le calendrier de Paris, heure d’été comprise")
    void datesEveryTimer() {
        assertThat(stage.due(instance, "preparation-late"))
                .isEqualTo(D1.minusDays(1).atTime(18, 0));
        assertThat(stage.taskDue(instance, "shortlist-ideas"))
                .isEqualTo(D1.minusDays(1).atTime(18, 0));
        stage.reach(instance, "ideation");
        assertThat(stage.due(instance, "ideation-opens")).isEqualTo(D1.atTime(9, 0));
        assertThat(stage.due(instance, "ideation-late")).isEqualTo(D1.atTime(12, 30));
        stage.fire(instance, "ideation-opens");
        assertThat(stage.taskDue(instance, "welcome")).isEqualTo(D1.atTime(12, 30));
        stage.complete(instance, "welcome", "generate-ideas", "prioritise-ideas", "select-idea", "gate-ideation");
        assertThat(stage.due(instance, "planning-opens")).isEqualTo(D1.atTime(13, 30));
        assertThat(stage.due(instance, "planning-late")).isEqualTo(D1.atTime(17, 30));
        stage.fire(instance, "planning-opens");
        assertThat(stage.due(instance, "coach-mvp-over")).isEqualTo(D1.atTime(17, 30));
        stage.pass(instance, "planning");
        assertThat(stage.due(instance, "prototyping-opens"))
                .isEqualTo(D1.plusDays(1).atTime(9, 0));
        assertThat(stage.due(instance, "prototyping-late"))
                .isEqualTo(D1.plusDays(1).atTime(12, 30));
        stage.fire(instance, "prototyping-opens");
        stage.pass(instance, "prototyping");
        assertThat(stage.due(instance, "activation-opens"))
                .isEqualTo(D1.plusDays(1).atTime(13, 30));
        assertThat(stage.due(instance, "activation-late"))
                .isEqualTo(D1.plusDays(1).atTime(17, 30));
        stage.fire(instance, "activation-opens");
        assertThat(stage.due(instance, "coach-landing-page-over"))
                .isEqualTo(D1.plusDays(1).atTime(17, 30));
        stage.pass(instance, "activation");

        LocalDate v1 = D1.plusDays(2);
        assertThat(stage.due(instance, "week-opens")).isEqualTo(v1.atTime(9, 0));
        assertThat(stage.due(instance, "validation-late"))
                .isEqualTo(v1.plusDays(7).atTime(12, 0));
        stage.fire(instance, "week-opens");
        assertThat(stage.taskDue(instance, "launch-campaigns")).isEqualTo(v1.atTime(12, 0));
        assertThat(stage.due(instance, "launch-late")).isEqualTo(v1.atTime(18, 0));
        stage.complete(instance, "launch-campaigns");
        for (int day = 1; day <= 7; day++) {
            LocalDate morning = v1.plusDays(day);
            assertThat(stage.due(instance, "day-morning")).isEqualTo(morning.atTime(9, 0));
            stage.fire(instance, "day-morning");
            assertThat(ClockUtil.getCurrentTime().toInstant().toString())
                    .endsWith(morning.isBefore(LocalDate.of(2026, 10, 25)) ? "T07:00:00Z" : "T08:00:00Z");
            assertThat(stage.taskDue(instance, "record-metrics")).isEqualTo(morning.atTime(12, 0));
            assertThat(stage.due(instance, "day-over"))
                    .isEqualTo(day < 7 ? morning.plusDays(1).atTime(9, 0) : morning.atTime(12, 0));
            stage.complete(instance, "record-metrics", "morning-check-in");
            if (day < 7) stage.complete(instance, "adjust-campaigns");
        }
        stage.complete(instance, "gate-validation");
        assertThat(stage.due(instance, "restitution-opens"))
                .isEqualTo(D1.plusDays(9).atTime(14, 0));
        assertThat(stage.due(instance, "restitution-late"))
                .isEqualTo(D1.plusDays(9).atTime(17, 30));
        stage.fire(instance, "restitution-opens");
        stage.complete(instance, "present-results", "analyse-data");
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Le coût baisse encore."));
        assertThat(stage.taskDue(instance, "prepare-pivot"))
                .isEqualTo(D1.plusDays(11).atTime(18, 0));
        stage.complete(instance, "prepare-pivot");
        assertThat(stage.taskDue(instance, "confirm-pivot"))
                .isEqualTo(D1.plusDays(12).atTime(18, 0));
    }

    @Test
    @DisplayName("Un jalon non atteint renvoie l’équipe à son travail, puis revient")
    void reworks() {
        stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
        reworkThenReach("preparation");
        stage.fire(instance, "ideation-opens");
        stage.complete(instance, "generate-ideas", "prioritise-ideas", "select-idea");
        reworkThenReach("ideation");
        stage.fire(instance, "planning-opens");
        stage.complete(instance, "coach-mvp", "collect-feedback", "define-mvp-scope", "build-roadmap", "assign-work");
        reworkThenReach("planning");
        stage.fire(instance, "prototyping-opens");
        stage.complete(instance, "build-mvp");
        reworkThenReach("prototyping");
        stage.fire(instance, "activation-opens");
        stage.complete(
                instance,
                "run-marketing-workshop",
                "coach-landing-page",
                "build-landing-page",
                "configure-campaigns",
                "simulate-campaign",
                "prepare-validation-week",
                "set-experiment-contract");
        reworkThenReach("activation");
        assertThat(process()).isWaitingAt("week-opens");
    }

    private void reworkThenReach(String phase) {
        assertThatThrownBy(
                        () -> stage.complete(instance, "gate-" + phase, Map.of("gateVerdict", "REWORK", "comment", "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Commentaire");
        stage.complete(instance, "gate-" + phase, Map.of("gateVerdict", "REWORK", "comment", "Il manque une preuve."));
        assertThat(runtime.getVariable(instance, "comment")).isEqualTo("Il manque une preuve.");
        assertThat(stage.openTasks(instance)).contains("rework-" + phase).doesNotContain("gate-" + phase);
        stage.complete(instance, "rework-" + phase);
        stage.complete(instance, "gate-" + phase);
    }

    @Test
    @DisplayName("Un créneau dépassé est signalé avec qui l’on attend, et rien n’est perdu")
    void marksLate() {
        for (String phase : List.of("preparation", "ideation", "planning", "prototyping", "activation")) {
            stage.fire(instance, phase + "-late");
            assertThat(late()).containsKey(phase);
            if (phase.equals("activation")) break;
            if (!phase.equals("preparation")) stage.fire(instance, phase + "-opens");
            stage.pass(instance, phase);
        }
        assertThat(late().get("preparation")).isEqualTo("facilitateur, équipe");
        assertThat(journeys.journey(instance).place().step()).isEqualTo("activation");
    }

    @Test
    @DisplayName("Un coach absent ne bloque personne ; une équipe en retard garde le sien")
    void coachesLeave() {
        stage.reach(instance, "planning");
        stage.fire(instance, "planning-opens");
        assertThat(stage.openTasks(instance)).contains("coach-mvp");
        stage.fire(instance, "coach-mvp-over");
        assertThat(stage.openTasks(instance))
                .doesNotContain("coach-mvp")
                .contains("define-mvp-scope", "collect-feedback");
        stage.pass(instance, "planning");
        stage.fire(instance, "prototyping-opens");
        stage.pass(instance, "prototyping");
        stage.clock(D1.plusDays(1), 20, 0);
        stage.fire(instance, "activation-opens");
        assertThat(stage.due(instance, "coach-landing-page-over"))
                .isEqualTo(D1.plusDays(2).atTime(0, 0));
        stage.fire(instance, "coach-landing-page-over");
        assertThat(stage.openTasks(instance))
                .doesNotContain("coach-landing-page")
                .contains("build-landing-page");
    }

    @Test
    @DisplayName("La semaine se termine seule après sept jours, quoi que fasse l’équipe")
    void silentWeek() {
        stage.reach(instance, "validation");
        stage.liveUntil(instance, D1.plusDays(9).atTime(12, 1));

        assertThat(stage.openTasks(instance)).containsExactly("gate-validation");
        assertThat(validation.days(row().experiment())).hasSize(7).allMatch(WeekDay::incomplete);
        assertThat(late().get("validation")).contains("facilitateur");
        stage.complete(instance, "gate-validation");
        stage.liveUntil(instance, D1.plusDays(9).atTime(17, 31));
        assertThat(late()).containsEntry("restitution", "équipe");
        stage.complete(instance, "present-results", "analyse-data");
        assertThat(runtime.getVariable(instance, "recommendation")).isEqualTo("INSUFFICIENT_DATA");
        assertThatThrownBy(() -> stage.complete(instance, "decide", Map.of("decisionReason", "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Motif");
        stage.complete(instance, "decide", Map.of("decision", "STOP", "decisionReason", "Personne n’est venu."));
        stage.complete(instance, "capture-lessons");
        assertThat(process()).isEnded().hasPassed("project-stopped");
        assertThat(journeys.journey(instance).life().outcome()).isEqualTo("STOPPED");
    }

    @Test
    @DisplayName("Un lancement en retard attend une décision ; attendre laisse la semaine continuer")
    void waitsForLateLaunch() {
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.fire(instance, "launch-late");
        assertThat(stage.taskDue(instance, "resolve-late-launch"))
                .isEqualTo(D1.plusDays(3).atTime(9, 0));
        stage.complete(instance, "resolve-late-launch");
        assertThat(stage.openTasks(instance)).containsExactly("launch-campaigns");
        stage.complete(instance, "launch-campaigns");
        assertThat(process()).hasPassed("launch-awaited", "launch-settled").isWaitingAt("day-morning");
    }

    @Test
    @DisplayName("Une équipe qui ne lance rien peut être retirée")
    void withdrawsLateTeam() {
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.fire(instance, "launch-late");
        stage.complete(instance, "resolve-late-launch", Map.of("lateLaunch", "WITHDRAW"));
        assertThat(process()).isEnded().hasPassed("withdrawal-chosen", "late-team-withdrawn");
        assertThat(journeys.journey(instance).life().outcome()).isEqualTo("WITHDRAWN");
    }

    @Test
    @DisplayName("Les métriques déjà reçues épargnent la saisie")
    void metricsOverHttpSpareTheTask() {
        stage.launch(instance);
        record(D1.plusDays(2), "Instagram");
        record(D1.plusDays(2), "Affiches");
        stage.fire(instance, "day-morning");
        assertThat(stage.openTasks(instance)).containsExactly("morning-check-in");
        stage.complete(instance, "morning-check-in", "adjust-campaigns");

        stage.fire(instance, "day-morning");
        assertThat(stage.openTasks(instance)).contains("record-metrics");
        record(D1.plusDays(3), "Instagram");
        assertThat(stage.openTasks(instance)).contains("record-metrics");
        record(D1.plusDays(3), "Affiches");
        assertThat(stage.openTasks(instance)).containsExactly("morning-check-in");
    }

    private void record(LocalDate day, String channel) {
        validation.record(
                team,
                day,
                MetricRow.of(Map.of(
                        "channel",
                        channel,
                        "impressions",
                        100,
                        "clicks",
                        5,
                        "visits",
                        4,
                        "conversions",
                        1,
                        "spend",
                        2.5)),
                "fanny");
    }

    @Test
    @DisplayName("Une équipe qui entre tard dans la semaine la reçoit entière, décalée")
    void lateWeekMoves() {
        stage.reach(instance, "activation");
        stage.fire(instance, "activation-opens");
        stage.clock(D1.plusDays(4), 16, 0);
        stage.pass(instance, "activation");
        assertThat(stage.due(instance, "week-opens")).isEqualTo(D1.plusDays(5).atTime(9, 0));
        assertThat(row().days().restitutionDay()).isEqualTo(D1.plusDays(12));
        assertThat(plans.item(instance, "restitution-day").baselineStart()).isEqualTo(D1.plusDays(9));
        assertThat(validation.days(row().experiment()))
                .extracting(WeekDay::day)
                .first()
                .isEqualTo(D1.plusDays(5));
    }

    @Test
    @DisplayName("Une semaine prolongée ajoute des matins et déplace la restitution")
    void extends_() {
        stage.reach(instance, "validation");
        stage.liveUntil(instance, D1.plusDays(9).atTime(12, 1));
        stage.complete(instance, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", 2));
        assertThat(row().days().restitutionDay()).isEqualTo(D1.plusDays(11));
        assertThat(late()).doesNotContainKey("validation");
        assertThat(stage.due(instance, "validation-late"))
                .isEqualTo(D1.plusDays(11).atTime(12, 0));
        assertThat(stage.due(instance, "day-morning")).isEqualTo(D1.plusDays(10).atTime(9, 0));
        stage.fire(instance, "day-morning");
        stage.complete(instance, "record-metrics", "morning-check-in", "adjust-campaigns");
        assertThat(stage.due(instance, "day-morning")).isEqualTo(D1.plusDays(11).atTime(9, 0));
        stage.fire(instance, "day-morning");
        assertThat(stage.due(instance, "day-over")).isEqualTo(D1.plusDays(11).atTime(12, 0));
        stage.complete(instance, "record-metrics", "morning-check-in");
        assertThat(stage.openTasks(instance)).containsExactly("gate-validation");
        stage.complete(instance, "gate-validation");
        assertThat(stage.due(instance, "restitution-opens"))
                .isEqualTo(D1.plusDays(11).atTime(14, 0));
    }

    @Test
    @DisplayName("Un pivot repart de la planification ou de l’idéation, sur ses propres dates")
    void pivots() {
        stage.reach(instance, "decision");
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Même public, autre usage."));
        stage.complete(instance, "prepare-pivot");
        LocalDate second = D1.plusDays(14);
        stage.complete(instance, "confirm-pivot", Map.of("firstDay", second.toString()));
        assertThat(row().iteration()).isEqualTo(2);
        assertThat(stage.due(instance, "planning-opens")).isEqualTo(second.atTime(13, 30));
        assertThat(runtime.getVariable(instance, "firstDay")).isNull();

        stage.fire(instance, "planning-opens");
        stage.pass(instance, "planning");
        stage.fire(instance, "prototyping-opens");
        stage.pass(instance, "prototyping");
        stage.fire(instance, "activation-opens");
        stage.pass(instance, "activation");
        stage.liveUntil(instance, second.plusDays(9).atTime(14, 0));
        stage.complete(instance, "gate-validation");
        stage.fire(instance, "restitution-opens");
        stage.complete(instance, "present-results", "analyse-data");
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Encore une fois."));
        stage.complete(instance, "prepare-pivot", Map.of("resumeFrom", "ideation"));
        stage.complete(
                instance,
                "confirm-pivot",
                Map.of("firstDay", second.plusDays(14).toString()));
        assertThat(stage.due(instance, "ideation-opens"))
                .isEqualTo(second.plusDays(14).atTime(9, 0));
        assertThat(validation.decisions(team)).hasSize(2).satisfies(decisions -> assertThat(
                        decisions.get(1).previousHash())
                .isEqualTo(decisions.get(0).hash()));
    }

    @Test
    @DisplayName("Un pivot ne commence pas dans le passé")
    void pivotLiesAhead() {
        stage.reach(instance, "decision");
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Autre usage."));
        stage.complete(instance, "prepare-pivot");
        assertThatThrownBy(() -> stage.complete(instance, "confirm-pivot", Map.of("firstDay", D1.toString())))
                .isInstanceOf(Refusal.class);
        assertThat(stage.openTasks(instance)).containsExactly("confirm-pivot");
    }

    @Test
    @DisplayName("Une équipe se retire à tout moment")
    void withdraws() {
        stage.reach(instance, "planning");
        bootcamps.withdraw(team, "L’équipe se sépare.");
        assertThat(process()).isEnded().hasPassed("team-left");
        assertThat(journeys.journey(instance).life().outcome()).isEqualTo("WITHDRAWN");
        assertThatThrownBy(() -> bootcamps.withdraw(team, "encore")).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("Des dates déplacées emmènent minuteurs et échéances, la référence reste")
    void datesMove() {
        LocalDate later = D1.plusDays(7);
        bootcamps.move(team, days(later));
        assertThat(process()).hasPassed("dates-moved", "move-dates");
        assertThat(stage.due(instance, "preparation-late"))
                .isEqualTo(later.minusDays(1).atTime(18, 0));
        assertThat(stage.taskDue(instance, "shortlist-ideas"))
                .isEqualTo(later.minusDays(1).atTime(18, 0));
        assertThat(plans.item(instance, "first-day").baselineStart()).isEqualTo(D1);
        stage.reach(instance, "ideation");
        assertThat(stage.due(instance, "ideation-opens")).isEqualTo(later.atTime(9, 0));
    }

    @Test
    @DisplayName("Un retard pardonné par de nouvelles dates peut se signaler de nouveau")
    void latenessIsForgiven() {
        stage.fire(instance, "preparation-late");
        assertThat(late()).containsKey("preparation");
        bootcamps.move(team, days(D1.plusDays(7)));
        assertThat(late()).isEmpty();
        assertThat(stage.due(instance, "preparation-late"))
                .isEqualTo(D1.plusDays(6).atTime(18, 0));
        stage.fire(instance, "preparation-late");
        assertThat(late()).containsKey("preparation");
    }

    @Test
    @DisplayName("Ce qui est vécu ne se déplace pas ; ce qui est devant, si, boucle et semaine comprises")
    void livedDaysStay() {
        stage.reach(instance, "validation");
        assertThatThrownBy(() -> bootcamps.move(team, days(D1.plusDays(7))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("premier jour");
        bootcamps.move(
                team, new Bootcamps.NewDays(D1, Optional.empty(), Optional.of(D1.plusDays(4)), Optional.empty()));
        assertThat(stage.due(instance, "week-opens")).isEqualTo(D1.plusDays(4).atTime(9, 0));
        assertThat(stage.due(instance, "day-morning")).isEqualTo(D1.plusDays(5).atTime(9, 0));
        assertThat(stage.due(instance, "validation-late"))
                .isEqualTo(D1.plusDays(11).atTime(12, 0));
        stage.fire(instance, "week-opens");
        stage.fire(instance, "day-morning");
        LocalDate restitution = D1.plusDays(20);
        assertThatThrownBy(() -> bootcamps.move(
                        team,
                        new Bootcamps.NewDays(D1, Optional.empty(), Optional.of(D1.plusDays(9)), Optional.empty())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("validation");
        bootcamps.move(team, new Bootcamps.NewDays(D1, Optional.empty(), Optional.empty(), Optional.of(restitution)));
        stage.liveUntil(instance, D1.plusDays(11).atTime(12, 1));
        stage.complete(instance, "gate-validation");
        assertThat(stage.due(instance, "restitution-opens")).isEqualTo(restitution.atTime(14, 0));
    }

    @Test
    @DisplayName("Une cohorte se déplace d’un coup, sauf les équipes qui ont pivoté")
    void cohortMoves() {
        String cohort = teams.team(team).cohort();
        String other = stage.team(cohort);
        String second = stage.open(other);
        Bootcamps.Outcome outcome = bootcamps.moveCohort(cohort, days(D1.plusDays(2)));
        assertThat(outcome.done()).containsExactlyInAnyOrder(team, other);
        assertThat(outcome.failed()).isEmpty();
        assertThat(stage.due(second, "preparation-late"))
                .isEqualTo(D1.plusDays(1).atTime(18, 0));
        assertThat(editions.of(cohort).firstDay()).isEqualTo(D1.plusDays(2));
    }

    @Test
    @DisplayName("Un facilitateur termine une tâche pour toute la cohorte")
    void completesForCohort() {
        String cohort = teams.team(team).cohort();
        String second = stage.open(stage.team(cohort));
        stage.reach(instance, "ideation");
        stage.reach(second, "ideation");
        stage.fire(instance, "ideation-opens");
        stage.fire(second, "ideation-opens");
        Bootcamps.Outcome outcome =
                bootcamps.completeForCohort(cohort, "welcome", Map.of("programmeShared", true), "fanny");
        assertThat(outcome.done()).hasSize(2);
        assertThat(stage.openTasks(instance)).containsExactly("generate-ideas");
        assertThat(stage.openTasks(second)).containsExactly("generate-ideas");
    }

    @Test
    @DisplayName("Une équipe n’a qu’un parcours ouvert à la fois")
    void oneJourneyAtATime() {
        assertThatThrownBy(() -> stage.open(team))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("parcours en cours");
        bootcamps.withdraw(team, "Reprise à zéro.");
        assertThat(stage.open(team)).isNotEqualTo(instance);
    }

    @Test
    @DisplayName("Un parcours supprimé par un administrateur libère l’équipe")
    void deletionClosesTheRow() {
        runtime.deleteProcessInstance(instance, "erreur");
        assertThat(journeys.journey(instance).life().outcome()).isEqualTo("CANCELLED");
        assertThat(stage.open(team)).isNotNull();
    }

    private static Bootcamps.NewDays days(LocalDate first) {
        return new Bootcamps.NewDays(first, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Map<String, String> late() {
        return rows.lateness(row());
    }

    private Bootcamp row() {
        return rows.of(instance);
    }

    private ProcessInstance process() {
        ProcessInstance running =
                runtime.createProcessInstanceQuery().processInstanceId(instance).singleResult();
        if (running != null) return running;
        var ended = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult();
        var entity = new ExecutionEntity();
        entity.setId(ended.getId());
        return entity;
    }
}
