package fr.jalon.contact;

import static fr.jalon.contact.ContactPages.errors;
import static fr.jalon.contact.ContactPages.sentences;

import fr.jalon.Refusal;
import fr.jalon.contact.Contact.Entry;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One contact of a team: what is next, what was done, and all that can be done about it. */
@Controller
class CardPages {

    /** An entry of a history as it is shown. */
    record Told(String what, @Nullable String next, String who, String when, boolean isNote) {}

    /**
     * A contact as it is shown.
     *
     * @param changes what was done since the page was read that somebody has acted on; empty where nothing was
     */
    record Shown(
            Contact contact,
            @Nullable String follower,
            @Nullable String due,
            boolean isLate,
            List<Told> history,
            List<Told> changes) {}

    /** What somebody has sent: by which form of the page, and what was wrong with it. */
    private record Sent(String form, Map<String, String> typed, Map<String, String> faults, HttpStatus status) {

        static final Sent NOTHING = new Sent("", Map.of(), Map.of(), HttpStatus.OK);

        static Sent faulty(String form, Map<String, String> typed, Map<String, String> faults) {
            return new Sent(form, typed, faults, HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @FunctionalInterface
    private interface Deed {
        void of(Team team, Contact contact, ContactFields fields, int seen);
    }

    private final Teams teams;
    private final Contacts contacts;
    private final ContactRows rows;
    private final Accounts accounts;
    private final ParisCalendar paris;

    CardPages(Teams teams, Contacts contacts, ContactRows rows, Accounts accounts, ParisCalendar paris) {
        this.teams = teams;
        this.contacts = contacts;
        this.rows = rows;
        this.accounts = accounts;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/contacts/{contact}")
    ModelAndView one(
            @PathVariable String team,
            @PathVariable String contact,
            @RequestParam(defaultValue = "") String fait,
            Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return page(seen, contacts.find(seen.id(), contact), viewer, Sent.NOTHING, null)
                .addObject("done", ContactPages.DONE.get(fait));
    }

    @PostMapping("/equipes/{team}/contacts/{contact}")
    ModelAndView edit(
            @PathVariable String team,
            @PathVariable String contact,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        return act(team, contact, writer, "edit", typed, "correction", (theirs, known, fields, seen) -> {
            Next next = known.draft().next();
            boolean isSameDay = next != null && next.on().toString().equals(fields.value(ContactFields.DAY));
            LocalDate earliest = isSameDay ? ContactFields.LONG_AGO : paris.today();
            Set<String> followers =
                    teams.membersOf(theirs).stream().map(Person::id).collect(Collectors.toSet());
            Draft draft = fields.draft(known.state(), followers, earliest);
            if (draft != null) contacts.edit(theirs.id(), known.id(), seen, draft, writer.getName());
        });
    }

    /** From the board, where nothing but the state is asked, or from the contact's own page. */
    @PostMapping("/equipes/{team}/contacts/{contact}/etat")
    ModelAndView move(
            @PathVariable String team,
            @PathVariable String contact,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") String filtre,
            Authentication writer) {
        ModelAndView page = act(team, contact, writer, "move", typed, "deplacement", (theirs, known, fields, seen) -> {
            ContactState to = fields.state();
            boolean isKept = known.draft().next() != null
                    && Stream.of(ContactFields.ACTION, ContactFields.DAY)
                            .allMatch(field -> fields.value(field).isEmpty());
            Next next = isKept ? null : fields.next(to, paris.today());
            if (to != null && fields.faults().isEmpty())
                contacts.move(theirs.id(), known.id(), seen, to, next, writer.getName());
        });
        boolean isDone = String.valueOf(page.getViewName()).startsWith("redirect:");
        if (!isDone || !typed.containsKey("filtre")) return page;
        Board.Asked asked = Board.Asked.of(filtre, typed.getOrDefault(ContactFields.STATE, ""), 1);
        return new ModelAndView(
                "redirect:/equipes/" + teams.writtenBy(writer, team).id() + "/contacts?fait=deplacement"
                        + (asked.filter() == ContactRows.Filter.ALL
                                ? ""
                                : "&filtre=" + asked.filter().key())
                        + "#" + Objects.requireNonNull(asked.state()).key());
    }

    @PostMapping("/equipes/{team}/contacts/{contact}/fait")
    ModelAndView done(
            @PathVariable String team,
            @PathVariable String contact,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        return act(team, contact, writer, "done", typed, "action", (theirs, known, fields, seen) -> {
            Next next = fields.next(known.state(), paris.today());
            if (fields.faults().isEmpty()) contacts.done(theirs.id(), known.id(), seen, next, writer.getName());
        });
    }

    @PostMapping("/equipes/{team}/contacts/{contact}/note")
    ModelAndView note(
            @PathVariable String team,
            @PathVariable String contact,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        return act(team, contact, writer, "note", typed, "note", (theirs, known, fields, seen) -> {
            String said = fields.note();
            if (fields.faults().isEmpty()) contacts.note(theirs.id(), known.id(), seen, said, writer.getName());
        });
    }

    @GetMapping("/equipes/{team}/contacts/{contact}/effacement")
    ModelAndView askToErase(@PathVariable String team, @PathVariable String contact, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        return new ModelAndView("contact-erasure")
                .addObject("team", theirs)
                .addObject("contact", contacts.find(theirs.id(), contact));
    }

    @PostMapping("/equipes/{team}/contacts/{contact}/effacement")
    ModelAndView erase(@PathVariable String team, @PathVariable String contact, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        contacts.erase(theirs.id(), contact);
        return new ModelAndView("redirect:/equipes/" + theirs.id() + "/contacts?fait=effacement");
    }

    /** Does what a form asks, or shows the page again with what was typed and what is wrong with it. */
    private ModelAndView act(
            String team,
            String id,
            Authentication writer,
            String form,
            Map<String, String> typed,
            String done,
            Deed deed) {
        Team theirs = teams.writtenBy(writer, team);
        Contact known = contacts.find(theirs.id(), id);
        ContactFields fields = new ContactFields(typed, paris.today());
        String seen = fields.value("seen");
        int version = seen.matches("\\d{1,9}") ? Integer.parseInt(seen) : 0;
        try {
            deed.of(theirs, known, fields, version);
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.UNKNOWN) throw refused;
            boolean isStale = refused.kind() == Refusal.Kind.CONFLICT;
            Sent sent = new Sent(
                    form, typed, errors(refused), isStale ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY);
            return page(theirs, contacts.find(theirs.id(), id), writer, sent, isStale ? version : null);
        }
        if (!fields.faults().isEmpty())
            return page(theirs, known, writer, Sent.faulty(form, typed, sentences(fields)), null);
        return new ModelAndView("redirect:/equipes/" + theirs.id() + "/contacts/" + known.id() + "?fait=" + done);
    }

    private ModelAndView page(Team team, Contact contact, Authentication viewer, Sent sent, @Nullable Integer since) {
        List<Entry> entries = rows.entries(contact.id(), 0);
        String follower = contact.draft().follower();
        Circle people = accounts.circle(
                List.of(team.group()),
                Stream.concat(entries.stream().map(Entry::by), Stream.ofNullable(follower))
                        .distinct()
                        .toList());
        Next next = contact.draft().next();
        Map<String, String> values = new HashMap<>(values(contact));
        if (sent.form().equals("edit")) values.putAll(sent.typed());
        return new ModelAndView("contact", sent.status())
                .addObject("team", team)
                .addObject(
                        "shown",
                        new Shown(
                                contact,
                                follower == null ? null : people.nameOf(follower),
                                next == null ? null : Board.due(next.on(), paris.today()),
                                contact.isLate(paris.today()),
                                entries.stream()
                                        .map(entry -> told(entry, people))
                                        .toList(),
                                entries.stream()
                                        .filter(entry -> since != null && entry.version() > since)
                                        .map(entry -> told(entry, people))
                                        .toList()))
                .addObject("members", people.membersOf(team.group()))
                .addObject("states", ContactState.values())
                .addObject("mayWrite", teams.isWrittenBy(viewer, team))
                .addObject("form", sent.form())
                .addObject("sent", sent.typed())
                .addObject("faults", sent.faults())
                .addObject("typed", values)
                .addObject("keptUntil", keptUntil(contact));
    }

    private String keptUntil(Contact contact) {
        return French.day(paris.wallClock(contact.actedAt()).toLocalDate().plusDays(contacts.keptFor()));
    }

    private static Map<String, String> values(Contact contact) {
        Draft draft = contact.draft();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ContactFields.STATE, contact.state().key());
        values.put(ContactFields.NAME, draft.name());
        values.put(ContactFields.EMAIL, Objects.requireNonNullElse(draft.email(), ""));
        values.put(ContactFields.PHONE, Objects.requireNonNullElse(draft.phone(), ""));
        values.put(ContactFields.CHANNEL, Objects.requireNonNullElse(draft.channel(), ""));
        values.put(ContactFields.FOLLOWER, Objects.requireNonNullElse(draft.follower(), ""));
        values.put(
                ContactFields.ACTION, draft.next() == null ? "" : draft.next().action());
        values.put(
                ContactFields.DAY, draft.next() == null ? "" : draft.next().on().toString());
        return values;
    }

    private Told told(Entry entry, Circle people) {
        Next next = entry.next();
        return new Told(
                what(entry),
                next == null ? null : next.action() + ", " + French.plainDay(next.on(), paris.today()),
                people.nameOf(entry.by()),
                French.moment(paris.wallClock(entry.at())),
                entry.kind() == Contact.Kind.NOTED);
    }

    private static String what(Entry entry) {
        return switch (entry.kind()) {
            case CREATED ->
                "Ajout dans «\u00a0" + label(entry.to()) + "\u00a0»"
                        + (entry.said() == null ? "" : ", repris d’un tableur");
            case MOVED ->
                entry.from() == entry.to()
                        ? "Autre prochaine action"
                        : "De «\u00a0" + label(entry.from()) + "\u00a0» à «\u00a0" + label(entry.to()) + "\u00a0»"
                                + (entry.done() == null ? "" : "\u00a0; abandonné\u00a0: " + entry.done());
            case DONE -> "Fait\u00a0: " + entry.done();
            case EDITED -> "Corrigé\u00a0: " + entry.said();
            case NOTED -> String.valueOf(entry.said());
        };
    }

    private static String label(@Nullable ContactState state) {
        return state == null ? "" : state.label();
    }
}
