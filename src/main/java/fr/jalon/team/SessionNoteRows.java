package fr.jalon.team;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of notes of sessions. */
@Repository
class SessionNoteRows {

    static final Signature WRITTEN = new Signature(
            "session_note",
            "author",
            "written_at",
            "session_note o on o.id = s.id",
            "cast(s.held as varchar(10))",
            false);

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionNoteRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The notes of a team, the newest session first. */
    List<SessionNote> of(String team) {
        return jdbc.sql("select * from session_note where team = ? order by held desc, written_at desc, id")
                .param(team)
                .query(SessionNoteRows::note)
                .list();
    }

    Optional<SessionNote> find(String team, String id) {
        return jdbc.sql("select * from session_note where team = ? and id = ?")
                .params(team, id)
                .query(SessionNoteRows::note)
                .optional();
    }

    /** Writes a note, unless one of its id is written. */
    void insert(String id, String team, SessionNote.Text text, String author) {
        try {
            jdbc.sql("""
                insert into session_note (id, team, held, said, next_step, author, written_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                    .params(id, team, text.held(), text.said(), text.nextStep(), author, OffsetDateTime.now(clock))
                    .update();
        } catch (DuplicateKeyException sentTwice) {
            // It says what it said.
        }
    }

    void correct(String id, SessionNote.Text text) {
        jdbc.sql("update session_note set held = ?, said = ?, next_step = ?, corrected_at = ? where id = ?")
                .params(text.held(), text.said(), text.nextStep(), OffsetDateTime.now(clock), id)
                .update();
    }

    private static SessionNote note(ResultSet row, int line) throws SQLException {
        return new SessionNote(
                row.getString("id"),
                new SessionNote.Text(
                        row.getObject("held", LocalDate.class), row.getString("said"), row.getString("next_step")),
                row.getString("author"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getObject("corrected_at") != null);
    }
}
