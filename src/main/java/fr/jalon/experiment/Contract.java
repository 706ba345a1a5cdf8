package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a team promises before it sees any data.
 *
 * @param targetConversionRate in percent, 0 exclusive to 100 inclusive
 * @param minimumVisits unique visitors below which nothing is concluded, 50 or more
 * @param spendCap euros, all taxes included, over the week
 * @param maximumCostPerConversion euros, all taxes included
 * @param conversionMeans what counts as a conversion
 * @param signalStrength WEAK, MEDIUM or STRONG: how much a conversion proves; null in contracts that did not say
 * @param forecast what the team expects; null where it forecasts nothing
 * @param counted the channels whose visits and conversions are judged; null in contracts that did not say: all
 * @param base what its rate is a rate of; null in contracts that did not say: daily visits
 * @param lowerTargetReason why the target is lower than the previous iteration's; null where it is not, and in
 *     contracts that were not asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Contract(
        double targetConversionRate,
        long minimumVisits,
        double spendCap,
        double maximumCostPerConversion,
        String conversionMeans,
        @Nullable String signalStrength,
        @Nullable Forecast forecast,
        @Nullable List<String> counted,
        @Nullable Base base,
        @Nullable String lowerTargetReason) {

    /** The terms that traffic and thresholds hold together, as they are read. */
    static final Map<String, String> LABELS =
            Map.of("targetConversionRate", "Taux de conversion visé", "minimumVisits", "Visites uniques au minimum");

    /** @throws Refusal if a term makes no sense */
    public Contract {
        Map<String, String> errors = new LinkedHashMap<>();
        if (!(targetConversionRate > 0 && targetConversionRate <= 100)) {
            errors.put(
                    "targetConversionRate",
                    "Taux de conversion visé : un pourcentage au-dessus de 0 et d’au plus 100 est attendu.");
        }
        if (minimumVisits < 50 || minimumVisits > 1_000_000) {
            errors.put("minimumVisits", "Visites uniques au minimum : de 50 à 1 000 000.");
        }
        if (!(spendCap >= 0 && spendCap <= 1_000_000)) {
            errors.put("spendCap", "Plafond de dépense : un montant de 0 à 1 000 000 € est attendu.");
        }
        if (!(maximumCostPerConversion >= 0 && maximumCostPerConversion <= 100_000)) {
            errors.put(
                    "maximumCostPerConversion",
                    "Coût maximal par conversion : un montant de 0 à 100 000 € est attendu.");
        }
        if (conversionMeans == null || conversionMeans.isBlank()) {
            errors.put("conversionMeans", "Ce qui compte comme une conversion : ce champ est obligatoire.");
        }
        Map.of(
                        "targetConversionRate",
                        targetConversionRate,
                        "spendCap",
                        spendCap,
                        "maximumCostPerConversion",
                        maximumCostPerConversion)
                .forEach((term, value) -> {
                    if (BigDecimal.valueOf(value).stripTrailingZeros().scale() > 2)
                        errors.putIfAbsent(term, "« " + term + " » : deux décimales au plus.");
                });
        if (!errors.isEmpty()) throw Refusal.invalid(errors);
    }

    /** A contract on daily visits whose target is not lower than the previous iteration's. */
    public Contract(
            double targetConversionRate,
            long minimumVisits,
            double spendCap,
            double maximumCostPerConversion,
            String conversionMeans,
            @Nullable String signalStrength,
            @Nullable Forecast forecast,
            @Nullable List<String> counted) {
        this(
                targetConversionRate,
                minimumVisits,
                spendCap,
                maximumCostPerConversion,
                conversionMeans,
                signalStrength,
                forecast,
                counted,
                null,
                null);
    }

    /** A contract without forecast. */
    public Contract(
            double targetConversionRate,
            long minimumVisits,
            double spendCap,
            double maximumCostPerConversion,
            String conversionMeans) {
        this(
                targetConversionRate,
                minimumVisits,
                spendCap,
                maximumCostPerConversion,
                conversionMeans,
                null,
                null,
                null);
    }

    /** What its rate is a rate of. */
    public Base basis() {
        return base == null ? Base.DAILY_VISITS : base;
    }

    /** Whether the week's unique visitors are asked for. */
    public boolean countsUniques() {
        return basis() == Base.WEEKLY_UNIQUES;
    }

    /** The target as a fraction of 1. */
    public double target() {
        return targetConversionRate / 100;
    }

    /**
     * Whether its target is lower than another's.
     *
     * @param former what the previous iteration promised; null where there is none
     */
    public boolean promisesLessThan(@Nullable Contract former) {
        return former != null && targetConversionRate < former.targetConversionRate;
    }

    /** The same with its reason for a lower target only where its target is lower. */
    public Contract after(@Nullable Contract former) {
        return lowerTargetReason == null || promisesLessThan(former)
                ? this
                : new Contract(
                        targetConversionRate,
                        minimumVisits,
                        spendCap,
                        maximumCostPerConversion,
                        conversionMeans,
                        signalStrength,
                        forecast,
                        counted);
    }
}
