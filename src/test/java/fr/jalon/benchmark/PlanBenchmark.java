package fr.jalon.benchmark;

import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Work;
import fr.jalon.plan.WorkTemplate.Line;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * What it takes to see and to move a plan of two hundred items. Run with {@code ./mvnw test -Dgroups=benchmark
 * -DexcludedGroups= -Dtest=PlanBenchmark}; it prints, and asserts nothing.
 */
@Tag("benchmark")
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:plans;DB_CLOSE_DELAY=-1")
@AutoConfigureMockMvc
@ActiveProfiles({"rehearsal", "test"})
@Import({Stage.class, TrackStage.class})
class PlanBenchmark {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 5);
    private static final LocalDate LAUNCH = TODAY.plusYears(1);
    private static final int ITEMS = 200;
    private static final int TIMES = 15;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Processes processes;

    @Autowired
    private Schedules schedules;

    @Autowired
    private Plans plans;

    @Autowired
    private Teams teams;

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Deux cents étapes : voir le plan, prévoir un déplacement, le faire")
    void twoHundredItems() {
        stage.clock(TODAY, 10, 0);
        String team = stage.team(LAUNCH);
        Map<String, Object> answers =
                Map.of("team", team, "planTitle", "Grand lancement", "launchDay", LAUNCH.toString(), "launchDays", 5);
        String plan = accounts.as("fanny", () -> processes.start("retroplanning", answers));
        schedules.list(plan, lines());
        stage.complete(plan, "list-items");
        schedules.list(plan, lines());
        stage.complete(plan, "assign-owners", Map.of("planRoles", List.of()));
        stage.complete(plan, "schedule-meetings", Map.of("planMeetings", List.of()));
        stage.complete(plan, "review-plan");
        String page = "/equipes/" + team + "/plans/" + plan;
        measure("page of the plan", () -> Pages.get(mvc, "fanny", page));
        String cohort = "/cohortes/" + teams.team(team).cohort() + "/dates";
        int[] days = {0};
        measure(
                "preview of a moved launch",
                () -> Pages.post(
                        mvc,
                        "fanny",
                        cohort,
                        "journey",
                        plan,
                        "launchDay",
                        LAUNCH.plusDays(++days[0]).toString()));
        measure("launch moved", () -> {
            schedules.move(plan, plans.plan(plan).launch().on(LAUNCH.plusDays(++days[0])));
            return plan;
        });
    }

    /** Each waits for two of the ten before it. */
    private static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < ITEMS; at++) {
            List<Work.After> after = new ArrayList<>();
            if (at >= 10)
                after.addAll(List.of(new Work.After("step-" + (at - 10), 0), new Work.After("step-" + (at - 7), 0)));
            lines.add(new Line(
                    "Préparer",
                    new Work("step-" + at, "Étape " + at, 1 + at % 4, at % 5 == 0, null, false, after, null)));
        }
        return lines;
    }

    private static void measure(String what, Supplier<?> deed) {
        long[] took = new long[TIMES];
        for (int time = 0; time < TIMES; time++) {
            long start = System.nanoTime();
            deed.get();
            took[time] = (System.nanoTime() - start) / 1_000_000;
        }
        Arrays.sort(took);
        System.out.printf(
                "%s: least %d ms, median %d ms, most %d ms%n", what, took[0], took[TIMES / 2], took[TIMES - 1]);
    }
}
