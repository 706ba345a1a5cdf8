package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import fr.jalon.scic.Apprentices.Declared;
import fr.jalon.scic.Milestones.Review;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The milestone reviews that tracks have held. */
@Repository
public class ReviewRows {

    /** A review as it was judged. */
    public record Held(Review review, String status) {}

    static final Signature REVIEWED = new Signature(
            "milestone_review", "reviewed_by", "reviewed_at", TrackRows.OWNER, "cast(s.months as varchar(10))", false);

    private final JdbcClient jdbc;
    private final Clock clock;

    ReviewRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a review with every figure of it, as JSON by KPI. */
    public void add(String track, Held held, String figures, String by) {
        Review review = held.review();
        jdbc.sql("""
            insert into milestone_review (track, months, status, apprentices_placed,
              apprentices_active, revenue, figures, reviewed_by, reviewed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        track,
                        review.month(),
                        held.status(),
                        (int) review.apprenticesPlaced(),
                        (int) review.apprenticesActive(),
                        review.revenue(),
                        figures,
                        by,
                        OffsetDateTime.now(clock))
                .update();
    }

    /** When a track began, and when each of its reviews was held, by its months. */
    record Reviewed(LocalDate startDay, Map<Integer, Instant> held) {}

    /** The same of some tracks. */
    Map<String, Reviewed> reviewed(Collection<String> tracks) {
        Map<String, Reviewed> reviewed = new HashMap<>();
        if (tracks.isEmpty()) return reviewed;
        jdbc.sql("""
            select t.id, t.start_day, r.months, r.reviewed_at
            from track t
            left join milestone_review r on r.track = t.id
            where t.id in (:tracks)
            """).param("tracks", tracks).query(row -> {
            LocalDate start = row.getObject("start_day", LocalDate.class);
            Reviewed its = reviewed.computeIfAbsent(row.getString("id"), one -> new Reviewed(start, new HashMap<>()));
            OffsetDateTime held = row.getObject("reviewed_at", OffsetDateTime.class);
            if (held != null) its.held().put(row.getInt("months"), held.toInstant());
        });
        return reviewed;
    }

    /** A track's reviews with how many apprentices it has on a day; in one query. */
    record Standing(int placed, int active, List<Held> held) {}

    Standing standing(String track, LocalDate day) {
        List<Held> held = new ArrayList<>();
        int[] counts = new int[2];
        jdbc.sql("""
            select r.*, a.*, t.declared_placed, t.declared_active, t.declared_on
            from track t
            cross join (
              select count(case when starts_on <= :day then 1 end) as placed,
                count(case when starts_on <= :day and (broken_on is null or broken_on > :day)
                  and (ends_on is null or ends_on >= :day) then 1 end) as active,
                count(case when starts_on <= declared_on then 1 end) as begun,
                count(case when starts_on <= declared_on and (broken_on is null or broken_on > declared_on)
                  and (ends_on is null or ends_on >= declared_on) then 1 end) as at_work
              from apprentice
              join track on track.id = apprentice.track
              where track.id = :track) a
            left join milestone_review r on r.track = t.id
            where t.id = :track
            order by r.months
            """).param("track", track).param("day", day).query(row -> {
            Declared said = row.getObject("declared_on") == null ? null : ApprenticeRows.declared(row, 0);
            int begun = row.getInt("begun");
            counts[0] = row.getInt("placed") + (said == null ? 0 : said.unlisted(begun));
            counts[1] = row.getInt("active") + (said == null ? 0 : said.unlistedActive(begun, row.getInt("at_work")));
            if (row.getString("status") != null) held.add(held(row));
        });
        return new Standing(counts[0], counts[1], held);
    }

    /** How many apprentices a review counted, and when. */
    public record Counted(int placed, int active, Instant at) {}

    /** What the reviews of a track counted, the first one first. */
    public List<Counted> counted(String track) {
        return jdbc.sql("""
            select apprentices_placed, apprentices_active, reviewed_at
            from milestone_review
            where track = ?
            order by reviewed_at
            """)
                .param(track)
                .query((row, line) -> new Counted(
                        row.getInt("apprentices_placed"),
                        row.getInt("apprentices_active"),
                        row.getObject("reviewed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The reviews held so far, in their order. */
    public List<Held> of(String track) {
        return jdbc.sql("select * from milestone_review where track = ? order by months")
                .param(track)
                .query((row, line) -> held(row))
                .list();
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                new Review(
                        row.getInt("months"),
                        row.getInt("apprentices_placed"),
                        row.getInt("apprentices_active"),
                        row.getDouble("revenue")),
                row.getString("status"));
    }
}
