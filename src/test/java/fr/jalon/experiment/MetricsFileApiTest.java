package fr.jalon.experiment;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un fichier de chiffres par HTTP")
class MetricsFileApiTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final String FILE = """
      date;canal;impressions;clics;visites;conversions;dépense
      21/10/2026;Instagram;1600;21;19;2;11,40
      21/10/2026;Affiches;;;6;0;
      """;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    private Api api;
    private String team;
    private String instance;

    @BeforeEach
    void enterTheWeek() {
        api = new Api(mvc);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        team = stage.team(Stage.MONDAY);
        instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
        stage.fire(instance, "day-morning");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult send(String file) {
        return api.postCsv(team + "-a", file.getBytes(StandardCharsets.UTF_8), "/api/teams/{team}/metrics", team);
    }

    private MvcTestResult evidence() {
        return api.get(team + "-a", "/api/teams/{team}/evidence", team);
    }

    @Test
    @DisplayName("s’enregistre en entier et termine la tâche du jour")
    void isRecorded() {
        assertThat(stage.openTasks(instance)).contains("record-metrics");

        assertThat(send(FILE)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
        {"added": 2, "corrected": 0, "unchanged": 0, "days": ["2026-10-21"], "newChannels": [], "doubtful": [],
         "lines": 2, "totals": 0, "rows": 2, "ignored": [], "suspect": [], "rounded": false, "missing": [], "warnings": [],
         "columns": [{"heading": "date", "readAs": "date"}, {"heading": "canal", "readAs": "channel"},
           {"heading": "impressions", "readAs": "impressions"}, {"heading": "clics", "readAs": "clicks"},
           {"heading": "visites", "readAs": "visits"}, {"heading": "conversions", "readAs": "conversions"},
           {"heading": "dépense", "readAs": "spend"}],
         "summary": ["2 lignes enregistrées, sur 1 jour.", "Colonnes lues : « date » (date), « canal » (canal), « impressions » (impressions), « clics » (clics), « visites » (visites), « conversions » (conversions), « dépense » (dépense)."]}
        """.replace(" :", "\u00a0:")
                .replace("\"\u00a0:", "\":")
                .replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»"));

        assertThat(stage.openTasks(instance)).doesNotContain("record-metrics").contains("morning-check-in");
        assertThat(evidence()).bodyJson().isLenientlyEqualTo("""
        {"daysRecorded": 1, "impressions": 1600, "clicks": 21, "visits": 25, "conversions": 2, "spend": 11.40}""");
    }

    @Test
    @DisplayName("deux fois ne compte qu’une fois ; ce qui y change est une correction")
    void isIdempotent() {
        send(FILE);

        assertThat(send(FILE)).bodyJson().isLenientlyEqualTo("{\"added\": 0, \"corrected\": 0, \"unchanged\": 2}");
        assertThat(send(FILE.replace(";6;0;", ";7;0;")))
                .bodyJson()
                .isLenientlyEqualTo("{\"added\": 0, \"corrected\": 1, \"unchanged\": 1}");

        assertThat(evidence()).bodyJson().extractingPath("$.visits").isEqualTo(26);
    }

    @Test
    @DisplayName("est refusé en entier, chaque ligne fautive nommée, quand une ligne ne va pas")
    void isAllOrNothing() {
        MvcTestResult refused = send(
                FILE + "22/10/2026;Instagram;10;11;5;1;1\n30/10/2026;Instagram;1;1;1;1;1\nhier;Instagram;-1;1;1;1;1\n");

        assertProblem(refused, 422);
        assertThat(plain(text(refused)))
                .contains(
                        "Ligne 4, clics",
                        "Ligne 5, date",
                        "semaine de validation",
                        "Ligne 6, date",
                        "Ligne 6, impressions");
        assertThat(evidence()).bodyJson().extractingPath("$.daysRecorded").isEqualTo(0);
        assertThat(stage.openTasks(instance)).contains("record-metrics");
    }

    @Test
    @DisplayName("sans colonne canal se range sous le canal choisi à l’envoi")
    void takesAChannel() {
        String file = "Jour,Impr.,Clics,Coût,Conversions\n2026-10-21,1600,21,11.40,2\n";

        assertProblem(send(file), 422, "canal");
        assertThat(api.postCsv(
                        "fanny",
                        file.getBytes(StandardCharsets.UTF_8),
                        "/api/teams/{team}/metrics?channel=instagram",
                        team))
                .hasStatusOk();

        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.days[0].channels[0].channel")
                .isEqualTo("Instagram");
    }

    @Test
    @DisplayName("change le conseil du matin avec les chiffres")
    void refreshesTheAdvice() {
        send(FILE);
        stage.complete(instance, "morning-check-in");
        String cap = "Le plafond de dépense est atteint";
        assertThat(plain(
                        String.valueOf(stage.shown(instance, "adjust-campaigns").get("advice"))))
                .doesNotContain(cap);

        send(FILE.replace("11,40", "91"));

        assertThat(plain(
                        String.valueOf(stage.shown(instance, "adjust-campaigns").get("advice"))))
                .contains(cap);
    }

    @Test
    @DisplayName("signale un canal nouveau, et plus de conversions que de visites, sans les refuser")
    void tellsWhatIsOdd() {
        assertThat(send("date;canal;clics;impressions;visites;conversions;dépense\n21/10/2026;Instragram;5;90;1;2;0\n"
                        + "21/10/2026;Instagram;5;90;1;1;0\n21/10/2026;Affiches;;;1;1;\n"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"newChannels\": [\"Instragram\"], \"doubtful\": [\"2026-10-21\"]}");
        assertThat(plain(
                        String.valueOf(stage.shown(instance, "morning-check-in").get("totals"))))
                .contains("mercredi 21/10/2026 : plus de conversions que de visites");
    }

    @Test
    @DisplayName("venu d’un vieux tableur se lit aussi")
    void readsWindows() {
        byte[] file = FILE.replace("Affiches", "Bouche à oreille").getBytes(Charset.forName("windows-1252"));

        assertThat(api.postCsv(team + "-a", file, "/api/teams/{team}/metrics", team))
                .hasStatusOk();

        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.days[0].channels[0].channel")
                .isEqualTo("Bouche à oreille");
    }

    @Test
    @DisplayName("vide, d’un autre type ou d’une semaine close est refusé")
    void isRefused() {
        assertProblem(send(""), 422, "vide");
        assertProblem(api.post(team + "-a", "{}", "/api/teams/{team}/metrics", team), 415, "text/csv");
        stage.liveUntil(instance, V1.plusDays(7).atTime(12, 0));
        assertProblem(send(FILE), 409, "close");
    }

    @Test
    @DisplayName("d’une autre équipe, ou d’un coach, reste dehors")
    void isForTheTeam() {
        String other = stage.team(Stage.MONDAY);

        for (String who : new String[] {other + "-a", "carlos"}) {
            assertProblem(
                    api.postCsv(who, FILE.getBytes(StandardCharsets.UTF_8), "/api/teams/{team}/metrics", team),
                    404,
                    team);
        }
    }
}
