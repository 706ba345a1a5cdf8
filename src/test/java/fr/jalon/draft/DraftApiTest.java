package fr.jalon.draft;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le brouillon d’une tâche")
class DraftApiTest {

    private static final String DRAFT = "/api/tasks/{task}/draft";

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Drafts drafts;

    private Api api;
    private String anne;
    private String marie;
    private String instance;
    private String task;

    @BeforeEach
    void open() {
        api = new Api(mvc);
        String team = stage.teamAWeekBefore();
        anne = team + "-a";
        marie = team + "-m";
        accounts.create(new Accounts.Person(marie, "Marie", "Roux", marie + "@jalon.example"));
        accounts.setPassword(marie, Stage.PASSWORD);
        accounts.join(marie, "team-" + team);
        instance = stage.open(team);
        task = stage.task(instance, "shortlist-ideas").getId();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private static String typed(int version, String... ideas) {
        String rows = List.of(ideas).stream()
                .map("{\"title\": \"%s\", \"description\": null}"::formatted)
                .reduce("%s, %s"::formatted)
                .orElse("");
        return "{\"version\": %d, \"answers\": {\"shortlistedIdeas\": [%s]}}".formatted(version, rows);
    }

    private MvcTestResult save(String who, String typed) {
        return api.put(who, typed, DRAFT, task);
    }

    private MvcTestResult show(String who) {
        return api.get(who, DRAFT, task);
    }

    private static String choice(MvcTestResult late) {
        return plain(JsonPath.read(text(late), "$.draft.choice"));
    }

    @Test
    @DisplayName("se garde pour toute l’équipe, avec qui et quand")
    void isKeptForTheTeam() {
        tasks.claim(task, anne);
        assertThat(show(marie)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"version": 0, "said": "Anne Durand s’en charge."}
                """);

        assertThat(save(anne, typed(0, "Des paniers"))).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"version": 1, "said": "Brouillon enregistré à 10\u00a0h."}
                """);

        assertThat(show(marie)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "version": 1, "answers": {"shortlistedIdeas": [{"title": "Des paniers", "description": null}]},
                  "said": "Anne Durand s’en charge. Brouillon enregistré par Anne Durand à 10\u00a0h."
                }
                """);
        stage.clock(Stage.MONDAY.minusDays(6), 9, 5);
        tasks.setAssignee(task, null);
        tasks.claim(task, marie);
        assertThat(save(marie, typed(1, "Des paniers", "Un four"))).hasStatusOk();
        assertThat(save(marie, typed(2, "Un four"))).hasStatusOk();
        stage.clock(Stage.MONDAY.minusDays(5), 9, 5);
        assertThat(plain(text(show(anne))))
                .contains("\"version\":3", "Brouillon enregistré par Marie Roux le mardi 13 octobre à 9 h 05.");
    }

    @Test
    @DisplayName("ne se montre qu’à qui peut faire la tâche ; seul l’enregistre qui s’en charge")
    void isForWhoMayWork() {
        String other = stage.team(Stage.MONDAY) + "-a";
        for (String stranger : List.of(other, "carlos")) {
            assertProblem(show(stranger), 404, "Cette tâche n’existe pas");
            assertProblem(save(stranger, typed(0, "Autre")), 404);
        }
        assertThat(mvc.get().uri(DRAFT, task)).hasStatus(401);
        assertThat(mvc.put()
                        .uri(DRAFT, task)
                        .with(user(anne))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(typed(0, "Sans jeton")))
                .hasStatus(403);

        assertProblem(save(anne, typed(0, "Trop tôt")), 409, "Personne ne s’est chargé");
        tasks.claim(task, anne);
        assertProblem(save(marie, typed(0, "Deuxième")), 409, "Anne Durand s’en charge");
        assertThat(show("fanny"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(0);
        assertProblem(api.get(anne, DRAFT, "inconnue"), 404);
    }

    @Test
    @DisplayName("en rencontre un autre : les deux se montrent champ par champ, et rien ne s’écrase")
    void meetsAnother() {
        tasks.claim(task, anne);
        save(anne, typed(0, "Des paniers"));
        stage.clock(Stage.MONDAY.minusDays(7), 14, 5);
        save(anne, typed(1, "Des paniers", "Un four"));

        MvcTestResult late = save(anne, typed(1, "Un verger"));

        assertProblem(late, 409, "Une autre saisie a été enregistrée");
        assertThat(late).bodyJson().extractingPath("$.draft.version").isEqualTo(2);
        assertThat(choice(late))
                .contains("<legend>Idées préliminaires</legend>", "name=\"shortlistedIdeas\" value=\"mine\"")
                .contains("<span>• Idée : Un verger</span>", "<span>• Idée : Des paniers\n• Idée : Un four</span>")
                .contains("<strong>celui que vous avez enregistré ailleurs, à 14 h 05</strong>");
        assertThat(text(show(anne))).contains("Un four").doesNotContain("Un verger");
        assertThat(save(anne, typed(1, "Des paniers", "Un four")))
                .as("envoyé deux fois")
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(2);
        assertThat(save(anne, typed(0, "Un verger"))).hasStatus(409);
        tasks.setAssignee(task, marie);
        assertThat(choice(save(marie, typed(1, "<b onclick='x'>Un verger</b>"))))
                .contains("celui d’Anne Durand, à 14 h 05", "&lt;b onclick=&#39;x&#39;&gt;Un verger")
                .doesNotContain("<b ");
    }

    @Test
    @DisplayName("ne tient que ce que le formulaire demande, sans forcer ce qu’il montre")
    void keepsOnlyWhatIsAsked() {
        tasks.claim(task, anne);

        assertThat(save(anne, "{\"version\": 0, \"answers\": {\"gateComment\": \"<b>Atteint</b>\"}}"))
                .hasStatusOk();

        assertThat(show(anne)).bodyJson().extractingPath("$.answers").asMap().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "\"2026-13-45\"", "{\"title\": 3}", "[3, {\"title\": [true]}]", "12.5", "true"})
    @DisplayName("se dit tel quel où il n’a pas la forme du champ")
    void tellsWhatIsUnlikeTheField(String odd) {
        tasks.claim(task, anne);
        save(anne, typed(0, "Des paniers"));

        assertThat(save(anne, "{\"version\": 0, \"answers\": {\"shortlistedIdeas\": %s}}".formatted(odd)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.draft.choice")
                .asString()
                .contains("Des paniers");
    }

    @Test
    @DisplayName("se refuse trop long ou mal formé, en français")
    void isBounded() {
        tasks.claim(task, anne);

        assertProblemOf(save(anne, typed(0, "x".repeat(200_001))), 422, "answers", "200 000 au plus");
        assertProblemOf(save(anne, "{\"answers\": {}}"), 400, "version");
        assertProblemOf(save(anne, "{\"version\": 0, \"answers\": []}"), 400, "answers");
        assertProblemOf(save(anne, "{\"version\": -1, \"answers\": {}}"), 400, "version");
        assertThat(show(anne)).bodyJson().extractingPath("$.version").isEqualTo(0);
    }

    @Test
    @DisplayName("s’en va avec la tâche, terminée ou retirée")
    void goesWithItsTask() {
        tasks.claim(task, anne);
        save(anne, typed(0, "Des paniers"));
        String left = task;
        drafts.sweep();
        assertThat(drafts.find(left)).isPresent();

        stage.complete(instance, "shortlist-ideas", Map.of());
        assertProblem(show(anne), 404, "déjà terminée");
        drafts.sweep();
        assertThat(drafts.find(left)).isEmpty();

        task = stage.task(instance, "confirm-team").getId();
        tasks.claim(task, anne);
        assertThat(save(anne, "{\"version\": 0, \"answers\": {}}")).hasStatusOk();
        String team = anne.substring(0, anne.length() - 2);
        api.post("fanny", "{\"reason\": \"Essai\"}", "/api/teams/{team}/journeys/{id}/withdrawal", team, instance);
        assertThat(stage.openTasks(instance)).isEmpty();
        drafts.sweep();
        assertThat(drafts.find(task)).isEmpty();
    }
}
