package fr.jalon.bootcamp.process;

import java.util.Map;

/** The process {@code contract-amendment}: its key and variables, each named once. */
final class ContractAmendment {

    static final String KEY = "contract-amendment";

    static final String TEAM = "amendedTeam";
    static final String TARGET = "newTargetConversionRate";
    static final String MINIMUM_VISITS = "newMinimumVisits";
    static final String SPEND_CAP = "newSpendCap";
    static final String MAXIMUM_COST = "newMaximumCostPerConversion";
    static final String CONVERSION_MEANS = "newConversionMeans";
    static final String FROM = "amendmentFrom";
    static final String REASON = "amendmentReason";

    /** Its fields by the terms of a contract, and by what is asked of an amendment. */
    static final Map<String, String> FIELDS = Map.of(
            "targetConversionRate",
            TARGET,
            "minimumVisits",
            MINIMUM_VISITS,
            "spendCap",
            SPEND_CAP,
            "maximumCostPerConversion",
            MAXIMUM_COST,
            "conversionMeans",
            CONVERSION_MEANS,
            "from",
            FROM);

    private ContractAmendment() {}
}
