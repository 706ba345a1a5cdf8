package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What tracks learn from the market: interviews, and the partnerships that they sign. */
@Repository
public class MarketRows {

    /** A signed partnership. */
    public record Partnership(PartnerCategory category, String partner, String contribution, LocalDate signedOn) {}

    static final Signature INTERVIEWED =
            new Signature("interview", "recorded_by", "recorded_at", TrackRows.OWNER, "s.kind", false);

    private final JdbcClient jdbc;
    private final Clock clock;

    MarketRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Who was interviewed, and what they said.
     *
     * @param person a name, or initials; null where none was given
     * @param email by which they can be found and erased; null where it was not given
     * @param answers the form's, without the name, as JSON
     */
    public record Told(@Nullable String person, @Nullable String email, String answers) {}

    /** Adds a company interview. */
    public void add(String track, CompanyInterview interview, Told told, String by) {
        add(track, "COMPANY", interview, told, by);
    }

    /** Adds an apprentice interview. */
    public void addApprentice(String track, Told told, String by) {
        add(track, "APPRENTICE", null, told, by);
    }

    private void add(String track, String kind, @Nullable CompanyInterview company, Told told, String by) {
        jdbc.sql("""
            insert into interview (track, kind, segment, interest, accepts_price, letter_signed, person, email,
              answers, recorded_by, recorded_at)
            values (:track, :kind, :segment, :interest, :price, :letter, :person, :email, :answers, :by, :at)
            """)
                .param("track", track)
                .param("kind", kind)
                .param("segment", company == null ? null : company.segment().name(), Types.VARCHAR)
                .param("interest", company == null ? null : company.interest().name(), Types.VARCHAR)
                .param("price", company == null ? null : company.acceptsPrice(), Types.BOOLEAN)
                .param("letter", company == null ? null : company.letterSigned(), Types.BOOLEAN)
                .param("person", told.person(), Types.VARCHAR)
                .param("email", told.email(), Types.VARCHAR)
                .param("answers", told.answers())
                .param("by", by)
                .param("at", OffsetDateTime.now(clock))
                .update();
    }

    /** An interview with the team that held it. */
    record Heard(String team, @Nullable String person, Instant at, String answers) {}

    /** Who is known by an address, the latest first. */
    List<Heard> at(String email, int atMost, long offset) {
        return jdbc.sql("""
            select i.*, t.team
            from interview i
            join track t on t.id = i.track
            where i.email = ?
            order by i.recorded_at desc, i.id
            limit ? offset ?
            """)
                .params(email, atMost, offset)
                .query((row, line) -> new Heard(
                        row.getString("team"),
                        row.getString("person"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getString("answers")))
                .list();
    }

    /** Forgets who they were at an address; what they said stays. */
    int forget(String email) {
        return jdbc.sql("update interview set person = null, email = null where email = ?")
                .param(email)
                .update();
    }

    /** The same of all who were interviewed before a moment. */
    int forgetBefore(Instant moment) {
        return jdbc.sql("""
            update interview
            set person = null, email = null
            where recorded_at < ? and (person is not null or email is not null)
            """).param(moment.atOffset(ZoneOffset.UTC)).update();
    }

    /** Some older interviews of before a moment whose answers name somebody, by id. */
    Map<Long, String> namingBefore(Instant moment) {
        Map<Long, String> naming = new HashMap<>();
        jdbc.sql("""
            select id, answers
            from interview
            where recorded_at < ? and (answers like '%"contact":%' or answers like '%"apprentice":%')
            order by id
            limit 200
            """).param(moment.atOffset(ZoneOffset.UTC)).query(row -> {
            naming.put(row.getLong("id"), row.getString("answers"));
        });
        return naming;
    }

    void rewrite(long interview, String answers) {
        jdbc.sql("update interview set answers = ? where id = ?")
                .params(answers, interview)
                .update();
    }

    /** The figures of every interview so far, round after round. */
    public MarketKpis kpis(Track track) {
        List<CompanyInterview> companies =
                jdbc.sql("""
            select segment, interest, accepts_price, letter_signed
            from interview
            where track = ? and kind = 'COMPANY'
            order by id
            """).param(track.id()).query(MarketRows::interview).list();
        int apprentices = jdbc.sql("select count(*) from interview where track = ? and kind = 'APPRENTICE'")
                .param(track.id())
                .query(Integer.class)
                .single();
        return MarketKpis.of(companies, apprentices, track.targets());
    }

    /** Signs a partnership; one a category, the first stays. */
    public void sign(String track, Partnership signed) {
        jdbc.sql("""
            insert into partnership (track, category, partner, contribution, signed_on) select ?, ?,
              ?, ?, ?
            where not exists (select 1 from partnership where track = ? and category = ?)
            """)
                .params(
                        track,
                        signed.category().name(),
                        signed.partner(),
                        signed.contribution(),
                        signed.signedOn(),
                        track,
                        signed.category().name())
                .update();
    }

    /** What is signed, by day. */
    public List<Partnership> partnerships(String track) {
        return jdbc.sql("select * from partnership where track = ? order by signed_on, category")
                .param(track)
                .query((row, line) -> new Partnership(
                        PartnerCategory.valueOf(row.getString("category")),
                        row.getString("partner"),
                        row.getString("contribution"),
                        row.getObject("signed_on", LocalDate.class)))
                .list();
    }

    private static CompanyInterview interview(ResultSet row, int line) throws SQLException {
        return new CompanyInterview(
                Segment.valueOf(row.getString("segment")),
                CompanyInterview.Interest.valueOf(row.getString("interest")),
                row.getBoolean("accepts_price"),
                row.getBoolean("letter_signed"));
    }
}
