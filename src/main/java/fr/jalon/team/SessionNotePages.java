package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The notes of a team's sessions, for the coaches and facilitators who see it, and for nobody of the team. */
@Controller
@PreAuthorize("hasAnyAuthority('facilitators', 'coaches')")
class SessionNotePages {

    private static final int LONGEST = 4000;
    private static final int LONGEST_STEP = 1000;

    /** A note as it is shown. */
    record Shown(SessionNote note, String author, boolean mayBeCorrected) {}

    private final Teams teams;
    private final SessionNoteRows rows;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final Clock clock;

    SessionNotePages(Teams teams, SessionNoteRows rows, Accounts accounts, ParisCalendar paris, Clock clock) {
        this.teams = teams;
        this.rows = rows;
        this.accounts = accounts;
        this.paris = paris;
        this.clock = clock;
    }

    @GetMapping("/equipes/{team}/notes")
    ModelAndView all(@PathVariable String team, Authentication viewer) {
        return all(teams.seenBy(viewer, team), viewer, UUID.randomUUID().toString(), Map.of(), Map.of());
    }

    /** The form brings the id of the note to be, so that it is written once however often it is sent. */
    @PostMapping("/equipes/{team}/notes")
    ModelAndView write(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String id,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        Team seen = teams.seenBy(writer, team);
        String note = isNew(id) ? id : UUID.randomUUID().toString();
        Map<String, String> faults = new LinkedHashMap<>();
        SessionNote.Text text = text(typed, faults);
        if (text == null) return all(seen, writer, note, typed, faults);
        rows.insert(note, seen.id(), text, writer.getName());
        return done(seen);
    }

    @GetMapping("/equipes/{team}/notes/{note}")
    ModelAndView one(@PathVariable String team, @PathVariable String note, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        SessionNote known = correctable(seen, note, viewer);
        return one(seen, known, values(known.text()), Map.of());
    }

    @PostMapping("/equipes/{team}/notes/{note}")
    ModelAndView correct(
            @PathVariable String team,
            @PathVariable String note,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam Map<String, String> typed,
            Authentication writer) {
        Team theirs = teams.seenBy(writer, team);
        SessionNote known = correctable(theirs, note, writer);
        Map<String, String> faults = new LinkedHashMap<>();
        SessionNote.Text text = text(typed, faults);
        if (text == null) return one(theirs, known, typed, faults);
        if (text.equals(known.text())) return done(theirs);
        if (!seen.equals(state(known))) {
            faults.put(
                    "said", "Entre-temps, cette note dit : « " + known.text().said() + " ». Recommencez s’il le faut.");
            return one(theirs, known, typed, faults);
        }
        rows.correct(known.id(), text);
        return done(theirs);
    }

    private SessionNote correctable(Team team, String id, Authentication writer) {
        SessionNote note = rows.find(team.id(), id).orElseThrow(() -> Refusal.unknown("Cette note est inconnue."));
        if (!note.mayBeCorrected(writer.getName(), clock.instant())) {
            throw Refusal.conflict("Une note se corrige par qui l’a écrite, pendant un jour : écrivez-en une autre.");
        }
        return note;
    }

    private static boolean isNew(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private SessionNote.@Nullable Text text(Map<String, String> typed, Map<String, String> faults) {
        String said = value(typed, "said");
        String next = value(typed, "nextStep");
        LocalDate held = null;
        try {
            held = LocalDate.parse(value(typed, "held"));
            if (held.isAfter(paris.today())) faults.put("held", "Cette séance n’a pas encore eu lieu.");
            if (held.getYear() < 2000) faults.put("held", "Une date depuis 2000 est attendue.");
        } catch (DateTimeParseException malformed) {
            faults.put("held", "Une date est attendue.");
        }
        if (said.isEmpty()) faults.put("said", "Ce champ est obligatoire.");
        else if (said.length() > LONGEST) faults.put("said", LONGEST + " caractères au plus.");
        if (next.length() > LONGEST_STEP) faults.put("nextStep", LONGEST_STEP + " caractères au plus.");
        return held == null || !faults.isEmpty()
                ? null
                : new SessionNote.Text(held, said, next.isEmpty() ? null : next);
    }

    /** Without the carriage returns of forms. */
    private static String value(Map<String, String> typed, String name) {
        return typed.getOrDefault(name, "").replace("\r", "").strip();
    }

    private static Map<String, String> values(SessionNote.Text text) {
        return Map.of(
                "held",
                text.held().toString(),
                "said",
                text.said(),
                "nextStep",
                text.nextStep() == null ? "" : text.nextStep());
    }

    private static String state(SessionNote note) {
        return Token.hash(note.text().toString());
    }

    private static ModelAndView done(Team team) {
        return new ModelAndView("redirect:/equipes/" + team.id() + "/notes");
    }

    private ModelAndView all(
            Team team, Authentication viewer, String id, Map<String, String> typed, Map<String, String> faults) {
        List<SessionNote> notes = rows.of(team.id());
        Map<String, String> names = accounts.names(
                notes.stream().map(SessionNote::author).distinct().toList());
        Map<String, String> values =
                new LinkedHashMap<>(Map.of("held", paris.today().toString()));
        values.putAll(typed);
        return framed("notes", team, values, faults)
                .addObject("id", id)
                .addObject(
                        "notes",
                        notes.stream()
                                .map(note -> new Shown(
                                        note,
                                        names.getOrDefault(note.author(), note.author()),
                                        note.mayBeCorrected(viewer.getName(), clock.instant())))
                                .toList());
    }

    private ModelAndView one(Team team, SessionNote note, Map<String, String> typed, Map<String, String> faults) {
        return framed("note", team, typed, faults).addObject("note", note).addObject("seen", state(note));
    }

    private ModelAndView framed(String view, Team team, Map<String, String> typed, Map<String, String> faults) {
        return new ModelAndView(view, faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("team", team)
                .addObject("cohort", teams.cohort(team.cohort()))
                .addObject("typed", typed)
                .addObject("faults", faults)
                .addObject("today", paris.today());
    }
}
