package fr.jalon.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the sign that PostgreSQL keeps in no text, in addresses and in what pages send; {@link StrictJson} does in
 * JSON.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class NoNul extends OncePerRequestFilter {

    private final ProblemWriter problems;

    NoNul(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isIn(request))
            problems.write(response, HttpStatus.BAD_REQUEST, "Un caractère nul n’a pas de place dans une demande.");
        else chain.doFilter(request, response);
    }

    private static boolean isIn(HttpServletRequest request) {
        if ((request.getRequestURI() + "?" + request.getQueryString()).contains("%00")) return true;
        String type = request.getContentType();
        return type != null
                && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                && request.getParameterMap().values().stream()
                        .flatMap(Stream::of)
                        .anyMatch(value -> value.indexOf('\0') >= 0);
    }
}
