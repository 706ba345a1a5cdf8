package fr.jalon.measure;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What teams' Matomos have counted, as Jalon has read it: nobody is asked anything here. */
@Service
public class Measure {

    private final MeasureRows rows;

    Measure(MeasureRows rows) {
        this.rows = rows;
    }

    /**
     * A team's visits from a day up to and including another, in one statement; empty where nothing was ever read. Days
     * are whole: today has no figures yet.
     */
    public Optional<MeasuredVisits> visits(String team, LocalDate from, LocalDate until) {
        return rows.visits(team, from, until);
    }

    /** Whether Jalon reads a team's visits by itself. */
    public boolean isConnected(String team) {
        return rows.find(team).filter(found -> found.token() != null).isPresent();
    }
}
