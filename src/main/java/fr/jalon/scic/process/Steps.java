package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Plans;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Keeps in the plan when its steps begin and are done: the models' listeners call it. */
@Component
public class Steps {

    private final TrackCalendar calendar;
    private final Plans plans;
    private final ParisCalendar paris;

    Steps(TrackCalendar calendar, Plans plans, ParisCalendar paris) {
        this.calendar = calendar;
        this.plans = plans;
        this.paris = paris;
    }

    /** The step of the element begins today, unless it had begun. */
    public void begin(DelegateExecution execution) {
        plans.begin(calendar.track(execution).id(), execution.getCurrentActivityId(), paris.today());
    }

    /** The step of the element is done today, unless it was taken away. */
    public void finish(DelegateExecution execution) {
        if (!execution.isCanceled()) finish(execution, execution.getCurrentActivityId());
    }

    /** A step is done today. */
    public void finish(DelegateExecution execution, String step) {
        plans.finish(calendar.track(execution).id(), step, paris.today());
    }
}
