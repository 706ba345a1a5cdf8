package fr.jalon.portfolio;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a row into every table of Jalon's own that has one of a team or a person, whatever its columns are: a table
 * that somebody adds is filled too. Every text of it holds a word.
 */
final class FilledTables {

    private record Column(String name, String type, int length, boolean isGenerated) {}

    /** A column that refers to another table's. */
    private record Reference(String column, String table, String to) {}

    private final JdbcClient jdbc;
    private final String word;

    /** What columns of these names hold. */
    private final Map<String, Object> known;

    private final Map<String, Map<String, Object>> rows = new TreeMap<>();

    FilledTables(JdbcClient jdbc, String word, Map<String, Object> known) {
        this.jdbc = jdbc;
        this.word = word;
        this.known = known;
    }

    static List<String> own(JdbcClient jdbc) {
        return jdbc
                .sql("select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'"
                        + " and table_type = 'BASE TABLE' order by 1")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !table.startsWith("act_") && !table.startsWith("flyway_"))
                .toList();
    }

    /** A row that is there already, for others to refer to. */
    void has(String table, Map<String, Object> row) {
        rows.put(table, row);
    }

    /** Fills tables, those first that others refer to. */
    void fill(List<String> tables) {
        List<String> left = new ArrayList<>(tables);
        left.removeAll(rows.keySet());
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(table -> references(table).stream().allMatch(each -> rows.containsKey(each.table())))
                    .findFirst()
                    .orElseThrow();
            insert(next);
            left.remove(next);
        }
    }

    private void insert(String table) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Column column : columns(table)) {
            if (column.isGenerated()) continue;
            Object value = known.getOrDefault(table + "." + column.name(), known.get(column.name()));
            row.put(column.name(), value == null ? value(column) : value);
        }
        for (Reference reference : references(table)) {
            row.put(reference.column(), rows.get(reference.table()).get(reference.to()));
        }
        jdbc.sql("insert into %s (%s) values (%s)"
                        .formatted(
                                table,
                                String.join(", ", row.keySet()),
                                String.join(
                                        ", ",
                                        row.keySet().stream().map(name -> "?").toList())))
                .params(new ArrayList<>(row.values()))
                .update();
        rows.put(table, row);
    }

    private Object value(Column column) {
        String type = column.type().toLowerCase(Locale.ROOT);
        if (type.equals("uuid")) return UUID.randomUUID();
        if (type.contains("timestamp")) return OffsetDateTime.of(2026, 10, 20, 9, 0, 0, 0, ZoneOffset.UTC);
        if (type.equals("date")) return LocalDate.of(2026, 10, 20);
        if (type.equals("boolean")) return false;
        if (type.contains("bytea") || type.contains("binary")) return word.getBytes(StandardCharsets.UTF_8);
        if (type.contains("char") || type.contains("text") || type.contains("large object")) {
            return column.length() >= word.length() || column.length() <= 0 ? word : word.substring(0, column.length());
        }
        return 1;
    }

    private List<Column> columns(String table) {
        return jdbc.sql("""
            select lower(column_name), data_type, coalesce(character_maximum_length, 0), is_identity
            from information_schema.columns
            where lower(table_schema) = 'public' and lower(table_name) = ?
            order by ordinal_position
            """)
                .param(table)
                .query((ResultSet row, int line) ->
                        new Column(row.getString(1), row.getString(2), length(row), "YES".equals(row.getString(4))))
                .list();
    }

    private static int length(ResultSet row) throws SQLException {
        return (int) Math.min(Integer.MAX_VALUE, row.getLong(3));
    }

    private List<Reference> references(String table) {
        return jdbc.sql("""
            select distinct lower(k.column_name), lower(u.table_name), lower(u.column_name)
            from information_schema.referential_constraints c
            join information_schema.key_column_usage k on k.constraint_name = c.constraint_name
            join information_schema.key_column_usage u on u.constraint_name = c.unique_constraint_name
              and u.ordinal_position = k.position_in_unique_constraint
            where lower(k.table_schema) = 'public' and lower(u.table_schema) = 'public' and lower(k.table_name) = ?
            """)
                .param(table)
                .query((row, line) -> new Reference(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }
}
