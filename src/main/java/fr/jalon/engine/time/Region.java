package fr.jalon.engine.time;

import fr.jalon.Refusal;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    private static final Map<MonthDay, String> EVERYWHERE = Map.of(
            MonthDay.of(Month.JANUARY, 1), "jour de l’An",
            MonthDay.of(Month.MAY, 1), "fête du Travail",
            MonthDay.of(Month.MAY, 8), "victoire de 1945",
            MonthDay.of(Month.JULY, 14), "fête nationale",
            MonthDay.of(Month.AUGUST, 15), "Assomption",
            MonthDay.of(Month.NOVEMBER, 1), "Toussaint",
            MonthDay.of(Month.NOVEMBER, 11), "armistice de 1918",
            MonthDay.of(Month.DECEMBER, 25), "Noël");

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

    /** The public holidays of a year, first to last, each with its name; two on one day share it. */
    Map<LocalDate, String> holidays(int year) {
        LocalDate easter = easter(year);
        Map<LocalDate, String> days = new TreeMap<>();
        EVERYWHERE.forEach((day, name) -> days.put(day.atYear(year), name));
        own.forEach(day -> name(days, day.atYear(year), "abolition de l’esclavage"));
        name(days, easter.plusDays(1), "lundi de Pâques");
        name(days, easter.plusDays(39), "Ascension");
        name(days, easter.plusDays(50), "lundi de Pentecôte");
        if (this == ALSACE_MOSELLE) {
            name(days, easter.minusDays(2), "Vendredi saint");
            name(days, LocalDate.of(year, Month.DECEMBER, 26), "Saint-Étienne");
        }
        return days;
    }

    private static void name(Map<LocalDate, String> days, LocalDate day, String name) {
        days.merge(day, name, (one, other) -> one + " et " + other);
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
