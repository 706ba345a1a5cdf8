package fr.jalon.contact;

import fr.jalon.Refusal;
import fr.jalon.contact.Contact.Entry;
import fr.jalon.contact.Contact.Kind;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of contacts and of what was done about them. */
@Repository
class ContactRows {

    static final Signature DONE =
            new Signature("contact_entry", "done_by", "done_at", "contact o on o.id = s.contact", "s.kind", false);

    /** Which of a team's contacts are asked for. */
    enum Filter {
        ALL("tous", ""),
        MINE("moi", "and followed_by = :viewer"),
        LATE("retard", "and next_on < :today"),
        TODAY("aujourdhui", "and next_on = :today");

        private final String key;
        private final String condition;

        Filter(String key, String condition) {
            this.key = key;
            this.condition = condition;
        }

        /** As the address of a page carries it. */
        public String key() {
            return key;
        }
    }

    /** How many contacts of a state are which; none where there is no such contact. */
    record Count(int all, int mine, int late, int today, int slipping) {
        static final Count NONE = new Count(0, 0, 0, 0, 0);

        int of(Filter filter) {
            return switch (filter) {
                case ALL -> all;
                case MINE -> mine;
                case LATE -> late;
                case TODAY -> today;
            };
        }
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ContactRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** How many contacts a team has of each state that it has any of. */
    Map<ContactState, Count> counts(String team, String viewer, LocalDate today) {
        Map<ContactState, Count> counts = new EnumMap<>(ContactState.class);
        jdbc.sql("""
            select state, count(*),
              sum(case when followed_by = :viewer then 1 else 0 end),
              sum(case when next_on < :today then 1 else 0 end),
              sum(case when next_on = :today then 1 else 0 end),
              sum(case when next_on < :slipped then 1 else 0 end)
            from contact
            where team = :team
            group by state
            """)
                .param("team", team)
                .param("viewer", viewer)
                .param("today", today)
                .param("slipped", today.minusDays(Crm.SLIPPED))
                .query(row -> {
                    counts.put(
                            ContactState.valueOf(row.getString(1)),
                            new Count(row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6)));
                });
        return counts;
    }

    /** How many next actions of a team are late. */
    int late(String team, LocalDate today) {
        return jdbc.sql("select count(*) from contact where team = ? and next_on < ?")
                .params(team, today)
                .query(Integer.class)
                .single();
    }

    /** How many people have done something about a team's contacts since a moment. */
    int peopleAtWork(String team, Instant since) {
        return jdbc.sql("""
            select count(distinct e.done_by)
            from contact_entry e
            join contact c on c.id = e.contact
            where c.team = ? and e.done_at >= ?
            """).params(team, at(since)).query(Integer.class).single();
    }

    /**
     * Contacts of each state, what is to be done first first, then what has no day.
     *
     * @param state null for each of them
     * @param from how many of a state are left out
     */
    List<Contact> shown(
            String team,
            Filter filter,
            String viewer,
            LocalDate today,
            @Nullable ContactState state,
            int from,
            int atMost) {
        return jdbc.sql("""
            select *
            from (
              select contact.*, row_number() over (partition by state
                order by case when next_on is null then 1 else 0 end, next_on, lower(name), id) as place
              from contact
              where team = :team and state in (:states) %s) placed
            where place > :from and place <= :to
            order by state, place
            """.formatted(filter.condition))
                .param("team", team)
                .param("states", names(state == null ? List.of(ContactState.values()) : List.of(state)))
                .param("viewer", viewer)
                .param("today", today)
                .param("from", from)
                .param("to", from + atMost)
                .query(ContactRows::contact)
                .list();
    }

    private static List<String> names(Collection<ContactState> states) {
        return states.stream().map(Enum::name).toList();
    }

    /** Every contact of a team, by name. */
    List<Contact> of(String team) {
        return jdbc.sql("select * from contact where team = ? order by lower(name), id")
                .param(team)
                .query(ContactRows::contact)
                .list();
    }

    /** What people without an account are known by an address, the latest first. */
    List<Contact> at(String email, int atMost, long offset) {
        return jdbc.sql("""
            select * from contact where email = ? order by acted_at desc, id limit ? offset ?
            """)
                .params(email, atMost, offset)
                .query(ContactRows::contact)
                .list();
    }

    Optional<Contact> find(String team, String id) {
        return jdbc.sql("select * from contact where team = ? and id = ?")
                .params(team, id)
                .query(ContactRows::contact)
                .optional();
    }

    /** The same; whoever changes it waits until the caller's transaction ends. */
    Optional<Contact> lock(String team, String id) {
        return jdbc.sql("select * from contact where team = ? and id = ? for update")
                .params(team, id)
                .query(ContactRows::contact)
                .optional();
    }

    /** The contact of a team that has an address. */
    Optional<Contact> at(String team, String email) {
        return jdbc.sql("select * from contact where team = ? and email = ?")
                .params(team, email)
                .query(ContactRows::contact)
                .optional();
    }

    int count(String team) {
        return jdbc.sql("select count(*) from contact where team = ?")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /** Writes new contacts, each with the entry that says so. */
    void insert(Collection<Contact> fresh, @Nullable String said, String by) {
        try {
            batches.batchUpdate(
                    """
                    insert into contact (id, team, name, email, phone, channel, state, followed_by, next_action,
                      next_on, version, acted_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    fresh.stream()
                            .map(each -> new Object[] {
                                each.id(),
                                each.team(),
                                each.draft().name(),
                                each.draft().email(),
                                each.draft().phone(),
                                each.draft().channel(),
                                each.state().name(),
                                each.draft().follower(),
                                action(each.draft().next()),
                                day(each.draft().next()),
                                each.version(),
                                at(each.actedAt())
                            })
                            .toList());
        } catch (DuplicateKeyException meanwhile) {
            throw Refusal.conflict("Quelqu’un vient d’ajouter le même contact : relisez la liste.");
        }
        batches.batchUpdate(
                """
                insert into contact_entry (contact, version, kind, to_state, next_action, next_on, said, done_by,
                  done_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                fresh.stream()
                        .map(each -> new Object[] {
                            each.id(),
                            each.version(),
                            Kind.CREATED.name(),
                            each.state().name(),
                            action(each.draft().next()),
                            day(each.draft().next()),
                            said,
                            by,
                            at(each.actedAt())
                        })
                        .toList());
    }

    /** Has a contact be what it is from now on, for the reason that an entry gives, whose version it gets. */
    void update(Contact contact, Entry why) {
        try {
            jdbc.sql("""
                update contact
                set name = :name, email = :email, phone = :phone, channel = :channel, state = :state,
                  followed_by = :follower, next_action = :action, next_on = :day, version = :version, acted_at = :at
                where id = :id
                """)
                    .param("name", contact.draft().name())
                    .param("email", contact.draft().email(), Types.VARCHAR)
                    .param("phone", contact.draft().phone(), Types.VARCHAR)
                    .param("channel", contact.draft().channel(), Types.VARCHAR)
                    .param("state", contact.state().name())
                    .param("follower", contact.draft().follower(), Types.VARCHAR)
                    .param("action", action(contact.draft().next()), Types.VARCHAR)
                    .param("day", day(contact.draft().next()), Types.DATE)
                    .param("version", why.version())
                    .param("at", at(why.at()))
                    .param("id", contact.id())
                    .update();
        } catch (DuplicateKeyException meanwhile) {
            throw Refusal.conflict("Quelqu’un vient de donner cette adresse à un autre contact : relisez la liste.");
        }
        jdbc.sql("""
            insert into contact_entry (contact, version, kind, from_state, to_state, done_action, next_action, next_on,
              said, done_by, done_at)
            values (:contact, :version, :kind, :from, :to, :done, :action, :day, :said, :by, :at)
            """)
                .param("contact", contact.id())
                .param("version", why.version())
                .param("kind", why.kind().name())
                .param("from", name(why.from()), Types.VARCHAR)
                .param("to", name(why.to()), Types.VARCHAR)
                .param("done", why.done(), Types.VARCHAR)
                .param("action", action(why.next()), Types.VARCHAR)
                .param("day", day(why.next()), Types.DATE)
                .param("said", why.said(), Types.VARCHAR)
                .param("by", why.by())
                .param("at", at(why.at()))
                .update();
    }

    /** What was done about a contact since a version, the latest first. */
    List<Entry> entries(String contact, int since) {
        return jdbc.sql("select * from contact_entry where contact = ? and version > ? order by version desc")
                .params(contact, since)
                .query(ContactRows::entry)
                .list();
    }

    /** The same of several, from the beginning, by contact. */
    Map<String, List<Entry>> entries(Collection<String> contacts) {
        Map<String, List<Entry>> entries = new HashMap<>();
        if (contacts.isEmpty()) return entries;
        jdbc.sql("select * from contact_entry where contact in (:contacts) order by version desc")
                .param("contacts", contacts)
                .query(row -> {
                    entries.computeIfAbsent(row.getString("contact"), fresh -> new ArrayList<>())
                            .add(entry(row, 0));
                });
        return entries;
    }

    void delete(String team, String id) {
        jdbc.sql("delete from contact where team = ? and id = ?")
                .params(team, id)
                .update();
    }

    /** Deletes those about whom nothing was done since a moment; answers how many they were. */
    int deleteUpTo(Instant then) {
        return jdbc.sql("delete from contact where acted_at <= ?")
                .param(at(then))
                .update();
    }

    /** Deletes whoever is known by an address; answers how many they were. */
    int deleteAt(String email) {
        return jdbc.sql("delete from contact where email = ?").param(email).update();
    }

    /** Has nobody in particular follow what somebody follows; answers how many they were. */
    int release(String follower) {
        return jdbc.sql("update contact set followed_by = null where followed_by = ?")
                .param(follower)
                .update();
    }

    /** The same in the team of a group alone. */
    void release(String group, String follower) {
        jdbc
                .sql("select distinct team from contact where followed_by = ?")
                .param(follower)
                .query(String.class)
                .list()
                .stream()
                .filter(team -> Groups.ofTeam(team).equals(group))
                .forEach(team -> jdbc.sql("update contact set followed_by = null where followed_by = ? and team = ?")
                        .params(follower, team)
                        .update());
    }

    private static @Nullable String action(@Nullable Next next) {
        return next == null ? null : next.action();
    }

    private static @Nullable LocalDate day(@Nullable Next next) {
        return next == null ? null : next.on();
    }

    private static @Nullable String name(@Nullable ContactState state) {
        return state == null ? null : state.name();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Next next(ResultSet row) throws SQLException {
        String action = row.getString("next_action");
        return action == null ? null : new Next(action, row.getObject("next_on", LocalDate.class));
    }

    private static @Nullable ContactState state(@Nullable String name) {
        return name == null ? null : ContactState.valueOf(name);
    }

    private static Contact contact(ResultSet row, int line) throws SQLException {
        return new Contact(
                row.getString("id"),
                row.getString("team"),
                ContactState.valueOf(row.getString("state")),
                new Draft(
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getString("channel"),
                        row.getString("followed_by"),
                        next(row)),
                row.getInt("version"),
                row.getObject("acted_at", OffsetDateTime.class).toInstant());
    }

    private static Entry entry(ResultSet row, int line) throws SQLException {
        return new Entry(
                row.getInt("version"),
                Kind.valueOf(row.getString("kind")),
                state(row.getString("from_state")),
                state(row.getString("to_state")),
                row.getString("done_action"),
                next(row),
                row.getString("said"),
                row.getString("done_by"),
                row.getObject("done_at", OffsetDateTime.class).toInstant());
    }
}
