package fr.jalon.experiment;

import fr.jalon.statistics.Bars;

/** The table of verdicts, in the version that judged a week, to whom a week that is over is put anew. */
public interface Judges {

    /** What that version asks of a week's counts. */
    Bars bars(int version, boolean isExtended);

    /** What it says of a case. */
    Advice.Verdict judge(int version, Case one);
}
