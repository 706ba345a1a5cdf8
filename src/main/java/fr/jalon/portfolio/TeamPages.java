package fr.jalon.portfolio;

import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A team's page, for its members and those who accompany it. */
@Controller
class TeamPages {

    private final Teams teams;
    private final TeamView view;
    private final NotebookView notebook;

    TeamPages(Teams teams, TeamView view, NotebookView notebook) {
        this.teams = teams;
        this.view = view;
        this.notebook = notebook;
    }

    /** All that the team has answered, by journey. */
    @GetMapping("/equipes/{team}/carnet")
    String notebook(@PathVariable String team, Authentication viewer, Model model) {
        model.addAttribute("page", notebook.of(teams.seenBy(viewer, team)));
        return "notebook";
    }

    /** The same to take away. */
    @GetMapping(path = "/equipes/{team}/carnet.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> notebookPdf(@PathVariable String team, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"carnet-" + seen.id() + ".pdf\"")
                .body(notebook.pdf(seen));
    }

    @GetMapping("/equipes/{team}")
    String one(@PathVariable String team, Authentication viewer, Model model) {
        Team seen = teams.seenBy(viewer, team);
        model.addAttribute("page", view.of(seen));
        model.addAttribute("coach", teams.coachOf(seen).orElse(null));
        Set<String> groups = Groups.of(viewer);
        model.addAttribute("isStaff", Groups.areOfStaff(groups));
        model.addAttribute("isFacilitator", groups.contains(Groups.FACILITATORS));
        return "team";
    }
}
