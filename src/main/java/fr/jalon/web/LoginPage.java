package fr.jalon.web;

import fr.jalon.engine.identity.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The login page. */
@Controller
class LoginPage {

    /** Names what was typed as the account at a login that failed, in the session. */
    static final String TYPED = "jalon.typed";

    /**
     * Says how many minutes to wait where somebody has tried too often, and shows once more which account was tried.
     */
    @GetMapping("/login")
    String login(@RequestParam(defaultValue = "0") int wait, HttpServletRequest request, Model model) {
        if (wait > 0) model.addAttribute("tooMany", TooManyAttempts.sentence(wait));
        HttpSession session = request.getSession(false);
        if (session != null) {
            model.addAttribute("typed", session.getAttribute(TYPED));
            session.removeAttribute(TYPED);
        }
        return "login";
    }
}
