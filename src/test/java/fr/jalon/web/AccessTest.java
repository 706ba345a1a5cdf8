package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.Tracks;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Qui a accès à quoi")
class AccessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Map<String, String> BODIES = Map.of(
            "cohorte", "{'id': 'acces-{n}', 'name': 'Accès {n}', 'firstDay': '2026-11-02'}",
            "équipe",
                    "{'id': 'acces-{n}', 'name': 'A', 'members': [{'id': 'acces-{n}-a', 'firstName': 'Anne',"
                            + " 'lastName': 'Durand', 'email': 'anne@jalon.example'}]}",
            "dates", "{'firstDay': '2026-10-19', 'restitutionDay': '2026-10-30'}",
            "personne", "{'id': 'acces-{n}-b', 'firstName': 'Anne', 'lastName': 'Durand', 'email': 'b@jalon.example'}",
            "motif", "{'reason': 'Départ.'}",
            "réponses", "{'fields': {}}",
            "secret", "{'password': 'Un-Nouveau-Secret-27'}",
            "avenant", "{'spendCap': 1{n}, 'reason': 'Essai.'}",
            "chiffres", "{'impressions': 0, 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': 0}");

    private static String team;
    private static String instance;
    private static String other;
    private static String plan;

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Accounts accounts;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private FilterService filters;

    @Autowired
    private IdentityService identity;

    /** One team with a plan on the second morning of its validation week, and another of the same cohort. */
    @BeforeAll
    static void liveIntoAWeek(@Autowired Stage stage, @Autowired Teams teams, @Autowired Tracks tracks) {
        Neighbours neighbours = Neighbours.onAMorning(stage, teams, tracks);
        team = neighbours.team();
        instance = neighbours.instance();
        other = neighbours.other();
        plan = neighbours.plan();
        ClockUtil.reset();
    }

    @BeforeEach
    void secondMorning() {
        stage.clock(Stage.MONDAY.plusDays(3), 10, 0);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /**
     * Who gets which answer: nobody in particular, a member of the team, a member of another, a coach, a facilitator,
     * an administrator. {@code login} stands for being sent to the login page.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', useHeadersInDisplayName = true, textBlock = """
      VERB | ADRESSE                                               | CORPS    | anon. | mbr | aut | cch | fac | adm
      GET  | /                                                     |          | login | 302 | 302 | 302 | 302 | 302
      GET  | /login                                                |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /jalon.css                                            |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /favicon.svg                                          |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /favicon.ico                                          |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /dossier.css                                          |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /mentions-legales                                     |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /confidentialite                                      |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /accessibilite                                        |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /dossiers/inconnu                                     |          | 404   | 404 | 404 | 404 | 404 | 404
      POST | /dossiers/inconnu                                     | {}       | 401   | 405 | 405 | 405 | 405 | 405
      GET  | /calendriers/inconnu.ics                              |          | 404   | 404 | 404 | 404 | 404 | 404
      POST | /calendriers/inconnu.ics                              | {}       | 401   | 405 | 405 | 405 | 405 | 405
      GET  | /calendriers/inconnu                                  |          | login | 404 | 404 | 404 | 404 | 404
      GET  | /calendriers/a/b.ics                                  |          | login | 404 | 404 | 404 | 404 | 404
      GET  | /calendrier/agenda                                    |          | login | 200 | 200 | 200 | 200 | 200
      GET  | /calendrier/agenda?equipe={team}                      |          | login | 200 | 404 | 200 | 200 | 200
      GET  | /courriels                                            |          | login | 200 | 200 | 200 | 200 | 200
      GET  | /courriels/arret/inconnu/reminders                    |          | 404   | 404 | 404 | 404 | 404 | 404
      POST | /courriels/arret/inconnu/reminders                    | {}       | 404   | 404 | 404 | 404 | 404 | 404
      GET  | /l/bcdf2345                                           |          | 404   | 404 | 404 | 404 | 404 | 404
      HEAD | /l/bcdf2345                                           |          | 404   | 404 | 404 | 404 | 404 | 404
      GET  | /l/trop/long                                          |          | 404   | 404 | 404 | 404 | 404 | 404
      POST | /l/bcdf2345                                           | {}       | 401   | 405 | 405 | 405 | 405 | 405
      DELETE | /l/bcdf2345                                         |          | 401   | 405 | 405 | 405 | 405 | 405
      POST | /mentions-legales                                     | {}       | 401   | 405 | 405 | 405 | 405 | 405
      GET  | /dossiers                                             |          | login | 404 | 404 | 404 | 404 | 404
      GET  | /dossiers/inconnu/autre                               |          | login | 404 | 404 | 404 | 404 | 404
      GET  | /guides/idee.html                                     |          | login | 200 | 200 | 200 | 200 | 200
      GET  | /nulle-part                                           |          | login | 404 | 404 | 404 | 404 | 404
      GET  | /actuator/health                                      |          | 200   | 200 | 200 | 200 | 200 | 200
      GET  | /actuator                                             |          | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /actuator/env                                         |          | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /actuator/beans                                       |          | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /actuator/heapdump                                    |          | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /actuator/loggers                                     |          | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /actuator/httpexchanges                               |          | 401   | 404 | 404 | 404 | 404 | 404
      POST | /actuator/shutdown                                    | {}       | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /api/nulle-part                                       |          | 401   | 404 | 404 | 404 | 404 | 404
      POST | /api/cohorts                                          | cohorte  | 401   | 403 | 403 | 403 | 201 | 403
      POST | /api/cohorts/{cohort}/teams                           | équipe   | 401   | 403 | 403 | 403 | 201 | 403
      POST | /api/cohorts/{cohort}/teams/{free}/journey            | {}       | 401   | 403 | 403 | 403 | 201 | 403
      PUT  | /api/cohorts/{cohort}/dates                           | dates    | 401   | 403 | 403 | 403 | 200 | 403
      PUT  | /api/teams/{team}/dates                               | dates    | 401   | 403 | 403 | 403 | 200 | 403
      POST | /api/teams/{leaving}/withdrawal                       | motif    | 401   | 403 | 403 | 403 | 204 | 403
      POST | /api/cohorts/{cohort}/tasks/record-metrics/completion | réponses | 401   | 403 | 403 | 403 | 200 | 403
      POST | /api/teams/{team}/members                             | personne | 401   | 403 | 403 | 403 | 201 | 403
      DELETE | /api/teams/{team}/members/inconnu                     |          | 401   | 403 | 403 | 403 | 404 | 403
      GET  | /invitation/inconnue                                  |          | 404   | 404 | 404 | 404 | 404 | 404
      GET  | /invitations                                          |          | login | 403 | 403 | 403 | 200 | 403
      POST | /api/invitations/inconnue                             | secret   | 404   | 404 | 404 | 404 | 404 | 404
      GET  | /api/invitations/inconnue                             |          | 401   | 405 | 405 | 405 | 405 | 405
      GET  | /api/teams/{team}/journey                             |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/teams/inconnue/journey                           |          | 401   | 404 | 404 | 404 | 404 | 404
      PUT  | /api/teams/{team}/metrics/2026-10-21/Canal-{n}        | chiffres | 401   | 201 | 404 | 404 | 200 | 404
      GET  | /api/teams/{team}/evidence                            |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/teams/{team}/decisions                           |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/teams/{team}/decisions/verification              |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/teams/{team}/dossier                             |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/teams/{team}/dossier?format=pdf                  |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/teams/{team}/dossier?format=json                 |          | 401   | 200 | 404 | 200 | 200 | 200
      GET  | /api/plans/{plan}                                     |          | 401   | 200 | 404 | 404 | 200 | 404
      GET  | /api/plans/{plan}/calendar.ics                        |          | 401   | 200 | 404 | 404 | 200 | 404
      GET  | /api/teams/{team}/track                               |          | 401   | 200 | 404 | 404 | 200 | 404
      GET  | /api/plans/inconnu                                    |          | 401   | 404 | 404 | 404 | 404 | 404
      GET  | /api/teams/{team}/plans                               |          | 401   | 200 | 404 | 404 | 200 | 404
      POST | /api/teams/{team}/metrics                             | {}       | 401   | 415 | 415 | 415 | 415 | 415
      POST | /api/teams/{team}/amendments                          | avenant  | 401   | 403 | 403 | 403 | 201 | 403
      GET  | /api/people/{me}                                      |          | 401   | 403 | 403 | 403 | 403 | 200
      GET  | /api/people/inconnue                                  |          | 401   | 403 | 403 | 403 | 403 | 404
      DELETE | /api/people/inconnue                                |          | 401   | 403 | 403 | 403 | 403 | 404
      GET  | /mail                                                 |          | login | 403 | 403 | 403 | 403 | 200
      GET  | /api/rehearsal                                        |          | 401   | 403 | 403 | 403 | 403 | 200
      POST | /api/rehearsal/advance                                | {}       | 401   | 403 | 403 | 403 | 403 | 422
      GET  | {rest}/task                                           |          | 401   | 200 | 200 | 200 | 200 | 200
      POST | {rest}/task                                           | {}       | 401   | 200 | 200 | 200 | 200 | 200
      GET  | {rest}/task/count                                     |          | 401   | 200 | 200 | 200 | 200 | 200
      GET  | {rest}/task/{task}                                    |          | 401   | 200 | 404 | 404 | 200 | 200
      GET  | {rest}/task/{task}/form                               |          | 401   | 200 | 403 | 403 | 200 | 200
      GET  | {rest}/task/{task}/form-variables                     |          | 401   | 200 | 403 | 403 | 200 | 200
      GET  | {rest}/task/{task}/form-variables?deserializeValues=false |      | 401   | 200 | 403 | 403 | 200 | 200
      GET  | {rest}/task/{task}/deployed-form                      |          | 401   | 200 | 403 | 403 | 200 | 200
      GET  | {rest}/task/{task}/comment                            |          | 401   | 200 | 404 | 404 | 200 | 200
      GET  | {rest}/filter                                         |          | 401   | 200 | 200 | 200 | 200 | 200
      GET  | {rest}/process-definition                             |          | 401   | 200 | 200 | 200 | 200 | 200
      GET  | {rest}/process-definition/statistics                  |          | 401   | 403 | 403 | 403 | 403 | 200
      GET  | {rest}/process-instance/{instance}                    |          | 401   | 403 | 403 | 403 | 403 | 200
      GET  | {rest}/user                                           |          | 401   | 403 | 403 | 403 | 200 | 200
      GET  | {rest}/group                                          |          | 401   | 403 | 403 | 403 | 403 | 200
      GET  | {web}/task                                            |          | 401   | 200 | 200 | 200 | 200 | 200
      GET  | {web}/task/{task}                                     |          | 401   | 200 | 404 | 404 | 200 | 200
      GET  | {web}/process-definition/statistics                   |          | 401   | 403 | 403 | 403 | 403 | 200
      GET  | {web}/user                                            |          | 401   | 403 | 403 | 403 | 200 | 200
      GET  | {webapps}/app/tasklist/{engine}/                      |          | login | 200 | 200 | 200 | 200 | 200
      GET  | {webapps}/app/cockpit/{engine}/                       |          | login | 403 | 403 | 403 | 403 | 200
      GET  | {webapps}/app/cockpit/{engine}                        |          | login | 302 | 302 | 302 | 302 | 302
      GET  | {webapps}/app/admin/{engine}/                         |          | login | 403 | 403 | 403 | 403 | 200
      GET  | {webapps}/app/admin/{engine}/setup/                   |          | login | 403 | 403 | 403 | 403 | 403
      POST | {webapps}/api/admin/setup/{engine}/user/create        | {}       | 401   | 403 | 403 | 403 | 403 | 403
      POST | {webapps}/api/admin/auth/user/{engine}/login/tasklist | {}       | 401   | 403 | 403 | 403 | 403 | 403
      GET  | {cockpit}/process-definition/statistics               |          | 401   | 403 | 403 | 403 | 403 | 200
      """)
    @DisplayName("Chaque adresse s’ouvre à ceux qu’elle concerne")
    void opensToThoseConcerned(
            String method,
            String path,
            String body,
            String anonymous,
            String member,
            String stranger,
            String coach,
            String facilitator,
            String administrator) {
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        visitors.put("anonyme", Visitor.anonymous(port));
        visitors.put("membre", Visitor.program(port, team + "-a"));
        visitors.put("autre équipe", Visitor.program(port, other + "-a"));
        visitors.put("coach", Visitor.program(port, "carlos"));
        visitors.put("facilitateur", Visitor.program(port, "fanny"));
        visitors.put("administrateur", Visitor.program(port, "admin"));
        String number = String.valueOf(NUMBER.incrementAndGet());
        String address = filledIn(path).replace("{n}", number);
        String json = body == null
                ? null
                : BODIES.getOrDefault(body, body).replace('\'', '"').replace("{n}", number);

        List<String> answers = new ArrayList<>();
        visitors.forEach((who, visitor) -> answers.add(who + " " + shown(visitor.send(method, address, json))));

        assertThat(answers)
                .containsExactly(
                        "anonyme " + anonymous,
                        "membre " + member,
                        "autre équipe " + stranger,
                        "coach " + coach,
                        "facilitateur " + facilitator,
                        "administrateur " + administrator);
    }

    private static String shown(HttpResponse<String> answer) {
        boolean toLogin = answer.headers()
                .firstValue("Location")
                .filter(place -> place.endsWith("/login"))
                .isPresent();
        return toLogin ? "login" : String.valueOf(answer.statusCode());
    }

    private String filledIn(String path) {
        String cohort = teams.team(team).cohort();
        String filled = path.replace("{team}", team)
                .replace("{cohort}", cohort)
                .replace("{instance}", instance)
                .replace("{plan}", plan)
                .replace("{rest}", "/engine-rest/engine/" + engine.getName())
                .replace("{webapps}", Webapps.ROOT)
                .replace("{web}", Webapps.API + "/engine/engine/" + engine.getName())
                .replace("{engine}", engine.getName())
                .replace("{cockpit}", Webapps.API + "/cockpit/plugin/base/" + engine.getName())
                .replace("{task}", stage.task(instance, "record-metrics").getId())
                .replace(
                        "{filter}",
                        filters.createFilterQuery()
                                .filterName("Mes tâches")
                                .singleResult()
                                .getId())
                .replace("{me}", team + "-a");
        if (filled.contains("{free}")) filled = filled.replace("{free}", stage.team(cohort));
        if (filled.contains("{leaving}")) {
            String leaving = stage.team(Stage.MONDAY);
            stage.open(leaving);
            filled = filled.replace("{leaving}", leaving);
        }
        return filled;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "POST | /task/create | {'name':'x'}",
                "PUT | /task/{task} | {'name':'x'}",
                "DELETE | /task/{task} |",
                "GET | /task/{task}/variables |",
                "POST | /task/{task}/variables | {'modifications':{'x':{'value':1}}}",
                "PUT | /task/{task}/variables/x | {'value':1}",
                "PUT | /task/{task}/localVariables/x | {'value':1}",
                "DELETE | /task/{task}/variables/channels |",
                "POST | /task/{task}/assignee | {'userId':'{me}'}",
                "POST | /task/{task}/delegate | {'userId':'{me}'}",
                "POST | /task/{task}/resolve | {}",
                "POST | /task/{task}/bpmnError | {'errorCode':'x'}",
                "POST | /task/{task}/bpmnEscalation | {'escalationCode':'x'}",
                "POST | /task/{task}/identity-links | {'userId':'{me}','type':'candidate'}",
                "POST | /task/{task}/attachment/create |",
                "GET | /task/report/candidate-group-count |",
                "GET | /user |",
                "HEAD | /user |",
                "GET | /user/fanny |",
                "GET | /user/count |",
                "POST | /user/create | {'profile':{'id':'x'},'credentials':{'password':'Un-Nouveau-Secret-27'}}",
                "PUT | /user/{me}/profile | {'id':'{me}','firstName':'X'}",
                "DELETE | /user/{me} |",
                "GET | /group |",
                "GET | /group/facilitators |",
                "PUT | /group/facilitators/members/{me} | {}",
                "GET | /authorization |",
                "POST | /authorization/create | "
                        + "{'type':0,'permissions':['ALL'],'userId':'*','resourceType':0,'resourceId':'*'}",
                "POST | /identity/verify | {'username':'fanny','password':'x'}",
                "POST | /filter/create | {'resourceType':'Task','name':'x','query':{},'properties':{}}",
                "PUT | /filter/{filter} | {'resourceType':'Task','name':'x','query':{},'properties':{}}",
                "DELETE | /filter/{filter} |",
                "GET | /process-definition/statistics |",
                "POST | /process-definition/key/idea-to-decision/start | {}",
                "POST | /process-definition/key/idea-to-decision/submit-form | {}",
                "GET | /process-definition/key/idea-to-decision/statistics |",
                "GET | /process-instance |",
                "POST | /process-instance | {}",
                "GET | /process-instance/{instance}/variables |",
                "PUT | /process-instance/{instance}/variables/x | {'value':1}",
                "DELETE | /process-instance/{instance} |",
                "POST | /process-instance/{instance}/modification | {'instructions':[]}",
                "GET | /execution |",
                "GET | /variable-instance |",
                "POST | /variable-instance | {}",
                "POST | /message | {'messageName':'team-withdrawn'}",
                "POST | /signal | {'name':'x'}",
                "GET | /deployment |",
                "POST | /deployment/create |",
                "GET | /decision-definition |",
                "POST | /decision-definition/key/go-pivot-stop/evaluate | {'variables':{}}",
                "POST | /external-task/fetchAndLock | {'workerId':'x','maxTasks':1}",
                "GET | /job |",
                "GET | /incident |",
                "POST | /history/task | {}",
                "GET | /identity/groups |",
                "GET | /identity/groups?userId=fanny |",
                "GET | /history/process-instance |",
                "GET | /history/activity-instance |",
                "GET | /history/variable-instance |",
                "GET | /history/detail |",
                "GET | /metrics/executed-activity-instances/sum |",
                "GET | /schema/log |",
                "GET | /version |",
                "GET | /nulle-part |"
            })
    @DisplayName("Hors de ses tâches, l’interface du moteur se refuse aux membres et aux coachs, et rien ne change")
    void refusesTheRest(String method, String route, String body) {
        String path = filledIn(route);
        String json = body == null ? null : filledIn(body.replace('\'', '"'));
        String web = Webapps.API + "/engine/engine/" + engine.getName();
        String before = state();

        List<String> answers = new ArrayList<>();
        for (String person : List.of(team + "-a", "carlos")) {
            Visitor program = Visitor.program(port, person);
            for (String root : List.of("/engine-rest", "/engine-rest/engine/" + engine.getName())) {
                answers.add(person + root + " "
                        + program.send(method, root + path, json).statusCode());
            }
            Visitor webapp = Visitor.webapp(port, person, engine.getName());
            answers.add(
                    person + web + " " + webapp.send(method, web + path, json).statusCode());
        }

        assertThat(answers).hasSize(6).allMatch(answer -> answer.endsWith(" 403"));
        assertThat(state()).isEqualTo(before);
    }

    /** What a member might have wanted to change. */
    private String state() {
        return List.of(
                        tasks.createTaskQuery().count(),
                        identity.createUserQuery().count(),
                        runtime.getVariables(instance),
                        filters.createFilterQuery().orderByFilterName().asc().list().stream()
                                .map(filter -> filter.getName())
                                .toList(),
                        runtime.createProcessInstanceQuery().count(),
                        accounts.groupsOf(team + "-a"),
                        String.valueOf(stage.task(instance, "record-metrics").getAssignee()))
                .toString();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-a", "carlos", "fanny"})
    @DisplayName("Chacun change son mot de passe, en sachant l’actuel, et celui de personne d’autre")
    void changesOnesOwnPassword(String who) {
        String person = who.equals("-a") ? team + "-a" : who;
        String root = "/engine-rest/engine/" + engine.getName();
        String own = root + "/user/" + person + "/credentials";
        String change = "{\"password\": \"Un-Nouveau-Secret-27\", \"authenticatedUserPassword\": \"%s\"}";
        Visitor visitor = Visitor.program(port, person);
        try {
            assertThat(visitor.send("PUT", own, change.formatted("deviné")).statusCode())
                    .isEqualTo(400);
            assertThat(visitor.send("PUT", root + "/user/admin/credentials", change.formatted(Stage.PASSWORD))
                            .statusCode())
                    .isIn(403, 404);
            HttpResponse<String> weak =
                    visitor.send("PUT", own, change.formatted(Stage.PASSWORD).replace("Un-Nouveau-Secret-27", "court"));
            assertThat(weak.statusCode()).isEqualTo(400);
            assertThat(Api.plain(weak.body())).contains("Le mot de passe est trop faible : dix caractères au moins");
            assertThat(visitor.get(root + "/task").statusCode()).isEqualTo(200);

            assertThat(visitor.send("PUT", own, change.formatted(Stage.PASSWORD))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(visitor.get(root + "/task").statusCode()).isEqualTo(401);
            assertThat(Visitor.program(port, person, "Un-Nouveau-Secret-27")
                            .get(root + "/task")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            accounts.setPassword(person, Stage.PASSWORD);
        }
    }

    @Test
    @DisplayName("On lit le nom, et rien de plus, de ceux avec qui on travaille")
    void readsNames() {
        String root = "/engine-rest/engine/" + engine.getName();
        String fellow = team + "-fellow";
        enrolments.join(
                teams.team(team), new Enrolments.NewMember(fellow, "Inès", "Haddad", fellow + "@jalon.example"));
        Visitor member = Visitor.program(port, team + "-a");

        assertThat(member.get(root + "/user/" + team + "-a/profile").body()).contains("Durand", "@jalon.example");
        for (String met : List.of(fellow, "fanny", "carlos")) {
            assertThat(member.get(root + "/user/" + met + "/profile").body())
                    .contains(
                            "\"lastName\":\"" + accounts.find(met).orElseThrow().lastName() + "\"", "\"email\":null");
        }
        for (String unknown : List.of(other + "-a", "admin")) {
            assertThat(member.get(root + "/user/" + unknown + "/profile").statusCode())
                    .as(unknown)
                    .isEqualTo(404);
        }
        assertThat(Visitor.program(port, "carlos")
                        .get(root + "/user/" + fellow + "/profile")
                        .body())
                .contains("Haddad", "\"email\":null");
        String task = stage.task(instance, "record-metrics").getId();
        try {
            tasks.setAssignee(task, fellow);
            assertThat(member.with("Accept", "application/hal+json")
                            .get(root + "/filter/" + stage.filter("Mon équipe") + "/list")
                            .body())
                    .contains("Haddad")
                    .doesNotContain(fellow + "@");
        } finally {
            tasks.setAssignee(task, null);
            enrolments.leave(teams.team(team), fellow);
        }
    }

    @Test
    @DisplayName("Ce qui manque et ce qui est à d’autres se disent dans les mêmes mots, en français")
    void tellsNothingApart() {
        String root = "/engine-rest/engine/" + engine.getName();
        String task = stage.task(instance, "record-metrics").getId();
        Visitor stranger = Visitor.program(port, other + "-a");

        for (String path : List.of(
                "/task/" + task,
                "/task/" + task + "/comment",
                "/task/nulle-part",
                "/user/" + team + "-a/profile",
                "/user/personne/profile")) {
            HttpResponse<String> answer = stranger.get(root + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(Api.plain(answer.body()))
                    .as(path)
                    .contains("\"Ce que vous demandez n’existe pas, ou ne vous est pas ouvert.\"");
        }
    }

    @Test
    @DisplayName("Un nouveau mot de passe ferme les autres sessions, et garde celle où il a été choisi")
    void closesOtherSessions() {
        String web = Webapps.API + "/engine/engine/" + engine.getName();
        Visitor here = Visitor.webapp(port, team + "-a", engine.getName());
        Visitor elsewhere = Visitor.webapp(port, team + "-a", engine.getName());
        try {
            assertThat(here.send(
                                    "PUT",
                                    web + "/user/" + team + "-a/credentials",
                                    "{\"password\": \"Un-Nouveau-Secret-27\", \"authenticatedUserPassword\": \"%s\"}"
                                            .formatted(Stage.PASSWORD))
                            .statusCode())
                    .isEqualTo(204);

            assertThat(elsewhere.get(web + "/task").statusCode()).isEqualTo(401);
            assertThat(here.get(web + "/task").statusCode()).isEqualTo(200);
        } finally {
            accounts.setPassword(team + "-a", Stage.PASSWORD);
        }
        assertThat(here.get(web + "/task").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/%75ser",
                "/user/",
                "//user",
                "/task/../user",
                "/task/%2e%2e/user",
                "/task/%2E%2E%2Fuser",
                "/user;x=1",
                "/task;/../user",
                "/./user",
                "/task%2f..%2fuser",
                "/engine/../user"
            })
    @DisplayName("Une adresse déguisée ne mène pas plus loin")
    void isNotFooled(String disguise) {
        Visitor program = Visitor.program(port, team + "-a");

        for (String root : List.of(
                "/engine-rest",
                "/engine-rest/engine/" + engine.getName(),
                Webapps.API + "/engine/engine/" + engine.getName())) {
            HttpResponse<String> answer = program.get(root + disguise);
            assertThat(answer.statusCode()).as(root).isIn(400, 403, 404);
            assertThat(answer.body()).doesNotContain("jalon.example");
        }
    }

    @Nested
    @DisplayName("Se connecter")
    class LoggingIn {

        @Test
        @DisplayName("par la page ouvre une session, qui sert aussi aux applications du moteur")
        void opensASession() {
            Visitor person = Visitor.session(port, team + "-a");

            assertThat(person.get("/api/teams/" + team + "/journey").statusCode())
                    .isEqualTo(200);
            assertThat(person.get(Webapps.API + "/engine/engine/" + engine.getName() + "/task")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(person.get("/").headers().firstValue("Location").orElseThrow())
                    .isEqualTo("/equipes");
        }

        @Test
        @DisplayName("ne passe pas par un établissement tant que personne ne l’a demandé")
        void offersNoSingleSignOn() {
            Visitor person = Visitor.anonymous(port);

            assertThat(person.get("/login").body()).doesNotContain("établissement");
            for (String path : List.of("/oauth2/authorization/oidc", "/login/oauth2/code/oidc?code=x&state=x")) {
                assertThat(person.get(path).headers().firstValue("Location").orElseThrow())
                        .endsWith("/login");
            }
        }

        @Test
        @DisplayName("mène les administrateurs à Cockpit")
        void leadsAdministratorsToCockpit() {
            assertThat(Visitor.session(port, "admin")
                            .get("/")
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .contains(Webapps.APP + "/cockpit/");
        }

        @Test
        @DisplayName("avec un mauvais mot de passe ramène à la page, qui le dit en français")
        void saysWhatIsWrong() {
            Visitor person = Visitor.anonymous(port);

            HttpResponse<String> answer = person.login("personne", "faux");

            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?error");
            assertThat(person.get("/login?error").body()).contains("Identifiant, adresse ou mot de passe incorrect");
            assertThat(person.get("/api/teams/" + team + "/journey").statusCode())
                    .isEqualTo(401);
        }

        @Test
        @DisplayName("avec un mauvais mot de passe garde l’identifiant tapé, une fois, pour qui vient d’une "
                + "page et hors de l’adresse")
        void remembersWhatWasTyped() {
            Visitor person = Visitor.anonymous(port).with("Accept", "text/html");
            person.get("/invitations");

            assertThat(person.login("<perso\"nne", "faux")
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .endsWith("/login?error");

            assertThat(person.get("/login?error").body())
                    .contains("value=\"&lt;perso&quot;nne\"")
                    .doesNotContain("faux");
            assertThat(person.get("/login?error").body()).doesNotContain("perso&quot;nne");
        }

        @Test
        @DisplayName("par programme avec un mauvais mot de passe répond 401 en français, sans fenêtre de navigateur")
        void sendsNoChallenge() {
            HttpResponse<String> answer =
                    Visitor.program(port, "personne", "faux").get("/api/teams/" + team + "/journey");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(answer.body()).contains("Connexion requise", "Connectez-vous");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        }

        @Test
        @DisplayName("par programme n’ouvre pas de session, réussi ou non")
        void opensNoSession() {
            Visitor member = Visitor.program(port, team + "-a");
            Visitor nobody = Visitor.anonymous(port);

            assertThat(member.get("/api/teams/" + team + "/journey").statusCode())
                    .isEqualTo(200);
            assertThat(nobody.get("/api/teams/" + team + "/journey").statusCode())
                    .isEqualTo(401);

            assertThat(member.cookie("JSESSIONID")).isEmpty();
            assertThat(nobody.cookie("JSESSIONID")).isEmpty();
        }

        @Test
        @DisplayName("se défait : la session ne vaut plus rien ensuite")
        void ends() {
            Visitor person = withToken(Visitor.session(port, team + "-a"));

            person.send("POST", "/logout", null);

            assertThat(person.get("/api/teams/" + team + "/journey").statusCode())
                    .isEqualTo(401);
        }
    }

    @Nested
    @DisplayName("Une session")
    class ASession {

        private String cohort() {
            return BODIES.get("cohorte").replace('\'', '"').replace("{n}", String.valueOf(NUMBER.incrementAndGet()));
        }

        @Test
        @DisplayName("n’écrit pas par /api sans le jeton de Jalon")
        void needsAToken() {
            Visitor facilitator = Visitor.session(port, "fanny");

            HttpResponse<String> refused = facilitator.post("/api/cohorts", cohort());

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(facilitator
                            .with("X-JALON-XSRF-TOKEN", "deviné")
                            .post("/api/cohorts", cohort())
                            .statusCode())
                    .isEqualTo(403);
        }

        @Test
        @DisplayName("écrit par /api avec le jeton de Jalon")
        void writesWithAToken() {
            assertThat(withToken(Visitor.session(port, "fanny"))
                            .post("/api/cohorts", cohort())
                            .statusCode())
                    .isEqualTo(201);
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"/engine-rest/engine/", Webapps.API + "/engine/engine/"})
        @DisplayName("ne termine pas de tâche sans jeton")
        void completesNothingWithoutAToken(String root) {
            String task = stage.task(instance, "record-metrics").getId();

            HttpResponse<String> answer = Visitor.session(port, team + "-a")
                    .post(root + engine.getName() + "/task/" + task + "/complete", """
              {"variables": {"goingWell": {"value": "Oui."}, "todayPlan": {"value": "Une photo."}}}""");

            assertThat(answer.statusCode()).isEqualTo(403);

            assertThat(stage.task(instance, "record-metrics")).isNotNull();
        }

        @Test
        @DisplayName("ne voit plus l’équipe à la première requête après qu’on l’a quittée")
        void losesAMembership() {
            String left = stage.team(Stage.MONDAY.plusDays(28));
            stage.open(left);
            Visitor person = Visitor.webapp(port, left + "-a", engine.getName());
            assertThat(person.get("/api/teams/" + left + "/journey").statusCode())
                    .isEqualTo(200);

            identity.deleteMembership(left + "-a", "team-" + left);

            assertThat(person.get("/api/teams/" + left + "/journey").statusCode())
                    .isEqualTo(404);
            assertThat(person.get(Webapps.API + "/engine/engine/" + engine.getName() + "/task")
                            .body())
                    .isEqualTo("[]");
        }

        @Test
        @DisplayName("ne garde pas les adresses de l’encadrement à qui n’en est plus")
        void losesTheStaffsRoutes() {
            String person = stage.team(Stage.MONDAY.plusDays(28)) + "-a";
            accounts.join(person, "facilitators");
            Visitor session = Visitor.webapp(port, person, engine.getName());
            String users = Webapps.API + "/engine/engine/" + engine.getName() + "/user";
            assertThat(session.get(users).statusCode()).isEqualTo(200);

            identity.deleteMembership(person, "facilitators");

            assertThat(session.get(users).statusCode()).isEqualTo(403);
        }
    }

    /** Gives a session the token that Jalon's own pages carry. */
    private static Visitor withToken(Visitor session) {
        session.get("/login");
        return session.with(
                "X-JALON-XSRF-TOKEN", session.cookie("JALON-XSRF-TOKEN").orElseThrow());
    }

    @Test
    @DisplayName("La santé ne dit que si tout va bien")
    void tellsLittleOfItsHealth() {
        assertThat(Visitor.program(port, "admin").get("/actuator/health").body())
                .isEqualTo("{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\"]}");
    }
}
