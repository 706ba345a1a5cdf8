package fr.jalon.journey;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un parcours en pause attend, et reprend plus tard d’autant de jours")
class PauseTest {

    private static final LocalDate D1 = Stage.MONDAY;
    private static final LocalDate V1 = D1.plusDays(2);
    /** More than a week: winter time begins meanwhile. */
    private static final int DAYS = 9;

    private static final Authentication FANNY = UsernamePasswordAuthenticationToken.authenticated(
            "fanny", null, AuthorityUtils.createAuthorityList(Groups.FACILITATORS));
    private static final String FIGURES = """
      {"impressions": 1600, "clicks": 21, "visits": 12, "conversions": 2, "spend": 11.40}""";

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Journeys journeys;

    @Autowired
    private Bootcamps bootcamps;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private Plans plans;

    @Autowired
    private Teams teams;

    @Autowired
    private Validation validation;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Accounts accounts;

    @Autowired
    private FilterService filters;

    private Api http;
    private String team;
    private String id;

    @BeforeEach
    void aTeam(@Autowired MockMvcTester mvc) {
        http = new Api(mvc);
        team = stage.teamAWeekBefore();
        id = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void pause() {
        kinds.pause(journeys.journey(id), "Vacances de la classe", FANNY);
    }

    private void resume() {
        kinds.resume(journeys.journey(id), FANNY);
    }

    /** Pauses, and resumes so many days later at the same time on the wall. */
    private void pauseFor(int days) {
        pause();
        stage.clock(paris.now().plusDays(days));
        resume();
    }

    /** When each timer of a journey and of what it has called is due on the wall, and each open task. */
    private Map<String, List<LocalDateTime>> dues() {
        Stream<Map.Entry<String, LocalDateTime>> timers = jdbc
                .sql("""
                select d.act_id_, j.process_instance_id_, j.duedate_
                from act_ru_job j
                join act_ru_jobdef d on d.id_ = j.job_def_id_
                join act_ru_execution e on e.id_ = j.process_instance_id_
                where e.root_proc_inst_id_ = ? and j.type_ = 'timer'
                """)
                .param(id)
                .query((row, line) -> Map.entry(
                        row.getString(1) + " " + row.getString(2),
                        paris.wallClock(row.getTimestamp(3).toInstant())))
                .list()
                .stream();
        Stream<Map.Entry<String, LocalDateTime>> tasks = processes.openTasks(List.of(id)).stream()
                .filter(task -> task.due() != null)
                .map(task -> Map.entry("task " + task.definition(), paris.wallClock(task.due())));
        return Stream.concat(timers, tasks)
                .sorted(Map.Entry.comparingByValue())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Map<String, List<LocalDateTime>> later(
            Map<String, List<LocalDateTime>> dues, LocalDateTime since, int days) {
        Map<String, List<LocalDateTime>> later = new TreeMap<>();
        dues.forEach((name, moments) -> later.put(
                name,
                moments.stream()
                        .map(due -> due.isAfter(since) ? due.plusDays(days) : due)
                        .toList()));
        return later;
    }

    private BootcampDays days() {
        return rows.of(id).days();
    }

    private List<LocalDate> week() {
        return validation.days(rows.of(id).experiment()).stream()
                .map(WeekDay::day)
                .toList();
    }

    /** Moments of a journey at which somebody pauses it. */
    private enum Moment {
        BEFORE_THE_FIRST_DAY,
        AMID_THE_FIRST_DAY,
        BETWEEN_TWO_DAYS,
        AT_A_GATE_THAT_WAITS,
        BEFORE_THE_WEEK,
        AMID_THE_WEEK,
        AMID_A_MORNING_OF_THE_WEEK,
        AT_THE_GATE_OF_THE_WEEK,
        BEFORE_THE_RESTITUTION,
        AMID_THE_RESTITUTION;

        void reach(Stage stage, String id) {
            switch (this) {
                case BEFORE_THE_FIRST_DAY -> stage.clock(D1.minusDays(5), 10, 0);
                case AMID_THE_FIRST_DAY -> {
                    stage.reach(id, "ideation");
                    stage.fire(id, "ideation-opens");
                    stage.clock(D1, 10, 0);
                }
                case BETWEEN_TWO_DAYS -> {
                    stage.reach(id, "prototyping");
                    stage.clock(D1, 18, 0);
                }
                case AT_A_GATE_THAT_WAITS -> {
                    stage.reach(id, "ideation");
                    stage.fire(id, "ideation-opens");
                    stage.complete(id, "generate-ideas", "prioritise-ideas", "select-idea");
                    stage.clock(D1, 12, 0);
                }
                case BEFORE_THE_WEEK -> {
                    stage.reach(id, "validation");
                    stage.clock(D1.plusDays(1), 18, 0);
                }
                case AMID_THE_WEEK, AMID_A_MORNING_OF_THE_WEEK -> {
                    stage.launch(id);
                    for (int day = 1; day <= 2; day++) {
                        stage.fire(id, "day-morning");
                        stage.complete(id, "record-metrics", "morning-check-in", "adjust-campaigns");
                    }
                    if (this == AMID_A_MORNING_OF_THE_WEEK) stage.fire(id, "day-morning");
                    stage.clock(V1.plusDays(this == AMID_THE_WEEK ? 2 : 3), 11, 0);
                }
                case AT_THE_GATE_OF_THE_WEEK -> {
                    stage.launch(id);
                    stage.liveUntil(id, V1.plusDays(7).atTime(13, 0));
                }
                case BEFORE_THE_RESTITUTION -> {
                    stage.reach(id, "restitution");
                    stage.clock(V1.plusDays(7), 10, 0);
                }
                case AMID_THE_RESTITUTION -> {
                    stage.reach(id, "restitution");
                    stage.fire(id, "restitution-opens");
                    stage.clock(V1.plusDays(7), 15, 0);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("à tout moment d’un bootcamp, chaque échéance à venir recule d’autant de jours, à la même heure")
    void movesWhatLiesAhead(Moment moment) {
        moment.reach(stage, id);
        LocalDateTime since = paris.now();
        Map<String, List<LocalDateTime>> before = dues();
        List<LocalDate> baseline =
                plans.items(id).stream().map(Item::baselineStart).toList();
        LocalDate restitution = days().restitutionDay();

        pauseFor(DAYS);

        assertThat(days().restitutionDay()).isEqualTo(restitution.plusDays(DAYS));
        assertThat(dues()).isEqualTo(later(before, since, DAYS));
        assertThat(plans.items(id).stream().map(Item::baselineStart)).isEqualTo(baseline);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("à tout moment, rien ne se passe pendant la pause, et personne n’est en retard")
    void waits(Moment moment) {
        moment.reach(stage, id);
        pause();
        List<String> standing = runtime.getActiveActivityIds(id);
        List<WeekDay> week = validation.days(rows.of(id).experiment());
        String written = lettersAndLateness();

        stage.liveUntil(id, paris.now().plusDays(40));

        assertThat(runtime.getActiveActivityIds(id)).isEqualTo(standing);
        assertThat(validation.days(rows.of(id).experiment())).isEqualTo(week);
        assertThat(lettersAndLateness()).isEqualTo(written);
        Journey journey = journeys.journey(id);
        assertThat(journey.place().lateFrom()).isNull();
        assertThat(journey.place().awaited()).isEmpty();
        assertThat(kinds.timeline(journey).steps())
                .noneMatch(Timeline.Step::late)
                .noneMatch(step -> !step.awaited().isEmpty());
        assertThat(processes.openTasks(List.of(id))).isEmpty();
    }

    private String lettersAndLateness() {
        return jdbc.sql("select count(*) from outbox where object like ?")
                        .param(id + " %")
                        .query(Integer.class)
                        .single()
                + " " + rows.lateness(rows.of(id));
    }

    @Test
    @DisplayName("un jour vécu ne bouge pas, ceux qui restent reculent")
    void keepsLivedDays() {
        BootcampDays planned = days();
        Moment.BETWEEN_TWO_DAYS.reach(stage, id);
        pauseFor(DAYS);
        assertThat(days())
                .isEqualTo(new BootcampDays(
                        planned.firstDay(),
                        planned.secondDay().plusDays(DAYS),
                        planned.validationStart().plusDays(DAYS),
                        planned.restitutionDay().plusDays(DAYS)));
    }

    @Test
    @DisplayName("au milieu de la semaine, les jours vécus et leurs chiffres restent, les autres reculent")
    void splitsTheWeek() {
        Moment.AMID_THE_WEEK.reach(stage, id);
        Evidence.Totals figures = totals();
        List<LocalDate> before = week();
        pause();
        assertThat(week()).isEqualTo(before);
        stage.clock(paris.now().plusDays(DAYS));
        resume();
        assertThat(week().subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(week().subList(2, 7))
                .isEqualTo(before.subList(2, 7).stream()
                        .map(day -> day.plusDays(DAYS))
                        .toList());
        assertThat(totals()).isEqualTo(figures);
        assertThat(plans.items(id).stream()
                        .filter(item -> item.id().equals("validation-day-3"))
                        .map(Item::plannedStart))
                .containsExactly(before.get(2).plusDays(DAYS));
    }

    private Evidence.Totals totals() {
        return validation.standing(rows.of(id).experiment()).evidence().totals();
    }

    @Test
    @DisplayName("le jour de la pause reste où il est si des chiffres y sont déjà")
    void keepsMeasuredDays() {
        Moment.AMID_THE_WEEK.reach(stage, id);
        LocalDate today = V1.plusDays(2);
        assertThat(sent(today)).hasStatus(201);
        pauseFor(DAYS);
        assertThat(week().get(2)).isEqualTo(today);
        assertThat(week().get(3)).isEqualTo(today.plusDays(1 + DAYS));
        assertThat(stage.due(id, "day-morning"))
                .isEqualTo(today.plusDays(1 + DAYS).atTime(9, 0));
    }

    private MvcTestResult sent(LocalDate day) {
        return http.put(team + "-a", FIGURES, "/api/teams/{team}/metrics/{day}/{channel}", team, day, "ads");
    }

    @Test
    @DisplayName("reprise plus tard dans la journée, aucune matinée n’est manquée pour autant")
    void missesNoMorning() {
        stage.launch(id);
        stage.fire(id, "day-morning");
        stage.clock(V1.plusDays(2), 8, 0);
        pause();
        stage.clock(V1.plusDays(2 + DAYS), 14, 0);
        resume();
        stage.liveUntil(id, V1.plusDays(2 + DAYS).atTime(18, 0));
        assertThat(validation.days(rows.of(id).experiment())).noneMatch(WeekDay::incomplete);
        assertThat(stage.openTasks(id)).contains("record-metrics");
    }

    @Test
    @DisplayName("une échéance passée pendant la pause tombe à sa nouvelle heure")
    void firesLater() {
        Moment.BETWEEN_TWO_DAYS.reach(stage, id);
        pauseFor(DAYS);
        assertThat(stage.openTasks(id)).doesNotContain("build-mvp");
        stage.liveUntil(id, D1.plusDays(1 + DAYS).atTime(8, 59));
        assertThat(stage.openTasks(id)).doesNotContain("build-mvp");
        stage.liveUntil(id, D1.plusDays(1 + DAYS).atTime(9, 0));
        assertThat(stage.openTasks(id)).contains("build-mvp");
    }

    @Test
    @DisplayName("plusieurs pauses s’ajoutent, une pause d’un jour ne change rien")
    void addUp() {
        BootcampDays planned = days();
        pause();
        stage.clock(paris.now().plusHours(3));
        resume();
        assertThat(days()).isEqualTo(planned);
        pauseFor(1);
        pauseFor(2);
        assertThat(days().firstDay()).isEqualTo(planned.firstDay().plusDays(3));
        assertThat(stage.taskDue(id, "confirm-team")).isEqualTo(D1.plusDays(2).atTime(18, 0));
    }

    @Test
    @DisplayName("reprise le jour même, on attend depuis aussi longtemps qu’avant")
    void awaitsAsLongWhenResumedTheSameDay() {
        List<Journey.Awaited> awaited = journeys.journey(id).place().awaited();
        assertThat(awaited).isNotEmpty();
        stage.clock(paris.now().plusDays(2));

        pause();
        stage.clock(paris.now().plusHours(3));
        resume();
        assertThat(journeys.journey(id).place().awaited()).isEqualTo(awaited);

        pause();
        stage.clock(paris.now().toLocalDate().plusDays(1), 0, 1);
        resume();
        assertThat(journeys.journey(id).place().awaited())
                .hasSameSizeAs(awaited)
                .allSatisfy(each -> assertThat(paris.wallClock(each.since())).isEqualTo(paris.now()));
    }

    @Test
    @DisplayName("on est attendu depuis la reprise ; un retard d’avant la pause ne compte pas les jours de pause")
    void forgivesTheWait() {
        stage.reach(id, "ideation");
        stage.fire(id, "ideation-opens");
        stage.clock(D1, 20, 0);
        assertThat(lateFrom()).isEqualTo(D1.atTime(12, 30));
        pauseFor(DAYS);
        assertThat(journeys.journey(id).place().awaited())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(paris.wallClock(each.since())).isEqualTo(paris.now()));
        assertThat(days().firstDay()).isEqualTo(D1);
        assertThat(lateFrom()).isEqualTo(D1.plusDays(DAYS).atTime(12, 30));
    }

    private LocalDateTime lateFrom() {
        return paris.wallClock(journeys.journey(id).place().lateFrom());
    }

    @Test
    @DisplayName("une pause de plus d’un an se reprend")
    void lastsLong() {
        Moment.BETWEEN_TWO_DAYS.reach(stage, id);
        pauseFor(400);
        assertThat(days().restitutionDay()).isEqualTo(D1.plusDays(9 + 400));
    }

    @Test
    @DisplayName("ses dates ne se déplacent qu’une fois reprises, cohorte ou équipe")
    void refusesOtherDates() {
        pause();
        String dates = "{\"firstDay\": \"" + D1.plusDays(7) + "\"}";
        assertProblem(
                http.put("fanny", dates, "/api/teams/{team}/journeys/{id}/dates", team, id),
                409,
                "est en pause : reprenez-le d’abord");
        assertProblem(http.put("fanny", dates, "/api/teams/{team}/dates", team), 409, "est en pause");
        assertThat(text(http.put(
                        "fanny",
                        dates,
                        "/api/cohorts/{cohort}/dates",
                        teams.team(team).cohort())))
                .contains("\"moved\":[]", "en pause");
        assertThat(days().firstDay()).isEqualTo(D1);
    }

    @Test
    @DisplayName("une équipe en pause se retire, par chaque route")
    void isWithdrawn() {
        pause();
        assertThat(http.post("fanny", "{\"reason\": \"Partie\"}", "/api/teams/{team}/withdrawal", team))
                .hasStatus(204);
        assertThat(journeys.journey(id).isOpen()).isFalse();
        String other = stage.team(teams.team(team).cohort());
        id = stage.open(other);
        pause();
        kinds.withdraw(journeys.journey(id), "Partie", FANNY);
        assertThat(journeys.journey(id)).matches(journey -> !journey.isOpen() && !journey.isPaused());
    }

    @Nested
    @DisplayName("Ce qui se refuse pendant la pause")
    class Refused {

        @Test
        @DisplayName("une tâche, avec le jour et la raison")
        void aTask() {
            pause();
            stage.clock(D1.minusDays(3), 10, 0);
            String expected = "Ce parcours est en pause depuis le lundi 12 octobre : Vacances de la classe";
            assertThatThrownBy(() -> stage.complete(id, "follow-self-training"))
                    .isInstanceOf(Refusal.class)
                    .satisfies(
                            refusal -> assertThat(plain(refusal.getMessage())).isEqualTo(expected));
            resume();
            stage.complete(id, "follow-self-training");
        }

        @Test
        @DisplayName("des chiffres, sans que rien soit enregistré")
        void figures() {
            Moment.AMID_THE_WEEK.reach(stage, id);
            LocalDate day = V1.plusDays(2);
            int before = metrics();
            pause();
            assertProblem(sent(day), 409, "Ce parcours est en pause depuis le vendredi 23 octobre");
            assertThat(metrics()).isEqualTo(before);
            resume();
            assertThat(sent(day)).hasStatus(201);
        }

        private int metrics() {
            return jdbc.sql("select count(*) from metric where journey = ?")
                    .param(id)
                    .query(Integer.class)
                    .single();
        }

        @Test
        @DisplayName("les listes de Tasklist n’en montrent rien")
        void lists() {
            assertThat(listed()).contains(id);
            pause();
            assertThat(listed()).doesNotContain(id);
        }

        private List<String> listed() {
            return accounts.as(team + "-a", () -> filters.<Task>list(stage.filter("Mon équipe")).stream()
                    .map(Task::getProcessInstanceId)
                    .toList());
        }
    }

    @Nested
    @DisplayName("Par HTTP")
    class OverHttp {

        private MvcTestResult paused(String who, String json) {
            return http.post(who, json, "/api/teams/{team}/journeys/{id}/pause", team, id);
        }

        private MvcTestResult resumed(String who) {
            return http.post(who, "{}", "/api/teams/{team}/journeys/{id}/resumption", team, id);
        }

        @Test
        @DisplayName("une pause et une reprise chacune à son tour, et chacun voit la pause")
        void takesTurns() {
            assertProblem(resumed("fanny"), 409, "n’est pas en pause");
            assertThat(paused("fanny", "{\"reason\": \" Congés \"}")).hasStatus(204);
            assertProblem(paused("fanny", "{\"reason\": \"Encore\"}"), 409, "est déjà en pause");
            MvcTestResult seen = http.get(team + "-a", "/api/teams/{team}/journeys/{id}", team, id);
            assertThat(seen).bodyJson().extractingPath("$.paused.reason").isEqualTo("Congés");
            assertThat(seen).bodyJson().extractingPath("$.paused.since").isEqualTo("2026-10-12T08:00:00Z");
            assertThat(resumed("fanny")).hasStatus(204);
            assertThat(text(http.get(team + "-a", "/api/teams/{team}/journeys", team)))
                    .doesNotContain("\"paused\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"reason\": \"\"}"})
        @DisplayName("une pause demande sa raison")
        void asksWhy(String json) {
            assertProblem(paused("fanny", json), 400);
            assertThat(journeys.journey(id).isPaused()).isFalse();
        }

        @Test
        @DisplayName("ni un membre ni un coach ne met en pause")
        void isForFacilitators() {
            assertThat(paused(team + "-a", "{\"reason\": \"x\"}")).hasStatus(403);
            assertThat(paused("carlos", "{\"reason\": \"x\"}")).hasStatus(403);
            assertThat(resumed(team + "-a")).hasStatus(403);
        }
    }

    @Nested
    @DisplayName("Un parcours vers la SCIC")
    class OfATrack {

        @BeforeEach
        void aTrack() {
            id = tracks.open();
        }

        @Test
        @DisplayName("recule avec tout ce qu’il a appelé ; les échéances des financeurs restent")
        void movesAll() {
            tracks.completeSome(id, "interview-company", 2, Map.of());
            stage.clock(TrackStage.START.plusDays(3), 10, 0);
            LocalDateTime since = paris.now();
            Map<String, List<LocalDateTime>> before = dues();
            List<Item> items = plans.items(id);

            pauseFor(30);

            Map<String, List<LocalDateTime>> after = dues();
            assertThat(after.keySet()).isEqualTo(before.keySet());
            after.forEach((name, dues) -> {
                List<LocalDateTime> expected = later(before, since, 30).get(name);
                if (name.startsWith("grant-opens")) expected = before.get(name);
                if (name.startsWith("milestone-due"))
                    expected =
                            List.of(TrackStage.START.plusDays(30).plusMonths(6).atTime(9, 0));
                assertThat(dues).as(name).isEqualTo(expected);
            });
            assertThat(plans.items(id).stream().filter(item -> item.actualEnd() == null))
                    .zipSatisfy(
                            items.stream()
                                    .filter(item -> item.actualEnd() == null)
                                    .toList(),
                            (moved, old) -> assertThat(moved.plannedEnd())
                                    .isEqualTo(old.plannedEnd().plusDays(30)));
        }

        @Test
        @DisplayName("dit quelles échéances de financeurs restent, et lesquelles ont passé pendant la pause")
        void tellsWhatStays() {
            pause();
            stage.clock(TrackStage.START.plusMonths(1), 10, 0);
            assertThat(kinds.of(journeys.journey(id)).fixed(journeys.journey(id)))
                    .hasSize(5)
                    .contains("Région Occitanie : échéance du financeur passée, le lundi 31 mars")
                    .contains("BPI France : échéance du financeur inchangée, le lundi 30 juin");
        }

        @Test
        @DisplayName("ne laisse faire aucun entretien en attendant, dans aucun processus appelé")
        void waits() {
            pause();
            assertThat(tracks.family(id)).hasSizeGreaterThan(1).allMatch(instance -> instance.isSuspended());
            assertThatThrownBy(() -> tracks.completeSome(id, "interview-company", 1, Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("en pause depuis le");
            resume();
            tracks.completeSome(id, "interview-company", 1, Map.of());
        }
    }
}
