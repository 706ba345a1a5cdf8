package fr.jalon.bootcamp;

import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.WholeDatabase;
import fr.jalon.contact.ContactState;
import fr.jalon.contact.Contacts;
import fr.jalon.contact.Draft;
import fr.jalon.engine.Processes;
import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.PersonalTraces;
import fr.jalon.experiment.ContractChange;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.person.People;
import fr.jalon.plan.Item;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.scic.Tracks;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Newcomers;
import fr.jalon.team.TeamFiles;
import fr.jalon.team.Teams;
import fr.jalon.text.CalendarReaders;
import fr.jalon.text.MailAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

/** The schema and a whole journey on PostgreSQL: the SQL is common to both databases. */
@SpringBootTest
@ActiveProfiles({"postgres", "test"})
@Import({Stage.class, TrackStage.class})
@DirtiesContext
class JourneyOnPostgresTest {

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Tracks scic;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Newcomers newcomers;

    @Autowired
    private Validation validation;

    @Autowired
    private Plans plans;

    @Autowired
    private Schedules schedules;

    @Autowired
    private Processes processes;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Journeys core;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private TeamFiles files;

    @Autowired
    private Notebook notebook;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    @Autowired
    private People people;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Contacts contacts;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService management;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        registry.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "");
    }

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Une pause au milieu de la semaine se fait et se lève sur PostgreSQL comme sur H2")
    void pausesAndResumes() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        String team = stage.team(Stage.MONDAY);
        String journey = stage.open(team);
        stage.launch(journey);
        stage.fire(journey, "day-morning");
        stage.complete(journey, "record-metrics", "morning-check-in", "adjust-campaigns");
        stage.clock(Stage.MONDAY.plusDays(3), 10, 0);
        Authentication fanny = UsernamePasswordAuthenticationToken.authenticated(
                "fanny", null, AuthorityUtils.createAuthorityList(Groups.FACILITATORS));
        kinds.pause(core.journey(journey), "Vacances", fanny);
        assertThat(core.journey(journey).isPaused()).isTrue();
        stage.clock(Stage.MONDAY.plusDays(13), 10, 0);
        kinds.resume(core.journey(journey), fanny);
        assertThat(core.journey(journey).isPaused()).isFalse();
        assertThat(stage.due(journey, "day-morning"))
                .isEqualTo(Stage.MONDAY.plusDays(14).atTime(9, 0));
        String track = tracks.open();
        kinds.pause(core.journey(track), "Vacances", fanny);
        kinds.resume(core.journey(track), fanny);
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Un parcours entier se joue sur PostgreSQL, pivot et décisions compris")
    void playsAJourney() {
        String team = stage.teamAWeekBefore();
        String instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        ExperimentId experiment = rows.of(instance).experiment();
        stage.clock(Stage.MONDAY.plusDays(3), 8, 0);
        for (int visits : List.of(12, 14)) {
            validation.record(
                    team,
                    Stage.MONDAY.plusDays(2),
                    new MetricRow("Affiches", null, null, (long) visits, new BigDecimal("0.50"), null),
                    "fanny");
        }
        validation.amend(
                experiment,
                new ContractChange(4.0, null, null, null, null),
                null,
                "Signal plus fort que prévu.",
                "fanny");
        stage.clock(Stage.MONDAY.plusDays(2), 9, 0);
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Même public, autre usage."));
        stage.complete(instance, "prepare-pivot");
        stage.complete(
                instance,
                "confirm-pivot",
                Map.of("firstDay", Stage.MONDAY.plusDays(14).toString()));
        journeys.withdraw(team, "L’équipe se sépare.");

        assertThat(validation.decisions(team))
                .singleElement()
                .satisfies(decision -> assertThat(decision.grounds().evidence()).contains("\"conversions\":14"));
        assertThat(journeys.view(teams.team(team)).outcome()).isEqualTo("WITHDRAWN");
        assertThat(validation.standing(experiment).amendments())
                .singleElement()
                .satisfies(amendment -> assertThat(amendment.changes()).hasSize(1));
        assertThat(jdbc.sql("select visits from metric_correction where journey = ? order by number")
                        .param(instance)
                        .query(Long.class)
                        .list())
                .containsExactly(12L, 14L);
        assertThat(jdbc.sql("select count(*) from metric_correction where journey = ? and "
                                + "impressions is null and conversions = 0.5")
                        .param(instance)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        for (String change :
                List.of("update decision set reason = 'autre'", "delete from decision", "truncate decision")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).as(change).hasMessageContaining("decision is final");
        }
    }

    @Test
    @DisplayName("Qui attend une invitation se lit sur PostgreSQL, une fois par personne")
    void tellsWhoWaits() {
        String team = stage.team(Stage.MONDAY);
        String cohort = teams.team(team).cohort();
        Enrolments.NewMember inBoth = new Enrolments.NewMember(team + "-b", "Béa", "Durand", team + "-b@jalon.example");
        enrolments.join(teams.team(team), inBoth);
        enrolments.join(teams.team(stage.team(cohort)), inBoth);
        enrolments.join(
                teams.team(team), new Enrolments.NewMember(team + "-c", "Cid", "Durand", team + "-c@jalon.example"));
        assertThat(newcomers.tally(cohort)).isEqualTo(new Newcomers.Tally(2, 2));
        jdbc.sql("update outbox set sent_at = created_at where recipient = ?")
                .param(team + "-b@jalon.example")
                .update();
        assertThat(newcomers.tally(cohort)).isEqualTo(new Newcomers.Tally(2, 1));
    }

    @Test
    @DisplayName("Un plan s’ouvre, se vit, se déplace et se clôt sur PostgreSQL")
    void keepsAPlan() {
        LocalDate start = LocalDate.of(2025, 3, 1);
        plans.open(
                "plan",
                "association-to-scic",
                stage.team(Stage.MONDAY),
                "De l’association à la SCIC",
                "association-to-scic",
                start);
        plans.finish("plan", "adopt-statutes", start.plusDays(9));
        plans.move("plan", start.plusDays(31));
        plans.close("plan");

        assertThat(plans.item("plan", "adopt-statutes"))
                .extracting(Item::plannedStart, Item::actualEnd)
                .containsExactly(start, start.plusDays(9));
        assertThat(plans.item("plan", "launch-scic"))
                .extracting(Item::baselineStart, Item::plannedStart, Item::plannedEnd)
                .containsExactly(LocalDate.of(2027, 3, 1), LocalDate.of(2027, 4, 1), LocalDate.of(2027, 5, 1));
    }

    @Test
    @DisplayName("Un rétroplanning s’ouvre, se liste, se déplace, renonce et sert de modèle sur PostgreSQL")
    void countsBackFromALaunch() {
        LocalDate launch = LocalDate.of(2026, 12, 20);
        stage.clock(launch.minusDays(34), 10, 0);
        Map<String, Object> answers = Map.of(
                "team",
                stage.team(launch),
                "planTitle",
                "Promotion de Noël",
                "launchDay",
                launch.toString(),
                "launchDays",
                5,
                "template",
                "christmas-promotion");
        String plan = accounts.as("fanny", () -> processes.start("retroplanning", answers));
        schedules.list(plan, schedules.template("christmas-promotion").lines());
        schedules.move(plan, launch(plan).on(launch.plusDays(7)));
        schedules.drop(plan, "discount-coupon");
        schedules.keepAsTemplate(plan, "promotion", "Promotion");

        assertThat(plans.item(plan, "site-withdrawal"))
                .extracting(Item::baselineStart, Item::plannedStart)
                .containsExactly(LocalDate.of(2026, 12, 26), LocalDate.of(2027, 1, 2));
        assertThat(plans.item(plan, "discount-coupon").isLeft()).isFalse();
        assertThat(schedules.template("promotion").lines()).hasSize(21);
        stage.complete(plan, "list-items", "assign-owners", "schedule-meetings", "review-plan");
        assertThat(core.journey(plan).isOpen()).isTrue();
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Une feuille de route s’ouvre, rend, se déplace et se retire sur PostgreSQL")
    void livesARoadmap() {
        LocalDate start = LocalDate.of(2027, 1, 4);
        stage.clock(start, 8, 0);
        Map<String, Object> answers = Map.of("team", stage.team(start), "startDate", start.toString());
        String roadmap = accounts.as("fanny", () -> processes.start("studio-roadmap", answers));
        assertThat(plans.items(roadmap)).hasSize(60).filteredOn(Item::isLeft).hasSize(58);
        plans.deliver(roadmap, plans.items(roadmap).get(2).id(), start, "Le modèle est relu.", null);
        assertThat(kinds.of(core.journey(roadmap)).figures(List.of(core.journey(roadmap))))
                .containsKey(roadmap);
        assertThat(kinds.of(core.journey(roadmap))
                        .dated(List.of(core.journey(roadmap)))
                        .get(roadmap))
                .hasSize(12);
        Authentication fanny = UsernamePasswordAuthenticationToken.authenticated(
                "fanny", null, AuthorityUtils.createAuthorityList(Groups.FACILITATORS));
        kinds.withdraw(core.journey(roadmap), "Le studio ferme.", fanny);
        assertThat(core.journey(roadmap).isOpen()).isFalse();
        ClockUtil.reset();
    }

    private Launch launch(String plan) {
        return Objects.requireNonNull(plans.plan(plan).launch());
    }

    @Test
    @DisplayName("Un parcours vers la SCIC s’ouvre, interroge, signe, demande et se lance sur PostgreSQL")
    void growsACooperative() {
        String team = stage.team(TrackStage.START);
        stage.clock(TrackStage.START, 9, 0);
        String id = tracks.open(team, TrackStage.START, Map.of());
        String region = tracks.grant(id, "region-occitanie");
        stage.fire(region, "grant-opens");
        stage.complete(
                region,
                "prepare-grant-file",
                "submit-grant-file",
                "record-grant-result",
                "sign-grant-agreement",
                "report-grant-spending");
        tracks.create(id);
        tracks.complete(id, "gate-creation");
        tracks.fire(id, "milestone-due");
        tracks.complete(id, "review-milestone");
        tracks.prove(id);
        tracks.complete(id, "gate-model");
        tracks.convene(id);
        tracks.complete(id, "record-vote", "file-formalities", "request-esus-approval");

        Tracks.View view = scic.view(teams.team(team));
        assertThat(view.market().companies()).isEqualTo(20);
        assertThat(view.partnerships()).hasSize(5);
        assertThat(view.money().received()).isEqualTo(25000);
        assertThat(view.reviews()).extracting(Tracks.ReviewView::status).containsExactly("ON_TRACK");
        assertThat(plans.items(id))
                .filteredOn(item -> item.actualEnd() == null)
                .extracting(Item::id)
                .containsExactly("launch-scic", "reach-fifty-apprentices");
    }

    @Test
    @DisplayName("Une personne se lit et s’efface sur PostgreSQL, sauf des décisions")
    void erasesAPerson() {
        String team = stage.teamAWeekBefore();
        String person = team + "-a";
        String instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        accounts.as(person, () -> {
            stage.complete(instance, "launch-campaigns");
            return null;
        });
        stage.fire(instance, "day-morning");
        tasks.claim(stage.task(instance, "record-metrics").getId(), person);
        accounts.as(
                person,
                () -> tasks.createComment(stage.task(instance, "record-metrics").getId(), instance, "C’est parti."));
        for (int visits : List.of(12, 14)) {
            validation.record(
                    team,
                    Stage.MONDAY.plusDays(2),
                    new MetricRow("Affiches", 0, 0, visits, 0, BigDecimal.ZERO),
                    person);
        }
        assertThat(people.export(person, 0).get("comments"))
                .asInstanceOf(InstanceOfAssertFactories.list(PersonalTraces.Comment.class))
                .singleElement()
                .satisfies(comment -> assertThat(comment.text()).isEqualTo("C’est parti."));
        assertThat(WholeDatabase.columnsWith(jdbc, person))
                .contains("metric.recorded_by", "act_ru_task.assignee_", "invitation.member");

        People.Erasure erasure = people.erase(person);

        assertThat(WholeDatabase.columnsWith(jdbc, person)).isEmpty();
        assertThat(erasure.erased()).extracting(People.Erased::what).contains("Courriels", "Invitations");
        assertThatThrownBy(() -> people.export(person, 0)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("Un fichier d’une équipe se garde en parts, se rend tel quel et se retire sur PostgreSQL")
    void keepsAFile() throws IOException {
        String team = stage.teamAWeekBefore();
        String file = UUID.randomUUID().toString();
        byte[] content = Arrays.copyOf("%PDF-1.7".getBytes(StandardCharsets.UTF_8), 600_000);
        Path source = Files.write(folder.resolve("plan.pdf"), content);
        for (int time = 0; time < 2; time++) files.keep(teams.team(team), file, "plan.pdf", source, team + "-a");

        assertThat(files.of(teams.team(team))).singleElement().satisfies(kept -> {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            files.copy(kept, read);
            assertThat(read.toByteArray()).isEqualTo(content);
        });
        assertThat(parts(file)).isEqualTo(3);

        Authentication member =
                new TestingAuthenticationToken(team + "-a", "", teams.team(team).group());
        for (int time = 0; time < 2; time++) files.remove(teams.team(team), file, member);

        assertThat(files.of(teams.team(team))).isEmpty();
        assertThat(parts(file)).isZero();
    }

    private long parts(String file) {
        return jdbc.sql("select count(*) from team_file_part where file = ?")
                .param(file)
                .query(Long.class)
                .single();
    }

    @Test
    @DisplayName("Des contacts s’ajoutent, se déplacent, se comptent, se trouvent et s’effacent sur PostgreSQL")
    void keepsContacts() {
        String team = stage.teamAWeekBefore();
        String member = team + "-a";
        LocalDate today = Stage.MONDAY.minusDays(7);
        Draft.Next next = new Draft.Next("Rappeler", today.minusDays(1));
        String zoe = contacts.add(
                team, ContactState.TRIAL, new Draft("Zoé", "zoe@ville.example", null, "Salon", member, next), member);
        contacts.add(team, ContactState.USER, new Draft("Léa", null, "0478", null, null, null), member);
        contacts.move(team, zoe, ContactState.TALKING, null, member);
        assertThat(contacts.overdue(team)).isEqualTo(1);
        assertThat(contacts.byState(team))
                .extracting(Contacts.StateCount::count)
                .containsExactly(0, 1, 0, 1, 0);
        Authentication viewer =
                new TestingAuthenticationToken(member, "", teams.team(team).group());
        MockMvcTester mvc = MockMvcTester.from(
                context, builder -> builder.apply(springSecurity()).build());
        for (String filter : List.of("", "?filtre=moi", "?filtre=retard&etat=en-discussion", "?filtre=aujourdhui"))
            assertThat(mvc.get()
                            .uri("/equipes/" + team + "/contacts" + filter)
                            .accept(MediaType.TEXT_HTML)
                            .with(SecurityMockMvcRequestPostProcessors.authentication(viewer))
                            .exchange())
                    .hasStatusOk();
        assertThat(people.exportAt(new MailAddress("zoe@ville.example"))).containsKey("contacts");
        assertThat(people.export(member, 0).get("entries"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3);
        people.eraseAt(new MailAddress("zoe@ville.example"));
        assertThat(contacts.overdue(team)).isZero();
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Les liens laissés dans les tâches se lisent sur PostgreSQL")
    void readsLinks() {
        String team = stage.teamAWeekBefore();
        String instance = stage.open(team);
        stage.reach(instance, "activation");
        assertThat(notebook.links(List.of(instance)))
                .extracting(Notebook.Link::label, Notebook.Link::href)
                .containsExactly(tuple("Lien vers le MVP", "https://maquette.example/paniers"));
    }

    @Test
    @DisplayName("Un calendrier se lit à son adresse, suit ce qui est annulé et se renouvelle sur PostgreSQL")
    void givesACalendar() {
        String team = stage.teamAWeekBefore();
        stage.open(team);
        tracks.open(team, Stage.MONDAY, Map.of());
        teams.choose("fanny", teams.cohort(teams.team(team).cohort()), true);
        MockMvcTester mvc = MockMvcTester.from(
                context, builder -> builder.apply(springSecurity()).build());
        Api api = new Api(mvc);
        for (String who : List.of(team + "-a", "fanny", "fanny")) {
            String address = JsonPath.read(text(api.post(who, "{\"of\": \"me\"}", "/api/calendars")), "$.address");
            String path = address.substring(address.indexOf("/calendriers/"));
            assertThat(CalendarReaders.read(text(mvc.get().uri(path).exchange())))
                    .isNotEmpty();
            if (who.equals("fanny")) continue;
            journeys.withdraw(team, "L’équipe se sépare.");
            assertThat(CalendarReaders.read(text(mvc.get().uri(path).exchange())))
                    .anyMatch(CalendarReaders.Read::isCancelled);
        }
    }

    @Test
    @DisplayName("L’historique d’un parcours clos s’efface de lui-même, la nuit, cinq ans après")
    void forgetsWhatIsOld() {
        String closed = stage.teamAWeekBefore();
        String instance = stage.open(closed);
        journeys.withdraw(closed, "L’équipe se sépare.");
        Job cleanup = history.findHistoryCleanupJobs().get(0);
        assertThat(cleanup.isSuspended()).isFalse();
        assertThat(cleanup.getDuedate().toInstant().atOffset(ZoneOffset.UTC).toLocalTime())
                .isEqualTo(LocalTime.of(1, 0));

        ClockUtil.setCurrentTime(
                Date.from(Stage.MONDAY.minusDays(7).plusDays(1825).atTime(1, 30).toInstant(ZoneOffset.UTC)));
        management.executeJob(cleanup.getId());
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isEqualTo(1);
        ClockUtil.setCurrentTime(
                Date.from(Stage.MONDAY.minusDays(6).plusDays(1825).atTime(1, 30).toInstant(ZoneOffset.UTC)));
        management.executeJob(cleanup.getId());

        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
        assertThat(journeys.view(teams.team(closed)).outcome()).isEqualTo("WITHDRAWN");
    }
}
