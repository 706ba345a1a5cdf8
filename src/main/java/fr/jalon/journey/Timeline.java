package fr.jalon.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.plan.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /**
     * A step that is several items of a plan: done when nothing of it is left; planned is what is left of it.
     *
     * @param id of the step, as a journey's row names it
     * @param items at least one
     */
    public static Step step(String id, String title, List<Item> items, Journey journey, LocalDate today) {
        boolean isDone = items.stream().noneMatch(Item::isLeft);
        boolean isBegun = items.stream().anyMatch(item -> item.isLeft() && item.actualStart() != null);
        State state = isDone ? State.DONE : !journey.isOpen() ? State.LEFT_OUT : isBegun ? State.HERE : State.AHEAD;
        boolean isLate = journey.isOpen()
                && !journey.isPaused()
                && items.stream().anyMatch(item -> item.isLeft() && item.isLateOn(today));
        LocalDate began =
                day(items, Item::actualStart).min(Comparator.naturalOrder()).orElse(null);
        LocalDate ended =
                day(items, Item::actualEnd).max(Comparator.naturalOrder()).orElse(null);
        return new Step(
                id,
                title,
                state,
                span(items, Item::baselineStart, Item::baselineEnd),
                span(
                        isDone ? items : items.stream().filter(Item::isLeft).toList(),
                        Item::plannedStart,
                        Item::plannedEnd),
                began == null || state == State.AHEAD ? null : new Span(began, isDone ? ended : null),
                null,
                null,
                isLate,
                journey.isOpen() && id.equals(journey.place().step())
                        ? journey.place().awaited()
                        : List.of());
    }

    private static Span span(List<Item> items, Function<Item, LocalDate> start, Function<Item, LocalDate> end) {
        return new Span(
                day(items, start).min(Comparator.naturalOrder()).orElseThrow(),
                day(items, end).max(Comparator.naturalOrder()).orElseThrow());
    }

    private static Stream<LocalDate> day(List<Item> items, Function<Item, @Nullable LocalDate> of) {
        return items.stream().map(of).filter(Objects::nonNull);
    }
}
