package fr.jalon.bootcamp.process;

import fr.jalon.Refusal;
import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.ContractChange;
import fr.jalon.experiment.Validation;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Changes the terms of a frozen contract that the facilitator has filled in; the others stay. */
@Component
class AmendContract implements JavaDelegate {

    private final BootcampRows bootcamps;
    private final Validation validation;
    private final Accounts accounts;

    AmendContract(BootcampRows bootcamps, Validation validation, Accounts accounts) {
        this.bootcamps = bootcamps;
        this.validation = validation;
        this.accounts = accounts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = bootcamps
                .openOf((String) execution.getVariable(ContractAmendment.TEAM))
                .orElseThrow(() -> Refusal.conflict("Cette équipe n’a pas de parcours en cours."));
        execution.setProcessBusinessKey(journey.cohort() + "/" + journey.team() + "/amendment");
        Number visits = (Number) execution.getVariable(ContractAmendment.MINIMUM_VISITS);
        ContractChange change = new ContractChange(
                Week.decimal(execution, ContractAmendment.TARGET),
                visits == null ? null : visits.longValue(),
                Week.decimal(execution, ContractAmendment.SPEND_CAP),
                Week.decimal(execution, ContractAmendment.MAXIMUM_COST),
                (String) execution.getVariable(ContractAmendment.CONVERSION_MEANS));
        String from = (String) execution.getVariable(ContractAmendment.FROM);
        try {
            validation.amend(
                    journey.experiment(),
                    change,
                    from == null ? null : LocalDate.parse(from),
                    (String) execution.getVariable(ContractAmendment.REASON),
                    accounts.current());
        } catch (Refusal refusal) {
            if (refusal.errors().isEmpty()) throw refusal;
            throw Refusal.invalid(refusal.getMessage(), atTheForm(refusal.errors()));
        }
    }

    /** The form has other names for the terms. */
    private static Map<String, String> atTheForm(Map<String, String> errors) {
        return errors.entrySet().stream()
                .collect(Collectors.toMap(
                        error -> ContractAmendment.FIELDS.getOrDefault(error.getKey(), error.getKey()),
                        Map.Entry::getValue));
    }
}
