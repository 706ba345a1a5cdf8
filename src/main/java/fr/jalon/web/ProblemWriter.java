package fr.jalon.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Says in French why the security chain let a request go no further; sends no Basic challenge, which browsers keep. */
@Component
class ProblemWriter implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;

    ProblemWriter(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof TooManyAttempts guessing) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(guessing.seconds()));
            ErrorPages.write(request, response, HttpStatus.TOO_MANY_REQUESTS, guessing.getMessage());
            return;
        }
        write(response, HttpStatus.UNAUTHORIZED, Problems.detail(HttpStatus.UNAUTHORIZED));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        boolean isStale = reason instanceof CsrfException;
        boolean isLoggedIn = SecurityContextHolder.getContext().getAuthentication() != null;
        if (isStale
                && ErrorPages.isForPeople(request)
                && (!isLoggedIn || request.getServletPath().equals("/login"))) {
            response.sendRedirect(request.getContextPath() + "/login?expired");
            return;
        }
        if (isStale && !isLoggedIn) {
            // Without a login, a token would be of no help.
            commence(request, response, new InsufficientAuthenticationException("no login", reason));
            return;
        }
        ErrorPages.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                isStale && ErrorPages.isForPeople(request)
                        ? "Cette page a expiré : revenez en arrière, rechargez-la, puis recommencez."
                        : Problems.detail(HttpStatus.FORBIDDEN));
    }

    /** Writes the whole answer and closes it: nothing can follow. */
    void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(Problems.title(status));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        json.writeValue(response.getOutputStream(), problem);
    }
}
