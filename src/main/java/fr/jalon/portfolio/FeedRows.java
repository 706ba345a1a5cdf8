package fr.jalon.portfolio;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import fr.jalon.portfolio.Feed.Of;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of feeds, and of what each last said: of a secret only its hash. */
@Repository
class FeedRows implements KeptAboutPeople, KeptOfTeams {

    /** What a feed has said of an event, and since when; where {@code cancelled} is told, it said that it is. */
    record Told(
            String uid,
            String hash,
            String title,
            String starts,
            String ends,
            int sequence,
            Instant modified,
            @Nullable Instant cancelled) {}

    /** A feed as an export tells it. */
    record Exported(Of of, String object, Instant madeAt) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    FeedRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The feed that a secret of that hash opens; whoever else reads it waits until the caller's transaction ends. */
    Optional<Feed> lock(String hash) {
        return jdbc.sql("select * from calendar_feed where token_hash = ? for update")
                .param(hash)
                .query(FeedRows::feed)
                .optional();
    }

    /** Somebody's feeds, the latest first. */
    List<Feed> of(String person) {
        return jdbc.sql("select * from calendar_feed where person = ? order by made_at desc, id")
                .param(person)
                .query(FeedRows::feed)
                .list();
    }

    /** Has a feed be opened by that hash and by no other; there is one of each person and scope. */
    void open(String person, Of of, String object, String hash, Instant at) {
        if (renew(person, of, object, hash, at)) return;
        try {
            jdbc.sql("""
                insert into calendar_feed (id, token_hash, person, scope, object, made_at)
                values (?, ?, ?, ?, ?, ?)
                """)
                    .params(UUID.randomUUID().toString(), hash, person, of.name(), object, at(at))
                    .update();
        } catch (DuplicateKeyException meanwhile) {
            renew(person, of, object, hash, at);
        }
    }

    private boolean renew(String person, Of of, String object, String hash, Instant at) {
        return jdbc.sql("""
            update calendar_feed
            set token_hash = ?, made_at = ?
            where person = ? and scope = ? and object = ?
            """).params(hash, at(at), person, of.name(), object).update() > 0;
    }

    void delete(String person, Of of, String object) {
        jdbc.sql("delete from calendar_feed where person = ? and scope = ? and object = ?")
                .params(person, of.name(), object)
                .update();
    }

    /** Deletes somebody's feeds; answers how many there were. */
    int deleteOf(String person) {
        return jdbc.sql("delete from calendar_feed where person = ?")
                .param(person)
                .update();
    }

    /** What a feed last said, by uid. */
    Map<String, Told> told(String feed) {
        Map<String, Told> told = new HashMap<>();
        jdbc.sql("select * from calendar_event where feed = ?").param(feed).query(row -> {
            OffsetDateTime cancelled = row.getObject("cancelled_at", OffsetDateTime.class);
            told.put(
                    row.getString("uid"),
                    new Told(
                            row.getString("uid"),
                            row.getString("hash"),
                            row.getString("title"),
                            row.getString("starts"),
                            row.getString("ends"),
                            row.getInt("sequence"),
                            row.getObject("modified_at", OffsetDateTime.class).toInstant(),
                            cancelled == null ? null : cancelled.toInstant()));
        });
        return told;
    }

    void insert(String feed, Collection<Told> fresh) {
        batch("""
            insert into calendar_event (hash, title, starts, ends, sequence, modified_at, cancelled_at, feed, uid)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, feed, fresh);
    }

    void update(String feed, Collection<Told> changed) {
        batch("""
            update calendar_event
            set hash = ?, title = ?, starts = ?, ends = ?, sequence = ?, modified_at = ?, cancelled_at = ?
            where feed = ? and uid = ?
            """, feed, changed);
    }

    private void batch(String sql, String feed, Collection<Told> some) {
        if (some.isEmpty()) return;
        batches.batchUpdate(
                sql,
                some.stream()
                        .map(told -> new Object[] {
                            told.hash(),
                            told.title(),
                            told.starts(),
                            told.ends(),
                            told.sequence(),
                            at(told.modified()),
                            told.cancelled() == null ? null : at(told.cancelled()),
                            feed,
                            told.uid()
                        })
                        .toList());
    }

    void forget(String feed, Collection<String> uids) {
        if (uids.isEmpty()) return;
        batches.batchUpdate(
                "delete from calendar_event where feed = ? and uid = ?",
                uids.stream().map(uid -> new Object[] {feed, uid}).toList());
    }

    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        return Map.of(
                "calendars",
                of(person.id()).stream()
                        .skip(offset)
                        .limit(limit)
                        .map(feed -> new Exported(feed.of(), feed.object(), feed.madeAt()))
                        .toList());
    }

    @Override
    public Map<String, Integer> erase(Person person) {
        return Map.of("Adresses de calendrier", deleteOf(person.id()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Feed feed(ResultSet row, int line) throws SQLException {
        return new Feed(
                row.getString("id"),
                row.getString("person"),
                Of.valueOf(row.getString("scope")),
                row.getString("object"),
                row.getObject("made_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("calendar_feed", "object in (:teams) or object in (:journeys)"));
    }

    /** What the calendars of others have said; what an event is begins with the id of its journey. */
    @Override
    public List<Part> searched() {
        return List.of(new Part("calendar_event", "substring(uid from 1 for 36) in (:journeys)"));
    }
}
