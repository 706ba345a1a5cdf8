package fr.jalon.retroplanning.process;

import fr.jalon.engine.Processes;
import fr.jalon.journey.MoveLetters;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Brings a retroplanning in line with its plan when somebody has moved it, and tells its team once what has moved. */
@Component
class TellPlanMoved {

    private final Plans plans;
    private final Processes processes;
    private final RuntimeService runtime;
    private final MoveLetters letters;

    TellPlanMoved(Plans plans, Processes processes, RuntimeService runtime, MoveLetters letters) {
        this.plans = plans;
        this.processes = processes;
        this.runtime = runtime;
        this.letters = letters;
    }

    @EventListener
    void follow(Schedules.Redated redated) {
        String plan = redated.plan();
        if (!plans.plan(plan).kind().equals(Retroplanning.KEY)) return;
        processes.send(plan, "dates-moved", Map.of());
        if (!isDrafted(plan)) letters.tellLatest(plan);
    }

    /** As long as a plan is drafted, its dates are nobody's yet. */
    private boolean isDrafted(String plan) {
        return runtime.createProcessInstanceQuery().superProcessInstanceId(plan).count() == 0;
    }
}
