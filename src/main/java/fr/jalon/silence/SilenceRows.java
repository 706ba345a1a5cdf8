package fr.jalon.silence;

import fr.jalon.silence.Silence.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far silences have been told, and the mornings on which they were looked for. */
@Repository
class SilenceRows {

    /** To whom a silence that began at a moment was told last. */
    record Told(Instant since, Level level) {}

    private final JdbcClient jdbc;

    SilenceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that was told, by journey. */
    Map<String, Told> told() {
        Map<String, Told> told = new HashMap<>();
        jdbc.sql("select journey, silent_since, told from silence_told").query(row -> {
            told.put(
                    row.getString(1),
                    new Told(row.getObject(2, OffsetDateTime.class).toInstant(), Level.valueOf(row.getString(3))));
        });
        return told;
    }

    void put(String journey, Told told) {
        jdbc.sql("delete from silence_told where journey = ?").param(journey).update();
        jdbc.sql("insert into silence_told (journey, silent_since, told) values (?, ?, ?)")
                .params(
                        journey,
                        told.since().atOffset(ZoneOffset.UTC),
                        told.level().name())
                .update();
    }

    /** Whether it is for the caller to look for silences this day: for one transaction alone, and once. */
    boolean claim(LocalDate day) {
        return jdbc.sql("update silence_round set looked_on = :day where looked_on <> :day")
                        .param("day", day)
                        .update()
                > 0;
    }
}
