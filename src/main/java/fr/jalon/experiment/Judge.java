package fr.jalon.experiment;

import fr.jalon.statistics.Bars;

/** Who judges weeks: a decision table that no experiment knows, in the version that a week was frozen under. */
public interface Judge {

    /** What a version of the table asks of a week's counts. */
    Bars bars(int rules, boolean isExtended);

    /** What it says of a case. */
    Advice.Verdict judge(int rules, Case one);
}
