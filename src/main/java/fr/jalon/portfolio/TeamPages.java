package fr.jalon.portfolio;

import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Team;
import fr.jalon.team.TeamFiles;
import fr.jalon.team.Teams;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    private final NotebookArchive archive;
    private final TeamFiles files;

    TeamPages(Teams teams, TeamView view, NotebookView notebook, NotebookArchive archive, TeamFiles files) {
        this.teams = teams;
        this.view = view;
        this.notebook = notebook;
        this.archive = archive;
        this.files = files;
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

    /** The same with the team's files; a file that fails on the way ends the answer before its end. */
    @GetMapping(path = "/equipes/{team}/carnet.zip", produces = "application/zip")
    void notebookZip(@PathVariable String team, Authentication viewer, HttpServletResponse response)
            throws IOException {
        Team seen = teams.seenBy(viewer, team);
        byte[] pdf = notebook.pdf(seen);
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"carnet-" + seen.id() + ".zip\"");
        archive.write(seen, pdf, response.getOutputStream());
    }

    @GetMapping("/equipes/{team}")
    String one(@PathVariable String team, Authentication viewer, Model model) {
        Team seen = teams.seenBy(viewer, team);
        TeamView.Page page = view.of(seen);
        model.addAttribute("page", page);
        model.addAttribute(
                "links",
                notebook.links(
                        page.journeys().stream().map(TeamView.Told::journey).toList()));
        model.addAttribute("shelf", files.shelf(seen, viewer, page.files(), page.people()::nameOf));
        model.addAttribute("coach", page.coach());
        Set<String> groups = Groups.of(viewer);
        model.addAttribute("isMember", groups.contains(seen.group()));
        model.addAttribute("isStaff", Groups.areOfStaff(groups));
        model.addAttribute("isFacilitator", groups.contains(Groups.FACILITATORS));
        model.addAttribute("mayNote", groups.contains(Groups.FACILITATORS) || groups.contains(Groups.COACHES));
        return "team";
    }
}
