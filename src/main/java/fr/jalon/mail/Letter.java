package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts.Person;
import java.time.Instant;

/**
 * A message as a slice writes it, and what it depends on. Where a line ends with an address, after a colon and a space or
 * alone, the reader finds a link.
 *
 * @param key one key is one message, however often the work that writes it is repeated
 * @param person the id of the account that it is for; null where none is known
 * @param kind the {@link Matter} that is asked, when the message is about to leave, whether it still holds; null for none
 * @param object what that one is asked about
 * @param notAfter when it has lost its sense; null for never
 */
public record Letter(
        String key,
        String person,
        String recipient,
        String subject,
        String body,
        String kind,
        String object,
        Instant notAfter) {

    public Letter(String key, Person to, String subject, String body) {
        this(key, to.id(), to.email(), subject, body, null, null, null);
    }

    /** The same, which leaves only if a slice finds that its object is still there. */
    public Letter about(String kind, String object) {
        return new Letter(key, person, recipient, subject, body, kind, object, notAfter);
    }

    /** The same, which leaves until then or not at all. */
    public Letter until(Instant notAfter) {
        return new Letter(key, person, recipient, subject, body, kind, object, notAfter);
    }
}
