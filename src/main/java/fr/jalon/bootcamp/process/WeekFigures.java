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
import org.springframework.stereotype.Component;

/**
 * The figures that the decision tables read, as one context {@code week}; never stored. Rates are fractions of 1,
 * shares compare with what is planned (1 is all of it), an undefined or unknown ratio is null.
 */
@Component
public class WeekFigures {

    private final Week week;
    private final Validation validation;
    private final Verdicts verdicts;

    WeekFigures(Week week, Validation validation, Verdicts verdicts) {
        this.week = week;
        this.validation = validation;
        this.verdicts = verdicts;
    }

    /** The figures up to now. */
    public TypedValue soFar(DelegateExecution execution) {
        Bootcamp journey = week.journey(execution);
        Standing standing = validation.standing(journey.experiment());
        Contract contract = standing.contract().orElseGet(() -> Week.contract(execution));
        Map<String, Object> figures =
                of(contract, standing.evidence(), standing.days().size());
        if (standing.frozen().isPresent())
            figures.putAll(validation.hearing(journey.experiment()).promise().asked());
        return Variables.objectValue(figures, true).create();
    }

    /** The version of the table of verdicts that judges the week: the one that its contract was frozen under. */
    public int rules(DelegateExecution execution) {
        return verdicts.version(
                validation.hearing(week.journey(execution).experiment()).rules(), execution.getProcessDefinitionId());
    }

    /** What advice on the campaigns reads of given evidence. */
    static Map<String, Object> of(Contract contract, Evidence evidence, int days) {
        Map<String, Object> figures = new LinkedHashMap<>();
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
                evidence.visitsThatCount() == null
                        ? null
                        : evidence.visitsThatCount().doubleValue() / contract.minimumVisits());
        figures.put("weekShare", Math.min(1.0, (double) evidence.daysRecorded() / days));
        return figures;
    }
}
