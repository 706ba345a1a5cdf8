package fr.jalon.link;

/**
 * How often a link was visited by its short address.
 *
 * @param label what the team calls it
 * @param between in the days that were asked for
 * @param total since it was made
 * @param isWithdrawn whether the short address leads nowhere any more
 */
public record LinkVisits(String label, String shortLink, long between, long total, boolean isWithdrawn) {}
