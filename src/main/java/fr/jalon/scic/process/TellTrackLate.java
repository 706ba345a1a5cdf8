package fr.jalon.scic.process;

import fr.jalon.plan.Plans;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Tells that a step of the transformation, or the cooperative review, is not done by the day on which it was planned.
 * Nothing is lost: the task stays open.
 */
@Component
class TellTrackLate implements JavaDelegate {

    private final TrackCalendar calendar;
    private final Plans plans;
    private final LateSteps late;

    TellTrackLate(TrackCalendar calendar, Plans plans, LateSteps late) {
        this.calendar = calendar;
        this.plans = plans;
        this.late = late;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        String element = execution.getCurrentActivityId();
        String step = element.substring("tell-".length(), element.length() - "-late".length());
        if (step.equals(LateSteps.REVIEW))
            tell(track, step, "Faire réviser la coopérative", TrackCalendar.reviewDay(execution));
        else
            plans.items(track.id()).stream()
                    .filter(item -> item.id().equals(step) && item.isLeft())
                    .forEach(item -> tell(track, step, item.title(), item.plannedEnd()));
    }

    private void tell(Track track, String step, String title, LocalDate planned) {
        late.tell(
                track,
                step,
                step + "-" + planned,
                "En retard\u00a0: " + title,
                "« %s » était prévu pour le %s et n’est pas fait. Rien n’est perdu : la tâche reste ouverte, et le "
                                .formatted(title, French.day(planned))
                        + "facilitateur peut déplacer les dates.");
    }
}
