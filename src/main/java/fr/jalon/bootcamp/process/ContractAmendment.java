package fr.jalon.bootcamp.process;

/** The process {@code contract-amendment}: its key and variables, each named once. */
final class ContractAmendment {

    static final String KEY = "contract-amendment";

    static final String TEAM = "amendedTeam";
    static final String TARGET = "newTargetConversionRate";
    static final String MINIMUM_VISITS = "newMinimumVisits";
    static final String SPEND_CAP = "newSpendCap";
    static final String MAXIMUM_COST = "newMaximumCostPerConversion";
    static final String CONVERSION_MEANS = "newConversionMeans";
    static final String REASON = "amendmentReason";

    private ContractAmendment() {}
}
