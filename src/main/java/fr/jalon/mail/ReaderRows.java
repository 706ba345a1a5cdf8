package fr.jalon.mail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What those who read messages have chosen, and the secrets by which they choose without a login. */
@Repository
class ReaderRows {

    /** Somebody does without something. */
    record Declined(String person, Topic topic) {}

    private final JdbcClient jdbc;

    ReaderRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The secrets of some people, by person; who has none is left out. */
    Map<String, String> secrets(Collection<String> people) {
        Map<String, String> secrets = new HashMap<>();
        jdbc.sql("select person, secret from mail_reader where person in (:people)")
                .param("people", people)
                .query(row -> {
                    secrets.put(row.getString(1), row.getString(2));
                });
        return secrets;
    }

    void insert(String person, String secret) {
        jdbc.sql("insert into mail_reader (person, secret) values (?, ?)")
                .params(person, secret)
                .update();
    }

    /** Whose secret it is. */
    Optional<String> person(String secret) {
        return jdbc.sql("select person from mail_reader where secret = ?")
                .param(secret)
                .query(String.class)
                .optional();
    }

    /** What some people do without. */
    Set<Declined> declined(Collection<String> people) {
        return jdbc.sql("select person, topic from mail_declined where person in (:people)")
                .param("people", people)
                .query((row, line) -> new Declined(row.getString(1), Topic.valueOf(row.getString(2))))
                .set();
    }

    /** Whether it was not so before. */
    boolean decline(String person, Topic topic) {
        return jdbc.sql("""
            insert into mail_declined (person, topic)
            select cast(:person as varchar(64)), cast(:topic as varchar(20))
            where not exists (select 1 from mail_declined where person = :person and topic = :topic)
            """)
                        .param("person", person)
                        .param("topic", topic.name())
                        .update()
                > 0;
    }

    void accept(String person, Topic topic) {
        jdbc.sql("delete from mail_declined where person = ? and topic = ?")
                .params(person, topic.name())
                .update();
    }

    /** Deletes what a person has chosen; answers how much it was. */
    int delete(String person) {
        jdbc.sql("delete from mail_reader where person = ?").param(person).update();
        return jdbc.sql("delete from mail_declined where person = ?")
                .param(person)
                .update();
    }
}
