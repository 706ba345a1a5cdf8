package fr.jalon.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A plan without its items; open until it is closed.
 *
 * @param launch what it is counted back from; absent where it is counted on from its start
 * @param pausedOn the day on which time stands still for it; absent while it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
        String id,
        String kind,
        String team,
        String title,
        LocalDate start,
        boolean open,
        @Nullable LocalDate pausedOn,
        @Nullable Launch launch) {}
