package fr.jalon.team;

import java.util.List;

/**
 * The deletion of a cohort was asked for, in the transaction of whoever does it: nobody sees it any more.
 *
 * @param cohort its id
 * @param teams the ids of its teams
 */
public record CohortMarked(String cohort, List<String> teams) {}
