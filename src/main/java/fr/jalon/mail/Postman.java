package fr.jalon.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Sends what waits in the outbox, at least once, each message under one Message-ID. Absent without a mail server. */
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
    for (Outbox.Message message : outbox.waiting(50)) {
      try {
        server.send(mime(message));
        outbox.sent(message);
      } catch (MailException | MessagingException failure) {
        LOG.warn("mail {} not sent: {}", message.key(), withoutAddress(failure.getMessage(), message.recipient()));
        outbox.failed(message, String.valueOf(failure.getMessage()));
      }
    }
  }

  /** Servers like to repeat whom they refuse; a log outlives whoever asks to be forgotten. */
  private static String withoutAddress(String said, String recipient) {
    return said == null ? "" : said.replace(recipient, "…").replaceAll("[^\\s<>]+@[^\\s<>]+", "…");
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
    helper.setTo(message.recipient());
    helper.setSubject(message.subject());
    helper.setText(message.body());
    return mime;
  }
}
