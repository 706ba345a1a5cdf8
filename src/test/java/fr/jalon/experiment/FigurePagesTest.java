package fr.jalon.experiment;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("La page des chiffres d’un jour")
class FigurePagesTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final String DOUBT = "conversions\u00a0: plus de conversions (30) que de visites (19)";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private FigureRows recordings;

    @Autowired
    private ExperimentRows rows;

    @Autowired
    private Bootcamps journeys;

    private String team;
    private String instance;

    @BeforeEach
    void enterTheSecondMorning() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        stage.launch(instance);
        stage.fire(instance, "day-morning");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult page(LocalDate day) {
        return Pages.get(mvc, team + "-a", "/equipes/" + team + "/chiffres/" + day);
    }

    private MvcTestResult send(LocalDate day, String... fields) {
        return Pages.post(mvc, team + "-a", "/equipes/" + team + "/chiffres/" + day, fields);
    }

    private Recording recorded(String channel) {
        return recordings.recordings(rows.present(team).id(), 100).stream()
                .filter(each -> each.figures().channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("demande à chaque canal ce qu’il a, champs vides et pavé numérique, la veille et la semaine à côté")
    void asksOnlyWhatAChannelHas() {
        validation.record(team, V1, new MetricRow("Instagram", 900, 21, 19, 2, new BigDecimal("11.40")), "fanny");
        stage.clock(V1.plusDays(1), 18, 0);

        String html = plain(text(page(V1.plusDays(1))));

        assertThat(html)
                .contains("name=\"impressions-0\"", "name=\"spend-0\"", "name=\"visits-1\"", "name=\"conversions-1\"")
                .doesNotContain("name=\"impressions-1\"", "name=\"clicks-1\"", "name=\"spend-1\"", "value=\"0\"")
                .containsPattern("name=\"visits-0\"[^>]*inputmode=\"numeric\"")
                .containsPattern("name=\"spend-0\"[^>]*inputmode=\"decimal\"")
                .contains("veille : 19 · semaine : 19", "veille : – · semaine : –");
    }

    @Test
    @DisplayName("dit d’emblée qu’un jour n’est pas venu, au lieu d’un formulaire qui ne s’envoie pas")
    void doesNotOpenTomorrow() {
        assertThat(page(V1.plusDays(1))).hasStatusOk();
        MvcTestResult tomorrow = page(V1.plusDays(2));
        assertThat(tomorrow).hasStatus(404);
        assertThat(plain(text(tomorrow)))
                .contains(
                        "Le vendredi 23 octobre 2026 n’est pas encore venu : ses chiffres se saisissent dès ce jour-là")
                .doesNotContain("Enregistrer");
        assertThat(page(V1.plusDays(7))).hasStatus(404);
    }

    @Test
    @DisplayName("dit d’emblée qu’une semaine est close, et montre sans champ à remplir ce qu’elle a gardé")
    void isReadOnceTheWeekIsClosed() {
        validation.record(team, V1, new MetricRow("Instagram", 900, 21, 19, 2, new BigDecimal("11.40")), "fanny");
        assertThat(text(page(V1))).contains("Enregistrer</button>").doesNotContain("<fieldset disabled");
        stage.liveUntil(instance, V1.plusDays(7).atTime(12, 1));

        assertThat(plain(text(page(V1))))
                .contains("La semaine est close : ses chiffres ne changent plus.", "<fieldset disabled", "value=\"19\"")
                .doesNotContain("Enregistrer</button>");
        assertThat(plain(text(Pages.get(mvc, "fanny", "/equipes/" + team + "/chiffres/" + V1))))
                .contains("Enregistrer</button>")
                .doesNotContain("<fieldset disabled");
    }

    @Test
    @DisplayName("montre d’un canal organique ce qu’un fichier en a donné de plus, et ne le perd pas")
    void keepsWhatAFileGave() {
        validation.record(team, V1, new MetricRow("Affiches", 80L, null, 6L, null, null), "fanny");
        assertThat(text(page(V1))).contains("name=\"impressions-1\"");

        assertThat(send(V1, "impressions-1", "80", "visits-1", "6", "conversions-1", "1"))
                .hasStatus3xxRedirection();

        assertThat(recorded("Affiches").figures())
                .isEqualTo(new MetricRow("Affiches", 80L, null, 6L, BigDecimal.ONE, null));
    }

    @Test
    @DisplayName("dit à son champ ce qui surprend, n’enregistre rien, puis le garde avec qui l’a confirmé")
    void asksToConfirm() {
        String[] typed = {"visits-0", "19", "conversions-0", "30", "visits-1", "6", "conversions-1", "1"};
        MvcTestResult refused = send(V1, typed);
        assertThat(shown(refused))
                .contains("Rien n’est encore enregistré : un chiffre surprend")
                .contains(plain(DOUBT));
        assertThat(plain(text(refused)))
                .contains("name=\"confirm-0\"", "value=\"30\"", "aria-describedby=\"conversions-0-fault")
                .doesNotContain("name=\"confirm-1\"");
        assertThat(validation.evidence(team).days()).isEmpty();

        assertThat(said(send(V1, and(typed, "confirm-0", "autre chose")))).contains("Rien n’est encore enregistré");
        assertThat(send(V1, and(typed, "confirm-0", DOUBT))).hasStatus3xxRedirection();

        assertThat(recorded("Instagram"))
                .extracting(Recording::recordedBy, Recording::confirmed)
                .containsExactly(team + "-a", DOUBT);
        assertThat(recorded("Affiches").confirmed()).isNull();
        assertThat(send(V1, typed)).as("unchanged").hasStatus3xxRedirection();
    }

    private static String[] and(String[] fields, String... more) {
        return Stream.of(fields, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    @DisplayName("connaît le budget d’un jour que l’équipe a dit")
    void knowsTheBudget() {
        assertThat(said(send(V1, "visits-0", "19", "spend-0", "12,51")))
                .contains("au-dessus du budget d’un jour (12,50 €)");
        assertThat(send(V1, "visits-0", "19", "spend-0", "12,50")).hasStatus3xxRedirection();
    }

    @Test
    @DisplayName("dit qui a enregistré et quand, ce qui était écrit avant, et ce que la semaine en fait, sans verdict")
    void tellsWhoAndWhat() {
        stage.clock(V1.plusDays(1), 9, 12);
        send(V1, "visits-0", "19", "conversions-0", "2", "visits-1", "6", "conversions-1", "1");
        assertThat(shown(page(V1)))
                .containsPattern("Enregistré par Anne [^ ]+ à 9 h 12\\.")
                .contains("La semaine à ce jour : 19 visites qui comptent, 2 conversions")
                .contains("un rythme régulier vers 100 visites en demanderait 15")
                .contains("intervalle à 80 %")
                .doesNotContain("Poursuivre", "Arrêter", "Pivoter", "Avant correction");

        stage.clock(V1.plusDays(2), 10, 0);
        send(V1, "visits-0", "21", "conversions-0", "2", "visits-1", "6", "conversions-1", "1");
        assertThat(shown(page(V1)))
                .contains("Avant correction", "visites 19, conversions 2, écrit par Anne")
                .contains("le jeudi 22 octobre 2026 à 9 h 12");
    }

    private void endTheWeek() {
        validation.record(team, V1, new MetricRow("Instagram", 900L, 21L, 19L, null, null), "fanny");
        stage.liveUntil(instance, V1.plusDays(7).atTime(12, 1));
        assertThat(stage.openTasks(instance)).containsExactly("gate-validation");
    }

    private MvcTestResult sendFile(String who, String lines) {
        return new Api(mvc)
                .postCsv(
                        who,
                        ("date;canal;impressions;clics;visites;conversions;dépense\n" + lines)
                                .getBytes(StandardCharsets.UTF_8),
                        "/api/teams/{team}/metrics",
                        team);
    }

    @Test
    @DisplayName("au jalon de la semaine, un facilitateur complète un matin qui manque, et lui seul")
    void isFilledAtTheGate() {
        endTheWeek();
        assertProblem(sendFile(team + "-a", "22/10/2026;Instagram;900;20;18;1;9\n"), 409, "close");
        assertThat(stage.shown(instance, "gate-validation")).containsKey("metricsRoute");

        assertThat(sendFile("fanny", "21/10/2026;Instagram;900;21;19;2;11,40\n22/10/2026;Instagram;900;20;18;1;9\n"))
                .hasStatusOk();

        assertThat(validation.evidence(team).totals().visits()).isEqualTo(37);
    }

    @Test
    @DisplayName("au jalon de la semaine, ce qui est enregistré ne change plus, et rien n’est pris à moitié")
    void keepsWhatIsThereAtTheGate() {
        endTheWeek();

        assertProblem(
                sendFile("fanny", "21/10/2026;Instagram;900;21;20;2;11,40\n22/10/2026;Instagram;900;20;18;1;9\n"),
                409,
                "Instagram");

        assertThat(validation.evidence(team).totals().visits()).isEqualTo(19);
    }

    @Test
    @DisplayName("d’une équipe retirée, ou une fois la recommandation rendue, ne prend plus rien de personne")
    void isClosedForGood() {
        endTheWeek();
        String other = stage.teamAWeekBefore();
        String withdrawn = stage.open(other);
        stage.reach(withdrawn, "validation");
        stage.fire(withdrawn, "week-opens");
        journeys.withdraw(other, "Départ.");
        stage.clock(V1.plusDays(7), 13, 0);
        assertThatThrownBy(() ->
                        validation.record(other, V1, new MetricRow("Instagram", 900L, 21L, 19L, null, null), "fanny"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("close");

        stage.complete(instance, "gate-validation");
        stage.presentAndAnalyse(instance);
        assertProblem(sendFile("fanny", "22/10/2026;Instagram;900;20;18;1;9\n"), 409, "close");
    }
}
