package fr.jalon.retroplanning.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps in the plan that the analysis has begun and is done, where the plan foresees one. */
@Component
class KeepAnalysis implements TaskListener {

    private final Retroplans calendar;
    private final Plans plans;
    private final ParisCalendar paris;

    KeepAnalysis(Retroplans calendar, Plans plans, ParisCalendar paris) {
        this.calendar = calendar;
        this.plans = plans;
        this.paris = paris;
    }

    @Override
    public void notify(DelegateTask task) {
        String plan = calendar.plan(task).id();
        if (plans.items(plan).stream().map(Item::id).noneMatch(Retroplanning.ANALYSE_RESULTS::equals)) return;
        if (EVENTNAME_CREATE.equals(task.getEventName())) {
            plans.begin(plan, Retroplanning.ANALYSE_RESULTS, paris.today());
        } else {
            plans.finish(plan, Retroplanning.ANALYSE_RESULTS, paris.today());
        }
        calendar.standing(plan);
    }
}
