package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.TransactionCache;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Teams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of tracks. */
@Repository
public class TrackRows {

    /** How rows of a track, as {@code s}, are joined to its own, as {@code o}. */
    static final String OWNER = "track o on o.id = s.track";

    private final JdbcClient jdbc;
    private final Journeys journeys;
    private final Teams teams;
    private final TransactionCache<String, Optional<Track>> read = new TransactionCache<>();

    TrackRows(JdbcClient jdbc, Journeys journeys, Teams teams) {
        this.jdbc = jdbc;
        this.journeys = journeys;
        this.teams = teams;
    }

    /** Writes what is a track's own, behind the row of its journey. */
    public void open(
            String id, String cohort, String team, String structureName, LocalDate startDay, MarketTargets targets) {
        jdbc.sql("""
                insert into track (id, cohort, team, structure_name, start_day, companies, apprentices,
                  strong_interest_percent, letters, price_accepted_percent, price, segment_least)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        id,
                        cohort,
                        team,
                        structureName,
                        startDay,
                        targets.companies(),
                        targets.apprentices(),
                        targets.strongInterestPercent(),
                        targets.letters(),
                        targets.priceAcceptedPercent(),
                        targets.price(),
                        targets.segmentLeast())
                .update();
    }

    /** Moves the day on which a track starts. */
    public void move(String id, LocalDate startDay) {
        jdbc.sql("update track set start_day = ? where id = ?")
                .params(startDay, id)
                .update();
        read.forget(id);
    }

    /**
     * A track by its id.
     *
     * @throws Refusal if there is none
     */
    public Track track(String id) {
        return read.get(String.valueOf(id), known -> jdbc.sql("select * from track where id = ?")
                        .param(known)
                        .query(TrackRows::track)
                        .optional())
                .orElseThrow(() -> Refusal.conflict(
                        "Ce processus s’ouvre de lui-même dans un parcours « De l’association à la SCIC »."));
    }

    /** The teams that could open a track, the latest cohort first. */
    public List<Map<String, Object>> freeTeams() {
        Set<String> busy = journeys.teamsWithOpen(Tracks.PROCESS);
        return teams.current().stream()
                .filter(team -> !busy.contains(team.id()))
                .map(team -> Map.<String, Object>of("cohort", team.cohort(), "id", team.id(), "team", team.name()))
                .toList();
    }

    private static Track track(ResultSet row, int line) throws SQLException {
        int companies = row.getInt("companies");
        Integer least = row.getObject("segment_least", Integer.class);
        return new Track(
                row.getString("id"),
                row.getString("cohort"),
                row.getString("team"),
                row.getString("structure_name"),
                row.getObject("start_day", LocalDate.class),
                new MarketTargets(
                        companies,
                        row.getInt("apprentices"),
                        row.getDouble("strong_interest_percent"),
                        row.getInt("letters"),
                        row.getDouble("price_accepted_percent"),
                        row.getDouble("price"),
                        least == null ? companies / 4 : least));
    }
}
