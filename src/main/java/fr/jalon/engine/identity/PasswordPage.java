package fr.jalon.engine.identity;

import fr.jalon.Refusal;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page that a link leads to, where whoever it was sent to chooses a password, written twice. Not found for a link
 * that is unknown, used, expired or void; said so on the page.
 *
 * @param view its template, which is told {@code error}
 * @param owner what the template calls the id of whoever may choose
 * @param ownerOf who that is, by the link's token
 * @param choose sets the password by token and password, and answers the id; refuses a weak one
 */
public record PasswordPage(
        String view, String owner, Function<String, Optional<String>> ownerOf, BinaryOperator<String> choose) {

    /** The page, to be filled. */
    public ModelAndView show(String token) {
        return page(token, null);
    }

    /** Leads to the login page once the password is chosen; else the page says why it is not. */
    public ModelAndView chosen(String token, String password, String again) {
        if (!password.equals(again))
            return page(token, "Les deux mots de passe diffèrent : écrivez deux fois le même.");
        try {
            return new ModelAndView("redirect:/login?welcome", "member", choose.apply(token, password));
        } catch (Refusal refused) {
            return page(token, refused.kind() == Refusal.Kind.UNKNOWN ? null : refused.getMessage());
        }
    }

    private ModelAndView page(String token, @Nullable String error) {
        Optional<String> known = ownerOf.apply(token);
        ModelAndView page = new ModelAndView(
                view,
                known.isEmpty()
                        ? HttpStatus.NOT_FOUND
                        : error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY);
        page.addObject(owner, known.orElse(null));
        page.addObject("error", error);
        return page;
    }
}
