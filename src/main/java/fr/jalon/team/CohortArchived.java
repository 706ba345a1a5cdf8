package fr.jalon.team;

/**
 * A cohort is taken out of the lists of what goes on, in the transaction of whoever does it.
 *
 * @param cohort its id
 */
public record CohortArchived(String cohort) {}
