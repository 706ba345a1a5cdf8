package fr.jalon.contact;

import fr.jalon.Refusal;
import fr.jalon.contact.ContactSheet.Line;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/** A team's contacts to a spreadsheet, and from one: all of its lines or none. */
@Controller
class SheetPages {

    private final Teams teams;
    private final Contacts contacts;
    private final ContactRows rows;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final Clock clock;

    SheetPages(Teams teams, Contacts contacts, ContactRows rows, Accounts accounts, ParisCalendar paris, Clock clock) {
        this.teams = teams;
        this.contacts = contacts;
        this.rows = rows;
        this.accounts = accounts;
        this.paris = paris;
        this.clock = clock;
    }

    @GetMapping(path = "/equipes/{team}/contacts.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> csv(@PathVariable String team, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        List<Contact> all = rows.of(seen.id());
        Circle people = accounts.circle(
                List.of(seen.group()),
                all.stream()
                        .map(contact -> contact.draft().follower())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("contacts.csv")
                                .build()
                                .toString())
                .body(ContactSheet.write(all, people::nameOf));
    }

    /** @param failed 413 where a file was sent here that is larger than any that is taken, and was not read */
    @GetMapping("/equipes/{team}/contacts/tableur")
    ModelAndView choose(
            @PathVariable String team,
            @RequestAttribute(name = RequestDispatcher.ERROR_STATUS_CODE, required = false) @Nullable Integer failed,
            Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        String id = UUID.randomUUID().toString();
        return failed == null
                ? page(theirs, id, List.of(), HttpStatus.OK)
                : page(
                        theirs,
                        id,
                        List.of("Le fichier est trop volumineux\u00a0: 5\u00a0Mo au plus."),
                        HttpStatus.valueOf(failed));
    }

    /** The form brings an id, so that its lines are added once however often it is sent. */
    @PostMapping(path = "/equipes/{team}/contacts/tableur", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ModelAndView take(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String id,
            MultipartRequest sent,
            Authentication writer)
            throws IOException {
        Team theirs = teams.writtenBy(writer, team);
        String fresh = ContactPages.isId(id) ? id : UUID.randomUUID().toString();
        MultipartFile file = sent.getFile("file");
        try {
            if (file == null || file.isEmpty()) throw Refusal.invalid("file", "Choisissez d’abord un fichier.");
            if (rows.find(theirs.id(), contactOf(fresh, 0)).isEmpty())
                contacts.addAll(theirs.id(), read(theirs, fresh, file.getBytes()), writer.getName());
        } catch (Refusal refused) {
            Collection<String> faults = refused.errors().isEmpty()
                    ? List.of(refused.getMessage())
                    : new LinkedHashSet<>(refused.errors().values());
            HttpStatus status =
                    refused.kind() == Refusal.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
            return page(theirs, fresh, faults, status);
        }
        return new ModelAndView("redirect:/equipes/" + theirs.id() + "/contacts?fait=reprise");
    }

    private List<Contact> read(Team team, String id, byte[] file) {
        Map<String, String> known = rows.of(team.id()).stream()
                .filter(contact -> contact.draft().email() != null)
                .collect(Collectors.toMap(
                        contact -> String.valueOf(contact.draft().email()),
                        contact -> contact.draft().name()));
        List<Line> lines = ContactSheet.read(file, known, teams.membersOf(team), paris.today());
        return IntStream.range(0, lines.size())
                .mapToObj(at -> new Contact(
                        contactOf(id, at),
                        team.id(),
                        lines.get(at).state(),
                        lines.get(at).draft(),
                        1,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .toList();
    }

    /** The id of a contact by its place in the file of a form. */
    private static String contactOf(String form, int at) {
        return UUID.nameUUIDFromBytes((form + " " + at).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static ModelAndView page(Team team, String id, Collection<String> faults, HttpStatus status) {
        return new ModelAndView("contact-sheet", status)
                .addObject("team", team)
                .addObject("id", id)
                .addObject("faults", faults);
    }
}
