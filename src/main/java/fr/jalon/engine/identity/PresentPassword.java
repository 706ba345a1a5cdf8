package fr.jalon.engine.identity;

import fr.jalon.engine.http.HttpRefusal;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The engine asks for one's present password before a new one: over HTTP, guesses of it are slowed down like a login.
 */
public class PresentPassword extends HttpRefusal.WeakPasswords {

    private final Throttle throttle;

    public PresentPassword(Throttle throttle) {
        this.throttle = throttle;
    }

    @Override
    public boolean checkPassword(String user, String password) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes http)) {
            return super.checkPassword(user, password);
        }
        String address = http.getRequest().getRemoteAddr();
        try {
            throttle.check(user, address);
            if (super.checkPassword(user, password)) {
                throttle.succeeded(user, address);
                return true;
            }
            throttle.failed(user, address);
        } catch (TooManyAttempts guessing) {
            HttpServletResponse response = http.getResponse();
            if (response != null) response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(guessing.seconds()));
            throw new ClientErrorException(guessing.getMessage(), Response.Status.TOO_MANY_REQUESTS, guessing);
        }
        throw new BadRequestException("Votre mot de passe actuel n’est pas celui-là.");
    }
}
