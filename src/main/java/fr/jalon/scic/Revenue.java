package fr.jalon.scic;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a track has sold to companies, month by month, in euros and without grants.
 *
 * @param months those that were entered
 */
public record Revenue(Map<YearMonth, BigDecimal> months) {

    private static final int YEAR = 12;

    public Revenue {
        months = Map.copyOf(months);
    }

    /**
     * The twelve months before one day's, as far as the track had begun.
     *
     * @param sum of those that were entered
     * @param missing those that were not, in their order
     */
    public record LastYear(BigDecimal sum, List<YearMonth> missing, int entered) {}

    /** What the twelve months before a day's own came to; empty where none of them was entered. */
    public Optional<LastYear> lastYear(LocalDate start, LocalDate day) {
        BigDecimal sum = BigDecimal.ZERO;
        List<YearMonth> missing = new ArrayList<>();
        int entered = 0;
        for (YearMonth month = first(start, day); month.isBefore(YearMonth.from(day)); month = month.plusMonths(1)) {
            BigDecimal amount = months.get(month);
            if (amount == null) missing.add(month);
            else {
                sum = sum.add(amount);
                entered++;
            }
        }
        return entered == 0 ? Optional.empty() : Optional.of(new LastYear(sum, missing, entered));
    }

    private static YearMonth first(LocalDate start, LocalDate day) {
        YearMonth first = YearMonth.from(start);
        YearMonth yearAgo = YearMonth.from(day).minusMonths(YEAR);
        return first.isAfter(yearAgo) ? first : yearAgo;
    }

    /** The months that can be entered on a day, the latest first: from the track's first to the day's own. */
    static List<YearMonth> open(LocalDate start, LocalDate day) {
        List<YearMonth> open = new ArrayList<>();
        for (YearMonth month = YearMonth.from(day);
                !month.isBefore(YearMonth.from(start));
                month = month.minusMonths(1)) open.add(month);
        return open;
    }

    /** In their order. */
    Map<YearMonth, BigDecimal> inOrder() {
        return new TreeMap<>(months);
    }
}
