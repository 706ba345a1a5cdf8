package fr.jalon.experiment;

import fr.jalon.statistics.Bars;

/** Who has the thresholds by which weeks are judged: they stand in a decision table that no experiment knows. */
public interface Judge {

    /** The thresholds of a version of the table. */
    Bars bars(int rules, boolean isExtended);
}
