package fr.jalon.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A plan without its items; open until it is closed.
 *
 * @param pausedOn the day on which time stands still for it; absent while it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Plan(
        String id,
        String kind,
        String team,
        String title,
        LocalDate start,
        boolean open,
        @Nullable LocalDate pausedOn) {}
