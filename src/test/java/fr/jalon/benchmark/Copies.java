package fr.jalon.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Makes many teams of a few: copies the rows of those that were played, whatever names one of them naming its copy, in
 * cohorts of {@value #A_COHORT} copies each.
 */
final class Copies {

    private static final int A_COHORT = 5;

    private static final Map<String, String> OPEN = Map.of(
            "act_ru_execution", "id_ in (%s)",
            "act_ru_task", "id_ in (%s)",
            "act_ru_identitylink", "task_id_ in (%s)");

    /** What lists show of teams whose journeys go on: tables, each with what of it belongs to what was played. */
    static final Map<String, String> LISTED = together(
            OPEN,
            Map.ofEntries(
                    Map.entry("team", "id in (%s)"),
                    Map.entry("team_member", "team in (%s)"),
                    Map.entry("journey", "id in (%s)"),
                    Map.entry("bootcamp", "id in (%s)"),
                    Map.entry("construction", "journey in (%s)"),
                    Map.entry("construction_review", "journey in (%s)"),
                    Map.entry("plan", "id in (%s)"),
                    Map.entry("plan_item", "plan in (%s)"),
                    Map.entry("experiment", "journey in (%s)"),
                    Map.entry("experiment_day", "journey in (%s)"),
                    Map.entry("metric", "journey in (%s)"),
                    Map.entry("decision", "journey in (%s)"),
                    Map.entry("outbox", "person in (%s)"),
                    Map.entry("act_id_user", "id_ in (%s)"),
                    Map.entry("act_id_group", "id_ in (%s)"),
                    Map.entry("act_id_membership", "user_id_ in (%s)"),
                    Map.entry("act_ru_job", "root_proc_inst_id_ in (%s)"),
                    Map.entry("act_ru_variable", "execution_id_ in (%s) and name_ = 'teamName'"),
                    Map.entry("act_ru_authorization", "resource_id_ in (%1$s) or group_id_ in (%1$s)")));

    static final List<String> HISTORY = List.of(
            "act_hi_procinst",
            "act_hi_actinst",
            "act_hi_taskinst",
            "act_hi_varinst",
            "act_hi_detail",
            "act_hi_identitylink",
            "act_hi_comment",
            "act_hi_op_log",
            "act_hi_decinst",
            "act_hi_dec_in",
            "act_hi_dec_out",
            "act_hi_job_log",
            "act_ge_bytearray");

    /** What goes on of journeys that are copied to be gone on with: all that is open, and its history. */
    static final Map<String, String> GOING_ON = together(
            OPEN,
            Map.ofEntries(
                    Map.entry("act_ru_job", "process_instance_id_ in (%s)"),
                    Map.entry("act_ru_event_subscr", "proc_inst_id_ in (%s)"),
                    Map.entry("act_ru_variable", "proc_inst_id_ in (%s)"),
                    Map.entry("act_ge_bytearray", "id_ in (%s)"),
                    Map.entry("act_hi_procinst", "id_ in (%s)"),
                    Map.entry("act_hi_actinst", "proc_inst_id_ in (%s) and end_time_ is null"),
                    Map.entry("act_hi_taskinst", "proc_inst_id_ in (%s) and end_time_ is null"),
                    Map.entry("act_hi_varinst", "proc_inst_id_ in (%s)")));

    private final DataSource database;
    private final boolean isH2;
    private final Map<String, String> tables;
    private int made;

    private Copies(DataSource database, Map<String, String> tables) throws SQLException {
        this.database = database;
        this.tables = new TreeMap<>(tables);
        try (Connection connection = database.getConnection()) {
            isH2 = connection.getMetaData().getURL().startsWith("jdbc:h2");
        }
    }

    /** Copies of all teams of a cohort with their journeys, as they stand now. */
    @SafeVarargs
    static Copies of(DataSource database, String cohort, Map<String, String>... tables) throws SQLException {
        Copies copies = new Copies(database, together(tables));
        copies.begin();
        copies.sql(
                "insert into copied select id from team where cohort = '" + cohort + "'",
                "insert into copied select group_id from team where cohort = '" + cohort + "'",
                "insert into copied select member from team_member where team in (select id from copied)",
                "insert into copied select id from journey where team in (select id from copied)");
        copies.remember();
        return copies;
    }

    /** Copies of process instances of an engine alone. */
    static Copies of(DataSource database, List<String> instances, Map<String, String> tables) throws SQLException {
        Copies copies = new Copies(database, tables);
        copies.begin();
        for (String instance : instances) copies.sql("insert into copied values ('" + instance + "')");
        copies.remember();
        return copies;
    }

    /** All history, for {@link #of}. */
    static Map<String, String> history() {
        return HISTORY.stream().collect(Collectors.toMap(table -> table, table -> "root_proc_inst_id_ in (%s)"));
    }

    @SafeVarargs
    private static Map<String, String> together(Map<String, String>... tables) {
        Map<String, String> all = new TreeMap<>();
        for (Map<String, String> each : tables) all.putAll(each);
        return all;
    }

    private void begin() throws SQLException {
        sql("create table copies (k integer primary key)", "create table copied (id varchar(64) primary key)");
    }

    private void remember() throws SQLException {
        String unknown = " and %1$s not in (select id from copied)";
        String root = " from act_ru_execution where proc_inst_id_ in (select id from copied)";
        sql(
                "insert into copied select id_" + root + unknown.formatted("id_"),
                "insert into copied select distinct act_inst_id_" + root + unknown.formatted("act_inst_id_"),
                "insert into copied select id_ from act_ru_task where proc_inst_id_ in (select id from copied)",
                "insert into copied select distinct var_scope_ from act_ru_variable"
                        + " where proc_inst_id_ in (select id from copied)" + unknown.formatted("var_scope_"),
                "insert into copied select bytearray_id_ from act_ru_variable"
                        + " where proc_inst_id_ in (select id from copied) and bytearray_id_ is not null");
        for (Map.Entry<String, String> table : tables.entrySet()) {
            sql("create table played_%s as select * from %1$s where %s"
                    .formatted(table.getKey(), table.getValue().formatted("select id from copied")));
        }
    }

    /** Makes so many copies of each team more, all that has a date that many days later. */
    void make(int more, int days) throws SQLException {
        List<String> statements = new ArrayList<>();
        statements.add(isH2 ? "set referential_integrity false" : "set session_replication_role = replica");
        statements.add("delete from copies");
        statements.add((isH2
                        ? "insert into copies select x from system_range(%d, %d)"
                        : "insert into copies select x from generate_series(%d, %d) x")
                .formatted(made, made + more - 1));
        if (tables.containsKey("team")) statements.add("""
                insert into cohort (id, name, begins) select 'copie-' || k / 5, 'Copie ' || k / 5, current_date
                from copies where mod(k, 5) = 0
                """);
        for (String table : tables.keySet()) {
            Map<String, String> values = values(table, days);
            statements.add("insert into %s (%s) select %s from %s, copies"
                    .formatted(
                            table,
                            String.join(", ", values.keySet()),
                            String.join(", ", values.values()),
                            "played_" + table));
        }
        statements.add(isH2 ? "set referential_integrity true" : "set session_replication_role = origin");
        statements.add("analyze");
        sql(statements.toArray(String[]::new));
        made += more;
    }

    /** How many copies of each team there are. */
    int made() {
        return made;
    }

    /** How many cohorts of copies there are, numbered by their age. */
    int cohorts() {
        return made / A_COHORT;
    }

    /** The address part of a cohort of copies; numbers that follow each other are far apart. */
    String cohort(int turn) {
        return "copie-" + turn * 7919L % cohorts();
    }

    /** The same of a copy of a team. */
    String team(String played, int turn) {
        return played + "-" + turn * 7919L % made;
    }

    /** The columns of a table, each with what a copy has there: what names something that is copied names its copy. */
    private Map<String, String> values(String table, int days) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet nothing = statement.executeQuery("select * from " + table + " where 1 = 0")) {
            for (int i = 1; i <= nothing.getMetaData().getColumnCount(); i++) {
                String column = nothing.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
                values.put(column, value(column, nothing.getMetaData().getColumnType(i), days));
            }
        }
        return values;
    }

    private static String value(String column, int type, int days) {
        return switch (column) {
            case "cohort" -> "'copie-' || k / " + A_COHORT;
            case "only_open", "id_", "message_key" -> column + " || '-' || k";
            default ->
                switch (type) {
                    case Types.VARCHAR ->
                        "case when %1$s in (select id from copied) then %1$s || '-' || k else %1$s end"
                                .formatted(column);
                    case Types.DATE -> "cast(%s + interval '%d' day as date)".formatted(column, days);
                    case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                        "%s + interval '%d' day".formatted(column, days);
                    default -> column;
                };
        };
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) statement.execute(each);
        }
    }
}
