package fr.jalon.construction.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.construction.Constructions;
import fr.jalon.construction.Irritant;
import fr.jalon.construction.Review;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;

@JalonTest
@DisplayName("La construction d’un service")
class ConstructionPhaseTest {

    private static final LocalDate START = LocalDate.of(2027, 1, 11);
    private static final String[] ENTRY = {
        "assemble-team", "name-service", "set-up-product", "meet-coach", "set-impact-goal"
    };
    private static final String[] KIT = {
        "track-contacts", "tag-links", "set-up-analytics", "set-up-dashboard", "plan-actions"
    };

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
    private Constructions constructions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    private String construction = "";

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing("bpmn/construction/construction.bpmn")).isEmpty();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void open(LocalDate start) {
        stage.clock(start, 8, 0);
        String team = stage.team(start.minusDays(start.getDayOfWeek().getValue() - 1L));
        Map<String, Object> answers = Map.of("team", team, "startDate", start.toString());
        construction = accounts.as("fanny", () -> processes.start("construction", answers));
    }

    private Journey journey() {
        return journeys.journey(construction);
    }

    private Item item(String id) {
        return plans.item(construction, id);
    }

    private void liveUntil(LocalDate day, int hour) {
        stage.liveUntil(construction, day.atTime(hour, 0));
    }

    private LocalDate over(int months) {
        return START.plusMonths(months);
    }

    /** What was told, by its key without the person. */
    private List<String> told(String start) {
        return jdbc.sql("select person from outbox where message_key like ? order by 1")
                .param(start + "-" + construction + "%")
                .query(String.class)
                .list();
    }

    private void review(Map<String, Object> replaced) {
        stage.complete(construction, "monthly-review", replaced);
    }

    private void liveMonths(int from, int to) {
        for (int month = from; month <= to; month++) {
            liveUntil(over(month), 9);
            review(Map.of());
        }
    }

    private void decide(String decision) {
        stage.complete(
                construction,
                "construction-committee",
                Map.of("committeeDecision", decision, "committeeReason", "Les chiffres le disent."));
    }

    @Test
    @DisplayName("s’ouvre avec ses deux kits, sa question, et un regard à demander à tout moment")
    void opens() {
        open(START);
        assertThat(journey().key()).endsWith("/construction");
        List<String> expected = new ArrayList<>(List.of(ENTRY));
        expected.addAll(List.of(KIT));
        expected.addAll(List.of("serve-first-user", "ask-for-help"));
        assertThat(stage.openTasks(construction)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(stage.taskDue(construction, "name-service")).isEqualTo("2027-01-25T18:00");
        assertThat(stage.taskDue(construction, "plan-actions")).isEqualTo("2027-02-10T18:00");
        assertThat(stage.taskDue(construction, "serve-first-user")).isEqualTo("2027-03-10T18:00");
        assertThat(stage.due(construction, "month-two-over")).isEqualTo("2027-03-11T09:00");
        assertThat(stage.due(construction, "month-three-over")).isEqualTo("2027-04-11T09:00");
        assertThat(stage.due(construction, "month-over")).isEqualTo("2027-02-11T09:00");
        assertThat(stage.due(construction, "three-months-passed")).isEqualTo("2027-04-11T09:00");
        assertThat(stage.due(construction, "committee-due")).isEqualTo("2027-07-11T09:00");
        assertThat(journey().place().step()).isEqualTo("entry-checklist");
        assertThat(journey().place().gate().id()).isEqualTo("construction-committee");
        assertThat(kinds.of(journey()).question(journey(), plans.items(construction)))
                .map(JourneyKind.Question::question)
                .contains("Qui avez-vous servi\u00a0?");
        assertThat(kinds.of(journey()).figures(List.of(journey())).get(construction))
                .containsExactly(new JourneyKind.Figure("Premier utilisateur", "pas encore", false));
    }

    @Test
    @DisplayName("se vit douze mois par l’horloge, jusqu’au comité qui ne peut plus continuer")
    void isLived() {
        open(START);
        stage.complete(construction, ENTRY);
        assertThat(journey().place().step()).isEqualTo("bizdev-kit");
        stage.complete(construction, KIT);
        assertThat(journey().place().step()).isEqualTo("first-user");
        liveUntil(over(1), 10);
        stage.complete(construction, "serve-first-user");
        assertThat(kinds.of(journey()).question(journey(), plans.items(construction)))
                .isEmpty();
        assertThat(stage.hasTimer(construction, "month-two-over")).isFalse();
        assertThat(stage.taskDue(construction, "monthly-review")).isEqualTo("2027-02-18T18:00");
        assertThat(stage.shown(construction, "monthly-review"))
                .containsEntry("monthName", "Mois 1")
                .containsEntry("monthDates", "du lundi 11 janvier 2027 au mercredi 10 février 2027")
                .doesNotContainKey("lastTest");
        review(Map.of());
        liveUntil(over(2), 9);
        assertThat(stage.shown(construction, "monthly-review"))
                .containsEntry("lastThreshold", "5 sur 20")
                .containsEntry("servedSaid", "Le premier utilisateur est servi.");
        review(Map.of("testHeld", "MISSED", "cameOf", "Deux sur vingt."));
        liveUntil(over(3), 9);
        stage.complete(construction, "three-month-checklist", "strengthen-team");
        review(Map.of());
        liveMonths(4, 5);
        for (int month = 6; month < 12; month++) {
            assertThat(stage.due(construction, "committee-due"))
                    .isEqualTo(over(month).atTime(9, 0));
            assertThat(journey().place().gate().at())
                    .isEqualTo(over(month)
                            .atTime(9, 0)
                            .atZone(ZoneId.of("Europe/Paris"))
                            .toInstant());
            liveUntil(over(month), 9);
            review(Map.of());
            decide("CONTINUE");
        }
        liveUntil(over(12), 9);
        assertThat(String.valueOf(
                        stage.shown(construction, "construction-committee").get("committeeChoices")))
                .contains("ACCELERATE", "STOP")
                .doesNotContain("CONTINUE");
        assertThatThrownBy(() -> decide("CONTINUE"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).containsKey("committeeDecision"));
        review(Map.of());
        assertThat(stage.hasTimer(construction, "month-over")).isFalse();
        decide("ACCELERATE");
        assertThat(journey().life().outcome()).isEqualTo("ACCELERATED");
        assertThat(journey().life().closed()).isNotNull();
        assertThat(kinds.of(journey()).outcome(journey())).isEqualTo("Accélération décidée");
        assertThat(kinds.timeline(journey()).steps()).hasSize(6).allMatch(step -> step.state() == Timeline.State.DONE);
        assertThat(constructions.committees(construction)).isEqualTo(7);
        assertThat(constructions.reviews(construction))
                .extracting(Review::month)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(constructions.irritants(construction))
                .singleElement()
                .extracting(Irritant::times, Irritant::firstMonth, Irritant::lastMonth)
                .containsExactly(24, 1, 12);
        assertThat(told("committee-decided")).hasSize(7);
    }

    @Test
    @DisplayName("s’inquiète au bout de deux mois, puis de trois, auprès de l’équipe, du coach et du facilitateur")
    void worries() {
        open(START);
        liveUntil(over(2).minusDays(1), 23);
        assertThat(told("first-user-alert")).isEmpty();
        liveUntil(over(2), 9);
        String anne = journey().team() + "-a";
        assertThat(told("first-user-alert")).contains("carlos", "fanny", anne);
        assertThat(stage.openTasks(construction)).contains("explain-delay", "serve-first-user");
        assertThat(stage.taskDue(construction, "explain-delay")).isEqualTo("2027-03-18T18:00");
        assertThat(kinds.alarm("explain-delay")).contains("personne n’est servi");
        assertThat(kinds.of(journey()).figures(List.of(journey())).get(construction))
                .containsExactly(new JourneyKind.Figure("Premier utilisateur", "pas encore", true));
        stage.complete(construction, "explain-delay");
        assertThat(constructions.construction(construction).delay().dropped()).startsWith("L’espace personnel");
        int before = told("first-user-alert").size();
        liveUntil(over(3), 9);
        assertThat(told("first-user-alert")).hasSize(2 * before);
        stage.complete(construction, "serve-first-user");
        assertThat(constructions.construction(construction).firstUser().on()).isEqualTo(over(3));
        liveMonths(1, 3);
    }

    @Test
    @DisplayName("ne demande plus d’expliquer un retard une fois quelqu’un servi")
    void stopsWorrying() {
        open(START);
        liveUntil(over(2), 9);
        assertThat(stage.openTasks(construction)).contains("explain-delay");
        stage.complete(construction, "serve-first-user");
        assertThat(stage.openTasks(construction)).doesNotContain("explain-delay");
        assertThat(stage.hasTimer(construction, "month-three-over")).isFalse();
        assertThat(item("serve-first-user").actualEnd()).isEqualTo(over(2));
    }

    @Test
    @DisplayName("ne nomme personne parmi les servis")
    void namesNobody() {
        open(START);
        for (String named : List.of("Rosa, rosa@exemple.fr", "Rosa, 06 12 34 56 78"))
            assertThatThrownBy(() -> stage.complete(construction, "serve-first-user", Map.of("servedWho", named)))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.errors())
                            .containsOnlyKeys("servedWho"));
        assertThat(constructions.construction(construction).firstUser()).isNull();
    }

    @Test
    @DisplayName("demande ce qu’a donné le test d’avant, et un test, sa mesure et son seuil pour le suivant")
    void closesNoMonthWithoutATest() {
        open(START);
        liveUntil(over(1), 9);
        for (String part : List.of("nextTest", "nextMeasure", "nextThreshold", "nextAction"))
            assertThatThrownBy(() -> stage.complete(construction, "monthly-review", Map.of(part, "")))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.errors())
                            .containsOnlyKeys(part));
        review(Map.of());
        liveUntil(over(2), 9);
        assertThatThrownBy(() -> review(Map.of("testHeld", "", "cameOf", "")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).containsOnlyKeys("testHeld", "cameOf"));
        List<Map<String, Object>> twice = List.of(
                Map.of("title", "Trop long", "times", 1, "settled", false),
                Map.of("title", "Trop long ", "times", 2, "settled", false));
        assertThatThrownBy(() -> review(Map.of("irritants", twice)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).containsOnlyKeys("irritants[2]"));
        assertThat(constructions.reviews(construction)).hasSize(1);
    }

    @Test
    @DisplayName("reprend les visites que Matomo a comptées, dit les jours sans chiffres, et n’en fait pas un zéro")
    void bringsVisits() {
        open(START);
        liveUntil(over(1), 9);
        String team = journey().team();
        assertThat(stage.shown(construction, "monthly-review"))
                .doesNotContainKey("visits")
                .hasEntrySatisfying(
                        "visitsSaid", said -> assertThat(said).asString().contains("n’est pas branché"));
        jdbc.sql("""
            insert into measure_connection (team, address, site, saved_by, saved_at, next_at, read_at)
            values (?, 'https://mesure.exemple.fr', 1, 'fanny', current_timestamp, current_timestamp, current_timestamp)
            """).param(team).update();
        for (LocalDate day = START; day.isBefore(over(1)); day = day.plusDays(1))
            jdbc.sql("insert into measure_day (team, visited_on, visits) values (?, ?, 4)")
                    .params(team, day)
                    .update();
        assertThat(stage.shown(construction, "monthly-review"))
                .containsEntry("visits", 124L)
                .hasEntrySatisfying(
                        "visitsSaid", said -> assertThat(said).asString().contains("124 visites."));
        jdbc.sql("delete from measure_day where team = ? and visited_on = ?")
                .params(team, START)
                .update();
        assertThat(stage.shown(construction, "monthly-review"))
                .doesNotContainKey("visits")
                .hasEntrySatisfying(
                        "visitsSaid",
                        said -> assertThat(said).asString().contains("120 visites, un jour sans chiffres"));
    }

    @Test
    @DisplayName("répond à plusieurs regards demandés, chacun à sa question, cinq en attente au plus")
    void givesOutsideViews() {
        open(START);
        stage.complete(construction, "ask-for-help", Map.of("missingView", "METHOD", "helpQuestion", "Comment ?"));
        stage.complete(construction, "ask-for-help", Map.of("missingView", "MEANS", "helpQuestion", "Avec qui ?"));
        assertThat(told("help-asked")).contains("carlos", "fanny");
        List<String> asked = processes.openTasks(List.of(construction), "give-outside-view").get(construction).stream()
                .map(task -> String.valueOf(stage.shownOf(task.id()).get("helpAsked")))
                .toList();
        assertThat(asked).containsExactlyInAnyOrder("Comment \\?", "Avec qui \\?");
        for (int more = 0; more < 3; more++) stage.complete(construction, "ask-for-help");
        assertThatThrownBy(() -> stage.complete(construction, "ask-for-help"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).containsKey("helpQuestion"));
        processes.openTasks(List.of(construction), "give-outside-view").get(construction).stream()
                .filter(task -> String.valueOf(stage.shownOf(task.id()).get("helpAsked"))
                        .startsWith("Avec"))
                .forEach(task -> accounts.as("carlos", () -> {
                    processes.complete(task.id(), Map.of("outsideView", "Avec la mission locale."));
                    return null;
                }));
        assertThat(constructions.help(construction).get(1).answer()).isEqualTo("Avec la mission locale.");
        assertThat(constructions.help(construction).get(0).answer()).isNull();
        assertThat(told("help-given")).containsExactly(journey().team() + "-a");
        assertThat(String.valueOf(stage.shown(construction, "ask-for-help").get("helpRows")))
                .contains("Avec la mission locale.", "attendue");
    }

    @Test
    @DisplayName("s’arrête sur ce qui a été appris, sans que ce qui restait passe pour fait")
    void stops() {
        open(START);
        liveUntil(over(6), 9);
        assertThatThrownBy(() -> decide("STOP"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.errors()).containsOnlyKeys("committeeLearnt"));
        Map<String, Object> shown = stage.shown(construction, "construction-committee");
        assertThat(shown)
                .containsEntry("packServed", "Personne n’est encore servi\\.")
                .containsEntry(
                        "packMissing",
                        "Les points des mois 1, 2, 3, 4, 5 et 6 manquent\u00a0: leurs chiffres ne sont pas dans les"
                                + " totaux.");
        stage.complete(
                construction,
                "construction-committee",
                Map.of(
                        "committeeDecision", "STOP",
                        "committeeReason", "Personne ne revient.",
                        "committeeLearnt", "Le problème est ailleurs : le transport."));
        assertThat(journey().life().outcome()).isEqualTo("STOPPED");
        assertThat(journey().life().reason()).isEqualTo("Personne ne revient.");
        assertThat(item("name-service").actualEnd()).isNull();
        assertThat(item("serve-first-user").actualEnd()).isNull();
        assertThat(stage.openTasks(construction)).isEmpty();
    }

    @Test
    @DisplayName("déplace tout ce qui n’est pas vécu, timers et échéances compris")
    void moves() {
        open(START);
        stage.complete(construction, "name-service");
        var fanny = new TestingAuthenticationToken("fanny", "", "facilitators");
        var dates = json.createObjectNode().put("startDate", START.plusDays(14).toString());
        kinds.move(journey(), dates, fanny);
        assertThat(stage.due(construction, "month-two-over")).isEqualTo("2027-03-25T09:00");
        assertThat(stage.due(construction, "committee-due")).isEqualTo("2027-07-25T09:00");
        assertThat(stage.taskDue(construction, "meet-coach")).isEqualTo("2027-02-08T18:00");
        assertThat(item("meet-coach").baselineEnd()).isEqualTo("2027-01-25");
        assertThat(item("name-service").plannedEnd()).isEqualTo("2027-01-25");
        dates.put("startDate", START.plusYears(3).toString());
        assertThatThrownBy(() -> kinds.move(journey(), dates, fanny)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("se clôt avec son équipe, et n’est jamais deux fois ouverte")
    void isWithdrawn() {
        open(START);
        Map<String, Object> again = Map.of("team", journey().team(), "startDate", START.toString());
        assertThatThrownBy(() -> accounts.as("fanny", () -> processes.start("construction", again)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a déjà une construction en cours");
        kinds.of(journey()).withdraw(journey(), "L’équipe se sépare.");
        assertThat(journey().life().outcome()).isEqualTo("WITHDRAWN");
        assertThat(kinds.of(journey()).outcome(journey())).isEqualTo("Équipe retirée");
        assertThat(stage.openTasks(construction)).isEmpty();
    }
}
