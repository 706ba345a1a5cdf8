package fr.jalon.team;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.person.People;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Les notes de séance")
class SessionNotePagesTest {

    private static final Pattern CORRECTION = Pattern.compile("/notes/([0-9a-f-]{36})\"");

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Coaching coaching;

    @Autowired
    private People people;

    @Autowired
    private MockMvcTester mvc;

    private String team;
    private String notes;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        notes = "/equipes/" + team + "/notes";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult post(String who, String path, String... fields) {
        return Pages.post(mvc, who, path, fields);
    }

    private MvcTestResult write(String who, String held, String what) {
        return post(
                who,
                notes,
                "id",
                UUID.randomUUID().toString(),
                "held",
                held,
                "said",
                what,
                "nextStep",
                "Appeler dix clients");
    }

    private String correction(String who) {
        Matcher link = CORRECTION.matcher(text(get(who, notes)));
        assertThat(link.find()).isTrue();
        return notes + "/" + link.group(1);
    }

    private String seen(String who, String path) {
        Matcher field = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"").matcher(text(get(who, path)));
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    @Test
    @DisplayName("se lisent de l’encadrement, la plus récente d’abord, avec qui l’a écrite")
    void areReadNewestFirst() {
        write("carlos", "2026-10-05", "Le prix fait peur.");
        write("fanny", "2026-10-08", "L’idée est choisie.");

        String read = said(get("carlos", notes));

        assertThat(read)
                .containsSubsequence(
                        "8 octobre",
                        "L’idée est choisie.",
                        "Fanny Moreau",
                        "5 octobre",
                        "Le prix fait peur.",
                        "Ensuite : Appeler dix clients",
                        "Carlos Ribeiro");
    }

    @Test
    @DisplayName("ne se lisent ni ne s’écrivent de l’équipe, ni d’un coach qui ne la suit pas")
    void areHiddenFromTheTeam() {
        assertThat(text(get("carlos", "/equipes/" + team))).contains(notes);
        assertThat(text(get(team + "-a", "/equipes/" + team))).doesNotContain(notes);
        assertThat(get(team + "-a", notes)).hasStatus(403);
        assertThat(write(team + "-a", "2026-10-05", "Coucou")).hasStatus(403);
        accounts.create(new Person(team + "-c", "Max", "Roy", team + "-c@jalon.example"));
        accounts.join(team + "-c", Groups.COACHES);
        coaching.give(Map.of(team, team + "-c"));
        assertThat(get("carlos", notes)).hasStatus(404);
        assertThat(write("carlos", "2026-10-05", "Coucou")).hasStatus(404);
        assertThat(said(get("fanny", notes))).contains("Rien pour l’instant");
    }

    @Test
    @DisplayName("s’écrivent une fois, même envoyées deux fois")
    void areWrittenOnce() {
        String id = UUID.randomUUID().toString();
        for (int time = 0; time < 2; time++) {
            assertThat(post("carlos", notes, "id", id, "held", "2026-10-05", "said", "Une seule fois"))
                    .hasStatus(302);
        }
        assertThat(said(get("carlos", notes)).split("Une seule fois", -1)).hasSize(2);
    }

    @Test
    @DisplayName("disent à côté du champ ce qui ne va pas, et gardent ce qui est écrit")
    void sayWhatIsWrong() {
        MvcTestResult tomorrow = write("carlos", "2026-10-13", "Un long récit");
        assertThat(tomorrow).hasStatus(422);
        assertThat(said(tomorrow)).contains("Cette séance n’a pas encore eu lieu.");
        assertThat(text(tomorrow)).contains("id=\"held-fault\"", "Un long récit", "Appeler dix clients");
        for (List<String> wrong :
                List.of(List.of("hier", "x"), List.of("2026-10-05", " "), List.of("2026-10-05", "x".repeat(4001)))) {
            assertThat(write("carlos", wrong.get(0), wrong.get(1))).hasStatus(422);
        }
        assertThat(said(get("carlos", notes))).contains("Rien pour l’instant");
    }

    @Test
    @DisplayName("se corrigent un jour durant, de leur auteur seul, jamais sur une page d’avant")
    void areCorrectedForADay() {
        write("carlos", "2026-10-05", "Le pris fait peur.");
        String one = correction("carlos");
        String before = seen("carlos", one);
        assertThat(get("fanny", one)).hasStatus(409);
        String[] corrected = {"seen", before, "held", "2026-10-05", "said", "Le prix fait peur.", "nextStep", ""};
        assertThat(post("carlos", one, corrected)).hasStatus(302);
        assertThat(post("carlos", one, corrected)).hasStatus(302);
        assertThat(said(get("fanny", notes))).contains("Le prix fait peur.", "note corrigée");

        MvcTestResult stale = post("carlos", one, "seen", before, "held", "2026-10-05", "said", "Autre chose");
        assertThat(stale).hasStatus(422);
        assertThat(said(stale)).contains("Entre-temps, cette note dit : « Le prix fait peur. »", "Autre chose");

        stage.clock(Stage.MONDAY.minusDays(6), 10, 0);
        assertThat(get("carlos", one)).hasStatus(409);
        assertThat(post("carlos", one, corrected)).hasStatus(409);
        assertThat(text(get("carlos", notes))).doesNotContain("Corriger");
    }

    @Test
    @DisplayName("restent, signées d’un pseudonyme, quand leur auteur s’efface")
    void surviveTheirAuthor() {
        String coach = team + "-c";
        accounts.create(new Person(coach, "Max", "Roy", coach + "@jalon.example"));
        accounts.join(coach, Groups.COACHES);
        write(coach, "2026-10-05", "Le prix fait peur.");
        assertThat(people.export(coach, 0).get("entries").toString()).contains("session_note", "2026-10-05");

        people.erase(coach);

        assertThat(said(get("fanny", notes)))
                .contains("Le prix fait peur.", "personne-effacee-")
                .doesNotContain("Max Roy");
    }
}
