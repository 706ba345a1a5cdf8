package fr.jalon.roadmap.process;

import fr.jalon.engine.form.ListAnswers;
import fr.jalon.roadmap.Roadmaps;
import fr.jalon.roadmap.Roadmaps.Added;
import fr.jalon.roadmap.Roadmaps.Fate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Ends a month in the plan as its review says; what has been handed in meanwhile is done. */
@Component
class StoreReview implements TaskListener {

    private final RoadmapCalendar calendar;
    private final Roadmaps roadmaps;

    StoreReview(RoadmapCalendar calendar, Roadmaps roadmaps) {
        this.calendar = calendar;
        this.roadmaps = roadmaps;
    }

    @Override
    public void notify(DelegateTask task) {
        String plan = calendar.plan(task).id();
        Map<String, String> ids = new HashMap<>();
        roadmaps.entries(plan)
                .forEach(entry -> ids.put(entry.item().title(), entry.item().id()));
        Map<String, Fate> fates = new HashMap<>();
        ListAnswers.rows(task, StudioRoadmap.MONTH_LEFT)
                .forEach(row -> fates.put(
                        ids.get(String.valueOf(row.get("title"))), Fate.valueOf(String.valueOf(row.get("fate")))));
        List<Added> added = ListAnswers.rows(task, StudioRoadmap.MONTH_ADDED).stream()
                .map(row -> new Added(String.valueOf(row.get("title")), (String) row.get("owner")))
                .toList();
        roadmaps.review(plan, calendar.month(task).number(), fates, added);
        task.removeVariables(List.of(StudioRoadmap.MONTH_LEFT, StudioRoadmap.MONTH_ADDED));
        calendar.stand(plan);
    }
}
