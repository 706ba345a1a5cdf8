package fr.jalon.bootcamp.process;

/** The process {@code cohort-enrolment}: its key, elements and variables, each named once. */
final class CohortEnrolment {

    static final String KEY = "cohort-enrolment";

    static final String VERIFY_ENROLMENT = "verify-enrolment";
    static final String HAND_OVER_INVITATIONS = "hand-over-invitations";

    static final String COHORT_NAME = "cohortName";
    static final String FIRST_DAY = "firstDay";
    static final String ROSTER = "roster";

    /** The id of the cohort once it exists; no form and no expression reads it. */
    static final String COHORT = "cohort";

    private CohortEnrolment() {}
}
