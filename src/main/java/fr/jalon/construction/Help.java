package fr.jalon.construction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look from outside that a team has asked for.
 *
 * @param number from 1
 * @param answer null until somebody gives it
 */
public record Help(
        int number,
        View missing,
        String question,
        Instant askedAt,
        @Nullable String answer,
        @Nullable String answeredBy) {

    /** Which look is missing. */
    public enum View {
        METHOD("méthode"),
        PRODUCT("produit"),
        MEANS("moyens");

        private final String words;

        View(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
