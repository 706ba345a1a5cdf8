package fr.jalon.engine.time;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.context.annotation.Profile;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rehearsal over HTTP; it exists in the profiles {@code demo} and {@code rehearsal} only. */
@RestController
@Profile("demo | rehearsal")
@RequestMapping("/api/rehearsal")
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class RehearsalController {

    record Time(Instant now, Duration offset) {}

    /** Exactly one of: a duration such as {@code P1D} or {@code PT2H}, or an instant with its offset. */
    record Advance(String by, String to) {}

    private final Rehearsal rehearsal;
    private final Clock clock;

    RehearsalController(Rehearsal rehearsal, Clock clock) {
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    @GetMapping
    Time now() {
        return new Time(clock.instant(), rehearsal.offset());
    }

    @PostMapping("/advance")
    Time advance(@RequestBody Advance advance) {
        if ((advance.by() == null) == (advance.to() == null)) {
            throw Refusal.invalid("by", "Indiquez soit « by » (une durée, par exemple P1D), soit « to » (un instant).");
        }
        rehearsal.advanceTo(advance.by() == null ? instant(advance.to()) : later(advance.by()));
        return now();
    }

    private Instant later(String text) {
        try {
            return clock.instant().plus(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException malformed) {
            throw Refusal.invalid("by", "« by » est une durée, par exemple P1D (un jour) ou PT2H (deux heures).");
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw Refusal.invalid(
                    "to", "« to » est un instant avec son décalage, par exemple 2026-12-01T09:00:00+01:00.");
        }
    }
}
