package fr.jalon.experiment;

import org.jspecify.annotations.Nullable;

/** New terms of a contract, in its units; a term that is null stays as it is. */
public record ContractChange(
        @Nullable Double targetConversionRate,
        @Nullable Long minimumVisits,
        @Nullable Double spendCap,
        @Nullable Double maximumCostPerConversion,
        @Nullable String conversionMeans) {

    /** @throws fr.jalon.Refusal if a term makes no sense */
    Contract of(Contract contract) {
        return new Contract(
                targetConversionRate == null ? contract.targetConversionRate() : targetConversionRate,
                minimumVisits == null ? contract.minimumVisits() : minimumVisits,
                spendCap == null ? contract.spendCap() : spendCap,
                maximumCostPerConversion == null ? contract.maximumCostPerConversion() : maximumCostPerConversion,
                conversionMeans == null ? contract.conversionMeans() : conversionMeans.strip(),
                contract.signalStrength(),
                contract.forecast(),
                contract.counted(),
                contract.base(),
                contract.lowerTargetReason());
    }
}
