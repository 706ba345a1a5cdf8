package fr.jalon.experiment;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One day of a validation week.
 *
 * @param number from 1
 * @param morning that on which its work is due: the next, or a later one where a pause lies between
 * @param incomplete its morning ended before the work was done
 */
public record WeekDay(int number, LocalDate day, LocalDate morning, boolean incomplete) {

    /**
     * When its morning's work ends unfinished: 09:00 of the next, noon after the last day.
     *
     * @param isLast whether the week ends with it
     */
    public LocalDateTime over(boolean isLast) {
        return isLast ? morning.atTime(12, 0) : morning.plusDays(1).atTime(9, 0);
    }

    /** On another day, with another morning. */
    WeekDay on(LocalDate other, LocalDate otherMorning) {
        return new WeekDay(number, other, otherMorning, incomplete);
    }
}
