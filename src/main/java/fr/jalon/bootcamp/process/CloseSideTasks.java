package fr.jalon.bootcamp.process;

import fr.jalon.engine.SideTasks;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps, as a gate is reached, whether what still ran beside its phase has been done: the phase ends with it. */
@Component
class CloseSideTasks implements TaskListener {

    /** The answers of the gates' forms, by the task of which each tells. */
    private static final Map<String, String> OUTCOMES = Map.of(
            "welcome", "welcomeOutcome",
            "coach-mvp", "coachMvpOutcome",
            "collect-feedback", "collectFeedbackOutcome",
            "run-marketing-workshop", "runMarketingWorkshopOutcome",
            "coach-landing-page", "coachLandingPageOutcome");

    private final SideTasks beside;

    CloseSideTasks(SideTasks beside) {
        this.beside = beside;
    }

    @Override
    public void notify(DelegateTask gate) {
        if ("REACHED".equals(gate.getVariable("gateVerdict"))) beside.close(gate, OUTCOMES);
    }
}
