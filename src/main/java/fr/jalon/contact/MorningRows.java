package fr.jalon.contact;

import fr.jalon.contact.Draft.Next;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the morning's mail asks: what is to be done, who does not want to be told, and whether that was told. */
@Repository
class MorningRows {

    /** An action that is to be done by a day. */
    record Due(
            String team, String name, Next next, @Nullable String follower) {}

    /** Somebody who is not told of a team's contacts. */
    record Silence(String team, String person) {}

    private final JdbcClient jdbc;

    MorningRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is to be done by a day, all teams together, the oldest of each first. */
    List<Due> due(LocalDate day) {
        return jdbc.sql("""
            select team, name, next_action, next_on, followed_by
            from contact
            where next_on <= ?
            order by team, next_on, lower(name), id
            """)
                .param(day)
                .query((row, line) -> new Due(
                        row.getString(1),
                        row.getString(2),
                        new Next(row.getString(3), row.getObject(4, LocalDate.class)),
                        row.getString(5)))
                .list();
    }

    /** Whether somebody is not told of a team's contacts. */
    boolean isSilent(String team, String person) {
        return jdbc.sql("select count(*) from contact_silence where team = ? and person = ?")
                        .params(team, person)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Who is not told of which teams' contacts. */
    List<Silence> silent() {
        return jdbc.sql("select team, person from contact_silence")
                .query((row, line) -> new Silence(row.getString(1), row.getString(2)))
                .list();
    }

    void silence(String team, String person, boolean isSilent) {
        jdbc.sql("delete from contact_silence where team = ? and person = ?")
                .params(team, person)
                .update();
        if (isSilent)
            jdbc.sql("insert into contact_silence (team, person) values (?, ?)")
                    .params(team, person)
                    .update();
    }

    /** Forgets what somebody does not want to be told; answers of how many teams. */
    int forget(String person) {
        return jdbc.sql("delete from contact_silence where person = ?")
                .param(person)
                .update();
    }

    /** Whether it is for the caller to tell people this day: to one transaction alone, and once. */
    boolean claim(LocalDate day) {
        return jdbc.sql("update contact_round set told_on = :day where told_on <> :day")
                        .param("day", day)
                        .update()
                > 0;
    }
}
