package fr.jalon.mail;

import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/** Sends a message at once and past the outbox, so that an administrator sees whether mails leave, and if not why. */
@Component
class TrialMail {

    /**
     * What came of it.
     *
     * @param said in French, for an administrator
     */
    record Outcome(boolean isAccepted, String said) {}

    /** How long whoever asks waits for the server. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final ObjectProvider<Postman> postman;
    private final String publicUrl;

    TrialMail(ObjectProvider<Postman> postman, @Value("${jalon.public-url}") String publicUrl) {
        this.postman = postman;
        this.publicUrl = publicUrl;
    }

    /** Tries once; answers within ten seconds, whatever the server does. */
    Outcome send(String recipient) {
        Postman server = postman.getIfAvailable();
        return server == null
                ? new Outcome(false, "Aucun serveur de courriel n’est configuré : rien n’est parti.")
                : send(server, recipient, PATIENCE);
    }

    Outcome send(Postman server, String recipient, Duration patience) {
        Letter letter = new Letter(
                "trial-" + UUID.randomUUID(),
                null,
                recipient,
                "Courriel d’essai de Jalon",
                """
        Bonjour,

        Ce courriel d’essai a été demandé sur la page des courriels de Jalon. Il est arrivé : ceux de Jalon arrivent.

        %s/mail
        """.formatted(publicUrl),
                null,
                null,
                null);
        FutureTask<Outcome> trial = new FutureTask<>(() -> tried(server, letter));
        Thread sending = new Thread(trial, "trial-mail");
        sending.setDaemon(true);
        sending.start();
        try {
            return trial.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hanging) {
            trial.cancel(true);
            return refused(server, "n’a pas répondu à temps. L’adresse et le port sont-ils les bons ?");
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static Outcome tried(Postman server, Letter letter) {
        try {
            server.send(letter);
            return new Outcome(
                    true,
                    ("Le serveur %s a accepté le courriel d’essai pour %s. S’il n’arrive pas, regardez dans les "
                                    + "indésirables.")
                            .formatted(server.name(), letter.recipient()));
        } catch (MailException | MessagingException failure) {
            return refused(server, why(failure, letter.recipient()));
        }
    }

    private static Outcome refused(Postman server, String why) {
        return new Outcome(false, "Le courriel d’essai n’est pas parti. Le serveur " + server.name() + " " + why);
    }

    private static String why(Exception failure, String recipient) {
        Exception told = failure instanceof MailSendException sent
                ? Stream.of(sent.getMessageExceptions()).findFirst().orElse(sent)
                : failure;
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(told);
        if (failure instanceof MailAuthenticationException) {
            return "refuse l’identifiant ou le mot de passe (spring.mail.username, spring.mail.password).";
        }
        if (cause instanceof UnknownHostException) return "est introuvable : vérifiez son nom (spring.mail.host).";
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "refuse la connexion : vérifiez son nom et son port (spring.mail.host, spring.mail.port).";
        }
        if (cause instanceof SocketTimeoutException) {
            return "n’a pas répondu à temps. L’adresse et le port sont-ils les bons ?";
        }
        if (cause instanceof SSLException) {
            return "n’accepte pas la liaison chiffrée telle qu’elle est réglée : " + inOneLine(cause);
        }
        if (told instanceof SMTPSendFailedException refused
                && refused.getCommand().startsWith("MAIL")) {
            return "refuse l’expéditeur (jalon.mail.from) : " + inOneLine(refused);
        }
        return Postman.refusal(failure, recipient)
                .map(said -> "refuse l’adresse " + recipient + " : " + said.strip())
                .orElseGet(() -> "a répondu : " + inOneLine(cause));
    }

    private static String inOneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
