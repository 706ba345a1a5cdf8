package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.plan.Work.After;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Works and what waits for what, by their positions: each dependency goes from one work to a later one of the order.
 */
final class Network {

    static final int MOST = 10_000;
    /** Ten years. */
    private static final int LONGEST = 3_650;

    final List<Work> works;
    /** Each work behind those that it waits for. */
    final int[] order;
    /** The dependencies; those of a work that waits stand together, from {@code first[work]} to the next. */
    final int[] from;

    final int[] to;
    /** The days of the work that waits which lead from the end of the other to its own. */
    final int[] need;

    final int[] first;
    /** The dependencies by what they come from: those of a work from {@code firstOut[work]} to the next. */
    final int[] out;

    final int[] firstOut;

    /** @throws Refusal if there are too many, or one makes no sense by itself, or they turn in a circle */
    Network(List<Work> works) {
        if (works.size() > MOST)
            throw Refusal.invalid(
                    "items",
                    "Un plan compte au plus " + French.number(MOST) + " étapes ; celui-ci en a "
                            + French.number(works.size()) + ".");
        this.works = List.copyOf(works);
        Map<String, Integer> positions = positions();
        int count = works.size();
        int edges = works.stream().mapToInt(work -> work.after().size()).sum();
        from = new int[edges];
        to = new int[edges];
        need = new int[edges];
        first = new int[count + 1];
        firstOut = new int[count + 1];
        for (int work = 0, edge = 0; work < count; work++) {
            Work waiting = this.works.get(work);
            for (After after : waiting.after()) {
                from[edge] = Objects.requireNonNull(positions.get(after.id()));
                to[edge] = work;
                need[edge++] = after.lag() + waiting.duration();
            }
            first[work + 1] = edge;
        }
        out = outgoing(edges);
        order = ordered();
    }

    private Map<String, Integer> positions() {
        Map<String, Integer> positions = new HashMap<>(2 * works.size());
        Faults faults = new Faults();
        for (Work work : works) {
            Integer other = positions.putIfAbsent(work.id(), positions.size());
            if (other != null)
                fault(
                        faults,
                        work,
                        "id",
                        "%s et %s portent le même identifiant."
                                .formatted(works.get(other).quoted(), work.quoted()));
            if (work.duration() < 0)
                fault(faults, work, "duration", "%s a une durée négative.".formatted(work.quoted()));
            if (work.duration() > LONGEST)
                fault(faults, work, "duration", "%s dure plus de dix ans.".formatted(work.quoted()));
        }
        for (Work work : works) {
            for (After after : work.after()) {
                if (after.id().equals(work.id()))
                    fault(faults, work, "after", "%s ne peut pas attendre sa propre fin.".formatted(work.quoted()));
                else if (!positions.containsKey(after.id()))
                    fault(
                            faults,
                            work,
                            "after",
                            "%s attend « %s », qui n’est pas dans le plan.".formatted(work.quoted(), after.id()));
                if (Math.abs((long) after.lag()) > LONGEST)
                    fault(faults, work, "after", "%s attend plus de dix ans.".formatted(work.quoted()));
            }
        }
        if (!faults.isEmpty()) throw Refusal.invalid(faults.message(), faults.byPlace());
        return positions;
    }

    private static void fault(Faults faults, Work work, String field, String sentence) {
        faults.addOfAll("items[%s].%s".formatted(work.id(), field), sentence);
    }

    private int[] outgoing(int edges) {
        for (int edge = 0; edge < edges; edge++) firstOut[from[edge] + 1]++;
        for (int work = 0; work < works.size(); work++) firstOut[work + 1] += firstOut[work];
        int[] next = firstOut.clone();
        int[] outgoing = new int[edges];
        for (int edge = 0; edge < edges; edge++) outgoing[next[from[edge]]++] = edge;
        return outgoing;
    }

    private int[] ordered() {
        int count = works.size();
        int[] awaited = new int[count];
        int[] ordered = new int[count];
        int known = 0;
        for (int work = 0; work < count; work++) {
            awaited[work] = first[work + 1] - first[work];
            if (awaited[work] == 0) ordered[known++] = work;
        }
        for (int done = 0; done < known; done++) {
            int work = ordered[done];
            for (int at = firstOut[work]; at < firstOut[work + 1]; at++)
                if (--awaited[to[out[at]]] == 0) ordered[known++] = to[out[at]];
        }
        if (known < count) throw circle(awaited);
        return ordered;
    }

    /** Whatever still waits, waits for something that still waits: going back there comes round. */
    private Refusal circle(int[] awaited) {
        int[] seen = new int[works.size()];
        Arrays.fill(seen, -1);
        List<Integer> path = new ArrayList<>();
        int work = 0;
        while (awaited[work] == 0) work++;
        while (seen[work] < 0) {
            seen[work] = path.size();
            path.add(work);
            int edge = first[work];
            while (awaited[from[edge]] == 0) edge++;
            work = from[edge];
        }
        List<Integer> circle = new ArrayList<>(path.subList(seen[work], path.size()));
        Collections.reverse(circle);
        // The same circle is told from the same work, wherever it was met.
        Collections.rotate(circle, -circle.indexOf(Collections.min(circle)));
        String told = circle.stream().map(one -> works.get(one).quoted()).collect(Collectors.joining(", puis "));
        Work begin = works.get(circle.get(0));
        return Refusal.invalid(
                "items[%s].after".formatted(begin.id()),
                "Ces étapes s’attendent l’une l’autre : " + told + ", puis de nouveau " + begin.quoted() + ".");
    }
}
