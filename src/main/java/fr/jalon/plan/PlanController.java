package fr.jalon.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Cohort;
import fr.jalon.team.Teams;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Plans over HTTP, for their team and for facilitators. */
@RestController
class PlanController {

    /** @param uncounted why nothing can be counted, in French; absent otherwise */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String plan,
            String kind,
            String team,
            String title,
            LocalDate start,
            List<Line> items,
            List<String> late,
            List<Impossible> impossible,
            @Nullable String uncounted) {}

    /** An item; what it is counted by stands beside it where it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            @JsonUnwrapped Item item,
            @Nullable Boolean critical,
            @Nullable Integer slackDays,
            @Nullable List<String> dependsOn) {}

    private final Plans plans;
    private final Schedules schedules;
    private final Map<String, Reckoning> reckonings;
    private final Teams teams;
    private final ParisCalendar paris;
    private final Clock clock;

    PlanController(
            Plans plans,
            Schedules schedules,
            List<Reckoning> reckonings,
            Teams teams,
            ParisCalendar paris,
            Clock clock) {
        this.plans = plans;
        this.schedules = schedules;
        this.reckonings = reckonings.stream().collect(Collectors.toMap(Reckoning::kind, Function.identity()));
        this.teams = teams;
        this.paris = paris;
        this.clock = clock;
    }

    @GetMapping("/api/plans/{plan}")
    View view(@PathVariable String plan, Authentication viewer) {
        Plan seen = seenBy(viewer, plan);
        List<Item> items = plans.items(plan);
        LocalDate today = seen.pausedOn() == null ? paris.today() : seen.pausedOn();
        List<String> late = items.stream()
                .filter(item -> seen.open() && item.isLateOn(today))
                .map(Item::id)
                .toList();
        if (seen.launch() != null) return counted(seen, items, late);
        Reckoning reckoning = reckonings.get(seen.kind());
        return view(
                seen,
                items.stream().map(item -> new Line(item, null, null, null)).toList(),
                late,
                reckoning == null || !seen.open() ? List.of() : reckoning.impossible(seen, items),
                null);
    }

    private static View view(
            Plan plan, List<Line> lines, List<String> late, List<Impossible> impossible, @Nullable String uncounted) {
        return new View(
                plan.id(), plan.kind(), plan.team(), plan.title(), plan.start(), lines, late, impossible, uncounted);
    }

    /** A plan that is counted back; what is done or given up has no slack left. */
    private View counted(Plan plan, List<Item> items, List<String> late) {
        List<Schedules.Scheduled> scheduled = schedules.items(plan.id());
        Map<String, Work> works = scheduled.stream()
                .map(Schedules.Scheduled::work)
                .collect(Collectors.toMap(Work::id, Function.identity()));
        Map<String, Schedule.Placed> placed = new HashMap<>();
        List<Impossible> impossible = List.of();
        String uncounted = null;
        if (plan.open()) {
            try {
                Schedule schedule = schedules.schedule(plan, scheduled);
                schedule.placed().forEach(each -> placed.put(each.work().id(), each));
                impossible = schedule.impossible().stream()
                        .map(dates -> Impossible.of(dates, paris.today()))
                        .toList();
            } catch (Refusal refused) {
                uncounted = refused.getMessage();
            }
        }
        List<Line> lines = items.stream()
                .map(item -> line(item, works.get(item.id()), placed.get(item.id())))
                .toList();
        return view(plan, lines, late, impossible, uncounted);
    }

    private static Line line(Item item, @Nullable Work work, Schedule.@Nullable Placed placed) {
        return new Line(
                item,
                placed == null ? null : placed.critical(),
                placed == null ? null : placed.slack(),
                work == null ? null : work.after().stream().map(Work.After::id).toList());
    }

    /** The same for a calendar application. */
    @GetMapping(path = "/api/plans/{plan}/calendar.ics", produces = "text/calendar;charset=UTF-8")
    ResponseEntity<String> calendar(@PathVariable String plan, Authentication viewer) {
        Plan seen = seenBy(viewer, plan);
        Cohort.Meeting meeting = teams.cohort(teams.team(seen.team()).cohort()).meeting();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"plan.ics\"")
                .body(PlanCalendar.of(seen, plans.items(plan), meeting, paris.today(), clock.instant()));
    }

    @GetMapping("/api/teams/{team}/plans")
    List<Plan> of(@PathVariable String team, Authentication viewer) {
        return plans.of(teams.writtenBy(viewer, team).id());
    }

    /** A plan that is not for this person is as unknown as one that does not exist. */
    private Plan seenBy(Authentication viewer, String id) {
        Refusal unknown = Refusal.unknown("Le plan « " + id + " » est inconnu.");
        Plan plan = plans.find(id).orElseThrow(() -> unknown);
        try {
            teams.writtenBy(viewer, plan.team());
        } catch (Refusal hidden) {
            throw unknown;
        }
        return plan;
    }
}
