package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts.Person;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the slice says it that knows: what it is and what people read of it. How and when it
 * reaches them is no affair of that slice.
 *
 * @param kind what it is; the {@link Matter} of that name, if there is one, is asked whether it still holds
 * @param object what that one is asked about, and what it is withdrawn by
 * @param key one key is told to a person once, however often the work that tells it is repeated
 * @param until when it has lost its sense; null for never
 * @param text what a person reads
 */
public record News(
        String kind,
        String object,
        String key,
        @Nullable Instant until,
        String subject,
        Function<Person, String> text) {

    Letter to(Person person) {
        return new Letter(
                key + "-" + person.id(),
                person.id(),
                Objects.requireNonNullElse(person.email(), ""),
                subject,
                text.apply(person),
                kind,
                object,
                until);
    }
}
