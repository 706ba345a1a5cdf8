package fr.jalon.roadmap.process;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Redating;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.roadmap.RoadmapYear;
import fr.jalon.roadmap.RoadmapYear.Month;
import fr.jalon.roadmap.RoadmapYear.Phase;
import fr.jalon.roadmap.Roadmaps;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The dates of a roadmap's models, and what its months hold: the models' expressions call it. */
@Component
public class RoadmapCalendar {

    /** In days: how long a facilitator has for a review or a gate, once its day has come. */
    private static final int TO_JUDGE = 7;

    private static final int TO_REWORK = 14;

    private final Plans plans;
    private final Roadmaps roadmaps;
    private final Journeys journeys;
    private final Redating redating;
    private final ParisCalendar paris;

    RoadmapCalendar(Plans plans, Roadmaps roadmaps, Journeys journeys, Redating redating, ParisCalendar paris) {
        this.plans = plans;
        this.roadmaps = roadmaps;
        this.journeys = journeys;
        this.redating = redating;
        this.paris = paris;
    }

    /** The group of the roadmap's team. */
    public List<String> team(VariableScope scope) {
        return List.of(Groups.ofTeam(plan(scope).team()));
    }

    /** The numbers of the months of a phase. */
    public List<Integer> months(String phase) {
        return RoadmapYear.STUDIO.phase(phase).months().stream()
                .map(Month::number)
                .toList();
    }

    /** 09:00 of the month's first day. */
    public Date begins(VariableScope scope) {
        return paris.instantOf(month(scope).firstDay(plan(scope).start()).atTime(9, 0));
    }

    /** 18:00 of its last day. */
    public Date ends(VariableScope scope) {
        return evening(month(scope).lastDay(plan(scope).start()));
    }

    /** 18:00, a week after its last day, or from now where that is later. */
    public Date reviewDue(VariableScope scope) {
        return judged(month(scope).lastDay(plan(scope).start()));
    }

    /** The same for a phase. */
    public Date gateDue(VariableScope scope, String phase) {
        return judged(RoadmapYear.STUDIO.phase(phase).last().lastDay(plan(scope).start()));
    }

    private Date judged(LocalDate lived) {
        LocalDate today = paris.today();
        return evening((lived.isBefore(today) ? today : lived).plusDays(TO_JUDGE));
    }

    /** 18:00 of the day by which a team has taken up what its facilitator has found. */
    public Date reworkDue(VariableScope scope) {
        return redating.present().orElseGet(() -> evening(paris.today().plusDays(TO_REWORK)));
    }

    /** What is to be done in the month, with what the months before have left. */
    public List<String> items(VariableScope scope) {
        return roadmaps.left(plan(scope).id(), month(scope).number()).stream()
                .map(entry -> entry.item().id())
                .toList();
    }

    public String title(VariableScope scope) {
        return plans.item(plan(scope).id(), (String) scope.getVariable(StudioRoadmap.ITEM))
                .title();
    }

    /** The month is the next: the gate ahead is that of its phase. */
    void prepare(VariableScope scope) {
        String plan = plan(scope).id();
        place(plan, step(plan), gate(plan, month(scope).number()));
    }

    /** The month has begun. */
    public void begin(DelegateExecution execution) {
        String plan = plan(execution).id();
        Month month = month(execution);
        place(plan, month.step(), gate(plan, month.number()));
    }

    /** Brings timers and due dates in line with the plan. */
    public void redate(DelegateExecution execution) {
        String plan = execution.getProcessInstanceId();
        Journey.Gate gate = journeys.journey(plan).place().gate();
        Phase phase = RoadmapYear.STUDIO.phases().stream()
                .filter(each -> gate != null && each.gate().equals(gate.id()))
                .findFirst()
                .orElseGet(() -> RoadmapYear.STUDIO.phases().get(0));
        place(plan, step(plan), gate(plan, phase.last().number()));
        redating.applyToAll(plan);
    }

    /** Ends the roadmap with its team. */
    public void abandon(DelegateExecution execution) {
        journeys.decide(execution.getProcessInstanceId(), "WITHDRAWN", (String)
                execution.getVariable(StudioRoadmap.WITHDRAWAL_REASON));
    }

    /** What is handed in is late no more. */
    @EventListener
    void follow(Plans.Delivered delivered) {
        if (plans.plan(delivered.plan()).kind().equals(Roadmaps.PROCESS)) stand(delivered.plan());
    }

    /** Where the roadmap stands stays; from when on it is late may not. */
    void stand(String plan) {
        place(plan, step(plan), journeys.journey(plan).place().gate());
    }

    private @Nullable String step(String plan) {
        return journeys.journey(plan).place().step();
    }

    /** The gate ahead of a month; it is planned for the evening of its phase's last day. */
    Journey.Gate gate(String plan, int month) {
        Phase phase = RoadmapYear.STUDIO.phaseOf(month);
        LocalDate last = phase.last().lastDay(plans.plan(plan).start());
        return new Journey.Gate(phase.gate(), evening(last).toInstant());
    }

    /** It is late on the day after what is due first of all that is left, its gate included. */
    void place(String plan, @Nullable String step, Journey.@Nullable Gate gate) {
        LocalDate due = plans.items(plan).stream()
                .filter(Item::isLeft)
                .map(Item::plannedEnd)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (gate != null) {
            LocalDate judged = paris.wallClock(gate.at()).toLocalDate().plusDays(TO_JUDGE);
            if (due == null || judged.isBefore(due)) due = judged;
        }
        journeys.place(
                plan,
                step,
                due == null
                        ? null
                        : paris.instantOf(due.plusDays(1).atStartOfDay()).toInstant(),
                gate);
    }

    Plan plan(VariableScope scope) {
        return plans.plan((String) scope.getVariable(StudioRoadmap.PLAN));
    }

    Month month(VariableScope scope) {
        return RoadmapYear.STUDIO.month(((Number) scope.getVariable(StudioRoadmap.MONTH)).intValue());
    }

    private Date evening(LocalDate day) {
        return paris.instantOf(day.atTime(18, 0));
    }
}
