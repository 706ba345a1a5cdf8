package fr.jalon.mail;

import java.time.Instant;

/**
 * A message to one person, and what it depends on. Where a line ends with an address, after a colon and a space or
 * alone, the reader finds a link.
 *
 * @param key one key is one message, however often the work that writes it is repeated
 * @param person the id of the account that it is for; null where none is known
 * @param kind the {@link Matter} that is asked, when the message is about to leave, whether it still holds; null for
 *     none
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
        Instant notAfter) {}
