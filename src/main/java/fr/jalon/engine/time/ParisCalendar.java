package fr.jalon.engine.time;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import org.springframework.stereotype.Component;

/** The one place that knows the zone people live in: everything else speaks of instants or of plain days. */
@Component
public class ParisCalendar {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final Clock clock;

    ParisCalendar(Clock clock) {
        this.clock = clock;
    }

    /**
     * The instant of a wall-clock time in Paris, as the engine's timers want it; a time that summer time skips moves
     * on.
     */
    public Date instantOf(LocalDateTime wallClock) {
        return Date.from(wallClock.atZone(PARIS).toInstant());
    }

    /** What a clock on a wall in Paris shows at that instant. */
    public LocalDateTime wallClock(Instant instant) {
        return LocalDateTime.ofInstant(instant, PARIS);
    }

    /** What a clock on a wall in Paris shows now. */
    public LocalDateTime now() {
        return wallClock(clock.instant());
    }

    public LocalDate today() {
        return now().toLocalDate();
    }
}
