package fr.jalon.plan;

import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The days of a plan, found by moving one work by one day until nothing is wrong any more: slow, and without any idea
 * in common with {@link Passes} but what is promised.
 */
final class DayByDay {

    private final Map<String, Work> works = new HashMap<>();
    private final Frame frame;
    private final Predicate<LocalDate> working;
    private final Map<String, LocalDate> dated = new HashMap<>();
    final Map<String, LocalDate> earliest = new HashMap<>();
    final Map<String, LocalDate> latest = new HashMap<>();
    final Map<String, LocalDate> last = new HashMap<>();

    DayByDay(List<Work> works, Frame frame, Predicate<LocalDate> working) {
        this.frame = frame;
        this.working = working;
        works.forEach(work -> this.works.put(work.id(), work));
        for (Work work : works) if (work.place() != null) dated.put(work.id(), lastOf(work, placed(work)));
        Map<String, LocalDate> none = new HashMap<>();
        for (Work work : works) none.put(work.id(), begun(work));
        Map<String, LocalDate> kept = pushed(none, Set.of());
        for (Work work : works) earliest.put(work.id(), needed(work, kept));
        if (frame.launch() == null) countOn(kept);
        else countBack();
    }

    private void countOn(Map<String, LocalDate> kept) {
        last.putAll(kept);
        LocalDate end = frame.end() != null
                ? frame.end()
                : kept.values().stream().max(LocalDate::compareTo).orElse(frame.start());
        latest.putAll(pulled(end, works.keySet(), works.keySet()));
    }

    private void countBack() {
        Launch launch = frame.launch();
        Set<String> follows = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (Work work : works.values()) {
            if (follows(work, launch.ready())) follows.add(work.id());
            if (follows.contains(work.id()) && !dated.containsKey(work.id()) && !isAwaited(work)) open.add(work.id());
        }
        Set<String> others = new HashSet<>(works.keySet());
        others.removeAll(open);
        Set<String> due = new HashSet<>(others);
        due.removeAll(follows);
        latest.putAll(pulled(launch.ready(), others, due));
        Map<String, LocalDate> from = new HashMap<>(earliest);
        others.forEach(one -> from.put(one, latest.get(one)));
        last.putAll(pushed(from, others));
        LocalDate end = last.values().stream().max(LocalDate::compareTo).orElse(launch.ready());
        if (launch.lastDay().isAfter(end)) end = launch.lastDay();
        latest.putAll(pulled(end, open, open));
    }

    private LocalDate placed(Work work) {
        if (work.place() instanceof Place.Fixed fixed) return plus(work, fixed.day(), 0);
        Place.Offset offset = (Place.Offset) work.place();
        return plus(work, frame.day(work, offset.from()), offset.days());
    }

    private LocalDate begun(Work work) {
        if (work.place() instanceof Place.Fixed) return dated.get(work.id());
        return lastOf(work, plus(work, frame.start(), 0));
    }

    /** Works later and later, from some days, until none comes too soon; those that stay do not move. */
    private Map<String, LocalDate> pushed(Map<String, LocalDate> from, Set<String> staying) {
        Map<String, LocalDate> days = new HashMap<>(from);
        dated.forEach((id, day) -> days.put(id, day));
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Work work : works.values()) {
                if (dated.containsKey(work.id()) || staying.contains(work.id())) continue;
                for (After after : work.after()) {
                    LocalDate free = plus(work, days.get(after.id()), after.lag() + work.duration());
                    if (!days.get(work.id()).isBefore(free)) continue;
                    days.put(work.id(), next(work, days.get(work.id())));
                    moved = true;
                }
            }
        }
        return days;
    }

    private LocalDate needed(Work work, Map<String, LocalDate> kept) {
        LocalDate needed = begun(work);
        if (work.place() == null) return kept.get(work.id());
        if (needed.isBefore(dated.get(work.id()))) needed = dated.get(work.id());
        for (After after : work.after()) {
            LocalDate free = plus(work, kept.get(after.id()), after.lag() + work.duration());
            if (free.isAfter(needed)) needed = free;
        }
        return needed;
    }

    /** Some works earlier and earlier, from what is due, until none is too late for those among them that wait. */
    private Map<String, LocalDate> pulled(LocalDate end, Set<String> some, Set<String> due) {
        Map<String, LocalDate> days = new HashMap<>();
        for (String id : some) {
            Work work = works.get(id);
            LocalDate day = due.contains(id) ? end : end.plusYears(3);
            while (!counts(work, day)) day = day.minusDays(1);
            days.put(id, dated.getOrDefault(id, day));
        }
        boolean moved = true;
        while (moved) {
            moved = false;
            for (String id : some) {
                Work work = works.get(id);
                for (After after : work.after()) {
                    if (!some.contains(after.id()) || dated.containsKey(after.id())) continue;
                    LocalDate before = days.get(after.id());
                    if (!plus(work, before, after.lag() + work.duration()).isAfter(days.get(id))) continue;
                    do before = before.minusDays(1);
                    while (!counts(works.get(after.id()), before));
                    days.put(after.id(), before);
                    moved = true;
                }
            }
        }
        return days;
    }

    private boolean follows(Work work, LocalDate ready) {
        return work.after().stream()
                .anyMatch(after -> dated.containsKey(after.id())
                        ? !dated.get(after.id()).isBefore(ready)
                        : follows(works.get(after.id()), ready));
    }

    private boolean isAwaited(Work work) {
        return works.values().stream()
                .filter(other ->
                        other.after().stream().anyMatch(after -> after.id().equals(work.id())))
                .anyMatch(other -> dated.containsKey(other.id()) || isAwaited(other));
    }

    boolean counts(Work work, LocalDate day) {
        return work.everyDay() || working.test(day);
    }

    LocalDate next(Work work, LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!counts(work, next)) next = next.plusDays(1);
        return next;
    }

    LocalDate plus(Work work, LocalDate day, int n) {
        LocalDate found = day;
        if (n <= 0) while (!counts(work, found)) found = found.plusDays(1);
        for (int left = Math.abs(n); left > 0; left--) {
            do found = found.plusDays(n < 0 ? -1 : 1);
            while (!counts(work, found));
        }
        return found;
    }

    private LocalDate lastOf(Work work, LocalDate first) {
        return plus(work, first, Math.max(0, work.duration() - 1));
    }

    int slack(String id) {
        LocalDate from = earliest.get(id);
        LocalDate to = latest.get(id);
        int sign = from.isAfter(to) ? -1 : 1;
        int slack = 0;
        for (LocalDate day = sign > 0 ? from : to; day.isBefore(sign > 0 ? to : from); day = day.plusDays(1))
            if (counts(works.get(id), day.plusDays(1))) slack++;
        return sign * slack;
    }
}
