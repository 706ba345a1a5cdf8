package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampPlan;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.MetricsRecorded;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Keeps in a bootcamp's journey and in its plan how far it has come, and when the rest is planned. */
@Component
class Progress {

    private final Journeys journeys;
    private final Plans plans;
    private final Validation validation;
    private final JourneyCalendar calendar;
    private final ParisCalendar paris;
    private final Clock clock;

    Progress(
            Journeys journeys,
            Plans plans,
            Validation validation,
            JourneyCalendar calendar,
            ParisCalendar paris,
            Clock clock) {
        this.journeys = journeys;
        this.plans = plans;
        this.validation = validation;
        this.calendar = calendar;
        this.paris = paris;
        this.clock = clock;
    }

    void enter(Bootcamp bootcamp, Phase phase) {
        plans.begin(bootcamp.id(), BootcampPlan.id(phase.id(), bootcamp.iteration()), paris.today());
        place(bootcamp, phase);
    }

    void leave(Bootcamp bootcamp, Phase phase) {
        plans.finish(bootcamp.id(), BootcampPlan.id(phase.id(), bootcamp.iteration()), paris.today());
    }

    /** The days have moved, or there are more of them. */
    void replan(Bootcamp bootcamp) {
        String step = journeys.journey(bootcamp.id()).place().step();
        replan(bootcamp, step == null ? null : Phase.of(step));
    }

    /** Of a bootcamp in a phase; null between two. */
    void replan(Bootcamp bootcamp, @Nullable Phase phase) {
        plans.replan(
                bootcamp.id(),
                BootcampPlan.items(bootcamp.days(), bootcamp.iteration(), paris.today(), week(bootcamp)));
        if (phase != null) place(bootcamp, phase);
    }

    /** The week has more days from a number on. */
    void extend(Bootcamp bootcamp, int from) {
        plans.append(
                bootcamp.id(),
                (bootcamp.iteration() - 1) * BootcampPlan.ROOM + BootcampPlan.ROOM / 2 + from,
                BootcampPlan.items(bootcamp.days(), bootcamp.iteration(), paris.today(), week(bootcamp)).stream()
                        .filter(item -> BootcampPlan.isWeekDayFrom(item, from))
                        .toList(),
                BootcampPlan::isDay);
        replan(bootcamp, Phase.VALIDATION);
    }

    /** Another iteration opens, on days of its own. */
    void iterate(Bootcamp bootcamp) {
        plans.append(
                bootcamp.id(),
                (bootcamp.iteration() - 1) * BootcampPlan.ROOM,
                BootcampPlan.items(
                        bootcamp.days(),
                        bootcamp.iteration(),
                        paris.today(),
                        bootcamp.days().week()),
                BootcampPlan::isDay);
        journeys.place(bootcamp.id(), null, null, null);
    }

    private void place(Bootcamp bootcamp, Phase phase) {
        var ends = paris.instantOf(calendar.slotEnd(bootcamp, phase)).toInstant();
        String gate = phase == Phase.RESTITUTION ? IdeaToDecision.DECIDE : "gate-" + phase.id();
        Instant late =
                phase == Phase.VALIDATION ? morning(bootcamp.experiment()).orElse(ends) : ends;
        journeys.place(bootcamp.id(), phase.id(), late, new Journey.Gate(gate, ends));
    }

    private List<LocalDate> week(Bootcamp bootcamp) {
        List<WeekDay> week = validation.days(bootcamp.experiment());
        return week.isEmpty()
                ? bootcamp.days().week()
                : week.stream().map(WeekDay::day).toList();
    }

    /** Figures have come in: the next morning without any is what is due now. */
    void recorded(ExperimentId experiment) {
        List<WeekDay> week = validation.days(experiment);
        if (week.isEmpty()) return;
        Instant last = noonAfter(week.get(week.size() - 1));
        journeys.due(
                experiment.journey(), Phase.VALIDATION.id(), morning(experiment).orElse(last));
    }

    /** Noon after the first day that lacks figures: a morning that is missed is late. */
    private Optional<Instant> morning(ExperimentId experiment) {
        return validation.firstLacking(experiment).map(this::noonAfter);
    }

    private Instant noonAfter(WeekDay day) {
        return paris.instantOf(day.morning().atTime(12, 0)).toInstant();
    }

    /** Figures that a member sends are a sign of life, whatever they change. */
    @EventListener
    void on(MetricsRecorded recorded) {
        recorded(recorded.experiment());
        if (Groups.areOfMember(Groups.of(SecurityContextHolder.getContext().getAuthentication())))
            journeys.written(recorded.experiment().journey(), clock.instant());
    }
}
