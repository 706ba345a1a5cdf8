package fr.jalon.link;

import fr.jalon.text.French;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The visits of a day, or of the week that begins on it.
 *
 * @param begins its first day
 */
record Period(LocalDate begins, String name, long visits) {

    /** The last so many days up to today, the first of them first. */
    static List<Period> days(Map<LocalDate, Long> visits, LocalDate today, int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> today.minusDays(count - 1L - each))
                .map(day -> new Period(day, French.shortDay(day), visits.getOrDefault(day, 0L)))
                .toList();
    }

    /** The last so many weeks from Monday to Sunday up to that of today, the first of them first. */
    static List<Period> weeks(Map<LocalDate, Long> visits, LocalDate today, int count) {
        LocalDate last = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return IntStream.range(0, count)
                .mapToObj(each -> last.minusWeeks(count - 1L - each))
                .map(monday -> new Period(monday, French.date(monday), between(visits, monday, monday.plusDays(6))))
                .toList();
    }

    static long between(Map<LocalDate, Long> visits, LocalDate from, LocalDate until) {
        return visits.entrySet().stream()
                .filter(day -> !day.getKey().isBefore(from) && !day.getKey().isAfter(until))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
