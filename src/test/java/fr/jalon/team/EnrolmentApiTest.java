package fr.jalon.team;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Inscrire des cohortes et des équipes par HTTP")
class EnrolmentApiTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final LocalDate TODAY = Stage.MONDAY.minusDays(28);
    private static final String STRONG = "Un-Nouveau-Secret-27";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void people() {
        api = new Api(mvc);
        stage.clock(TODAY, 10, 0);
        stage.staff();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Nested
    @DisplayName("Une cohorte")
    class ACohort {

        @Test
        @DisplayName("se crée avec son premier jour")
        void isCreated() {
            String id = fresh("promo");

            MvcTestResult answer = createCohort("""
          {"id": "%s", "name": "  Promotion d’automne ", "firstDay": "2026-10-19"}""".formatted(id));

            assertThat(answer).hasStatus(201).bodyJson().isStrictlyEqualTo("""
          {"id": "%s", "name": "Promotion d’automne", "firstDay": "2026-10-19", "warnings": []}""".formatted(id));
            assertThat(count("cohort", "id", id)).isOne();
        }

        @Test
        @DisplayName("se crée aussi sur un jour férié, et le dit")
        void warnsOfAHoliday() {
            MvcTestResult answer = createCohort("""
          {"id": "%s", "name": "Promotion de novembre", "firstDay": "2026-11-11"}""".formatted(fresh("promo")));

            assertThat(answer)
                    .hasStatus(201)
                    .bodyJson()
                    .extractingPath("$.warnings")
                    .asArray()
                    .hasSize(1);
            assertThat(text(answer)).contains("Le premier jour tombe le mercredi 11 novembre, armistice de 1918");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ", \"firstDay\": null"})
        @DisplayName("se crée sans premier jour si aucun bootcamp ne l’attend")
        void needsNoFirstDay(String none) {
            String id = fresh("promo");

            assertThat(createCohort("""
          {"id": "%s", "name": "Promotion"%s}""".formatted(id, none)))
                    .hasStatus(201)
                    .bodyJson()
                    .isStrictlyEqualTo("""
          {"id": "%s", "name": "Promotion"}""".formatted(id));
            assertThat(count("cohort", "id", id)).isOne();
            assertThat(count("edition", "cohort", id)).isZero();
        }

        @Test
        @DisplayName("apporte ses propres guides et outils")
        void bringsGuidesAndTools(@Autowired Teams teams) {
            String id = fresh("promo");

            assertThat(createCohort("""
          {"id": "%s", "name": "Promotion outillée", "firstDay": "2026-10-19",
           "guides": [{"title": "Guide", "link": "https://guides.example/1"}], "tools": [{"name": "Tableau"}]}""".formatted(id))).hasStatus(201);

            assertThat(teams.cohort(id).guides())
                    .containsExactly(new Cohort.Guide("Guide", "https://guides.example/1"));
            assertThat(teams.cohort(id).tools()).containsExactly(new Cohort.Tool("Tableau", null));
        }

        @Test
        @DisplayName("ne se crée pas deux fois")
        void isCreatedOnce() {
            String id = cohort();

            assertProblem(createCohort(cohortOf(id, "Une autre", "2026-11-02")), 409, id);

            assertThat(jdbc.sql("select name from cohort where id = ?")
                            .param(id)
                            .query(String.class)
                            .single())
                    .isEqualTo("Promotion " + id);
        }

        @Test
        @DisplayName("peut porter le nom d’une autre : son identifiant la distingue")
        void sharesAName() {
            String name = "Été " + fresh("nom");

            assertThat(createCohort(cohortOf(fresh("promo"), name, "2026-10-19")))
                    .hasStatus(201);
            assertThat(createCohort(cohortOf(fresh("promo"), name, "2026-11-02")))
                    .hasStatus(201);
        }

        @Test
        @DisplayName("dont la restitution est passée est refusée")
        void isNotPast() {
            String id = fresh("promo");

            assertProblemOf(
                    createCohort(cohortOf(id, "Promotion", TODAY.minusDays(10).toString())),
                    422,
                    "firstDay",
                    "dimanche 20 septembre 2026");

            assertThat(count("cohort", "id", id)).isZero();
        }

        @Test
        @DisplayName("accueille des retardataires tant que la restitution n’est pas passée")
        void letsLatecomersIn() {
            assertThat(createCohort(cohortOf(
                            fresh("promo"),
                            "Promotion tardive",
                            TODAY.minusDays(9).toString())))
                    .hasStatus(201);
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(strings = {"19/10/2026", "2026-02-30", "2026-10-19T09:00:00", "lundi", "+999999999-12-31"})
        @DisplayName("a un premier jour bien formé")
        void hasAWellFormedDay(String day) {
            assertProblemOf(createCohort(cohortOf(fresh("promo"), "Promotion", day)), 400, "firstDay", "2026-12-07");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"20261019", "[2026, 10, 19]", "true", "{}"})
        @DisplayName("a un premier jour écrit comme un texte")
        void hasADayInWriting(String day) {
            assertProblemOf(createCohort("""
          {"id": "%s", "name": "Promotion", "firstDay": %s}""".formatted(fresh("promo"), day)), 400, "firstDay");
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(
                strings = {
                    "a",
                    "Promo",
                    "promo_1",
                    "promotion d’automne",
                    "été",
                    "../promo",
                    "promo\\n",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    ""
                })
        @DisplayName("a un identifiant de 2 à 40 caractères parmi a-z, 0-9 et le tiret")
        void hasAPlainId(String id) {
            assertProblemOf(createCohort(cohortOf(id, "Promotion", "2026-10-19")), 400, "id", "2 à 40 caractères");
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(strings = {"z9", "une-cohorte-de-quarante-caracteres-juste"})
        @DisplayName("a un identifiant aussi court ou aussi long qu’il est permis")
        void hasAnIdAtTheLimits(String id) {
            assertThat(createCohort(cohortOf(id, "Promotion " + id, "2026-10-19")))
                    .hasStatus(201);
        }

        @ParameterizedTest(name = "{1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'name': 'Promotion', 'firstDay': '2026-10-19'}               | id",
                    "{'id': 'promo-x', 'firstDay': '2026-10-19'}                   | name",
                    "{'id': 'promo-x', 'name': '   ', 'firstDay': '2026-10-19'}    | name"
                },
                quoteCharacter = '"')
        @DisplayName("a tous ses champs obligatoires")
        void isComplete(String body, String field) {
            assertProblemOf(createCohort(body.replace('\'', '"')), 400, field, "obligatoire");
        }

        @Test
        @DisplayName("a un nom de 120 caractères au plus")
        void hasAShortName() {
            assertProblemOf(createCohort(cohortOf(fresh("promo"), "n".repeat(121), "2026-10-19")), 400, "name", "120");
            assertThat(createCohort(cohortOf(fresh("promo"), "n".repeat(120), "2026-10-19")))
                    .hasStatus(201);
        }

        @Test
        @DisplayName("n’a pas d’autres champs que les siens")
        void hasNoOtherField() {
            assertProblemOf(createCohort("""
          {"id": "%s", "name": "Promotion", "firstDay": "2026-10-19", "colour": "bleu"}""".formatted(fresh("promo"))), 400, "colour", "« colour »", "n’existe pas");
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(strings = {"{\"id\": ", "pas du JSON", "", "null", "[]", "\"texte\"", "{\"id\": \"promo-x\"}}"})
        @DisplayName("arrive dans un JSON lisible")
        void isReadable(String body) {
            assertProblem(createCohort(body), 400);
        }

        private MvcTestResult createCohort(String body) {
            return api.post("fanny", body, "/api/cohorts");
        }
    }

    @Nested
    @DisplayName("Une équipe")
    class ATeam {

        @Test
        @DisplayName("s’inscrit avec une invitation pour chaque nouveau membre, dans l’ordre donné")
        void isEnrolled() {
            String cohort = cohort();
            String team = fresh("equipe");

            MvcTestResult answer = enrol(cohort, team, member(team + "-b"), member(team + "-a"));

            assertThat(answer).hasStatus(201);
            assertThat(answer).bodyJson().extractingPath("$.id").isEqualTo(team);
            assertThat(answer).bodyJson().extractingPath("$.name").isEqualTo("Les Pionniers " + team);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.members[*].id")
                    .asArray()
                    .containsExactly(team + "-b", team + "-a");
            List<String> tokens = JsonPath.read(Api.text(answer), "$.members[*].invitation");
            assertThat(tokens)
                    .doesNotHaveDuplicates()
                    .hasSize(2)
                    .allMatch(token -> token.matches("[A-Za-z0-9_-]{40,}"));
        }

        @Test
        @DisplayName("a son groupe, et ses membres y sont")
        void hasAGroup() {
            String team = fresh("equipe");

            enrol(cohort(), team, member(team + "-a"), member(team + "-b"));

            assertThat(accounts.membersOf("team-" + team))
                    .containsExactly(
                            new Accounts.Person(team + "-a", "Alice", "Martin", team + "-a@jalon.example"),
                            new Accounts.Person(team + "-b", "Alice", "Martin", team + "-b@jalon.example"));
        }

        @Test
        @DisplayName("reçoit ses invitations par courriel, et la base n’en garde que l’empreinte")
        void isInvitedByMail() {
            String team = fresh("equipe");

            String token = invitation(enrol(cohort(), team, member(team + "-a")));

            Map<String, Object> mail = jdbc.sql("select subject, body from outbox where recipient = ?")
                    .param(team + "-a@jalon.example")
                    .query()
                    .singleRow();
            assertThat(mail.get("subject")).isEqualTo("Votre invitation à rejoindre Jalon");
            assertThat(jdbc.sql("select body from outbox where recipient = ?")
                            .param(team + "-a@jalon.example")
                            .query(String.class)
                            .single())
                    .startsWith("Bonjour Alice,")
                    .contains("/invitation/" + token, team + "-a")
                    .contains("dans l’équipe « ", "Le bootcamp\u00a0: ", "la restitution le ");
            assertThat(jdbc.sql("select token_hash from invitation where member = ?")
                            .param(team + "-a")
                            .query(String.class)
                            .single())
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo(token);
        }

        @Test
        @DisplayName("ne s’inscrit pas deux fois, même dans une autre cohorte")
        void isEnrolledOnce() {
            String team = fresh("equipe");
            enrol(cohort(), team, member(team + "-a"));
            String other = cohort();

            assertProblem(enrol(other, team, member(team + "-b")), 409, team);

            assertThat(accounts.exists(team + "-b")).isFalse();
        }

        @Test
        @DisplayName("ne prend pas le groupe d’une autre")
        void doesNotShareAGroup() {
            String team = fresh("equipe");
            enrol(cohort(), team, member(team + "-a"));

            assertProblem(enrol(cohort(), "team-" + team, member(team + "-b")), 409, "team-" + team);
        }

        @Test
        @DisplayName("s’inscrit dans une cohorte qui existe")
        void needsACohort() {
            String team = fresh("equipe");

            assertProblem(enrol("cohorte-inconnue", team, member(team + "-a")), 404, "cohorte-inconnue");

            assertNothingLeft(team, team + "-a");
        }

        @Test
        @DisplayName("n’a pas deux fois le même membre")
        void hasEachMemberOnce() {
            String team = fresh("equipe");

            assertProblemOf(
                    enrol(cohort(), team, member(team + "-a"), member(team + "-a")), 422, "members", team + "-a");

            assertNothingLeft(team, team + "-a");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"fanny", "admin"})
        @DisplayName("ne prend pas de compte de l’encadrement")
        void hasNoStaff(String staff) {
            String team = fresh("equipe");

            assertProblemOf(enrol(cohort(), team, member(team + "-a"), member(staff)), 422, "members", staff);

            assertThat(accounts.groupsOf(staff)).doesNotContain("team-" + team);
            assertNothingLeft(team, team + "-a");
        }

        @Test
        @DisplayName("refusée ne laisse rien derrière elle")
        void isEnrolledWhollyOrNot() {
            String team = fresh("equipe");
            long invitations = jdbc.sql("select count(*) from invitation")
                    .query(Long.class)
                    .single();

            assertThat(enrol(cohort(), team, member(team + "-a"), member(team + "-b"), member("fanny")))
                    .hasStatus(422);

            assertNothingLeft(team, team + "-a");
            assertNothingLeft(team, team + "-b");
            assertThat(jdbc.sql("select count(*) from invitation")
                            .query(Long.class)
                            .single())
                    .isEqualTo(invitations);
        }

        @Test
        @DisplayName("s’inscrit après un refus, une fois la faute corrigée")
        void isEnrolledAfterARefusal() {
            String cohort = cohort();
            String team = fresh("equipe");
            enrol(cohort, team, member(team + "-a"), member("fanny"));

            assertThat(enrol(cohort, team, member(team + "-a"))).hasStatus(201);
        }

        @ParameterizedTest(name = "{1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'id': 'E', 'name': 'Équipe', 'members': [%m]}                                  | id",
                    "{'id': '%t', 'name': ' ', 'members': [%m]}                                      | name",
                    "{'id': '%t', 'name': '%121', 'members': [%m]}                                   | name",
                    "{'id': '%t', 'name': 'Équipe', 'members': []}                                   | members",
                    "{'id': '%t', 'name': 'Équipe'}                                                  | members",
                    "{'id': '%t', 'name': 'Équipe', 'members': [%m, null]}                           | members[1]",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': 'Alice', 'firstName': 'A', 'lastName': 'M', "
                            + "'email': 'a@jalon.example'}]}                                             "
                            + "| members[0].id",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'lastName': 'M', 'email': "
                            + "'a@jalon.example'}]}"
                            + "                                                                          "
                            + "| members[0].firstName",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'A', 'lastName': '%121', "
                            + "'email': 'a@jalon.example'}]}                                             "
                            + "| members[0].lastName",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'A', 'lastName': 'M', "
                            + "'email': 'pas une adresse'}]}                                             "
                            + "| members[0].email",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'A', 'lastName': 'M', "
                            + "'email': 'a@exemple..fr'}]}                                               "
                            + "| members[0].email",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'A', 'lastName': 'M', "
                            + "'email': ''}]}                                                            "
                            + "| members[0].email",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'A', 'lastName': 'M'}]}"
                            + "                                                                          "
                            + "| members[0].email",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'ZoÃ©', 'lastName': 'M', "
                            + "'email': 'a@jalon.example'}]}                                             "
                            + "| members[0].firstName",
                    "{'id': '%t', 'name': 'Les R\uFFFDveurs', 'members': [%m]}                       | name",
                    "{'id': '%t', 'name': 'Équipe', 'members': [{'id': '%t-a', 'firstName': 'A', 'lastName': 'M', "
                            + "'email': 'a@jalon.example', 'admin': true}]}                              "
                            + "| members[0].admin",
                    "{'id': '%t', 'name': 'Équipe', 'members': [%m], 'group': 'facilitators'}        | group"
                })
        @DisplayName("arrive bien formée : chaque faute nomme son champ")
        void isWellFormed(String body, String field) {
            String team = fresh("equipe");
            String written = body.replace('\'', '"')
                    .replace("%m", member(team + "-a"))
                    .replace("%121", "n".repeat(121))
                    .replace("%t", team);

            assertProblemOf(api.post("fanny", written, "/api/cohorts/{cohort}/teams", cohort()), 400, field);

            assertNothingLeft(team, team + "-a");
        }

        @Test
        @DisplayName("a vingt membres au plus")
        void isSmall() {
            String team = fresh("equipe");
            String[] members = new String[21];
            for (int i = 0; i < members.length; i++) members[i] = member(team + "-" + i);

            assertProblemOf(enrol(cohort(), team, members), 400, "members", "20");
        }

        @Test
        @DisplayName("peut avoir des membres aux noms courts, qui gardent le choix de leur mot de passe")
        void hasMembersWithShortNames() {
            String team = fresh("equipe");

            MvcTestResult answer = enrol(cohort(), team, """
          {"id": "%s-li", "firstName": "A", "lastName": "Li", "email": "a@jalon.example"}""".formatted(team));

            assertThat(answer).hasStatus(201);
            assertThat(accept(invitation(answer), "Bleu-Lilas-2026")).hasStatus(204);
        }

        @Test
        @DisplayName(
                "peut avoir un membre qui est déjà d’une autre : il les voit toutes deux, sans nouvelle invitation")
        void sharesAMember() {
            String cohort = cohort();
            String first = fresh("equipe");
            String second = fresh("equipe");
            String person = first + "-a";
            accept(invitation(enrol(cohort, first, member(person))), Stage.PASSWORD);

            MvcTestResult answer = enrol(cohort, second, member(person), member(second + "-b"));

            assertThat(answer).hasStatus(201);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.members[0]")
                    .asMap()
                    .containsExactly(Map.entry("id", person));
            assertThat(answer).bodyJson().extractingPath("$.members[1]").asMap().containsKey("invitation");
            stage.open(first);
            stage.open(second);
            assertThat(api.get(person, "/api/teams/{team}/journey", first)).hasStatusOk();
            assertThat(api.get(person, "/api/teams/{team}/journey", second)).hasStatusOk();
        }
    }

    @Nested
    @DisplayName("Une liste en fichier")
    class AList {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "r11-mailto, Léa, Martin, lea@t11.exemple.fr",
            "r14-macroman, Léa, Lefèvre, lea@t14.exemple.fr",
            "r16-cp850, Léa, Lefèvre, lea@t16.exemple.fr",
            "r17-utf16, Zoé, Çelik, zoe@t17.exemple.fr"
        })
        @DisplayName("fait des comptes aux noms et aux adresses bien écrits, quel que soit son encodage")
        void makesAccounts(String file, String firstName, String lastName, String email) throws IOException {
            assertThat(api.postCsv("fanny", listOf(file), "/api/cohorts/{cohort}/teams", cohort()))
                    .hasStatus(201);

            assertThat(accounts.byEmail(List.of(email)).get(email))
                    .extracting(Accounts.Person::firstName, Accounts.Person::lastName)
                    .containsExactly(firstName, lastName);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "r12-badmail, '[2].email,[3].email,[4].email,[5].email'",
            "r21-outlook, [2].email",
            "r23-nfd, [3].team",
            "r26-idn, [2].email"
        })
        @DisplayName("fautive est refusée ligne par ligne, et personne n’a de compte")
        void isRefusedByLine(String file, String lines) throws IOException {
            Set<String> before = accounts.ids();

            MvcTestResult answer = api.postCsv("fanny", listOf(file), "/api/cohorts/{cohort}/teams", cohort());

            assertProblem(answer, 422, "Ligne");
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.errors")
                    .asMap()
                    .containsOnlyKeys(Stream.of(lines.split(","))
                            .map(line -> "lines" + line)
                            .toList());
            assertThat(accounts.ids()).isEqualTo(before);
        }

        @Test
        @DisplayName("dont l’encodage n’est pas sûr est refusée, et personne n’a de compte")
        void isNeverGarbled() {
            Set<String> before = accounts.ids();
            byte[] list = "Alpha;Adèle;Petit;adele@exemple.fr\n".getBytes(Charset.forName("IBM850"));

            assertProblemOf(
                    api.postCsv("fanny", list, "/api/cohorts/{cohort}/teams", cohort()),
                    422,
                    "file",
                    "Ligne 1",
                    "« Adèle » (CP850)",
                    "CSV UTF-8");

            assertThat(accounts.ids()).isEqualTo(before);
        }

        @Test
        @DisplayName(
                "reconnaît une personne à son adresse, que le domaine international soit écrit en lettres ou en ASCII")
        void knowsAnInternationalAddress() {
            String team = fresh("equipe");
            String local = team.replace('-', '.');
            enrol(cohort(), team, """
          {"id": "%s-a", "firstName": "Lou", "lastName": "Martin", "email": "%s@École-été.example"}""".formatted(team, local));

            String list = ("Autre %1$s;Lou;Martin;%2$s@xn--cole-t-9uafb.example\nUne autre "
                            + "%1$s;Lou;Martin;%2$s@école-été.example\n")
                    .formatted(team, local);
            MvcTestResult answer = api.postCsv(
                    "fanny", list.getBytes(StandardCharsets.UTF_8), "/api/cohorts/{cohort}/teams", cohort());

            assertThat(answer).hasStatus(201);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$[*].members[0].id")
                    .asArray()
                    .containsExactly(team + "-a", team + "-a");
            assertThat(accounts.find(team + "-a").orElseThrow().email()).isEqualTo(local + "@xn--cole-t-9uafb.example");
            assertThat(jdbc.sql("select recipient from outbox where recipient like ?")
                            .param(local + "@%")
                            .query(String.class)
                            .list())
                    .containsExactly(local + "@xn--cole-t-9uafb.example");
        }

        @Test
        @DisplayName("se lit sans être enregistrée, pour qui la relit dans un formulaire")
        void isReadForAForm() throws IOException {
            MvcTestResult answer = api.postCsv("fanny", listOf("r14-macroman"), "/api/lists/text");

            assertThat(answer).hasStatusOk().hasContentType("text/plain;charset=UTF-8");
            assertThat(Api.text(answer)).contains("Réseau;Léa;Lefèvre");
            assertProblemOf(
                    api.postCsv("fanny", new byte[] {'P', 'K', 3, 4, 0, 0}, "/api/lists/text"),
                    422,
                    "file",
                    "n’est pas du texte");
            assertProblemOf(api.postCsv("fanny", new byte[0], "/api/lists/text"), 422, "file", "vide");
        }

        private byte[] listOf(String file) throws IOException {
            return Files.readAllBytes(Path.of("src/test/resources/cases/lists", file + ".csv"));
        }
    }

    @Nested
    @DisplayName("Une invitation")
    class AnInvitation {

        private String team;
        private String person;
        private String token;

        @BeforeEach
        void invite() {
            team = fresh("equipe");
            person = team + "-a";
            token = invitation(enrol(cohort(), team, member(person)));
            stage.open(team);
        }

        @Test
        @DisplayName("donne un mot de passe, avec lequel on se connecte")
        void setsAPassword() {
            assertThat(api.get(person, "/api/teams/{team}/journey", team)).hasStatus(401);
            stage.clock(TODAY, 10, 1);

            assertThat(accept(token, Stage.PASSWORD)).hasStatus(204).body().isEmpty();

            assertThat(api.get(person, "/api/teams/{team}/journey", team)).hasStatusOk();
        }

        @Test
        @DisplayName("sert une fois")
        void worksOnce() {
            accept(token, Stage.PASSWORD);

            assertProblem(accept(token, STRONG), 404, "invitation");

            assertThat(api.get(person, "/api/teams/{team}/journey", team)).hasStatusOk();
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(
                strings = {
                    "Court-1a",
                    "tout-en-minuscules-1",
                    "TOUT-EN-MAJUSCULES-1",
                    "Sans-chiffre-aucun",
                    "SansCaractereSpecial1",
                    "{moi}-Secret-1",
                    "Dame-Martin-2026"
                })
        @DisplayName("refuse un mot de passe faible, et sert encore")
        void refusesAWeakPassword(String weak) {
            assertProblemOf(accept(token, weak.replace("{moi}", person)), 422, "password", "dix caractères");

            assertThat(accept(token, STRONG)).hasStatus(204);
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"{}", "{\"password\": null}", "{\"password\": \"  \"}"})
        @DisplayName("demande un mot de passe, et sert encore")
        void needsAPassword(String body) {
            assertProblemOf(
                    api.postAnonymously(body, "/api/invitations/{token}", token), 400, "password", "obligatoire");

            assertThat(accept(token, STRONG)).hasStatus(204);
        }

        @Test
        @DisplayName("refuse un mot de passe démesuré")
        void refusesAnEndlessPassword() {
            assertProblemOf(accept(token, STRONG.repeat(20)), 400, "password", "200");
        }

        @Test
        @DisplayName("vaut quatorze jours")
        void lastsAFortnight() {
            stage.clock(TODAY.plusDays(14), 9, 59);

            assertThat(accept(token, STRONG)).hasStatus(204);
        }

        @Test
        @DisplayName("ne vaut plus rien après quatorze jours")
        void expires() {
            stage.clock(TODAY.plusDays(14), 10, 1);

            assertProblem(accept(token, STRONG), 404);

            assertThat(jdbc.sql("select used_at from invitation where member = ?")
                            .param(person)
                            .query()
                            .singleRow()
                            .get("used_at"))
                    .isNull();
        }

        @Test
        @DisplayName("inconnue, expirée ou utilisée : la réponse est la même")
        void tellsNothing() {
            String unknown = Api.text(accept("inconnue", STRONG)).replace("inconnue", "jeton");
            accept(token, STRONG);
            String used = Api.text(accept(token, STRONG)).replace(token, "jeton");

            assertThat(used).isEqualTo(unknown);
        }
    }

    private String fresh(String word) {
        return word + "-insc-" + NUMBER.incrementAndGet();
    }

    private String cohort() {
        String id = fresh("promo");
        assertThat(api.post("fanny", cohortOf(id, "Promotion " + id, "2026-10-19"), "/api/cohorts"))
                .hasStatus(201);
        return id;
    }

    private static String cohortOf(String id, String name, String firstDay) {
        return """
        {"id": "%s", "name": "%s", "firstDay": "%s"}""".formatted(id, name, firstDay);
    }

    private static String member(String id) {
        return """
        {"id": "%s", "firstName": "Alice", "lastName": "Martin", "email": "%s@jalon.example"}""".formatted(id, id);
    }

    private MvcTestResult enrol(String cohort, String team, String... members) {
        return api.post(
                "fanny", """
        {"id": "%1$s", "name": "Les Pionniers %1$s", "members": [%2$s]}""".formatted(team, String.join(", ", members)), "/api/cohorts/{cohort}/teams", cohort);
    }

    private static String invitation(MvcTestResult enrolled) {
        return JsonPath.read(Api.text(enrolled), "$.members[0].invitation");
    }

    private MvcTestResult accept(String token, String password) {
        return api.postAnonymously("""
        {"password": "%s"}""".formatted(password), "/api/invitations/{token}", token);
    }

    private void assertNothingLeft(String team, String member) {
        assertThat(count("team", "id", team)).isZero();
        assertThat(count("team_member", "member", member)).isZero();
        assertThat(count("outbox", "recipient", member + "@jalon.example")).isZero();
        assertThat(accounts.isGroup("team-" + team)).isFalse();
        assertThat(accounts.exists(member)).isFalse();
    }

    private long count(String table, String column, String value) {
        return jdbc.sql("select count(*) from " + table + " where " + column + " = ?")
                .param(value)
                .query(Long.class)
                .single();
    }
}
