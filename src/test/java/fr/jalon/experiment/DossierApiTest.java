package fr.jalon.experiment;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Teams;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le dossier de décision")
class DossierApiTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final String FIGURES = """
      {"impressions": 1600, "clicks": 21, "visits": 19, "conversions": 2, "spend": 11.40}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private String team;
    private String instance;

    @BeforeEach
    void openTheWeek() {
        api = new Api(mvc);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        team = stage.team(Stage.MONDAY);
        instance = stage.open(team);
        stage.reach(instance, "validation");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void decide() {
        endTheWeek();
        stage.complete(instance, "decide");
    }

    private void endTheWeek() {
        stage.fire(instance, "week-opens");
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);
    }

    private MvcTestResult dossier(String format) {
        return api.get(team + "-a", "/api/teams/{team}/dossier" + format, team);
    }

    private MvcTestResult amend(String who, String change) {
        return api.post(who, change, "/api/teams/{team}/amendments", team);
    }

    private MvcTestResult verification() {
        return api.get("carlos", "/api/teams/{team}/decisions/verification", team);
    }

    @Test
    @DisplayName("réunit contrat, amendements, chiffres et leurs corrections, règles, recommandation et décision")
    void holdsEverything() {
        stage.fire(instance, "week-opens");
        stage.clock(V1.plusDays(1), 8, 0);
        api.put(team + "-a", FIGURES, "/api/teams/{team}/metrics/{day}/Instagram", team, V1);
        api.put("fanny", FIGURES.replace("19", "23"), "/api/teams/{team}/metrics/{day}/instagram", team, V1);
        amend("fanny", "{\"spendCap\": 120, \"reason\": \"Le clic a doublé.\"}");
        stage.clock(Stage.MONDAY.plusDays(1), 12, 0);
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);
        stage.complete(instance, "decide");

        MvcTestResult json = dossier("?format=json");
        assertThat(json).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        {"team": "%s", "verification": {"valid": true}, "iterations": [{"iteration": 1,
          "contract": {"targetConversionRate": 5.0, "spendCap": 90.0, "signalStrength": "MEDIUM",
            "forecast": {"clickThroughRate": 2.0, "costPerClick": 0.6, "conversionRate": 6.0}},
          "contractInForce": {"spendCap": 120.0},
          "amendments": [{"number": 1, "reason": "Le clic a doublé.", "amendedBy": "fanny"}],
          "proposal": {"decision": "GO", "learnings": "Le créneau du soir décide ; le contenu du panier compte peu."}, "recommendation": "GO", "tableVersion": "go-pivot-stop v1",
          "label": "Poursuivre", "prior": "Bêta(1\u00a0; 19)", "belief": "PROMISE", "rules": 1,
          "amendedVerdict": {"recommendation": "GO"}, "demands": {"toGo": ["Le contrat a été amendé."], "always": []},
          "decision": {"decision": "GO", "reason": "Données nettes et équipe prête.", "position": 1}}]}""".formatted(team));
        assertThat(json)
                .bodyJson()
                .extractingPath("$.iterations[0].metrics.length()")
                .isEqualTo(14);
        // The team's own form has put the figure right again: both former values are kept.
        assertThat(json)
                .bodyJson()
                .extractingPath("$.iterations[0].metrics[1].formerly[*].figures.visits")
                .isEqualTo(List.of(19, 23));
        assertThat(json)
                .bodyJson()
                .extractingPath("$.iterations[0].metrics[1].formerly[*].recordedBy")
                .isEqualTo(List.of(team + "-a", "fanny"));
        assertThat(json)
                .bodyJson()
                .extractingPath("$.iterations[0].thresholds[3]['Probabilité de dépasser la cible']")
                .isEqualTo(">= 0.9");
        assertThat(json)
                .bodyJson()
                .extractingPath("$.iterations[0].decision.amendments[0].changes[0]")
                .asString()
                .satisfies(change -> assertThat(plain(change)).isEqualTo("Plafond de dépense : 90,00 € → 120,00 €"));

        assertThat(plain(text(dossier(""))))
                .contains(
                        "Dossier de décision",
                        "Itération 1",
                        "Le clic a doublé.",
                        "90,00 € → 120,00 €",
                        "corrigé ; avant :",
                        "≥ 0,9",
                        "Décision prise par",
                        "Anne Durand",
                        "Fanny Moreau",
                        "Données nettes et équipe prête.",
                        "La chaîne des empreintes est intacte",
                        "<svg");
    }

    @Test
    @DisplayName("garde la promesse pour promesse : le verdict sous l’amendement se lit à côté, et les canaux un à un")
    void keepsThePromise() {
        stage.fire(instance, "week-opens");
        stage.clock(V1.plusDays(1), 8, 0);
        api.put(team + "-a", FIGURES, "/api/teams/{team}/metrics/{day}/Instagram", team, V1);
        amend("fanny", "{\"targetConversionRate\": 30, \"reason\": \"Au vu des chiffres.\"}");
        stage.clock(Stage.MONDAY.plusDays(1), 12, 0);
        stage.liveTheWeek(instance);
        stage.presentAndAnalyse(instance);

        assertThat(api.get("fanny", "/api/teams/{team}/evidence", team))
                .bodyJson()
                .isLenientlyEqualTo("""
        {"target": 0.05, "recommendation": "GO"}""");
        Map<String, Object> shown = stage.shown(instance, "decide");
        assertThat(shown).containsEntry("verdictLabel", "Poursuivre");
        assertThat(plain(String.valueOf(shown.get("amendedVerdict")))).startsWith("Arrêter");
        assertThatThrownBy(() -> stage.complete(instance, "decide", Map.of("decisionReason", "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Le contrat a été amendé.");
        stage.complete(instance, "decide");

        assertThat(dossier("?format=json")).bodyJson().isLenientlyEqualTo("""
        {"iterations": [{"recommendation": "GO", "amendedVerdict": {"recommendation": "STOP", "label": "Arrêter"},
          "decision": {"recommendation": "GO", "amendedVerdict": {"recommendation": "STOP"},
            "contract": {"counted": ["Instagram"]}, "prior": "Bêta(1\u00a0; 19)"}}],
          "verification": {"valid": true}}""");
        assertThat(plain(text(dossier(""))))
                .contains(
                        "Sous le contrat amendé : <strong>Arrêter</strong>",
                        "Canaux qui comptent",
                        "payant, compte",
                        "dont 133 des canaux qui comptent",
                        "organique, à côté",
                        "Intervalle à 80 %",
                        "Bêta(1 ; 19)");
    }

    @Test
    @DisplayName("marque ce qui fut corrigé après la recommandation")
    void marksLateCorrections() {
        decide();
        assertThat(plain(text(dossier("")))).doesNotContain("corrigé");
        jdbc.sql("""
            insert into metric_correction (journey, iteration, on_day, channel, number, impressions, clicks, visits,
              conversions, spend, recorded_by, recorded_at, corrected_by, corrected_at)
            select m.journey, m.iteration, m.on_day, m.channel, 1, m.impressions, m.clicks, m.visits, m.conversions,
              m.spend, m.recorded_by, m.recorded_at, 'fanny', dateadd('SECOND', s.later, e.recommended_at)
            from metric m join experiment e on e.journey = m.journey and e.iteration = m.iteration
            join (values ('Affiches', -1), ('Instagram', 1)) s (channel, later) on s.channel = m.channel
            where m.journey = ? and m.on_day = ?""").params(instance, V1).update();

        assertThat(plain(text(dossier(""))))
                .containsOnlyOnce("corrigé après la recommandation")
                .contains("<td>corrigé");
    }

    @Test
    @DisplayName("s’imprime en PDF, dessins et accents compris")
    void prints() throws IOException {
        decide();

        MvcTestResult pdf = dossier("?format=pdf");

        assertThat(pdf).hasStatusOk().hasContentTypeCompatibleWith("application/pdf");
        try (PDDocument document = Loader.loadPDF(pdf.getResponse().getContentAsByteArray())) {
            assertThat(plain(new PDFTextStripper().getText(document)))
                    .contains(
                            "Dossier de décision",
                            "Contrat d’expérimentation",
                            "Poursuivre",
                            "11 200",
                            "cible",
                            "Règles en vigueur",
                            "Semaine prolongée ? : non",
                            "1 / " + document.getNumberOfPages());
        }
    }

    @Test
    @DisplayName("s’ouvre dès que la semaine est prête, sans verdict avant la proposition de l’équipe")
    void opensEarly() {
        assertThat(plain(text(dossier("")))).contains("pas encore figé", "Aucune décision n’est encore prise.");
        stage.fire(instance, "week-opens");
        for (String format : List.of("", "?format=json")) {
            assertThat(text(dossier(format)))
                    .doesNotContain("Recommandation :", "\"recommendation\"", "\"thresholds\"");
        }
    }

    @Test
    @DisplayName("n’existe pas avant la semaine, ni pour une autre équipe, ni dans un autre format")
    void isRefused() {
        String other = stage.team(teams.team(team).cohort());

        assertProblem(api.get(other + "-a", "/api/teams/{team}/dossier", other), 404, "semaine de validation");
        assertProblem(api.get(other + "-a", "/api/teams/{team}/dossier", team), 404, team);
        assertProblemOf(dossier("?format=docx"), 400, "format", "pdf");
    }

    @Test
    @DisplayName("montre ce que les gens ont écrit sans rien en exécuter")
    void isInert() throws IOException {
        stage.fire(instance, "week-opens");
        amend(
                "fanny",
                "{\"conversionMeans\": \"<script>alert(1)</script>\", \"reason\": \"<img src=x "
                        + "onerror=alert(2)> \\u0001 &amp; 🚀\"}");

        assertThat(text(dossier("")))
                .doesNotContain("<script>", "<img")
                .contains("&lt;script&gt;alert(1)", "&lt;img src=x");
        try (PDDocument document =
                Loader.loadPDF(dossier("?format=pdf").getResponse().getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(document)).contains("<script>alert(1)");
        }
    }

    @Test
    @DisplayName("repose sur des décisions que la base ne laisse ni changer ni supprimer")
    void isFinal() {
        decide();

        assertThatThrownBy(() -> jdbc.sql("update decision set reason = 'autre' where team = ?")
                        .param(team)
                        .update())
                .hasMessageContaining("decision is final");
        assertThatThrownBy(() -> jdbc.sql("delete from decision where team = ?")
                        .param(team)
                        .update())
                .hasMessageContaining("decision is final");
        assertThat(verification()).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"valid\": true}");
    }

    @Test
    @DisplayName("dit où la chaîne se rompt")
    void tellsWhereItBreaks() {
        decide();
        jdbc.sql("insert into decision (journey, iteration, team, position, decision, "
                        + "recommendation, recommendation_reason,"
                        + " proposal, decided_by, decided_at, table_version, contract, evidence, "
                        + "previous_hash, hash)"
                        + " select journey, 2, team, 2, 'STOP', recommendation, "
                        + "recommendation_reason, proposal, decided_by, decided_at,"
                        + " table_version, contract, evidence, hash, hash from decision where team = ?")
                .param(team)
                .update();

        assertThat(verification()).bodyJson().isStrictlyEqualTo("{\"valid\": false, \"brokenAt\": 2}");
        assertThat(plain(text(dossier("")))).contains("Chaîne rompue");
    }

    @Test
    @DisplayName("garde les amendements des seuls facilitateurs")
    void isAmendedByFacilitators() {
        stage.fire(instance, "week-opens");
        String change = "{\"targetConversionRate\": 4, \"reason\": \"Signal plus fort.\"}";

        assertProblem(amend(team + "-a", change), 403);
        assertProblem(amend("carlos", change), 403);
        assertThat(amend("fanny", change)).hasStatus(201).bodyJson().isLenientlyEqualTo("""
        {"number": 1, "amendedBy": "fanny", "contract": {"targetConversionRate": 4.0, "minimumVisits": 100}}""");
        assertThat(api.get("fanny", "/api/teams/{team}/evidence", team))
                .bodyJson()
                .extractingPath("$.target")
                .isEqualTo(0.04);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
      {"targetConversionRate": 0, "reason": "x"}          | 422 | targetConversionRate
      {"targetConversionRate": 100.1, "reason": "x"}      | 422 | targetConversionRate
      {"minimumVisits": 49, "reason": "x"}                | 422 | minimumVisits
      {"spendCap": -1, "reason": "x"}                     | 422 | spendCap
      {"maximumCostPerConversion": 1e9, "reason": "x"}    | 422 | maximumCostPerConversion
      {"conversionMeans": " ", "reason": "x"}             | 422 | conversionMeans
      {"targetConversionRate": 4.125, "reason": "x"}      | 422 | targetConversionRate
      {"spendCap": 100}                                   | 400 | reason
      {"spendCap": 100, "reason": " "}                    | 400 | reason
      {"spendCap": 100, "reason": "x", "extra": 1}        | 400 | extra
      {"minimumVisits": 80.5, "reason": "x"}              | 400 | minimumVisits
      {"spendCap": 100, "from": "demain", "reason": "x"}  | 400 | from
      {"spendCap": 100, "from": "2026-10-20", "reason": "x"} | 422 | from
      {"spendCap": 100, "from": "2026-10-28", "reason": "x"} | 422 | from
      """)
    @DisplayName("refuse un amendement qui n’a pas de sens, et dit lequel de ses termes")
    void refusesNonsense(String change, int status, String field) {
        stage.fire(instance, "week-opens");

        assertProblemOf(amend("fanny", change), status, field);

        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.iterations[0].amendments")
                .isEqualTo(List.of());
    }

    @Test
    @DisplayName("dit de quel jour vaut un amendement, et les résultats avec lui")
    void saysFromWhen() {
        stage.fire(instance, "week-opens");
        assertThat(api.get("fanny", "/api/teams/{team}/evidence", team))
                .hasStatusOk()
                .bodyJson()
                .doesNotHavePath("$.amendments")
                .extractingPath("$.target")
                .isEqualTo(0.05);

        assertThat(amend("fanny", "{\"spendCap\": 120, \"from\": \"2026-10-23\", \"reason\": \"Le clic a doublé.\"}"))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.from")
                .isEqualTo("2026-10-23");

        assertThat(api.get("fanny", "/api/teams/{team}/evidence", team))
                .bodyJson()
                .isLenientlyEqualTo("""
                {"target": 0.05, "amendments": [{"from": "2026-10-23", "amendedAt": "2026-10-21T07:00:00Z"}]}""");
        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.iterations[0].amendments[0].from")
                .isEqualTo("2026-10-23");
        assertThat(plain(text(dossier("")))).contains("Valable à partir du", "23/10/2026");
    }

    @Test
    @DisplayName("n’admet d’amendement ni avant que le contrat soit figé, ni une fois la recommandation établie")
    void amendsInTime() {
        assertProblem(amend("fanny", "{\"spendCap\": 100, \"reason\": \"Tôt.\"}"), 409, "figé");
        decide();
        assertProblem(amend("fanny", "{\"spendCap\": 100, \"reason\": \"Tard.\"}"), 409, "recommandation");
    }

    @Test
    @DisplayName("montre la prévision à côté de la mesure dans les tâches de restitution")
    void comparesTheForecast() {
        endTheWeek();

        Map<String, Object> shown = stage.shown(instance, "decide");

        assertThat(plain(String.valueOf(shown.get("totals"))))
                .contains("Taux de clic (CTR)", "1,3 %", "2 %", "90,00 € au plus");
        assertThat(String.valueOf(shown.get("conversionChart"))).startsWith("data:image/svg+xml;base64,");
        assertThat(plain(String.valueOf(shown.get("forecasts"))))
                .contains("Taux de clic (CTR)", "\"forecast\":\"2 %\",\"measured\":\"1,3 %\"", "\"within\":\"non\"");
    }

    @Test
    @DisplayName("dit dès le deuxième essai ce que le hasard seul aurait pu faire, et pas au premier")
    void warnsOfManyTries() throws IOException {
        endTheWeek();
        stage.complete(instance, "decide", Map.of("decision", "PIVOT", "decisionReason", "Autre usage."));
        assertThat(plain(text(dossier("")))).doesNotContain("essais");
        stage.complete(instance, "prepare-pivot");
        LocalDate second = paris.today().plusDays(5);
        stage.complete(instance, "confirm-pivot", Map.of("firstDay", second.toString()));
        for (String phase : List.of("planning", "prototyping", "activation")) {
            stage.fire(instance, phase + "-opens");
            stage.pass(instance, phase);
        }
        assertThat(plain(text(dossier("")))).contains("Itération 2").doesNotContain("essais");
        endTheWeek();

        String said =
                "En deux essais, une équipe exactement sur sa promesse à chaque fois aurait, par le seul hasard, ";
        assertThat(plain(text(dossier("")))).contains(said);
        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.chance")
                .asMap()
                .containsEntry("tries", 2)
                .hasEntrySatisfying("probability", chance -> assertThat(((Number) chance).doubleValue())
                        .isBetween(0.05, 0.2))
                .hasEntrySatisfying(
                        "said", sentence -> assertThat(plain((String) sentence)).startsWith(said));
        try (PDDocument document =
                Loader.loadPDF(dossier("?format=pdf").getResponse().getContentAsByteArray())) {
            assertThat(plain(new PDFTextStripper().getText(document))).contains("En deux essais");
        }
    }

    @Test
    @DisplayName("garde avec la décision la prévision à côté de la mesure, et la montre à qui lit le dossier")
    void keepsTheForecast() {
        decide();

        for (MvcTestResult json : List.of(
                api.get("fanny", "/api/teams/{team}/evidence", team),
                dossier("?format=json"),
                api.get("fanny", "/api/teams/{team}/decisions", team))) {
            assertThat(json)
                    .bodyJson()
                    .extractingPath("$..forecasts[0]['measure', 'forecast', 'within']")
                    .asArray()
                    .contains(Map.of("measure", "CLICK_THROUGH_RATE", "forecast", 0.02, "within", false));
        }
        assertThat(verification()).bodyJson().isStrictlyEqualTo("{\"valid\": true}");
        assertThat(plain(text(dossier("")))).contains("Prévision et mesure", "Intervalle à 80 %", "non</td>");
    }
}
