package fr.jalon.person;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows by which slices say who did something, whatever their table. */
@Repository
class SignatureRows {

    /** A row that carries a person's id, as who wrote or changed it. */
    record Entry(String table, String as, String team, Instant at, String what) {}

    private final JdbcClient jdbc;

    SignatureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a person has signed, the latest first. */
    List<Entry> of(String person, List<Signature> signatures, int limit, long offset) {
        return jdbc.sql("""
            select *
            from (
            %s) signed
            order by written_at desc, kind, role, what
            limit :limit offset :offset
            """.formatted(
                        signatures.stream().map(SignatureRows::signed).collect(Collectors.joining("union all\n"))))
                .param("id", person)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, line) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5)))
                .list();
    }

    private static String signed(Signature by) {
        return """
            select '%1$s' as kind, '%2$s' as role, o.team, s.%3$s as written_at, %4$s as what
            from %1$s s
            join %5$s
            where s.%2$s = :id
            """.formatted(by.table(), by.column(), by.at(), by.what(), by.owner());
    }

    /** Has rows say another name; answers how many they were. */
    int rename(String person, String to, Signature by) {
        return jdbc.sql("update %1$s set %2$s = ? where %2$s = ?".formatted(by.table(), by.column()))
                .params(to, person)
                .update();
    }
}
