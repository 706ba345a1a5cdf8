package fr.jalon.engine.time;

import fr.jalon.Refusal;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of France by its public holidays: those of article L3133-1 of the labour code, and what it has of its own
 * (L3134-13 for Alsace and Moselle, L3422-2 overseas: the day on which slavery ended there).
 */
enum Region {
    METROPOLE,
    /** Good Friday is kept wherever there is a Protestant church; Jalon keeps it everywhere. */
    ALSACE_MOSELLE,
    GUADELOUPE(MonthDay.of(Month.MAY, 27)),
    GUYANE(MonthDay.of(Month.JUNE, 10)),
    MARTINIQUE(MonthDay.of(Month.MAY, 22)),
    MAYOTTE(MonthDay.of(Month.APRIL, 27)),
    REUNION(MonthDay.of(Month.DECEMBER, 20)),
    SAINT_BARTHELEMY(MonthDay.of(Month.OCTOBER, 9)),
    SAINT_MARTIN(MonthDay.of(Month.MAY, 28));

    private static final Set<MonthDay> EVERYWHERE = Set.of(
            MonthDay.of(Month.JANUARY, 1),
            MonthDay.of(Month.MAY, 1),
            MonthDay.of(Month.MAY, 8),
            MonthDay.of(Month.JULY, 14),
            MonthDay.of(Month.AUGUST, 15),
            MonthDay.of(Month.NOVEMBER, 1),
            MonthDay.of(Month.NOVEMBER, 11),
            MonthDay.of(Month.DECEMBER, 25));

    private final Set<MonthDay> own;

    Region(MonthDay... own) {
        this.own = Set.of(own);
    }

    /**
     * The region that a setting names, in lower case and with hyphens.
     *
     * @throws Refusal if it is none
     */
    static Region named(String setting) {
        return Arrays.stream(values())
                .filter(region -> region.setting().equals(setting.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "jalon.calendar.region",
                        "Le réglage jalon.calendar.region vaut « " + setting + " » : il nomme une région parmi : "
                                + Arrays.stream(values()).map(Region::setting).collect(Collectors.joining(", "))
                                + "."));
    }

    private String setting() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The public holidays of a year, first to last. */
    Set<LocalDate> holidays(int year) {
        LocalDate easter = easter(year);
        Set<LocalDate> days = new TreeSet<>(Set.of(easter.plusDays(1), easter.plusDays(39), easter.plusDays(50)));
        Stream.concat(EVERYWHERE.stream(), own.stream()).forEach(day -> days.add(day.atYear(year)));
        if (this == ALSACE_MOSELLE) {
            days.add(easter.minusDays(2));
            days.add(LocalDate.of(year, Month.DECEMBER, 26));
        }
        return days;
    }

    /** Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher. */
    private static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int correction = (golden + 11 * epact + 22 * weekday) / 451;
        int day = epact + weekday - 7 * correction + 114;
        return LocalDate.of(year, day / 31, day % 31 + 1);
    }
}
