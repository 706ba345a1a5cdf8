package fr.jalon.bootcamp.process;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.Processes;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Les chiffres d’un matin, dans leur formulaire")
class MorningFiguresTest {

    private static final Map<String, Object> POSTERS = Map.of("channel", "Affiches", "visits", 6, "conversions", 0);

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String instance;

    @BeforeEach
    void enterTheMorning() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        stage.launch(instance);
        stage.fire(instance, "day-morning");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @SafeVarargs
    private void record(Map<String, Object>... rows) {
        stage.complete(instance, "record-metrics", Map.of("metrics", List.of(rows)));
    }

    @Test
    @DisplayName("viennent vides ; ce qui le reste est inconnu, jamais 0, et la journée incomplète")
    void stayUnknown() {
        assertThat(String.valueOf(stage.shown(instance, "record-metrics").get("metrics")))
                .contains(
                        "\"channel\":\"Instagram\",\"impressions\":null,\"clicks\":null,\"visits\":null,\"conversions\":null,\"spend\":null");

        record(Map.of("channel", "Instagram", "clicks", 21, "visits", 19, "conversions", 1.5), POSTERS);

        Evidence evidence = validation.evidence(team);
        assertThat(evidence.days().get(0).channels())
                .containsExactly(
                        new MetricRow("Affiches", null, null, 6L, BigDecimal.ZERO, null),
                        new MetricRow("Instagram", null, 21L, 19L, new BigDecimal("1.5"), null));
        assertThat(evidence.daysMissing()).containsExactly(Stage.MONDAY.plusDays(2));
        String totals =
                plain(String.valueOf(stage.shown(instance, "morning-check-in").get("totals")));
        Map<String, String> shown = new LinkedHashMap<>();
        JsonPath.<List<Map<String, String>>>read(totals, "$")
                .forEach(row -> shown.put(row.get("name"), row.get("value")));
        assertThat(shown)
                .containsEntry("Impressions", "–")
                .containsEntry("Clics", "21")
                .containsEntry("Dépense", "–")
                .containsEntry("Conversions", "1,5")
                .containsEntry("Taux de clic (CTR)", "–")
                .containsEntry("Visites uniques", "19 qui comptent, 25 en tout")
                .containsEntry("Taux de conversion", "7,9 %");
    }

    @Test
    @DisplayName("laissent ce qu’un fichier a donné depuis que le formulaire est ouvert, et doivent tenir avec lui")
    void leaveWhatIsRecorded() {
        validation.record(
                team,
                Stage.MONDAY.plusDays(2),
                new MetricRow("Instagram", 900L, 21L, null, null, new BigDecimal("11.40")),
                "fanny");
        assertThatThrownBy(() -> record(Map.of("channel", "Instagram", "clicks", 901), POSTERS))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("plus de clics (901) que d’impressions (900)");

        record(Map.of("channel", "Instagram", "visits", 19, "conversions", 2), POSTERS);

        assertThat(validation.evidence(team).days().get(0).channels())
                .contains(new MetricRow("Instagram", 900, 21, 19, 2, new BigDecimal("11.40")));
        assertThat(validation.evidence(team).daysMissing()).isEmpty();
    }

    @Test
    @DisplayName("complets, suffisent à la journée : d’un canal organique, visites et conversions")
    void areEnough() {
        record(
                Map.of(
                        "channel",
                        "Instagram",
                        "impressions",
                        900,
                        "clicks",
                        21,
                        "visits",
                        19,
                        "conversions",
                        2,
                        "spend",
                        11.4),
                POSTERS);

        assertThat(validation.evidence(team).daysMissing()).isEmpty();
    }

    @Test
    @DisplayName(
            "sont refusés quand un canal n’en a aucun, quand un canal vient deux fois, ou au-delà de deux décimales")
    void areRefused() {
        Map<String, Object> instagram = Map.of("channel", "Instagram", "visits", 19);
        assertThatThrownBy(() -> record(instagram, Map.of("channel", "Affiches")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("il manque les chiffres de")
                .hasMessageContaining("Affiches");
        assertThatThrownBy(() -> record(instagram, POSTERS, Map.of("channel", "Affiches")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("figure deux fois");
        assertThatThrownBy(
                        () -> record(instagram, POSTERS, Map.of("channel", "Affiches", "visits", 3, "conversions", 5)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("ce canal figure deux fois\u00a0; conversions\u00a0: plus de conversions (5)"
                        + " que de visites (3)\u00a0; corrigez");
        assertThatThrownBy(() -> record(POSTERS, Map.of("channel", "Instagram", "visits", 19, "conversions", 1.505)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("2 décimales au plus");
        assertThat(validation.evidence(team).daysRecorded()).isZero();
    }

    /** How often a list of figures has gone through the engine. */
    private long carried() {
        return history.createHistoricDetailQuery().processInstanceId(instance).variableUpdates().list().stream()
                .map(HistoricVariableUpdate.class::cast)
                .filter(update -> update.getVariableName().equals("metrics") && update.getValue() != null)
                .count();
    }

    @Test
    @DisplayName("ne restent, une fois enregistrés, que dans leurs lignes")
    void areKeptOnce() {
        record(Map.of("channel", "Instagram", "clicks", 21, "visits", 19, "conversions", 2), POSTERS);

        assertThat(validation.evidence(team).daysRecorded()).isEqualTo(1);
        assertThat(runtime.getVariable(instance, "metrics")).isNull();
    }

    @Test
    @DisplayName("venus d’ailleurs, terminent la tâche sans passer par elle, quoi qu’un matin d’avant y ait laissé")
    void spareTheTask() {
        LocalDate day = Stage.MONDAY.plusDays(2);
        MetricRow instagram = new MetricRow("Instagram", 900, 21, 19, 2, new BigDecimal("11.40"));
        MetricRow posters = new MetricRow("Affiches", null, null, 6L, BigDecimal.ZERO, null);
        runtime.setVariable(
                instance,
                "metrics",
                SpinValues.jsonValue("[{\"channel\": \"Instagram\", \"clicks\": 1, \"visits\": 1}]")
                        .create());
        long before = carried();

        validation.record(team, day, instagram, "fanny");
        assertThat(stage.openTasks(instance)).contains("record-metrics");
        validation.record(team, day, posters, "fanny");

        assertThat(stage.openTasks(instance)).doesNotContain("record-metrics").contains("morning-check-in");
        assertThat(validation.evidence(team).days().get(0).channels()).containsExactly(posters, instagram);
        assertThat(runtime.getVariable(instance, "metrics")).isNull();
        assertThat(carried()).isEqualTo(before);
    }

    @Test
    @DisplayName("ne se passent pas sous silence : personne ne termine la tâche sans eux")
    void areAskedFor() {
        String task = stage.task(instance, "record-metrics").getId();
        for (Map<String, Object> nothing : List.<Map<String, Object>>of(Map.of(), Map.of("metrics", List.of()))) {
            assertThatThrownBy(() -> processes.complete(task, nothing))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("une ligne au moins est attendue");
        }
        assertThat(stage.openTasks(instance)).contains("record-metrics");
    }

    @Test
    @DisplayName("qui surprennent sont refusés une fois, puis gardés avec leur confirmation, qui ne sert pas deux fois")
    void areConfirmed() {
        Map<String, Object> odd = Map.of("channel", "Instagram", "visits", 19, "conversions", 30);
        assertThatThrownBy(() -> record(odd, POSTERS))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("plus de conversions (30) que de visites (19)")
                .hasMessageContaining("confirmez");
        assertThat(validation.evidence(team).daysRecorded()).isZero();

        stage.complete(instance, "record-metrics", Map.of("metrics", List.of(odd, POSTERS), "metricsConfirmed", true));

        assertThat(validation.evidence(team).daysRecorded()).isEqualTo(1);
        assertThat(jdbc.sql("select confirmed from metric where channel = 'Instagram' and journey = ?")
                        .param(instance)
                        .query(String.class)
                        .single())
                .contains("que de visites (19)");
        assertThat(runtime.getVariable(instance, "metricsConfirmed")).isNull();
    }

    @Test
    @DisplayName("d’un canal organique tiennent en deux champs, à part")
    void partPaidFromOrganic() {
        assertThat(String.valueOf(stage.shown(instance, "record-metrics").get("organicMetrics")))
                .isEqualTo("[{\"channel\":\"Affiches\",\"visits\":null,\"conversions\":null}]");
        assertThat(String.valueOf(stage.shown(instance, "record-metrics").get("metrics")))
                .doesNotContain("Affiches");

        stage.complete(
                instance,
                "record-metrics",
                Map.of(
                        "metrics",
                        List.of(Map.of("channel", "Instagram", "visits", 19, "conversions", 2)),
                        "organicMetrics",
                        List.of(POSTERS)));

        assertThat(validation.evidence(team).days().get(0).channels())
                .extracting(MetricRow::channel)
                .containsExactly("Affiches", "Instagram");
        assertThat(runtime.getVariable(instance, "organicMetrics")).isNull();
    }
}
