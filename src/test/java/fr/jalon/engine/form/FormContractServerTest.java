package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.team.Teams;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.json.SpinJsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

@JalonServerTest
@DisplayName("Un formulaire est un contrat, par quelque chemin que la réponse arrive")
class FormContractServerTest {

    /** The two ways to the engine over HTTP, and the two ways to answer a form on each. */
    enum Way {
        ENGINE_REST,
        WEBAPPS
    }

    private static final String IDEAS = json("[{'title': 'Paniers', 'description': 'Le soir même.'}]");

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private FilterService filters;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Journeys journeys;

    private String team;
    private String instance;

    @BeforeEach
    void openAJourney() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        team = stage.team(Stage.MONDAY);
        instance = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** A person at the engine's door. */
    private final class Person {

        private final Visitor visitor;
        private final String root;

        Person(Way way, String user) {
            visitor =
                    way == Way.ENGINE_REST ? Visitor.program(port, user) : Visitor.webapp(port, user, engine.getName());
            root = (way == Way.ENGINE_REST ? "/engine-rest/engine/" : Webapps.API + "/engine/engine/")
                    + engine.getName();
        }

        HttpResponse<String> get(String path) {
            return visitor.get(root + path);
        }

        /** The body with single quotes for double ones. */
        HttpResponse<String> post(String path, String body) {
            return visitor.post(root + path, body.replace('\'', '"'));
        }

        HttpResponse<String> answer(String task, String how, String variables) {
            return post("/task/" + task + "/" + how, "{'variables': " + variables + "}");
        }
    }

    private Person member(Way way) {
        return new Person(way, team + "-a");
    }

    @Nested
    @DisplayName("Une tâche")
    class ATask {

        @ParameterizedTest
        @EnumSource(Way.class)
        @DisplayName("d’un parcours en pause se refuse avec sa raison, et ne se prend pas en charge")
        void ofAPause(Way way) {
            String task = stage.task(instance, "follow-self-training").getId();
            Authentication fanny = UsernamePasswordAuthenticationToken.authenticated(
                    "fanny", null, AuthorityUtils.createAuthorityList(Groups.FACILITATORS));
            kinds.pause(journeys.journey(instance), "Vacances", fanny);
            Person member = member(way);
            HttpResponse<String> refused = member.answer(task, "submit-form", "{'guidesRead': {'value': true}}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(Api.plain(refused.body())).contains("Ce parcours est en pause depuis le ", " : Vacances");
            HttpResponse<String> claimed = member.post("/task/" + task + "/claim", "{'userId': '" + team + "-a'}");
            assertThat(claimed.statusCode()).isEqualTo(409);
            assertThat(claimed.body()).contains("Ce parcours est en pause");
            assertThat(member.get("/filter/" + stage.filter("Mon équipe") + "/list")
                            .body())
                    .doesNotContain(task);
            kinds.resume(journeys.journey(instance), fanny);
            assertThat(member.answer(task, "submit-form", "{'guidesRead': {'value': true}}")
                            .statusCode())
                    .isEqualTo(204);
        }

        @ParameterizedTest
        @EnumSource(Way.class)
        @DisplayName("se libère par qui l’a prise en charge, et par personne d’autre de l’équipe voisine")
        void released(Way way) {
            String task = stage.task(instance, "shortlist-ideas").getId();
            Person member = member(way);
            assertThat(member.post("/task/" + task + "/claim", "{'userId': '" + team + "-a'}")
                            .statusCode())
                    .isEqualTo(204);
            String other = stage.team(teams.team(team).cohort());

            assertThat(new Person(way, other + "-a")
                            .post("/task/" + task + "/unclaim", "{}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(stage.task(instance, "shortlist-ideas").getAssignee()).isEqualTo(team + "-a");
            assertThat(member.post("/task/" + task + "/unclaim", "{}").statusCode())
                    .isEqualTo(204);
            assertThat(stage.task(instance, "shortlist-ideas").getAssignee()).isNull();
        }

        @ParameterizedTest
        @EnumSource(Way.class)
        @DisplayName("qu’un autre vient de prendre en charge, ou de terminer, ne se prend plus : la réponse le dit")
        void takenAlready(Way way) {
            String task = stage.task(instance, "shortlist-ideas").getId();
            tasks.setAssignee(task, "fanny");

            HttpResponse<String> taken = member(way).post("/task/" + task + "/claim", "{'userId': '" + team + "-a'}");
            HttpResponse<String> gone = member(way).post("/task/inconnue/claim", "{'userId': '" + team + "-a'}");

            assertThat(taken.statusCode()).isEqualTo(409);
            assertThat(taken.body()).contains("Quelqu’un d’autre a déjà pris cette tâche en charge.");
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(gone.body()).contains("Cette tâche n’existe pas");
        }

        @ParameterizedTest
        @EnumSource(Way.class)
        @DisplayName("déjà terminée répond 409, en français ; à qui n’en sait rien, 404")
        void doneAlready(Way way) {
            String task = stage.task(instance, "follow-self-training").getId();
            stage.complete(instance, "follow-self-training");

            HttpResponse<String> answer = member(way).answer(task, "complete", "{'guidesRead': {'value': true}}");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("Cette tâche est déjà terminée.");
            String other = stage.team(teams.team(team).cohort());
            assertThat(new Person(way, other + "-a")
                            .answer(task, "complete", "{}")
                            .statusCode())
                    .isEqualTo(404);
        }

        static Stream<Arguments> refusals() {
            return everyWay(
                    Arguments.of(
                            "shortlist-ideas",
                            "{'shortlistedIdeas': " + IDEAS + ", 'isAdmin': {'value': true}}",
                            "Le champ « isAdmin » n’existe pas dans ce formulaire."),
                    Arguments.of(
                            "shortlist-ideas",
                            "{'shortlistedIdeas': " + IDEAS + ", 'team': {'value': 'autre'}}",
                            "Le champ « team » n’existe pas dans ce formulaire."),
                    Arguments.of("shortlist-ideas", "{}", "Idées préliminaires : une ligne au moins est attendue."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("[{'description': 'Sans titre.'}]"),
                            "Idées préliminaires, ligne 1, Idée : ce champ est obligatoire."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("[{'title': 'Paniers', 'votes': 3}]"),
                            "Idées préliminaires, ligne 1 : le champ « votes » n’existe pas."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("[{'title': 12}]"),
                            "Idées préliminaires, ligne 1, Idée : un texte est attendu."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("['Paniers']"),
                            "Idées préliminaires : chaque ligne de la liste est un ensemble de champs."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("{'title': 'Paniers'}"),
                            "Idées préliminaires : une liste est attendue."),
                    Arguments.of(
                            "shortlist-ideas",
                            "{'shortlistedIdeas': {'value': 'Paniers'}}",
                            "Idées préliminaires : une liste est attendue."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("[{'title': "),
                            "Le champ « shortlistedIdeas » n’est pas lisible."),
                    Arguments.of(
                            "shortlist-ideas",
                            "{'shortlistedIdeas': {'value': 'rO0ABXNyAA==', 'type': 'Object',"
                                    + " 'valueInfo': {'objectTypeName': 'java.util.ArrayList',"
                                    + " 'serializationDataFormat': 'application/x-java-serialized-object'}}}",
                            "Le champ « shortlistedIdeas » n’est pas lisible."),
                    Arguments.of("create-tool-accounts", "{}", "Comptes créés : ce champ est obligatoire."),
                    Arguments.of(
                            "create-tool-accounts",
                            "{'toolsReady': {'value': ['Un outil inconnu']}}",
                            "Comptes créés : « Un outil inconnu » ne fait pas partie des choix proposés."),
                    Arguments.of(
                            "create-tool-accounts",
                            "{'toolsReady': {'value': 'Maquettage (wireframes)'}}",
                            "Comptes créés : une liste de choix est attendue."),
                    Arguments.of(
                            "create-tool-accounts",
                            "{'toolsReady': {'value': ['Maquettage (wireframes)']}, 'toolNotes': "
                                    + "{'value': 12, 'type': 'Integer'}}",
                            "Difficultés rencontrées : un texte est attendu."),
                    Arguments.of(
                            "create-tool-accounts",
                            "{'toolsReady': {'value': ['Maquettage (wireframes)']}, 'toolNotes': {'value': '%s'}}"
                                    .formatted("n".repeat(1001)),
                            "Difficultés rencontrées : 1000 caractères au plus, 1001 reçus."),
                    Arguments.of(
                            "create-tool-accounts",
                            "{'toolsReady': {'value': ['Maquettage (wireframes)']}, 'toolNotes': "
                                    + "{'value': 12, 'type': 'String'}}",
                            "Le champ « toolNotes » : un texte est attendu, entre guillemets."),
                    Arguments.of(
                            "create-tool-accounts",
                            "{'toolsReady': {'value': ['Maquettage (wireframes)']}, 'toolNotes': "
                                    + "{'value': '12', 'type': 'Integer'}}",
                            "Le champ « toolNotes » : un nombre est attendu, sans guillemets."),
                    Arguments.of(
                            "follow-self-training",
                            "{'guidesRead': {'value': 'true', 'type': 'Boolean'}}",
                            "Le champ « guidesRead » : oui (true) ou non (false) est attendu, sans guillemets."),
                    Arguments.of(
                            "follow-self-training",
                            "{'guidesRead': {'value': 1, 'type': 'Boolean'}}",
                            "Le champ « guidesRead » : oui (true) ou non (false) est attendu, sans guillemets."),
                    Arguments.of(
                            "follow-self-training",
                            "{'guidesRead': {'value': false}, 'guidesRead': {'value': true}}",
                            "Le champ « guidesRead » est donné deux fois."),
                    Arguments.of(
                            "follow-self-training",
                            "{'guidesRead': {'value': false, 'value': true}}",
                            "Le champ « value » est donné deux fois."),
                    Arguments.of(
                            "shortlist-ideas",
                            "{'shortlistedIdeas': {'value': [{'title': 'Paniers', 'title': 'Cagettes'}]}}",
                            "Le champ « title » est donné deux fois."),
                    Arguments.of(
                            "shortlist-ideas",
                            ideas("[{'title': 'Paniers', 'title': 'Cagettes'}]"),
                            "Le champ « shortlistedIdeas » n’est pas lisible."),
                    Arguments.of("follow-self-training", "{'guidesRead': {'value': 'oui'}}", "oui ou non est attendu."),
                    Arguments.of(
                            "follow-self-training",
                            "{'guidesRead': {'value': false}}",
                            "cette case doit être cochée."));
        }

        private static String ideas(String list) {
            return "{'shortlistedIdeas': " + json(list) + "}";
        }

        @ParameterizedTest(name = "{0}, {1}, {2} : {4}")
        @MethodSource("refusals")
        @DisplayName("refuse une réponse hors contrat, dit pourquoi, et rien ne change")
        void refuses(Way way, String how, String definition, String variables, String said) {
            String task = stage.task(instance, definition).getId();
            Map<String, Object> before = variables();

            HttpResponse<String> answer = member(way).answer(task, how, variables);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(Api.plain(JsonPath.read(answer.body(), "$.message"))).contains(said);
            assertThat(stage.task(instance, definition)).isNotNull();
            assertThat(variables()).isEqualTo(before);
        }

        static Stream<Arguments> lists() {
            return everyWay(
                    Arguments.of("Json", IDEAS),
                    Arguments.of(
                            "Object",
                            IDEAS.replace(
                                    "'Json'",
                                    "'Object', 'valueInfo': {'objectTypeName':"
                                            + " 'java.util.ArrayList', 'serializationDataFormat': 'application/json'}")),
                    Arguments.of("sans type", "{'value': [{'title': 'Paniers', 'description': 'Le soir même.'}]}"));
        }

        @ParameterizedTest(name = "{0}, {1}, {2}")
        @MethodSource("lists")
        @DisplayName("accepte une liste, typée ou non, et la garde en JSON")
        void takesLists(Way way, String how, String typed, String list) {
            String task = stage.task(instance, "shortlist-ideas").getId();

            HttpResponse<String> answer = member(way).answer(task, how, "{'shortlistedIdeas': " + list + "}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            assertThat(stage.task(instance, "shortlist-ideas")).isNull();
            SpinJsonNode kept = (SpinJsonNode) runtime.getVariable(instance, "shortlistedIdeas");
            assertThat(kept.jsonPath("$[0].title").stringValue()).isEqualTo("Paniers");
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("accepte des choix, un texte et une case cochée, sans type")
        void takesPrimitives(Way way) {
            Person member = member(way);

            HttpResponse<String> tools = member.answer(
                    stage.task(instance, "create-tool-accounts").getId(),
                    "submit-form",
                    "{'toolsReady': {'value': ['Maquettage (wireframes)']}, 'toolNotes': {'value': 'Aucune.'}}");
            HttpResponse<String> training = member.answer(
                    stage.task(instance, "follow-self-training").getId(),
                    "complete",
                    "{'guidesRead': {'value': true, 'type': 'Boolean'}}");

            assertThat(List.of(tools.statusCode(), training.statusCode())).containsOnly(204);
            assertThat(variables()).containsEntry("toolNotes", "Aucune.").containsEntry("guidesRead", true);
        }

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("otherEndings")
        @DisplayName("ne se termine pas autrement que par son formulaire")
        void endsByItsFormOnly(Way way, String ending, String body) {
            Task task = stage.task(instance, "shortlist-ideas");
            Map<String, Object> before = variables();

            for (Person person : List.of(member(way), new Person(way, "fanny"))) {
                HttpResponse<String> answer = person.post("/task/" + task.getId() + "/" + ending, body);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            }

            assertThat(stage.task(instance, "shortlist-ideas").getDelegationState())
                    .isNull();
            assertThat(variables()).isEqualTo(before);
        }

        static Stream<Arguments> otherEndings() {
            return Stream.of(Way.values())
                    .flatMap(way -> Stream.of(
                            Arguments.of(way, "resolve", "{'variables': {'shortlistedIdeas': " + IDEAS + "}}"),
                            Arguments.of(way, "bpmnError", "{'errorCode': 'x', 'variables': {'team': {'value': 'x'}}}"),
                            Arguments.of(
                                    way,
                                    "bpmnEscalation",
                                    "{'escalationCode': 'x', 'variables': {'team': {'value': 'x'}}}")));
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("déléguée est tenue au même contrat, et se rend sans réponses")
        void isResolvedWithoutAnswers(Way way) {
            String task = stage.task(instance, "shortlist-ideas").getId();
            tasks.delegateTask(task, team + "-a");
            Person administrator = new Person(way, "admin");

            assertThat(member(way)
                            .answer(task, "complete", "{'isAdmin': {'value': true}}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(administrator
                            .answer(task, "resolve", "{'isAdmin': {'value': true}}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(stage.task(instance, "shortlist-ideas").getDelegationState())
                    .isEqualTo(DelegationState.PENDING);

            assertThat(administrator.post("/task/" + task + "/resolve", "{}").statusCode())
                    .isEqualTo(204);
            assertThat(stage.task(instance, "shortlist-ideas").getDelegationState())
                    .isEqualTo(DelegationState.RESOLVED);
            assertThat(variables()).doesNotContainKey("isAdmin");
        }

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("waysToAnswer")
        @DisplayName("d’une autre équipe ne se termine pas")
        void isOfItsTeam(Way way, String how) {
            String task = stage.task(instance, "shortlist-ideas").getId();
            Person other = new Person(way, stage.team(teams.team(team).cohort()) + "-a");

            HttpResponse<String> denied = other.answer(task, how, "{'shortlistedIdeas': " + IDEAS + "}");
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(denied.body())
                    .contains("Vous n’avez pas accès à cette action.")
                    .doesNotContain("TASK_WORK");
            assertThat(other.get("/task/" + task).statusCode()).isEqualTo(404);
            assertThat(other.post("/task/" + task + "/claim", "{'userId': null}")
                            .statusCode())
                    .isIn(403, 404);

            assertThat(stage.task(instance, "shortlist-ideas")).isNotNull();
        }

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("waysToAnswer")
        @DisplayName("d’un facilitateur ne se termine pas par un membre")
        void isOfItsGroup(Way way, String how) {
            String task = stage.task(instance, "confirm-team").getId();

            assertThat(member(way)
                            .answer(task, how, "{'teamMembers': {'value': [{'name': 'A', 'role': 'B'}]}}")
                            .statusCode())
                    .isIn(403, 404);

            assertThat(stage.task(instance, "confirm-team")).isNotNull();
        }

        static Stream<Arguments> waysToAnswer() {
            return waysTo("complete", "submit-form");
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("se prend en charge pour soi, pas pour un autre")
        void isClaimedForOneself(Way way) {
            String task = stage.task(instance, "shortlist-ideas").getId();
            Person member = member(way);

            HttpResponse<String> forAnother = member.post("/task/" + task + "/claim", "{'userId': 'fanny'}");
            assertThat(forAnother.statusCode()).isEqualTo(403);
            assertThat(forAnother.body()).contains("Une tâche se prend en charge pour soi-même.");
            assertThat(stage.task(instance, "shortlist-ideas").getAssignee()).isNull();

            HttpResponse<String> forOneself = member.post("/task/" + task + "/claim", "{'userId': '" + team + "-a'}");
            assertThat(forOneself.statusCode()).isEqualTo(204);
            assertThat(stage.task(instance, "shortlist-ideas").getAssignee()).isEqualTo(team + "-a");
        }
    }

    @Nested
    @DisplayName("Un formulaire de départ")
    class AStartForm {

        private String newcomer;

        @BeforeEach
        void enrol() {
            newcomer = stage.team(teams.team(team).cohort());
        }

        static Stream<Arguments> refusals() {
            return everyWayTo(
                    List.of("submit-form", "start"),
                    Arguments.of("{'team': %s, 'x': {'value': 1}}", "Le champ « x » n’existe pas dans ce formulaire."),
                    Arguments.of(
                            "{'team': %s, 'iteration': {'value': 7}}",
                            "Le champ « iteration » n’existe pas dans ce formulaire."),
                    Arguments.of(
                            "{'team': %s, 'x': {'value': '[]', 'type': 'Object', 'valueInfo': {'objectTypeName':"
                                    + " 'javax.swing.JFrame', 'serializationDataFormat': 'application/json'}}}",
                            "Le champ « x » n’existe pas dans ce formulaire."),
                    Arguments.of(
                            "{'team': %s, 'firstDay': {'value': '19/10/2026'}}",
                            "Premier jour du bootcamp : une date est attendue, par exemple 2026-12-07."),
                    Arguments.of(
                            "{'team': %s, 'firstDay': {'value': 20261019}}",
                            "Premier jour du bootcamp : une date est attendue, par exemple 2026-12-07."),
                    Arguments.of("{'team': %s, 'firstDay': {'value': '2026-09-01'}}", "déjà passée"),
                    Arguments.of(
                            "{'team': %s, 'firstDay': {'value': '2026-11-02'}, 'secondDay': {'value': '2026-11-01'}}",
                            "Deuxième jour : cette date doit venir après « Premier jour du bootcamp » "
                                    + "(lundi 2 novembre 2026)."),
                    Arguments.of("{}", "Équipe : ce champ est obligatoire."),
                    Arguments.of(
                            "{'team': {'value': 'equipe-inconnue'}}",
                            "« equipe-inconnue » ne fait pas partie des choix proposés."));
        }

        @ParameterizedTest(name = "{0}, {1} : {3}")
        @MethodSource("refusals")
        @DisplayName("refuse une réponse hors contrat, et rien ne commence")
        void refuses(Way way, String how, String variables, String said) {
            long instances = runtime.createProcessInstanceQuery().count();

            HttpResponse<String> answer =
                    start(way, whoMay(how), how, variables.replace("%s", "{'value': '" + newcomer + "'}"));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(Api.plain(JsonPath.read(answer.body(), "$.message"))).contains(said);
            assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(instances);
            assertThat(rows.latestOf(newcomer)).isEmpty();
        }

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("ways")
        @DisplayName("commence le parcours d’une équipe qui n’en a pas, sous sa propre clé")
        void starts(Way way, String how) {
            HttpResponse<String> answer = start(way, whoMay(how), how, "{'team': {'value': '" + newcomer + "'}}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(JsonPath.<String>read(answer.body(), "$.businessKey"))
                    .isEqualTo(teams.team(newcomer).cohort() + "/" + newcomer);
            assertThat(rows.latestOf(newcomer).orElseThrow().days().firstDay()).isEqualTo(Stage.MONDAY);
        }

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("ways")
        @DisplayName("est refusé pour une équipe qui a déjà un parcours")
        void startsOnce(Way way, String how) {
            HttpResponse<String> answer = start(way, whoMay(how), how, "{'team': {'value': '" + team + "'}}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(rows.openIn(teams.team(team).cohort())).hasSize(1);
        }

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("ways")
        @DisplayName("n’est pas l’affaire d’un membre ni d’un coach, et un facilitateur ne le contourne pas")
        void isForFacilitators(Way way, String how) {
            for (String person : how.equals("start")
                    ? List.of(newcomer + "-a", "carlos", "fanny")
                    : List.of(newcomer + "-a", "carlos")) {
                assertThat(start(way, person, how, "{'team': {'value': '" + newcomer + "'}}")
                                .statusCode())
                        .as(person)
                        .isEqualTo(403);
            }
            assertThat(rows.latestOf(newcomer)).isEmpty();
        }

        static Stream<Arguments> ways() {
            return waysTo("submit-form", "start");
        }

        /** The way past the form, from any step, is for those who mend what went wrong. */
        private static String whoMay(String how) {
            return how.equals("start") ? "admin" : "fanny";
        }

        private HttpResponse<String> start(Way way, String person, String how, String variables) {
            return new Person(way, person)
                    .post(
                            "/process-definition/key/idea-to-decision/" + how,
                            "{'businessKey': 'autre/cle', 'variables': " + variables + "}");
        }
    }

    @Nested
    @DisplayName("Une requête de tâches")
    class ATaskQuery {

        private static final String NESTED = "{'orQueries': [{'%s': '${currentUser()}'}]}";

        @ParameterizedTest(name = "{0}, {1}")
        @MethodSource("expressions")
        @DisplayName("n’exécute pas d’expression imbriquée")
        void runsNoNestedExpression(Way way, String expression) {
            Person member = member(way);
            String query = NESTED.formatted(expression);
            List<String> paths = new ArrayList<>(List.of("/task", "/task/count"));
            for (Filter filter : filters.createFilterQuery().list()) {
                if (filter.getName().equals("Jalons à valider")) continue;
                for (String how : List.of("list", "count", "singleResult"))
                    paths.add("/filter/" + filter.getId() + "/" + how);
            }

            assertThat(paths).allSatisfy(path -> {
                HttpResponse<String> answer = member.post(path, query);
                assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
                assertThat(answer.body()).contains("Une requête imbriquée ne contient pas d’expression.");
            });
        }

        static Stream<Arguments> expressions() {
            return waysTo(
                    "assigneeExpression",
                    "candidateUserExpression",
                    "processInstanceBusinessKeyExpression",
                    "dueBeforeExpression",
                    "ownerExpression");
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("n’exécute pas non plus d’expression au premier niveau")
        void runsNoExpression(Way way) {
            HttpResponse<String> answer = member(way).post("/task", "{'assigneeExpression': '${currentUser()}'}");

            assertThat(answer.statusCode()).isEqualTo(400);
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("imbriquée sans expression reste permise")
        void runsNestedQueries(Way way) {
            HttpResponse<String> answer = member(way)
                    .post(
                            "/task",
                            "{'orQueries': [{'taskDefinitionKeyIn': ['shortlist-ideas'], 'unassigned': false}]}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(definitions(answer)).containsExactly("shortlist-ideas");
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("par un filtre enregistré montre les tâches de l’équipe, et les siennes une fois prises en charge")
        void runsStoredFilters(Way way) {
            Person member = member(way);
            tasks.claim(stage.task(instance, "shortlist-ideas").getId(), team + "-a");

            assertThat(definitions(member, "Mon équipe"))
                    .containsExactlyInAnyOrder("create-tool-accounts", "follow-self-training", "shortlist-ideas");
            assertThat(definitions(member, "Mes tâches")).containsExactly("shortlist-ideas");
            assertThat(definitions(member, "En retard")).isEmpty();
            stage.clock(Stage.MONDAY, 8, 0);
            assertThat(definitions(member, "En retard"))
                    .containsExactlyInAnyOrder("create-tool-accounts", "follow-self-training", "shortlist-ideas");
        }

        @ParameterizedTest(name = "{0}")
        @EnumSource
        @DisplayName("d’un facilitateur trouve les jalons qui l’attendent, et ne sert qu’à l’encadrement")
        void findsGates(Way way) {
            stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
            String gate = stage.task(instance, "gate-preparation").getId();

            HttpResponse<String> gates = list(new Person(way, "fanny"), "Jalons à valider");
            assertThat(JsonPath.<List<String>>read(gates.body(), "$[*].id")).contains(gate);
            String filter = filters.createFilterQuery()
                    .filterName("Jalons à valider")
                    .singleResult()
                    .getId();
            assertThat(member(way).post("/filter/" + filter + "/list", "{}").statusCode())
                    .isEqualTo(403);
        }

        private List<String> definitions(Person person, String filter) {
            return definitions(list(person, filter));
        }

        private static List<String> definitions(HttpResponse<String> answer) {
            return JsonPath.read(answer.body(), "$[*].taskDefinitionKey");
        }

        private HttpResponse<String> list(Person person, String name) {
            Filter filter = filters.createFilterQuery().filterName(name).singleResult();
            HttpResponse<String> answer = person.post("/filter/" + filter.getId() + "/list", "{}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer;
        }
    }

    private Map<String, Object> variables() {
        return runtime.getVariables(instance);
    }

    /** A variable whose value is JSON in a text, as Tasklist sends lists. */
    private static String json(String value) {
        return "{'value': '" + value.replace("'", "\\'") + "', 'type': 'Json'}";
    }

    /** Each case by both ways to the engine and both ways to answer. */
    private static Stream<Arguments> everyWay(Arguments... cases) {
        return everyWayTo(List.of("complete", "submit-form"), cases);
    }

    private static Stream<Arguments> everyWayTo(List<String> verbs, Arguments... cases) {
        return Stream.of(cases).flatMap(each -> waysTo(verbs.toArray(String[]::new))
                .map(way -> Arguments.of(Stream.concat(Stream.of(way.get()), Stream.of(each.get()))
                        .toArray())));
    }

    private static Stream<Arguments> waysTo(String... verbs) {
        return Stream.of(Way.values()).flatMap(way -> Stream.of(verbs).map(verb -> Arguments.of(way, verb)));
    }
}
