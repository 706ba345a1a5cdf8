package fr.jalon.measure;

import fr.jalon.engine.time.ParisCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads what teams' Matomos have counted, each morning and when somebody asks, never more than once a minute a team,
 * whatever the number of nodes. No transaction is open while somebody else is waited for; what is read is kept whole or
 * not at all.
 */
@Service
class Readings {

    /** So many days back are read each time, and what their first month has before them. */
    static final int DAYS = 40;

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration FIRST_DELAY = Duration.ofHours(1);
    /** So many times doubled, the first delay is about a day. */
    private static final int DOUBLINGS = 5;

    private static final LocalTime MORNING = LocalTime.of(5, 0);

    private static final int MOST_AT_ONCE = 20;
    private static final int LONGEST_FAULT = 600;

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    /** What came of it. */
    enum Outcome {
        READ,
        FAILED,
        /** It was asked for a moment ago, or there is no token. */
        NOT_NOW
    }

    private final MeasureRows rows;
    private final Matomo matomo;
    private final Seal seal;
    private final ParisCalendar paris;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Readings(
            MeasureRows rows,
            Matomo matomo,
            Seal seal,
            ParisCalendar paris,
            Clock clock,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.matomo = matomo;
        this.seal = seal;
        this.paris = paris;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Reads those whose time has come. */
    @Transactional(propagation = Propagation.NEVER)
    void round() {
        List<String> due = rows.due(clock.instant(), MOST_AT_ONCE);
        for (String team : due) {
            Outcome outcome = read(team);
            if (outcome == Outcome.FAILED) LOG.info("the visits of {} are not read; its page says why", team);
        }
    }

    /** Reads one team's visits at once. */
    @Transactional(propagation = Propagation.NEVER)
    Outcome read(String team) {
        Instant now = clock.instant();
        if (!rows.take(team, now, now.minus(PAUSE), now.plus(FIRST_DELAY))) return Outcome.NOT_NOW;
        Connection asked = rows.find(team).orElseThrow();
        Optional<String> token = Optional.ofNullable(asked.token()).flatMap(kept -> seal.open(kept, asked.purpose()));
        LocalDate until = paris.today().minusDays(1);
        LocalDate from = until.minusDays(DAYS - 1L).withDayOfMonth(1);
        try {
            Reading reading = matomo.read(
                    asked.address(),
                    asked.site(),
                    token.orElseThrow(() -> new Unread("Ce Jalon ne sait plus ouvrir le jeton\u00a0: saisissez-le de "
                            + "nouveau, ou voyez avec un administrateur si la clé a changé.")),
                    from,
                    until);
            keep(asked, from, until, reading);
            return Outcome.READ;
        } catch (Unread unread) {
            String why = unread.why();
            rows.failed(
                    asked,
                    why.substring(0, Math.min(LONGEST_FAULT, why.length())),
                    clock.instant(),
                    clock.instant().plus(FIRST_DELAY.multipliedBy(1L << Math.min(asked.failures(), DOUBLINGS))));
            return Outcome.FAILED;
        }
    }

    /** What comes from an address that a team has since left is not its own any more. */
    private void keep(Connection asked, LocalDate from, LocalDate until, Reading reading) {
        Instant morning =
                paris.instantOf(paris.today().plusDays(1).atTime(MORNING)).toInstant();
        transaction.executeWithoutResult(status -> {
            if (rows.succeeded(asked, clock.instant(), morning)) rows.replace(asked.team(), from, until, reading);
        });
    }
}
