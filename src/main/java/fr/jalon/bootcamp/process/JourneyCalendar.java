package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Every date of the model, and whom its tasks belong to: the model's expressions call it. */
@Component
public class JourneyCalendar {

    private final BootcampRows journeys;
    private final Validation validation;
    private final ParisCalendar paris;

    JourneyCalendar(BootcampRows journeys, Validation validation, ParisCalendar paris) {
        this.journeys = journeys;
        this.validation = validation;
        this.paris = paris;
    }

    /** The group of the journey's team. */
    public List<String> team(DelegateExecution execution) {
        return List.of(Groups.ofTeam(journey(execution).team()));
    }

    /** The team's group, and facilitators who may relay for it. */
    public List<String> teamOrFacilitators(DelegateExecution execution) {
        return List.of(Groups.ofTeam(journey(execution).team()), Groups.FACILITATORS);
    }

    public Date opens(DelegateExecution execution, String phase) {
        return paris.instantOf(Phase.of(phase).opens(journey(execution).days()));
    }

    public Date closes(DelegateExecution execution, String phase) {
        return paris.instantOf(slotEnd(journey(execution), Phase.of(phase)));
    }

    /**
     * A coach stays until the slot ends; a team that comes after it keeps its coach for as long as the slot would last.
     */
    public Date coachLeaves(DelegateExecution execution, String phase) {
        Bootcamp journey = journey(execution);
        LocalDateTime end = slotEnd(journey, Phase.of(phase));
        if (end.isAfter(paris.now())) return paris.instantOf(end);
        return paris.instantOf(paris.now().plus(Duration.between(Phase.of(phase).opens(journey.days()), end)));
    }

    /** So many days after the restitution, at 18:00. */
    public Date afterRestitution(DelegateExecution execution, int days) {
        return paris.instantOf(
                journey(execution).days().restitutionDay().plusDays(days).atTime(18, 0));
    }

    /** A time of day on the first day of validation. */
    public Date firstDayAt(DelegateExecution execution, int hour) {
        return paris.instantOf(weekDay(execution, 1).atTime(hour, 0));
    }

    /** 09:00 of the second day of validation. */
    public Date secondMorning(DelegateExecution execution) {
        return paris.instantOf(weekDay(execution, 2).atTime(9, 0));
    }

    /** 09:00 of the morning after the day that the execution goes through. */
    public Date morning(DelegateExecution execution) {
        return paris.instantOf(weekDay(execution).morning().atTime(9, 0));
    }

    /** Noon of that morning. */
    public Date noon(DelegateExecution execution) {
        return paris.instantOf(weekDay(execution).morning().atTime(12, 0));
    }

    /** When a morning's work ends unfinished: 09:00 of the next, noon after the last day. */
    public Date morningOver(DelegateExecution execution) {
        return paris.instantOf(weekDay(execution).over(isLast(execution)));
    }

    /** Whether the execution goes through the last day of the week. */
    public boolean isLast(DelegateExecution execution) {
        return number(execution) == days(execution).size();
    }

    /** Whether every channel has its figures for the day that the execution goes through. */
    public boolean isComplete(DelegateExecution execution) {
        return validation.isComplete(journey(execution).experiment(), day(execution));
    }

    Bootcamp journey(DelegateExecution execution) {
        return journeys.of(execution.getProcessInstanceId());
    }

    /** The number of the day, from 1: later passes of the loop count on. */
    int number(DelegateExecution execution) {
        int mornings = ((Number) execution.getVariable("nrOfInstances")).intValue();
        return days(execution).size() - mornings + ((Number) execution.getVariable("loopCounter")).intValue() + 1;
    }

    LocalDate day(DelegateExecution execution) {
        return weekDay(execution).day();
    }

    private WeekDay weekDay(DelegateExecution execution) {
        return days(execution).get(number(execution) - 1);
    }

    private LocalDate weekDay(DelegateExecution execution, int number) {
        return days(execution).get(number - 1).day();
    }

    private List<WeekDay> days(DelegateExecution execution) {
        return validation.days(journey(execution).experiment());
    }

    LocalDateTime slotEnd(Bootcamp journey, Phase phase) {
        LocalDate weekEnd = journey.days().week().get(6);
        if (phase == Phase.VALIDATION) {
            List<WeekDay> days = validation.days(journey.experiment());
            if (!days.isEmpty()) weekEnd = days.get(days.size() - 1).morning().minusDays(1);
        }
        return phase.closes(journey.days(), weekEnd);
    }
}
