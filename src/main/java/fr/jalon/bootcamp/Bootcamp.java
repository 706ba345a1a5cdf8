package fr.jalon.bootcamp;

import fr.jalon.experiment.ExperimentId;

/**
 * What is a bootcamp's own beside the row of its journey: team, days and rights are read from here, never from a
 * variable.
 *
 * @param id the process instance, its journey and its plan
 * @param iteration from 1; each pivot begins another
 */
public record Bootcamp(String id, String cohort, String team, int iteration, BootcampDays days) {

    /** What this iteration puts to the test. */
    public ExperimentId experiment() {
        return new ExperimentId(id, iteration);
    }
}
