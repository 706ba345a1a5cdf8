package fr.jalon.mail;

import fr.jalon.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages that wait for a mail server. One key is one message, however often the work that writes it is repeated; it ends
 * with the id of the account that the message is for.
 */
@Component
public class Outbox {

  private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);
  /** So many times doubled, the first delay is longer than the longest. */
  private static final int DOUBLINGS = 9;

  /**
   * A message that is not sent.
   *
   * @param next when it is tried next; null where the server refuses it for good
   */
  record Message(String key, String recipient, String subject, String body, int attempts, Instant since, Instant next,
      String error) {}

  /** The address of the account that a message is for: a member's invitation bears no id, but a token. */
  private static final String PRESENT_ADDRESS = "(select u.email_ from act_id_user u where u.email_ <> '' and"
      + " (right(message_key, char_length(u.id_) + 1) = '-' || u.id_"
      + " or u.id_ = (select i.member from invitation i where 'invitation-' || i.token_hash = message_key))"
      + " order by char_length(u.id_) desc fetch first 1 row only)";

  private static final String WAITS = " sent_at is null and abandoned_at is null";

  private final JdbcClient jdbc;
  private final Clock clock;

  Outbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Puts a message in, in the caller's transaction; a person without an address gets none. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void put(String key, String recipient, String subject, String body) {
    if (recipient == null || recipient.isBlank()) return;
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.sql("insert into outbox (message_key, recipient, subject, body, created_at, next_attempt_at, attempts)"
            + " select ?, ?, ?, ?, ?, ?, 0 where not exists (select 1 from outbox where message_key = ?)")
        .params(key, recipient, subject.replaceAll("\\p{Cntrl}+", " "), body, now, now, key).update();
  }

  /** The messages whose time has come, in that order. */
  List<Message> due(int atMost) {
    return jdbc.sql("select * from outbox where next_attempt_at <= ? order by next_attempt_at, message_key"
            + " fetch first " + atMost + " rows only")
        .param(OffsetDateTime.now(clock)).query(Outbox::message).list();
  }

  /** The messages that are not sent: those that are refused, then those that wait, the oldest first. */
  List<Message> waiting(int atMost) {
    return jdbc.sql("select * from outbox where" + WAITS
            + " order by case when next_attempt_at is null then 0 else 1 end, created_at, message_key"
            + " fetch first " + atMost + " rows only")
        .query(Outbox::message).list();
  }

  long countWaiting() {
    return jdbc.sql("select count(*) from outbox where" + WAITS).query(Long.class).single();
  }

  void sent(Message message) {
    jdbc.sql("update outbox set sent_at = ?, attempts = attempts + 1, last_error = null, next_attempt_at = null"
            + " where message_key = ?")
        .params(OffsetDateTime.now(clock), message.key()).update();
  }

  /** Puts a message off, each time for twice as long. */
  void failed(Message message, String error) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(message.attempts(), DOUBLINGS));
    tried(message, error, OffsetDateTime.now(clock).plus(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY));
  }

  /** Leaves a message to an administrator. */
  void refused(Message message, String error) {
    tried(message, error, null);
  }

  private void tried(Message message, String error, OffsetDateTime next) {
    jdbc.sql("update outbox set attempts = attempts + 1, last_error = :error, next_attempt_at = :next where message_key = :key"
            + " and abandoned_at is null")
        .param("error", error.length() > 1000 ? error.substring(0, 1000) : error)
        .param("next", next, Types.TIMESTAMP_WITH_TIMEZONE).param("key", message.key()).update();
  }

  /**
   * Has a message tried at the next round, at the address that the account it is for has by now.
   *
   * @throws Refusal if it does not wait
   */
  void retry(String key) {
    if (retryWhere("message_key = ? and", key) == 0) throw gone();
  }

  /** Has all messages tried at the next round, like {@link #retry(String)}. */
  void retryAll() {
    retryWhere("");
  }

  private int retryWhere(String which, Object... key) {
    return jdbc.sql("update outbox set next_attempt_at = ?, recipient = coalesce(" + PRESENT_ADDRESS + ", recipient)"
            + " where " + which + WAITS)
        .params(Stream.concat(Stream.of(OffsetDateTime.now(clock)), Stream.of(key)).toList()).update();
  }

  /**
   * Gives a message up: it stays, but is not sent.
   *
   * @throws Refusal if it does not wait
   */
  void abandon(String key) {
    if (jdbc.sql("update outbox set abandoned_at = ?, next_attempt_at = null where message_key = ? and" + WAITS)
        .params(OffsetDateTime.now(clock), key).update() == 0) throw gone();
  }

  private static Refusal gone() {
    return Refusal.unknown("Ce message n’attend plus : il est parti, ou quelqu’un l’a abandonné.");
  }

  private static Message message(ResultSet row, int line) throws SQLException {
    return new Message(row.getString("message_key"), row.getString("recipient"), row.getString("subject"),
        row.getString("body"), row.getInt("attempts"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("next_attempt_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant).orElse(null),
        row.getString("last_error"));
  }
}
