package fr.jalon.plan;

import fr.jalon.plan.Work.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a network, each work's by its last: the earliest, counted on from the start, the latest, counted back
 * from what is due, and where it is put. A work that has a place keeps it, whatever it waits for; the others count from
 * there. Time grows with works and dependencies alone.
 */
final class Passes {

    private static final int NONE = Integer.MIN_VALUE;

    final Network network;
    final Days days;
    final int[] earliest;
    final int[] latest;
    final int[] last;

    private final Frame frame;
    private final int[] dated;
    /** Follows something that stands on the day when all is ready, or later, so that it cannot be ready by then. */
    private final boolean[] follows;
    /** Nothing that has a place waits for it. */
    private final boolean[] unawaited;

    Passes(Network network, Frame frame, Days days) {
        this.network = network;
        this.days = days;
        this.frame = frame;
        int count = network.works.size();
        earliest = new int[count];
        latest = new int[count];
        last = new int[count];
        dated = new int[count];
        follows = new boolean[count];
        unawaited = new boolean[count];
        for (int work = 0; work < count; work++) dated[work] = place(work);
        forward();
        markUnawaited();
        Launch launch = frame.launch();
        LocalDate end = frame.end();
        if (launch != null) backward(launch);
        else latest(end == null ? Arrays.stream(last).max().orElse(0) : days.number(end), work -> true);
    }

    private int place(int work) {
        Work placed = network.works.get(work);
        Place place = placed.place();
        if (place == null) return NONE;
        int first = place instanceof Place.Offset offset
                ? days.plus(placed.everyDay(), days.number(frame.day(placed, offset.from())), offset.days())
                : days.plus(placed.everyDay(), days.number(((Place.Fixed) place).day()), 0);
        return lastOf(work, first);
    }

    private void forward() {
        Launch launch = frame.launch();
        int ready = launch == null ? Integer.MAX_VALUE : days.number(launch.ready());
        for (int work : network.order) {
            for (int edge = network.first[work]; edge < network.first[work + 1]; edge++) {
                int other = network.from[edge];
                follows[work] |= isDated(other) ? dated[other] >= ready : follows[other];
            }
            earliest[work] = needed(work);
            last[work] = isDated(work) ? dated[work] : earliest[work];
        }
    }

    /** The first day on which a work can be done, given those that it waits for, wherever it stands itself. */
    private int needed(int work) {
        int needed = fromStart(work);
        for (int edge = network.first[work]; edge < network.first[work + 1]; edge++)
            needed = Math.max(needed, after(edge, earliestKept(network.from[edge])));
        return isDated(work) ? Math.max(needed, dated[work]) : needed;
    }

    /** Where a work is reckoned with by those that wait for it. */
    private int earliestKept(int work) {
        return isDated(work) ? dated[work] : earliest[work];
    }

    /** The last day of a work that begins with the plan; a day that someone has fixed may lie before. */
    private int fromStart(int work) {
        Work placed = network.works.get(work);
        if (placed.place() instanceof Place.Fixed) return dated[work];
        return lastOf(work, days.plus(placed.everyDay(), days.number(frame.start()), 0));
    }

    private int after(int edge, int day) {
        return days.plus(network.works.get(network.to[edge]).everyDay(), day, network.need[edge]);
    }

    private void markUnawaited() {
        Arrays.fill(unawaited, true);
        for (int at = network.order.length - 1; at >= 0; at--) {
            int work = network.order[at];
            for (int edge = network.first[work]; edge < network.first[work + 1]; edge++)
                unawaited[network.from[edge]] &= !isDated(work) && unawaited[work];
        }
    }

    /** What only follows the launch is done as early as possible: nothing says when it is due. */
    private void backward(Launch launch) {
        latest(days.number(launch.ready()), work -> !isOpen(work));
        int end = days.number(launch.lastDay());
        for (int work : network.order) {
            if (isOpen(work)) {
                last[work] = earliest[work];
                for (int edge = network.first[work]; edge < network.first[work + 1]; edge++)
                    last[work] = Math.max(last[work], after(edge, last[network.from[edge]]));
            } else last[work] = latest[work];
            end = Math.max(end, last[work]);
        }
        latest(end, this::isOpen);
    }

    private void latest(int due, IntPredicate some) {
        for (int at = network.order.length - 1; at >= 0; at--) {
            int work = network.order[at];
            if (!some.test(work)) continue;
            int bound = isDue(work) ? due : Integer.MAX_VALUE;
            for (int out = network.firstOut[work]; out < network.firstOut[work + 1]; out++)
                if (some.test(network.to[network.out[out]])) bound = Math.min(bound, before(network.out[out]));
            latest[work] = isDated(work)
                    ? dated[work]
                    : days.onOrBefore(network.works.get(work).everyDay(), bound);
        }
    }

    private int before(int edge) {
        int waiting = network.to[edge];
        return days.leadingTo(network.works.get(waiting).everyDay(), latest[waiting], network.need[edge]);
    }

    boolean isDated(int work) {
        return dated[work] != NONE;
    }

    /** Whether a day of the plan itself says when it is due, and not only what waits for it. */
    private boolean isDue(int work) {
        return !follows[work] || isOpen(work);
    }

    private boolean isOpen(int work) {
        return follows[work] && unawaited[work] && !isDated(work);
    }

    int lastOf(int work, int first) {
        Work one = network.works.get(work);
        return days.plus(one.everyDay(), first, Math.max(one.duration(), 1) - 1);
    }

    int firstOf(int work, int end) {
        Work one = network.works.get(work);
        return days.plus(one.everyDay(), end, 1 - Math.max(one.duration(), 1));
    }

    /** The days of a work's calendar between its earliest and its latest. */
    int slack(int work) {
        return days.between(network.works.get(work).everyDay(), earliest[work], latest[work]);
    }

    boolean isImpossible(int work) {
        return earliest[work] > latest[work];
    }

    /** The working days between earliest and latest, by which works of both calendars compare. */
    private int margin(int work) {
        return days.between(false, earliest[work], latest[work]);
    }

    /** Those that stand nowhere by themselves, and are due. */
    List<Integer> flexible() {
        return Arrays.stream(network.order)
                .filter(work -> !isDated(work) && !isOpen(work))
                .boxed()
                .toList();
    }

    /** Those of some works that have the least slack, in their order. */
    List<Integer> tightest(List<Integer> some) {
        Comparator<Integer> slack = Comparator.comparingInt(this::margin).thenComparingInt(this::slack);
        return some.stream()
                .min(slack)
                .map(least -> some.stream()
                        .filter(work -> slack.compare(work, least) == 0)
                        .toList())
                .orElse(List.of());
    }

    /** The chain of some works that is tightest, on to the last day. */
    List<Integer> chain(List<Integer> some) {
        return tightest(some).stream()
                .max(Comparator.comparingInt(work -> latest[work]))
                .map(this::chain)
                .orElse(List.of());
    }

    /** Whether a chain waits for something that stands where it stands, instead of the start. */
    boolean isEnclosed(List<Integer> chain) {
        return chain.size() > 1 && isDated(chain.get(0));
    }

    /** What holds a work from both sides, in order: back to what begins with the plan, on to what is due with it. */
    private List<Integer> chain(int work) {
        List<Integer> chain = new ArrayList<>();
        chain.add(work);
        for (Integer one = holdsFromBefore(work); one != null; one = isDated(one) ? null : holdsFromBefore(one))
            chain.add(one);
        Collections.reverse(chain);
        for (Integer one = holdsFromAfter(work); one != null; one = holdsFromAfter(one)) chain.add(one);
        return chain;
    }

    private @Nullable Integer holdsFromBefore(int work) {
        if (isDated(work) && !isImpossible(work)) return null;
        Integer holding = null;
        for (int edge = network.first[work]; edge < network.first[work + 1]; edge++) {
            int other = network.from[edge];
            if (after(edge, earliestKept(other)) != earliest[work]) continue;
            if (!isDated(other)) return other;
            if (holding == null) holding = other;
        }
        return fromStart(work) == earliest[work] ? null : holding;
    }

    private @Nullable Integer holdsFromAfter(int work) {
        if (isDated(work)) return null;
        boolean everyDay = network.works.get(work).everyDay();
        for (int out = network.firstOut[work]; out < network.firstOut[work + 1]; out++) {
            int edge = network.out[out];
            if (isOpen(network.to[edge]) == isOpen(work) && days.onOrBefore(everyDay, before(edge)) == latest[work])
                return network.to[edge];
        }
        return null;
    }

    /** What is impossible, each with what hangs on it; one that has a place parts what comes before and after it. */
    List<List<Integer>> impossibleParts() {
        int[] part = new int[network.works.size()];
        List<List<Integer>> parts = new ArrayList<>();
        for (int work : network.order) {
            if (part[work] != 0 || !isImpossible(work)) continue;
            List<Integer> found = new ArrayList<>(List.of(work));
            part[work] = parts.size() + 1;
            for (int at = 0; at < found.size(); at++)
                for (int other : neighbours(found.get(at)))
                    if (part[other] == 0 && isImpossible(other)) {
                        part[other] = parts.size() + 1;
                        found.add(other);
                    }
            parts.add(found);
        }
        return parts;
    }

    private List<Integer> neighbours(int work) {
        List<Integer> neighbours = new ArrayList<>();
        for (int edge = network.first[work]; edge < network.first[work + 1]; edge++)
            if (!isDated(network.from[edge])) neighbours.add(network.from[edge]);
        if (!isDated(work))
            for (int out = network.firstOut[work]; out < network.firstOut[work + 1]; out++)
                neighbours.add(network.to[network.out[out]]);
        return neighbours;
    }
}
