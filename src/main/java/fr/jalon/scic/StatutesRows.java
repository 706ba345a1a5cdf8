package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import fr.jalon.scic.Vote.Base;
import fr.jalon.scic.Vote.Rule;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of the statutes of associations that have amended them; the first one is kept with the second. */
@Repository
public class StatutesRows {

    static final Signature AMENDED = new Signature(
            "statutes_version", "recorded_by", "recorded_at", TrackRows.OWNER, "cast(s.version as varchar(10))", false);

    private final JdbcClient jdbc;
    private final Clock clock;

    StatutesRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a version. */
    public void add(String track, Statutes statutes, @Nullable String changes, @Nullable String by) {
        Rule rule = statutes.rule();
        jdbc.sql("""
            insert into statutes_version (track, version, adopted_on, foresees_transformation, quorum, majority,
              base, abstentions_count, second_quorum, notice_days, second_notice_days, link, changes,
              recorded_by, recorded_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        track,
                        statutes.version(),
                        statutes.adoptedOn(),
                        statutes.foreseesTransformation(),
                        rule.quorumPercent(),
                        rule.majorityPercent().isPresent()
                                ? rule.majorityPercent().getAsDouble()
                                : null,
                        rule.base().name(),
                        rule.abstentionsCount(),
                        statutes.secondQuorum(),
                        statutes.noticeDays(),
                        statutes.secondNoticeDays(),
                        statutes.link(),
                        changes,
                        by,
                        OffsetDateTime.now(clock))
                .update();
    }

    /** All versions of a track's statutes, the first one first; none where they were never amended. */
    public List<Statutes> of(String track) {
        return jdbc.sql("select * from statutes_version where track = ? order by version")
                .param(track)
                .query(StatutesRows::statutes)
                .list();
    }

    /** The version in force on a day: the latest that was adopted by then. */
    public Optional<Statutes> inForce(String track, LocalDate on) {
        return of(track).stream()
                .filter(each -> each.version() == 1
                        || !Objects.requireNonNull(each.adoptedOn()).isAfter(on))
                .max(Comparator.comparing(Statutes::version));
    }

    private static Statutes statutes(ResultSet row, int line) throws SQLException {
        BigDecimal majority = row.getBigDecimal("majority");
        return new Statutes(
                row.getInt("version"),
                row.getObject("adopted_on", LocalDate.class),
                row.getBoolean("foresees_transformation"),
                new Rule(
                        row.getDouble("quorum"),
                        majority == null ? OptionalDouble.empty() : OptionalDouble.of(majority.doubleValue()),
                        Base.valueOf(row.getString("base")),
                        row.getBoolean("abstentions_count")),
                row.getDouble("second_quorum"),
                row.getObject("notice_days", Integer.class),
                row.getObject("second_notice_days", Integer.class),
                row.getString("link"));
    }
}
