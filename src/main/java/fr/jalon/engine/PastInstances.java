package fr.jalon.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Instances whose time is over, with all that the engine's history knows of them. Callers have checked who asks. */
@Component
public class PastInstances {

    /**
     * Something that runs.
     *
     * @param process what its process is called
     */
    public record Running(String key, String process) {}

    /** Every table in which a row belongs to an outermost instance. */
    private static final List<String> TABLES = List.of(
            "act_hi_detail",
            "act_hi_varinst",
            "act_hi_comment",
            "act_hi_attachment",
            "act_hi_identitylink",
            "act_hi_taskinst",
            "act_hi_actinst",
            "act_hi_incident",
            "act_hi_job_log",
            "act_hi_ext_task_log",
            "act_hi_op_log",
            "act_hi_dec_in",
            "act_hi_dec_out",
            "act_hi_decinst",
            "act_hi_procinst",
            "act_ru_authorization",
            "act_ge_bytearray");

    private final JdbcClient jdbc;

    PastInstances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The outermost instances of a team: its journeys, and what was started beside them. Business keys begin with
     * cohort and team.
     *
     * @param journeys the ids of some of them
     */
    public Set<String> of(String team, Collection<String> journeys) {
        return new HashSet<>(jdbc.sql("""
            select id_ from act_hi_procinst where id_ in (:journeys)
            union
            select root_proc_inst_id_ from act_hi_procinst
            where substring(business_key_ from position('/' in business_key_) + 1) || '/' like :team || '/%'
            """)
                .param("journeys", journeys.isEmpty() ? List.of("") : journeys)
                .param("team", team)
                .query(String.class)
                .list());
    }

    /** The outermost instances of a process with a variable of that value. */
    public Set<String> saying(String process, String variable, String value) {
        return new HashSet<>(jdbc.sql("""
            select h.root_proc_inst_id_
            from act_hi_procinst h
            join act_hi_varinst v on v.proc_inst_id_ = h.id_
            where h.proc_def_key_ = ? and v.name_ = ? and v.text_ = ?
            """)
                .params(process, variable, value)
                .query(String.class)
                .list());
    }

    /** All that runs under a business key. */
    public List<Running> running() {
        return jdbc.sql("""
            select distinct e.business_key_, d.name_
            from act_ru_execution e
            join act_re_procdef d on d.id_ = e.proc_def_id_
            where e.parent_id_ is null and e.business_key_ is not null
            order by e.business_key_, d.name_
            """)
                .query((row, line) -> new Running(row.getString(1), row.getString(2)))
                .list();
    }

    /** What the processes of those of some outermost instances are called that still run. */
    public List<String> running(Collection<String> roots) {
        return roots.isEmpty()
                ? List.of()
                : jdbc.sql("""
            select distinct d.name_
            from act_ru_execution e
            join act_re_procdef d on d.id_ = e.proc_def_id_
            where e.id_ in (:roots)
            order by d.name_
            """).param("roots", roots).query(String.class).list();
    }

    /**
     * Removes all that is known of outermost instances, and of whatever they have called.
     *
     * @throws IllegalStateException if one of them runs
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Collection<String> roots) {
        if (roots.isEmpty()) return;
        if (!running(roots).isEmpty()) throw new IllegalStateException("what runs has no past: " + roots);
        for (String table : TABLES) {
            jdbc.sql("delete from " + table + " where root_proc_inst_id_ in (:roots)")
                    .param("roots", roots)
                    .update();
        }
    }

    /** Removes what is known of what was done to groups. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void eraseGroups(Collection<String> groups) {
        if (groups.isEmpty()) return;
        jdbc.sql("""
            delete from act_hi_op_log
            where operation_id_ in (
              select operation_id_ from act_hi_op_log where new_value_ in (:groups) or org_value_ in (:groups))
            """).param("groups", groups).update();
    }
}
