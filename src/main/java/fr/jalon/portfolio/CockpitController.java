package fr.jalon.portfolio;

import fr.jalon.engine.identity.Groups;
import fr.jalon.portfolio.CockpitView.Asked;
import fr.jalon.portfolio.CockpitView.Page;
import fr.jalon.portfolio.CockpitView.Told;
import fr.jalon.portfolio.CockpitView.Troubles;
import fr.jalon.portfolio.Standings.Mark;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Jalon's plug-ins in Cockpit show; for administrators, as Cockpit is. */
@RestController
@RequestMapping("/api/cockpit")
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class CockpitController {

    private final CockpitView view;

    CockpitController(CockpitView view) {
        this.view = view;
    }

    /** The instances of a model, a hundred at a time. */
    @GetMapping("/definitions/{id}/teams")
    Page teams(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean versions,
            @RequestParam(defaultValue = "false") boolean ended,
            @RequestParam(required = false) @Nullable String cohort,
            @RequestParam(required = false) @Nullable String phase,
            @RequestParam(defaultValue = "false") boolean late,
            @RequestParam(defaultValue = "false") boolean incidents,
            @RequestParam(defaultValue = "0") int from) {
        return view.teams(
                id, new Asked(versions, ended, given(cohort), given(phase), late, incidents, Math.max(0, from)));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    /** How many stand where, by the ids of the elements of one version. */
    @GetMapping("/definitions/{id}/marks")
    Map<String, Mark> marks(@PathVariable String id) {
        return view.marks(id);
    }

    @GetMapping("/instances/{id}")
    Told instance(@PathVariable String id) {
        return view.instance(id);
    }

    @GetMapping("/incidents")
    Troubles incidents(@RequestParam(defaultValue = "0") int from) {
        return view.incidents(Math.max(0, from));
    }
}
