package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What steps have not reached of their targets, and why: gates and reviews read it. */
@Repository
public class ShortfallRows {

    /**
     * What was missing as a step was rendered.
     *
     * @param target the step, or the category of a partnership that was given up
     */
    public record Shortfall(String target, int reached, String reason) {}

    static final Signature SAID = new Signature("shortfall", "said_by", "said_at", TrackRows.OWNER, "s.target", false);

    private final JdbcClient jdbc;
    private final Clock clock;

    ShortfallRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Says what is missing; what was said before of the same target is forgotten. */
    public void say(String track, Shortfall said, String by) {
        forget(track, said.target());
        jdbc.sql("""
            insert into shortfall (track, target, reached, reason, said_by, said_at)
            values (?, ?, ?, ?, ?, ?)
            """)
                .params(track, said.target(), said.reached(), said.reason(), by, OffsetDateTime.now(clock))
                .update();
    }

    /** Nothing is missing any more. */
    public void forget(String track, String target) {
        jdbc.sql("delete from shortfall where track = ? and target = ?")
                .params(track, target)
                .update();
    }

    /** All that was said, in its order. */
    public List<Shortfall> of(String track) {
        return jdbc.sql("select * from shortfall where track = ? order by said_at, target")
                .param(track)
                .query((row, line) ->
                        new Shortfall(row.getString("target"), row.getInt("reached"), row.getString("reason")))
                .list();
    }
}
