package fr.jalon.plan;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of what has moved in plans, and what people have to do with them. Days that pass move with what they belong
 * to, and are not told.
 */
@Repository
class MoveRows implements KeptAboutPeople, KeptOfTeams {

    /** When an item is planned. */
    record Dates(LocalDate start, LocalDate end) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    MoveRows(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** When the items of a plan are planned, in their order. */
    Map<String, Dates> dates(String plan) {
        Map<String, Dates> dates = new LinkedHashMap<>();
        jdbc.sql("""
            select id, planned_start, planned_end
            from plan_item
            where plan = ? and not passes
            order by position
            """).param(plan).query(row -> {
            dates.put(
                    row.getString(1), new Dates(row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class)));
        });
        return dates;
    }

    /** Writes what differs between then and now. */
    void insert(String plan, Map<String, Dates> before, Map<String, Dates> after, String by) {
        String id = UUID.randomUUID().toString();
        OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
        List<Object[]> rows = new ArrayList<>();
        after.forEach((item, to) -> {
            Dates from = before.get(item);
            if (to.equals(from)) return;
            rows.add(new Object[] {
                id,
                plan,
                item,
                now,
                by,
                from == null ? null : from.start(),
                from == null ? null : from.end(),
                to.start(),
                to.end()
            });
        });
        if (rows.isEmpty()) return;
        batches.batchUpdate("""
            insert into plan_move (id, plan, item, moved_at, moved_by, from_start, from_end, to_start, to_end)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, rows);
    }

    /** Moves stay with their plan, signed with a pseudonym. */
    @Override
    public List<Signature> signatures() {
        return List.of(new Signature("plan_move", "moved_by", "moved_at", "plan o on o.id = s.plan", "s.item", false));
    }

    /** What a person was to do, its team does. */
    @Override
    public Map<String, Integer> erase(Person person) {
        int own = jdbc.sql("update plan_item set owner = null where owner = ?")
                .param(person.id())
                .update();
        return Map.of("Livrables dont la personne était chargée", own);
    }

    /** What else hangs on an item goes with it. */
    @Override
    public List<Part> parts() {
        String ofTeams = "plan in (select id from plan where team in (:teams))";
        return List.of(
                new Part("plan_move", ofTeams),
                new Part("plan_item", ofTeams),
                new Part("plan", "team in (:teams)", "Plans"));
    }
}
