package fr.jalon.mail;

import fr.jalon.text.MailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends what is due in the outbox and still holds, at least once, each message under one Message-ID, and twice only
 * where a node dies between the server's answer and the row. What fails is tried again, but for what the server refuses
 * for good. Absent without a mail server.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty("spring.mail.host")
class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private static final int LOOKED_AT = 200;
    private static final int SENT = 50;

    private final Outbox outbox;
    private final List<Matter> matters;
    private final Choices choices;
    private final JavaMailSender server;
    private final Clock clock;
    private final String from;
    private final Duration keep;
    private final String home;
    private final String host;

    Postman(
            Outbox outbox,
            List<Matter> matters,
            Choices choices,
            JavaMailSender server,
            Clock clock,
            @Value("${jalon.mail.from}") String from,
            @Value("${jalon.mail.keep}") Duration keep,
            @Value("${jalon.public-url}") String publicUrl) {
        this.outbox = outbox;
        this.matters = matters;
        this.choices = choices;
        this.server = server;
        this.clock = clock;
        this.from = from;
        this.keep = keep;
        this.home = publicUrl;
        this.host = IDN.toASCII(
                UriComponentsBuilder.fromUriString(publicUrl).build().getHost());
    }

    @Scheduled(fixedDelayString = "${jalon.mail.every:PT10S}")
    void round() {
        outbox.dropOverdue();
        List<Outbox.Message> due =
                holding(outbox.due(LOOKED_AT)).stream().limit(SENT).toList();
        Map<String, String> stops = choices.stops(topics(due));
        for (Outbox.Message each : due) {
            // Every node has a postman.
            Outbox.Message message = outbox.take(each).orElse(null);
            if (message == null) continue;
            try {
                server.send(mime(message.letter(), stops.get(message.key())));
                outbox.sent(message);
            } catch (MailException | MessagingException failure) {
                String error = String.valueOf(failure.getMessage());
                if (isOfTheServer(failure)) {
                    List<Outbox.Message> rest = due.subList(due.indexOf(each), due.size());
                    LOG.warn("no mail server, {} put off: {}", rest.size(), withoutAddress(error, message.recipient()));
                    outbox.failed(message, error);
                    rest.forEach(later -> outbox.failed(later, error));
                    return;
                }
                Optional<String> refusal = refusal(failure, message.recipient());
                LOG.warn(
                        "mail {} {}: {}",
                        message.key(),
                        refusal.isPresent() ? "refused" : "not sent",
                        withoutAddress(refusal.orElse(error), message.recipient()));
                refusal.ifPresentOrElse(why -> outbox.refused(message, why), () -> outbox.failed(message, error));
            }
        }
    }

    /** Hands one message that nobody declines to the server, at once. */
    void send(Letter letter) throws MessagingException {
        server.send(mime(letter, null));
    }

    /** The server's name and port. */
    String name() {
        JavaMailSenderImpl known = (JavaMailSenderImpl) server;
        return known.getPort() < 0 ? "" + known.getHost() : known.getHost() + ":" + known.getPort();
    }

    /** Once a night: what has left, or never will, is kept for a while only. */
    @Scheduled(cron = "${jalon.mail.cleanup:0 30 2 * * *}")
    void forget() {
        int forgotten = outbox.forget(clock.instant().minus(keep));
        if (forgotten > 0) LOG.info("{} old messages removed", forgotten);
    }

    private Map<Letter, Topic> topics(List<Outbox.Message> messages) {
        return messages.stream().map(Outbox.Message::letter).collect(Collectors.toMap(letter -> letter, this::topic));
    }

    /**
     * Without those that have lost their object or their reader, which are set aside. Each slice is asked once, however
     * many are its own.
     */
    private List<Outbox.Message> holding(List<Outbox.Message> due) {
        Map<String, String> lost = new HashMap<>();
        for (Matter matter : matters) {
            List<Letter> own = due.stream()
                    .map(Outbox.Message::letter)
                    .filter(letter -> matter.kind().equals(letter.kind()))
                    .toList();
            if (!own.isEmpty()) lost.putAll(matter.lost(own));
        }
        choices.declined(topics(due)).forEach(key -> lost.put(key, Choices.DECLINED));
        if (!lost.isEmpty()) LOG.info("{} set aside: they have lost their object", lost.size());
        outbox.drop(lost);
        return due.stream().filter(message -> !lost.containsKey(message.key())).toList();
    }

    /**
     * Whether no message got as far as the server: then none of the round would, and each would wait for it to time
     * out.
     */
    private static boolean isOfTheServer(Exception failure) {
        return failure instanceof MailAuthenticationException
                || failure instanceof MailSendException && failure.getCause() instanceof MessagingException;
    }

    /** What the server has against the recipient for good (5xx), or that nobody can have that address; empty else. */
    static Optional<String> refusal(Exception failure, String recipient) {
        if (failure instanceof AddressException malformed && recipient.equals(malformed.getRef())) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
        if (!(failure instanceof MailSendException sent)) return Optional.empty();
        return Stream.of(sent.getMessageExceptions())
                .filter(each -> each instanceof SendFailedException refused
                        && refused.getInvalidAddresses() != null
                        && refused.getInvalidAddresses().length > 0)
                .findFirst()
                .map(each -> NestedExceptionUtils.getMostSpecificCause(each).getMessage());
    }

    /** In one line. Servers like to repeat whom they refuse; a log outlives whoever asks to be forgotten. */
    private static String withoutAddress(String said, String recipient) {
        return said.replace(recipient, "…")
                .replaceAll("[^\\s<>]+@[^\\s<>]+", "…")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private MimeMessage mime(Letter letter, @Nullable String stop) throws MessagingException {
        String id = "<" + UUID.nameUUIDFromBytes(letter.key().getBytes(StandardCharsets.UTF_8)) + "@" + host + ">";
        MimeMessage mime = new MimeMessage(((JavaMailSenderImpl) server).getSession()) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        MimeMessageHelper head = new MimeMessageHelper(mime, "UTF-8");
        head.setFrom(from);
        // Addresses from before there was one way to write them may have an international domain in its own letters.
        head.setTo(MailAddress.find(letter.recipient()).map(MailAddress::value).orElse(letter.recipient()));
        head.setSubject(letter.subject());
        head.setSentDate(Date.from(clock.instant()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        LetterPage.Foot foot = new LetterPage.Foot(topic(letter).why(), stop);
        if (stop != null) {
            mime.setHeader("List-Unsubscribe", "<" + stop + ">");
            mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        mime.setContent(new MimeMultipart(
                "alternative",
                part(LetterPage.text(letter.body(), foot), "plain"),
                part(LetterPage.of(letter.subject(), letter.body(), foot, home), "html")));
        return mime;
    }

    private Topic topic(Letter letter) {
        return matters.stream()
                .filter(matter -> matter.kind().equals(letter.kind()))
                .map(Matter::topic)
                .findFirst()
                .orElse(Topic.NEEDED);
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", kind);
        return part;
    }
}
