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
    private final TrackProgress progress;
    private final ParisCalendar paris;
    private final Shortfalls shortfalls;

    Steps(TrackCalendar calendar, Plans plans, TrackProgress progress, ParisCalendar paris, Shortfalls shortfalls) {
        this.calendar = calendar;
        this.plans = plans;
        this.progress = progress;
        this.paris = paris;
        this.shortfalls = shortfalls;
    }

    /** The step of the element begins today, unless it had begun. */
    public void begin(DelegateExecution execution) {
        String track = calendar.track(execution).id();
        plans.begin(track, execution.getCurrentActivityId(), paris.today());
        progress.place(track);
    }

    /** The step of the element is done today, with what is missing of its target, unless it was taken away. */
    public void finish(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        finish(execution, execution.getCurrentActivityId());
        shortfalls.keep(execution);
    }

    /** A step is done today. */
    public void finish(DelegateExecution execution, String step) {
        String track = calendar.track(execution).id();
        plans.finish(track, step, paris.today());
        progress.place(track);
    }
}
