package fr.jalon.construction;

import fr.jalon.journey.Learnt;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A construction, as its row keeps it; its dates are its plan's.
 *
 * @param learnt by the journey before it; null where none led here
 * @param firstUser null until somebody is served
 * @param delay null where nobody had to explain one
 */
public record Construction(
        String journey,
        String team,
        @Nullable Learnt learnt,
        @Nullable FirstUser firstUser,
        @Nullable Delay delay) {

    /**
     * The first who was served.
     *
     * @param who a kind of user, never a person
     * @param transaction what was done for them
     */
    public record FirstUser(String who, LocalDate on, String transaction) {}

    /** Why nobody was served in time, and what is given up to get there. */
    public record Delay(String why, String dropped) {}
}
