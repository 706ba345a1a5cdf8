package fr.jalon.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.plan.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journey told alike for every kind.
 *
 * @param here the step that it has reached; absent before the first and once it is closed
 * @param nextGate the gate ahead; absent behind the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timeline(@Nullable String here, List<Step> steps, Journey.@Nullable Gate nextGate) {

    /** What has become of a step. */
    public enum State {
        DONE,
        HERE,
        AHEAD,
        /** The journey ended before it, or without it. */
        LEFT_OUT
    }

    /** From a day to the day by which it is done; a step that has begun has no actual end yet. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Span(LocalDate start, @Nullable LocalDate end) {}

    /**
     * A part of the journey.
     *
     * @param baseline as first planned
     * @param planned as planned now
     * @param actual as lived; absent before it begins
     * @param opens the exact moment at which its slot begins, with {@code closes}, where the kind has hours
     * @param late whether the day by which it was planned has passed without it
     * @param awaited whom it waits for, on the step that the journey has reached
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String id,
            String title,
            State state,
            Span baseline,
            Span planned,
            @Nullable Span actual,
            @Nullable Instant opens,
            @Nullable Instant closes,
            boolean late,
            List<Journey.Awaited> awaited) {

        /** A step with the hours of its slot. */
        public Step between(Instant opens, Instant closes, Instant now) {
            boolean isLate = state != State.DONE && state != State.LEFT_OUT && closes.isBefore(now);
            return new Step(id, title, state, baseline, planned, actual, opens, closes, isLate, awaited);
        }
    }

    /** A step as the plan has it, of a journey that stands where its row says. */
    public static Step step(Item item, Journey journey, LocalDate today) {
        boolean isHere = journey.isOpen() && item.actualStart() != null && item.isLeft();
        State state = item.actualEnd() != null
                ? State.DONE
                : !journey.isOpen() || item.droppedOn() != null ? State.LEFT_OUT : isHere ? State.HERE : State.AHEAD;
        return new Step(
                item.id(),
                item.title(),
                state,
                new Span(item.baselineStart(), item.baselineEnd()),
                new Span(item.plannedStart(), item.plannedEnd()),
                item.actualStart() == null ? null : new Span(item.actualStart(), item.actualEnd()),
                null,
                null,
                journey.isOpen() && !journey.isPaused() && item.isLateOn(today),
                isHere ? journey.place().awaited() : List.of());
    }
}
