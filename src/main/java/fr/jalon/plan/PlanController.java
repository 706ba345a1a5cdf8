package fr.jalon.plan;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Cohort;
import fr.jalon.team.Teams;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Plans over HTTP, for their team and for facilitators. */
@RestController
class PlanController {

    record View(
            String plan,
            String kind,
            String team,
            String title,
            LocalDate start,
            List<Item> items,
            List<String> late) {}

    private final Plans plans;
    private final Teams teams;
    private final ParisCalendar paris;
    private final Clock clock;

    PlanController(Plans plans, Teams teams, ParisCalendar paris, Clock clock) {
        this.plans = plans;
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
        return new View(seen.id(), seen.kind(), seen.team(), seen.title(), seen.start(), items, late);
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
