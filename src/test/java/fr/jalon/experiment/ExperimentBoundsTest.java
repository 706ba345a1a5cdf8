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
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.http.Printer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Ce qu’une expérience peut coûter")
class ExperimentBoundsTest {

    private static final LocalDate V1 = Stage.MONDAY.plusDays(2);
    private static final String FIGURES = """
      {"impressions": 1600, "clicks": 21, "visits": 19, "conversions": 2, "spend": 11.40}""";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private Printer printer;

    @Autowired
    private BootcampRows journeys;

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private String team;
    private String instance;

    /** Two channels are configured. */
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

    private MvcTestResult put(String channel, int visits) {
        return api.put(
                team + "-a",
                FIGURES.replace("19", "" + visits),
                "/api/teams/{team}/metrics/{day}/{channel}",
                team,
                V1,
                channel);
    }

    /** A file with that many channels beside the configured ones. */
    private MvcTestResult send(int channels) {
        String lines = IntStream.rangeClosed(1, channels)
                .mapToObj("21/10/2026;Canal %d;10;1;1;0;1\n"::formatted)
                .collect(Collectors.joining());
        return api.postCsv(
                team + "-a",
                ("date;canal;impressions;clics;visites;conversions;dépense\n" + lines
                                + "21/10/2026;instagram;10;1;1;0;1\n")
                        .getBytes(StandardCharsets.UTF_8),
                "/api/teams/{team}/metrics",
                team);
    }

    private MvcTestResult dossier(String query) {
        return api.get(team + "-a", "/api/teams/{team}/dossier" + query, team);
    }

    private int recorded() {
        return jdbc.sql("select count(distinct channel) from metric where journey = ?")
                .param(instance)
                .query(Integer.class)
                .single();
    }

    private ExperimentId experiment() {
        return journeys.of(instance).experiment();
    }

    @Test
    @DisplayName("s’arrête à vingt canaux dans un fichier, configurés compris, et rien n’est alors enregistré")
    void boundsChannelsOfAFile() {
        MvcTestResult refused = send(19);

        assertProblemOf(
                refused,
                422,
                "channel",
                "21 canaux",
                "20 au plus",
                "elle en a 2, l’envoi en ajoute 19",
                "un seul nom aux campagnes d’un même canal",
                "rien n’a été enregistré");
        assertThat(recorded()).isZero();
        assertThat(send(18)).hasStatusOk();
        assertThat(recorded()).isEqualTo(19);
    }

    @Test
    @DisplayName("se dit d’un coup pour trois mille canaux")
    void countsThousands() {
        assertProblemOf(send(3000), 422, "channel", "3 002 canaux", "l’envoi en ajoute 3 000");
    }

    @Test
    @DisplayName("s’arrête à vingt canaux un à un ; ceux qui sont connus se corrigent encore")
    void boundsChannelsOneByOne() {
        send(17);

        assertThat(put("Le vingtième", 19)).hasStatus(201);
        assertProblemOf(put("Un de trop", 19), 422, "channel", "21 canaux", "20 au plus");
        assertThat(put("le vingtieme", 23)).hasStatus(200);
        assertThat(put("Affiches", 23)).hasStatus(201);
        assertThat(recorded()).isEqualTo(20);
    }

    @Test
    @DisplayName("s’arrête à vingt canaux dans le formulaire du matin, qui reste ouvert")
    void boundsChannelsOfTheForm() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String channel : List.of("Instagram", "Affiches")) rows.add(row(channel));
        for (int number = 1; number <= 19; number++) rows.add(row("Canal " + number));

        assertThatThrownBy(() -> stage.complete(instance, "record-metrics", Map.of("metrics", rows)))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(plain(refusal.getMessage())).contains("21 canaux", "20 au plus"));
        assertThat(recorded()).isZero();
        stage.complete(instance, "record-metrics", Map.of("metrics", rows.subList(0, 20)));
        assertThat(recorded()).isEqualTo(20);
    }

    private static Map<String, Object> row(String channel) {
        return Map.of("channel", channel, "impressions", 100, "clicks", 1, "visits", 1, "conversions", 0, "spend", 1);
    }

    @Test
    @DisplayName("s’arrête à vingt canaux dès leur configuration, qui dit combien elle en a reçu")
    void boundsConfiguredChannels() {
        String other = stage.team(Stage.MONDAY.plusDays(60));
        stage.clock(Stage.MONDAY.plusDays(50), 10, 0);
        String journey = stage.open(other);
        stage.complete(
                journey,
                "follow-self-training",
                "create-tool-accounts",
                "confirm-team",
                "shortlist-ideas",
                "gate-preparation");
        stage.fire(journey, "ideation-opens");
        stage.complete(journey, "generate-ideas", "prioritise-ideas", "select-idea", "gate-ideation");
        stage.fire(journey, "planning-opens");
        stage.complete(journey, "define-mvp-scope", "build-roadmap", "assign-work", "gate-planning");
        stage.fire(journey, "prototyping-opens");
        stage.complete(journey, "build-mvp", "gate-prototyping");
        stage.fire(journey, "activation-opens");
        stage.complete(journey, "build-landing-page");
        List<Map<String, Object>> channels = IntStream.rangeClosed(1, 21)
                .mapToObj(number ->
                        Map.<String, Object>of("channel", "Canal " + number, "kind", "PAID", "audience", "Tous"))
                .toList();

        assertThatThrownBy(() -> stage.complete(journey, "configure-campaigns", Map.of("channels", channels)))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(plain(refusal.getMessage()))
                        .contains("20 lignes au plus, 21 reçues ; retirez-en 1, ou regroupez-en"));
        stage.complete(journey, "configure-campaigns", Map.of("channels", channels.subList(0, 20)));
    }

    @Test
    @DisplayName("reste à vingt canaux quand plusieurs envois arrivent ensemble")
    void holdsAtOnce() throws Exception {
        send(14);
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> requests = IntStream.rangeClosed(1, 8)
                    .<Callable<Integer>>mapToObj(number -> () ->
                            put("En même temps " + number, 19).getResponse().getStatus())
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : people.invokeAll(requests)) statuses.add(answer.get());

            // Two are configured, fourteen are in the file: there is room for four.
            assertThat(statuses)
                    .containsOnly(201, 422)
                    .filteredOn(status -> status == 201)
                    .hasSize(4);
            assertThat(recorded()).isEqualTo(19);
        } finally {
            people.shutdown();
        }
    }

    @Test
    @DisplayName("garde ses canaux quand elle en avait plus avant la borne, et n’en prend pas d’autre")
    void keepsWhatWasThere() {
        validation.record(
                experiment(), V1, List.of(new MetricRow("Ancien 0", 10L, 1L, 1L, 0L, BigDecimal.ONE)), team + "-a");
        for (int number = 1; number <= 30; number++) copy("Ancien " + number);

        assertThat(put("ancien 30", 23)).hasStatus(200);
        assertProblemOf(put("Nouveau", 19), 422, "channel", "34 canaux");
    }

    private void copy(String channel) {
        jdbc.sql("insert into metric (journey, iteration, on_day, channel, impressions, clicks, "
                        + "visits, conversions, spend, recorded_by,"
                        + " recorded_at) select journey, iteration, on_day, ?, impressions, "
                        + "clicks, visits, conversions, spend, recorded_by,"
                        + " recorded_at from metric where journey = ? and channel = 'Ancien 0'")
                .params(channel, instance)
                .update();
    }

    /** As if a figure had been corrected so often, from the lowest number of visits on. */
    private void corrected(int times) {
        put("Instagram", 19);
        jdbc.sql("insert into metric_correction (journey, iteration, on_day, channel, number, "
                        + "impressions, clicks, visits, conversions,"
                        + " spend, recorded_by, recorded_at, corrected_by, corrected_at) select "
                        + "journey, iteration, on_day, channel, x,"
                        + " impressions, clicks, x, conversions, spend, recorded_by, "
                        + "recorded_at, recorded_by, recorded_at"
                        + " from metric, system_range(1, ?) where journey = ? and channel = 'Instagram'")
                .params(times, instance)
                .update();
    }

    @Test
    @DisplayName("garde cinquante corrections d’un même chiffre, et refuse la suivante en le nommant")
    void boundsCorrections() {
        corrected(49);

        assertThat(put("Instagram", 23)).hasStatus(200);
        assertProblem(
                put("Instagram", 24),
                409,
                "déjà été corrigés 50 fois",
                "« Instagram » le mercredi 21 octobre 2026",
                "Retirez-les de l’envoi");
        assertProblem(send(1), 409, "« Instagram » le mercredi 21 octobre 2026");
        assertThat(put("Instagram", 23)).hasStatus(200);
        assertThat(recorded()).isEqualTo(1);
        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.iterations[0].metrics[0].formerly.length()")
                .isEqualTo(50);
    }

    @Test
    @DisplayName("montre ses trente dernières corrections, et les a toutes dans le JSON")
    void showsTheLatestCorrections() {
        corrected(30);
        assertThat(plain(text(dossier("")))).contains("corrigé ; avant :").doesNotContain("dernières corrections");

        jdbc.sql("delete from metric_correction where journey = ?")
                .param(instance)
                .update();
        corrected(31);

        String page = plain(text(dossier("")));
        assertThat(page).contains("Les 30 dernières corrections de 31 ; toutes dans le JSON.");
        assertThat(page.split("corrigé ; avant :", -1)).hasSize(31);
        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.iterations[0].corrections")
                .isEqualTo(31);
        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.iterations[0].metrics[0].formerly[*].figures.visits")
                .isEqualTo(IntStream.rangeClosed(1, 31).boxed().toList());
    }

    @Test
    @DisplayName("montre ses deux cents dernières lignes, et celles qui ont été corrigées")
    void showsTheLastLines() {
        validation.record(
                experiment(), V1, List.of(new MetricRow("Ancien 0", 10L, 1L, 1L, 0L, BigDecimal.ONE)), team + "-a");
        for (int number = 1; number <= 200; number++) copy("Ancien " + number);
        assertThat(plain(text(dossier(""))))
                .contains(
                        "Les 200 dernières lignes de 201 ; toutes dans le JSON.",
                        "<td>Ancien 99</td>",
                        "et 181 autres canaux")
                .doesNotContain("<td>Ancien 0</td>");

        put("Ancien 0", 23);

        assertThat(plain(text(dossier("")))).contains("<td>Ancien 0</td>").doesNotContain("<td>Ancien 1</td>");
    }

    @Test
    @DisplayName("admet vingt amendements")
    void boundsAmendments() {
        for (int number = 1; number <= 20; number++) {
            assertThat(amend(100 + number)).hasStatus(201);
        }
        assertProblem(amend(99), 409, "déjà été amendé 20 fois", "pivotez");
        assertThat(dossier("?format=json"))
                .bodyJson()
                .extractingPath("$.iterations[0].amendments.length()")
                .isEqualTo(20);
    }

    private MvcTestResult amend(int spendCap) {
        return api.post(
                "fanny",
                "{\"spendCap\": %d, \"reason\": \"Le clic a doublé.\"}".formatted(spendCap),
                "/api/teams/{team}/amendments",
                team);
    }

    @Test
    @DisplayName("se prolonge une fois, et seulement si les données ne suffisent pas")
    void boundsTheWeek() {
        stage.liveUntil(instance, V1.plusDays(7).atTime(12, 1));
        assertThat(stage.openTasks(instance)).contains("gate-validation");

        assertThat(stage.shown(instance, "gate-validation")).doesNotContainKeys("leftOut", "gaps");

        extend(7);

        assertThat(validation.days(experiment())).hasSize(14);
        assertThat(validation.gaps(experiment())).isEmpty();
        assertThatThrownBy(() -> validation.extend(experiment(), List.of(V1.plusDays(14))))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(plain(refusal.getMessage())).contains("déjà été prolongée"));
    }

    @Test
    @DisplayName("dit au jalon, puis partout, les jours qu’une prolongation tardive laisse de côté")
    void saysWhatALateExtensionLeavesOut() {
        stage.liveUntil(instance, V1.plusDays(9).atTime(10, 0));
        String said = "Du mercredi 28 octobre 2026 au jeudi 29 octobre 2026, hors de la semaine et sans chiffres : "
                + "deux jours non comptés.";
        assertThat(plain(String.valueOf(stage.shown(instance, "gate-validation").get("leftOut"))))
                .isEqualTo(said);

        extend(2);
        stage.liveUntil(instance, V1.plusDays(11).atTime(12, 1));

        assertThat(validation.days(experiment()))
                .extracting(WeekDay::day)
                .endsWith(V1.plusDays(6), V1.plusDays(9), V1.plusDays(10));
        assertThat(plain(String.valueOf(stage.shown(instance, "gate-validation").get("gaps"))))
                .isEqualTo(said);
        assertThat(plain(text(api.get("fanny", "/api/teams/{team}/dossier", team))))
                .contains(said);
    }

    private void extend(int days) {
        stage.complete(instance, "gate-validation", Map.of("gateVerdict", "EXTEND", "extraDays", days));
    }

    @Test
    @DisplayName("a un dossier de trois itérations par page, les dernières d’abord")
    void pagesIterations() {
        assertThat(plain(text(dossier("")))).doesNotContain("Page 1");
        for (int iteration = 2; iteration <= 4; iteration++) {
            stage.clock(Stage.MONDAY.plusDays(20L * iteration), 10, 0);
            validation.plan(
                    new ExperimentId(instance, iteration),
                    team,
                    List.of("Instagram"),
                    Set.of(),
                    List.of(Stage.MONDAY.plusDays(20L * iteration)));
        }

        assertThat(dossier("?format=json")).bodyJson().isLenientlyEqualTo("""
        {"page": 1, "pages": 2, "iterations": [{"iteration": 2}, {"iteration": 3}, {"iteration": 4}]}""");
        assertThat(dossier("?format=json&page=2"))
                .bodyJson()
                .isLenientlyEqualTo("{\"page\": 2, \"iterations\": [{\"iteration\": 1}]}");
        assertThat(dossier(""))
                .bodyText()
                .contains("?page=2", "Itérations précédentes")
                .doesNotContain("Itérations suivantes");
        assertThat(dossier("?page=2")).bodyText().contains("?page=1", "Itérations suivantes", "?format=pdf&amp;page=2");
        assertProblem(dossier("?page=3"), 404, "pas de page 3", "il en a 2");
        assertProblem(dossier("?page=0"), 404, "pas de page 0");
        assertProblemOf(dossier("?page=toutes"), 400, "page");
    }

    @Test
    @DisplayName("s’imprime à deux à la fois ; qui vient de trop lit quand revenir, sur une page s’il est "
            + "dans un navigateur")
    void printsAFewAtOnce() throws InterruptedException {
        printer.places.acquire(2);
        try {
            MvcTestResult program = dossier("?format=pdf");
            assertThat(program)
                    .hasStatus(429)
                    .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                    .headers()
                    .hasValue(HttpHeaders.RETRY_AFTER, "5");
            assertThat(program)
                    .bodyJson()
                    .isLenientlyEqualTo("{\"title\": \"Trop de demandes à la fois\", \"status\": 429}");
            MvcTestResult person = mvc.get()
                    .uri("/api/teams/{team}/dossier?format=pdf", team)
                    .accept("text/html", "*/*;q=0.8")
                    .with(SecurityMockMvcRequestPostProcessors.httpBasic(team + "-a", Stage.PASSWORD))
                    .exchange();
            assertThat(person)
                    .hasStatus(429)
                    .hasContentTypeCompatibleWith(MediaType.TEXT_HTML)
                    .headers()
                    .hasValue(HttpHeaders.RETRY_AFTER, "5");
            assertThat(text(person)).contains("<html lang=\"fr\">", "attendez quelques secondes");
            assertThat(dossier("")).hasStatusOk();
            String stranger = stage.team(Stage.MONDAY) + "-a";
            assertProblem(api.get(stranger, "/api/teams/{team}/dossier?format=pdf", team), 404, team);
        } finally {
            printer.places.release(2);
        }
        assertThat(dossier("?format=pdf")).hasStatusOk();
        assertThat(printer.places.availablePermits()).isEqualTo(2);
    }
}
