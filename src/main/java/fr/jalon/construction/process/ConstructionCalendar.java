package fr.jalon.construction.process;

import fr.jalon.construction.ConstructionYear;
import fr.jalon.construction.Constructions;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Redating;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The dates of a construction's model, and what of its plan begins and is done: the model's expressions call it. */
@Component
public class ConstructionCalendar {

    private final Plans plans;
    private final Constructions constructions;
    private final Journeys journeys;
    private final Redating redating;
    private final ParisCalendar paris;

    ConstructionCalendar(
            Plans plans, Constructions constructions, Journeys journeys, Redating redating, ParisCalendar paris) {
        this.plans = plans;
        this.constructions = constructions;
        this.journeys = journeys;
        this.redating = redating;
        this.paris = paris;
    }

    /** The group of the construction's team. */
    public List<String> team(DelegateExecution execution) {
        return List.of(Groups.ofTeam(plan(execution).team()));
    }

    /** 18:00 of the day by which an item of the plan is to be done. */
    public Date due(DelegateExecution execution, String item) {
        return evening(plans.item(id(execution), item).plannedEnd());
    }

    /** 18:00 so many days after the day on which it opens. */
    public Date inDays(DelegateExecution execution, int days) {
        return redating.present().orElseGet(() -> evening(paris.today().plusDays(days)));
    }

    /** As long as it can last, a look from outside can be asked for: the last day of the last committee. */
    public Date helpUntil(DelegateExecution execution) {
        return evening(ConstructionYear.committee(plan(execution).start(), ConstructionYear.MONTHS)
                .plannedEnd());
    }

    /** 09:00 of the day on which so many months are over. */
    public Date monthOver(DelegateExecution execution, int months) {
        return morning(ConstructionYear.monthOver(plan(execution).start(), months));
    }

    /** The same, of the month that is reviewed next. */
    public Date reviewOpens(DelegateExecution execution) {
        return monthOver(execution, reviewed(execution));
    }

    public Date reviewDue(DelegateExecution execution) {
        return due(execution, ConstructionYear.review(reviewed(execution)));
    }

    public void beginReview(DelegateExecution execution) {
        begin(execution, ConstructionYear.review(reviewed(execution)));
    }

    /** The next to be reviewed is the month after. */
    public void finishReview(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        int month = reviewed(execution);
        finish(execution, ConstructionYear.review(month));
        execution.setVariable(ConstructionPhase.MONTH, month + 1);
    }

    public boolean isYearReviewed(DelegateExecution execution) {
        return reviewed(execution) > ConstructionYear.MONTHS;
    }

    /** The month that is reviewed next, from 1. */
    int reviewed(VariableScope scope) {
        return ((Number) scope.getVariable(ConstructionPhase.MONTH)).intValue();
    }

    /** 09:00 of the day on which the month of the next committee is over. */
    public Date committeeOpens(DelegateExecution execution) {
        return monthOver(execution, committee(execution));
    }

    public Date committeeDue(DelegateExecution execution) {
        return due(execution, ConstructionYear.COMMITTEE);
    }

    public void beginCommittee(DelegateExecution execution) {
        begin(execution, ConstructionYear.COMMITTEE);
    }

    /** It is done with whatever ends the construction; where that goes on, it meets again after a month. */
    public void finishCommittee(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        if (!"CONTINUE".equals(execution.getVariable(ConstructionPhase.DECISION))) {
            finish(execution, ConstructionYear.COMMITTEE);
            return;
        }
        String plan = id(execution);
        LocalDate start = plan(execution).start();
        int next = ConstructionYear.nextCommittee(start, paris.today());
        execution.setVariable(ConstructionPhase.COMMITTEE_MONTH, next);
        plans.replan(plan, List.of(ConstructionYear.committee(start, next)));
        stand(plan, next);
    }

    /** The month of the committee that is next, or meets. */
    int committee(VariableScope scope) {
        return ((Number) scope.getVariable(ConstructionPhase.COMMITTEE_MONTH)).intValue();
    }

    /** The item of the element begins. */
    public void begin(DelegateExecution execution) {
        begin(execution, execution.getCurrentActivityId());
    }

    /** The item of the element is done, unless it was taken away. */
    public void finish(DelegateExecution execution) {
        if (!execution.isCanceled()) finish(execution, execution.getCurrentActivityId());
    }

    private void begin(DelegateExecution execution, String item) {
        plans.begin(id(execution), item, paris.today());
        stand(id(execution), committee(execution));
    }

    private void finish(DelegateExecution execution, String item) {
        plans.finish(id(execution), item, paris.today());
        stand(id(execution), committee(execution));
    }

    /** Brings timers and due dates in line with the plan. */
    public void redate(DelegateExecution execution) {
        String id = id(execution);
        if (committee(execution) > ConstructionYear.FIRST_COMMITTEE)
            plans.replan(id, List.of(ConstructionYear.committee(plan(execution).start(), committee(execution))));
        stand(id, committee(execution));
        redating.applyToAll(id);
    }

    /** Ends the construction with its team. */
    public void abandon(DelegateExecution execution) {
        journeys.decide(
                id(execution), "WITHDRAWN", (String) execution.getVariable(ConstructionPhase.WITHDRAWAL_REASON));
    }

    /**
     * Where the construction stands: the first part of which something is begun and left; it is late on the day after
     * whatever is due first.
     */
    void stand(String id, int committee) {
        List<Item> items = plans.items(id);
        LocalDate due = items.stream()
                .filter(Item::isLeft)
                .map(Item::plannedEnd)
                .min(Comparator.naturalOrder())
                .orElse(null);
        journeys.place(
                id,
                step(items),
                due == null
                        ? null
                        : paris.instantOf(due.plusDays(1).atStartOfDay()).toInstant(),
                new Journey.Gate(
                        ConstructionYear.COMMITTEE,
                        morning(ConstructionYear.monthOver(plans.plan(id).start(), committee))
                                .toInstant()));
    }

    private static @Nullable String step(List<Item> items) {
        return ConstructionYear.PARTS.stream()
                .filter(part -> items.stream()
                        .anyMatch(item ->
                                part.items().containsKey(item.id()) && item.isLeft() && item.actualStart() != null))
                .map(ConstructionYear.Part::id)
                .findFirst()
                .orElse(null);
    }

    Plan plan(VariableScope scope) {
        return plans.plan(id(scope));
    }

    /** A task that opens is about what was asked last; others may be asked while it waits. */
    public void keepHelpNumber(DelegateTask task) {
        task.setVariableLocal(ConstructionPhase.HELP_NUMBER, helpNumber(task));
    }

    /** Which of the looks asked for a task is about. */
    static int helpNumber(VariableScope scope) {
        return ((Number) scope.getVariable(ConstructionPhase.HELP_NUMBER)).intValue();
    }

    /** A task and an execution know their instance, each by its own method. */
    static String id(VariableScope scope) {
        return scope instanceof DelegateExecution execution
                ? execution.getProcessInstanceId()
                : ((DelegateTask) scope).getProcessInstanceId();
    }

    private Date morning(LocalDate day) {
        return paris.instantOf(day.atTime(9, 0));
    }

    private Date evening(LocalDate day) {
        return paris.instantOf(day.atTime(18, 0));
    }
}
