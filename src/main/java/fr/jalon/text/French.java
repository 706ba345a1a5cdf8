package fr.jalon.text;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days, numbers and rates as a French reader writes them. */
public final class French {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.FRANCE);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd/MM/uuuu 'à' HH:mm", Locale.FRANCE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE dd/MM/uuuu", Locale.FRANCE);

    /** By their letters, of which the code has a handful. */
    private static final Map<String, DateTimeFormatter> DAYS = new ConcurrentHashMap<>();

    private static final Pattern FIRST = Pattern.compile("\\b1\\b");

    private static final List<String> COUNTS =
            List.of("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf");

    private static final long KILO = 1024;

    private French() {}

    /** {@code lundi 7 décembre 2026}; the first of a month is {@code 1er}. */
    public static String day(LocalDate day) {
        return day("EEEE d MMMM uuuu", day);
    }

    /**
     * A day by the letters of {@link DateTimeFormatter}, its number without zeros: {@code 1er mars}, {@code mer. 16}.
     */
    public static String day(String pattern, LocalDate day) {
        DateTimeFormatter format =
                DAYS.computeIfAbsent(pattern, letters -> DateTimeFormatter.ofPattern(letters, Locale.FRANCE));
        return FIRST.matcher(format.format(day)).replaceFirst("1er");
    }

    /** {@code lundi 07/12/2026}. */
    public static String shortDay(LocalDate day) {
        return DAY.format(day);
    }

    /** A fraction of 1 in percent with one decimal, {@code 14,5 %}; a dash where it is undefined. */
    public static String percent(@Nullable Double fraction) {
        return fraction == null ? "–" : decimal(fraction * 100, 1, 1) + "\u00a0%";
    }

    /** A percentage as it was promised or forecast, with up to two decimals: {@code 4,25 %}. */
    public static String rate(double percent) {
        return decimal(percent, 0, 2) + "\u00a0%";
    }

    /** Euros with two decimals; a dash where they are undefined. */
    public static String euros(@Nullable Number amount) {
        return amount == null ? "–" : decimal(new BigDecimal(amount.toString()).doubleValue(), 2, 2) + "\u00a0€";
    }

    /** Euros to the cent, whole ones without decimals: {@code 30 000 €}, {@code 1,60 €}. */
    public static String money(double amount) {
        return amount(amount) + "\u00a0€";
    }

    /** The same as a field of euros shows them: {@code 30 000}, {@code 1,60}. */
    public static String amount(double amount) {
        double cents = Math.rint(amount * 100) / 100;
        return cents == Math.rint(cents) ? number((long) cents) : decimal(cents, 2, 2);
    }

    /** A count with its thousands apart, and with the decimals it has, two at most; a dash where it is unknown. */
    public static String number(@Nullable Number count) {
        if (count == null) return "–";
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMaximumFractionDigits(2);
        return format.format(count);
    }

    /** How much a file holds: {@code 800 o}, {@code 12 ko}, {@code 1,2 Mo}. */
    public static String bytes(long bytes) {
        if (bytes < KILO) return number(bytes) + "\u00a0o";
        if (bytes < KILO * KILO) return decimal((double) bytes / KILO, 0, 0) + "\u00a0ko";
        return decimal((double) bytes / KILO / KILO, 0, 1) + "\u00a0Mo";
    }

    /** {@code 07/12/2026}. */
    public static String date(LocalDate day) {
        return DATE.format(day);
    }

    /** {@code 07/12/2026 à 09:00}, of a wall clock. */
    public static String moment(LocalDateTime wallClock) {
        return MOMENT.format(wallClock);
    }

    /** A day in a few words: {@code mardi 8 décembre}, with its year where it is another than now's. */
    public static String plainDay(LocalDate day, LocalDate today) {
        String words = day(day);
        return day.getYear() == today.getYear() ? words.substring(0, words.lastIndexOf(' ')) : words;
    }

    /** The hour of a wall clock: {@code 9 h}, {@code 12 h 30}. */
    public static String hour(LocalDateTime at) {
        String minutes = at.getMinute() == 0 ? "" : "\u00a0%02d".formatted(at.getMinute());
        return at.getHour() + "\u00a0h" + minutes;
    }

    /** When a thing is due: {@code aujourd’hui 12 h}, {@code demain 9 h}, {@code en retard de deux jours}. */
    public static String due(LocalDateTime due, LocalDateTime now) {
        long days = ChronoUnit.DAYS.between(now.toLocalDate(), due.toLocalDate());
        if (due.isBefore(now)) return days == 0 ? "en retard depuis aujourd’hui " + hour(due) : late(-days);
        if (days <= 1) return (days == 0 ? "aujourd’hui " : "demain ") + hour(due);
        return plainDay(due.toLocalDate(), now.toLocalDate()) + " à " + hour(due);
    }

    /** {@code en retard d’un jour}, {@code en retard de deux jours}. */
    public static String late(long days) {
        return "en retard " + (days == 1 ? "d’un jour" : "de " + days(days));
    }

    /** {@code un jour}, {@code deux jours}, {@code 17 jours}. */
    public static String days(long days) {
        return days == 1 ? "un jour" : count(days) + "\u00a0jours";
    }

    /** How long ago a day was: {@code aujourd’hui}, {@code hier}, {@code il y a trois jours}. */
    public static String ago(LocalDate day, LocalDate today) {
        long days = ChronoUnit.DAYS.between(day, today);
        return days <= 0 ? "aujourd’hui" : days == 1 ? "hier" : "il y a " + days(days);
    }

    /** With a capital first letter. */
    public static String capitalised(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.FRENCH) + words.substring(1);
    }

    /** A count in a sentence: {@code trois}, {@code 17}. */
    public static String count(long count) {
        return count >= 0 && count < COUNTS.size() ? COUNTS.get((int) count) : number(count);
    }

    /** A number with so many decimals at least and at most. */
    public static String decimal(double value, int atLeast, int atMost) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMinimumFractionDigits(atLeast);
        format.setMaximumFractionDigits(atMost);
        return format.format(value);
    }
}
