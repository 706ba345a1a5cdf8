package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Redating;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Brings timers and due dates in line with the journey's new days; a phase whose slot lies ahead again is not late. */
@Component
class MoveDates implements JavaDelegate {

    private final BootcampRows journeys;
    private final JourneyCalendar calendar;
    private final ParisCalendar paris;
    private final SendGuides guides;
    private final Progress progress;
    private final Redating redating;

    MoveDates(
            BootcampRows journeys,
            JourneyCalendar calendar,
            ParisCalendar paris,
            SendGuides guides,
            Progress progress,
            Redating redating) {
        this.journeys = journeys;
        this.calendar = calendar;
        this.paris = paris;
        this.guides = guides;
        this.progress = progress;
        this.redating = redating;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = journeys.of(execution.getProcessInstanceId());
        journeys.lateness(journey).keySet().stream()
                .map(Phase::of)
                .filter(phase -> calendar.slotEnd(journey, phase).isAfter(paris.now()))
                .forEach(phase -> journeys.forgiveLateness(journey, phase));
        progress.replan(journey);
        guides.redate(journey);
        redating.apply(journey.id());
    }
}
