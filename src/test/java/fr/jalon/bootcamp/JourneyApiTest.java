package fr.jalon.bootcamp;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.team.Cohort;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
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
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Mener des parcours par HTTP")
class JourneyApiTest {

    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Editions editions;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private BootcampRows rows;

    @Autowired
    private HistoryService history;

    private Api api;
    private String team;
    private String cohort;

    @BeforeEach
    void enrolATeam() {
        api = new Api(mvc);
        team = stage.teamAWeekBefore();
        cohort = teams.team(team).cohort();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Nested
    @DisplayName("Ouvrir un parcours")
    class Opening {

        @Test
        @DisplayName("répond où en est l’équipe, sur les dates de sa cohorte")
        void answersWhereTheTeamStands() {
            MvcTestResult answer = open(cohort, team);

            assertThat(answer).hasStatus(201);
            assertThat(answer).bodyJson().isLenientlyEqualTo("""
          {"cohort": "%s", "team": "%s", "phase": "preparation", "iteration": 1, "late": [],
           "dates": {"firstDay": "2026-10-19", "secondDay": "2026-10-20", "validationStart": "2026-10-21",
             "week": ["2026-10-21", "2026-10-22", "2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"],
             "restitutionDay": "2026-10-28"}}""".formatted(cohort, team));
            assertThat(answer).bodyJson().doesNotHavePath("$.decision");
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.tasks[*].definition")
                    .asArray()
                    .containsExactlyInAnyOrder(
                            "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
        }

        @Test
        @DisplayName("attend que la cohorte ait un premier jour, qu’on lui donne en déplaçant ses dates")
        void waitsForAFirstDay() {
            String dateless = cohort + "-b";
            teams.create(new Cohort(dateless, "Sans dates", List.of(), List.of()), D1);
            String newcomer = stage.team(dateless);

            assertProblemOf(open(dateless, newcomer), 422, "firstDay", "n’a pas de premier jour");
            assertThat(rows.latestOf(newcomer)).isEmpty();

            assertThat(moveCohort(dateless, "{\"firstDay\": \"2026-10-26\"}")).hasStatusOk();
            assertThat(open(dateless, newcomer)).hasStatus(201);
            assertThat(rows.latestOf(newcomer).orElseThrow().days())
                    .isEqualTo(BootcampDays.from(LocalDate.of(2026, 10, 26)));
        }

        @Test
        @DisplayName("met chaque tâche devant son groupe, avec son échéance")
        void givesEachTaskItsGroup() {
            MvcTestResult answer = open(cohort, team);

            String task = "$.tasks[?(@.definition == '%s')].%s";
            assertThat(answer)
                    .bodyJson()
                    .extractingPath(task.formatted("shortlist-ideas", "group"))
                    .asArray()
                    .containsExactly("team-" + team);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath(task.formatted("confirm-team", "group"))
                    .asArray()
                    .containsExactly("facilitators");
            assertThat(answer)
                    .bodyJson()
                    .extractingPath(task.formatted("shortlist-ideas", "name"))
                    .asArray()
                    .containsExactly("Présélectionner des idées");
            assertThat(answer)
                    .bodyJson()
                    .extractingPath(task.formatted("shortlist-ideas", "due"))
                    .asArray()
                    .containsExactly("2026-10-18T16:00:00Z");
        }

        @Test
        @DisplayName("se demande aussi sans corps")
        void needsNoBody() {
            assertThat(api.post("fanny", "", "/api/cohorts/{cohort}/teams/{team}/journey", cohort, team))
                    .hasStatus(201);
        }

        @Test
        @DisplayName("n’admet aucun champ")
        void takesNoField() {
            assertProblemOf(
                    api.post(
                            "fanny",
                            "{\"firstDay\": \"2026-11-02\"}",
                            "/api/cohorts/{cohort}/teams/{team}/journey",
                            cohort,
                            team),
                    400,
                    "firstDay");

            assertThat(rows.latestOf(team)).isEmpty();
        }

        @Test
        @DisplayName("est refusé à une équipe qui en a un")
        void happensOnce() {
            open(cohort, team);

            assertProblem(open(cohort, team), 409, team);

            assertThat(rows.openIn(cohort)).hasSize(1);
        }

        @Test
        @DisplayName("est permis à une équipe dont le précédent est clos")
        void happensAgain() {
            open(cohort, team);
            withdraw(team, "Pause de l’équipe.");

            assertThat(open(cohort, team)).hasStatus(201);
        }

        @Test
        @DisplayName("suppose une équipe et une cohorte qui existent")
        void needsATeam() {
            assertProblem(open(cohort, "equipe-inconnue"), 404, "equipe-inconnue");
            assertProblem(open("cohorte-inconnue", team), 404, "cohorte-inconnue");
        }

        @Test
        @DisplayName("est introuvable pour l’équipe d’une autre cohorte")
        void needsTheTeamsOwnCohort() {
            String elsewhere = teams.team(stage.team(D1)).cohort();

            assertProblem(open(elsewhere, team), 404, team, elsewhere);

            assertThat(rows.latestOf(team)).isEmpty();
        }

        @Test
        @DisplayName("est refusé quand la restitution de la cohorte est passée")
        void needsTheRestitutionAhead() {
            stage.clock(D1.plusDays(10), 10, 0);

            assertProblemOf(open(cohort, team), 422, "firstDay", "mercredi 28 octobre 2026");
        }
    }

    @Nested
    @DisplayName("Voir un parcours")
    class Viewing {

        @BeforeEach
        void openIt() {
            stage.open(team);
        }

        @Test
        @DisplayName("est permis à l’équipe, aux coachs et aux facilitateurs")
        void isForThoseConcerned() {
            for (String viewer : List.of(team + "-a", "carlos", "fanny")) {
                assertThat(view(viewer, team)).as(viewer).hasStatusOk();
            }
        }

        @Test
        @DisplayName("d’une autre équipe répond comme pour une équipe inconnue")
        void tellsOthersNothing() {
            String other = stage.team(cohort) + "-a";

            MvcTestResult hidden = view(other, team);

            assertProblem(hidden, 404);
            assertThat(Api.text(hidden))
                    .isEqualTo(Api.text(view(other, "equipe-inconnue")).replace("equipe-inconnue", team));
        }

        @Test
        @DisplayName("d’une équipe qui n’en a pas encore est introuvable")
        void needsAJourney() {
            String newcomer = stage.team(cohort);

            assertProblem(view(newcomer + "-a", newcomer), 404, newcomer);
        }

        @Test
        @DisplayName("dit quelles phases sont en retard et qui on attend")
        void namesWhatIsLate() {
            String instance = rows.latestOf(team).orElseThrow().id();
            stage.fire(instance, "preparation-late");

            assertThat(view("fanny", team))
                    .bodyJson()
                    .extractingPath("$.late")
                    .asArray()
                    .containsExactly("preparation");
        }

        @Test
        @DisplayName("dit la décision une fois prise")
        void tellsTheDecision() {
            String instance = rows.latestOf(team).orElseThrow().id();
            stage.reach(instance, "decision");
            stage.complete(instance, "decide");

            MvcTestResult answer = view(team + "-a", team);

            assertThat(answer).bodyJson().extractingPath("$.decision").isEqualTo("GO");
            assertThat(answer).bodyJson().extractingPath("$.outcome").isEqualTo("CONTINUED");
            assertThat(answer).bodyJson().extractingPath("$.tasks").asArray().isEmpty();
        }
    }

    @Nested
    @DisplayName("Déplacer les dates d’une équipe")
    class MovingATeam {

        private String instance;

        @BeforeEach
        void openIt() {
            instance = stage.open(team);
        }

        @Test
        @DisplayName("déplace le parcours et garde les dates d’origine")
        void moves() {
            MvcTestResult answer = moveTeam(team, "{\"firstDay\": \"2026-11-02\"}");

            assertThat(answer).hasStatusOk().bodyJson().isStrictlyEqualTo("""
          {"moved": ["%s"], "failed": [],
           "warnings": ["La restitution tombe le mercredi 11 novembre, armistice de 1918\u00a0: \
          l’équipe s’y réunit, vérifiez que chacun peut venir."]}""".formatted(team));
            assertThat(view("fanny", team)).bodyJson().isLenientlyEqualTo("""
          {"dates": {"firstDay": "2026-11-02", "secondDay": "2026-11-03", "validationStart": "2026-11-04",
            "restitutionDay": "2026-11-11", "baseline": {"firstDay": "2026-10-19", "secondDay": "2026-10-20",
            "validationStart": "2026-10-21", "restitutionDay": "2026-10-28"}}}""");
            assertThat(stage.taskDue(instance, "shortlist-ideas"))
                    .isEqualTo(LocalDate.of(2026, 11, 1).atTime(18, 0));
        }

        @Test
        @DisplayName("accepte chacun des quatre jours")
        void takesEachDay() {
            assertThat(moveTeam(team, """
          {"firstDay": "2026-11-02", "secondDay": "2026-11-05", "validationStart": "2026-11-09",
           "restitutionDay": "2026-11-20"}""")).hasStatusOk();

            assertThat(rows.latestOf(team).orElseThrow().days())
                    .isEqualTo(new BootcampDays(
                            LocalDate.of(2026, 11, 2),
                            LocalDate.of(2026, 11, 5),
                            LocalDate.of(2026, 11, 9),
                            LocalDate.of(2026, 11, 20)));
        }

        @Test
        @DisplayName("est refusé pour un jour déjà ouvert")
        void leavesWhatIsLived() {
            stage.clock(D1, 9, 0);

            assertProblem(
                    moveTeam(team, "{\"firstDay\": \"2026-11-02\"}"), 409, "lundi 19 octobre 2026", "déjà ouvert");

            assertThat(rows.latestOf(team).orElseThrow().days().firstDay()).isEqualTo(D1);
        }

        @Test
        @DisplayName("est permis pour les jours encore à venir une fois le premier ouvert")
        void movesWhatLiesAhead() {
            stage.clock(D1, 9, 0);

            assertThat(moveTeam(team, "{\"firstDay\": \"2026-10-19\", \"restitutionDay\": \"2026-10-30\"}"))
                    .hasStatusOk();

            assertThat(rows.latestOf(team).orElseThrow().days())
                    .isEqualTo(BootcampDays.from(D1).withRestitutionDay(LocalDate.of(2026, 10, 30)));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'firstDay': '2026-10-26', 'secondDay': '2026-10-26'}                               "
                            + "      | secondDay",
                    "{'firstDay': '2026-10-26', 'secondDay': '2026-10-23'}                               "
                            + "      | secondDay",
                    "{'firstDay': '2026-10-26', 'validationStart': '2026-10-27'}                         "
                            + "      | validationStart",
                    "{'firstDay': '2026-10-26', 'validationStart': '2026-10-28', 'restitutionDay': "
                            + "'2026-11-03'} | restitutionDay",
                    "{'firstDay': '2026-10-26', 'restitutionDay': '2028-01-01'}                          "
                            + "      | restitutionDay",
                    "{'firstDay': '2026-10-05'}                                                          "
                            + "      | firstDay",
                    "{'firstDay': '2020-01-06'}                                                          "
                            + "      | firstDay"
                })
        @DisplayName("est refusé pour des jours qui n’ont pas de sens")
        void makesSense(String dates, String field) {
            assertProblemOf(moveTeam(team, dates.replace('\'', '"')), 422, field);

            assertThat(rows.latestOf(team).orElseThrow().days()).isEqualTo(BootcampDays.from(D1));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'firstDay': '02/11/2026'}                             | firstDay",
                    "{'firstDay': '2026-11-02', 'secondDay': '2026-11-31'}  | secondDay",
                    "{'firstDay': '2026-11-02', 'validationStart': 20261104} | validationStart",
                    "{'secondDay': '2026-11-03'}                            | firstDay",
                    "{'firstDay': '2026-11-02', 'thirdDay': '2026-11-04'}   | thirdDay"
                })
        @DisplayName("est refusé pour des jours mal écrits")
        void isWellFormed(String dates, String field) {
            assertProblemOf(moveTeam(team, dates.replace('\'', '"')), 400, field);
        }

        @Test
        @DisplayName("suppose une équipe et un parcours en cours")
        void needsAnOpenJourney() {
            withdraw(team, "Départ.");

            assertProblem(moveTeam(team, "{\"firstDay\": \"2026-11-02\"}"), 409, team);
            assertProblem(moveTeam("equipe-inconnue", "{\"firstDay\": \"2026-11-02\"}"), 404, "equipe-inconnue");
        }
    }

    @Nested
    @DisplayName("Déplacer les dates d’une cohorte")
    class MovingACohort {

        @Test
        @DisplayName("déplace ses parcours en cours, et elle avec eux")
        void movesItsJourneys() {
            String second = stage.team(cohort);
            String waiting = stage.team(cohort);
            stage.open(team);
            stage.open(second);

            MvcTestResult answer = moveCohort(cohort, "{\"firstDay\": \"2026-11-02\"}");

            assertThat(answer).hasStatusOk();
            assertThat(answer).bodyJson().extractingPath("$.moved").asArray().containsExactlyInAnyOrder(team, second);
            assertThat(answer).bodyJson().extractingPath("$.failed").asArray().isEmpty();
            assertThat(editions.of(cohort)).isEqualTo(BootcampDays.from(LocalDate.of(2026, 11, 2)));
            assertThat(rows.latestOf(second).orElseThrow().days())
                    .isEqualTo(BootcampDays.from(LocalDate.of(2026, 11, 2)));
            stage.open(waiting);
            assertThat(rows.latestOf(waiting).orElseThrow().days().firstDay()).isEqualTo(LocalDate.of(2026, 11, 2));
        }

        @Test
        @DisplayName("dit qui n’a pas pu suivre et pourquoi : une équipe déjà dans ses propres jours")
        void namesWhoCouldNotFollow() {
            String ahead = stage.team(cohort);
            stage.open(team);
            journeys.open(cohort, ahead, "fanny", BootcampDays.from(D1.minusDays(6)));
            stage.clock(D1.minusDays(6), 9, 0);

            MvcTestResult answer = moveCohort(cohort, "{\"firstDay\": \"2026-11-02\"}");

            assertThat(answer).hasStatusOk();
            assertThat(answer).bodyJson().extractingPath("$.moved").asArray().containsExactly(team);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[*].team")
                    .asArray()
                    .containsExactly(ahead);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[0].reason")
                    .asString()
                    .contains("déjà ouvert");
            assertThat(rows.latestOf(ahead).orElseThrow().days()).isEqualTo(BootcampDays.from(D1.minusDays(6)));
        }

        @Test
        @DisplayName("laisse ses dates à une équipe qui a pivoté")
        void leavesAPivotedTeam() {
            String later = teams.team(stage.team(D1.plusDays(60))).cohort();
            String pivoted = stage.team(later);
            journeys.open(later, pivoted, "fanny", BootcampDays.from(D1));
            String instance = rows.latestOf(pivoted).orElseThrow().id();
            stage.reach(instance, "decision");
            stage.complete(instance, "decide", Map.of("decision", "PIVOT"));
            stage.complete(instance, "prepare-pivot");
            stage.complete(
                    instance,
                    "confirm-pivot",
                    Map.of("firstDay", D1.plusDays(30).toString()));

            MvcTestResult answer = moveCohort(later, "{\"firstDay\": \"2027-01-04\"}");

            assertThat(answer).bodyJson().extractingPath("$.moved").asArray().isEmpty();
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[*].team")
                    .asArray()
                    .containsExactly(pivoted);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[0].reason")
                    .asString()
                    .contains("pivoté");
            assertThat(rows.latestOf(pivoted).orElseThrow().days().firstDay()).isEqualTo(D1.plusDays(30));
        }

        @Test
        @DisplayName("est refusé pour un jour déjà ouvert")
        void leavesWhatIsLived() {
            stage.open(team);
            stage.clock(D1.plusDays(1), 9, 0);

            assertProblem(
                    moveCohort(cohort, "{\"firstDay\": \"2026-10-19\", \"secondDay\": \"2026-10-22\"}"),
                    409,
                    "mardi 20 octobre 2026");

            assertThat(editions.of(cohort)).isEqualTo(BootcampDays.from(D1));
        }

        @ParameterizedTest(name = "{0} : {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "{'firstDay': '2026-10-26', 'secondDay': '2026-10-26'}  | 422 | secondDay",
                    "{'firstDay': '2026-10-26', 'restitutionDay': '2026-11-01'} | 422 | restitutionDay",
                    "{'firstDay': '2026-09-01'}                             | 422 | firstDay",
                    "{'firstDay': 'demain'}                                 | 400 | firstDay",
                    "{}                                                     | 400 | firstDay"
                })
        @DisplayName("est refusé pour des jours qui n’ont pas de sens, et rien ne bouge")
        void makesSense(String dates, int status, String field) {
            stage.open(team);

            assertProblemOf(moveCohort(cohort, dates.replace('\'', '"')), status, field);

            assertThat(editions.of(cohort)).isEqualTo(BootcampDays.from(D1));
            assertThat(rows.latestOf(team).orElseThrow().days()).isEqualTo(BootcampDays.from(D1));
        }

        @Test
        @DisplayName("suppose une cohorte qui existe")
        void needsACohort() {
            assertProblem(moveCohort("cohorte-inconnue", "{\"firstDay\": \"2026-11-02\"}"), 404, "cohorte-inconnue");
        }
    }

    @Nested
    @DisplayName("Retirer une équipe")
    class Withdrawing {

        @Test
        @DisplayName("clôt son parcours")
        void closesTheJourney() {
            stage.open(team);

            assertThat(withdraw(team, "Départ de deux membres."))
                    .hasStatus(204)
                    .body()
                    .isEmpty();

            assertThat(view("fanny", team))
                    .bodyJson()
                    .extractingPath("$.outcome")
                    .isEqualTo("WITHDRAWN");
            assertThat(view("fanny", team))
                    .bodyJson()
                    .extractingPath("$.tasks")
                    .asArray()
                    .isEmpty();
        }

        @Test
        @DisplayName("est refusé à une équipe sans parcours en cours")
        void needsAnOpenJourney() {
            assertProblem(withdraw(team, "Départ."), 409, team);
            stage.open(team);
            withdraw(team, "Départ.");

            assertProblem(withdraw(team, "Départ."), 409, team);
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"{}", "{\"reason\": null}", "{\"reason\": \"\"}", "{\"reason\": \" \\n\\t\"}"})
        @DisplayName("demande un motif")
        void needsAReason(String body) {
            stage.open(team);

            assertProblemOf(
                    api.post("fanny", body, "/api/teams/{team}/withdrawal", team), 400, "reason", "obligatoire");

            assertThat(rows.openOf(team)).isPresent();
        }

        @Test
        @DisplayName("se motive en mille caractères au plus")
        void needsAShortReason() {
            stage.open(team);

            assertProblemOf(withdraw(team, "m".repeat(1001)), 400, "reason", "1000");
            assertThat(withdraw(team, "m".repeat(1000))).hasStatus(204);
        }

        @Test
        @DisplayName("suppose une équipe qui existe")
        void needsATeam() {
            assertProblem(withdraw("equipe-inconnue", "Départ."), 404, "equipe-inconnue");
        }
    }

    @Nested
    @DisplayName("Terminer une tâche pour toute une cohorte")
    class CompletingForACohort {

        private String instance;
        private String second;
        private String secondInstance;

        @BeforeEach
        void openTwo() {
            second = stage.team(cohort);
            instance = stage.open(team);
            secondInstance = stage.open(second);
        }

        @Test
        @DisplayName("la termine pour chaque équipe qui l’a en cours")
        void completesForEach() {
            String third = stage.team(cohort);
            String thirdInstance = stage.open(third);
            stage.complete(thirdInstance, "confirm-team");

            MvcTestResult answer = complete(cohort, "confirm-team", """
          {"teamMembers": [{"name": "Anne Durand", "role": "Produit"}]}""");

            assertThat(answer).hasStatusOk();
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.completed")
                    .asArray()
                    .containsExactlyInAnyOrder(team, second);
            assertThat(answer).bodyJson().extractingPath("$.failed").asArray().isEmpty();
            assertThat(stage.openTasks(instance)).doesNotContain("confirm-team");
            assertThat(stage.openTasks(secondInstance)).doesNotContain("confirm-team");
        }

        @Test
        @DisplayName("ne touche pas aux autres cohortes")
        void staysInTheCohort() {
            String elsewhere = stage.open(stage.team(D1));

            complete(cohort, "follow-self-training", "{\"guidesRead\": true}");

            assertThat(stage.openTasks(elsewhere)).contains("follow-self-training");
        }

        @Test
        @DisplayName("garde le nom du facilitateur qui l’a fait")
        void keepsWhoDidIt() {
            complete(cohort, "follow-self-training", "{\"guidesRead\": true}");

            assertThat(history.createUserOperationLogQuery()
                            .processInstanceId(instance)
                            .operationType("Complete")
                            .list())
                    .singleElement()
                    .satisfies(operation -> assertThat(operation.getUserId()).isEqualTo("fanny"));
        }

        @Test
        @DisplayName("dit pour quelle équipe elle a échoué et pourquoi, et réussit pour les autres")
        void namesWhatFailed() {
            stage.reach(instance, "ideation");
            stage.fire(instance, "ideation-opens");
            stage.complete(instance, "generate-ideas");
            stage.reach(secondInstance, "ideation");
            stage.fire(secondInstance, "ideation-opens");
            stage.complete(
                    secondInstance,
                    "generate-ideas",
                    Map.of("ideas", List.of(Map.of("title", "Une tout autre idée", "description", "Autre."))));

            MvcTestResult answer = complete(cohort, "prioritise-ideas", """
          {"priorities": [{"title": "Une tout autre idée", "impact": 3, "feasibility": 3, "desire": 3}]}""");

            assertThat(answer).hasStatusOk();
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.completed")
                    .asArray()
                    .containsExactly(second);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[*].team")
                    .asArray()
                    .containsExactly(team);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[0].reason")
                    .asString()
                    .contains("notez chacune des idées générées")
                    .contains("Paniers anti-gaspi");
            assertThat(stage.openTasks(instance)).contains("prioritise-ideas");
        }

        @Test
        @DisplayName("tient chaque équipe au formulaire de la tâche")
        void keepsToTheForm() {
            MvcTestResult answer = complete(cohort, "shortlist-ideas", "{\"isAdmin\": true}");

            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.completed")
                    .asArray()
                    .isEmpty();
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[*].team")
                    .asArray()
                    .containsExactlyInAnyOrder(team, second);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.failed[0].reason")
                    .asString()
                    .contains("isAdmin");
            assertThat(stage.openTasks(instance)).contains("shortlist-ideas");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"tache-inconnue", "decide", "gate-preparation"})
        @DisplayName("est introuvable quand aucune équipe n’a cette tâche en cours")
        void needsAnOpenTask(String definition) {
            assertProblem(complete(cohort, definition, "{}"), 404, definition, cohort);
        }

        @Test
        @DisplayName("suppose une cohorte qui existe")
        void needsACohort() {
            assertProblem(complete("cohorte-inconnue", "confirm-team", "{}"), 404, "cohorte-inconnue");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"{}", "{\"fields\": null}", "{\"fields\": []}", "{\"fields\": \"texte\"}"})
        @DisplayName("demande des réponses")
        void needsFields(String body) {
            assertProblemOf(
                    api.post("fanny", body, "/api/cohorts/{cohort}/tasks/{task}/completion", cohort, "confirm-team"),
                    400,
                    "fields");
        }

        private MvcTestResult complete(String cohort, String definition, String fields) {
            return api.post(
                    "fanny",
                    "{\"fields\": %s}".formatted(fields),
                    "/api/cohorts/{cohort}/tasks/{task}/completion",
                    cohort,
                    definition);
        }
    }

    private MvcTestResult open(String cohort, String team) {
        return api.post("fanny", "{}", "/api/cohorts/{cohort}/teams/{team}/journey", cohort, team);
    }

    private MvcTestResult view(String viewer, String team) {
        return api.get(viewer, "/api/teams/{team}/journey", team);
    }

    private MvcTestResult moveTeam(String team, String dates) {
        return api.put("fanny", dates, "/api/teams/{team}/dates", team);
    }

    private MvcTestResult moveCohort(String cohort, String dates) {
        return api.put("fanny", dates, "/api/cohorts/{cohort}/dates", cohort);
    }

    private MvcTestResult withdraw(String team, String reason) {
        return api.post("fanny", "{\"reason\": \"%s\"}".formatted(reason), "/api/teams/{team}/withdrawal", team);
    }
}
