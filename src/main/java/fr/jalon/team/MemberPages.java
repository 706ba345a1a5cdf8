package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.team.Enrolments.Enrolled;
import fr.jalon.text.MailAddress;
import fr.jalon.text.Token;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who belongs to a team, what it is called and which cohort it goes with, for facilitators to put right. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class MemberPages {

    /** What has been done, by what the address of the page says of it. */
    private static final Map<String, String> DONE = Map.of(
            "ajout", "C’est fait : cette personne est membre de l’équipe, avec le compte qu’elle avait déjà.",
            "invitation", "C’est fait : l’invitation part par courriel.",
            "correction", "C’est fait : le compte est corrigé.",
            "renouvellement",
                    "C’est fait : une nouvelle invitation part à la nouvelle adresse, la précédente ne vaut plus.",
            "depart", "C’est fait : cette personne n’est plus membre de l’équipe.",
            "nom", "C’est fait : l’équipe a changé de nom.",
            "cohorte", "C’est fait : l’équipe a changé de cohorte.");

    private static final Set<String> FIELDS = Set.of("firstName", "lastName", "email", "name", "cohort");

    /** A link that is shown once, and whose it is. */
    record Link(String name, String href) {}

    private final Teams teams;
    private final Enrolments enrolments;
    private final Invitations invitations;
    private final Validator validator;

    MemberPages(Teams teams, Enrolments enrolments, Invitations invitations, Validator validator) {
        this.teams = teams;
        this.enrolments = enrolments;
        this.invitations = invitations;
        this.validator = validator;
    }

    @GetMapping("/equipes/{team}/membres")
    ModelAndView all(@PathVariable String team, @RequestParam(defaultValue = "") String fait) {
        return page(teams.team(team), Map.of(), Map.of()).addObject("done", DONE.get(fait));
    }

    @PostMapping("/equipes/{team}/membres")
    ModelAndView add(@PathVariable String team, @RequestParam Map<String, String> typed) {
        Team joined = teams.team(team);
        Map<String, String> values = stripped(typed);
        Map<String, String> faults = faults(validator, values);
        if (!faults.isEmpty()) return page(joined, values, faults);
        String email = new MailAddress(value(values, "email")).value();
        Optional<Person> member = teams.membersOf(joined).stream()
                .filter(each -> email.equalsIgnoreCase(each.email()))
                .findFirst();
        if (member.isPresent()) {
            return page(joined, Map.of(), Map.of())
                    .addObject("done", member.get().name() + " est déjà membre de l’équipe : rien n’a été changé.");
        }
        try {
            Enrolled enrolled = enrolments.join(joined, value(values, "firstName"), value(values, "lastName"), email);
            String name = value(values, "firstName") + " " + value(values, "lastName");
            return enrolled.invitation() == null
                    ? done(joined, "ajout")
                    : handedOver(joined, name, enrolled.invitation(), "invitation");
        } catch (Refusal refused) {
            return page(joined, values, faults(refused, "email"));
        }
    }

    @PostMapping("/equipes/{team}/nom")
    ModelAndView rename(
            @PathVariable String team,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") String seen) {
        Team renamed = teams.team(team);
        Map<String, String> values = stripped(typed);
        String name = value(values, "name");
        if (name.equals(renamed.name())) return done(renamed, "nom");
        Map<String, String> faults = new LinkedHashMap<>();
        check(validator, TeamController.NewTeam.class, "name", values, faults);
        if (!seen.equals(renamed.name())) {
            faults.put("name", "Entre-temps, l’équipe s’appelle « " + renamed.name() + " ». Recommencez s’il le faut.");
        }
        if (!faults.isEmpty()) return page(renamed, values, faults);
        try {
            enrolments.rename(renamed, name);
            return done(renamed, "nom");
        } catch (Refusal refused) {
            return page(renamed, values, faults(refused, "name"));
        }
    }

    @PostMapping("/equipes/{team}/cohorte")
    ModelAndView move(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String cohort,
            @RequestParam(defaultValue = "") String seen) {
        Team moved = teams.team(team);
        if (cohort.equals(moved.cohort())) return done(moved, "cohorte");
        Map<String, String> typed = Map.of("cohort", cohort);
        if (!seen.equals(moved.cohort())) {
            String now = teams.cohort(moved.cohort()).name();
            return page(
                    moved,
                    typed,
                    Map.of(
                            "cohort",
                            "Entre-temps, l’équipe est passée dans « " + now + " ». Recommencez s’il le faut."));
        }
        if (others(moved).stream().noneMatch(each -> each.id().equals(cohort))) {
            return page(moved, typed, Map.of("cohort", "Choisissez une cohorte de la liste."));
        }
        try {
            enrolments.move(moved, cohort);
            return done(moved, "cohorte");
        } catch (Refusal refused) {
            return page(moved, typed, faults(refused, "cohort"));
        }
    }

    @GetMapping("/equipes/{team}/membres/{member}")
    ModelAndView one(@PathVariable String team, @PathVariable String member) {
        Team theirs = teams.team(team);
        Person person = member(theirs, member);
        return page(theirs, person, values(person), Map.of());
    }

    @PostMapping("/equipes/{team}/membres/{member}")
    ModelAndView correct(
            @PathVariable String team,
            @PathVariable String member,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "") String seen) {
        Team theirs = teams.team(team);
        Person person = member(theirs, member);
        Map<String, String> values = stripped(typed);
        Map<String, String> faults = faults(validator, values);
        if (!faults.isEmpty()) return page(theirs, person, values, faults);
        Person corrected = new Person(
                member,
                value(values, "firstName"),
                value(values, "lastName"),
                new MailAddress(value(values, "email")).value());
        if (corrected.equals(person)) return done(theirs, "correction");
        if (!seen.equals(state(person))) {
            return page(
                    theirs,
                    person,
                    values,
                    Map.of(
                            "",
                            "Rien n’a été fait : entre-temps, ce compte est au nom de " + person.name() + ", "
                                    + person.email() + ". Relisez, puis recommencez s’il le faut."));
        }
        try {
            Optional<String> renewed = enrolments.correct(theirs, corrected);
            return renewed.isEmpty()
                    ? done(theirs, "correction")
                    : handedOver(theirs, corrected.name(), renewed.get(), "renouvellement");
        } catch (Refusal refused) {
            return page(theirs, person, values, faults(refused, ""));
        }
    }

    @PostMapping("/equipes/{team}/membres/{member}/depart")
    ModelAndView remove(@PathVariable String team, @PathVariable String member) {
        Team left = teams.team(team);
        if (teams.membersOf(left).stream().anyMatch(each -> each.id().equals(member))) enrolments.leave(left, member);
        return done(left, "depart");
    }

    private Person member(Team team, String id) {
        return teams.membersOf(team).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("« " + id + " » n’est pas membre de l’équipe."));
    }

    private List<Cohort> others(Team team) {
        return teams.cohorts(false).stream()
                .filter(each -> !each.id().equals(team.cohort()))
                .toList();
    }

    private static ModelAndView done(Team team, String what) {
        return new ModelAndView("redirect:/equipes/" + team.id() + "/membres?fait=" + what);
    }

    /** Shows a link that no mail brings; where one does, says so. */
    private ModelAndView handedOver(Team team, String name, String token, String what) {
        return invitations.isHandedOver(token)
                ? page(team, Map.of(), Map.of()).addObject("link", new Link(name, invitations.link(token)))
                : done(team, what);
    }

    private ModelAndView page(Team team, Map<String, String> typed, Map<String, String> faults) {
        return framed("members", team, typed, faults)
                .addObject("members", teams.membersOf(team))
                .addObject("others", others(team));
    }

    private ModelAndView page(Team team, Person person, Map<String, String> typed, Map<String, String> faults) {
        return framed("member", team, typed, faults).addObject("person", person).addObject("seen", state(person));
    }

    private ModelAndView framed(String view, Team team, Map<String, String> typed, Map<String, String> faults) {
        return new ModelAndView(view, faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("team", team)
                .addObject("cohort", teams.cohort(team.cohort()))
                .addObject("typed", typed)
                .addObject("faults", faults);
    }

    private static String state(Person person) {
        return Token.hash(person.toString());
    }

    private static Map<String, String> values(Person person) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("firstName", Objects.requireNonNullElse(person.firstName(), ""));
        values.put("lastName", Objects.requireNonNullElse(person.lastName(), ""));
        values.put("email", Objects.requireNonNullElse(person.email(), ""));
        return values;
    }

    static Map<String, String> stripped(Map<String, String> typed) {
        Map<String, String> values = new LinkedHashMap<>(typed);
        values.replaceAll((name, value) -> value.strip());
        return values;
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    /** What is wrong with the name and the address of a person, by field. */
    static Map<String, String> faults(Validator validator, Map<String, String> values) {
        Map<String, String> faults = new LinkedHashMap<>();
        check(validator, TeamController.NewPerson.class, "firstName", values, faults);
        check(validator, TeamController.NewPerson.class, "lastName", values, faults);
        try {
            new MailAddress(value(values, "email"));
        } catch (IllegalArgumentException expected) {
            faults.put("email", sentence(expected.getMessage()));
        }
        return faults;
    }

    /** A form asks for what the request of the same name asks for. */
    private static void check(
            Validator validator, Class<?> asked, String name, Map<String, String> values, Map<String, String> faults) {
        validator.validateValue(asked, name, value(values, name)).stream()
                .map(ConstraintViolation::getMessage)
                .sorted()
                .findFirst()
                .ifPresent(fault -> faults.put(name, sentence(fault)));
    }

    static Map<String, String> faults(Refusal refused, String field) {
        return refused.errors().isEmpty() || !refused.errors().keySet().stream().allMatch(FIELDS::contains)
                ? Map.of(field, refused.getMessage())
                : refused.errors();
    }

    private static String sentence(@Nullable String fault) {
        return StringUtils.capitalize(Objects.requireNonNullElse(fault, "")) + ".";
    }
}
