package fr.jalon.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One thing of a plan. An end is the day by which it is done: what starts on 1 March and takes 14 days ends on 15
 * March, is in time on that day and late on the next.
 *
 * @param id the element of the model that does it
 * @param baselineStart as first planned, with {@code baselineEnd}; these never change
 * @param plannedStart as planned now, with {@code plannedEnd}
 * @param actualStart when it began; absent before
 * @param actualEnd when it was done; absent before
 * @param owner the account that does it; absent where its team does
 * @param note what was handed in, in words; absent before
 * @param link where that stands; absent where nothing does
 * @param droppedOn when it was given up; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Item(
        String id,
        String title,
        String section,
        LocalDate baselineStart,
        LocalDate baselineEnd,
        LocalDate plannedStart,
        LocalDate plannedEnd,
        @Nullable LocalDate actualStart,
        @Nullable LocalDate actualEnd,
        @Nullable String owner,
        @Nullable String note,
        @Nullable String link,
        @Nullable LocalDate droppedOn) {

    /** One that a team does, of which nothing is told yet. */
    public Item(
            String id,
            String title,
            String section,
            LocalDate baselineStart,
            LocalDate baselineEnd,
            LocalDate plannedStart,
            LocalDate plannedEnd,
            @Nullable LocalDate actualStart,
            @Nullable LocalDate actualEnd) {
        this(
                id,
                title,
                section,
                baselineStart,
                baselineEnd,
                plannedStart,
                plannedEnd,
                actualStart,
                actualEnd,
                null,
                null,
                null,
                null);
    }

    /** As planned for the first time. */
    public static Item planned(String id, String title, String section, LocalDate start, LocalDate end) {
        return new Item(id, title, section, start, end, start, end, null, null);
    }

    public Item {
        if (baselineEnd.isBefore(baselineStart) || plannedEnd.isBefore(plannedStart)) {
            throw new IllegalArgumentException("« " + id + " » ends before it starts");
        }
        if (actualEnd != null && (actualStart == null || actualEnd.isBefore(actualStart))) {
            throw new IllegalArgumentException("« " + id + " » is done before it has begun");
        }
    }

    /** The day on which it began, or is to begin. */
    public LocalDate firstDay() {
        return actualStart != null ? actualStart : plannedStart;
    }

    /** The day on which it was done, or is to be done; never before its first. */
    public LocalDate lastDay() {
        LocalDate last = actualEnd != null ? actualEnd : plannedEnd;
        return last.isBefore(firstDay()) ? firstDay() : last;
    }

    /** Whether the day by which it was to be done had passed on that day and it was not done yet. */
    public boolean isLateOn(LocalDate day) {
        return droppedOn == null && day.isAfter(plannedEnd) && (actualEnd == null || actualEnd.isAfter(day));
    }

    /** Whether somebody still has to do it. */
    @JsonIgnore
    public boolean isLeft() {
        return actualEnd == null && droppedOn == null;
    }
}
