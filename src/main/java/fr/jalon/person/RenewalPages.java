package fr.jalon.person;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Throttle;
import fr.jalon.engine.identity.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks for a link, and the one that a link leads to. Both work without script, and for people alone. */
@Controller
class RenewalPages {

    private static final String ANY = "";
    private static final int MOST_OF_ADDRESS = 10;

    private final Renewals renewals;
    private final Throttle requests;

    RenewalPages(Renewals renewals, Clock clock) {
        this.renewals = renewals;
        this.requests = new Throttle(clock, MOST_OF_ADDRESS, MOST_OF_ADDRESS);
    }

    @GetMapping("/mot-de-passe")
    ModelAndView ask() {
        return new ModelAndView("forgotten-password", "hasServer", renewals.hasServer());
    }

    /** Answers alike whoever is named. */
    @PostMapping("/mot-de-passe")
    ModelAndView asked(@RequestParam(defaultValue = "") String person, HttpServletRequest request) {
        try {
            requests.failed(ANY, request.getRemoteAddr());
        } catch (TooManyAttempts guessing) {
            ModelAndView page = ask();
            page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return page.addObject("tooMany", guessing.getMessage());
        }
        var unused = renewals.request(person);
        return new ModelAndView("redirect:/mot-de-passe?sent");
    }

    @GetMapping("/mot-de-passe/{token}")
    ModelAndView choose(@PathVariable String token) {
        return page(token, null);
    }

    @PostMapping("/mot-de-passe/{token}")
    ModelAndView chosen(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again) {
        if (!password.equals(again))
            return page(token, "Les deux mots de passe diffèrent : écrivez deux fois le même.");
        try {
            return new ModelAndView("redirect:/login?welcome", "member", renewals.renew(token, password));
        } catch (Refusal refused) {
            return page(token, refused.kind() == Refusal.Kind.UNKNOWN ? null : refused.getMessage());
        }
    }

    private ModelAndView page(String token, String error) {
        Optional<String> account = renewals.accountOf(token);
        ModelAndView page = new ModelAndView(
                "new-password",
                account.isEmpty()
                        ? HttpStatus.NOT_FOUND
                        : error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY);
        page.addObject("account", account.orElse(null));
        page.addObject("hasServer", renewals.hasServer());
        page.addObject("error", error);
        return page;
    }
}
