package fr.jalon.retroplanning.process;

import fr.jalon.engine.form.ListAnswers;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work;
import fr.jalon.plan.WorkTemplate.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has the plan hold what the list says, and dates it. A line of the same title is the same item, and keeps what it
 * waits for; one of another title in the place of one that is gone is that one under a new name. Meetings are listed
 * apart.
 */
@Component
class StoreList implements TaskListener {

    static final String ITEMS = "planItems";

    private final Retroplans calendar;
    private final Schedules schedules;

    StoreList(Retroplans calendar, Schedules schedules) {
        this.calendar = calendar;
        this.schedules = schedules;
    }

    @Override
    public void notify(DelegateTask task) {
        Plan plan = calendar.plan(task);
        List<Scheduled> former = schedules.items(plan.id());
        List<Line> lines = lines(
                former.stream()
                        .filter(each -> !each.item().section().equals(Retroplanning.MEETINGS))
                        .toList(),
                ListAnswers.rows(task, ITEMS));
        former.stream()
                .filter(each -> each.item().section().equals(Retroplanning.MEETINGS))
                .forEach(each -> lines.add(new Line(each.item().section(), each.work())));
        schedules.list(plan.id(), whole(lines));
        task.removeVariable(ITEMS);
    }

    static List<Line> lines(List<Scheduled> former, List<Map<String, Object>> rows) {
        Map<String, Scheduled> byTitle = new LinkedHashMap<>();
        former.forEach(each -> byTitle.putIfAbsent(each.item().title(), each));
        Set<String> titles = new HashSet<>();
        rows.forEach(row -> titles.add(String.valueOf(row.get("title"))));
        Set<String> ids = new HashSet<>();
        former.forEach(each -> ids.add(each.item().id()));
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < rows.size(); at++) {
            Map<String, Object> row = rows.get(at);
            String title = String.valueOf(row.get("title"));
            Scheduled known = byTitle.get(title);
            if (known == null
                    && at < former.size()
                    && !titles.contains(former.get(at).item().title())) known = former.get(at);
            int days = row.get("days") instanceof Number some ? some.intValue() : 1;
            String role = (String) row.get("role");
            lines.add(new Line(String.valueOf(row.get("section")), work(known, title, role, days, ids)));
        }
        List<String> sections = lines.stream().map(Line::section).distinct().toList();
        lines.sort(Comparator.comparingInt(line -> sections.indexOf(line.section())));
        return lines;
    }

    private static Work work(
            @Nullable Scheduled known, String title, @Nullable String role, int days, Set<String> ids) {
        if (known == null) return new Work(Work.freshId(title, ids), title, days, false, role, false, List.of(), null);
        Work was = known.work();
        return new Work(was.id(), title, days, was.everyDay(), role, was.optional(), was.after(), was.place());
    }

    /** What waits for an item that is gone waits for it no more. */
    static List<Line> whole(List<Line> lines) {
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(line.work().id()));
        return lines.stream()
                .map(line -> new Line(
                        line.section(),
                        line.work()
                                .waitingFor(line.work().after().stream()
                                        .filter(after -> ids.contains(after.id()))
                                        .toList())))
                .toList();
    }
}
