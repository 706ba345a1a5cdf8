package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.plan.Repair.Cut;
import fr.jalon.plan.Repair.Deadline;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for what makes one impossible part of a plan possible, and nothing else impossible; each is reckoned. */
final class Repairs {

    /** The one public holiday on which hardly anybody may work. */
    private static final MonthDay LABOUR_DAY = MonthDay.of(Month.MAY, 1);

    private static final int TRIED = 5;
    private static final int TOLD = 2;
    /** Nobody puts a launch off by more than ten years. */
    private static final int FAR = 3_653;

    private final Draft draft;
    private final Passes passes;
    private final List<Integer> chain;
    private final Set<String> part = new HashSet<>();
    private final Set<String> before = new HashSet<>();
    private final boolean isRefused;

    Repairs(Draft draft, Passes passes, List<Integer> part, List<Integer> chain) {
        this.draft = draft;
        this.passes = passes;
        this.chain = chain;
        part.forEach(work -> this.part.add(work(work).id()));
        for (int work : passes.network.order)
            if (passes.isImpossible(work)) before.add(work(work).id());
        isRefused = isRefused(passes);
    }

    private static boolean isRefused(Passes passes) {
        return passes.impossibleParts().stream().map(passes::chain).anyMatch(passes::isEnclosed);
    }

    List<Repair> found() {
        return Stream.of(
                        shorten(),
                        leaveOut(),
                        workOn(),
                        Stream.of(ready(), moved(), launch(), end()).filter(Objects::nonNull))
                .<Repair>flatMap(some -> some)
                .toList();
    }

    private Work work(int position) {
        return passes.network.works.get(position);
    }

    private boolean helps(Repair repair) {
        try {
            Passes after = draft.with(repair).passes();
            for (int work : after.network.order) {
                String id = after.network.works.get(work).id();
                if (after.isImpossible(work) && (part.contains(id) || !before.contains(id))) return false;
            }
            return isRefused || !isRefused(after);
        } catch (Refusal nowhere) {
            return false;
        }
    }

    /** The first of growing repairs that helps, where the last one does. */
    private <R extends Repair> @Nullable R least(int most, IntFunction<R> repair) {
        if (most < 1 || !helps(repair.apply(most))) return null;
        int low = 0;
        int high = most;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (helps(repair.apply(middle))) high = middle;
            else low = middle;
        }
        return repair.apply(high);
    }

    /** The same where the last one is not worth asking for. */
    private <R extends Repair> @Nullable R leastSoon(int most, IntFunction<R> repair) {
        for (int reach = 8; reach < most; reach *= 4) {
            R found = least(reach, repair);
            if (found != null) return found;
        }
        return least(most, repair);
    }

    /** One work, of those that have the most to give; several at once where none is enough. */
    private Stream<? extends Repair> shorten() {
        List<Work> lengthy = chain.stream()
                .filter(work -> !passes.isDated(work))
                .map(this::work)
                .filter(work -> work.duration() > 1)
                .sorted(Comparator.comparingInt(Work::duration).reversed())
                .toList();
        List<Repair.Shorten> one = lengthy.stream()
                .limit(TRIED)
                .map(work -> least(work.duration() - 1, by -> new Repair.Shorten(List.of(new Cut(work, by)))))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Repairs::share))
                .limit(TOLD)
                .toList();
        if (!one.isEmpty() || lengthy.size() < 2) return one.stream();
        return Stream.ofNullable(least(100, percent -> new Repair.Shorten(all(lengthy, percent))));
    }

    private static double share(Repair.Shorten shorten) {
        Cut cut = shorten.cuts().get(0);
        return (double) cut.by() / cut.work().duration();
    }

    private static List<Cut> all(List<Work> works, int percent) {
        return works.stream()
                .map(work -> new Cut(work, Math.min(work.duration() - 1, work.duration() * percent / 100)))
                .filter(cut -> cut.by() > 0)
                .toList();
    }

    private Stream<Repair> leaveOut() {
        return passes.network.works.stream()
                .filter(work -> work.optional() && part.contains(work.id()))
                .map(work -> (Repair) new Repair.LeaveOut(work))
                .filter(this::helps)
                .limit(TOLD);
    }

    private @Nullable Repair launch() {
        Launch launch = draft.frame().launch();
        return launch == null ? null : postponed(Deadline.LAUNCH, launch.day(), FAR);
    }

    private @Nullable Repair ready() {
        Launch launch = draft.frame().launch();
        return launch == null
                ? null
                : postponed(
                        Deadline.READY, launch.ready(), (int) ChronoUnit.DAYS.between(launch.ready(), launch.day()));
    }

    private @Nullable Repair end() {
        LocalDate end = draft.frame().end();
        return end == null ? null : postponed(Deadline.END, end, FAR);
    }

    private @Nullable Repair postponed(Deadline what, LocalDate from, int most) {
        return leastSoon(most, days -> new Repair.Postpone(what, from.plusDays(days)));
    }

    /** What is due on its own day goes to the first on which it can begin. */
    private @Nullable Repair moved() {
        int due = chain.get(chain.size() - 1);
        if (!passes.isDated(due)) return null;
        Repair move = new Repair.Move(work(due), Days.date(passes.firstOf(due, passes.earliest[due])));
        return helps(move) ? move : null;
    }

    /** As few closed days as are enough: Saturdays first, Sundays last. */
    private Stream<Repair> workOn() {
        int source = chain.get(0);
        LocalDate from = passes.isDated(source)
                ? Days.date(passes.latest[source])
                : draft.frame().start();
        LocalDate to = Days.date(passes.latest[chain.get(chain.size() - 1)]);
        if (to.isBefore(from)) return Stream.of();
        List<LocalDate> closed = from.datesUntil(to.plusDays(1))
                .limit(FAR)
                .filter(day -> !draft.days().isWorking(draft.days().number(day)))
                .filter(day -> !MonthDay.from(day).equals(LABOUR_DAY))
                .sorted(Comparator.comparingInt(Repairs::reluctance))
                .toList();
        Repair.WorkOn enough = leastSoon(closed.size(), count -> new Repair.WorkOn(closed.subList(0, count)));
        return enough == null ? Stream.of() : Stream.of(withoutNeedless(enough));
    }

    private Repair withoutNeedless(Repair.WorkOn enough) {
        List<LocalDate> days = new ArrayList<>(enough.days());
        for (LocalDate day : enough.days()) {
            days.remove(day);
            if (days.isEmpty() || !helps(new Repair.WorkOn(List.copyOf(days)))) days.add(day);
        }
        return new Repair.WorkOn(days.stream().sorted().toList());
    }

    private static int reluctance(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? 2 : day.getDayOfWeek() == DayOfWeek.SATURDAY ? 0 : 1;
    }
}
