package fr.jalon.plan.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Plans;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps in the plan that an item has begun, and that it is done, with what was handed in. */
@Component
class KeepDeliverable implements TaskListener {

    private final Deliverables deliverables;
    private final Plans plans;
    private final ParisCalendar paris;

    KeepDeliverable(Deliverables deliverables, Plans plans, ParisCalendar paris) {
        this.deliverables = deliverables;
        this.plans = plans;
        this.paris = paris;
    }

    @Override
    public void notify(DelegateTask task) {
        String plan = deliverables.plan(task).id();
        String item = deliverables.item(task).id();
        if (EVENTNAME_CREATE.equals(task.getEventName())) {
            plans.begin(plan, item, paris.today());
        } else {
            plans.deliver(plan, item, paris.today(), (String) task.getVariable("deliveryNote"), (String)
                    task.getVariable("deliveryLink"));
            task.removeVariables(List.of("deliveryNote", "deliveryLink"));
        }
        deliverables.forget(task);
    }
}
