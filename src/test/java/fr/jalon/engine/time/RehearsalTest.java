package fr.jalon.engine.time;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Répéter : l’horloge de toute l’application avance")
class RehearsalTest {

    private static final String PROCESS = "idea-to-decision";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Rehearsal rehearsal;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private HistoryService history;

    @Autowired
    private ObjectProvider<ManagementService> management;

    @Autowired
    private ObjectProvider<JobExecutor> executors;

    @Autowired
    private DataSource database;

    private Api api;

    /** What other tests have left behind stays out of this: moving the clock fires every timer there is. */
    @BeforeEach
    void standAlone() {
        api = new Api(mvc);
        ClockUtil.reset();
        runtime.updateProcessInstanceSuspensionState()
                .byProcessDefinitionKey(PROCESS)
                .suspend();
    }

    @AfterEach
    void backToRealTime() {
        jdbc.sql("update rehearsal_clock set offset_millis = 0").update();
        rehearsal.resume();
        jdbc.sql("delete from rehearsal_clock").update();
        ClockUtil.reset();
        runtime.updateProcessInstanceSuspensionState()
                .byProcessDefinitionKey(PROCESS)
                .activate();
    }

    @Test
    @DisplayName("n’efface pas d’historique, si loin qu’elle aille")
    void forgetsNothing() {
        assertThat(history.findHistoryCleanupJobs()).allMatch(Job::isSuspended);
    }

    @Test
    @DisplayName("L’heure se lit avec son avance, en instants et en durées ISO")
    void tellsTheTime() {
        MvcTestResult answer = api.get("admin", "/api/rehearsal");

        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$").asMap().containsOnlyKeys("now", "offset");
        assertThat(answer).bodyJson().extractingPath("$.offset").isEqualTo("PT0S");
        assertThat(now(answer)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    private MvcTestResult page(String who) {
        return mvc.get()
                .uri("/repetition")
                .accept(MediaType.TEXT_HTML)
                .with(user(who))
                .exchange();
    }

    @Test
    @DisplayName("La page offre d’avancer l’horloge, et l’avance une fois, même envoyée deux fois")
    void advancesByPage() {
        stage.staff();
        String page = text(page("admin"));
        assertThat(page).contains("Un jour plus tard", "Au prochain matin, 9 h", "ne recule jamais");
        Matcher hour = Pattern.compile("value=\"([^\"]*)\">Une heure plus tard").matcher(page);
        assertThat(hour.find()).isTrue();

        assertThat(sent(hour.group(1))).containsEntry("said", "L’horloge a avancé.");
        Duration moved = rehearsal.offset();
        assertThat(moved).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(2));
        assertThat(sent(hour.group(1))).containsOnlyKeys("refused");
        assertThat(sent("bientôt")).containsOnlyKeys("refused");
        assertThat(rehearsal.offset()).isEqualTo(moved);
        assertThat(text(page("admin"))).contains("Répétition : ");
        assertThat(page("fanny")).hasStatus(403);
    }

    private Map<String, Object> sent(String to) {
        MvcTestResult answer = mvc.post()
                .uri("/repetition")
                .param("to", to)
                .with(csrf())
                .with(user("admin"))
                .exchange();
        assertThat(answer).hasStatus(302).hasHeader("Location", "/repetition");
        return new HashMap<>(answer.getMvcResult().getFlashMap());
    }

    @Test
    @DisplayName("La page dit ce qui vient, dans les mots du modèle")
    void tellsWhatIsDue() {
        runtime.updateProcessInstanceSuspensionState()
                .byProcessDefinitionKey(PROCESS)
                .activate();
        String instance = stage.open(stage.team(LocalDate.now(ZoneOffset.UTC).plusDays(30)));
        assertThat(stage.openTasks(instance)).isNotEmpty();
        assertThat(plain(text(page("admin")))).contains("À la prochaine échéance", "data-label=\"Quoi\"");
    }

    @Test
    @DisplayName("Sa page dit aussi ce que le moteur fera de lui-même, comme ce qu’on a programmé dans Cockpit")
    void tellsWhatTheEngineDoes() {
        String retroplanning = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("retroplanning")
                .latestVersion()
                .singleResult()
                .getId();
        Date soon = Date.from(paris.instantOf(paris.now()).toInstant().plusSeconds(30));
        repository.activateProcessDefinitionById(retroplanning, false, soon);
        String job =
                management
                        .getObject()
                        .createJobQuery()
                        .timers()
                        .duedateHigherThan(paris.instantOf(paris.now()))
                        .list()
                        .stream()
                        .filter(each -> each.getJobDefinitionId() == null)
                        .findFirst()
                        .orElseThrow()
                        .getId();
        try {
            assertThat(plain(text(page("admin")))).contains("Travail du moteur");
        } finally {
            management.getObject().deleteJob(job);
        }
    }

    @Test
    @DisplayName("L’horloge avance d’une durée, et l’avance reste dans la base")
    void advancesBy() {
        MvcTestResult answer = advance("{\"by\": \"P1DT2H\"}");

        assertThat(answer).hasStatusOk();
        assertThat(now(answer)).isCloseTo(Instant.now().plus(Duration.ofHours(26)), within(1, ChronoUnit.MINUTES));
        assertThat(offset(answer)).isCloseTo(Duration.ofHours(26), Duration.ofMinutes(1));
        assertThat(kept()).containsExactly(offset(answer).toMillis());
    }

    @Test
    @DisplayName("L’horloge avance à un instant, et le reste de l’application le suit")
    void advancesTo() {
        LocalDateTime target =
                paris.now().plusDays(40).withHour(9).withMinute(0).withSecond(0).withNano(0);
        Instant instant = paris.instantOf(target).toInstant();

        MvcTestResult answer = advance("{\"to\": \"%s\"}".formatted(instant));

        assertThat(answer).hasStatusOk();
        assertThat(now(answer)).isCloseTo(instant, within(1, ChronoUnit.MINUTES));
        assertThat(paris.today()).isEqualTo(target.toLocalDate());
    }

    @Test
    @DisplayName("Deux avances s’ajoutent, et la base n’en garde qu’une")
    void addsUp() {
        advance("{\"by\": \"P1D\"}");

        MvcTestResult answer = advance("{\"by\": \"P2D\"}");

        assertThat(offset(answer)).isCloseTo(Duration.ofDays(3), Duration.ofMinutes(1));
        assertThat(kept()).containsExactly(offset(answer).toMillis());
    }

    @Test
    @DisplayName("L’avance survit à un redémarrage")
    void survivesARestart() throws Exception {
        advance("{\"by\": \"P3D\"}");
        ClockUtil.reset();

        Rehearsal restarted = new Rehearsal(management, executors, jdbc, database);
        restarted.resume();

        assertThat(restarted.offset()).isCloseTo(Duration.ofDays(3), Duration.ofMinutes(1));
        assertThat(ClockUtil.getCurrentTime().toInstant())
                .isCloseTo(Instant.now().plus(Duration.ofDays(3)), within(1, ChronoUnit.MINUTES));
    }

    @Test
    @DisplayName("Interrompue à toute échéance, elle ne revient pas avant elle au redémarrage")
    void isNeverBehindWhatHappened() throws Exception {
        LocalDate first = paris.today().plusDays(7);
        stage.reach(stage.open(stage.team(first)), "validation");
        List<Date> ran = new ArrayList<>();
        ManagementService watched = mock(ManagementService.class, delegatesTo(management.getObject()));
        doAnswer(run -> {
                    Date due = management
                            .getObject()
                            .createJobQuery()
                            .jobId(run.getArgument(0))
                            .singleResult()
                            .getDuedate();
                    Instant restarted = Instant.now()
                            .plusMillis(
                                    kept().stream().mapToLong(Long::longValue).sum());
                    if (due != null) assertThat(restarted).isAfterOrEqualTo(due.toInstant());
                    ran.add(due);
                    management.getObject().executeJob(run.getArgument(0));
                    return null;
                })
                .when(watched)
                .executeJob(anyString());

        new Rehearsal(only(watched), executors, jdbc, database)
                .advanceTo(paris.instantOf(first.plusDays(10).atTime(10, 0)).toInstant());

        assertThat(ran).hasSizeGreaterThan(8);
    }

    private static ObjectProvider<ManagementService> only(ManagementService watched) {
        ObjectProvider<ManagementService> provider = mock();
        when(provider.getObject()).thenReturn(watched);
        return provider;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"{}", "{\"by\": null, \"to\": null}", "{\"by\": \"P1D\", \"to\": \"2099-01-01T09:00:00Z\"}"})
    @DisplayName("Il faut soit une durée, soit un instant")
    void needsOneOfTwo(String body) {
        assertRefused(advance(body), "by", "soit");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"by\": \"PT-1S\"}", "{\"by\": \"-P1D\"}", "{\"to\": \"2020-01-01T09:00:00+01:00\"}"})
    @DisplayName("L’horloge ne recule pas")
    void neverGoesBack(String body) {
        assertRefused(advance(body), "to", "ne recule pas");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"by\": \"P1831D\"}",
                "{\"by\": \"PT99999999H\"}",
                "{\"to\": \"2099-01-01T09:00:00Z\"}",
                "{\"to\": \"+999999999-12-31T23:59:59Z\"}",
                "{\"by\": \"PT9000000000000000000S\"}"
            })
    @DisplayName("L’horloge avance de cinq ans au plus")
    void stopsAtFiveYears(String body) {
        assertProblem(advance(body), 422);

        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(strings = {"demain", "", "P1Y", "1D", "P1D ", "PT99999999999999999999H", "3600"})
    @DisplayName("Une durée bien écrite est attendue")
    void needsADuration(String by) {
        assertRefused(advance("{\"by\": \"%s\"}".formatted(by)), "by", "P1D");
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {"demain", "", "2026-12-01", "2026-12-01T09:00:00", "2026-02-30T09:00:00Z", "01/12/2026 09:00"})
    @DisplayName("Un instant avec son décalage est attendu")
    void needsAnInstant(String to) {
        assertRefused(advance("{\"to\": \"%s\"}".formatted(to)), "to", "2026-12-01T09:00:00+01:00");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{\"by\": \"P1D\", \"days\": 2}", "{\"by\": {}}", "pas du JSON", "[]"})
    @DisplayName("La demande est bien formée")
    void isWellFormed(String body) {
        assertProblem(advance(body), 400);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fanny", "carlos"})
    @DisplayName("Seuls les administrateurs y touchent")
    void isForAdministrators(String person) {
        stage.staff();

        assertProblem(api.post(person, "{\"by\": \"P1D\"}", "/api/rehearsal/advance"), 403);

        assertThat(kept()).isEmpty();
    }

    @Test
    @DisplayName("Sur une base que d’autres nœuds peuvent partager, elle est refusée")
    void standsAlone() throws Exception {
        Rehearsal shared = new Rehearsal(management, executors, jdbc, databaseCalled("PostgreSQL"));

        assertThatThrownBy(() -> shared.advanceTo(Instant.now().plus(Duration.ofDays(1))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("plusieurs nœuds")
                .extracting("kind")
                .isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(kept()).isEmpty();
    }

    private static DataSource databaseCalled(String product) throws SQLException {
        DataSource source = mock();
        Connection connection = mock();
        DatabaseMetaData facts = mock();
        when(source.getConnection()).thenReturn(connection);
        when(connection.getMetaData()).thenReturn(facts);
        when(facts.getDatabaseProductName()).thenReturn(product);
        return source;
    }

    @Test
    @DisplayName("D’un bond par-dessus une semaine, chaque échéance passe à son heure, l’une après l’autre")
    void firesEachTimerAtItsTime() {
        LocalDate first = paris.today().plusDays(7);
        String instance = stage.open(stage.team(first));
        stage.reach(instance, "validation");
        LocalDate v1 = first.plusDays(2);

        assertThat(advance("{\"to\": \"%s\"}"
                        .formatted(paris.instantOf(v1.plusDays(8).atTime(10, 0)).toInstant())))
                .hasStatusOk();

        List<LocalDateTime> mornings = v1.plusDays(1)
                .datesUntil(v1.plusDays(8))
                .map(day -> day.atTime(9, 0))
                .toList();
        assertThat(created(instance, "launch-campaigns")).containsExactly(v1.atTime(9, 0));
        assertThat(created(instance, "resolve-late-launch")).containsExactly(v1.atTime(18, 0));
        assertThat(created(instance, "record-metrics")).containsExactlyElementsOf(mornings);
        assertThat(ended(instance, "record-metrics"))
                .containsExactlyElementsOf(Stream.concat(
                                mornings.stream().skip(1),
                                Stream.of(v1.plusDays(7).atTime(12, 0)))
                        .toList());
        assertThat(created(instance, "gate-validation"))
                .containsExactly(v1.plusDays(7).atTime(12, 0));
        assertThat(stage.openTasks(instance)).containsExactly("gate-validation");
    }

    /** Times in Paris, to the minute: the clock runs on while the work is done. */
    private List<LocalDateTime> created(String instance, String definition) {
        return lived(instance, definition)
                .map(task -> wall(task.getStartTime()))
                .toList();
    }

    private List<LocalDateTime> ended(String instance, String definition) {
        return lived(instance, definition).map(task -> wall(task.getEndTime())).toList();
    }

    private Stream<HistoricTaskInstance> lived(String instance, String definition) {
        return history
                .createHistoricTaskInstanceQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(definition)
                .orderByHistoricActivityInstanceStartTime()
                .asc()
                .list()
                .stream();
    }

    private LocalDateTime wall(Date date) {
        return paris.wallClock(date.toInstant()).truncatedTo(ChronoUnit.MINUTES);
    }

    private MvcTestResult advance(String body) {
        return api.post("admin", body, "/api/rehearsal/advance");
    }

    private void assertRefused(MvcTestResult answer, String field, String said) {
        assertProblemOf(answer, 422, field, said);
        assertThat(kept()).isEmpty();
    }

    private List<Long> kept() {
        return jdbc.sql("select offset_millis from rehearsal_clock")
                .query(Long.class)
                .list();
    }

    private static Instant now(MvcTestResult answer) {
        return Instant.parse(JsonPath.read(Api.text(answer), "$.now"));
    }

    private static Duration offset(MvcTestResult answer) {
        return Duration.parse(JsonPath.read(Api.text(answer), "$.offset"));
    }

    @Test
    @DisplayName("rien ne recommence hors de la démonstration")
    void beginsNothingAnew() {
        stage.staff();
        assertThat(Pages.post(mvc, "admin", "/repetition/recommencement")).hasStatus(404);
        assertThat(Pages.shown(Pages.get(mvc, "admin", "/repetition"))).doesNotContain("Recommencer");
    }
}
