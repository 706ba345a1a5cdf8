package fr.jalon.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages that wait for a mail server. One key is one message, however often the work that writes it is repeated. */
@Component
public class Outbox {

  record Message(
      String key, String recipient, String subject, String body, int attempts, Instant since, String error) {}

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
    jdbc.sql("insert into outbox (message_key, recipient, subject, body, created_at, attempts)"
            + " select ?, ?, ?, ?, ?, 0 where not exists (select 1 from outbox where message_key = ?)")
        .params(key, recipient, subject.replaceAll("\\p{Cntrl}+", " "), body, OffsetDateTime.now(clock), key).update();
  }

  /** The messages that still wait, the oldest first. */
  List<Message> waiting(int atMost) {
    return jdbc.sql("select * from outbox where sent_at is null"
            + " order by attempts, created_at fetch first " + atMost + " rows only")
        .query(Outbox::message).list();
  }

  long countWaiting() {
    return jdbc.sql("select count(*) from outbox where sent_at is null").query(Long.class).single();
  }

  void sent(Message message) {
    jdbc.sql("update outbox set sent_at = ?, attempts = attempts + 1, last_error = null where message_key = ?")
        .params(OffsetDateTime.now(clock), message.key()).update();
  }

  void failed(Message message, String error) {
    jdbc.sql("update outbox set attempts = attempts + 1, last_error = ? where message_key = ?")
        .params(error.length() > 1000 ? error.substring(0, 1000) : error, message.key()).update();
  }

  private static Message message(ResultSet row, int line) throws SQLException {
    return new Message(row.getString("message_key"), row.getString("recipient"), row.getString("subject"),
        row.getString("body"), row.getInt("attempts"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("last_error"));
  }
}
