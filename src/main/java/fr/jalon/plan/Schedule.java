package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.text.Faults;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works on the calendar: as late as possible before a launch, or as early as possible from a start. A day is a whole
 * day: a work's last is the one by which it is done, as the end of an {@link Item} is, and what waits for it begins on
 * the next day of its own calendar, or later by its lag. A work with a place stands there, whatever the others do.
 *
 * <p>Counting back, whatever has no place is done by the day on which all must be ready, and before what waits for it.
 * What follows a work that stands on that day or later cannot be: it is done as late as something with a place that
 * waits for it allows, or, where there is none, as early as possible.
 */
public final class Schedule {

    /** As many impossible chains as anybody looks into at once. */
    private static final int MOST_CHAINS = 20;

    /**
     * A work and its days.
     *
     * @param first where it is put, to {@code last}, both included
     * @param earliest the first day on which it could begin
     * @param latest the first day on which it must have begun
     * @param slack the days from earliest to latest, in the work's calendar; negative where it is impossible
     * @param critical whether nothing has less slack, or it holds what has the least
     */
    public record Placed(
            Work work,
            LocalDate first,
            LocalDate last,
            LocalDate earliest,
            LocalDate latest,
            int slack,
            boolean critical) {

        public boolean isImpossible() {
            return slack < 0;
        }
    }

    private final Draft draft;
    private final Passes passes;
    private final List<Placed> placed;
    private final List<Placed> criticalChain;
    private final Map<String, Placed> byId = new HashMap<>();

    /**
     * Puts works as late as possible before a launch.
     *
     * @param start the first day on which anything that nobody has fixed can be done, today say
     * @param working which days are worked, see {@code WorkingDays#isWorking}
     * @throws Refusal if works make no sense, wait for each other, or have no room between two that have a place
     */
    public static Schedule backward(List<Work> works, Launch launch, LocalDate start, Predicate<LocalDate> working) {
        return of(new Draft(works, new Frame(start, launch, null), new Days(start, working)));
    }

    /**
     * Puts works as early as possible from a start.
     *
     * @param end the day by which all is to be done; null where that is the day on which all can be
     * @param working which days are worked, see {@code WorkingDays#isWorking}
     * @throws Refusal if works make no sense, wait for each other, or have no room between two that have a place
     */
    public static Schedule forward(
            List<Work> works, LocalDate start, @Nullable LocalDate end, Predicate<LocalDate> working) {
        return of(new Draft(works, new Frame(start, null, end), new Days(start, working)));
    }

    private static Schedule of(Draft draft) {
        Schedule schedule = new Schedule(draft);
        schedule.refuseNarrowWindows();
        return schedule;
    }

    private Schedule(Draft draft) {
        this.draft = draft;
        this.passes = draft.passes();
        List<Integer> flexible = passes.flexible();
        List<Integer> chain = passes.chain(flexible);
        Set<Integer> critical = new HashSet<>(passes.tightest(flexible));
        critical.addAll(chain);
        List<Placed> all = new ArrayList<>();
        for (int work = 0; work < draft.works().size(); work++) all.add(placed(work, critical.contains(work)));
        placed = List.copyOf(all);
        criticalChain = chain.stream().map(placed::get).toList();
        placed.forEach(one -> byId.put(one.work().id(), one));
    }

    private Placed placed(int work, boolean isCritical) {
        return new Placed(
                passes.network.works.get(work),
                first(work, passes.last),
                Days.date(passes.last[work]),
                first(work, passes.earliest),
                first(work, passes.latest),
                passes.slack(work),
                isCritical);
    }

    private LocalDate first(int work, int[] lasts) {
        return Days.date(passes.firstOf(work, lasts[work]));
    }

    /** All works, in the order in which they were given. */
    public List<Placed> placed() {
        return placed;
    }

    /** @throws IllegalArgumentException if there is none of that id */
    public Placed placed(String id) {
        Placed found = byId.get(id);
        if (found == null) throw new IllegalArgumentException("No work « " + id + " »");
        return found;
    }

    /**
     * The longest chain: the works with the least slack that hold each other, in order; one of them where several do.
     */
    public List<Placed> criticalChain() {
        return criticalChain;
    }

    public boolean isPossible() {
        return placed.stream().noneMatch(Placed::isImpossible);
    }

    /**
     * The chains that cannot be done in time, the longest overdue first: one for each part of the plan that is
     * impossible by itself, twenty at most, each with what helps. To look for that takes a hundred times the schedule.
     */
    public List<ImpossibleDates> impossible() {
        return passes.impossibleParts().stream()
                .map(Late::new)
                .sorted(Comparator.comparingInt(Late::missing).reversed())
                .limit(MOST_CHAINS)
                .map(Late::told)
                .toList();
    }

    /** The same with something changed as a repair says. */
    public Schedule with(Repair repair) {
        return of(draft.with(repair));
    }

    /** What has no room between two places can begin no earlier, and helps nobody as a plan. */
    private void refuseNarrowWindows() {
        Faults faults = new Faults();
        passes.impossibleParts().stream()
                .map(Late::new)
                .filter(Late::isEnclosed)
                .limit(MOST_CHAINS)
                .forEach(late ->
                        faults.addOfAll("items[%s].place".formatted(late.due().id()), late.refused()));
        if (!faults.isEmpty()) throw Refusal.invalid(faults.message(), faults.byPlace());
    }

    /** One part of the plan that is impossible, and the chain in it that is most so. */
    private final class Late {

        private final List<Integer> part;
        private final List<Integer> chain;
        private final int first;

        Late(List<Integer> part) {
            this.part = part;
            this.chain = passes.chain(part);
            this.first = isEnclosed() ? chain.get(1) : chain.get(0);
        }

        boolean isEnclosed() {
            return passes.isEnclosed(chain);
        }

        int missing() {
            return -passes.slack(first);
        }

        Work due() {
            return work(chain.get(chain.size() - 1));
        }

        private Work work(int position) {
            return passes.network.works.get(position);
        }

        private List<Repair> repairs() {
            return new Repairs(draft, passes, part, chain).found();
        }

        ImpossibleDates told() {
            return new ImpossibleDates(
                    chain.stream().map(this::work).toList(),
                    missing(),
                    work(first).everyDay(),
                    first(first, passes.latest),
                    first(first, passes.earliest),
                    repairs());
        }

        String refused() {
            int before = chain.get(0);
            String between = chain.subList(1, chain.size() - (passes.isDated(last()) ? 1 : 0)).stream()
                    .map(one -> work(one).quoted())
                    .collect(Collectors.joining(", puis "));
            String repairs = repairs().stream().map(Repair::said).collect(Collectors.joining(" ; ou "));
            return due().quoted() + " est attendu au plus tard le " + day(passes.latest[last()]) + " et vient après "
                    + work(before).quoted() + ", fini le " + day(passes.latest[before])
                    + (between.isEmpty() ? "" : ", avec " + between + " entre les deux")
                    + " : il manque " + Days.counted(missing(), work(first).everyDay()) + "."
                    + (repairs.isEmpty() ? "" : " On peut " + repairs + ".");
        }

        private int last() {
            return chain.get(chain.size() - 1);
        }

        private static String day(int day) {
            return French.day("d MMMM uuuu", Days.date(day));
        }
    }
}
