package fr.jalon.contact;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The board of a team's contacts: for all who see the team to read, for those who write for it to add to. */
@Controller
class ContactPages {

    /** What has been done, by what the address of the page says of it. */
    static final Map<String, String> DONE = Map.of(
            "ajout", "C’est fait : le contact est ajouté.",
            "deplacement", "C’est fait : le contact est déplacé.",
            "action", "C’est fait : l’action est notée comme faite.",
            "correction", "C’est fait : le contact est corrigé.",
            "note", "C’est fait : la note est dans l’historique.",
            "effacement", "C’est fait : le contact est effacé, avec son historique.",
            "reprise", "C’est fait : les contacts du tableur sont ajoutés.",
            "courriel", "C’est fait : le courriel du matin vous est adressé.",
            "silence", "C’est fait : le courriel du matin ne vous est plus adressé.");

    private final Teams teams;
    private final Contacts contacts;
    private final Board board;
    private final ParisCalendar paris;

    ContactPages(Teams teams, Contacts contacts, Board board, ParisCalendar paris) {
        this.teams = teams;
        this.contacts = contacts;
        this.board = board;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/contacts")
    ModelAndView all(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String filtre,
            @RequestParam(defaultValue = "") String etat,
            @RequestParam(defaultValue = "1") String page,
            @RequestParam(defaultValue = "") String fait,
            Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        int number = page.matches("\\d{1,4}") ? Integer.parseInt(page) : 1;
        return new ModelAndView("contacts")
                .addObject("page", board.of(seen, viewer, Board.Asked.of(filtre, etat, number)))
                .addObject("mayWrite", teams.isWrittenBy(viewer, seen))
                .addObject("states", ContactState.values())
                .addObject("done", DONE.get(fait));
    }

    @GetMapping("/equipes/{team}/contacts/nouveau")
    ModelAndView fresh(@PathVariable String team, Authentication writer) {
        Map<String, String> typed = Map.of(ContactFields.STATE, ContactState.TO_CONTACT.key());
        return fresh(teams.writtenBy(writer, team), UUID.randomUUID().toString(), typed, Map.of());
    }

    /** The form brings the id of the contact to be, so that it is added once however often it is sent. */
    @PostMapping("/equipes/{team}/contacts")
    ModelAndView add(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String id,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        String contact = isId(id) ? id : UUID.randomUUID().toString();
        ContactFields fields = new ContactFields(typed, paris.today());
        ContactState state = fields.state();
        Draft draft = fields.draft(state, members(theirs), paris.today());
        if (state == null || draft == null) return fresh(theirs, contact, typed, sentences(fields));
        try {
            contacts.add(theirs.id(), contact, state, draft, writer.getName());
        } catch (Refusal refused) {
            return fresh(theirs, contact, typed, errors(refused));
        }
        return new ModelAndView("redirect:/equipes/" + theirs.id() + "/contacts?fait=ajout#" + state.key());
    }

    /** Has somebody be told each morning, or no longer. */
    @PostMapping("/equipes/{team}/contacts/courriel")
    ModelAndView tell(@PathVariable String team, @RequestParam(defaultValue = "") String told, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        contacts.tell(theirs.id(), writer.getName(), !told.isEmpty());
        return new ModelAndView(
                "redirect:/equipes/" + theirs.id() + "/contacts?fait=" + (told.isEmpty() ? "silence" : "courriel"));
    }

    private Set<String> members(Team team) {
        return teams.membersOf(team).stream().map(Person::id).collect(Collectors.toSet());
    }

    private ModelAndView fresh(Team team, String id, Map<String, String> typed, Map<String, String> faults) {
        return new ModelAndView("contact-new", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("team", team)
                .addObject("id", id)
                .addObject("members", teams.membersOf(team))
                .addObject("states", ContactState.values())
                .addObject("typed", typed)
                .addObject("faults", faults)
                .addObject("keptFor", contacts.keptFor());
    }

    static boolean isId(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    /** What is wrong with what was typed, as a page says it. */
    static Map<String, String> sentences(ContactFields fields) {
        Map<String, String> sentences = new LinkedHashMap<>();
        fields.faults()
                .forEach((field, why) -> sentences.put(
                        field,
                        StringUtils.capitalize(why)
                                        .replaceAll(" ([:;!?»])", "\u00a0$1")
                                        .replace("« ", "«\u00a0") + "."));
        return sentences;
    }

    /** What a refusal says, by field; by none where it is of the whole. */
    static Map<String, String> errors(Refusal refused) {
        return refused.errors().isEmpty() ? Map.of("", refused.getMessage()) : refused.errors();
    }
}
