package fr.jalon.web;

import fr.jalon.engine.http.Webapps;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps every answer out of every cache, whoever gives it and whatever it says of caches, but for static files and for
 * calendars by a secret address, which their readers ask for again and again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class NoStore extends OncePerRequestFilter {

    private static final Pattern FILE = Pattern.compile("(?!/(?:api|engine-rest|actuator|equipes)/|" + Webapps.API
            + "/)/[\\w./-]+\\.(?:css|js|json|svg|png|ico|ttf|woff2?)");
    private static final Pattern OF_PLUGIN =
            Pattern.compile(Webapps.API + "/\\w+/plugin/\\w+/static/[\\w./-]+\\.(?:css|js)");
    private static final Pattern CALENDAR = Pattern.compile("/calendriers/[\\w-]+\\.ics");
    private static final Set<String> OF_CACHES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        OF_CACHES.addAll(Set.of(HttpHeaders.CACHE_CONTROL, HttpHeaders.EXPIRES, HttpHeaders.PRAGMA));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        return FILE.matcher(path).matches()
                || OF_PLUGIN.matcher(path).matches() && request.getParameter(Webapps.VERSION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (CALENDAR.matcher(request.getServletPath()).matches()) {
            chain.doFilter(request, response);
            return;
        }
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void addHeader(String name, String value) {
                if (!OF_CACHES.contains(name)) super.addHeader(name, value);
            }

            @Override
            public void setHeader(String name, String value) {
                if (!OF_CACHES.contains(name)) super.setHeader(name, value);
            }

            @Override
            public void addDateHeader(String name, long date) {
                if (!OF_CACHES.contains(name)) super.addDateHeader(name, date);
            }

            @Override
            public void setDateHeader(String name, long date) {
                if (!OF_CACHES.contains(name)) super.setDateHeader(name, date);
            }

            @Override
            public void reset() {
                super.reset();
                super.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
    }
}
