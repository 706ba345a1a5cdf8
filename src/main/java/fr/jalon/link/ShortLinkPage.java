package fr.jalon.link;

import fr.jalon.engine.identity.Throttle;
import fr.jalon.engine.identity.TooManyAttempts;
import fr.jalon.engine.time.ParisCalendar;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Where short links lead, for everybody: to the address that the team has given, and to a page that says so where there
 * is none. Visits are counted by day, and nothing is kept of who made them.
 */
@Controller
class ShortLinkPage {

    /** Of unknown codes, by one address in five minutes. */
    static final int MOST_GUESSES = 20;

    /** By one address in five minutes: a whole company may stand behind one. */
    static final int MOST_VISITS = 3000;

    private static final int MOST_TRIES = 3;
    private static final List<String> PURPOSES = List.of("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz");
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final Logger LOG = LoggerFactory.getLogger(ShortLinkPage.class);

    private final LinkRows rows;
    private final ParisCalendar paris;
    private final ITemplateEngine templates;
    private final Throttle guesses;
    private final Throttle visits;

    ShortLinkPage(LinkRows rows, ParisCalendar paris, ITemplateEngine templates, Clock clock) {
        this.rows = rows;
        this.paris = paris;
        this.templates = templates;
        this.guesses = new Throttle(clock, MOST_GUESSES, MOST_GUESSES);
        this.visits = new Throttle(clock, MOST_VISITS, MOST_VISITS);
    }

    /** A code that none can be is answered without asking the database. */
    @GetMapping("/l/{code}")
    ResponseEntity<String> follow(@PathVariable String code, HttpServletRequest request) {
        if (!ShortCode.isOne(code)) return nowhere();
        String client = request.getRemoteAddr();
        try {
            guesses.check("", client);
            visits.check("", client);
            Optional<SharedLink> link = rows.byCode(ShortCode.meant(code));
            if (link.isEmpty()) {
                guesses.failed("", client);
                return nowhere();
            }
            visits.failed("", client);
            if (!link.get().isInForce() || !Destination.isSafe(link.get().address())) return nowhere();
            if (isVisit(request)) count(link.get());
            return answer(HttpStatus.FOUND)
                    .location(URI.create(link.get().address()))
                    .build();
        } catch (TooManyAttempts many) {
            return answer(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(many.seconds()))
                    .contentType(HTML)
                    .body(page(Map.of("wait", many.minutes())));
        }
    }

    private static boolean isVisit(HttpServletRequest request) {
        List<String> purposes = PURPOSES.stream()
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                .toList();
        return HttpMethod.GET.matches(request.getMethod())
                && !Robots.sent(Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""), purposes);
    }

    /** Whoever follows a link gets there, even where their visit cannot be counted. */
    private void count(SharedLink link) {
        LocalDate today = paris.today();
        for (int attempt = 1; ; attempt++) {
            try {
                rows.count(link.id(), today);
                return;
            } catch (TransientDataAccessException busy) {
                if (attempt < MOST_TRIES) continue;
                LOG.warn("a visit of the short link {} is not counted: {}", link.code(), busy.getMessage());
                return;
            }
        }
    }

    private ResponseEntity<String> nowhere() {
        return answer(HttpStatus.NOT_FOUND).contentType(HTML).body(page(Map.of("wait", 0L)));
    }

    private String page(Map<String, Object> said) {
        return templates.process("short-link", new Context(Locale.FRANCE, said));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Robots-Tag", "noindex");
    }
}
