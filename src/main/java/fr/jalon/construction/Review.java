package fr.jalon.construction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a month, and what the next one tests.
 *
 * @param month from 1
 * @param came of the test that the review before had set; null in the first
 * @param next what is tested next
 * @param by who wrote it
 */
public record Review(
        int month, Figures figures, @Nullable Came came, Test next, String nextAction, String by, Instant at) {

    /** @param visits null where nobody knows them */
    public record Figures(
            int usersServed, int transactions, @Nullable Integer visits) {}

    /** A test, its measure, and from where on it has held. */
    public record Test(String test, String measure, String threshold) {}

    /** What came of a test. */
    public record Came(Held held, String words) {}

    /** Whether a test has reached its threshold. */
    public enum Held {
        REACHED("seuil atteint"),
        MISSED("seuil manqué"),
        NOT_RUN("test non mené");

        private final String words;

        Held(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
