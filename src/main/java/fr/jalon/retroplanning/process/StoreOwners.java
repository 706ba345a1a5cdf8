package fr.jalon.retroplanning.process;

import fr.jalon.engine.form.ListAnswers;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Schedules;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives what each role does to the person named for it, or to the team. */
@Component
class StoreOwners implements TaskListener {

    static final String ROLES = "planRoles";

    private final Retroplans calendar;
    private final Schedules schedules;
    private final Journeys journeys;

    StoreOwners(Retroplans calendar, Schedules schedules, Journeys journeys) {
        this.calendar = calendar;
        this.schedules = schedules;
        this.journeys = journeys;
    }

    @Override
    public void notify(DelegateTask task) {
        String plan = calendar.plan(task).id();
        Map<String, @Nullable String> owners = new HashMap<>();
        ListAnswers.rows(task, ROLES).forEach(row -> owners.put((String) row.get("role"), (String) row.get("owner")));
        schedules.assign(plan, owners);
        task.removeVariable(ROLES);
        journeys.place(plan, Retroplanning.SCHEDULE_MEETINGS, null, null);
    }
}
