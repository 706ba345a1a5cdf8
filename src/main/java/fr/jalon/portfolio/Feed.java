package fr.jalon.portfolio;

import java.time.Instant;

/**
 * An address at which a calendar application reads dates without a login.
 *
 * @param object the plan or the team; empty for what concerns the person
 */
record Feed(String id, String person, Of of, String object, Instant madeAt) {

    /** What its dates are of, as programs say it in lower case. */
    enum Of {
        PLAN,
        TEAM,
        ME
    }
}
