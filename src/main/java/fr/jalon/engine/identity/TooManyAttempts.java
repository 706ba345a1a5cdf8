package fr.jalon.engine.identity;

import java.time.Duration;
import java.util.Objects;
import org.springframework.security.core.AuthenticationException;

/** Somebody has guessed too often and is to wait. */
public final class TooManyAttempts extends AuthenticationException {

    private final Duration wait;

    TooManyAttempts(Duration wait) {
        super(sentence(minutes(wait)));
        this.wait = wait;
    }

    /** What to say to whoever is to wait that many minutes. */
    public static String sentence(long minutes) {
        return "Trop d’essais\u00a0: attendez %d\u00a0minute%s.".formatted(minutes, minutes > 1 ? "s" : "");
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** How long, in whole seconds, at least one. */
    public long seconds() {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    /** How long, in minutes begun. */
    public long minutes() {
        return minutes(wait);
    }

    private static long minutes(Duration wait) {
        return Math.max(1, wait.plusSeconds(59).plusNanos(999_999_999).toMinutes());
    }
}
