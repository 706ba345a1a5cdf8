package fr.jalon.team;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lines of lists that wait to be verified. */
@Repository
class EnrolmentRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    EnrolmentRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void insert(String enrolment, List<Roster.Line> lines) {
        batches.batchUpdate(
                """
                insert into enrolment_line (enrolment, number, team, first_name, last_name, email, coach)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                lines.stream()
                        .map(line -> new Object[] {
                            enrolment,
                            line.number(),
                            line.team(),
                            line.firstName(),
                            line.lastName(),
                            line.email(),
                            line.coach()
                        })
                        .toList());
    }

    /** The lines of a list, in its order. */
    List<Roster.Line> of(String enrolment) {
        return jdbc.sql("select * from enrolment_line where enrolment = ? order by number")
                .param(enrolment)
                .query((row, line) -> new Roster.Line(
                        row.getInt("number"),
                        row.getString("team"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("email"),
                        row.getString("coach")))
                .list();
    }

    void delete(String enrolment) {
        jdbc.sql("delete from enrolment_line where enrolment = ?")
                .param(enrolment)
                .update();
    }

    /** Deletes the lines of an address, whatever its case; answers how many there were. */
    int deleteOf(String email) {
        return jdbc.sql("delete from enrolment_line where email = lower(?)")
                .param(email)
                .update();
    }

    /** Has lines name nobody where they name a coach, by id or by address; answers how many there were. */
    int forgetCoach(String id, @Nullable String email) {
        return jdbc.sql("update enrolment_line set coach = null where lower(coach) in (lower(?), lower(?))")
                .params(id, email == null ? id : email)
                .update();
    }
}
