package fr.jalon.team;

import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An invitation is mailed while it still lets somebody in; its letter's object is the hash of the token. */
@Component
class InvitationLetters implements Matter {

    static final String KIND = "invitation";
    static final String USED = "L’invitation a déjà servi.";

    private final JdbcClient jdbc;
    private final Clock clock;

    InvitationLetters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Set<String> used = new HashSet<>();
        Set<String> valid = new HashSet<>();
        jdbc.sql("select token_hash, used_at, expires_at from invitation where token_hash in (:hashes)")
                .param("hashes", letters.stream().map(Letter::object).toList())
                .query(row -> {
                    boolean isValid = row.getObject(3, OffsetDateTime.class).isAfter(OffsetDateTime.now(clock));
                    if (row.getObject(2) != null) used.add(row.getString(1));
                    else if (isValid) valid.add(row.getString(1));
                });
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            if (used.contains(letter.object())) lost.put(letter.key(), USED);
            else if (!valid.contains(letter.object())) lost.put(letter.key(), "L’invitation ne vaut plus.");
        }
        return lost;
    }
}
