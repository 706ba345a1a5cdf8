package fr.jalon.contact;

import fr.jalon.contact.Draft.Next;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contact of a team.
 *
 * @param version how many entries its history has
 * @param actedAt when the last one was written
 */
record Contact(String id, String team, ContactState state, Draft draft, int version, Instant actedAt) {

    /** Why an entry of its history was written. */
    enum Kind {
        CREATED,
        MOVED,
        DONE,
        EDITED,
        NOTED
    }

    /**
     * What was done about a contact.
     *
     * @param from null where it has not moved
     * @param to where it stood from then on; null where it has not moved
     * @param done the action that was done, or given up by a move; null for none
     * @param next what was to be done from then on, where that changed; null for nothing
     * @param said what somebody noted, or what was corrected; null for nothing
     */
    record Entry(
            int version,
            Kind kind,
            @Nullable ContactState from,
            @Nullable ContactState to,
            @Nullable String done,
            @Nullable Next next,
            @Nullable String said,
            String by,
            Instant at) {}

    boolean isLate(LocalDate today) {
        Next next = draft.next();
        return next != null && next.on().isBefore(today);
    }
}
