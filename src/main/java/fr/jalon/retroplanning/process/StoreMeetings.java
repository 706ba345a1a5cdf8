package fr.jalon.retroplanning.process;

import fr.jalon.engine.form.ListAnswers;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import fr.jalon.plan.WorkTemplate.Line;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Has the plan hold these meetings and no other. One whose day stays is counted as before; any other keeps its distance
 * to the launch, whatever day that falls on.
 */
@Component
class StoreMeetings implements TaskListener {

    static final String MEETINGS = "planMeetings";

    private final Retroplans calendar;
    private final Schedules schedules;
    private final Journeys journeys;

    StoreMeetings(Retroplans calendar, Schedules schedules, Journeys journeys) {
        this.calendar = calendar;
        this.schedules = schedules;
        this.journeys = journeys;
    }

    @Override
    public void notify(DelegateTask task) {
        Plan plan = calendar.plan(task);
        List<Scheduled> former = schedules.items(plan.id());
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        former.forEach(each -> {
            ids.add(each.item().id());
            if (!each.item().section().equals(Retroplanning.MEETINGS))
                lines.add(new Line(each.item().section(), each.work()));
        });
        for (Map<String, Object> row : ListAnswers.rows(task, MEETINGS)) {
            String title = String.valueOf(row.get("title"));
            LocalDate day = LocalDate.parse((String) row.get("day"));
            Optional<Scheduled> known = former.stream()
                    .filter(each -> each.item().section().equals(Retroplanning.MEETINGS)
                            && each.item().title().equals(title))
                    .findFirst();
            boolean isAsBefore =
                    known.isPresent() && known.get().item().plannedStart().equals(day);
            lines.add(new Line(
                    Retroplanning.MEETINGS,
                    isAsBefore
                            ? known.get().work()
                            : meeting(
                                    known.map(each -> each.item().id()).orElseGet(() -> Work.freshId(title, ids)),
                                    title,
                                    day,
                                    Objects.requireNonNull(plan.launch()))));
        }
        schedules.list(plan.id(), StoreList.whole(lines));
        task.removeVariable(MEETINGS);
        journeys.place(plan.id(), Retroplanning.REVIEW_PLAN, null, null);
    }

    private static Work meeting(String id, String title, LocalDate day, Launch launch) {
        int distance = (int) ChronoUnit.DAYS.between(launch.day(), day);
        return new Work(id, title, 1, true, null, false, List.of(), new Place.Offset(Point.LAUNCH, distance));
    }
}
