package fr.jalon.team;

import java.util.Optional;

/** Knows when the teams of a cohort work together; a kind of journey that has days of its own says them. */
public interface CohortDays {

    /** The days of a cohort in French sentences; empty where it has none. */
    Optional<String> said(String cohort);
}
