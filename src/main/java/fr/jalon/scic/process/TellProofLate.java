package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.Target;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells of each step of the proof of concept that has begun, and should have been done by now. */
@Component
class TellProofLate implements JavaDelegate {

    private static final Set<String> STEPS =
            Set.of("build-mvp-platform", "place-first-apprentices", "place-ten-apprentices", "validate-model");

    private final TrackCalendar calendar;
    private final Plans plans;
    private final Apprentices apprentices;
    private final LateSteps late;
    private final ParisCalendar paris;

    TellProofLate(TrackCalendar calendar, Plans plans, Apprentices apprentices, LateSteps late, ParisCalendar paris) {
        this.calendar = calendar;
        this.plans = plans;
        this.apprentices = apprentices;
        this.late = late;
        this.paris = paris;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        LocalDate today = paris.today();
        for (Item item : plans.items(track.id())) {
            if (!STEPS.contains(item.id())
                    || item.actualStart() == null
                    || item.actualEnd() != null
                    || item.plannedEnd().isAfter(today)) continue;
            String counted = Target.of(item.id())
                    .map(target -> " " + target.inWords(target.reached(apprentices.counts(track.id())))
                            + ". Ce n’est pas un mur : l’étape se rend avec ce qu’il y a, en disant pourquoi.")
                    .orElse("");
            late.tell(
                    track,
                    item.id(),
                    item.id() + "-" + item.plannedEnd(),
                    "En retard",
                    "L’étape « %s » était prévue pour le %s, et n’est pas rendue.%s"
                            .formatted(item.title(), French.day(item.plannedEnd()), counted));
        }
    }
}
