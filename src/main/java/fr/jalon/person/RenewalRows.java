package fr.jalon.person;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of renewals: of a token only its hash. One is valid until it expires. */
@Repository
class RenewalRows {

    private final JdbcClient jdbc;

    RenewalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(String hash, String account, OffsetDateTime requested, OffsetDateTime expiry) {
        jdbc.sql("""
            insert into password_renewal (token_hash, account, requested_at, expires_at)
            values (?, ?, ?, ?)
            """).params(hash, account, requested, expiry).update();
    }

    /** Deletes what was requested up to then. */
    void deleteUpTo(OffsetDateTime then) {
        jdbc.sql("delete from password_renewal where requested_at <= ?")
                .param(then)
                .update();
    }

    void deleteOf(String account) {
        jdbc.sql("delete from password_renewal where account = ?")
                .param(account)
                .update();
    }

    /** Whether an account has so many rows, or one that was requested after then. */
    boolean has(String account, int many, OffsetDateTime then) {
        return jdbc.sql("""
            select count(*) >= ? or coalesce(max(requested_at) > ?, false)
            from password_renewal
            where account = ?
            """).params(many, then, account).query(Boolean.class).single();
    }

    /** The account of a token that is valid. */
    Optional<String> account(String hash, OffsetDateTime now) {
        return jdbc.sql("select account from password_renewal where token_hash = ? and expires_at > ?")
                .params(hash, now)
                .query(String.class)
                .optional();
    }

    /** The hashes of the tokens of an account that are valid. */
    List<String> valid(String account, OffsetDateTime now) {
        return jdbc.sql("select token_hash from password_renewal where account = ? and expires_at > ?")
                .params(account, now)
                .query(String.class)
                .list();
    }

    /** Has the tokens of an account expire. */
    void expire(String account, OffsetDateTime now) {
        jdbc.sql("update password_renewal set expires_at = ? where account = ? and expires_at > ?")
                .params(now, account, now)
                .update();
    }
}
