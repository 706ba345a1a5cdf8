package fr.jalon.experiment;

import java.time.LocalDate;

/**
 * One day of a validation week.
 *
 * @param number from 1
 * @param incomplete its morning ended before the work was done
 */
public record WeekDay(int number, LocalDate day, boolean incomplete) {}
