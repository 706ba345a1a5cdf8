package fr.jalon.engine.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the account that a person names, and tells whether a password is its own: slowly, and as slowly where there is
 * no account. What was right is remembered for some minutes, by a keyed digest over the hash at hand: a program that
 * sends its password with each request waits once, and a new password or an account that is gone is noticed at once.
 */
@Component
class Passwords {

    /**
     * What the database keeps of an account's password.
     *
     * @param hash null for an account that never had one
     * @param salt another with each new password; null in accounts from before salts
     */
    record Kept(String account, String hash, String salt) {
        String mark() {
            return salt == null ? Accounts.WITHOUT_SALT : salt;
        }

        private String salted(String password) {
            return password + (salt == null ? "" : salt);
        }
    }

    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int MOST_REMEMBERED = 1_000;
    private static final String MAC = "HmacSHA256";
    private static final String SELECT = "select id_ as account, pwd_ as hash, salt_ as salt from act_id_user where ";

    private final JdbcClient jdbc;
    private final SlowHash slow;
    private final PasswordManager hashes;
    private final Clock clock;
    private final SecretKeySpec key = new SecretKeySpec(secret(), MAC);
    private final Map<String, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();
    private final Map<String, Instant> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Passwords(JdbcClient jdbc, SlowHash slow, Clock clock) {
        this.jdbc = jdbc;
        this.slow = slow;
        this.hashes = new PasswordManager(slow, List.of());
        this.clock = clock;
    }

    /** The account of exactly that id. */
    Optional<Kept> ofId(String id) {
        return jdbc.sql(SELECT + "id_ = ?").param(id).query(Kept.class).optional();
    }

    /**
     * The account that somebody names by its id, or else by its address, whatever the case; empty also where several
     * could be meant.
     */
    Optional<Kept> named(String name) {
        List<Kept> found = jdbc.sql(SELECT + Accounts.NAMED)
                .param("name", name.toLowerCase(Locale.ROOT))
                .param("address", Accounts.address(name))
                .query(Kept.class)
                .list();
        return found.stream()
                .filter(each -> each.account().equals(name))
                .findFirst()
                .or(() -> only(found.stream()
                        .filter(each -> each.account().equalsIgnoreCase(name))
                        .toList()))
                .or(() -> only(found));
    }

    private static Optional<Kept> only(List<Kept> found) {
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Whether the same password has been right for the same account a moment ago. */
    boolean remembers(Kept kept, String password) {
        if (kept.hash() == null) return false;
        String digest = digest(kept, password);
        synchronized (remembered) {
            Instant until = remembered.get(digest);
            return until != null && clock.instant().isBefore(until);
        }
    }

    /** Whether a password opens an account; a hash of an earlier kind is then replaced by one of today's. */
    boolean isRight(Optional<Kept> account, String password) {
        if (account.isEmpty() || account.get().hash() == null) {
            slow.pretend(password);
            return false;
        }
        Kept kept = account.get();
        return remembers(kept, password) || isRightNow(kept, password);
    }

    /** Many who ask the same at once, a program's requests after a start for one, wait for one answer. */
    private boolean isRightNow(Kept kept, String password) {
        String digest = digest(kept, password);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> underWay = asked.putIfAbsent(digest, answer);
        if (underWay != null) return joined(underWay);
        try {
            answer.complete(remembers(kept, password) || compared(kept, password));
            return answer.join();
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
            throw failure;
        } finally {
            asked.remove(digest, answer);
        }
    }

    private static boolean joined(CompletableFuture<Boolean> answer) {
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException reason ? reason : failure;
        }
    }

    private boolean compared(Kept kept, String password) {
        if (!hashes.check(kept.salted(password), kept.hash())) {
            if (!slow.made(kept.hash())) slow.pretend(password);
            return false;
        }
        remember(slow.isCurrent(kept.hash()) ? kept : rewritten(kept, password), password);
        return true;
    }

    private Kept rewritten(Kept kept, String password) {
        Kept today = new Kept(kept.account(), hashes.encrypt(kept.salted(password)), kept.salt());
        jdbc.sql("update act_id_user set pwd_ = ? where id_ = ? and pwd_ = ?")
                .params(today.hash(), kept.account(), kept.hash())
                .update();
        return today;
    }

    private void remember(Kept kept, String password) {
        String digest = digest(kept, password);
        synchronized (remembered) {
            remembered.remove(digest); // the latest stands last
            remembered.put(digest, clock.instant().plus(REMEMBERED));
        }
    }

    private String digest(Kept kept, String password) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            String text = kept.account() + '\0' + kept.hash() + '\0' + password;
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
