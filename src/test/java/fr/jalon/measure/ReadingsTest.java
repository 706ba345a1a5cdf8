package fr.jalon.measure;

import static fr.jalon.Api.plain;
import static fr.jalon.measure.MatomoServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.WholeDatabase;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.measure.Readings.Outcome;
import fr.jalon.team.Teams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@DisplayName("Le relevé des visites")
class ReadingsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Connections connections;

    @Autowired
    private Readings readings;

    @Autowired
    private MeasureRows rows;

    @Autowired
    private Measure measure;

    @Autowired
    private Seal seal;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final MatomoServer server = new MatomoServer();
    private String team;

    @BeforeEach
    void aTeam() {
        jdbc.sql("update measure_connection set token = null").update();
        team = stage.teamAWeekBefore();
        stage.clock(TODAY, 10, 0);
    }

    @AfterEach
    void close() {
        server.close();
        ClockUtil.reset();
    }

    private void connect() {
        connect(TOKEN);
    }

    private void connect(String token) {
        connections.save(teams.team(team), server.address(), "7", token, team + "-a");
    }

    private Connection connection() {
        return rows.find(team).orElseThrow();
    }

    private void after(Duration duration) {
        stage.clock(paris.now().plus(duration));
    }

    private long visits() {
        return measure.visits(team, TODAY.minusDays(60), TODAY)
                .map(MeasuredVisits::visits)
                .orElse(-1L);
    }

    @Test
    @DisplayName(
            "garde les quarante jours d’avant aujourd’hui, le mois du premier entier, et dit combien ont des chiffres")
    void keepsDays() {
        assertThat(measure.visits(team, YESTERDAY, YESTERDAY)).isEmpty();
        assertThat(measure.isConnected(team)).isFalse();
        connect();
        assertThat(measure.isConnected(team)).isTrue();
        assertThat(measure.visits(team, YESTERDAY, YESTERDAY)).isEmpty();

        assertThat(readings.read(team)).isEqualTo(Outcome.READ);

        MeasuredVisits november =
                measure.visits(team, LocalDate.of(2026, 11, 1), TODAY).orElseThrow();
        assertThat(november).isEqualTo(new MeasuredVisits(240, 24, 30, clock.instant()));
        assertThat(november.missing()).isEqualTo(6);
        assertThat(rows.days(team, TODAY.minusDays(60)).keySet())
                .contains(LocalDate.of(2026, 10, 1), TODAY.minusDays(2))
                .doesNotContain(LocalDate.of(2026, 9, 30), YESTERDAY, TODAY);
        assertThat(server.asked().get(0).form()).containsEntry("date", "2026-10-01,2026-11-29");
    }

    @Test
    @DisplayName("se fait chaque matin à cinq heures de Paris, une fois, quel que soit le nombre de nœuds")
    void isDoneEachMorning() throws Exception {
        connect();
        readings.round();
        readings.round();
        assertThat(server.asked()).hasSize(2);
        assertThat(paris.wallClock(connection().next()))
                .isEqualTo(TODAY.plusDays(1).atTime(5, 0));

        stage.clock(TODAY.plusDays(1), 4, 59);
        readings.round();
        assertThat(server.asked()).hasSize(2);

        stage.clock(TODAY.plusDays(1), 5, 0);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Future<?>> rounds = List.of(
                nodes.submit(readings::round),
                nodes.submit(readings::round),
                nodes.submit(readings::round),
                nodes.submit(readings::round));
        for (Future<?> round : rounds) round.get();
        nodes.shutdown();
        assertThat(server.asked()).hasSize(4);
        assertThat(visits()).isEqualTo(520);
    }

    @Test
    @DisplayName("est prévu dès qu’il y a une clé, et sans clé ne l’est pas")
    void isScheduledWithAKey() {
        ApplicationContextRunner jalon = new ApplicationContextRunner()
                .withUserConfiguration(MeasureConfiguration.class)
                .withBean(Readings.class, () -> readings)
                .withPropertyValues("jalon.measure.every=P1D");
        jalon.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ScheduledTaskHolder.class));
        jalon.withPropertyValues("jalon.measure.key=AAAA").run(context -> assertThat(
                        context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
                .singleElement()
                .hasToString(MeasureConfiguration.Mornings.class.getName() + ".round"));
    }

    @Test
    @DisplayName("remplace ce que l’on savait de ces jours, et laisse les jours d’avant")
    void replacesWhatWasKnown() {
        connect();
        readings.read(team);
        assertThat(visits()).isEqualTo(510);

        after(Duration.ofDays(12));
        server.answers("[]");
        readings.read(team);

        assertThat(visits()).isEqualTo(270);
        assertThat(rows.origins(team, YearMonth.of(2026, 1))).containsOnlyKeys(YearMonth.of(2026, 10));
    }

    @Test
    @DisplayName("ne se fait qu’une fois par minute, même demandé à chaque fois avec un nouveau jeton")
    void isThrottled() {
        connect();
        assertThat(readings.read(team)).isEqualTo(Outcome.READ);
        after(Duration.ofSeconds(59));
        connections.forgetToken(teams.team(team));
        connect();
        assertThat(readings.read(team)).isEqualTo(Outcome.NOT_NOW);
        readings.round();
        assertThat(server.asked()).hasSize(2);
        after(Duration.ofSeconds(1));
        assertThat(readings.read(team)).isEqualTo(Outcome.READ);
    }

    @Test
    @DisplayName("manqué, se retente une, deux, quatre… heures après, un jour et demi au plus, et dit depuis quand")
    void backsOff() {
        connect("un-jeton-faux");
        server.answersAsDocumented();
        readings.round();
        Connection first = connection();
        assertThat(plain(String.valueOf(first.fault()))).startsWith("Matomo refuse : « You can't access this resource");
        assertThat(first.failingSince()).isEqualTo(clock.instant());

        for (int hours : List.of(1, 2, 4, 8, 16, 32, 32)) {
            assertThat(Duration.between(clock.instant(), connection().next())).hasHours(hours);
            after(Duration.ofHours(hours).minusMinutes(1));
            int asked = server.asked().size();
            readings.round();
            assertThat(server.asked()).hasSize(asked);
            after(Duration.ofMinutes(1));
            readings.round();
            assertThat(server.asked()).hasSize(asked + 1);
            assertThat(connection().failingSince()).isEqualTo(first.failingSince());
        }

        connect();
        assertThat(connection().failingSince()).isNull();
        readings.round();
        assertThat(connection().fault()).isNull();
        assertThat(connection().failures()).isZero();
    }

    @Test
    @DisplayName("manqué, ne change rien à ce qui était relevé")
    void keepsNothingOfAFailure() {
        connect();
        readings.read(team);
        after(Duration.ofDays(1));
        server.answers("{\"2026-11-25\": {\"nb_visits\": 999}}");

        assertThat(readings.read(team)).isEqualTo(Outcome.FAILED);

        assertThat(visits()).isEqualTo(510);
        assertThat(connection().readAt()).isEqualTo(clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    @DisplayName("ne garde rien d’un Matomo que l’équipe a quitté pendant qu’il répondait")
    void dropsWhatIsNoLongerAsked() throws Exception {
        connect();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        server.answers(exchange -> {
            asked.countDown();
            try {
                changed.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            MatomoServer.send(exchange, 200, "[]".getBytes(StandardCharsets.UTF_8));
        });
        ExecutorService one = Executors.newSingleThreadExecutor();
        Future<Outcome> reading = one.submit(() -> readings.read(team));
        asked.await();
        connections.save(teams.team(team), server.address(), "8", "", "fanny");
        changed.countDown();
        reading.get();
        one.shutdown();

        assertThat(connection().readAt()).isNull();
        assertThat(connection().site()).isEqualTo(8);
        assertThat(connection().next()).isEqualTo(clock.instant());
    }

    @Test
    @DisplayName("ne se fait dans la transaction de personne")
    void waitsInNoTransaction() {
        connect();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> readings.read(team)))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @DisplayName("s’arrête avec la cohorte : archivée, elle perd le jeton et n’en reçoit plus")
    void endsWithTheCohort() {
        connect();
        readings.read(team);

        teams.archive(teams.cohort(teams.team(team).cohort()), true);

        assertThat(measure.isConnected(team)).isFalse();
        assertThat(connection().token()).isNull();
        assertThat(visits()).isEqualTo(510);
        after(Duration.ofDays(2));
        readings.round();
        assertThat(server.asked()).hasSize(2);
        assertThatThrownBy(this::connect).hasMessageContaining("est archivée");
    }

    @Test
    @DisplayName("ne peut rien d’un jeton que la clé n’ouvre pas, ni de celui d’une autre équipe, et le dit")
    void cannotUseForeignTokens() {
        connect();
        String foreign = seal.seal(TOKEN, Connection.purpose("une-autre", server.address()));
        jdbc.sql("update measure_connection set token = ? where team = ?")
                .params(foreign, team)
                .update();

        assertThat(readings.read(team)).isEqualTo(Outcome.FAILED);

        assertThat(connection().fault()).startsWith("Ce Jalon ne sait plus ouvrir le jeton");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    @DisplayName("ne laisse le jeton ni dans la base, ni dans le journal")
    void leavesNoTrace(CapturedOutput output) {
        connect();
        readings.read(team);
        server.answers("{\"result\":\"error\",\"message\":\"" + TOKEN + "\"}");
        after(Duration.ofDays(1));
        readings.round();

        assertThat(connection().fault()).contains("…");
        assertThat(WholeDatabase.columnsWith(jdbc, TOKEN)).isEmpty();
        assertThat(output.getAll()).doesNotContain(TOKEN);
    }
}
