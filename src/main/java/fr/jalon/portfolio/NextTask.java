package fr.jalon.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.KnownTask;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Leads on, in Tasklist, whoever has just finished a task. */
@RestController
class NextTask {

    /**
     * What follows.
     *
     * @param task to open; null where nothing of that team waits for whoever asks
     * @param said what comes and when; null where there is a task
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Next(@Nullable String task, @Nullable String said) {}

    private final Processes processes;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Teams teams;
    private final TeamView view;
    private final Words words;

    NextTask(Processes processes, Journeys journeys, Kinds kinds, Teams teams, TeamView view, Words words) {
        this.processes = processes;
        this.journeys = journeys;
        this.kinds = kinds;
        this.teams = teams;
        this.view = view;
        this.words = words;
    }

    /**
     * The next open task of a team for whoever has done one of its tasks: the next of the same series where it was one
     * of several, else that which is due first; nobody else has taken it on, and it is not beside its journey. Or what
     * comes and when. A constant number of queries.
     *
     * @param task open or not
     * @throws Refusal as for a task that does not exist, to whoever may not see its team
     */
    @GetMapping("/api/tasks/{task}/next")
    Next after(@PathVariable String task, Authentication person) {
        KnownTask done = processes.task(task).orElseThrow(NextTask::unknown);
        Journey journey = journeys.find(done.root()).orElseThrow(NextTask::unknown);
        Team team = teams.seenBy(person, journey.team());
        Set<String> groups = Groups.of(person);
        Map<String, Journey> open = journeys.of(team.id()).stream()
                .filter(each -> each.isOpen() && !each.isPaused())
                .collect(Collectors.toMap(Journey::id, each -> each));
        return processes.openTasks(List.copyOf(open.keySet())).stream()
                .filter(each -> !each.id().equals(task) && waitsFor(each, person.getName(), groups))
                .filter(each -> !isBeside(each, Objects.requireNonNull(open.get(each.root()))))
                .min(Comparator.comparingInt(each -> place(each, done)))
                .map(each -> new Next(each.id(), null))
                .orElseGet(() -> new Next(null, said(journey)));
    }

    private static Refusal unknown() {
        return Refusal.unknown("Cette tâche n’est d’aucun parcours.");
    }

    /** What comes first after a task that is done: those of its series behind it, those before it, then all others. */
    private static int place(OpenTask task, KnownTask done) {
        if (!task.instance().equals(done.instance()) || !task.definition().equals(done.definition())) return 2;
        return task.name().compareTo(done.name()) > 0 ? 0 : 1;
    }

    /** Whether it may be done at any time, and nobody waits for it. */
    private boolean isBeside(OpenTask task, Journey journey) {
        return kinds.of(journey).beside().contains(task.definition());
    }

    private static boolean waitsFor(OpenTask task, String person, Set<String> groups) {
        String group = task.group();
        return task.assignee() == null
                ? group != null && groups.contains(group)
                : task.assignee().equals(person);
    }

    private String said(Journey journey) {
        if (!journey.isOpen()) return "Ce parcours est terminé.";
        Pause pause = journey.pause();
        if (pause != null) return journeys.said(pause) + ".";
        List<String> said = new ArrayList<>(List.of("Rien d’autre à faire ici pour l’instant."));
        String awaited = words.awaited(journey.place().awaited());
        if (!awaited.isEmpty()) said.add("On attend " + awaited + ".");
        String next = view.opensNext(journey);
        if (next != null) said.add("Prochaine étape\u00a0: " + next + ".");
        return String.join(" ", said);
    }
}
