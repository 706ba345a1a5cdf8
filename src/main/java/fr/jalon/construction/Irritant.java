package fr.jalon.construction;

/**
 * Something that irritates users again and again.
 *
 * @param times how often it was met, all months together
 * @param firstMonth the month of the review that named it first
 * @param settled whether it is cured
 */
public record Irritant(String title, int times, int firstMonth, int lastMonth, boolean settled) {}
