package fr.jalon.team;

import fr.jalon.team.Cohort.Meeting;
import fr.jalon.text.Token;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

/** Where the teams of a cohort meet, for facilitators to say. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class MeetingPages {

    private final Teams teams;
    private final Validator validator;

    MeetingPages(Teams teams, Validator validator) {
        this.teams = teams;
        this.validator = validator;
    }

    @GetMapping("/cohortes/{cohort}/reglages")
    ModelAndView one(@PathVariable String cohort, @RequestParam(required = false) @Nullable String fait) {
        Cohort shown = teams.cohort(cohort);
        return page(shown, typed(shown.meeting()), Map.of()).addObject("isDone", fait != null);
    }

    @PostMapping("/cohortes/{cohort}/reglages")
    ModelAndView meet(
            @PathVariable String cohort,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String videoLink,
            @RequestParam(defaultValue = "") String seen) {
        Cohort changed = teams.cohort(cohort);
        Meeting now = changed.meeting();
        Meeting wanted = new Meeting(place, videoLink);
        Map<String, String> typed = Map.of("place", place, "videoLink", videoLink);
        Map<String, String> faults = faults(wanted);
        if (!faults.isEmpty()) return page(changed, typed, faults);
        if (!wanted.equals(now)) {
            if (!seen.equals(state(now))) return page(changed, typed, Map.of("", "Entre-temps, " + told(now)));
            teams.meet(changed, wanted);
        }
        return new ModelAndView("redirect:/cohortes/" + changed.id() + "/reglages?fait=oui");
    }

    private static String told(Meeting now) {
        return "le lieu est devenu « " + said(now.place()) + " » et la visio « " + said(now.videoLink())
                + " ». Recommencez s’il le faut.";
    }

    private static String said(@Nullable String words) {
        return Objects.requireNonNullElse(words, "aucun");
    }

    private Map<String, String> faults(Meeting wanted) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (ConstraintViolation<Meeting> fault : validator.validate(wanted)) {
            faults.put(fault.getPropertyPath().toString(), StringUtils.capitalize(fault.getMessage()) + ".");
        }
        return faults;
    }

    private static Map<String, String> typed(Meeting meeting) {
        return Map.of(
                "place",
                Objects.requireNonNullElse(meeting.place(), ""),
                "videoLink",
                Objects.requireNonNullElse(meeting.videoLink(), ""));
    }

    private static ModelAndView page(Cohort cohort, Map<String, String> typed, Map<String, String> faults) {
        return new ModelAndView("meeting", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("cohort", cohort)
                .addObject("typed", typed)
                .addObject("faults", faults)
                .addObject("seen", state(cohort.meeting()));
    }

    private static String state(Meeting meeting) {
        return Token.hash(meeting.toString());
    }
}
