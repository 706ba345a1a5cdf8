package fr.jalon.mail;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import jakarta.mail.internet.MimeMessage;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Le rappel du matin")
class MorningReminderTest {

    @RegisterExtension
    static final GreenMailExtension SERVER = new GreenMailExtension(ServerSetup.SMTP.dynamicPort())
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    @Autowired
    private Outbox outbox;

    @Autowired
    private List<Matter> matters;

    @Autowired
    private Choices choices;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Stage stage;

    @Autowired
    private Validation validation;

    @Autowired
    private BootcampRows journeys;

    private String team;
    private String instance;

    @BeforeEach
    void enterTheWeek() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        team = stage.team(Stage.MONDAY);
        instance = stage.open(team);
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        stage.complete(instance, "launch-campaigns");
        jdbc.sql("delete from outbox").update();
    }

    @AfterEach
    void leaveNothing() {
        jdbc.sql("delete from outbox").update();
        ClockUtil.reset();
    }

    private MimeMessage delivered() {
        Delivery.postman(
                        outbox,
                        matters,
                        choices,
                        clock,
                        Delivery.server(SERVER.getSmtp().getPort()))
                .round();
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        return SERVER.getReceivedMessages()[0];
    }

    @Test
    @DisplayName("dit à chaque membre quels chiffres manquent")
    void namesWhatIsMissing() throws Exception {
        stage.fire(instance, "day-morning");

        MimeMessage mail = delivered();
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(team + "-a@jalon.example");
        assertThat(plain(mail.getSubject())).endsWith(": le point du matin, jour 1 sur 7");
        assertThat(plain(Delivery.text(mail)))
                .contains(
                        "Bonjour Anne,",
                        "Il manque les chiffres du mercredi 21 octobre 2026 pour : Instagram, Affiches.")
                .doesNotContain("jours passés");
    }

    @Test
    @DisplayName("ne réclame pas ce qui est déjà là, mais rappelle un jour passé resté incomplet")
    void namesOldGaps() throws Exception {
        stage.liveUntil(instance, Stage.MONDAY.plusDays(3).atTime(23, 0));
        jdbc.sql("delete from outbox").update();
        validation.record(
                journeys.of(instance).experiment(),
                Stage.MONDAY.plusDays(3),
                List.of(row("Instagram"), row("Affiches")),
                "anne");

        stage.fire(instance, "day-over");
        stage.fire(instance, "day-morning");

        assertThat(plain(Delivery.text(delivered())))
                .contains("Les chiffres du jeudi 22 octobre 2026 sont complets", "incomplets : mercredi 21/10/2026");
    }

    private static MetricRow row(String channel) {
        return new MetricRow(channel, 0, 0, 10, 1, BigDecimal.ZERO);
    }

    @Test
    @DisplayName("attend sans rien faire échouer quand il n’y a pas de serveur")
    void waitsWithoutAServer() {
        stage.fire(instance, "day-morning");

        assertThat(stage.openTasks(instance)).contains("record-metrics");
        assertThat(jdbc.sql("select count(*) from outbox where sent_at is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
