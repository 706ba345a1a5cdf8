package fr.jalon;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every column of every table, as it stands. */
public final class WholeDatabase {

    private WholeDatabase() {}

    /** The columns, as {@code table.column}, in which a row holds one of these words, whatever their case. */
    public static List<String> columnsWith(JdbcClient jdbc, String... words) {
        TreeSet<String> found = new TreeSet<>();
        for (String table : tables(jdbc)) {
            jdbc.sql("select * from \"" + table + "\"").query((ResultSet row) -> {
                ResultSetMetaData columns = row.getMetaData();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String text = text(row, i);
                    if (Stream.of(words).anyMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)))) {
                        found.add((table + "." + columns.getColumnName(i)).toLowerCase(Locale.ROOT));
                    }
                }
            });
        }
        return new ArrayList<>(found);
    }

    /** All columns, as {@code table.column}. */
    public static List<String> columns(JdbcClient jdbc) {
        return jdbc.sql("select lower(table_name) || '.' || lower(column_name) from information_schema.columns"
                        + " where lower(table_schema) = 'public' order by 1")
                .query(String.class)
                .list();
    }

    private static List<String> tables(JdbcClient jdbc) {
        return jdbc.sql("select table_name from information_schema.tables where lower(table_schema) = 'public'"
                        + " and table_type = 'BASE TABLE' order by 1")
                .query(String.class)
                .list();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) return "";
        boolean isBinary = value instanceof byte[] || value instanceof java.sql.Blob;
        return (isBinary ? new String(row.getBytes(column), StandardCharsets.UTF_8) : row.getString(column))
                .toLowerCase(Locale.ROOT);
    }
}
