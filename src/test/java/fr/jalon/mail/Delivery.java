package fr.jalon.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A postman at a server on this machine, and what a reader finds in a message. */
final class Delivery {

    private Delivery() {}

    static Postman postman(
            Outbox outbox, List<Matter> matters, Choices choices, Clock clock, JavaMailSenderImpl server) {
        return new Postman(
                outbox,
                matters,
                choices,
                server,
                clock,
                "Jalon <jalon@jalon.example>",
                Duration.ofDays(365),
                "https://jalon.exemple.fr");
    }

    /** A message to an address of which no account is known. */
    static void put(Outbox outbox, String key, String recipient, String subject, String body) {
        outbox.put(List.of(new Letter(key, null, recipient, subject, body, null, null, null)));
    }

    static JavaMailSenderImpl server(int port) {
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost("127.0.0.1");
        server.setPort(port);
        return server;
    }

    static String text(MimeMessage message) throws MessagingException, IOException {
        return part(message, 0, "text/plain");
    }

    static String html(MimeMessage message) throws MessagingException, IOException {
        return part(message, 1, "text/html");
    }

    /** The two ways to read it, the plainest first. */
    private static String part(MimeMessage message, int index, String type) throws MessagingException, IOException {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        BodyPart part = parts.getBodyPart(index);
        if (parts.getCount() != 2 || !message.isMimeType("multipart/alternative") || !part.isMimeType(type)) {
            throw new AssertionError(
                    "not two ways to read it: " + message.getContentType() + ", " + part.getContentType());
        }
        return part.getContent().toString().replace("\r\n", "\n");
    }
}
