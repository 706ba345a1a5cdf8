package fr.jalon.mail;

import static fr.jalon.Pages.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.mail.TrialMail.Outcome;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Le courriel d’essai")
class TrialMailTest {

    @RegisterExtension
    static final GreenMailExtension SERVER = new GreenMailExtension(ServerSetup.SMTP.dynamicPort())
            .withConfiguration(GreenMailConfiguration.aConfig().withUser("jalon", "secret"));

    private static final String HER = "chloe@jalon.example";
    private static final Duration LONG = Duration.ofSeconds(20);

    @Autowired
    private TrialMail trial;

    @Autowired
    private Outbox outbox;

    @Autowired
    private List<Matter> matters;

    @Autowired
    private Choices choices;

    @Autowired
    private Clock clock;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @BeforeEach
    void staff() {
        stage.staff();
    }

    private Outcome send(JavaMailSenderImpl server, Duration patience) {
        return trial.send(Delivery.postman(outbox, matters, choices, clock, server), HER, patience);
    }

    private Outcome refusing(UnaryOperator<String> answer) throws IOException {
        try (SmtpServer server = new SmtpServer(answer)) {
            return send(Delivery.server(server.port()), LONG);
        }
    }

    private static JavaMailSenderImpl server(String password) {
        JavaMailSenderImpl server = Delivery.server(SERVER.getSmtp().getPort());
        server.setUsername("jalon");
        server.setPassword(password);
        server.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
        return server;
    }

    @Test
    @DisplayName("part aussitôt, sans passer par ce qui attend, et dit quel serveur l’a pris")
    void leavesAtOnce() throws MessagingException, IOException {
        int waiting = outbox.list(Optional.empty(), "", 0, 500).size();

        Outcome outcome = send(server("secret"), LONG);

        assertThat(outcome.isAccepted()).as(outcome.said()).isTrue();
        assertThat(outcome.said()).contains("127.0.0.1:" + SERVER.getSmtp().getPort(), HER);
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(SERVER.getReceivedMessages()[0].getSubject()).isEqualTo("Courriel d’essai de Jalon");
        assertThat(Delivery.text(SERVER.getReceivedMessages()[0])).contains("/mail");
        assertThat(outbox.list(Optional.empty(), "", 0, 500)).hasSize(waiting);
    }

    @Test
    @DisplayName("dit un mot de passe refusé")
    void tellsARefusedLogin() {
        Outcome outcome = send(server("faux"), LONG);

        assertThat(outcome.isAccepted()).isFalse();
        assertThat(outcome.said()).contains("n’est pas parti", "mot de passe", "spring.mail.password");
        assertThat(SERVER.getReceivedMessages()).isEmpty();
    }

    @Test
    @DisplayName("dit un serveur inconnu")
    void tellsAnUnknownHost() {
        JavaMailSenderImpl nowhere = Delivery.server(25);
        nowhere.setHost("nulle-part.invalid");

        assertThat(send(nowhere, LONG).said()).contains("nulle-part.invalid", "introuvable", "spring.mail.host");
    }

    @Test
    @DisplayName("dit un port où personne ne répond")
    void tellsAClosedPort() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(send(Delivery.server(port), LONG).said()).contains("refuse la connexion", "spring.mail.port");
    }

    @Test
    @DisplayName("dit une adresse refusée, avec les mots du serveur")
    void tellsARefusedRecipient() throws IOException {
        assertThat(refusing(line -> "550 5.1.1 No such user").said())
                .contains("refuse l’adresse " + HER, "5.1.1 No such user");
    }

    @Test
    @DisplayName("dit un expéditeur refusé")
    void tellsARefusedSender() throws IOException {
        try (SmtpServer server = new SmtpServer(line -> "250 Ok", line -> "550 5.7.1 Sender not allowed")) {
            assertThat(send(Delivery.server(server.port()), LONG).said())
                    .contains("refuse l’expéditeur", "jalon.mail.from", "5.7.1 Sender not allowed");
        }
    }

    @Test
    @Timeout(10)
    @DisplayName("n’attend pas un serveur qui se tait, même sans délai réglé")
    void doesNotWaitForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(send(Delivery.server(silent.getLocalPort()), Duration.ofMillis(300))
                            .said())
                    .contains("n’a pas répondu à temps");
        }
    }

    @Test
    @DisplayName("dit qu’aucun serveur n’est configuré, et la page ne le propose pas")
    void tellsThatThereIsNoServer() {
        assertThat(trial.send(HER).said()).contains("Aucun serveur");
        assertThat(said(Pages.get(mvc, "admin", "/mail"))).doesNotContain("Envoyer un courriel d’essai");
    }

    @Test
    @DisplayName("se demande sur la page, par l’administration, à une adresse qui en est une, et peu de fois de suite")
    void isAskedForOnThePage() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2031-03-03T08:00:00Z")));
        assertThat(asked("fanny", HER)).hasStatus(403);
        assertThat(asked("admin", "chloe@")).hasStatus(422);
        for (int times = 0; times < 10; times++) {
            assertThat(asked("admin", " " + HER)).hasStatus(302).hasHeader("Location", "/mail");
        }
        assertThat(asked("admin", HER)).hasStatus(429);

        ClockUtil.setCurrentTime(Date.from(Instant.parse("2031-03-03T08:06:00Z")));
        assertThat(asked("admin", HER))
                .hasStatus(302)
                .flash()
                .containsEntry("refused", "Aucun serveur de courriel n’est configuré : rien n’est parti.");
    }

    private MvcTestResult asked(String who, String to) {
        return Pages.post(mvc, who, "/mail/essai", "to", to);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }
}
