package fr.jalon.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moved in a plan at once.
 *
 * @param by the account that moved it, or {@code jalon} where the journey did
 */
public record Move(Instant at, String by, List<Shift> shifts) {

    /**
     * An item's planned dates before and after.
     *
     * @param fromStart null, with {@code fromEnd}, where the item came with the move
     */
    public record Shift(
            String item,
            @Nullable LocalDate fromStart,
            @Nullable LocalDate fromEnd,
            LocalDate toStart,
            LocalDate toEnd) {}
}
