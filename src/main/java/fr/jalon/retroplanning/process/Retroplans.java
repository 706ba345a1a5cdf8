package fr.jalon.retroplanning.process;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Redating;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The dates of a retroplanning's model, and what it does with its plan: the model's expressions call it. */
@Component
public class Retroplans {

    private final Plans plans;
    private final Schedules schedules;
    private final Journeys journeys;
    private final Redating redating;
    private final ParisCalendar paris;

    Retroplans(Plans plans, Schedules schedules, Journeys journeys, Redating redating, ParisCalendar paris) {
        this.plans = plans;
        this.schedules = schedules;
        this.journeys = journeys;
        this.redating = redating;
        this.paris = paris;
    }

    /** The group of the plan's team. */
    public List<String> team(VariableScope scope) {
        return List.of(Groups.ofTeam(plan(scope).team()));
    }

    /** 18:00 so many days after the day on which it opens. */
    public Date inDays(VariableScope scope, int days) {
        return redating.present().orElseGet(() -> evening(paris.today().plusDays(days)));
    }

    /** 18:00 of the day by which the results are to be analysed; a week from now where that is past, or not planned. */
    public Date analysisDue(VariableScope scope) {
        LocalDate week = paris.today().plusDays(7);
        return evening(plans.items(plan(scope).id()).stream()
                .filter(item -> item.id().equals(Retroplanning.ANALYSE_RESULTS))
                .map(Item::plannedEnd)
                .filter(day -> day.isAfter(paris.today()))
                .findFirst()
                .orElse(week));
    }

    /** The plan's dates are counted anew as its list changes; what comes next is who does what. */
    public void place(DelegateExecution execution) {
        journeys.place(plan(execution).id(), Retroplanning.ASSIGN_OWNERS, null, null);
    }

    /** The plan is kept: its dates now are those that it is compared with. */
    public void keep(DelegateExecution execution) {
        String plan = plan(execution).id();
        schedules.keep(plan);
        standing(plan);
    }

    /** All that is to be done of a plan but the analysis, which comes last. */
    public List<String> items(VariableScope scope) {
        return plans.items(plan(scope).id()).stream()
                .filter(Item::isLeft)
                .map(Item::id)
                .filter(id -> !id.equals(Retroplanning.ANALYSE_RESULTS))
                .toList();
    }

    public String title(VariableScope scope) {
        return plans.item(plan(scope).id(), (String) scope.getVariable(Retroplanning.ITEM))
                .title();
    }

    /** Brings timers and due dates in line with the plan. */
    public void redate(DelegateExecution execution) {
        String plan = execution.getProcessInstanceId();
        standing(plan);
        redating.applyToAll(plan);
    }

    /** Ends the plan with its team. */
    public void abandon(DelegateExecution execution) {
        journeys.decide(execution.getProcessInstanceId(), "WITHDRAWN", (String)
                execution.getVariable(Retroplanning.WITHDRAWAL_REASON));
    }

    /** What is handed in is late no more. */
    @EventListener
    void follow(Plans.Delivered delivered) {
        if (plans.plan(delivered.plan()).kind().equals(Retroplanning.KEY)) standing(delivered.plan());
    }

    /** Where the plan stands: the item that is due first, and from when on it is late. */
    void standing(String plan) {
        Item next = plans.items(plan).stream()
                .filter(Item::isLeft)
                .min((one, other) -> one.plannedEnd().compareTo(other.plannedEnd()))
                .orElse(null);
        Instant late = next == null
                ? null
                : paris.instantOf(next.plannedEnd().plusDays(1).atStartOfDay()).toInstant();
        journeys.place(plan, next == null ? null : next.id(), late, null);
    }

    Plan plan(VariableScope scope) {
        return plans.plan((String) scope.getVariable(Retroplanning.PLAN));
    }

    private Date evening(LocalDate day) {
        return paris.instantOf(day.atTime(18, 0));
    }
}
