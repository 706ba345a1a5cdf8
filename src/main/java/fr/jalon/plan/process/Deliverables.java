package fr.jalon.plan.process;

import fr.jalon.engine.TransactionCache;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The dates of a deliverable, and who does it, as its plan has them now: the model's expressions call it. */
@Component
public class Deliverables {

    static final String PLAN = "plan";
    static final String ITEM = "item";

    private final Plans plans;
    private final RuntimeService runtime;
    private final ParisCalendar paris;
    private final TransactionCache<String, Item> items = new TransactionCache<>();

    Deliverables(Plans plans, RuntimeService runtime, ParisCalendar paris) {
        this.plans = plans;
        this.runtime = runtime;
        this.paris = paris;
    }

    /** The group of the plan's team. */
    public List<String> team(VariableScope scope) {
        return List.of(Groups.ofTeam(plan(scope).team()));
    }

    /** The account that does it; null where its team does. */
    public @Nullable String owner(VariableScope scope) {
        return item(scope).owner();
    }

    /** 09:00 of the day on which it is planned to begin. */
    public Date begins(VariableScope scope) {
        return paris.instantOf(item(scope).plannedStart().atTime(9, 0));
    }

    /** 18:00 of the day by which it is planned. */
    public Date due(VariableScope scope) {
        return paris.instantOf(item(scope).plannedEnd().atTime(18, 0));
    }

    /** 09:00 of the day before that; of the day itself where it begins no earlier. */
    public Date dueSoon(VariableScope scope) {
        Item item = item(scope);
        LocalDate dayBefore = item.plannedEnd().minusDays(1);
        LocalDate day = dayBefore.isBefore(item.plannedStart()) ? item.plannedEnd() : dayBefore;
        return paris.instantOf(day.atTime(9, 0));
    }

    /** 09:00 of the day after that. */
    public Date overdue(VariableScope scope) {
        return paris.instantOf(item(scope).plannedEnd().plusDays(1).atTime(9, 0));
    }

    /** Nobody waits any more for what was given up. */
    @EventListener
    void end(Schedules.Dropped dropped) {
        runtime.createMessageCorrelation("deliverable-dropped")
                .processInstanceVariableEquals(PLAN, dropped.plan())
                .processInstanceVariableEquals(ITEM, dropped.item())
                .correlateAll();
    }

    Plan plan(VariableScope scope) {
        return plans.plan((String) scope.getVariable(PLAN));
    }

    Item item(VariableScope scope) {
        String plan = (String) scope.getVariable(PLAN);
        String item = (String) scope.getVariable(ITEM);
        return items.get(plan + "/" + item, key -> plans.item(plan, item));
    }

    /** The item has changed. */
    void forget(VariableScope scope) {
        items.forget(scope.getVariable(PLAN) + "/" + scope.getVariable(ITEM));
    }
}
