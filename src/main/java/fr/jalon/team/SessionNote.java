package fr.jalon.team;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What was said in a session with a team, for the staff that accompanies it. */
record SessionNote(String id, Text text, String author, Instant writtenAt, boolean isCorrected) {

    /** @param held the day of the session */
    record Text(LocalDate held, String said, @Nullable String nextStep) {}

    private static final Duration CORRECTABLE = Duration.ofDays(1);

    /** Its author may put it right, for a day. */
    boolean mayBeCorrected(String by, Instant now) {
        return author.equals(by) && now.isBefore(writtenAt.plus(CORRECTABLE));
    }
}
