package fr.jalon.mail;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    /**
     * A message that is not sent.
     *
     * @param next when it is tried next; null where the server refuses it for good
     */
    record Message(Letter letter, int attempts, Instant since, Instant next, String error) {
        String key() {
            return letter.key();
        }

        String recipient() {
            return letter.recipient();
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
     * @param at when it was sent, abandoned or dropped, or is tried next; null where none of them is
     * @param why it was dropped; else what the server last said; null where there is nothing to say
     * @param isOverdue whether it was dropped because its time had passed
     */
    record Entry(
            String key,
            String person,
            String recipient,
            String subject,
            State state,
            int attempts,
            Instant since,
            Instant at,
            String why,
            boolean isOverdue,
            Instant notAfter) {}

    /** As many accounts are looked for at once. */
    private static final int LOOKED_FOR = 500;

    /** To a person, or to nobody known, at the address that the person has. */
    private static final String OF =
            " from outbox where person = :id or person is null and lower(recipient) = lower(:email)";

    private static final String WAITS = " sent_at is null and abandoned_at is null and dropped_at is null";

    private static final Map<State, String> WHERE = Map.of(
            State.WAITING,
            WAITS + " and next_attempt_at is not null",
            State.REFUSED,
            WAITS + " and next_attempt_at is null",
            State.SENT,
            " sent_at is not null",
            State.ABANDONED,
            " sent_at is null and abandoned_at is not null",
            State.DROPPED,
            " sent_at is null and abandoned_at is null and dropped_at is not null");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;

    Outbox(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Puts a message in, in the caller's transaction; a person without an address gets none. */
    @Transactional(propagation = Propagation.MANDATORY)
    void put(Letter letter) {
        if (letter.recipient() == null || letter.recipient().isBlank()) return;
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("""
            insert into outbox (message_key, person, recipient, subject, body, kind, object,
              not_after, created_at, next_attempt_at, attempts) select :key, cast(:person as
              varchar(64)), :recipient, :subject, :body, cast(:kind as varchar(20)), cast(:object as
              varchar(200)), cast(:notAfter as timestamp with time zone), :now, :now, 0
            where not exists (select 1 from outbox where message_key = :key)
            """)
                .param("key", letter.key())
                .param("person", letter.person())
                .param("recipient", letter.recipient())
                .param("subject", line(letter.subject()))
                .param("body", letter.body())
                .param("kind", letter.kind())
                .param("object", letter.object())
                .param("notAfter", at(letter.notAfter()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", now)
                .update();
    }

    /** Has a message say and depend on something else, unless it has left or never will. */
    @Transactional(propagation = Propagation.MANDATORY)
    void rewrite(Letter letter) {
        jdbc.sql("update outbox set subject = :subject, body = :body, kind = :kind, object = "
                        + ":object, not_after = :notAfter"
                        + " where message_key = :key and" + WAITS)
                .param("subject", line(letter.subject()))
                .param("body", letter.body())
                .param("kind", letter.kind(), Types.VARCHAR)
                .param("object", letter.object(), Types.VARCHAR)
                .param("notAfter", at(letter.notAfter()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("key", letter.key())
                .update();
    }

    private static String line(String subject) {
        return subject.replaceAll("\\p{Cntrl}+", " ");
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Sets aside what has outlived its sense, however much it is. */
    void dropOverdue() {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("update outbox set dropped_at = ?, next_attempt_at = null where not_after <= ? and" + WAITS)
                .params(now, now)
                .update();
    }

    /**
     * Sets messages aside that have lost their object, each for the reason given by its key; one statement a reason.
     */
    void drop(Map<String, String> reasons) {
        reasons.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .forEach((why, keys) -> jdbc.sql("update outbox set dropped_at = :now, dropped_why = :why, "
                                + "next_attempt_at = null where message_key in (:keys) and"
                                + WAITS)
                        .param("now", OffsetDateTime.now(clock))
                        .param("why", why)
                        .param("keys", keys)
                        .update());
    }

    /** Sets aside what says one of these things, for a reason in French that names nobody; what has left stays. */
    void drop(String kind, Collection<String> objects, String why) {
        jdbc.sql("""
            update outbox
            set dropped_at = :now, dropped_why = :why, next_attempt_at = null
            where kind = :kind and object in (:objects) and""" + WAITS)
                .param("now", OffsetDateTime.now(clock))
                .param("why", why)
                .param("kind", kind)
                .param("objects", objects)
                .update();
    }

    /** Removes what says something of a kind to a person, whether it has left or not. */
    void forget(String kind, String person) {
        jdbc.sql("delete from outbox where kind = ? and person = ?")
                .params(kind, person)
                .update();
    }

    /** Where the messages that say these things stand, by what they say. */
    Map<String, Standing> standing(String kind, Collection<String> objects, boolean hasServer) {
        Map<String, Standing> standing = new HashMap<>();
        jdbc.sql("""
            select object, sent_at, coalesce(abandoned_at, dropped_at), attempts
            from outbox
            where kind = :kind and object in (:objects)
            """).param("kind", kind).param("objects", objects).query(row -> {
            Standing found = row.getObject(2) != null
                    ? Standing.SENT
                    : row.getObject(3) != null
                            ? Standing.STOPPED
                            : hasServer && row.getInt(4) == 0 ? Standing.WAITING : Standing.HELD;
            standing.put(row.getString(1), found);
        });
        return standing;
    }

    /** Removes what left, or was given up or set aside, before a day. */
    int forget(Instant before) {
        OffsetDateTime then = at(before);
        return jdbc.sql("delete from outbox where sent_at < ? or abandoned_at < ? or dropped_at < ?")
                .params(then, then, then)
                .update();
    }

    /** The messages whose time has come, in that order. */
    List<Message> due(int atMost) {
        return jdbc.sql("select * from outbox where next_attempt_at <= ? order by next_attempt_at, message_key"
                        + " fetch first " + atMost + " rows only")
                .param(OffsetDateTime.now(clock))
                .query(Outbox::message)
                .list();
    }

    /**
     * One page of the messages, the newest first.
     *
     * @param state empty for all
     * @param person part of an id, a name or an address of an account, or a whole address; empty for all
     */
    List<Entry> list(Optional<State> state, String person, long offset, int atMost) {
        List<String> persons = new ArrayList<>();
        List<String> addresses = new ArrayList<>(List.of(person));
        if (!person.isEmpty()) {
            for (Person found : accounts.matching(person, LOOKED_FOR)) {
                persons.add(found.id());
                if (found.email() != null) addresses.add(found.email());
            }
        }
        String of = person.isEmpty()
                ? ""
                : " and message_key in (select message_key from outbox where person in (:persons)"
                        + " union select message_key from outbox where recipient in (:addresses))";
        return jdbc.sql("select message_key, person, recipient, subject, attempts, created_at, sent_at, "
                        + "abandoned_at, dropped_at,"
                        + " next_attempt_at, not_after, last_error, dropped_why from outbox where"
                        + state.map(WHERE::get).orElse(" 1 = 1") + of
                        + " order by created_at desc, message_key offset " + offset + " rows fetch first "
                        + atMost + " rows only")
                .param("persons", persons.isEmpty() ? List.of("") : persons)
                .param("addresses", addresses)
                .query(Outbox::entry)
                .list();
    }

    /** A message as its reader may know it. */
    record Mail(String subject, Instant writtenAt, Instant sentAt) {}

    /** What was written to a person, the latest first. */
    List<Mail> of(Person person, int limit, long offset) {
        return toPerson(
                        "select subject, created_at, sent_at" + OF
                                + " order by created_at desc, message_key limit :limit offset :offset",
                        person)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, line) ->
                        new Mail(row.getString("subject"), instant(row, "created_at"), instant(row, "sent_at")))
                .list();
    }

    int erase(Person person) {
        return toPerson("delete" + OF, person).update();
    }

    private JdbcClient.StatementSpec toPerson(String sql, Person person) {
        return jdbc.sql(sql).param("id", person.id()).param("email", Objects.requireNonNullElse(person.email(), ""));
    }

    /** How many messages stand where, of those that are not sent. */
    Map<State, Long> unsent() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        jdbc.sql("""
            select state, count(*)
            from (select case when abandoned_at is not null then 'ABANDONED' when dropped_at is not
              null then 'DROPPED' when next_attempt_at is null then 'REFUSED' else 'WAITING' end as
              state from outbox where sent_at is null) unsent
            group by state
            """).query(row -> {
            counts.put(State.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    void sent(Message message) {
        jdbc.sql("""
            update outbox
            set sent_at = ?, attempts = attempts + 1, last_error = null, next_attempt_at = null
            where message_key = ?
            """).params(OffsetDateTime.now(clock), message.key()).update();
    }

    /** Puts a message off, each time for twice as long. */
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

    private void tried(Message message, String error, OffsetDateTime next) {
        jdbc.sql("""
            update outbox
            set attempts = attempts + 1, last_error = :error, next_attempt_at = :next
            where message_key = :key and abandoned_at is null and dropped_at is null
            """)
                .param("error", error.length() > 1000 ? error.substring(0, 1000) : error)
                .param("next", next, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("key", message.key())
                .update();
    }

    /**
     * Has a message tried at the next round, at the address that the account it is for has by now.
     *
     * @throws Refusal if it does not wait
     */
    @Transactional
    void retry(String key) {
        refreshAddresses("message_key = ? and", key);
        if (retryWhere("message_key = ? and", key) == 0) throw gone();
    }

    /** Has all messages tried at the next round, like {@link #retry(String)}. */
    @Transactional
    void retryAll() {
        refreshAddresses("");
        retryWhere("");
    }

    private void refreshAddresses(String which, Object... key) {
        Map<String, Person> people = accounts.people(
                jdbc.sql("select distinct person from outbox where person is not null and " + which + WAITS)
                        .params(List.of(key))
                        .query(String.class)
                        .list());
        people.values().stream()
                .filter(person -> person.email() != null && !person.email().isBlank())
                .forEach(person -> jdbc.sql("update outbox set recipient = ? where person = ? and recipient <> ? and "
                                + which + WAITS)
                        .params(Stream.concat(Stream.of(person.email(), person.id(), person.email()), Stream.of(key))
                                .toList())
                        .update());
    }

    private int retryWhere(String which, Object... key) {
        return jdbc.sql("update outbox set next_attempt_at = ? where " + which + WAITS)
                .params(Stream.concat(Stream.of(OffsetDateTime.now(clock)), Stream.of(key))
                        .toList())
                .update();
    }

    /**
     * Gives a message up: it stays, but is not sent.
     *
     * @throws Refusal if it does not wait
     */
    void abandon(String key) {
        if (jdbc.sql("update outbox set abandoned_at = ?, next_attempt_at = null where message_key = ? and" + WAITS)
                        .params(OffsetDateTime.now(clock), key)
                        .update()
                == 0) throw gone();
    }

    private static Refusal gone() {
        return Refusal.unknown("Ce message n’attend plus : il est parti, a été écarté, ou quelqu’un l’a abandonné.");
    }

    private static Message message(ResultSet row, int line) throws SQLException {
        Letter letter = new Letter(
                row.getString("message_key"),
                row.getString("person"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("kind"),
                row.getString("object"),
                instant(row, "not_after"));
        return new Message(
                letter,
                row.getInt("attempts"),
                instant(row, "created_at"),
                instant(row, "next_attempt_at"),
                row.getString("last_error"));
    }

    private static Entry entry(ResultSet row, int line) throws SQLException {
        Instant sent = instant(row, "sent_at");
        Instant abandoned = instant(row, "abandoned_at");
        Instant dropped = instant(row, "dropped_at");
        Instant next = instant(row, "next_attempt_at");
        State state = sent != null
                ? State.SENT
                : abandoned != null
                        ? State.ABANDONED
                        : dropped != null ? State.DROPPED : next == null ? State.REFUSED : State.WAITING;
        String why = row.getString(state == State.DROPPED ? "dropped_why" : "last_error");
        return new Entry(
                row.getString("message_key"),
                row.getString("person"),
                row.getString("recipient"),
                row.getString("subject"),
                state,
                row.getInt("attempts"),
                instant(row, "created_at"),
                Stream.of(sent, abandoned, dropped, next)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                why,
                state == State.DROPPED && why == null,
                instant(row, "not_after"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}
