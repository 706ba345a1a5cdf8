package fr.jalon.experiment;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le reçu d’un fichier de chiffres")
class MetricsReceiptApiTest {

    /** The week of the files: 22 to 28 November 2026. */
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);

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
        stage.clock(FIRST.minusDays(12), 10, 0);
        team = stage.team(FIRST.minusDays(2));
        instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
        stage.clock(FIRST.plusDays(6), 10, 0);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult send(String name, String channel) throws IOException {
        return send(MetricsCasesTest.file(name), channel);
    }

    private MvcTestResult send(byte[] file, String channel) {
        return api.postCsv(
                team + "-a",
                file,
                "/api/teams/{team}/metrics" + (channel.isEmpty() ? "" : "?channel=" + channel),
                team);
    }

    private MvcTestResult evidence() {
        return api.get(team + "-a", "/api/teams/{team}/evidence", team);
    }

    @Test
    @DisplayName("dit combien de lignes font combien de relevés ; renvoyé, le fichier ne change rien")
    void countsLines() throws IOException {
        MvcTestResult receipt = send("m03-gads-adgroups", "Instagram");

        assertThat(receipt).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        {"added": 1, "lines": 2, "rows": 1, "totals": 1}""");
        assertThat(plain(text(receipt)))
                .contains(
                        "2 lignes du fichier, additionnées par jour et par canal, en font 1 : 1 ligne "
                                + "enregistrée, sur 1 jour.",
                        "1 ligne de total ne compte pas.");
        MvcTestResult again = send("m03-gads-adgroups", "Instagram");
        assertThat(again).bodyJson().isLenientlyEqualTo("{\"added\": 0, \"corrected\": 0, \"unchanged\": 1}");
        assertThat(plain(text(again))).contains("en font 1 : 1 ligne inchangée, sur 1 jour.");
        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.days[0].channels[0]")
                .isEqualTo(Map.of(
                        "channel", "Instagram", "impressions", 900, "clicks", 30, "conversions", 3, "spend", 15.0));
    }

    @Test
    @DisplayName("dit comme quoi chaque colonne a été lue, et ce qui reste inconnu des canaux de ces jours")
    void namesWhatIsMissing() throws IOException {
        MvcTestResult receipt = send("m26-gads-interactions", "Instagram");

        assertThat(receipt).bodyJson().isLenientlyEqualTo("""
        {"ignored": ["Interaction rate"], "suspect": [], "missing": [
          {"channel": "Instagram", "figures": ["visits"], "days": ["2026-11-26"]},
          {"channel": "Affiches", "figures": ["visits", "conversions"], "days": ["2026-11-26"]}]}""");
        assertThat(plain(text(receipt)))
                .contains(
                        "« Interactions » (clics)",
                        "Colonnes ignorées : « Interaction rate ».",
                        "Encore inconnu, ce qui n’est pas 0 : Instagram, visites (26/11/2026) ; "
                                + "Affiches, visites, conversions (26/11/2026).");
        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.daysMissing")
                .asArray()
                .contains("2026-11-26");

        send(
                "Date,Libellé,Visiteurs uniques,Conversions\n2026-11-26,instagram,19,2\n2026-11-26,affiches,6,0\n"
                        .getBytes(StandardCharsets.UTF_8),
                "");

        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.daysMissing")
                .asArray()
                .doesNotContain("2026-11-26");
        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.days[0].channels[1]")
                .isEqualTo(Map.of(
                        "channel",
                        "Instagram",
                        "impressions",
                        1000,
                        "clicks",
                        40,
                        "visits",
                        19,
                        "conversions",
                        2,
                        "spend",
                        20.0));
    }

    @Test
    @DisplayName("avertit d’une colonne de chiffres qu’il ne connaît pas, d’un canal nouveau et d’un arrondi")
    void warns() {
        MvcTestResult receipt = send("""
        date,canal,visites,conversions,Paniers remplis,CTR,Remarque
        2026-11-26,Salon,12,"0,333",7,3.1,3 stands
        """.getBytes(StandardCharsets.UTF_8), "");

        assertThat(receipt).hasStatusOk().bodyJson().isLenientlyEqualTo("""
        {"ignored": ["Paniers remplis", "CTR", "Remarque"], "suspect": ["Paniers remplis"], "rounded": true, "newChannels": ["Salon"]}""");
        assertThat(receipt).bodyJson().extractingPath("$.warnings").asArray().hasSize(4);
        assertThat(plain(text(receipt)))
                .contains(
                        "« Paniers remplis » : des chiffres que Jalon ne connaît pas sous ce nom",
                        "Canal nouveau, que vos campagnes ne connaissent pas : Salon.",
                        "arrondies à deux décimales");
        assertThat(evidence())
                .bodyJson()
                .extractingPath("$.days[0].channels[0].conversions")
                .isEqualTo(0.33);
    }

    @Test
    @DisplayName("reste court, quoi qu’il manque")
    void isBounded() {
        StringBuilder file = new StringBuilder("date;canal;visites;" + "colonne;".repeat(300) + "\n");
        for (int day = 0; day < 7; day++)
            file.append(FIRST.plusDays(day))
                    .append(";Salon;")
                    .append(day)
                    .append(";1".repeat(300))
                    .append('\n');

        MvcTestResult receipt = send(file.toString().getBytes(StandardCharsets.UTF_8), "");

        assertThat(receipt)
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.ignored")
                .asArray()
                .hasSize(50);
        assertThat(receipt).bodyJson().extractingPath("$.warnings").asArray().allSatisfy(warning -> assertThat(
                        warning.toString())
                .hasSizeLessThan(1_000));
    }

    @Test
    @DisplayName("manque à un fichier refusé, qui ne change rien")
    void isNotGivenForRefusals() throws IOException {
        assertProblem(
                send("m09-linkedin-us-ambiguous", "Instagram"),
                422,
                "Ligne 2, date",
                "12 janvier 2026",
                "Exportez-le de nouveau");
        assertProblem(send("m27-currency", "Instagram"), 422, "euros");
        assertProblem(send("m30-brevo", "Instagram"), 422, "colonne « date »");
        assertThat(evidence()).bodyJson().extractingPath("$.daysRecorded").isEqualTo(0);
    }

    @Test
    @DisplayName("vaut pour tous les outils : UTF-16, titres longs, sommaires, conversions partagées")
    void readsTheTools() throws IOException {
        for (String name :
                List.of("m05-meta-summary", "m08-linkedin-us", "m11-bing", "m18-ga4-explore", "m31-dcm-preamble")) {
            assertThat(send(name, "Instagram")).as(name).hasStatusOk();
        }
        assertThat(send("n01-meta-attribution", "Instagram")).hasStatusOk();
        assertThat(evidence()).bodyJson().extractingPath("$.conversions").isEqualTo(2.25);
        assertThat(plain(text(api.get("fanny", "/api/teams/{team}/dossier", team))))
                .contains("2,25", "1,5", "0,75");
    }
}
