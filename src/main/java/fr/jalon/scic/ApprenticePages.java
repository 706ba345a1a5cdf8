package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The apprentices of a team: for all who see it to read, for those who write for it to add to and to change. */
@Controller
class ApprenticePages {

    /** What has been done, by what the address of the page says of it. */
    private static final Map<String, String> DONE = Map.of(
            "ajout", "C’est fait : l’alternant est ajouté.",
            "correction", "C’est fait : la fiche est corrigée.",
            "retrait", "C’est fait : la fiche est retirée, et ne compte plus.");

    /**
     * What is asked of one apprentice.
     *
     * @param title of the page
     * @param name whom it is about; null for somebody new
     * @param id of the one, or of the one to be
     * @param seen the version that was read
     * @param filing where the filing of the contract stands; null for somebody new
     */
    record Sheet(
            Team team,
            String title,
            @Nullable String name,
            String id,
            int seen,
            @Nullable String filing,
            boolean mayWrite,
            boolean isErased,
            String source,
            String keptFor) {}

    private final Teams teams;
    private final Tracks tracks;
    private final Apprentices apprentices;
    private final ApprenticeList list;
    private final ParisCalendar paris;

    ApprenticePages(Teams teams, Tracks tracks, Apprentices apprentices, ApprenticeList list, ParisCalendar paris) {
        this.teams = teams;
        this.tracks = tracks;
        this.apprentices = apprentices;
        this.list = list;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/alternants")
    ModelAndView all(@PathVariable String team, @RequestParam(defaultValue = "") String fait, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return new ModelAndView("apprentices")
                .addObject("page", list.of(seen, tracks.latest(seen).id(), teams.isWrittenBy(viewer, seen)))
                .addObject("done", DONE.get(fait));
    }

    @GetMapping(path = "/equipes/{team}/alternants.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> csv(@PathVariable String team, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("alternants.csv")
                                .build()
                                .toString())
                .body(ApprenticeSheet.write(apprentices.of(tracks.latest(seen).id()), paris.today()));
    }

    @GetMapping("/equipes/{team}/alternants/nouveau")
    ModelAndView fresh(@PathVariable String team, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        tracks.latest(theirs);
        return sheet(
                theirs,
                UUID.randomUUID().toString(),
                Map.of(ApprenticeFields.CONTRACT, ApprenticeContract.APPRENTICESHIP.key()),
                Map.of());
    }

    /** The form brings the id of the one to be, so that they are added once however often it is sent. */
    @PostMapping("/equipes/{team}/alternants")
    ModelAndView add(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String id,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        String track = tracks.latest(theirs).id();
        String fresh = isId(id) ? id : UUID.randomUUID().toString();
        try {
            apprentices.add(track, new ApprenticeFields(typed, paris.today()).fresh(fresh), writer.getName());
        } catch (Refusal refused) {
            return sheet(theirs, fresh, typed, errors(refused));
        }
        return done(theirs, "ajout");
    }

    @GetMapping("/equipes/{team}/alternants/{apprentice}")
    ModelAndView one(@PathVariable String team, @PathVariable String apprentice, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        Apprentice known = apprentices.find(tracks.latest(seen).id(), apprentice);
        return sheet(seen, known, teams.isWrittenBy(viewer, seen), ApprenticeFields.of(known), Map.of());
    }

    @PostMapping("/equipes/{team}/alternants/{apprentice}")
    ModelAndView change(
            @PathVariable String team,
            @PathVariable String apprentice,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        String track = tracks.latest(theirs).id();
        Apprentice known = apprentices.find(track, apprentice);
        int version = seen.matches("\\d{1,9}") ? Integer.parseInt(seen) : 0;
        try {
            apprentices.change(
                    track, new ApprenticeFields(typed, paris.today()).changed(known, version), writer.getName());
        } catch (Refusal refused) {
            ModelAndView page = sheet(theirs, known, true, typed, errors(refused));
            page.setStatus(
                    refused.kind() == Refusal.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
        return done(theirs, "correction");
    }

    @PostMapping("/equipes/{team}/alternants/{apprentice}/retrait")
    ModelAndView remove(@PathVariable String team, @PathVariable String apprentice, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        apprentices.remove(tracks.latest(theirs).id(), apprentice);
        return done(theirs, "retrait");
    }

    static boolean isId(String id) {
        return id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private static ModelAndView done(Team team, String what) {
        return new ModelAndView("redirect:/equipes/" + team.id() + "/alternants?fait=" + what);
    }

    /** By field; what no field is at fault for stands under none. */
    private static Map<String, String> errors(Refusal refused) {
        return refused.errors().isEmpty() ? Map.of("", refused.getMessage()) : refused.errors();
    }

    private ModelAndView sheet(Team team, String id, Map<String, String> typed, Map<String, String> faults) {
        return page(
                new Sheet(team, "Ajouter un alternant", null, id, 0, null, true, false, source(), keptFor()),
                typed,
                faults);
    }

    private ModelAndView sheet(
            Team team, Apprentice known, boolean mayWrite, Map<String, String> typed, Map<String, String> faults) {
        String name = known.name() == null ? ApprenticeList.NAMELESS : known.name();
        return page(
                new Sheet(
                        team,
                        name + ", " + known.employer(),
                        name,
                        known.id(),
                        known.version(),
                        "Contrat " + list.filing(known) + ".",
                        mayWrite,
                        known.name() == null,
                        source(),
                        keptFor()),
                typed,
                faults);
    }

    private static String source() {
        return Wording.typeset(ApprenticeContract.SOURCE);
    }

    private String keptFor() {
        return French.days(apprentices.keptFor());
    }

    private static ModelAndView page(Sheet sheet, Map<String, String> typed, Map<String, String> faults) {
        return new ModelAndView("apprentice", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("sheet", sheet)
                .addObject("typed", typed)
                .addObject("faults", faults)
                .addObject("contracts", ApprenticeContract.values());
    }
}
