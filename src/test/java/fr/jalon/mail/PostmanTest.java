package fr.jalon.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.JalonTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Le courriel part de la base")
class PostmanTest {

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
    private TransactionTemplate transaction;

    private Postman postman;

    private static final Instant NOW = Instant.parse("2027-01-11T08:00:00Z");

    @BeforeEach
    void emptyTheOutbox() {
        ClockUtil.setCurrentTime(Date.from(NOW));
        jdbc.sql("delete from outbox").update();
        postman = postman(SERVER.getSmtp().getPort());
    }

    @AfterEach
    void leaveItEmpty() {
        jdbc.sql("delete from outbox").update();
        ClockUtil.reset();
    }

    private static void wait(Duration duration) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(duration)));
    }

    private Postman postman(int port) {
        return Delivery.postman(outbox, matters, choices, clock, Delivery.server(port));
    }

    private List<Outbox.Entry> waiting() {
        return outbox.list(Optional.empty(), "", 0, 10);
    }

    private void put(String key, String recipient) {
        transaction.executeWithoutResult(
                status -> Delivery.put(outbox, key, recipient, "Équipe « Été » : jalon à valider", """
        Bonjour Chloé,

        L’équipe a dépassé son objectif : 12 € par conversion…
        """));
    }

    private Map<String, Object> row(String key) {
        return jdbc.sql("select sent_at, attempts, last_error from outbox where message_key = ?")
                .param(key)
                .query()
                .singleRow();
    }

    @Test
    @DisplayName("à un domaine international sous sa forme ASCII, même si l’adresse fut gardée en lettres")
    void writesInternationalDomainsInAscii() throws MessagingException {
        put("jalon-1", "lou@école-été.example");

        postman.round();

        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(SERVER.getReceivedMessages()[0].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("lou@xn--cole-t-9uafb.example");
    }

    @Test
    @DisplayName("en français, avec ses accents et ses guillemets, de la part de Jalon")
    void isFrench() throws MessagingException, IOException {
        put("jalon-1", "chloe@jalon.example");

        postman.round();

        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        MimeMessage received = SERVER.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Équipe « Été » : jalon à valider");
        assertThat(received.getAllRecipients()).extracting(Object::toString).containsExactly("chloe@jalon.example");
        assertThat(received.getFrom()).extracting(Object::toString).containsExactly("Jalon <jalon@jalon.example>");
        assertThat(Delivery.text(received))
                .contains("Bonjour Chloé,", "L’équipe a dépassé son objectif : 12 € par conversion…");
    }

    @Test
    @DisplayName("comme message d’un programme, daté, en texte et en page qui dit la même chose, sans rien "
            + "chercher ailleurs")
    void isReadEitherWay() throws MessagingException, IOException {
        transaction.executeWithoutResult(
                status -> Delivery.put(outbox, "jalon-1", "chloe@jalon.example", "Vos « guides »", """
        Bonjour <b>Chloé</b>,

        L’équipe Voir https://ailleurs.exemple/ ici avance.
        Et de deux.

        • Guide 1 : l’idée : https://jalon.exemple.fr/guides/idee.html?a=1&b=2
        • Guide 2

        https://jalon.exemple.fr/invitation/secret
        """));

        postman.round();

        MimeMessage received = SERVER.getReceivedMessages()[0];
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(Delivery.text(received)).startsWith("Bonjour <b>Chloé</b>,\n\nL’équipe");
        assertThat(Delivery.html(received))
                .contains(
                        "<html lang=\"fr\">",
                        "<title>Vos « guides »</title>",
                        "<p>Bonjour &lt;b&gt;Chloé&lt;/b&gt;,</p>",
                        "<p>L’équipe Voir https://ailleurs.exemple/ ici avance.<br>\nEt de deux.</p>",
                        "<li>Guide 2</li>\n</ul>",
                        "<li><a href=\"https://jalon.exemple.fr/guides/idee.html?a=1&amp;b=2\" "
                                + "style=\"color:#b4420f\">Guide 1 : l’idée</a></li>",
                        ">https://jalon.exemple.fr/invitation/secret</a></p>")
                .doesNotContain("src=", "<link", "url(");
    }

    @Test
    @DisplayName("avec le nom de Jalon, un seul bouton, pour le premier lien vers Jalon, et la raison de l’écrire, "
            + "en texte aussi")
    void actsByOneButton() throws MessagingException, IOException {
        transaction.executeWithoutResult(
                status -> Delivery.put(outbox, "jalon-1", "chloe@jalon.example", "Jalon à refaire", """
        Bonjour Chloé,

        Le facilitateur écrit : https://ailleurs.exemple/<script>

        La tâche : https://jalon.exemple.fr/tache?a=1&b=2
        La page de l’équipe : https://jalon.exemple.fr/equipes/boussole
        """));

        postman.round();

        MimeMessage received = SERVER.getReceivedMessages()[0];
        String html = Delivery.html(received);
        assertThat(html.split("display:inline-block", -1)).hasSize(2);
        assertThat(html)
                .containsPattern("<p style=\"[^\"]*\">Jalon</p>")
                .containsPattern("<a href=\"https://jalon.exemple.fr/tache\\?a=1&amp;b=2\" "
                        + "style=\"display:inline-block[^\"]*\">La tâche</a>")
                .contains("<a href=\"https://jalon.exemple.fr/equipes/boussole\" style=\"color:#b4420f\">")
                .doesNotContain("<script");
        assertThat(List.of(Delivery.text(received), html))
                .allMatch(part -> part.contains("Jalon vous écrit parce que ce message vous concerne directement."));
        assertThat(raw(received))
                .contains("Content-Type: multipart/alternative;", "Content-Type: text/plain; charset=UTF-8")
                .contains("Content-Type: text/html; charset=UTF-8")
                .doesNotContain("List-Unsubscribe");
    }

    private static String raw(MimeMessage message) {
        return GreenMailUtil.getWholeMessage(message);
    }

    @Test
    @DisplayName("avec un bouton « Ouvrir dans Jalon » pour un lien sans nom, ou dont le nom est une phrase")
    void namesTheButton() throws MessagingException, IOException {
        transaction.executeWithoutResult(
                status -> Delivery.put(outbox, "jalon-1", "chloe@jalon.example", "Le point du matin", """
        Les chiffres d’abord, puis un point rapide en équipe, avant midi : https://jalon.exemple.fr/tache
        """));

        postman.round();

        assertThat(Delivery.html(SERVER.getReceivedMessages()[0]))
                .contains("<p>Les chiffres d’abord, puis un point rapide en équipe, avant midi\u00a0:<br>\n<a href=")
                .contains(">Ouvrir dans Jalon</a></p>");
    }

    @Test
    @DisplayName("et se garde un an, puis s’oublie ; ce qui attend n’est jamais oublié")
    void isForgottenAfterAYear() {
        for (String key : List.of("jalon-sent", "jalon-abandoned", "jalon-dropped", "jalon-waiting"))
            put(key, "chloe@jalon.example");
        jdbc.sql("update outbox set next_attempt_at = null").update();
        jdbc.sql("update outbox set sent_at = created_at where message_key = 'jalon-sent'")
                .update();
        outbox.abandon("jalon-abandoned");
        outbox.drop(Map.of("jalon-dropped", "Perdu."));

        wait(Duration.ofDays(365));
        postman.forget();
        assertThat(waiting()).hasSize(4);

        wait(Duration.ofSeconds(1));
        postman.forget();
        assertThat(waiting()).extracting(Outbox.Entry::key).containsExactly("jalon-waiting");
    }

    @Test
    @DisplayName("une seule fois, aussi souvent que passe le facteur")
    void isSentOnce() {
        put("jalon-1", "chloe@jalon.example");

        postman.round();
        postman.round();

        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(row("jalon-1"))
                .containsEntry("attempts", 1)
                .containsEntry("last_error", null)
                .hasEntrySatisfying("sent_at", sent -> assertThat(sent).isNotNull());
    }

    @Test
    @DisplayName("une seule fois, même si le travail qui l’écrit est repris")
    void isPutOnce() {
        put("jalon-1", "chloe@jalon.example");
        put("jalon-1", "chloe@jalon.example");
        postman.round();
        put("jalon-1", "chloe@jalon.example");
        postman.round();

        assertThat(SERVER.getReceivedMessages()).hasSize(1);
    }

    @Test
    @DisplayName("sous le même Message-ID s’il part deux fois, sous un autre s’il est un autre")
    void hasAStableId() throws MessagingException {
        put("jalon-1", "chloe@jalon.example");
        postman.round();
        jdbc.sql("update outbox set sent_at = null, next_attempt_at = created_at")
                .update();
        put("jalon-2", "chloe@jalon.example");
        postman.round();

        String[] ids =
                Stream.of(SERVER.getReceivedMessages()).map(PostmanTest::id).toArray(String[]::new);
        assertThat(ids).hasSize(3).allMatch(id -> id.matches("<[0-9a-f-]{36}@jalon\\.exemple\\.fr>"));
        assertThat(Stream.of(ids).distinct()).hasSize(2);
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    @DisplayName("attend, avec l’erreur, tant que le serveur ne répond pas, puis part")
    void waitsForTheServer() {
        put("jalon-1", "chloe@jalon.example");

        Postman lost = postman(1);
        lost.round();
        wait(Duration.ofSeconds(10));
        lost.round();

        assertThat(row("jalon-1"))
                .containsEntry("attempts", 2)
                .containsEntry("sent_at", null)
                .hasEntrySatisfying(
                        "last_error", error -> assertThat(error).asString().contains("127.0.0.1"));
        assertThat(waiting()).hasSize(1);

        wait(Duration.ofSeconds(20));
        postman.round();

        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(row("jalon-1")).containsEntry("attempts", 3).containsEntry("last_error", null);
    }

    @Test
    @DisplayName("n’est envoyé que par un nœud à la fois ; s’il tombe, un autre le reprend au bout de deux minutes")
    void isTakenOnce() {
        put("jalon-1", "chloe@jalon.example");
        Outbox.Message due = outbox.due(1).get(0);

        Outbox.Message taken = outbox.take(due).orElseThrow();

        assertThat(outbox.take(due)).isEmpty();
        outbox.failed(due, "d’un autre nœud, qui n’a pas vu celui-ci");
        postman.round();
        assertThat(SERVER.getReceivedMessages()).isEmpty();
        wait(Duration.ofMinutes(2));
        postman.round();
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        outbox.failed(taken, "trop tard");
        assertThat(row("jalon-1")).containsEntry("attempts", 1).containsEntry("last_error", null);
    }

    @Test
    @DisplayName("se réessaie de plus en plus rarement, jusqu’à une fois par heure, et sans fin")
    void isTriedLessAndLess() {
        put("jalon-1", "chloe@jalon.example");
        List<Duration> delays = new ArrayList<>();

        for (int attempt = 0; attempt < 12; attempt++) {
            Outbox.Message message = outbox.due(1).get(0);
            outbox.failed(message, "451 plus tard");
            Instant next = waiting().get(0).at();
            delays.add(Duration.between(ClockUtil.getCurrentTime().toInstant(), next));
            ClockUtil.setCurrentTime(Date.from(next.minusMillis(1)));
            assertThat(outbox.due(1)).isEmpty();
            ClockUtil.setCurrentTime(Date.from(next));
        }

        assertThat(delays)
                .extracting(Duration::toSeconds)
                .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L, 3600L);
        jdbc.sql("update outbox set attempts = 900000").update();
        outbox.failed(outbox.due(1).get(0), "451 plus tard");
        assertThat(waiting().get(0).at())
                .isEqualTo(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofHours(1)));
    }

    @Test
    @DisplayName("attend comme tous les autres quand aucun serveur ne répond : un seul est essayé, et le "
            + "journal n’a qu’une ligne")
    void waitsWithTheOthers(CapturedOutput output) {
        for (int i = 1; i <= 5; i++) put("jalon-" + i, "chloe@jalon.example");

        postman(1).round();

        assertThat(outbox.due(10)).isEmpty();
        assertThat(waiting()).hasSize(5).allSatisfy(message -> {
            assertThat(message.attempts()).isEqualTo(1);
            assertThat(message.why()).contains("127.0.0.1");
            assertThat(message.at()).isEqualTo(NOW.plusSeconds(10));
        });
        assertThat(output.getAll().lines().filter(line -> line.contains("Postman")))
                .singleElement()
                .asString()
                .contains("no mail server, 5 put off");
    }

    @Test
    @Timeout(30)
    @DisplayName("n’est pas retenu pour toujours par un serveur qui accepte et se tait : les délais de Jalon, "
            + "réglables, y mettent fin")
    void outwaitsASilentServer() throws IOException {
        put("jalon-1", "chloe@jalon.example");
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
                .withPropertyValues("spring.mail.host=127.0.0.1")
                .run(jalon -> assertThat(jalon.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
                        .containsOnly(Stream.of("smtp", "smtps")
                                .flatMap(protocol -> Stream.of("connectiontimeout", "timeout", "writetimeout")
                                        .map(kind -> entry("mail." + protocol + "." + kind, "10000")))
                                .toArray(Map.Entry[]::new)));

        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer())
                    .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.mail.host=127.0.0.1",
                            "spring.mail.port=" + silent.getLocalPort(),
                            "spring.mail.properties.mail.smtp.timeout=100")
                    .run(jalon -> Delivery.postman(
                                    outbox, matters, choices, clock, jalon.getBean(JavaMailSenderImpl.class))
                            .round());
        }

        assertThat(waiting()).singleElement().satisfies(message -> {
            assertThat(message.why()).contains("Read timed out");
            assertThat(message.at()).isEqualTo(NOW.plusSeconds(10));
        });
    }

    @Test
    @DisplayName("n’est pas retenu par un autre dont l’adresse n’en est pas une, et qui ne se réessaie pas")
    void isNotHeldUp() {
        put("jalon-1", "pas une adresse");
        put("jalon-2", "chloe@jalon.example");

        postman.round();

        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(row("jalon-1"))
                .containsEntry("sent_at", null)
                .containsEntry("attempts", 1)
                .hasEntrySatisfying("last_error", error -> assertThat(error).isNotNull());
        assertThat(waiting().get(0).at()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"550 5.1.1 Unknown user, true", "450 4.2.0 Try again later, false"})
    @DisplayName("ne se réessaie pas de lui-même quand le serveur en refuse le destinataire pour de bon, mais "
            + "bien quand c’est pour un moment")
    void heedsTheServer(String answer, boolean forGood) throws Exception {
        put("jalon-1", "chloe@jalon.example");
        put("jalon-2", "david@jalon.example");

        try (SmtpServer server = new SmtpServer(recipient -> recipient.contains("chloe") ? answer : "250 Ok")) {
            postman(server.port()).round();
        }

        assertThat(row("jalon-2").get("sent_at")).isNotNull();
        assertThat(waiting())
                .filteredOn(message -> message.state() != Outbox.State.SENT)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.key()).isEqualTo("jalon-1");
                    assertThat(message.why().strip())
                            .satisfies(error -> assertThat(error.equals(answer)).isEqualTo(forGood))
                            .endsWith(answer);
                    assertThat(message.at()).isEqualTo(forGood ? null : NOW.plusSeconds(10));
                });
        wait(Duration.ofDays(1));
        assertThat(outbox.due(10)).hasSize(forGood ? 0 : 1);
    }

    @Test
    @DisplayName("se réessaie quand c’est l’expéditeur, non le destinataire, qui n’a pas d’adresse")
    void doesNotBlameTheRecipient() {
        put("jalon-1", "chloe@jalon.example");

        new Postman(
                        outbox,
                        matters,
                        choices,
                        new JavaMailSenderImpl(),
                        clock,
                        "Jalon chez nous",
                        Duration.ofDays(365),
                        "https://jalon.exemple.fr")
                .round();

        assertThat(waiting().get(0).at()).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    @DisplayName("ne laisse pas l’adresse au journal quand il est refusé")
    void keepsTheAddressOutOfTheLog(CapturedOutput output) {
        put("jalon-1", "chloe@jalon.example");
        JavaMailSenderImpl refusing = new JavaMailSenderImpl() {
            @Override
            public void send(MimeMessage message) {
                throw new MailSendException("550 5.1.1 <Chloe@jalon.example>: Recipient address rejected");
            }
        };

        Delivery.postman(outbox, matters, choices, clock, refusing).round();

        assertThat(output.getAll())
                .contains("mail jalon-1 not sent: 550 5.1.1 <…>: Recipient")
                .doesNotContainIgnoringCase("chloe");
        assertThat(row("jalon-1").get("last_error")).asString().contains("Chloe@jalon.example");
    }

    @Test
    @DisplayName("passe avant ceux qui ont déjà échoué")
    void goesBeforeThoseThatFailed() {
        put("jalon-1", "chloe@jalon.example");
        postman(1).round();
        put("jalon-2", "chloe@jalon.example");

        assertThat(outbox.due(1))
                .singleElement()
                .extracting(Outbox.Message::key)
                .isEqualTo("jalon-2");
    }

    @Test
    @DisplayName("ne part pas si le travail qu’il raconte est annulé")
    void isPartOfTheWork() {
        transaction.executeWithoutResult(status -> {
            Delivery.put(outbox, "jalon-1", "chloe@jalon.example", "Sujet", "Texte");
            status.setRollbackOnly();
        });

        postman.round();

        assertThat(SERVER.getReceivedMessages()).isEmpty();
    }

    @Test
    @DisplayName("ne s’écrit pas hors d’un travail")
    void needsWork() {
        assertThatThrownBy(() -> Delivery.put(outbox, "jalon-1", "chloe@jalon.example", "Sujet", "Texte"))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    @DisplayName("n’existe pas pour qui n’a pas d’adresse")
    void needsAnAddress() {
        put("jalon-1", "");
        put("jalon-2", " ");

        assertThat(waiting()).isEmpty();
    }

    @Test
    @DisplayName("garde une longue erreur en mille caractères")
    void keepsAShortError() {
        put("jalon-1", "chloe@jalon.example");

        outbox.failed(outbox.due(1).get(0), "e".repeat(5000));

        assertThat(row("jalon-1").get("last_error")).asString().hasSize(1000);
    }
}
