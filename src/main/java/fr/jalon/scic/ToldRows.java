package fr.jalon.scic;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what has been told of tracks in the morning. */
@Repository
class ToldRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ToldRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Whether it is for the caller to look through the tracks this day: for one transaction alone, and once. */
    boolean claim(LocalDate day) {
        return jdbc.sql("update track_round set looked_on = :day where looked_on <> :day")
                        .param("day", day)
                        .update()
                > 0;
    }

    /** What has been told of some tracks. */
    Map<String, Set<String>> of(Collection<String> tracks) {
        Map<String, Set<String>> told = new HashMap<>();
        jdbc.sql("select track, what from track_told where track in (:tracks)")
                .param("tracks", tracks)
                .query(row -> {
                    told.computeIfAbsent(row.getString(1), fresh -> new HashSet<>())
                            .add(row.getString(2));
                });
        return told;
    }

    void add(String track, Collection<String> what, LocalDate on) {
        List<Object[]> rows = what.stream()
                .map(each -> new Object[] {track, each, Date.valueOf(on)})
                .toList();
        batches.batchUpdate("insert into track_told (track, what, told_on) values (?, ?, ?)", rows);
    }
}
