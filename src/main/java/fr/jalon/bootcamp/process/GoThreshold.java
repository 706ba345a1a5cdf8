package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.Contract;
import fr.jalon.statistics.Posterior;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** How many conversions a contract's minimum traffic needs for a GO, found by asking the decision table itself. */
@Component
class GoThreshold {

    private final DecisionTables tables;

    GoThreshold(DecisionTables tables) {
        this.tables = tables;
    }

    /** The least number of conversions; empty if even all visits converting would not do. */
    Optional<Long> conversions(DelegateTask task, Contract contract) {
        long low = 0;
        long high = contract.minimumVisits();
        if (!isGo(task, contract, high)) return Optional.empty();
        while (low < high) {
            long middle = (low + high) / 2;
            if (isGo(task, contract, middle)) high = middle;
            else low = middle + 1;
        }
        return Optional.of(low);
    }

    private boolean isGo(DelegateTask task, Contract contract, long conversions) {
        Map<String, Object> week = new LinkedHashMap<>();
        week.put("usable", true);
        week.put("enoughVisits", true);
        week.put("costWithinCap", true);
        week.put(
                "probability",
                new Posterior(conversions, contract.minimumVisits()).probabilityAbove(contract.target()));
        return "GO"
                .equals(tables.ask(task, IdeaToDecision.GO_PIVOT_STOP, week)
                        .getSingleResult()
                        .getEntry("recommendation"));
    }
}
