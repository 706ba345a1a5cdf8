package fr.jalon.engine.time;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The days on which the incubator works: Monday to Friday, but for public holidays and closed days of its own. */
@Component
@EnableConfigurationProperties(CalendarSettings.class)
public class WorkingDays {

    private static final LocalTime ROUNDS_BEGIN = LocalTime.of(7, 0);

    /** After it, nobody is told any more what that morning had to tell. */
    public static final LocalTime ROUNDS_OVER = LocalTime.of(18, 0);

    private record Span(LocalDate first, LocalDate last) {
        boolean holds(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    private final Region region;
    private final List<Span> closed;
    private final Map<Integer, Map<LocalDate, String>> holidays = new ConcurrentHashMap<>();

    /** @throws Refusal if a setting names no region, no day or no span */
    WorkingDays(CalendarSettings settings) {
        this.region = Region.named(settings.region());
        this.closed = settings.closedDays().stream().map(WorkingDays::span).toList();
    }

    private static Span span(String setting) {
        String[] ends = setting.strip().split("/", 2);
        try {
            Span span = new Span(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1]));
            if (!span.last.isBefore(span.first)) return span;
        } catch (DateTimeParseException noDay) {
            // Refused below, as a span that ends before it begins is.
        }
        throw Refusal.invalid(
                "jalon.calendar.closed-days",
                "Le réglage jalon.calendar.closed-days contient « " + setting + " » : écrivez un jour (2026-12-24) ou"
                        + " une période, du premier au dernier jour (2026-12-24/2027-01-02).");
    }

    /** Whether the incubator works on that day. */
    public boolean isWorking(LocalDate day) {
        return why(day).isEmpty();
    }

    /** Whether the round of a morning is due, or may still be made up for: on a working day, from seven to eighteen. */
    public boolean isForRounds(LocalDateTime now) {
        LocalTime time = now.toLocalTime();
        return !time.isBefore(ROUNDS_BEGIN) && time.isBefore(ROUNDS_OVER) && isWorking(now.toLocalDate());
    }

    /** Why nobody works on a day: {@code lundi de Pâques}, {@code dimanche}, {@code jour de fermeture}. */
    public Optional<String> why(LocalDate day) {
        if (isHoliday(day)) return Optional.ofNullable(holidays(day).get(day));
        if (isWeekend(day)) return Optional.of(French.day("EEEE", day));
        return closed.stream().anyMatch(span -> span.holds(day)) ? Optional.of("jour de fermeture") : Optional.empty();
    }

    private boolean isHoliday(LocalDate day) {
        return holidays(day).containsKey(day);
    }

    private Map<LocalDate, String> holidays(LocalDate day) {
        return holidays.computeIfAbsent(day.getYear(), region::holidays);
    }

    /** A day on which nobody works, and why: {@code lundi 6 avril, lundi de Pâques}; {@code dimanche 5 avril}. */
    public Optional<String> said(LocalDate day) {
        return why(day).map(why ->
                French.day("EEEE d MMMM", day) + (why.equals(French.day("EEEE", day)) ? "" : ", " + why));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    /** That day, or the first working day after it. */
    public LocalDate onOrAfter(LocalDate day) {
        return working(day, next -> next.plusDays(1));
    }

    /** That day, or the last working day before it. */
    public LocalDate onOrBefore(LocalDate day) {
        return working(day, previous -> previous.minusDays(1));
    }

    private LocalDate working(LocalDate day, UnaryOperator<LocalDate> step) {
        LocalDate found = day;
        while (!isWorking(found)) found = step.apply(found);
        return found;
    }

    /**
     * The nth working day after a day; before it where {@code days} is negative; the day itself, whatever it is, for 0.
     */
    public LocalDate plus(LocalDate day, int days) {
        LocalDate found = day;
        for (int left = Math.abs(days); left > 0; left--)
            found = days > 0 ? onOrAfter(found.plusDays(1)) : onOrBefore(found.minusDays(1));
        return found;
    }

    /**
     * The nth « jour ouvrable » after a day, as the labour code counts them: Saturdays are, Sundays and public holidays
     * are not, and it does not matter when the incubator itself is closed.
     */
    public LocalDate plusOpenDays(LocalDate day, int days) {
        LocalDate found = day;
        int left = days;
        while (left > 0) {
            found = found.plusDays(1);
            if (found.getDayOfWeek() != DayOfWeek.SUNDAY && !isHoliday(found)) left--;
        }
        return found;
    }

    /** How many working days come after one day up to another, which counts; negative where it lies before. */
    public int between(LocalDate day, LocalDate other) {
        return other.isBefore(day) ? -working(other, day) : working(day.plusDays(1), other.plusDays(1));
    }

    private int working(LocalDate first, LocalDate end) {
        return (int) first.datesUntil(end).filter(this::isWorking).count();
    }
}
