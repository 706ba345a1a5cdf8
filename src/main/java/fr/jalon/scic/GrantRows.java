package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.plan.Item;
import fr.jalon.scic.GrantApplication.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The applications for grants of tracks. Amounts in whole euros. */
@Repository
public class GrantRows {

    private static final int MOST_ROUNDS = 99;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    GrantRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Plans the whole calendar; deadlines are the funders', the first ones on or after that day. */
    public void plan(String track, LocalDate from) {
        batches.batchUpdate(
                "insert into grant_application (track, id, deadline, status) values (?, ?, ?, ?)",
                Grants.CALENDAR.stream()
                        .map(grant -> new Object[] {track, grant.id(), grant.deadline(from), Status.PLANNED.name()})
                        .toList());
    }

    /** One application of a track. */
    public GrantApplication application(String track, String grant) {
        return jdbc.sql("select * from grant_application where track = ? and id = ?")
                .params(track, grant)
                .query(GrantRows::application)
                .single();
    }

    /** The applications of a track, by deadline. */
    public List<GrantApplication> applications(String track) {
        return jdbc
                .sql("select * from grant_application where track = ?")
                .param(track)
                .query(GrantRows::application)
                .list()
                .stream()
                .sorted(Comparator.comparing(GrantApplication::deadline))
                .toList();
    }

    /** The same of some tracks, by theirs; in one query. */
    Map<String, List<GrantApplication>> applications(Collection<String> tracks) {
        Map<String, List<GrantApplication>> applications = new HashMap<>();
        jdbc.sql("select * from grant_application where track in (:tracks) order by deadline, id")
                .param("tracks", tracks)
                .query(row -> {
                    applications
                            .computeIfAbsent(row.getString("track"), fresh -> new ArrayList<>())
                            .add(application(row, 0));
                });
        return applications;
    }

    /** The applications of some tracks as items that are done once they are handed in, but for those dropped. */
    Map<String, List<Item>> items(Collection<String> tracks) {
        Map<String, List<Item>> items = new HashMap<>();
        if (tracks.isEmpty()) return items;
        jdbc.sql("""
            select *
            from grant_application
            where track in (:tracks) and status <> 'DROPPED'
            order by deadline, id
            """).param("tracks", tracks).query(row -> {
            Grant grant = Grants.byId(row.getString("id"));
            LocalDate deadline = row.getObject("deadline", LocalDate.class);
            LocalDate submitted = row.getObject("submitted_on", LocalDate.class);
            items.computeIfAbsent(row.getString("track"), fresh -> new ArrayList<>())
                    .add(new Item(
                            "grant-" + row.getString("id"),
                            "%s\u00a0: %s (%s)"
                                    .formatted(Grants.title(row.getString("id")), grant.action(), Grants.TO_CONFIRM),
                            "Subventions et soutiens",
                            deadline,
                            deadline,
                            deadline,
                            deadline,
                            submitted,
                            submitted));
        });
        return items;
    }

    /** The file is open, missed or dropped. */
    public void set(String track, String grant, Status status) {
        jdbc.sql("update grant_application set status = ? where track = ? and id = ?")
                .params(status.name(), track, grant)
                .update();
    }

    /** The funder has said another last day. */
    public void deadline(String track, String grant, LocalDate deadline) {
        jdbc.sql("update grant_application set deadline = ? where track = ? and id = ?")
                .params(deadline, track, grant)
                .update();
    }

    /**
     * Plans one more application for a line.
     *
     * @return its id
     * @throws Refusal if the line has one for that deadline, or one more than it can have
     */
    public String again(String track, Grant line, LocalDate deadline) {
        List<GrantApplication> earlier = applications(track).stream()
                .filter(each -> each.grant().id().equals(line.id()))
                .toList();
        if (earlier.stream().anyMatch(each -> each.deadline().equals(deadline)))
            throw Refusal.conflict("Une demande à " + line.funder() + " existe déjà pour cette échéance.");
        if (earlier.size() == MOST_ROUNDS) throw Refusal.conflict("Assez de demandes à " + line.funder() + ".");
        String id = Grants.application(line, earlier.size() + 1);
        jdbc.sql("insert into grant_application (track, id, deadline, status) values (?, ?, ?, ?)")
                .params(track, id, deadline, Status.PLANNED.name())
                .update();
        return id;
    }

    /** The file says what it asks for, and until when the funder takes it. */
    public void prepare(String track, String grant, long asked, LocalDate deadline) {
        jdbc.sql("update grant_application set asked = ?, deadline = ? where track = ? and id = ?")
                .params(asked, deadline, track, grant)
                .update();
    }

    public void submit(String track, String grant, LocalDate on) {
        jdbc.sql("update grant_application set status = ?, submitted_on = ? where track = ? and id = ?")
                .params(Status.SUBMITTED.name(), on, track, grant)
                .update();
    }

    public void grant(String track, String grant, long granted, LocalDate on, LocalDate yearEnd) {
        jdbc.sql("""
            update grant_application
            set status = ?, granted = ?, answered_on = ?, year_end = ?
            where track = ? and id = ?
            """)
                .params(Status.GRANTED.name(), granted, on, yearEnd, track, grant)
                .update();
    }

    public void refuse(String track, String grant, LocalDate on) {
        jdbc.sql("update grant_application set status = ?, answered_on = ? where track = ? and id = ?")
                .params(Status.REFUSED.name(), on, track, grant)
                .update();
    }

    public void signAgreement(String track, String grant, LocalDate on) {
        jdbc.sql("update grant_application set agreement_on = ? where track = ? and id = ?")
                .params(on, track, grant)
                .update();
    }

    public void account(String track, String grant, long received, long spent, LocalDate on) {
        jdbc.sql("""
            update grant_application
            set received = ?, spent = ?, reported_on = ?
            where track = ? and id = ?
            """).params(received, spent, on, track, grant).update();
    }

    private static GrantApplication application(ResultSet row, int line) throws SQLException {
        return new GrantApplication(
                row.getString("id"),
                Grants.byId(row.getString("id")),
                row.getObject("deadline", LocalDate.class),
                Status.valueOf(row.getString("status")),
                row.getObject("asked", Long.class),
                row.getObject("granted", Long.class),
                row.getObject("received", Long.class),
                row.getObject("year_end", LocalDate.class));
    }
}
