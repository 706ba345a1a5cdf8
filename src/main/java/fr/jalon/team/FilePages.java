package fr.jalon.team;

import fr.jalon.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.ModelAndView;

/** The files of a team: for all who see it to read, for those who write for it to file. */
@Controller
class FilePages {

    /** What has been done, by what the address of the page says of it. */
    private static final Map<String, String> DONE =
            Map.of("depot", "C’est fait : le fichier est déposé.", "retrait", "C’est fait : le fichier est retiré.");

    private final Teams teams;
    private final TeamFiles files;

    FilePages(Teams teams, TeamFiles files) {
        this.teams = teams;
        this.files = files;
    }

    /** @param failed 413 where a file was sent here that is larger than any that is taken, and was not read */
    @GetMapping("/equipes/{team}/fichiers")
    ModelAndView all(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String fait,
            @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer failed,
            Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        if (failed == null)
            return page(seen, files.shelf(seen, viewer, UUID.randomUUID().toString(), Map.of()))
                    .addObject("done", DONE.get(fait));
        ModelAndView page = refused(seen, viewer, UUID.randomUUID().toString(), TeamFiles.refused(files.tooLarge()));
        page.setStatus(HttpStatus.valueOf(failed));
        return page;
    }

    @PostMapping(path = "/equipes/{team}/fichiers", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ModelAndView keep(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String id,
            MultipartRequest sent,
            Authentication writer)
            throws IOException {
        Team theirs = teams.writtenBy(writer, team);
        MultipartFile file = sent.getFile(TeamFiles.FIELD);
        String fresh = isId(id) ? id : UUID.randomUUID().toString();
        if (file == null
                || Objects.requireNonNullElse(file.getOriginalFilename(), "").isEmpty() && file.isEmpty()) {
            return refused(theirs, writer, fresh, TeamFiles.refused("Choisissez d’abord un fichier."));
        }
        Path content = Files.createTempFile("jalon-", ".file");
        try {
            file.transferTo(content);
            files.keep(
                    theirs,
                    fresh,
                    Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                    content,
                    writer.getName());
        } catch (Refusal refusal) {
            return refused(theirs, writer, fresh, refusal);
        } finally {
            Files.deleteIfExists(content);
        }
        return done(theirs, "depot");
    }

    /** To be kept by whoever reads it, and shown by no browser as a page. */
    @GetMapping(path = "/equipes/{team}/fichiers/{document}", produces = MediaType.ALL_VALUE)
    void one(
            @PathVariable String team,
            @PathVariable String document,
            Authentication viewer,
            HttpServletResponse response)
            throws IOException {
        TeamFile found = files.find(teams.seenBy(viewer, team), document);
        response.setContentType(files.mediaType(found));
        response.setContentLengthLong(found.length());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(found.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        files.copy(found, response.getOutputStream());
    }

    @PostMapping("/equipes/{team}/fichiers/{document}/retrait")
    ModelAndView remove(@PathVariable String team, @PathVariable String document, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        files.remove(theirs, document, writer);
        return done(theirs, "retrait");
    }

    private static boolean isId(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static ModelAndView done(Team team, String what) {
        return new ModelAndView("redirect:/equipes/" + team.id() + "/fichiers?fait=" + what);
    }

    private ModelAndView refused(Team team, Authentication viewer, String id, Refusal refusal) {
        ModelAndView page = page(team, files.shelf(team, viewer, id, refusal.errors()));
        page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        return page;
    }

    private static ModelAndView page(Team team, TeamFiles.Shelf shelf) {
        return new ModelAndView("files").addObject("team", team).addObject("shelf", shelf);
    }
}
