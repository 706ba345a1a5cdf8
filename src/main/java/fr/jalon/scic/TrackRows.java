package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.TransactionCache;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of tracks. */
@Repository
public class TrackRows {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionCache<String, Optional<Track>> read = new TransactionCache<>();

    TrackRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes the row of a track that is about to start.
     *
     * @throws Refusal if the team has one that is not decided yet
     */
    public void open(
            String id, String cohort, String team, String structureName, LocalDate startDay, MarketTargets targets) {
        try {
            jdbc.sql("""
            insert into track (id, cohort, team, open_team, structure_name, start_day, companies,
              apprentices, strong_interest_percent, letters, price_accepted_percent, price,
              opened_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
                    .params(
                            id,
                            cohort,
                            team,
                            team,
                            structureName,
                            startDay,
                            targets.companies(),
                            targets.apprentices(),
                            targets.strongInterestPercent(),
                            targets.letters(),
                            targets.priceAcceptedPercent(),
                            targets.price(),
                            OffsetDateTime.now(clock))
                    .update();
        } catch (DuplicateKeyException open) {
            throw Refusal.conflict("L’équipe « " + team + " » a déjà un parcours vers la SCIC en cours.");
        }
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

    /** The track of a team that is not decided, or its last one. */
    public Optional<Track> latestOf(String team) {
        return jdbc.sql("""
            select *
            from track
            where team = ?
            order by case when open_team is null then 1 else 0 end, opened_at desc
            fetch first 1 rows only
            """).param(team).query(TrackRows::track).optional();
    }

    /** The teams that could open a track, as {@code cohort name, team id, team name}, the latest cohort first. */
    public List<Map<String, Object>> freeTeams() {
        return jdbc.sql("""
            select c.name as cohort, t.id as id, t.name as team
            from team t
            join cohort c on c.id = t.cohort
            where not exists (select 1 from track k where k.open_team = t.id)
            order by c.first_day desc, c.id, t.name
            """).query().listOfRows();
    }

    /** Keeps how a track is decided; the first decision stays. Duties that are left go on. */
    public void decide(String id, Track.Outcome outcome) {
        jdbc.sql("update track set outcome = ?, open_team = null where id = ? and outcome is null")
                .params(outcome.name(), id)
                .update();
        read.forget(id);
    }

    /** Closes a track once nothing of it is left to do. */
    public void close(String id) {
        jdbc.sql("update track set closed_at = ? where id = ? and closed_at is null")
                .params(OffsetDateTime.now(clock), id)
                .update();
        read.forget(id);
    }

    private static Track track(ResultSet row, int line) throws SQLException {
        return new Track(
                row.getString("id"),
                row.getString("cohort"),
                row.getString("team"),
                row.getString("structure_name"),
                row.getObject("start_day", LocalDate.class),
                new MarketTargets(
                        row.getInt("companies"),
                        row.getInt("apprentices"),
                        row.getDouble("strong_interest_percent"),
                        row.getInt("letters"),
                        row.getDouble("price_accepted_percent"),
                        row.getDouble("price")),
                row.getString("outcome"),
                row.getObject("closed_at", OffsetDateTime.class));
    }
}
