package fr.jalon.bootcamp.process;

import java.util.Set;

/** The process {@code idea-to-decision}: its key, elements and variables, each named once. */
final class IdeaToDecision {

    static final String KEY = "idea-to-decision";

    static final String TEAM_WITHDRAWN = "team-withdrawn";
    static final String DATES_MOVED = "dates-moved";

    static final String VALIDATION_DAY = "validation-day";
    static final String RECORD_METRICS = "record-metrics";
    static final String DECIDE = "decide";
    static final String GATE_VALIDATION = "gate-validation";
    static final String CONFIRM_PIVOT = "confirm-pivot";
    static final String GO_PIVOT_STOP = "go-pivot-stop";
    static final String ADVISE_CAMPAIGN = "advise-campaign";

    static final String TEAM = "team";
    static final String TEAM_NAME = "teamName";
    static final String FIRST_DAY = "firstDay";
    static final String SECOND_DAY = "secondDay";
    static final String VALIDATION_START = "validationStart";
    static final String RESTITUTION_DAY = "restitutionDay";
    static final String CHANNELS = "channels";
    static final String COUNTED_CHANNELS = "countedChannels";
    static final String LOWER_TARGET_REASON = "lowerTargetReason";
    static final String VISITS_BASE = "visitsBase";
    static final String METRICS = "metrics";
    static final String ORGANIC_METRICS = "organicMetrics";
    static final String METRICS_CONFIRMED = "metricsConfirmed";
    static final String UNIQUE_VISITORS = "uniqueVisitors";
    static final Set<String> ANSWERED_METRICS = Set.of(METRICS, ORGANIC_METRICS, METRICS_CONFIRMED, UNIQUE_VISITORS);
    static final String STOPPED_CHANNELS = "stoppedChannels";
    static final String EXTRA_DAYS = "extraDays";
    static final String MORNINGS = "mornings";
    static final String WEEK_OVER = "weekOver";
    static final String PROPOSED_DECISION = "proposedDecision";
    static final String PROPOSAL_REASON = "proposalReason";
    static final String LEARNINGS = "learnings";
    static final String RECOMMENDATION = "recommendation";
    static final String RECOMMENDATION_REASON = "recommendationReason";
    static final String DECISION = "decision";
    static final String DECISION_REASON = "decisionReason";
    static final String ITERATION = "iteration";
    static final String WITHDRAWAL_REASON = "withdrawalReason";

    private IdeaToDecision() {}
}
