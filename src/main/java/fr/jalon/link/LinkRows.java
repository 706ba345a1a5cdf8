package fr.jalon.link;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of shared links, and of their visits by day. */
@Repository
class LinkRows {

    static final Signature MADE =
            new Signature("shared_link", "made_by", "made_at", "shared_link o on o.id = s.id", "s.label", false);

    /**
     * A link and how often it was visited.
     *
     * @param between in the days that were asked for
     */
    record Counted(SharedLink link, long between, long total) {}

    /** The visits of a link on one day; no day where there were none yet. */
    record OnDay(SharedLink link, @Nullable LocalDate day, long visits) {}

    private final JdbcClient jdbc;

    LinkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The links of a team, the latest first. */
    List<SharedLink> of(String team) {
        return jdbc.sql("select * from shared_link where team = ? order by place desc")
                .param(team)
                .query(LinkRows::link)
                .list();
    }

    /** The same with their visits, those of the days between two apart. */
    List<Counted> counted(String team, LocalDate from, LocalDate until) {
        return jdbc.sql("""
            select l.*, v.visits_between, v.visits_total
            from shared_link l
            left join (
              select c.link, sum(c.visits) as visits_total,
                sum(case when c.visited_on between ? and ? then c.visits else 0 end) as visits_between
              from link_visits c
              join shared_link o on o.id = c.link
              where o.team = ?
              group by c.link) v on v.link = l.id
            where l.team = ?
            order by l.place desc
            """)
                .params(from, until, team, team)
                .query((row, line) ->
                        new Counted(link(row, line), row.getLong("visits_between"), row.getLong("visits_total")))
                .list();
    }

    /** The visits of a team's links day by day, the links in the order in which they were made. */
    List<OnDay> days(String team) {
        return jdbc.sql("""
            select l.*, v.visited_on, v.visits
            from shared_link l
            left join link_visits v on v.link = l.id
            where l.team = ?
            order by l.place, v.visited_on
            """)
                .param(team)
                .query((row, line) ->
                        new OnDay(link(row, line), row.getObject("visited_on", LocalDate.class), row.getLong("visits")))
                .list();
    }

    Optional<SharedLink> find(String team, String code) {
        return byCode(code).filter(link -> link.team().equals(team));
    }

    Optional<SharedLink> byCode(String code) {
        return jdbc.sql("select * from shared_link where code = ?")
                .param(code)
                .query(LinkRows::link)
                .optional();
    }

    /** The visits of a link by day, the first day first. */
    Map<LocalDate, Long> visitsOf(String link) {
        Map<LocalDate, Long> visits = new LinkedHashMap<>();
        jdbc.sql("select visited_on, visits from link_visits where link = ? order by visited_on")
                .param(link)
                .query(row -> {
                    visits.put(row.getObject(1, LocalDate.class), row.getLong(2));
                });
        return visits;
    }

    /** Writes a link; answers whether id, code and place were free. */
    boolean insert(SharedLink link, int place) {
        try {
            jdbc.sql("""
                insert into shared_link (id, team, place, code, label, destination, source, medium, campaign, content,
                  address, made_by, made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                    .params(
                            link.id(),
                            link.team(),
                            place,
                            link.code(),
                            link.label(),
                            link.destination(),
                            link.tags().source(),
                            link.tags().medium(),
                            link.tags().campaign(),
                            link.tags().content(),
                            link.address(),
                            link.madeBy(),
                            link.madeAt().atOffset(ZoneOffset.UTC))
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    void rename(String id, String label) {
        jdbc.sql("update shared_link set label = ? where id = ?")
                .params(label, id)
                .update();
    }

    /** Has a link lead nowhere, unless it is withdrawn already. */
    void withdraw(String id, Instant now) {
        jdbc.sql("update shared_link set withdrawn_at = coalesce(withdrawn_at, ?) where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    /** The same of every link of some teams. */
    void withdrawAll(Collection<String> teams, Instant now) {
        jdbc.sql("update shared_link set withdrawn_at = :now where team in (:teams) and withdrawn_at is null")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("teams", teams)
                .update();
    }

    /**
     * Counts a visit; each statement by itself, so that nobody waits for more than the one row. Of two first visits of
     * a day one inserts, and the other finds the row there.
     */
    void count(String link, LocalDate day) {
        if (added(link, day)) return;
        try {
            jdbc.sql("insert into link_visits (link, visited_on, visits) values (?, ?, 1)")
                    .params(link, day)
                    .update();
        } catch (DuplicateKeyException another) {
            added(link, day);
        }
    }

    private boolean added(String link, LocalDate day) {
        return jdbc.sql("update link_visits set visits = visits + 1 where link = ? and visited_on = ?")
                        .params(link, day)
                        .update()
                > 0;
    }

    private static SharedLink link(ResultSet row, int line) throws SQLException {
        OffsetDateTime withdrawn = row.getObject("withdrawn_at", OffsetDateTime.class);
        return new SharedLink(
                row.getString("id"),
                row.getString("team"),
                row.getString("code"),
                row.getString("label"),
                row.getString("destination"),
                new Tags(
                        row.getString("source"),
                        row.getString("medium"),
                        row.getString("campaign"),
                        row.getString("content")),
                row.getString("address"),
                row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                withdrawn == null ? null : withdrawn.toInstant());
    }
}
