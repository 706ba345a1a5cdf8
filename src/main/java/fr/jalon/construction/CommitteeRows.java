package fr.jalon.construction;

import fr.jalon.chain.Canonical;
import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The decisions of committees: each is written once, chained to the one before; the database refuses to change it. */
@Repository
class CommitteeRows {

    static final Signature DECIDED = new Signature(
            "construction_decision",
            "decided_by",
            "decided_at",
            "construction o on o.journey = s.journey",
            "s.decision",
            true);

    private final JdbcClient jdbc;
    private final Canonical canonical;

    CommitteeRows(JdbcClient jdbc, Canonical canonical) {
        this.jdbc = jdbc;
        this.canonical = canonical;
    }

    /** Those of a construction, the oldest first. */
    List<CommitteeDecision> of(String journey) {
        return jdbc.sql("select * from construction_decision where journey = ? order by position")
                .param(journey)
                .query((row, line) -> new CommitteeDecision(
                        row.getString("journey"),
                        row.getString("team"),
                        row.getInt("position"),
                        row.getInt("decided_month"),
                        new CommitteeDecision.Verdict(
                                CommitteeDecision.Next.valueOf(row.getString("decision")),
                                row.getString("reason"),
                                row.getString("learnt"),
                                row.getString("decided_by"),
                                row.getObject("decided_at", OffsetDateTime.class)
                                        .toInstant()),
                        row.getString("pack"),
                        row.getString("previous_hash"),
                        row.getString("hash")))
                .list();
    }

    /** Writes a decision for good, behind those of its construction. */
    void write(CommitteeDecision unsigned) {
        CommitteeDecision.Verdict verdict = unsigned.verdict();
        jdbc.sql("""
            insert into construction_decision (journey, position, team, decided_month, decision, reason, learnt, pack,
              decided_by, decided_at, previous_hash, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        unsigned.journey(),
                        unsigned.position(),
                        unsigned.team(),
                        unsigned.month(),
                        verdict.next().name(),
                        verdict.reason(),
                        verdict.learnt(),
                        unsigned.pack(),
                        verdict.by(),
                        verdict.at().atOffset(ZoneOffset.UTC),
                        unsigned.previousHash(),
                        Objects.requireNonNull(canonical.hash(unsigned)))
                .update();
    }
}
