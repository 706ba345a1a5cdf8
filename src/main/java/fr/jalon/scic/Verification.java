package fr.jalon.scic;

import fr.jalon.text.French;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whether what Jalon says of the law was found in a source, and in which; what could not be found says why.
 *
 * @param on the day on which the source was read; null where none was
 * @param how the source that was read, or why there is none
 */
public record Verification(@Nullable LocalDate on, String how) {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 29);

    /** The day on which Jalon's sources were last read. */
    public static final LocalDate LAST = LocalDate.of(2026, 11, 30);

    public Verification {
        how = Wording.typeset(how);
    }

    static Verification read(String where) {
        return new Verification(FIRST, where);
    }

    /** What was read when the sources were last sought. */
    static Verification readAnew(String where) {
        return new Verification(LAST, where);
    }

    static Verification missing(String why) {
        return new Verification(null, why);
    }

    public boolean isRead() {
        return on != null;
    }

    /** {@code vérifié le 29 novembre 2026 : Légifrance}, or {@code non vérifié : aucun texte lu}. */
    public String inWords() {
        return (on == null ? "non vérifié" : "vérifié le " + French.day("d MMMM uuuu", on)) + "\u00a0: " + how;
    }
}
