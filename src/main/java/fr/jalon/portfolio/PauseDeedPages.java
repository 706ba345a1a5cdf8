package fr.jalon.portfolio;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Kinds;
import fr.jalon.portfolio.Deeds.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Journeys that wait for a while, that go on, and weeks that last longer. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class PauseDeedPages {

    private static final String PAUSE = "deed-pause";
    private static final String RESUMPTION = "deed-resumption";
    private static final String EXTENSION = "deed-extension";
    private static final int LONGEST_COMMENT = 2000;

    private final Deeds deeds;
    private final Kinds kinds;
    private final Processes processes;
    private final Words words;

    PauseDeedPages(Deeds deeds, Kinds kinds, Processes processes, Words words) {
        this.deeds = deeds;
        this.kinds = kinds;
        this.processes = processes;
        this.words = words;
    }

    @GetMapping("/cohortes/{cohort}/pause")
    String pause(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        deeds.journeys(cohort, asked, model);
        return PAUSE;
    }

    @PostMapping("/cohortes/{cohort}/pause")
    String pause(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        Optional<String> reason = Deeds.reason(asked, model);
        if (reason.isEmpty()) return PAUSE;
        return deeds.act(PAUSE, rows, asked, model, row -> {
            Journey journey = row.open();
            List<OpenTask> tasks = processes.openTasks(List.of(journey.id()));
            kinds.pause(journey, reason.get(), who);
            return waiting(journey, tasks);
        });
    }

    private List<String> waiting(Journey journey, List<OpenTask> tasks) {
        List<String> waiting = new ArrayList<>();
        for (OpenTask task : tasks) {
            waiting.add("Attend : " + task.name() + (task.due() == null ? "" : ", " + words.due(task.due())));
        }
        Journey.Gate gate = journey.place().gate();
        if (gate != null) waiting.add("Attend : le prochain jalon, " + words.moment(gate.at()));
        waiting.addAll(kinds.of(journey).fixed(journey));
        return waiting;
    }

    @GetMapping("/cohortes/{cohort}/reprise")
    String resumption(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        return resume(cohort, asked, who, model);
    }

    /** A resumption asks for nothing: it is shown at once. */
    @PostMapping("/cohortes/{cohort}/reprise")
    String resume(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        return deeds.act(RESUMPTION, rows, asked, model, row -> {
            Journey journey = row.open();
            List<String> changes = new ArrayList<>(deeds.moves(journey, () -> kinds.resume(journey, who)));
            if (!changes.isEmpty()) changes.addAll(kinds.of(journey).fixed(journey));
            return changes;
        });
    }

    @GetMapping("/cohortes/{cohort}/prolongation")
    String extension(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        deeds.journeys(cohort, asked, model);
        return EXTENSION;
    }

    @PostMapping("/cohortes/{cohort}/prolongation")
    String extend(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        String days = Deeds.typed(asked, "extraDays", model);
        String comment = Deeds.typed(asked, "comment", model);
        if (!days.matches("[1-7]") || comment.length() > LONGEST_COMMENT) {
            model.addAttribute(
                    "errors",
                    days.matches("[1-7]")
                            ? Map.of("comment", "2000 caractères au plus.")
                            : Map.of("extraDays", "De 1 à 7 jours."));
            return EXTENSION;
        }
        return deeds.act(EXTENSION, rows, asked, model, row -> {
            Journey journey = row.open();
            List<String> leftOut = new ArrayList<>();
            List<String> changes = new ArrayList<>(deeds.moves(
                    journey, () -> leftOut.addAll(kinds.extend(journey, Integer.parseInt(days), comment, who))));
            changes.addAll(leftOut);
            return changes;
        });
    }
}
