package fr.jalon.mail;

import fr.jalon.MailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Sends what is due in the outbox, at least once, each message under one Message-ID. What fails is tried again, but for what
 * the server refuses for good. Absent without a mail server.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty("spring.mail.host")
class Postman {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  private final Outbox outbox;
  private final JavaMailSender server;
  private final String from;

  Postman(Outbox outbox, JavaMailSender server, @Value("${jalon.mail.from}") String from) {
    this.outbox = outbox;
    this.server = server;
    this.from = from;
  }

  @Scheduled(fixedDelayString = "${jalon.mail.every:PT10S}")
  void round() {
    List<Outbox.Message> due = outbox.due(50);
    for (Outbox.Message message : due) {
      try {
        server.send(mime(message));
        outbox.sent(message);
      } catch (MailException | MessagingException failure) {
        String error = String.valueOf(failure.getMessage());
        if (isOfTheServer(failure)) {
          List<Outbox.Message> rest = due.subList(due.indexOf(message), due.size());
          LOG.warn("no mail server, {} put off: {}", rest.size(), withoutAddress(error, message.recipient()));
          rest.forEach(each -> outbox.failed(each, error));
          return;
        }
        Optional<String> refusal = refusal(failure, message.recipient());
        LOG.warn("mail {} {}: {}", message.key(), refusal.isPresent() ? "refused" : "not sent",
            withoutAddress(refusal.orElse(error), message.recipient()));
        refusal.ifPresentOrElse(why -> outbox.refused(message, why), () -> outbox.failed(message, error));
      }
    }
  }

  /** Whether no message got as far as the server: then none of the round would, and each would wait for it to time out. */
  private static boolean isOfTheServer(Exception failure) {
    return failure instanceof MailAuthenticationException
        || failure instanceof MailSendException && failure.getCause() instanceof MessagingException;
  }

  /** What the server has against the recipient for good (5xx), or that nobody can have that address; empty else. */
  private static Optional<String> refusal(Exception failure, String recipient) {
    if (failure instanceof AddressException malformed && recipient.equals(malformed.getRef())) {
      return Optional.of(malformed.getMessage());
    }
    if (!(failure instanceof MailSendException sent)) return Optional.empty();
    return Stream.of(sent.getMessageExceptions())
        .filter(each -> each instanceof SendFailedException refused && refused.getInvalidAddresses() != null
            && refused.getInvalidAddresses().length > 0)
        .findFirst().map(each -> NestedExceptionUtils.getMostSpecificCause(each).getMessage());
  }

  /** In one line. Servers like to repeat whom they refuse; a log outlives whoever asks to be forgotten. */
  private static String withoutAddress(String said, String recipient) {
    return said.replace(recipient, "…").replaceAll("[^\\s<>]+@[^\\s<>]+", "…").replaceAll("\\s+", " ").strip();
  }

  private MimeMessage mime(Outbox.Message message) throws MessagingException {
    String id = "<" + UUID.nameUUIDFromBytes(message.key().getBytes(StandardCharsets.UTF_8)) + "@jalon>";
    MimeMessage mime = new MimeMessage(((JavaMailSenderImpl) server).getSession()) {
      @Override
      protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
      }
    };
    MimeMessageHelper helper = new MimeMessageHelper(mime, "UTF-8");
    helper.setFrom(from);
    // Addresses from before there was one way to write them may have an international domain in its own letters.
    helper.setTo(MailAddress.find(message.recipient()).map(MailAddress::value).orElse(message.recipient()));
    helper.setSubject(message.subject());
    helper.setText(message.body());
    return mime;
  }
}
