package fr.jalon.engine.time;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/** The working days of a region, for tests that need no server. */
public final class FrenchDays {

    private FrenchDays() {}

    public static Predicate<LocalDate> in(String region, String... closed) {
        return working(region, closed)::isWorking;
    }

    public static WorkingDays working(String region, String... closed) {
        return new WorkingDays(new CalendarSettings(region, List.of(closed)));
    }

    public static ParisCalendar paris(Clock clock) {
        return new ParisCalendar(clock);
    }
}
