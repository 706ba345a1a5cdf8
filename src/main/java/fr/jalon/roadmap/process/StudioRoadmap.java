package fr.jalon.roadmap.process;

/** The processes {@code studio-roadmap} and {@code roadmap-month}: keys, elements and variables, each named once. */
final class StudioRoadmap {

    static final String REVIEW_MONTH = "review-month";

    static final String TEAM = "team";
    static final String START_DATE = "startDate";
    static final String PLAN = "plan";
    static final String MONTH = "month";
    static final String ITEM = "item";
    static final String TEAM_NAME = "teamName";
    static final String WITHDRAWAL_REASON = "withdrawalReason";
    static final String GATE_VERDICT = "gateVerdict";
    static final String COMMENT = "comment";
    static final String MONTH_LEFT = "monthLeft";
    static final String MONTH_ADDED = "monthAdded";

    private StudioRoadmap() {}
}
