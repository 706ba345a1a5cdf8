package fr.jalon.engine.identity;

import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.stereotype.Component;

/**
 * How passwords are kept: PBKDF2 with HMAC-SHA-256, the number of rounds beside each hash, so that it may be changed.
 * Decision 9 says why. Half of the processors compute at once, so that many logins leave the rest to others.
 */
@Component
public class SlowHash implements PasswordEncryptor {

    private static final String NAME = "pbkdf2-sha256";
    private static final char ROUNDS_END = '$';
    private static final int SALT = 16;
    private static final int HASH = 32;
    /** The last of so many waits some ten seconds on two cores. */
    private static final int MOST_WAITING = 64;

    private static final Duration RUSH = Duration.ofSeconds(30);

    private final int rounds;
    private final String nobodys;
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    public SlowHash(@Value("${jalon.passwords.rounds}") int rounds) {
        this.rounds = rounds;
        this.nobodys = rounds + "$" + Base64.getEncoder().encodeToString(new byte[SALT + HASH]);
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    @Override
    public String encrypt(String password) {
        processors.acquireUninterruptibly();
        try {
            return rounds + "$" + encoder(rounds).encode(password);
        } finally {
            processors.release();
        }
    }

    /**
     * Compares a password with a hash.
     *
     * @throws TooManyAttempts where too many others wait for the same
     */
    @Override
    public boolean check(String password, String hash) {
        if (processors.getQueueLength() >= MOST_WAITING) throw new TooManyAttempts(RUSH);
        int end = hash.indexOf(ROUNDS_END);
        Pbkdf2PasswordEncoder encoder = encoder(Integer.parseInt(hash.substring(0, end)));
        processors.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash.substring(end + 1));
        } finally {
            processors.release();
        }
    }

    /** Takes as long as comparing, where there is nothing to compare with. */
    public void pretend(String password) {
        check(password, nobodys);
    }

    /** Whether a hash, as the database keeps it, is of this kind, whatever its rounds. */
    public boolean made(String kept) {
        return kept.startsWith("{" + NAME + "}");
    }

    /** Whether it is what would be made today. */
    public boolean isCurrent(String kept) {
        return kept.startsWith("{" + NAME + "}" + rounds + ROUNDS_END);
    }

    private static Pbkdf2PasswordEncoder encoder(int rounds) {
        var encoder = new Pbkdf2PasswordEncoder("", SALT, rounds, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
        encoder.setEncodeHashAsBase64(true);
        return encoder;
    }
}
