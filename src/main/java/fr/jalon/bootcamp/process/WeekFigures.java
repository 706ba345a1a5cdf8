package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Standing;
import fr.jalon.experiment.Validation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The figures that the decision tables read, as one context {@code week}; never stored. Rates are fractions of 1,
 * shares compare with what is planned (1 is all of it), an undefined or unknown ratio is null. Visits are enough where
 * those whose conversions are known are.
 */
@Component
public class WeekFigures {

    private final Week week;
    private final Validation validation;

    WeekFigures(Week week, Validation validation) {
        this.week = week;
        this.validation = validation;
    }

    /** The figures up to now. */
    public TypedValue soFar(DelegateExecution execution) {
        Bootcamp journey = week.journey(execution);
        Standing standing = validation.standing(journey.experiment());
        Contract contract = standing.contract().orElseGet(() -> Week.contract(execution));
        return Variables.objectValue(
                        of(contract, standing.evidence(), standing.days().size()), true)
                .create();
    }

    /** The context for given evidence; also used to ask how many conversions a GO would need. */
    static Map<String, Object> of(Contract contract, Evidence evidence, int days) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("usable", evidence.isUsable());
        figures.put("enoughVisits", evidence.rate().by().longValueExact() >= contract.minimumVisits());
        figures.put("probability", evidence.certainty().probabilityAboveTarget());
        figures.put("costWithinCap", costWithinCap(contract, evidence));
        figures.put("daysMissing", evidence.daysMissing().size());
        figures.put("clickThroughRate", evidence.ratios().clickThroughRate());
        figures.put(
                "conversionShare",
                evidence.ratios().conversionRate() == null
                        ? null
                        : evidence.ratios().conversionRate() / contract.target());
        figures.put(
                "spendShare",
                evidence.totals().spend() == null
                        ? null
                        : contract.spendCap() == 0
                                ? (evidence.totals().spend().signum() > 0 ? 2.0 : 0.0)
                                : evidence.totals().spend().doubleValue() / contract.spendCap());
        figures.put(
                "visitShare",
                evidence.totals().visits() == null
                        ? null
                        : (double) evidence.totals().visits() / contract.minimumVisits());
        figures.put("weekShare", Math.min(1.0, (double) evidence.daysRecorded() / days));
        return figures;
    }

    /** Nothing is paid for conversions that there are none of; null where what they cost is unknown. */
    private static @Nullable Boolean costWithinCap(Contract contract, Evidence evidence) {
        if (evidence.ratios().costPerConversion() != null)
            return evidence.ratios().costPerConversion() <= contract.maximumCostPerConversion();
        return evidence.rate().of().signum() == 0 ? true : null;
    }
}
