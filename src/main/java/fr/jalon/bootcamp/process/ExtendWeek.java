package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Redating;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Adds days to the week, from its last day on or from today, and moves the restitution behind them. Days between are
 * none of the week: whoever reads it is told.
 */
@Component
class ExtendWeek implements JavaDelegate {

    private final BootcampRows journeys;
    private final Progress progress;
    private final Validation validation;
    private final ParisCalendar paris;
    private final Redating redating;

    ExtendWeek(
            BootcampRows journeys, Progress progress, Validation validation, ParisCalendar paris, Redating redating) {
        this.journeys = journeys;
        this.progress = progress;
        this.validation = validation;
        this.paris = paris;
        this.redating = redating;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = journeys.of(execution.getProcessInstanceId());
        int extra = ((Number) execution.getVariable(IdeaToDecision.EXTRA_DAYS)).intValue();
        List<WeekDay> week = validation.days(journey.experiment());
        LocalDate next = week.get(week.size() - 1).day().plusDays(1);
        LocalDate first = next.isBefore(paris.today()) ? paris.today() : next;
        List<LocalDate> days =
                IntStream.range(0, extra).mapToObj(first::plusDays).toList();
        LocalDate after = first.plusDays(extra);
        if (journey.days().restitutionDay().isBefore(after)) {
            journeys.redate(journey.id(), journey.days().withRestitutionDay(after));
        }
        validation.extend(journey.experiment(), days);
        progress.extend(journeys.of(journey.id()), week.size() + 1);
        journeys.forgiveLateness(journey, Phase.VALIDATION);
        redating.apply(journey.id());
        execution.setVariable(IdeaToDecision.MORNINGS, extra);
    }
}
