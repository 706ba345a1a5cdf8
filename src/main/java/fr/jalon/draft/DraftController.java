package fr.jalon.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.engine.form.DraftForms;
import fr.jalon.engine.form.DraftForms.Form;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** The draft of a task, for Tasklist and whoever may work on the task. */
@RestController
@RequestMapping("/api/tasks/{task}/draft")
class DraftController {

    /**
     * How the form of a task stands.
     *
     * @param version 0 where there is no draft
     * @param said who has taken the task on, where that is somebody else, and who saved the draft when; empty for
     *     nothing
     */
    record Shown(
            int version,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ObjectNode answers,

            String said) {}

    /**
     * A draft to be saved.
     *
     * @param version upon which it was typed; 0 for none
     */
    record Typed(
            @NotNull(message = "la version que vous avez lue est attendue") @Min(value = 0, message = "zéro au moins")
            Integer version,

            @NotNull(message = "un objet est attendu") ObjectNode answers) {}

    /**
     * The draft that stood there already.
     *
     * @param choice a dialogue that asks, field by field, which of both stays, and answers {@code mine} or
     *     {@code theirs}
     */
    record Other(int version, ObjectNode answers, String choice) {}

    private static final Pattern VOWEL = Pattern.compile("(?i)[aeiouàâäéèêëîïôöùûü]", Pattern.UNICODE_CASE);

    private final Drafts drafts;
    private final DraftForms forms;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final ITemplateEngine templates;

    DraftController(
            Drafts drafts, DraftForms forms, Accounts accounts, ParisCalendar paris, ITemplateEngine templates) {
        this.drafts = drafts;
        this.forms = forms;
        this.accounts = accounts;
        this.paris = paris;
        this.templates = templates;
    }

    @GetMapping
    Shown show(@PathVariable String task, Authentication person) {
        Form form = drafts.form(task, person.getName());
        Optional<Draft> draft = drafts.find(task);
        String holder = form.assignee();
        String held = holder == null || holder.equals(person.getName()) ? "" : name(holder) + " s’en charge. ";
        String saved = draft.map(each -> saved(each, person)).orElse("");
        return new Shown(
                draft.map(Draft::version).orElse(0), draft.map(Draft::answers).orElse(null), (held + saved).strip());
    }

    /** Saves a draft for who has taken the task on; 409 with the other one where somebody was first. */
    @PutMapping
    ResponseEntity<?> save(@PathVariable String task, @RequestBody @Valid Typed typed, Authentication person) {
        Form form = drafts.form(task, person.getName());
        String holder = form.assignee();
        if (holder == null) throw Refusal.conflict("Personne ne s’est chargé de cette tâche : prenez-la d’abord.");
        if (!holder.equals(person.getName())) throw Refusal.conflict(name(holder) + " s’en charge.");
        Optional<Draft> saved = drafts.save(task, form, typed.version(), typed.answers(), person.getName());
        if (saved.isPresent()) {
            Draft now = saved.get();
            return ResponseEntity.ok(new Shown(now.version(), null, saved(now, person)));
        }
        return ResponseEntity.status(HttpStatus.CONFLICT).body(collision(task, typed.answers(), person));
    }

    private ProblemDetail collision(String task, ObjectNode mine, Authentication person) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "Une autre saisie a été enregistrée depuis que vous avez ouvert ce formulaire.");
        problem.setTitle("Conflit avec l’état actuel");
        drafts.find(task)
                .ifPresent(other -> problem.setProperty(
                        "draft", new Other(other.version(), other.answers(), choice(task, mine, other, person))));
        return problem;
    }

    private String choice(String task, ObjectNode mine, Draft other, Authentication person) {
        Context asked = new Context(Locale.FRENCH);
        asked.setVariable("whose", whose(other, person));
        asked.setVariable("differences", forms.between(task, mine, other.answers()));
        return templates.process("draft", asked).strip();
    }

    private String saved(Draft draft, Authentication person) {
        return draft.author().equals(person.getName())
                ? "Brouillon enregistré " + when(draft) + "."
                : "Brouillon enregistré par " + name(draft.author()) + " " + when(draft) + ".";
    }

    private String whose(Draft draft, Authentication person) {
        return draft.author().equals(person.getName())
                ? "celui que vous avez enregistré ailleurs, " + when(draft)
                : "celui " + of(name(draft.author())) + ", " + when(draft);
    }

    private static String of(String name) {
        return (VOWEL.matcher(name).lookingAt() ? "d’" : "de ") + name;
    }

    /** {@code à 14 h 05}, with the day where it is not today's. */
    private String when(Draft draft) {
        LocalDateTime at = paris.wallClock(draft.at());
        String hour = "à " + French.hour(at);
        return at.toLocalDate().equals(paris.today())
                ? hour
                : "le " + French.plainDay(at.toLocalDate(), paris.today()) + " " + hour;
    }

    private String name(String person) {
        return accounts.find(person).map(Accounts.Person::name).orElse(person);
    }
}
