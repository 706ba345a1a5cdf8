package fr.jalon.mail;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

    /** All who do without something. */
    Set<String> without(Topic topic) {
        return new HashSet<>(jdbc.sql("select person from mail_declined where topic = ?")
                .param(topic.name())
                .query(String.class)
                .list());
    }

    /** The hours that people have chosen; whoever has chosen none is left out. */
    Map<String, Integer> hours() {
        Map<String, Integer> hours = new HashMap<>();
        jdbc.sql("select person, at_hour from mail_hour").query(row -> {
            hours.put(row.getString(1), row.getInt(2));
        });
        return hours;
    }

    Optional<Integer> hour(String person) {
        return jdbc.sql("select at_hour from mail_hour where person = ?")
                .param(person)
                .query(Integer.class)
                .optional();
    }

    void set(String person, int hour) {
        jdbc.sql("delete from mail_hour where person = ?").param(person).update();
        jdbc.sql("insert into mail_hour (person, at_hour) values (?, ?)")
                .params(person, hour)
                .update();
    }

    /** The hours up to one whose people were not told this day. */
    List<Integer> hoursLeft(LocalDate day, int until) {
        return jdbc.sql("select at_hour from mail_morning where told_on < ? and at_hour <= ? order by at_hour")
                .params(day, until)
                .query(Integer.class)
                .list();
    }

    /** Whether it is for the caller to tell those of an hour this day: for one transaction alone, and once. */
    boolean claim(int hour, LocalDate day) {
        return jdbc.sql("update mail_morning set told_on = :day where at_hour = :hour and told_on < :day")
                        .param("day", day)
                        .param("hour", hour)
                        .update()
                > 0;
    }

    /** Deletes what a person has chosen; answers how much it was. */
    int delete(String person) {
        jdbc.sql("delete from mail_reader where person = ?").param(person).update();
        jdbc.sql("delete from mail_hour where person = ?").param(person).update();
        return jdbc.sql("delete from mail_declined where person = ?")
                .param(person)
                .update();
    }
}
