package fr.jalon.experiment;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of dossiers lent: of a secret only its hash. One is in force as long as it neither ended nor was revoked.
 */
@Repository
class LoanRows {

    static final Signature LENT =
            new Signature("dossier_loan", "lent_by", "lent_at", "dossier_loan o on o.id = s.id", "s.borrower", false);

    private final JdbcClient jdbc;
    private final Clock clock;

    LoanRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The loans of a team that are in force, the latest first. */
    List<Loan> inForce(String team) {
        return jdbc.sql("""
            select * from dossier_loan
            where team = ? and revoked_at is null and expires_at > ?
            order by lent_at desc, id
            """).params(team, now()).query(LoanRows::loan).list();
    }

    /** The loan in force that a secret of that hash opens. */
    Optional<Loan> opened(String hash) {
        return jdbc.sql("select * from dossier_loan where token_hash = ? and revoked_at is null and expires_at > ?")
                .params(hash, now())
                .query(LoanRows::loan)
                .optional();
    }

    /** Writes a loan that has not been opened yet; answers whether there was none of its id. */
    boolean insert(Loan loan, String hash) {
        try {
            jdbc.sql("""
                insert into dossier_loan (id, token_hash, team, decisions, borrower, lent_by, lent_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                    .params(
                            loan.id(),
                            hash,
                            loan.team(),
                            loan.decisions(),
                            loan.borrower(),
                            loan.lentBy(),
                            loan.lentAt().atOffset(ZoneOffset.UTC),
                            loan.expiresAt().atOffset(ZoneOffset.UTC))
                    .update();
            return true;
        } catch (DuplicateKeyException sentTwice) {
            return false;
        }
    }

    void countOpening(String id) {
        jdbc.sql("update dossier_loan set openings = openings + 1, opened_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    /** Ends a loan at once, unless it has ended; answers whether the team has one of that id. */
    boolean revoke(String team, String id) {
        return jdbc.sql("update dossier_loan set revoked_at = coalesce(revoked_at, ?) where team = ? and id = ?")
                        .params(now(), team, id)
                        .update()
                > 0;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static Loan loan(ResultSet row, int line) throws SQLException {
        OffsetDateTime opened = row.getObject("opened_at", OffsetDateTime.class);
        return new Loan(
                row.getString("id"),
                row.getString("team"),
                row.getInt("decisions"),
                row.getString("borrower"),
                row.getString("lent_by"),
                row.getObject("lent_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("openings"),
                opened == null ? null : opened.toInstant());
    }
}
