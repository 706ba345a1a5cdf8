package fr.jalon.team;

import fr.jalon.engine.identity.Accounts.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Which coach accompanies which team of a cohort, for facilitators to choose. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class CoachPages {

    /**
     * A team and whoever is chosen for it.
     *
     * @param was who has it
     * @param coach who is to have it
     */
    record Choice(
            Team team, String was, String coach, @Nullable String fault) {}

    private static final String COACH = "coach-";
    private static final String WAS = "was-";

    private final Teams teams;
    private final Coaching coaching;

    CoachPages(Teams teams, Coaching coaching) {
        this.teams = teams;
        this.coaching = coaching;
    }

    @GetMapping("/cohortes/{cohort}/coachs")
    ModelAndView all(@PathVariable String cohort, @RequestParam(required = false) @Nullable String fait) {
        Cohort shown = teams.cohort(cohort);
        Map<String, String> given = coaching.in(cohort);
        return page(
                        shown,
                        teams.teamsOf(cohort).stream()
                                .map(team -> new Choice(
                                        team,
                                        given.getOrDefault(team.id(), ""),
                                        given.getOrDefault(team.id(), ""),
                                        null))
                                .toList())
                .addObject("done", fait != null);
    }

    /** Does all that is chosen, or nothing where something has changed since or makes no sense. */
    @PostMapping("/cohortes/{cohort}/coachs")
    ModelAndView give(@PathVariable String cohort, @RequestParam Map<String, String> asked) {
        Cohort shown = teams.cohort(cohort);
        Map<String, String> given = coaching.in(cohort);
        Map<String, Person> coaches =
                coaching.coaches().stream().collect(Collectors.toMap(Person::id, Function.identity()));
        List<Choice> choices = teams.teamsOf(cohort).stream()
                .map(team -> choice(team, asked, given.getOrDefault(team.id(), ""), coaches))
                .toList();
        if (choices.stream().anyMatch(choice -> choice.fault() != null)) return page(shown, choices);
        Map<String, String> wanted = new LinkedHashMap<>();
        choices.stream()
                .filter(choice -> !choice.coach().equals(choice.was()))
                .forEach(choice -> wanted.put(choice.team().id(), choice.coach()));
        coaching.give(wanted);
        return new ModelAndView("redirect:/cohortes/" + shown.id() + "/coachs?fait");
    }

    private static Choice choice(Team team, Map<String, String> asked, String now, Map<String, Person> coaches) {
        String coach = asked.getOrDefault(COACH + team.id(), now);
        String was = asked.getOrDefault(WAS + team.id(), now);
        if (coach.equals(was) || coach.equals(now)) return new Choice(team, now, now, null);
        String fault = null;
        if (!was.equals(now)) {
            fault = "Entre-temps, cette équipe "
                    + (coaches.containsKey(now)
                            ? "a été confiée à " + coaches.get(now).name()
                            : "n’est plus confiée à personne")
                    + ". Recommencez s’il le faut.";
        } else if (!coach.isEmpty() && !coaches.containsKey(coach)) {
            fault = "Choisissez un coach de la liste.";
        }
        return new Choice(team, now, coach, fault);
    }

    private ModelAndView page(Cohort cohort, List<Choice> choices) {
        boolean isRefused = choices.stream().anyMatch(choice -> choice.fault() != null);
        return new ModelAndView("coaches", isRefused ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK)
                .addObject("cohort", cohort)
                .addObject("coaches", coaching.coaches())
                .addObject("choices", choices)
                .addObject("refused", isRefused);
    }
}
