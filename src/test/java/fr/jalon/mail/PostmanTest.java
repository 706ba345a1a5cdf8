package fr.jalon.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.JalonTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
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

  @Autowired private Outbox outbox;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private Postman postman;

  @BeforeEach
  void emptyTheOutbox() {
    jdbc.sql("delete from outbox").update();
    postman = postman(SERVER.getSmtp().getPort());
  }

  @AfterEach
  void leaveItEmpty() {
    jdbc.sql("delete from outbox").update();
  }

  private Postman postman(int port) {
    JavaMailSenderImpl server = new JavaMailSenderImpl();
    server.setHost("127.0.0.1");
    server.setPort(port);
    return new Postman(outbox, server, "Jalon <jalon@jalon.example>");
  }

  private void put(String key, String recipient) {
    transaction.executeWithoutResult(status -> outbox.put(key, recipient, "Équipe « Été » : jalon à valider", """
        Bonjour Chloé,

        L’équipe a dépassé son objectif : 12 € par conversion…
        """));
  }

  private Map<String, Object> row(String key) {
    return jdbc.sql("select sent_at, attempts, last_error from outbox where message_key = ?").param(key).query()
        .singleRow();
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
    assertThat(received.getContentType()).containsIgnoringCase("utf-8");
    assertThat(received.getContent().toString())
        .contains("Bonjour Chloé,", "L’équipe a dépassé son objectif : 12 € par conversion…");
  }

  @Test
  @DisplayName("une seule fois, aussi souvent que passe le facteur")
  void isSentOnce() {
    put("jalon-1", "chloe@jalon.example");

    postman.round();
    postman.round();

    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(row("jalon-1")).containsEntry("attempts", 1).containsEntry("last_error", null)
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
    jdbc.sql("update outbox set sent_at = null").update();
    put("jalon-2", "chloe@jalon.example");
    postman.round();

    String[] ids = Stream.of(SERVER.getReceivedMessages()).map(PostmanTest::id).toArray(String[]::new);
    assertThat(ids).hasSize(3).allMatch(id -> id.matches("<[0-9a-f-]{36}@jalon>"));
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
    lost.round();

    assertThat(row("jalon-1")).containsEntry("attempts", 2).containsEntry("sent_at", null)
        .hasEntrySatisfying("last_error", error -> assertThat(error).asString().contains("127.0.0.1"));
    assertThat(outbox.waiting(10)).hasSize(1);

    postman.round();

    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(row("jalon-1")).containsEntry("attempts", 3).containsEntry("last_error", null);
  }

  @Test
  @DisplayName("n’est pas retenu par un autre dont l’adresse est fausse")
  void isNotHeldUp() {
    put("jalon-1", "pas une adresse");
    put("jalon-2", "chloe@jalon.example");

    postman.round();

    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(row("jalon-1")).containsEntry("sent_at", null).containsEntry("attempts", 1)
        .hasEntrySatisfying("last_error", error -> assertThat(error).isNotNull());
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

    new Postman(outbox, refusing, "Jalon <jalon@jalon.example>").round();

    assertThat(output.getAll()).contains("mail jalon-1 not sent: 550 5.1.1 <…>: Recipient").doesNotContainIgnoringCase("chloe");
    assertThat(row("jalon-1").get("last_error")).asString().contains("Chloe@jalon.example");
  }

  @Test
  @DisplayName("passe avant ceux qui ont déjà échoué")
  void goesBeforeThoseThatFailed() {
    put("jalon-1", "chloe@jalon.example");
    postman(1).round();
    put("jalon-2", "chloe@jalon.example");

    assertThat(outbox.waiting(1)).singleElement().extracting(Outbox.Message::key).isEqualTo("jalon-2");
  }

  @Test
  @DisplayName("ne part pas si le travail qu’il raconte est annulé")
  void isPartOfTheWork() {
    transaction.executeWithoutResult(status -> {
      outbox.put("jalon-1", "chloe@jalon.example", "Sujet", "Texte");
      status.setRollbackOnly();
    });

    postman.round();

    assertThat(SERVER.getReceivedMessages()).isEmpty();
  }

  @Test
  @DisplayName("ne s’écrit pas hors d’un travail")
  void needsWork() {
    assertThatThrownBy(() -> outbox.put("jalon-1", "chloe@jalon.example", "Sujet", "Texte"))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  @DisplayName("n’existe pas pour qui n’a pas d’adresse")
  void needsAnAddress() {
    put("jalon-1", null);
    put("jalon-2", " ");

    assertThat(outbox.waiting(10)).isEmpty();
  }

  @Test
  @DisplayName("garde une longue erreur en mille caractères")
  void keepsAShortError() {
    put("jalon-1", "chloe@jalon.example");

    outbox.failed(outbox.waiting(1).get(0), "e".repeat(5000));

    assertThat(row("jalon-1").get("last_error")).asString().hasSize(1000);
  }
}
