package fr.jalon.construction.process;

/** The process {@code construction}: elements and variables, each named once. */
final class ConstructionPhase {

    static final String MONTHLY_REVIEW = "monthly-review";
    static final String ASK_FOR_HELP = "ask-for-help";
    static final String GIVE_OUTSIDE_VIEW = "give-outside-view";

    static final String TEAM = "team";
    static final String START_DATE = "startDate";
    static final String TEAM_NAME = "teamName";
    static final String WITHDRAWAL_REASON = "withdrawalReason";

    static final String MONTH = "month";
    static final String COMMITTEE_MONTH = "committeeMonth";
    static final String HELP_NUMBER = "helpNumber";

    static final String SERVED_WHO = "servedWho";
    static final String SERVED_ON = "servedOn";
    static final String SERVED_TRANSACTION = "servedTransaction";
    static final String DELAY_WHY = "delayWhy";
    static final String DELAY_DROPPED = "delayDropped";

    static final String USERS_SERVED = "usersServed";
    static final String TRANSACTIONS = "transactions";
    static final String VISITS = "visits";
    static final String TEST_HELD = "testHeld";
    static final String CAME_OF = "cameOf";
    static final String IRRITANTS = "irritants";
    static final String NEXT_TEST = "nextTest";
    static final String NEXT_MEASURE = "nextMeasure";
    static final String NEXT_THRESHOLD = "nextThreshold";
    static final String NEXT_ACTION = "nextAction";

    static final String MISSING_VIEW = "missingView";
    static final String HELP_QUESTION = "helpQuestion";
    static final String OUTSIDE_VIEW = "outsideView";

    static final String DECISION = "committeeDecision";
    static final String REASON = "committeeReason";
    static final String LEARNT = "committeeLearnt";

    private ConstructionPhase() {}
}
