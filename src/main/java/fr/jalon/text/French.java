package fr.jalon.text;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days, numbers and rates as a French reader writes them. */
public final class French {

    private static final DateTimeFormatter LONG_DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.FRANCE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.FRANCE);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd/MM/uuuu 'à' HH:mm", Locale.FRANCE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE dd/MM/uuuu", Locale.FRANCE);

    private French() {}

    /** {@code lundi 7 décembre 2026}; the first of a month is {@code 1er}. */
    public static String day(LocalDate day) {
        return LONG_DAY.format(day).replaceFirst(" 1 ", " 1er ");
    }

    /** {@code lundi 07/12/2026}. */
    public static String shortDay(LocalDate day) {
        return DAY.format(day);
    }

    /** A fraction of 1 in percent with one decimal, {@code 14,5 %}; a dash where it is undefined. */
    public static String percent(Double fraction) {
        return fraction == null ? "–" : decimal(fraction * 100, 1) + "\u00a0%";
    }

    /** A percentage as it was promised or forecast, with up to two decimals: {@code 4,25 %}. */
    public static String rate(double percent) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMaximumFractionDigits(2);
        return format.format(percent) + "\u00a0%";
    }

    /** Euros with two decimals; a dash where they are undefined. */
    public static String euros(Number amount) {
        return amount == null ? "–" : decimal(new BigDecimal(amount.toString()).doubleValue(), 2) + "\u00a0€";
    }

    /** A count with its thousands apart, and with the decimals it has, two at most; a dash where it is unknown. */
    public static String number(Number count) {
        if (count == null) return "–";
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMaximumFractionDigits(2);
        return format.format(count);
    }

    /** {@code 07/12/2026}. */
    public static String date(LocalDate day) {
        return DATE.format(day);
    }

    /** {@code 07/12/2026 à 09:00}, of a wall clock. */
    public static String moment(LocalDateTime wallClock) {
        return MOMENT.format(wallClock);
    }

    private static String decimal(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }
}
