package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Teams;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the lists of Tasklist what the engine does not know of a task. */
@RestController
class TaskCohorts {

    /** At a time: more than a list shows. */
    private static final int MOST = 100;

    private final Processes processes;
    private final Journeys journeys;
    private final Teams teams;

    TaskCohorts(Processes processes, Journeys journeys, Teams teams) {
        this.processes = processes;
        this.journeys = journeys;
        this.teams = teams;
    }

    /**
     * The names of the cohorts to which open tasks of journeys belong, by the id of the task; a constant number of
     * queries. What belongs to no journey is left out, and for a coach what belongs to a team that another has.
     *
     * @throws Refusal if more than a hundred are asked for
     */
    @GetMapping("/api/tasks/cohorts")
    @PreAuthorize(
            "hasAnyAuthority('" + Groups.FACILITATORS + "', '" + Groups.COACHES + "', '" + Groups.ADMINISTRATORS + "')")
    Map<String, String> cohorts(@RequestParam(defaultValue = "") Set<String> task, Authentication who) {
        if (task.size() > MOST) throw Refusal.invalid("task", "Cent tâches au plus à la fois.");
        Map<String, String> roots = processes.rootsOf(task);
        Map<String, Journey> found = journeys.find(Set.copyOf(roots.values()));
        Map<String, String> cohortOf =
                teams.listed(found.values().stream().map(Journey::team).collect(Collectors.toSet())).stream()
                        .filter(seenBy(who))
                        .collect(Collectors.toMap(Teams.Listed::id, Teams.Listed::cohort));
        Map<String, String> told = new HashMap<>();
        roots.forEach((id, root) -> {
            Journey journey = found.get(root);
            if (journey != null && cohortOf.containsKey(journey.team())) told.put(id, cohortOf.get(journey.team()));
        });
        return told;
    }

    private Predicate<Teams.Listed> seenBy(Authentication who) {
        Set<String> groups = Groups.of(who);
        if (groups.contains(Groups.FACILITATORS) || groups.contains(Groups.ADMINISTRATORS)) return team -> true;
        Map<String, String> coaches = teams.coaches();
        Set<String> given = teams.listed(coaches.keySet()).stream()
                .map(Teams.Listed::cohortId)
                .collect(Collectors.toSet());
        return team -> who.getName().equals(coaches.get(team.id())) || !given.contains(team.cohortId());
    }
}
