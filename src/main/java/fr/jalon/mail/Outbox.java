package fr.jalon.mail;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages that wait for a mail server. One key is one message, however often the work that writes it is repeated. */
@Component
class Outbox {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    /** So many times doubled, the first delay is longer than the longest. */
    private static final int DOUBLINGS = 9;

    /** As many accounts are looked for at once. */
    private static final int LOOKED_FOR = 500;

    private static final int LONGEST_ERROR = 1000;

    /** Longer than one message takes with the slowest server; so long one waits whose sender has died over it. */
    private static final Duration HELD = Duration.ofMinutes(2);

    /**
     * A message that is not sent.
     *
     * @param next when it is tried next; null where the server refuses it for good
     * @param error what the server last said; null where it has said nothing
     */
    record Message(
            Letter letter,
            int attempts,
            Instant since,
            @Nullable Instant next,
            @Nullable String error) {
        String key() {
            return letter.key();
        }

        String recipient() {
            return letter.recipient();
        }

        private Message dueAt(Instant next) {
            return new Message(letter, attempts, since, next, error);
        }
    }

    /** Where a message stands; one that waits is tried again, one that is refused is left to an administrator. */
    enum State {
        WAITING,
        REFUSED,
        SENT,
        ABANDONED,
        DROPPED
    }

    /**
     * A message as the list shows it, without what it says.
     *
     * @param person null where none is known
     * @param at when it was sent, abandoned or dropped, or is tried next; null for one that is refused
     * @param why it was dropped; else what the server last said; null where there is nothing to say
     * @param overdue until when it had its sense, where it was dropped because that was over
     */
    record Entry(
            String key,
            @Nullable String person,
            String recipient,
            String subject,
            State state,
            int attempts,
            Instant since,
            @Nullable Instant at,
            @Nullable String why,
            @Nullable Instant overdue) {}

    /** A message as its reader may know it. */
    record Mail(String subject, Instant writtenAt, @Nullable Instant sentAt) {}

    private final OutboxRows rows;
    private final Accounts accounts;
    private final Clock clock;

    Outbox(OutboxRows rows, Accounts accounts, Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Puts messages in, in the caller's transaction and at once; a person without an address gets none. */
    @Transactional(propagation = Propagation.MANDATORY)
    void put(List<Letter> letters) {
        rows.insert(
                letters.stream().filter(letter -> !letter.recipient().isBlank()).toList());
    }

    /** Has a message say and depend on something else, unless it has left or never will. */
    @Transactional(propagation = Propagation.MANDATORY)
    void rewrite(Letter letter) {
        rows.rewrite(letter);
    }

    /** Sets aside what has outlived its sense, however much it is. */
    void dropOverdue() {
        rows.dropOverdue();
    }

    /**
     * Sets messages aside that have lost their object, each for the reason given by its key; one statement a reason.
     */
    void drop(Map<String, String> reasons) {
        reasons.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .forEach((why, keys) -> rows.drop(keys, why));
    }

    /** Sets aside what says one of these things, for a reason in French that names nobody; what has left stays. */
    void drop(String kind, Collection<String> objects, String why) {
        rows.drop(kind, objects, why);
    }

    /** Removes what says something of a kind to a person, whether it has left or not. */
    void forget(String kind, String person) {
        rows.delete(kind, person);
    }

    /** Where the messages that say these things stand, by what they say. */
    Map<String, Standing> standing(String kind, Collection<String> objects, boolean hasServer) {
        return rows.standing(kind, objects, hasServer);
    }

    /** How many messages of a kind about an object were written since a moment to whoever got most of them. */
    int written(String kind, String object, Instant since) {
        return rows.written(kind, object, since);
    }

    /** Removes what left, or was given up or set aside, before a day. */
    int forget(Instant before) {
        return rows.delete(before);
    }

    /** The messages whose time has come, in that order. */
    List<Message> due(int atMost) {
        return rows.due(atMost);
    }

    /**
     * One page of the messages, the newest first.
     *
     * @param state empty for all
     * @param person part of an id, a name or an address of an account, or a whole address; empty for all
     */
    List<Entry> list(Optional<State> state, String person, long offset, int atMost) {
        if (person.isEmpty()) return rows.list(state, offset, atMost);
        List<String> persons = new ArrayList<>();
        List<String> addresses = new ArrayList<>(List.of(person));
        for (Person found : accounts.matching(person, LOOKED_FOR)) {
            persons.add(found.id());
            if (found.email() != null) addresses.add(found.email());
        }
        return rows.list(state, persons, addresses, offset, atMost);
    }

    /** How many messages stand where, of those that are not sent. */
    Map<State, Long> unsent() {
        return rows.unsent();
    }

    /** The people of messages that a server refuses for good. */
    Set<String> unreached() {
        return rows.unreached();
    }

    void sent(Message message) {
        rows.sent(message.key());
    }

    /**
     * Takes a due message to send it, which nobody else does meanwhile; empty where somebody else has taken it, or it
     * is no longer due.
     */
    Optional<Message> take(Message message) {
        Instant until = clock.instant().plus(HELD).truncatedTo(ChronoUnit.MILLIS);
        return rows.hold(message, until) ? Optional.of(message.dueAt(until)) : Optional.empty();
    }

    /** Puts a message off, each time for twice as long; one that somebody else has taken meanwhile is left to them. */
    void failed(Message message, String error) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(message.attempts(), DOUBLINGS));
        tried(
                message,
                error,
                OffsetDateTime.now(clock).plus(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY));
    }

    /** Leaves a message to an administrator. */
    void refused(Message message, String error) {
        tried(message, error, null);
    }

    private void tried(Message message, String error, @Nullable OffsetDateTime next) {
        rows.tried(message, error.substring(0, Math.min(LONGEST_ERROR, error.length())), next);
    }

    /**
     * Has a message tried at the next round, at the address that the account it is for has by now.
     *
     * @throws Refusal if it does not wait
     */
    @Transactional
    void retry(String key) {
        rows.awaiting(key)
                .flatMap(accounts::find)
                .map(Person::email)
                .filter(email -> !email.isBlank())
                .ifPresent(email -> rows.address(key, email));
        if (!rows.hasten(key)) throw gone();
    }

    /** Has all messages tried at the next round, like {@link #retry(String)}. */
    @Transactional
    void retryAll() {
        for (Person person : accounts.people(rows.awaiting()).values()) {
            String email = person.email();
            if (email != null && !email.isBlank()) rows.addressAll(person.id(), email);
        }
        rows.hastenAll();
    }

    /**
     * Gives a message up: it stays, but is not sent.
     *
     * @throws Refusal if it does not wait
     */
    void abandon(String key) {
        if (!rows.abandon(key)) throw gone();
    }

    private static Refusal gone() {
        return Refusal.unknown("Ce message n’attend plus : il est parti, a été écarté, ou quelqu’un l’a abandonné.");
    }
}
