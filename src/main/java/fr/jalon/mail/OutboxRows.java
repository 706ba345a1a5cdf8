package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger.Standing;
import fr.jalon.mail.Outbox.Entry;
import fr.jalon.mail.Outbox.Mail;
import fr.jalon.mail.Outbox.Message;
import fr.jalon.mail.Outbox.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of messages; one waits as long as it is neither sent nor abandoned nor dropped. */
@Repository
class OutboxRows {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Clock clock;

    OutboxRows(JdbcClient jdbc, NamedParameterJdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** Writes messages that are due at once, but for those of whose key there is one. */
    void insert(List<Letter> letters) {
        if (letters.isEmpty()) return;
        batches.batchUpdate("""
            insert into outbox (message_key, person, recipient, subject, body, kind, object, not_after, created_at,
              next_attempt_at, attempts)
            select :key, cast(:person as varchar(64)), :recipient, :subject, :body, cast(:kind as varchar(20)),
              cast(:object as varchar(200)), cast(:notAfter as timestamp with time zone), :now, :now, 0
            where not exists (select 1 from outbox where message_key = :key)
            """, letters.stream().map(this::parameters).toArray(SqlParameterSource[]::new));
    }

    private SqlParameterSource parameters(Letter letter) {
        return new MapSqlParameterSource("key", letter.key())
                .addValue("person", letter.person())
                .addValue("recipient", letter.recipient())
                .addValue("subject", letter.subject())
                .addValue("body", letter.body())
                .addValue("kind", letter.kind())
                .addValue("object", letter.object())
                .addValue("notAfter", at(letter.notAfter()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("now", now());
    }

    /** Has a message that waits say and depend on something else. */
    void rewrite(Letter letter) {
        jdbc.sql("""
            update outbox
            set subject = :subject, body = :body, kind = :kind, object = :object, not_after = :notAfter
            where message_key = :key and sent_at is null and abandoned_at is null and dropped_at is null
            """)
                .param("subject", letter.subject())
                .param("body", letter.body())
                .param("kind", letter.kind(), Types.VARCHAR)
                .param("object", letter.object(), Types.VARCHAR)
                .param("notAfter", at(letter.notAfter()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("key", letter.key())
                .update();
    }

    /** Drops what waits and has outlived its sense, for no other reason. */
    void dropOverdue() {
        jdbc.sql("""
            update outbox
            set dropped_at = :now, next_attempt_at = null
            where not_after <= :now and sent_at is null and abandoned_at is null and dropped_at is null
            """).param("now", now()).update();
    }

    void drop(Collection<String> keys, String why) {
        jdbc.sql("""
            update outbox
            set dropped_at = :now, dropped_why = :why, next_attempt_at = null
            where message_key in (:keys) and sent_at is null and abandoned_at is null and dropped_at is null
            """).param("now", now()).param("why", why).param("keys", keys).update();
    }

    void drop(String kind, Collection<String> objects, String why) {
        jdbc.sql("""
            update outbox
            set dropped_at = :now, dropped_why = :why, next_attempt_at = null
            where kind = :kind and object in (:objects)
              and sent_at is null and abandoned_at is null and dropped_at is null
            """)
                .param("now", now())
                .param("why", why)
                .param("kind", kind)
                .param("objects", objects)
                .update();
    }

    /** Deletes what says something of a kind to a person, whether it has left or not. */
    void delete(String kind, String person) {
        jdbc.sql("delete from outbox where kind = ? and person = ?")
                .params(kind, person)
                .update();
    }

    /** Deletes what left, or was given up or set aside, before a day. */
    int delete(Instant before) {
        return jdbc.sql("delete from outbox where sent_at < :then or abandoned_at < :then or dropped_at < :then")
                .param("then", at(before))
                .update();
    }

    /** Deletes what was written to a person, or to nobody known at the address that the person has. */
    int delete(Person person) {
        return jdbc.sql("""
            delete from outbox
            where person = :id or person is null and lower(recipient) = lower(:email)
            """)
                .param("id", person.id())
                .param("email", address(person))
                .update();
    }

    /** What {@link #delete(Person)} deletes, the latest first. */
    List<Mail> of(Person person, int limit, long offset) {
        return jdbc.sql("""
            select subject, created_at, sent_at
            from outbox
            where person = :id or person is null and lower(recipient) = lower(:email)
            order by created_at desc, message_key
            limit :limit offset :offset
            """)
                .param("id", person.id())
                .param("email", address(person))
                .param("limit", limit)
                .param("offset", offset)
                .query((row, line) -> new Mail(row.getString("subject"), written(row), instant(row, "sent_at")))
                .list();
    }

    private static String address(Person person) {
        return Objects.requireNonNullElse(person.email(), "");
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

    /** How many messages of a kind about an object were written since a moment to whoever got most of them. */
    int written(String kind, String object, Instant since) {
        return jdbc.sql("""
            select coalesce(max(letters), 0)
            from (
              select count(*) as letters
              from outbox
              where kind = :kind and object = :object and created_at >= :since
              group by person) each_person
            """)
                .param("kind", kind)
                .param("object", object)
                .param("since", at(since))
                .query(Integer.class)
                .single();
    }

    /** The messages whose time has come, in that order. */
    List<Message> due(int atMost) {
        return jdbc.sql("""
            select *
            from outbox
            where next_attempt_at <= :now
            order by next_attempt_at, message_key
            fetch first :most rows only
            """)
                .param("now", now())
                .param("most", atMost)
                .query(OutboxRows::message)
                .list();
    }

    /** One page of the messages in a state, the newest first. */
    List<Entry> list(Optional<State> state, long offset, int atMost) {
        return jdbc.sql("""
            select *
            from outbox
            where %s
            order by created_at desc, message_key
            offset :offset rows fetch first :most rows only
            """.formatted(where(state)))
                .param("offset", offset)
                .param("most", atMost)
                .query(OutboxRows::entry)
                .list();
    }

    /** The same of the messages to some people, or to some addresses. */
    List<Entry> list(
            Optional<State> state, Collection<String> persons, Collection<String> addresses, long offset, int atMost) {
        return jdbc.sql("""
            select *
            from outbox
            where %s and message_key in (select message_key from outbox where person in (:persons)
              union select message_key from outbox where recipient in (:addresses))
            order by created_at desc, message_key
            offset :offset rows fetch first :most rows only
            """.formatted(where(state)))
                .param("persons", persons.isEmpty() ? List.of("") : persons)
                .param("addresses", addresses)
                .param("offset", offset)
                .param("most", atMost)
                .query(OutboxRows::entry)
                .list();
    }

    private static String where(Optional<State> state) {
        if (state.isEmpty()) return "1 = 1";
        return switch (state.get()) {
            case WAITING ->
                "sent_at is null and abandoned_at is null and dropped_at is null and next_attempt_at is not null";
            case REFUSED ->
                "sent_at is null and abandoned_at is null and dropped_at is null and next_attempt_at is null";
            case SENT -> "sent_at is not null";
            case ABANDONED -> "sent_at is null and abandoned_at is not null";
            case DROPPED -> "sent_at is null and abandoned_at is null and dropped_at is not null";
        };
    }

    /** How many messages stand where, of those that are not sent. */
    Map<State, Long> unsent() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        jdbc.sql("""
            select state, count(*)
            from (
              select case when abandoned_at is not null then 'ABANDONED' when dropped_at is not null then 'DROPPED'
                when next_attempt_at is null then 'REFUSED' else 'WAITING' end as state
              from outbox
              where sent_at is null) unsent
            group by state
            """).query(row -> {
            counts.put(State.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    Set<String> unreached() {
        return jdbc.sql("select distinct person from outbox where person is not null and "
                        + where(Optional.of(State.REFUSED)))
                .query(String.class)
                .set();
    }

    void sent(String key) {
        jdbc.sql("""
            update outbox
            set sent_at = ?, attempts = attempts + 1, last_error = null, next_attempt_at = null
            where message_key = ?
            """).params(now(), key).update();
    }

    /** Has a message wait until then, unless it does not wait as it is known to. */
    boolean hold(Message message, Instant until) {
        return jdbc.sql("""
            update outbox
            set next_attempt_at = :until
            where message_key = :key and next_attempt_at = :due
            """)
                        .param("until", at(until))
                        .param("key", message.key())
                        .param("due", at(message.next()))
                        .update()
                > 0;
    }

    /**
     * Counts an attempt that failed, unless the message does not wait as it is known to.
     *
     * @param next null where there is no other
     */
    void tried(Message message, String error, @Nullable OffsetDateTime next) {
        jdbc.sql("""
            update outbox
            set attempts = attempts + 1, last_error = :error, next_attempt_at = :next
            where message_key = :key and next_attempt_at = :due
            """)
                .param("error", error)
                .param("next", next, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("key", message.key())
                .param("due", at(message.next()))
                .update();
    }

    /** Whom a message that waits is for; empty where nobody is known. */
    Optional<String> awaiting(String key) {
        return jdbc.sql("""
            select person
            from outbox
            where message_key = ? and person is not null
              and sent_at is null and abandoned_at is null and dropped_at is null
            """).param(key).query(String.class).optional();
    }

    /** Whom the messages that wait are for, as far as they are known. */
    List<String> awaiting() {
        return jdbc.sql("""
            select distinct person
            from outbox
            where person is not null and sent_at is null and abandoned_at is null and dropped_at is null
            """).query(String.class).list();
    }

    /** Gives a message that waits an address. */
    void address(String key, String to) {
        jdbc.sql("""
            update outbox
            set recipient = :to
            where message_key = :key and recipient <> :to
              and sent_at is null and abandoned_at is null and dropped_at is null
            """).param("key", key).param("to", to).update();
    }

    /** Gives all messages to a person that wait an address. */
    void addressAll(String person, String to) {
        jdbc.sql("""
            update outbox
            set recipient = :to
            where person = :person and recipient <> :to
              and sent_at is null and abandoned_at is null and dropped_at is null
            """).param("person", person).param("to", to).update();
    }

    /** Has a message be due now; answers whether it waits. */
    boolean hasten(String key) {
        return jdbc.sql("""
            update outbox
            set next_attempt_at = ?
            where message_key = ? and sent_at is null and abandoned_at is null and dropped_at is null
            """).params(now(), key).update() > 0;
    }

    /** Has all messages that wait be due now. */
    void hastenAll() {
        jdbc.sql("""
            update outbox
            set next_attempt_at = ?
            where sent_at is null and abandoned_at is null and dropped_at is null
            """).param(now()).update();
    }

    /** Gives a message up; answers whether it waited. */
    boolean abandon(String key) {
        return jdbc.sql("""
            update outbox
            set abandoned_at = ?, next_attempt_at = null
            where message_key = ? and sent_at is null and abandoned_at is null and dropped_at is null
            """).params(now(), key).update() > 0;
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
                written(row),
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
                written(row),
                Stream.of(sent, abandoned, dropped, next)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                why,
                state == State.DROPPED && why == null ? instant(row, "not_after") : null);
    }

    private static Instant written(ResultSet row) throws SQLException {
        return row.getObject("created_at", OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
