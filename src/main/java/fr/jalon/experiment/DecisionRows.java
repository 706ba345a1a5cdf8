package fr.jalon.experiment;

import fr.jalon.chain.Canonical;
import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The decisions of teams: each is written once, chained to the one before; the database refuses to change it. */
@Repository
class DecisionRows {

    static final Signature DECIDED =
            new Signature("decision", "decided_by", "decided_at", ExperimentRows.OWNER, "s.decision", true);

    private final JdbcClient jdbc;
    private final Canonical canonical;

    DecisionRows(JdbcClient jdbc, Canonical canonical) {
        this.jdbc = jdbc;
        this.canonical = canonical;
    }

    /** A team's decisions, the oldest first. */
    List<Decision> of(String team) {
        return jdbc.sql("select * from decision where team = ? order by position")
                .param(team)
                .query(DecisionRows::read)
                .list();
    }

    /** The decision that an experiment led to. */
    Optional<Decision> of(ExperimentId id) {
        return jdbc.sql("select * from decision where journey = ? and iteration = ?")
                .params(id.journey(), id.iteration())
                .query(DecisionRows::read)
                .optional();
    }

    /** How many decisions a person has made, or signed an amendment of. */
    int signedBy(String person) {
        return jdbc.sql("select count(*) from decision where decided_by = ? or position(? in amendments) > 0")
                .params(person, "\"amendedBy\":\"" + person + "\"")
                .query(Integer.class)
                .single();
    }

    private static Decision read(ResultSet row, int line) throws SQLException {
        return new Decision(
                row.getString("team"),
                row.getInt("iteration"),
                row.getInt("position"),
                new Decision.Verdict(
                        row.getString("decision"),
                        row.getString("reason"),
                        row.getString("decided_by"),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()),
                new Advice(
                        row.getString("recommendation"),
                        row.getString("recommendation_reason"),
                        row.getString("table_version"),
                        row.getString("thresholds"),
                        row.getString("label"),
                        row.getString("prior"),
                        row.getString("amended_verdict"),
                        row.getString("demands")),
                new Proposal(row.getString("proposal"), row.getString("proposal_reason"), row.getString("learnings")),
                new Decision.Grounds(row.getString("contract"), row.getString("evidence"), row.getString("amendments")),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    /** Writes a decision for good. */
    void write(String journey, Decision unsigned) {
        Decision.Verdict verdict = unsigned.verdict();
        Advice advice = unsigned.advice();
        Decision.Grounds grounds = unsigned.grounds();
        jdbc.sql("""
            insert into decision (journey, iteration, team, position, decision, recommendation,
              recommendation_reason, proposal, proposal_reason, learnings, reason, decided_by,
              decided_at, table_version, contract, evidence, amendments, thresholds, label, prior,
              amended_verdict, demands, previous_hash, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                .params(
                        journey,
                        unsigned.iteration(),
                        unsigned.team(),
                        unsigned.position(),
                        verdict.decision(),
                        advice.recommendation(),
                        advice.recommendationReason(),
                        unsigned.proposal().decision(),
                        unsigned.proposal().reason(),
                        unsigned.proposal().learnings(),
                        verdict.reason(),
                        verdict.decidedBy(),
                        verdict.decidedAt().atOffset(ZoneOffset.UTC),
                        advice.tableVersion(),
                        grounds.contract(),
                        grounds.evidence(),
                        grounds.amendments(),
                        advice.thresholds(),
                        advice.label(),
                        advice.prior(),
                        advice.amendedVerdict(),
                        advice.demands(),
                        unsigned.previousHash(),
                        canonical.hash(unsigned))
                .update();
    }
}
