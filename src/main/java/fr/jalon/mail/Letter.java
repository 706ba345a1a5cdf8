package fr.jalon.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to one person, and what it depends on. Where a line ends with an address, after a colon and a space or
 * alone, the reader finds a link.
 *
 * @param key one key is one message, however often the work that writes it is repeated
 * @param person the id of the account that it is for; null where none is known
 * @param recipient its address; blank where there is none
 * @param kind the {@link Matter} that is asked, when the message is about to leave, whether it still holds; null for
 *     none
 * @param object what that one is asked about; null for nothing
 * @param notAfter when it has lost its sense; null for never
 */
public record Letter(
        String key,
        @Nullable String person,
        String recipient,
        String subject,
        String body,
        @Nullable String kind,
        @Nullable String object,
        @Nullable Instant notAfter) {

    /** Whatever a subject says, it is one line. */
    public Letter {
        subject = subject.replaceAll("\\p{Cntrl}+", " ");
    }
}
