package fr.jalon.person;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.WholeDatabase;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.PersonalTraces;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Invitations;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("Ce que Jalon garde sur une personne")
class PersonApiTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final String FIGURES = """
      {"impressions": 1600, "clicks": 21, "visits": %d, "conversions": 2, "spend": 11.40}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Editions editions;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private People people;

    @Autowired
    private Messenger messenger;

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private FilterService filters;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private final String member = "zoe-" + number;
    private final String colleague = "max-" + number;
    private final String facilitator = "paul-" + number;
    private final String team = "equipe-" + number;
    private Api api;
    private String instance;

    /** A team on the first morning of its validation week; the facilitator opened its journey. */
    @BeforeEach
    void openTheWeek() {
        api = new Api(mvc);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        stage.staff();
        staff(facilitator, Groups.FACILITATORS);
        String cohort = "cohorte-" + number;
        editions.create(new Cohort(cohort, "Cohorte " + number, List.of(), List.of()), BootcampDays.from(Stage.MONDAY));
        enrolments
                .enrol(cohort, team, "Équipe", List.of(person(member), person(colleague)))
                .forEach(enrolled -> invitations.accept(enrolled.invitation(), Stage.PASSWORD));
        accounts.as(facilitator, () -> {
            journeys.open(cohort, team, facilitator);
            return null;
        });
        instance = rows.latestOf(team).orElseThrow().id();
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
    }

    @AfterEach
    void tidyUp() {
        ClockUtil.reset();
        filters.createFilterQuery()
                .filterName("À " + number)
                .list()
                .forEach(filter -> filters.deleteFilter(filter.getId()));
    }

    private void staff(String id, String group) {
        accounts.create(new Accounts.Person(id, "Paul", "Garnier", email(id)));
        accounts.setPassword(id, Stage.PASSWORD);
        accounts.join(id, group);
    }

    private static Enrolments.NewMember person(String id) {
        return new Enrolments.NewMember(id, "Zoé", "Petit", email(id));
    }

    private static String email(String id) {
        return id.replace('-', '.') + "@jalon.example";
    }

    private MvcTestResult export(String id) {
        return api.get("admin", "/api/people/{id}", id);
    }

    private MvcTestResult erase(String id) {
        return api.delete("admin", "/api/people/{id}", id);
    }

    /**
     * The member holds a task, has completed another, commented, recorded and corrected figures, and changed addresses.
     */
    private void workAsMember() {
        as(member, () -> {
            String task = stage.task(instance, "launch-campaigns").getId();
            tasks.claim(task, member);
            tasks.createComment(
                    task, instance, "Deux campagnes sont parties. " + "Et la suite arrive demain. ".repeat(20));
            stage.complete(instance, "launch-campaigns");
        });
        stage.fire(instance, "day-morning");
        String begun = stage.task(instance, "record-metrics").getId();
        as(member, () -> tasks.claim(begun, member));
        assertThat(api.put(member, "{\"version\": 0, \"answers\": {}}", "/api/tasks/{task}/draft", begun))
                .hasStatusOk();
        stage.clock(V1.plusDays(1), 8, 0);
        for (int visits : List.of(19, 20)) {
            api.put(
                    member,
                    FIGURES.formatted(visits),
                    "/api/teams/{team}/metrics/{day}/{channel}",
                    team,
                    V1,
                    "Affiches");
        }
        User account = identity.createUserQuery().userId(member).singleResult();
        account.setEmail("nouvelle." + email(member));
        identity.saveUser(account);
        mail("rappel-" + number, member, "Nouvelle." + email(member));
        assertThat(api.post(member, "{\"of\": \"me\"}", "/api/calendars")).hasStatus(201);
    }

    private void as(String who, Runnable work) {
        accounts.as(who, () -> {
            work.run();
            return null;
        });
    }

    private void mail(String key, String person, String recipient) {
        transaction.executeWithoutResult(status -> messenger.tell(
                new News("rappel", key, key, null, "Rappel", reader -> "Bonjour."),
                List.of(new Accounts.Person(person, "Zoé", "Petit", recipient))));
    }

    @Test
    @DisplayName("se lit en un document : compte, équipe, courriels sans leur texte, tâches, commentaires, "
            + "saisies, opérations")
    void isShown() {
        workAsMember();

        MvcTestResult answer = export(member);

        assertThat(answer).hasStatusOk().bodyJson().convertTo(Map.class).satisfies(said -> {
            assertThat(said.get("account"))
                    .isEqualTo(Map.of(
                            "id",
                            member,
                            "firstName",
                            "Zoé",
                            "lastName",
                            "Petit",
                            "email",
                            "nouvelle." + email(member),
                            "groups",
                            List.of("team-" + team)));
            assertThat(said.get("teams"))
                    .isEqualTo(List.of(Map.of(
                            "team",
                            team,
                            "name",
                            "Équipe",
                            "cohort",
                            "cohorte-" + number,
                            "cohortName",
                            "Cohorte " + number)));
            assertThat(said).containsEntry("page", 0).containsEntry("more", false);
        });
        String json = text(answer);
        assertThat(JsonPath.<List<String>>read(json, "$.mails[*].subject"))
                .contains(
                        "Rappel",
                        "Votre invitation à rejoindre Jalon",
                        "Cohorte " + number + " : vos guides d’autoformation");
        assertThat(JsonPath.<List<Object>>read(json, "$.invitations[*].expiresAt"))
                .hasSize(1);
        assertThat(JsonPath.<List<String>>read(json, "$.tasks[*].definition"))
                .containsExactlyInAnyOrder("record-metrics", "launch-campaigns");
        assertThat(JsonPath.<List<Object>>read(json, "$.tasks[?(@.closedAt != null)].businessKey"))
                .containsExactly("cohorte-" + number + "/" + team);
        assertThat(JsonPath.<List<String>>read(json, "$.comments[*].text"))
                .singleElement()
                .asString()
                .startsWith("Deux campagnes sont parties.")
                .endsWith("Et la suite arrive demain. ");
        assertThat(JsonPath.<List<String>>read(json, "$.entries[*].table"))
                .containsExactlyInAnyOrder("metric", "metric_correction", "metric_correction", "task_draft");
        assertThat(JsonPath.<List<String>>read(json, "$.entries[*].what")).containsOnly(V1 + ", Affiches", "brouillon");
        assertThat(JsonPath.<List<String>>read(json, "$.operations[*].operation"))
                .contains("Claim", "Complete");
        assertThat(JsonPath.<List<String>>read(json, "$.calendars[*].of")).containsExactly("ME");
        assertThat(json).doesNotContain("/invitation/", "Bonjour", colleague);
    }

    @Test
    @DisplayName("s’efface : aucune colonne de la base ne porte plus l’identifiant ni l’adresse d’un membre")
    void isErased() {
        workAsMember();
        tasks.addCandidateUser(stage.task(instance, "record-metrics").getId(), member);
        assertThat(WholeDatabase.columnsWith(jdbc, member, email(member)))
                .contains(
                        "act_id_user.id_",
                        "act_id_user.email_",
                        "act_id_membership.user_id_",
                        "act_ru_task.assignee_",
                        "act_ru_authorization.user_id_",
                        "act_ru_identitylink.user_id_",
                        "act_hi_taskinst.assignee_",
                        "act_hi_actinst.assignee_",
                        "act_hi_comment.user_id_",
                        "act_hi_op_log.user_id_",
                        "act_hi_op_log.new_value_",
                        "act_hi_identitylink.user_id_",
                        "team_member.member",
                        "invitation.member",
                        "outbox.recipient",
                        "calendar_feed.person",
                        "metric.recorded_by",
                        "metric_correction.recorded_by",
                        "metric_correction.corrected_by",
                        "task_draft.author");

        MvcTestResult answer = erase(member);

        assertThat(answer).hasStatusOk();
        assertThat(WholeDatabase.columnsWith(jdbc, member, email(member))).isEmpty();
        assertThat(JsonPath.<List<String>>read(text(answer), "$.erased[*].what"))
                .contains(
                        "Courriels",
                        "Invitations",
                        "Appartenances à une équipe",
                        "Adresses de calendrier",
                        "Compte, avec son mot de passe et ses groupes",
                        "Tâches prises en charge, rendues à leur groupe",
                        "Droits personnels");
        assertThat(JsonPath.<List<String>>read(text(answer), "$.kept[*].what"))
                .containsExactly(
                        "Les noms et adresses écrits dans un texte libre",
                        "Les sauvegardes et les journaux techniques");
        assertThat(text(answer)).doesNotContain("personne-effacee");
        assertThat(jdbc.sql("select distinct recorded_by from metric where journey = ?")
                        .param(instance)
                        .query(String.class)
                        .single())
                .matches("personne-effacee-[0-9a-f]{16}");
    }

    @Test
    @DisplayName(
            "s’efface sans arrêter l’équipe : la tâche prise en charge revient aux autres, même d’un parcours suspendu")
    void leavesTheTeamItsWork() {
        workAsMember();
        runtime.suspendProcessInstanceById(instance);

        assertThat(erase(member)).hasStatusOk();

        runtime.activateProcessInstanceById(instance);
        assertThat(stage.task(instance, "record-metrics").getAssignee()).isNull();
        as(colleague, () -> stage.complete(instance, "record-metrics"));
        assertThat(stage.task(instance, "record-metrics")).isNull();
        assertThat(api.get(colleague, "/api/teams/{team}/journey", team)).hasStatusOk();
    }

    @Test
    @DisplayName("s’efface d’un facilitateur aussi, sauf des décisions scellées, et la réponse le dit")
    void keepsDecisions() {
        assertThat(api.post(facilitator, """
        {"spendCap": 180, "reason": "Budget revu."}""", "/api/teams/{team}/amendments", team))
                .hasStatus(201);
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);
        as(facilitator, () -> stage.complete(instance, "decide"));
        runATrack();
        holdRightsAndFilters();
        assertThat(WholeDatabase.columnsWith(jdbc, facilitator))
                .contains(
                        "act_hi_procinst.start_user_id_",
                        "amendment.amended_by",
                        "interview.recorded_by",
                        "milestone_review.reviewed_by",
                        "statutes_version.recorded_by",
                        "act_ru_filter.owner_",
                        "act_ru_filter.query_",
                        "act_hi_op_log.new_value_",
                        "act_ru_authorization.resource_id_",
                        "decision.decided_by");
        assertThat(JsonPath.<List<String>>read(text(export(facilitator)), "$.entries[*].table"))
                .contains("amendment", "decision", "interview", "milestone_review", "statutes_version");

        MvcTestResult answer = erase(facilitator);

        assertThat(answer).hasStatusOk();
        assertThat(WholeDatabase.columnsWith(jdbc, facilitator, email(facilitator)))
                .containsExactly("decision.amendments", "decision.decided_by");
        assertThat(JsonPath.<String>read(text(answer), "$.kept[0].what")).isEqualTo("L’identifiant dans une décision");
        assertThat(JsonPath.<String>read(text(answer), "$.kept[0].why"))
                .contains("chaîne d’empreintes", "par identifiant seulement");
        assertThat(api.get("fanny", "/api/teams/{team}/decisions/verification", team))
                .bodyJson()
                .extractingPath("$.valid")
                .isEqualTo(true);
        assertThat(filters.createFilterQuery().filterName("À " + number).singleResult())
                .isNotNull();
    }

    /** One interview and one review of a track, by the facilitator. */
    private void runATrack() {
        stage.clock(TrackStage.START, 9, 0);
        String track = tracks.open(stage.team(TrackStage.START), TrackStage.START, Map.of());
        as(facilitator, () -> tracks.create(track));
        tracks.complete(track, "gate-creation");
        tracks.fire(track, "milestone-due");
        as(facilitator, () -> tracks.complete(track, "review-milestone"));
        tracks.prove(track);
        tracks.complete(track, "gate-model");
        tracks.fire(track, "prepare-scic-opens");
        tracks.complete(track, "prepare-scic");
        tracks.fire(track, "record-vote-opens");
        tracks.complete(track, "convene-general-assembly", Map.of("amendStatutesFirst", true));
        as(facilitator, () -> tracks.complete(track, "amend-statutes"));
        // Other tests move the clock of all that runs.
        runtime.deleteProcessInstance(track, "test");
    }

    /** What an administrator may have done for the facilitator in Admin and Tasklist. */
    private void holdRightsAndFilters() {
        var filter = filters.newTaskFilter("À " + number);
        filter.setOwner(facilitator);
        filter.setQuery(tasks.createTaskQuery().taskAssignee(facilitator));
        filters.saveFilter(filter);
        identity.setAuthentication("admin", List.of(Groups.ADMINISTRATORS));
        try {
            identity.createMembership(facilitator, Groups.COACHES);
            Authorization right = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            right.setUserId("fanny");
            right.setResource(Resources.USER);
            right.setResourceId(facilitator);
            right.addPermission(Permissions.READ);
            authorizations.saveAuthorization(right);
        } finally {
            identity.clearAuthentication();
        }
    }

    @Test
    @DisplayName("n’existe plus une fois effacé ; des décisions restent lisibles")
    void isGoneOnceErased() {
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);
        as(facilitator, () -> stage.complete(instance, "decide"));
        assertThat(erase(member)).hasStatusOk();
        assertThat(erase(facilitator)).hasStatusOk();

        assertProblem(export(member), 404, member);
        assertProblem(erase(member), 404, member);
        assertThat(export(facilitator))
                .hasStatusOk()
                .bodyJson()
                .convertTo(Map.class)
                .satisfies(said -> assertThat(said)
                        .doesNotContainKey("account")
                        .extractingByKey("entries")
                        .asList()
                        .hasSize(1));
        assertThat(erase(facilitator))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.erased")
                .asArray()
                .isEmpty();
    }

    @Test
    @DisplayName("s’efface encore après qu’on a supprimé le compte dans Admin")
    void outlivesTheAccount() {
        workAsMember();
        identity.deleteUser(member);

        assertThat(erase(member)).hasStatusOk();

        assertThat(WholeDatabase.columnsWith(jdbc, member)).isEmpty();
    }

    @Test
    @DisplayName(
            "ne se confond pas avec ce qui concerne une autre dont l’identifiant finit de même, ou à la même adresse")
    void isNotAnothers() {
        String longer = "lou-" + member;
        String family = "famille-" + number;
        enrolments.enrol(
                "cohorte-" + number,
                "autre-" + number,
                "Autre",
                List.of(person(longer), new Enrolments.NewMember(family, "Ines", "Petit", email(member))));
        mail("rappel-" + number, longer, email(longer));

        assertThat(erase(member)).hasStatusOk();

        assertThat(JsonPath.<List<String>>read(text(export(longer)), "$.mails[*].subject"))
                .containsExactlyInAnyOrder("Rappel", "Votre invitation à rejoindre Jalon");
        assertThat(JsonPath.<List<String>>read(text(export(family)), "$.mails[*].subject"))
                .contains("Votre invitation à rejoindre Jalon");
    }

    @Test
    @DisplayName("se lit page par page")
    void isPaged() {
        for (int i = 0; i < 201; i++) mail("lettre-" + i + "-" + number, member, email(member));

        int all = jdbc.sql("select count(*) from outbox where person = ?")
                .param(member)
                .query(Integer.class)
                .single();

        MvcTestResult first = export(member);
        MvcTestResult second = api.get("admin", "/api/people/{id}?page=1", member);

        assertThat(JsonPath.<List<Object>>read(text(first), "$.mails")).hasSize(200);
        assertThat(JsonPath.<Boolean>read(text(first), "$.more")).isTrue();
        assertThat(JsonPath.<List<Object>>read(text(second), "$.mails")).hasSize(all - 200);
        assertThat(JsonPath.<Boolean>read(text(second), "$.more")).isFalse();
        assertProblemOf(api.get("admin", "/api/people/{id}?page=-1", member), 400, "page");
    }

    @Test
    @DisplayName("ne regarde que les administrateurs")
    void isForAdministrators() {
        for (String other : List.of(member, facilitator, "carlos")) {
            assertProblem(api.get(other, "/api/people/{id}", member), 403);
            assertProblem(api.delete(other, "/api/people/{id}", member), 403);
        }
        assertProblem(export("personne"), 404, "Jalon ne garde rien sur « personne »");
        assertProblem(erase("personne"), 404);
        assertThat(accounts.exists(member)).isTrue();
    }

    @Test
    @DisplayName("n’est pas ce que signent les minuteurs")
    void isNotATimers() {
        String before = signed(Accounts.NOBODY);

        assertProblem(export(Accounts.NOBODY), 404);
        assertProblem(erase(Accounts.NOBODY), 404);

        assertThat(signed(Accounts.NOBODY)).isEqualTo(before);
    }

    private String signed(String by) {
        return jdbc.sql("select count(*) from amendment where amended_by = ?")
                .param(by)
                .query(String.class)
                .single();
    }

    @Test
    @DisplayName("ne s’efface pas du dernier administrateur, mais bien d’un autre, fût-ce par lui-même")
    void keepsAnAdministrator() {
        String second = "ada-" + number;
        assertThat(accounts.membersOf(Groups.ADMINISTRATORS))
                .extracting(Accounts.Person::id)
                .containsExactly("admin");
        assertProblem(erase("admin"), 409, "dernier administrateur");
        assertThat(accounts.exists("admin")).isTrue();

        staff(second, Groups.ADMINISTRATORS);

        assertThat(api.delete(second, "/api/people/{id}", second)).hasStatusOk();
        assertThat(api.get(second, "/api/people/{id}", member)).hasStatus(401);
    }

    @Test
    @DisplayName("tient dans un registre où figure chaque colonne qui désigne une personne")
    void isRegistered() {
        Stream<String> erased = Stream.of(
                "act_id_user.email_",
                "act_id_membership.user_id_",
                "act_id_info.user_id_",
                "act_id_tenant_member.user_id_",
                "act_ru_task.assignee_",
                "act_ru_task.owner_",
                "act_ru_identitylink.user_id_",
                "act_ru_authorization.user_id_",
                "act_ru_task_meter_log.assignee_hash_",
                "team_member.member",
                "invitation.member",
                "outbox.recipient",
                "outbox.person",
                "mail_reader.person",
                "mail_declined.person",
                "mail_hour.person",
                "enrolment_line.email",
                "enrolment_line.coach",
                "coach_team.coach",
                "my_cohort.person",
                "contact.email",
                "apprentice.email",
                "interview.person",
                "interview.email",
                "contact.followed_by",
                "contact_silence.person",
                "calendar_feed.person");
        Stream<String> registered = Stream.of(
                        erased,
                        PersonalTraces.NAMED_IN_HISTORY.stream(),
                        people.signatures().stream().map(signature -> signature.table() + "." + signature.column()))
                .flatMap(each -> each);

        assertThat(WholeDatabase.columns(jdbc))
                .filteredOn(column -> column.matches(
                                ".*(_by|user_id_|assignee_.*|owner_|assigner_id_|\\.member|recipient|person|user|email_?"
                                        + "|\\.coach|author)$")
                        && !column.matches(
                                "act_ru_job.lock_owner_|act_hi_.*lock_owner_|flyway_schema_history.installed_by"))
                .containsExactlyInAnyOrderElementsOf(registered.toList());
    }
}
