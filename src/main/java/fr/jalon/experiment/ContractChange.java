package fr.jalon.experiment;

/** New terms of a contract, in its units; a term that is null stays as it is. */
public record ContractChange(
        Double targetConversionRate,
        Long minimumVisits,
        Double spendCap,
        Double maximumCostPerConversion,
        String conversionMeans) {

    /** @throws fr.jalon.Refusal if a term makes no sense */
    Contract of(Contract contract) {
        return new Contract(
                targetConversionRate == null ? contract.targetConversionRate() : targetConversionRate,
                minimumVisits == null ? contract.minimumVisits() : minimumVisits,
                spendCap == null ? contract.spendCap() : spendCap,
                maximumCostPerConversion == null ? contract.maximumCostPerConversion() : maximumCostPerConversion,
                conversionMeans == null ? contract.conversionMeans() : conversionMeans.strip(),
                contract.signalStrength(),
                contract.forecast());
    }
}
