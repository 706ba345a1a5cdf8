package fr.jalon.journey.process;

import fr.jalon.Refusal;
import fr.jalon.engine.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyRows;
import fr.jalon.validation.Contract;
import fr.jalon.validation.Validation;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Changes the terms of a frozen contract that the facilitator has filled in; the others stay. */
@Component
class AmendContract implements JavaDelegate {

  private final JourneyRows journeys;
  private final Validation validation;
  private final Accounts accounts;

  AmendContract(JourneyRows journeys, Validation validation, Accounts accounts) {
    this.journeys = journeys;
    this.validation = validation;
    this.accounts = accounts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Journey journey = journeys.latestOf((String) execution.getVariable(ContractAmendment.TEAM)).filter(Journey::isOpen)
        .orElseThrow(() -> Refusal.conflict("Cette équipe n’a pas de parcours en cours."));
    execution.setProcessBusinessKey(journey.cohort() + "/" + journey.team() + "/amendment");
    validation.amend(journey.experiment(), contract -> new Contract(
            number(execution, ContractAmendment.TARGET, contract.targetConversionRate()).doubleValue(),
            number(execution, ContractAmendment.MINIMUM_VISITS, contract.minimumVisits()).longValue(),
            number(execution, ContractAmendment.SPEND_CAP, contract.spendCap()).doubleValue(),
            number(execution, ContractAmendment.MAXIMUM_COST, contract.maximumCostPerConversion()).doubleValue(),
            execution.getVariable(ContractAmendment.CONVERSION_MEANS) instanceof String means ? means : contract.conversionMeans(),
            contract.signalStrength(), contract.forecast()),
        (String) execution.getVariable(ContractAmendment.REASON), accounts.current());
  }

  private static Number number(DelegateExecution execution, String name, Number otherwise) {
    return execution.getVariable(name) instanceof Number number ? number : otherwise;
  }
}
