package fr.jalon.retroplanning.process;

/** The process {@code retroplanning}: key, elements and variables, each named once. */
final class Retroplanning {

    static final String KEY = "retroplanning";
    static final String LIST_ITEMS = "list-items";
    static final String ASSIGN_OWNERS = "assign-owners";
    static final String SCHEDULE_MEETINGS = "schedule-meetings";
    static final String REVIEW_PLAN = "review-plan";
    static final String ANALYSE_RESULTS = "analyse-results";

    static final String PLAN = "plan";
    static final String ITEM = "item";
    static final String TEAM_NAME = "teamName";
    static final String WITHDRAWAL_REASON = "withdrawalReason";

    /** The section of a plan that holds its meetings. */
    static final String MEETINGS = "Se réunir";

    static final String PREPARE = "Préparer";
    static final String PUBLISH = "Publier";

    private Retroplanning() {}
}
