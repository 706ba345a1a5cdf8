package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
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

    /** Adds a company interview; answers are the form's, as JSON. */
    public void add(String track, CompanyInterview interview, String answers, String by) {
        jdbc.sql("""
            insert into interview (track, kind, segment, interest, accepts_price, letter_signed,
              answers, recorded_by, recorded_at)
            values (?, 'COMPANY', ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        track,
                        interview.segment().name(),
                        interview.interest().name(),
                        interview.acceptsPrice(),
                        interview.letterSigned(),
                        answers,
                        by,
                        OffsetDateTime.now(clock))
                .update();
    }

    /** Adds an apprentice interview; answers are the form's, as JSON. */
    public void addApprentice(String track, String answers, String by) {
        jdbc.sql("""
            insert into interview (track, kind, answers, recorded_by, recorded_at)
            values (?, 'APPRENTICE', ?, ?, ?)
            """).params(track, answers, by, OffsetDateTime.now(clock)).update();
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
