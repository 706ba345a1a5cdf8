package fr.jalon.portfolio;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.KnownTask;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.portfolio.CohortView.Line;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Leads a facilitator through the gates of a cohort, which are held one by one in Tasklist. */
@Controller
class NextGatePage {

    private final Processes processes;
    private final Journeys journeys;
    private final Teams teams;
    private final CohortView view;

    NextGatePage(Processes processes, Journeys journeys, Teams teams, CohortView view) {
        this.processes = processes;
        this.journeys = journeys;
        this.teams = teams;
        this.view = view;
    }

    /**
     * Leads to what waits in the next team of a cohort, or to its page where nothing else does.
     *
     * @param apres a task of the team before, done or put off; without one that is known, home
     */
    @GetMapping("/jalons/suivant")
    @PreAuthorize("hasAuthority('facilitators')")
    String next(@RequestParam(defaultValue = "") String apres, Authentication viewer) {
        Optional<Journey> before = processes.task(apres).map(KnownTask::root).flatMap(journeys::find);
        if (before.isEmpty()) return "redirect:/cohortes?home";
        String cohort = teams.team(before.get().team()).cohort();
        List<Line> waiting = view.of(viewer, cohort).only(Need.GATE);
        int held = IntStream.range(0, waiting.size())
                .filter(i -> before.get()
                        .id()
                        .equals(Objects.requireNonNull(waiting.get(i).journey()).id()))
                .findFirst()
                .orElse(-1);
        boolean isLast = waiting.isEmpty() || held >= 0 && waiting.size() == 1;
        return "redirect:"
                + (isLast
                        ? "/cohortes/" + cohort
                        : waiting.get((held + 1) % waiting.size())
                                .decisions()
                                .get(0)
                                .href());
    }
}
