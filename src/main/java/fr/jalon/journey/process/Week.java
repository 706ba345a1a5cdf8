package fr.jalon.journey.process;

import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyRows;
import fr.jalon.validation.Contract;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/** What the validation week takes from the answers of the phase before it. */
@Component
class Week {

  private final JourneyRows journeys;

  Week(JourneyRows journeys) {
    this.journeys = journeys;
  }

  Journey journey(DelegateExecution execution) {
    return journeys.of(execution.getProcessInstanceId());
  }

  /** The names of the configured channels. */
  static List<String> channels(VariableScope scope) {
    return rows(scope, IdeaToDecision.CHANNELS).stream().map(row -> String.valueOf(row.get("channel"))).toList();
  }

  /** The contract that the team has written. */
  static Contract contract(VariableScope scope) {
    return new Contract(number(scope, "targetConversionRate").doubleValue(), number(scope, "minimumVisits").longValue(),
        number(scope, "spendCap").doubleValue(), number(scope, "maximumCostPerConversion").doubleValue(),
        (String) scope.getVariable("conversionMeans"));
  }

  /** A list answer as maps; empty if there is none. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> rows(VariableScope scope, String name) {
    return scope.getVariable(name) instanceof SpinJsonNode list ? list.mapTo(List.class) : List.of();
  }

  private static Number number(VariableScope scope, String name) {
    return (Number) scope.getVariable(name);
  }
}
