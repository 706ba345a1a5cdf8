package fr.jalon.benchmark;

import com.sun.management.ThreadMXBean;
import fr.jalon.Api;
import fr.jalon.Stage;
import fr.jalon.experiment.Advice;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.ContractChange;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Proposal;
import fr.jalon.experiment.Recommendation;
import fr.jalon.experiment.Validation;
import fr.jalon.scic.process.TrackStage;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * What the largest dossier that can be costs as a page, as PDF and as JSON. Run with {@code ./mvnw test
 * -Dgroups=benchmark -DexcludedGroups= -Dtest=DossierBenchmark}; it prints, and asserts nothing.
 */
@Tag("benchmark")
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:dossier;DB_CLOSE_DELAY=-1")
@AutoConfigureMockMvc
@ActiveProfiles({"rehearsal", "test"})
@Import({Stage.class, TrackStage.class})
class DossierBenchmark {

    private static final int ITERATIONS = 4;
    private static final int CHANNELS = 20;
    private static final int DAYS = 28;
    private static final int CORRECTIONS = 50;
    private static final int AMENDMENTS = 20;
    private static final LocalDate FIRST = Stage.MONDAY;

    private String words;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private JdbcClient jdbc;

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "phrases, 'Le créneau du soir décide ; le contenu du panier compte peu, disent les abonnés. '",
        "un seul mot, m",
        "signes que la police n’a pas, 漢"
    })
    @DisplayName("Le plus grand dossier possible")
    void largestDossier(String kind, String words) throws InterruptedException {
        System.out.println("Dossier, textes : " + kind);
        this.words = words;
        String team = stage.team(FIRST);
        for (int number = 1; number <= ITERATIONS; number++) measure(team, number);
        for (int round = 1; round <= 3; round++) {
            for (String format : List.of("html", "pdf", "json")) told(round, format, team);
        }
        for (String format : List.of("html", "pdf", "json")) {
            System.out.printf(
                    "Dossier, %s : %d Mo vivants au plus%n", format, alive(() -> dossier(team, format)) >> 20);
        }
    }

    private MvcTestResult dossier(String team, String format) {
        return new Api(mvc).get(team + "-a", "/api/teams/{team}/dossier?format={format}", team, format);
    }

    private void told(int round, String format, String team) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        long worked = threads.getCurrentThreadCpuTime();
        MvcTestResult answer = dossier(team, format);
        System.out.printf(
                "Dossier, %s, essai %d : %d, %d ms (%d ms de processeur), %d ko, %d Mo alloués%n",
                format,
                round,
                answer.getResponse().getStatus(),
                (System.nanoTime() - began) / 1_000_000,
                (threads.getCurrentThreadCpuTime() - worked) / 1_000_000,
                answer.getResponse().getContentAsByteArray().length >> 10,
                (threads.getCurrentThreadAllocatedBytes() - allocated) >> 20);
    }

    /** What stays alive of some work at most, as one collection of garbage after the other finds it. */
    private static long alive(Runnable work) throws InterruptedException {
        Runtime memory = Runtime.getRuntime();
        System.gc();
        long before = memory.totalMemory() - memory.freeMemory();
        AtomicLong most = new AtomicLong();
        AtomicBoolean isOver = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!isOver.get()) {
                System.gc();
                most.accumulateAndGet(memory.totalMemory() - memory.freeMemory() - before, Math::max);
            }
        });
        collector.start();
        work.run();
        isOver.set(true);
        collector.join();
        return most.get();
    }

    /**
     * An experiment at every limit: channels, days, corrections, amendments, and texts as long as their fields take
     * them.
     */
    private void measure(String team, int number) {
        ExperimentId id = new ExperimentId(team + "-" + number, 1);
        stage.clock(FIRST.plusDays(100L * number), 10, 0);
        LocalDate first = FIRST.plusDays(100L * number);
        List<String> channels = IntStream.rangeClosed(1, CHANNELS)
                .mapToObj("Campagne de réactivation des abonnés %02d"::formatted)
                .toList();
        List<LocalDate> days =
                IntStream.range(0, DAYS).mapToObj(first::plusDays).toList();
        validation.plan(id, team, channels, Set.of(), days);
        validation.freeze(id, new Contract(5, 100, 90, 8, text(500)), 1);
        for (int change = 1; change <= AMENDMENTS; change++) {
            validation.amend(
                    id,
                    new ContractChange(5.0 + change, 100L + change, 90.0 + change, 8.0 + change, change + text(490)),
                    null,
                    text(2000),
                    "fanny");
        }
        for (LocalDate day : days) {
            validation.record(
                    id,
                    day,
                    channels.stream()
                            .map(channel -> new MetricRow(channel, 16_000L, 210L, 190L, 20L, new BigDecimal("1114.50")))
                            .toList(),
                    team + "-a");
        }
        jdbc.sql("insert into metric_correction (journey, iteration, on_day, channel, number, "
                        + "impressions, clicks, visits, conversions,"
                        + " spend, recorded_by, recorded_at, corrected_by, corrected_at) select "
                        + "journey, iteration, on_day, channel, x,"
                        + " impressions + x, clicks, visits, conversions, spend, recorded_by, "
                        + "recorded_at, recorded_by, recorded_at"
                        + " from metric, system_range(1, ?) where journey = ?")
                .params(CORRECTIONS, id.journey())
                .update();
        List<Map<String, String>> rules = new ArrayList<>();
        for (int rule = 0; rule < 8; rule++) {
            rules.add(IntStream.range(0, 7)
                    .boxed()
                    .collect(Collectors.toMap(cell -> "Critère " + cell, cell -> ">= 0.9")));
        }
        validation.recommend(
                id,
                new Proposal("PIVOT", text(2000), text(2000)),
                new Recommendation(
                        new Advice.Verdict("PIVOT", "Pivoter", text(300)),
                        Optional.empty(),
                        "go-pivot-stop v1",
                        rules));
        validation.close(id);
        validation.decide(id, "PIVOT", text(2000), "fanny");
    }

    private String text(int length) {
        return words.repeat(length / words.length() + 1).substring(0, length);
    }
}
