package fr.jalon.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes every cookie of an answer over TLS a secure one. The container and Spring do so with theirs; the engine's
 * webapps know but a fixed setting, which would break either the demonstration or whoever forgot it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SecureCookies extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.isSecure();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void addHeader(String name, String value) {
                super.addHeader(name, secured(name, value));
            }

            @Override
            public void setHeader(String name, String value) {
                super.setHeader(name, secured(name, value));
            }
        });
    }

    private static String secured(String header, String value) {
        boolean isOpen =
                HttpHeaders.SET_COOKIE.equalsIgnoreCase(header) && !value.matches("(?i).*;\\s*secure\\s*(;.*)?");
        return isOpen ? value + "; Secure" : value;
    }
}
