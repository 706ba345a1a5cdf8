package fr.jalon.person;

import fr.jalon.engine.identity.PasswordPage;
import fr.jalon.engine.identity.Throttle;
import fr.jalon.engine.identity.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
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
    private final PasswordPage password;

    RenewalPages(Renewals renewals, Clock clock) {
        this.renewals = renewals;
        this.password = new PasswordPage("new-password", "account", renewals::accountOf, renewals::renew);
        this.requests = new Throttle(clock, MOST_OF_ADDRESS, MOST_OF_ADDRESS);
    }

    /** Both pages say where mails do not leave. */
    @ModelAttribute("hasServer")
    boolean hasServer() {
        return renewals.hasServer();
    }

    @GetMapping("/mot-de-passe")
    String ask() {
        return "forgotten-password";
    }

    /** Answers alike whoever is named. */
    @PostMapping("/mot-de-passe")
    ModelAndView asked(@RequestParam(defaultValue = "") String person, HttpServletRequest request) {
        try {
            requests.failed(ANY, request.getRemoteAddr());
        } catch (TooManyAttempts guessing) {
            ModelAndView page = new ModelAndView(ask(), HttpStatus.TOO_MANY_REQUESTS);
            return page.addObject("tooMany", guessing.getMessage());
        }
        var unused = renewals.request(person);
        return new ModelAndView("redirect:/mot-de-passe?sent");
    }

    @GetMapping("/mot-de-passe/{token}")
    ModelAndView choose(@PathVariable String token) {
        return password.show(token);
    }

    @PostMapping("/mot-de-passe/{token}")
    ModelAndView chosen(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again) {
        return this.password.chosen(token, password, again);
    }
}
