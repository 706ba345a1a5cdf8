package fr.jalon.roadmap;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of when a roadmap's items are to be done. */
@Repository
class RoadmapRows {

    /** The month in which an item is to be done, and how often it was put off. */
    record Due(int month, int carried) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    RoadmapRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Writes items with their months. */
    void insert(String plan, Map<String, Integer> months) {
        batches.batchUpdate(
                "insert into roadmap_item (plan, item, due_month) values (?, ?, ?)",
                months.entrySet().stream()
                        .map(each -> new Object[] {plan, each.getKey(), each.getValue()})
                        .toList());
    }

    /** Puts items off to a month. */
    void carry(String plan, Collection<String> items, int month) {
        if (items.isEmpty()) return;
        jdbc.sql("""
            update roadmap_item
            set due_month = :month, carried = carried + 1
            where plan = :plan and item in (:items)
            """)
                .param("month", month)
                .param("plan", plan)
                .param("items", items)
                .update();
    }

    /** The items of a plan. */
    Map<String, Due> of(String plan) {
        Map<String, Due> found = new HashMap<>();
        jdbc.sql("select item, due_month, carried from roadmap_item where plan = ?")
                .param(plan)
                .query(row -> {
                    found.put(row.getString(1), new Due(row.getInt(2), row.getInt(3)));
                });
        return found;
    }
}
