package fr.jalon.plan;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un plan")
class PlanApiTest {

    private static final String TEMPLATE = "association-to-scic";
    private static final LocalDate START = LocalDate.of(2025, 3, 1);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Plans plans;

    private Api api;
    private String team;
    private String plan;

    @BeforeEach
    void openAPlan() {
        api = new Api(mvc);
        stage.clock(START, 10, 0);
        team = stage.team(Stage.MONDAY);
        plan = open(START);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private String open(LocalDate start) {
        String id = UUID.randomUUID().toString();
        plans.open(id, TEMPLATE, team, "Alternance IT Occitanie", TEMPLATE, start);
        return id;
    }

    private Item item(String id) {
        return plans.item(plan, id);
    }

    private MvcTestResult seenBy(String who) {
        return api.get(who, "/api/plans/{plan}", plan);
    }

    @Test
    @DisplayName("s’ouvre avec toutes les étapes de son modèle, prévues comme à l’origine et non commencées")
    void opens() {
        assertThat(plans.items(plan)).hasSize(22).first().extracting(Item::id).isEqualTo("meet-lawyer");
        assertThat(item("build-mvp-platform"))
                .isEqualTo(new Item(
                        "build-mvp-platform",
                        "Développer la plateforme MVP",
                        "Phase 2 – POC",
                        LocalDate.of(2025, 6, 1),
                        LocalDate.of(2025, 8, 30),
                        LocalDate.of(2025, 6, 1),
                        LocalDate.of(2025, 8, 30),
                        null,
                        null));
    }

    @Test
    @DisplayName("ne s’ouvre ni deux fois ni sur un modèle inconnu")
    void opensOnce() {
        assertThatThrownBy(() -> plans.open(plan, TEMPLATE, team, "Encore", TEMPLATE, START))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> plans.open("autre", TEMPLATE, team, "Autre", "nowhere", START))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("garde le premier jour dit pour le début et la fin d’une étape")
    void keepsWhatIsLived() {
        plans.begin(plan, "adopt-statutes", START.plusDays(2));
        plans.begin(plan, "adopt-statutes", START.plusDays(5));
        assertThat(item("adopt-statutes").actualStart()).isEqualTo(START.plusDays(2));
        assertThat(item("adopt-statutes").actualEnd()).isNull();

        plans.finish(plan, "adopt-statutes", START.plusDays(20));
        plans.finish(plan, "adopt-statutes", START.plusDays(30));
        plans.finish(plan, "adopt-statutes", START);
        assertThat(item("adopt-statutes").actualStart()).isEqualTo(START.plusDays(2));
        assertThat(item("adopt-statutes").actualEnd()).isEqualTo(START.plusDays(20));
    }

    @Test
    @DisplayName("fait commencer le jour de sa fin une étape jamais commencée, et n’en termine aucune avant son début")
    void finishesInOrder() {
        plans.finish(plan, "contact-cress", START.plusDays(3));
        assertThat(item("contact-cress").actualStart()).isEqualTo(START.plusDays(3));

        plans.begin(plan, "meet-lawyer", START.plusDays(3));
        assertThatThrownBy(() -> plans.finish(plan, "meet-lawyer", START)).isInstanceOf(IllegalArgumentException.class);
        assertThat(item("meet-lawyer").actualEnd()).isNull();
    }

    @Test
    @DisplayName("refuse une étape ou un plan inconnus")
    void refusesUnknown() {
        assertThatThrownBy(() -> plans.item(plan, "nowhere")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plans.begin(plan, "nowhere", START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plans.finish("nowhere", "meet-lawyer", START))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plans.move("nowhere", START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plans.close("nowhere")).isInstanceOf(IllegalArgumentException.class);
        assertThat(plans.items("nowhere")).isEmpty();
    }

    @Test
    @DisplayName("déplacé, ne déplace que le prévu de ce qui n’a pas commencé")
    void movesWhatIsAhead() {
        plans.begin(plan, "adopt-statutes", START);
        plans.finish(plan, "contact-cress", START.plusDays(1));
        List<Item> before = plans.items(plan);
        List<Item> elsewhere = plans.items(open(START));

        plans.move(plan, START.plusDays(40));
        plans.move(plan, START.plusDays(31));

        List<Item> after = plans.items(plan);
        for (int i = 0; i < before.size(); i++) {
            Item was = before.get(i);
            int days = was.actualStart() == null ? 31 : 0;
            assertThat(after.get(i))
                    .isEqualTo(new Item(
                            was.id(),
                            was.title(),
                            was.section(),
                            was.baselineStart(),
                            was.baselineEnd(),
                            was.plannedStart().plusDays(days),
                            was.plannedEnd().plusDays(days),
                            was.actualStart(),
                            was.actualEnd()));
        }
        assertThat(elsewhere).allMatch(item -> item.plannedStart().equals(item.baselineStart()));
        assertThat(plans.find(plan).orElseThrow().start()).isEqualTo(START.plusDays(31));

        plans.move(plan, START.minusDays(10));
        assertThat(item("launch-scic").plannedStart())
                .isEqualTo(item("launch-scic").baselineStart().minusDays(10));
    }

    @Test
    @DisplayName("clos, n’attend plus rien et ne bouge plus")
    void closes() {
        stage.clock(START.plusDays(15), 9, 0);
        assertThat(seenBy("fanny"))
                .bodyJson()
                .extractingPath("$.late")
                .asArray()
                .isNotEmpty();

        plans.close(plan);
        plans.close(plan);

        assertThat(seenBy("fanny")).bodyJson().extractingPath("$.late").isEqualTo(List.of());
        assertThat(api.get("fanny", "/api/teams/{team}/plans", team))
                .bodyJson()
                .extractingPath("$[0].open")
                .isEqualTo(false);
        assertThatThrownBy(() -> plans.move(plan, START.plusDays(1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("clos");
    }

    @Test
    @DisplayName("se montre à son équipe avec ses dates et ce qui est en retard à Paris ce jour-là")
    void showsItself() {
        plans.finish(plan, "adopt-statutes", START.plusDays(9));
        stage.clock(START.plusDays(14), 23, 30);
        assertThat(seenBy(team + "-a")).bodyJson().extractingPath("$.late").isEqualTo(List.of());

        stage.clock(START.plusDays(15), 0, 30);

        assertThat(seenBy(team + "-a")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        {"plan": "%s", "kind": "association-to-scic", "team": "%s", "title": "Alternance IT Occitanie", "start": "2025-03-01",
         "late": ["meet-lawyer", "contact-cress", "confirm-employer-group", "set-launch-budget"]}""".formatted(plan, team));
        assertThat(seenBy(team + "-a"))
                .bodyJson()
                .extractingPath("$.items.length()")
                .isEqualTo(22);
        assertThat(seenBy(team + "-a"))
                .bodyJson()
                .extractingPath("$.items[4]")
                .convertTo(Item.class)
                .isEqualTo(item("adopt-statutes"));
        assertThat(seenBy(team + "-a"))
                .bodyJson()
                .extractingPath("$.items[0]")
                .asMap()
                .doesNotContainKey("actualStart");
    }

    @Test
    @DisplayName("se donne en agenda, dont les événements gardent leur identité quand les dates bougent")
    void isACalendar() {
        MvcTestResult before = api.get(team + "-a", "/api/plans/{plan}/calendar.ics", plan);
        plans.move(plan, START.plusDays(7));
        MvcTestResult after = api.get("fanny", "/api/plans/{plan}/calendar.ics", plan);

        assertThat(before)
                .hasStatusOk()
                .hasContentType("text/calendar;charset=UTF-8")
                .hasHeader("Content-Disposition", "attachment; filename=\"plan.ics\"");
        assertThat(text(before)).contains("SUMMARY:Contacter la CRESS", "DTSTART;VALUE=DATE:20250301");
        assertThat(text(after)).contains("SUMMARY:Contacter la CRESS", "DTSTART;VALUE=DATE:20250308");
        assertThat(ids(after)).hasSize(22).doesNotHaveDuplicates().isEqualTo(ids(before));
    }

    private static List<String> ids(MvcTestResult calendar) {
        return text(calendar)
                .replace("\r\n ", "")
                .lines()
                .filter(line -> line.startsWith("UID:"))
                .toList();
    }

    @Test
    @DisplayName("figure dans la liste de son équipe, le plus récent d’abord")
    void isListed() {
        stage.clock(START.plusDays(1), 10, 0);
        String later = open(START.plusDays(7));

        assertThat(api.get(team + "-a", "/api/teams/{team}/plans", team))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
        [{"id": "%s", "kind": "association-to-scic", "team": "%s", "title": "Alternance IT Occitanie", "start": "2025-03-08", "open": true},
         {"id": "%s", "kind": "association-to-scic", "team": "%s", "title": "Alternance IT Occitanie", "start": "2025-03-01", "open": true}]
        """.formatted(later, team, plan, team));
    }

    @Test
    @DisplayName("est, pour une autre équipe et pour un coach, aussi inconnu que s’il n’existait pas")
    void hidesFromOthers() {
        String other = stage.team(Stage.MONDAY) + "-a";

        for (String who : List.of(other, "carlos")) {
            assertProblem(seenBy(who), 404, "Le plan « " + plan + " » est inconnu.");
            assertThat(text(seenBy(who))).doesNotContain(team);
            assertProblem(
                    mvc.get()
                            .uri("/api/plans/{plan}/calendar.ics", plan)
                            .accept("text/calendar")
                            .with(httpBasic(who, Stage.PASSWORD))
                            .exchange(),
                    404,
                    "Le plan « " + plan + " » est inconnu.");
            assertProblem(api.get(who, "/api/plans/{plan}", "nowhere"), 404, "Le plan « nowhere » est inconnu.");
            assertProblem(api.get(who, "/api/teams/{team}/plans", team), 404);
        }
        assertThat(seenBy("fanny")).hasStatusOk();
        assertProblem(mvc.get().uri("/api/plans/{plan}", plan).exchange(), 401);
    }
}
