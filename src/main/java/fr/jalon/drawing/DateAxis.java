package fr.jalon.drawing;

import fr.jalon.text.French;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Time along the top of a picture: its days, or whole months where they are many, as there is room for their names. */
public final class DateAxis {

    private static final String YEAR = "#b8bfc9";

    /** The least room that the name of a day or of a month needs. */
    private static final double DAY_ROOM = 52;

    private static final double MONTH_ROOM = 35;

    private final boolean isShort;
    private final LocalDate first;
    private final LocalDate last;
    private final double right;
    private final Scale scale;

    /** From one day to another, both included, between two edges. */
    public DateAxis(LocalDate from, LocalDate to, double left, double right) {
        isShort = ChronoUnit.DAYS.between(from, to) <= 75;
        first = isShort ? from : from.withDayOfMonth(1);
        last = isShort ? to.plusDays(1) : to.with(TemporalAdjusters.firstDayOfNextMonth());
        this.right = right;
        scale = new Scale(first.toEpochDay(), last.toEpochDay(), left, right);
    }

    public boolean holds(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    /** Where a day begins. */
    public double x(LocalDate day) {
        return scale.at(day.toEpochDay());
    }

    /** Its names on a line, the years above them, and their lines from there down. */
    public String drawn(double line, double bottom) {
        StringBuilder marks = new StringBuilder();
        int year = Integer.MIN_VALUE;
        for (LocalDate tick : isShort ? days() : months()) {
            double x = x(tick);
            boolean isNewYear = tick.getYear() != year;
            year = tick.getYear();
            marks.append(Svg.rule(x, line + 5, x, bottom, tick.getDayOfYear() == 1 ? YEAR : Svg.GRID, 1, ""))
                    .append(Svg.text(x + 3, line, "start", Svg.QUIET, 13, French.day(isShort ? "d MMM" : "MMM", tick)));
            if (isNewYear) marks.append(Svg.bold(x + 3, line - 16, "start", Svg.QUIET, 13, String.valueOf(year)));
        }
        return marks.toString();
    }

    private List<LocalDate> days() {
        double day = x(first.plusDays(1)) - x(first);
        int step = IntStream.of(1, 2, 7, 14)
                .filter(days -> day * days >= DAY_ROOM)
                .findFirst()
                .orElse(28);
        LocalDate tick = step < 7 ? first : first.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        return Stream.iterate(tick, this::hasRoom, each -> each.plusDays(step)).toList();
    }

    /** Months that divide the year, then whole years. */
    private List<LocalDate> months() {
        double month = (right - x(first)) / ChronoUnit.MONTHS.between(first, last);
        int step = IntStream.of(1, 2, 3, 4, 6)
                .filter(months -> month * months >= MONTH_ROOM)
                .findFirst()
                .orElse(12 * (int) Math.ceil(MONTH_ROOM / (12 * month)));
        LocalDate tick = first;
        while (Math.floorMod(tick.getYear() * 12 + tick.getMonthValue() - 1, step) != 0) tick = tick.plusMonths(1);
        return Stream.iterate(tick, this::hasRoom, each -> each.plusMonths(step))
                .toList();
    }

    private boolean hasRoom(LocalDate tick) {
        return x(tick) <= right - MONTH_ROOM;
    }
}
