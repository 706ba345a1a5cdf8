package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The days around one, numbered as {@link LocalDate#toEpochDay} does, in both calendars: every day, or working days
 * alone. Working days are asked for once and then counted by their position.
 */
final class Days {

    /** A hundred years. */
    private static final int REACH = 36_525;

    private final Predicate<LocalDate> working;
    private final int base;
    private int from;
    private int to;
    /** How many working days lie between {@code from} and each day. */
    private int[] before = {};
    /** Each of them. */
    private int[] open = {};

    Days(LocalDate base, Predicate<LocalDate> working) {
        if (base.getYear() < 1000 || base.getYear() > 9000) throw tooFar();
        this.working = working;
        this.base = (int) base.toEpochDay();
        count(this.base - 60, this.base + 400);
    }

    /** The same with people at work on some more days. */
    Days workingOn(Collection<LocalDate> more) {
        Set<LocalDate> days = Set.copyOf(more);
        return new Days(date(base), day -> days.contains(day) || working.test(day));
    }

    private static Refusal tooFar() {
        return Refusal.invalid(
                "items", "Ce plan s’étend sur plus de cent ans : vérifiez ses durées, ses délais et ses dates.");
    }

    static LocalDate date(int day) {
        return LocalDate.ofEpochDay(day);
    }

    /** {@code un jour}, {@code trois jours ouvrés}. */
    static String counted(int days, boolean everyDay) {
        return French.days(days) + (everyDay ? "" : days == 1 ? " ouvré" : " ouvrés");
    }

    /** @throws Refusal if it is a hundred years away */
    int number(LocalDate day) {
        return reached(day.toEpochDay());
    }

    private int reached(long day) {
        if (Math.abs(day - base) > REACH) throw tooFar();
        return (int) day;
    }

    boolean isWorking(int day) {
        return between(false, day, day + 1) > 0;
    }

    /** The nth day after a day, before it where n is negative; for 0 the day itself, or else the first after it. */
    int plus(boolean everyDay, int day, int n) {
        if (everyDay) return reached((long) day + n);
        return open(day, n > 0 ? between(false, day, day + 1) - 1 + n : n);
    }

    int onOrBefore(boolean everyDay, int day) {
        return everyDay ? day : open(day, between(false, day, day + 1) - 1);
    }

    /** The last day from which n days lead to a day, one of the calendar, or to one before it. */
    int leadingTo(boolean everyDay, int day, int n) {
        if (everyDay) return reached((long) day - n);
        return n > 0 ? open(day, 1 - n) - 1 : open(day, -n);
    }

    /** How many days lead from one day of the calendar to another; negative where it lies before. */
    int between(boolean everyDay, int day, int other) {
        if (everyDay) return other - day;
        // The earlier one first: the counts begin anew where the past grows.
        int earlier = before(Math.min(day, other));
        int between = before(Math.max(day, other)) - earlier;
        return other < day ? -between : between;
    }

    private int before(int day) {
        while (day < from || day > to) grow(day < from);
        return before[day - from];
    }

    /** The working day so many steps from the first on or after a day. */
    private int open(int day, int steps) {
        int position = before(day) + steps;
        while (position < 0 || position >= open.length) {
            grow(position < 0);
            position = before(day) + steps;
        }
        return open[position];
    }

    private void grow(boolean back) {
        if (back ? from == base - REACH : to == base + REACH) throw tooFar();
        if (back) count(Math.max(base - REACH, from - (to - from)), to);
        else count(from, Math.min(base + REACH, to + (to - from)));
    }

    private void count(int first, int end) {
        int[] counts = new int[end - first + 1];
        int[] days = new int[end - first];
        int found = 0;
        for (int day = first; day < end; day++) {
            boolean known = day >= from && day < to;
            if (known ? before[day - from + 1] > before[day - from] : working.test(date(day))) days[found++] = day;
            counts[day - first + 1] = found;
        }
        before = counts;
        open = Arrays.copyOf(days, found);
        from = first;
        to = end;
    }
}
