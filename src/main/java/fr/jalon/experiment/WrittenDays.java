package fr.jalon.experiment;

import fr.jalon.text.French;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How one file writes its days: the year first, or behind day and month in an order that the file alone tells. A date
 * beyond the 12th shows it; so do the language of the headings and the period that a title names. A year of two figures
 * is one of this century. What could be two days is none.
 */
final class WrittenDays {

    private static final int LONGEST = 40;
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?=\\d{8}$|.*[/-])(\\d{4})([/-]?)(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern TIME = Pattern.compile("(?:T| |, )\\d{1,2}[:h]\\d{2}.*$");
    private static final Pattern ANYWHERE =
            Pattern.compile("(?<![\\d/.-])\\d{1,2}([/-])\\d{1,2}\\1(?:\\d{4}|\\d{2})(?![\\d/.-])");
    private static final Pattern IN_A_TITLE = Pattern.compile("\\b\\p{Lu}\\p{Ll}{2,8} \\d{1,2}, \\d{4}\\b");
    private static final DateTimeFormatter TITLE = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);

    private enum Order {
        DAY_FIRST,
        MONTH_FIRST,
        UNKNOWN
    }

    private final Order order;

    private WrittenDays(Order order) {
        this.order = order;
    }

    /**
     * How the days of a file are written.
     *
     * @param cells those that hold its days
     * @param isEnglish whether nothing but the dates can tell that the day does not come behind the month
     */
    static WrittenDays of(Collection<String> cells, String file, boolean isEnglish) {
        Order order = order(cells.stream(), !isEnglish);
        if (order == Order.UNKNOWN)
            order = order(ANYWHERE.matcher(file).results().map(MatchResult::group), false);
        if (order == Order.UNKNOWN) order = orderWithin(titled(file), cells);
        return new WrittenDays(order);
    }

    /**
     * The order that these dates show; the day first is expected of a French file unless most of them contradict it.
     */
    private static Order order(Stream<String> cells, boolean isFrench) {
        int day = 0;
        int month = 0;
        int either = 0;
        for (String cell : (Iterable<String>) cells::iterator) {
            Optional<LocalDate> one = day(cell, Order.DAY_FIRST);
            Optional<LocalDate> other = day(cell, Order.MONTH_FIRST);
            if (one.equals(other)) continue;
            if (one.isEmpty()) month++;
            else if (other.isEmpty()) day++;
            else either++;
        }
        if (month > 0 && day == 0 && (!isFrench || month > either)) return Order.MONTH_FIRST;
        return isFrench || day > 0 ? Order.DAY_FIRST : Order.UNKNOWN;
    }

    private static Order orderWithin(List<LocalDate> titled, Collection<String> cells) {
        if (titled.isEmpty()) return Order.UNKNOWN;
        LocalDate first = titled.stream().min(LocalDate::compareTo).orElseThrow();
        LocalDate last = titled.stream().max(LocalDate::compareTo).orElseThrow();
        List<Order> fitting = Stream.of(Order.DAY_FIRST, Order.MONTH_FIRST)
                .filter(order -> cells.stream()
                        .flatMap(cell -> day(cell, order).stream())
                        .noneMatch(day -> day.isBefore(first) || day.isAfter(last)))
                .toList();
        return fitting.size() == 1 ? fitting.get(0) : Order.UNKNOWN;
    }

    private static List<LocalDate> titled(String file) {
        return IN_A_TITLE
                .matcher(file)
                .results()
                .flatMap(found -> {
                    try {
                        return Stream.of(LocalDate.parse(found.group(), TITLE));
                    } catch (DateTimeException noMonth) {
                        return Stream.empty();
                    }
                })
                .toList();
    }

    /** Whether a cell has the form of a day, whichever it is and whether or not it exists. */
    static boolean isWritten(String cell) {
        String day = plain(cell);
        return YEAR_LAST.matcher(day).matches() || YEAR_FIRST.matcher(day).matches();
    }

    /** A day that exists and can be no other; a time behind it does not count. */
    Optional<LocalDate> day(String cell) {
        return readings(cell).size() == 1 ? Optional.of(readings(cell).get(0)) : Optional.empty();
    }

    /** Why a day that exists cannot be told from another, if it cannot. */
    Optional<String> doubt(String cell) {
        List<LocalDate> readings = readings(cell);
        if (readings.size() < 2) return Optional.empty();
        return Optional.of(
                ("peut être le %s ou le %s, et rien dans le fichier ne dit lequel. Exportez-le de nouveau avec des"
                                + " dates écrites comme 2026-12-07 (année, mois, jour), ou avec un jour "
                                + "au-delà du 12 ; dans un tableur, donnez ce"
                                + " format à la colonne")
                        .formatted(French.day(readings.get(0)), French.day(readings.get(1))));
    }

    private List<LocalDate> readings(String cell) {
        Stream<Order> orders =
                order == Order.UNKNOWN ? Stream.of(Order.DAY_FIRST, Order.MONTH_FIRST) : Stream.of(order);
        return Stream.concat(orders.flatMap(each -> day(cell, each).stream()), shortYearFirst(cell).stream())
                .distinct()
                .toList();
    }

    private static Optional<LocalDate> day(String cell, Order order) {
        String day = plain(cell);
        Matcher iso = YEAR_FIRST.matcher(day);
        if (iso.matches()) return date(iso.group(1), iso.group(3), iso.group(4));
        Matcher last = YEAR_LAST.matcher(day);
        if (!last.matches()) return Optional.empty();
        if (order == Order.DAY_FIRST) return date(last.group(4), last.group(3), last.group(1));
        return last.group(2).equals(".") ? Optional.empty() : date(last.group(4), last.group(1), last.group(3));
    }

    /** Hyphens may stand behind a year of two figures too. */
    private static Optional<LocalDate> shortYearFirst(String cell) {
        Matcher day = YEAR_LAST.matcher(plain(cell));
        return day.matches()
                        && day.group(2).equals("-")
                        && day.group(1).length() == 2
                        && day.group(4).length() == 2
                ? date(day.group(1), day.group(3), day.group(4))
                : Optional.empty();
    }

    private static String plain(String cell) {
        return cell.length() > LONGEST ? "" : TIME.matcher(cell).replaceFirst("");
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(year.length() == 2 ? "20" + year : year),
                    Integer.parseInt(month),
                    Integer.parseInt(day)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
