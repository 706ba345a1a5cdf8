package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a database must hold whatever became of the nodes that wrote it. */
final class Ledger {

    /** What there must be none of. */
    private static final Map<String, String> NEVER = Map.of(
            "a task twice in one place", """
                    select proc_inst_id_ || ' ' || task_def_key_ from act_ru_task
                    group by proc_inst_id_, task_def_key_ having count(*) > 1""",
            "a job that nobody tries", "select id_ || ' ' || exception_msg_ from act_ru_job where retries_ = 0",
            "an incident", "select activity_id_ || ' ' || incident_msg_ from act_ru_incident",
            "a task without its journey", """
                    select t.id_ from act_ru_task t left join journey j on j.id = t.proc_inst_id_
                    where t.proc_inst_id_ is not null and j.id is null""",
            "an open journey without its process", """
                    select j.id from journey j left join act_ru_execution e on e.id_ = j.id
                    where j.closed_at is null and e.id_ is null""",
            "a process without its journey", """
                    select e.id_ from act_ru_execution e left join journey j on j.id = e.id_
                    where e.parent_id_ is null and e.super_exec_ is null and j.id is null""",
            "a letter twice", """
                    select person || ' ' || kind || ' ' || object from outbox
                    where object is not null group by person, kind, object, subject having count(*) > 1""",
            "a model twice", """
                    select key_ || ' ' || version_ from act_re_procdef group by key_, version_ having count(*) > 1""",
            "a right twice", """
                    select coalesce(group_id_, user_id_) || ' ' || resource_type_ || ' ' || resource_id_
                    from act_ru_authorization group by type_, group_id_, user_id_, resource_type_, resource_id_
                    having count(*) > 1""",
            "a filter twice", "select name_ from act_ru_filter group by name_ having count(*) > 1");

    private Ledger() {}

    /** Nothing is doubled, nothing half stored, nothing given up. */
    static void assertSound(Connection database) throws SQLException {
        for (Map.Entry<String, String> each : NEVER.entrySet())
            assertThat(ask(database, each.getValue())).as(each.getKey()).isEmpty();
    }

    /** A timer has fired once for each team of a cohort. */
    static void assertFiredOnce(Connection database, String timer, String cohort, Collection<String> teams)
            throws SQLException {
        List<String> fired = ask(database, """
                select j.team from act_hi_actinst a join journey j on j.id = a.proc_inst_id_
                join team t on t.id = j.team
                where a.end_time_ is not null and a.act_inst_state_ <> 2 and a.act_id_ = '%s' and t.cohort = '%s'
                """.formatted(timer, cohort));
        assertThat(fired).as("%s of %s", timer, cohort).containsExactlyInAnyOrderElementsOf(teams);
    }

    /** Each cohort that was acknowledged is there. */
    static void assertKept(Connection database, Collection<String> cohorts) throws SQLException {
        assertThat(ask(database, "select id from cohort")).containsAll(cohorts);
    }

    /** All rows of a query of one column. */
    static List<String> ask(Connection database, String sql) throws SQLException {
        try (ResultSet rows = database.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }
}
