package fr.jalon.engine;

import fr.jalon.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The instances of models, as the engine has them and counts them itself; each question is one query, however many
 * there are. Callers have checked who asks.
 */
@Component
public class Instances {

    /** A version of a model. */
    public record Definition(String id, String key, int version, String name) {}

    /**
     * An instance of a model.
     *
     * @param root the outermost instance to which it belongs, and the key of its model
     * @param key its business key
     * @param end null while it runs
     */
    public record Instance(
            String id,
            String root,
            String process,
            @Nullable String key,
            int version,
            boolean isSuspended,
            Instant start,
            @Nullable Instant end) {}

    /** An activity in which an instance stands; several times where several of its executions do. */
    public record Token(String instance, String activity) {}

    /**
     * Something that failed and waits for somebody, on each instance that it holds up.
     *
     * @param cause the incident that brought it about, or itself
     * @param instance the one that it holds up
     * @param activity where it does
     * @param model the definition in which the cause is, with the activity that failed there
     * @param type as the engine names it
     * @param isTimer whether a timer failed
     * @param message the engine's; null where it has none
     */
    public record Incident(
            String cause,
            String instance,
            String root,
            String activity,
            String model,
            String failed,
            String type,
            boolean isTimer,
            @Nullable String message,
            Instant since) {}

    private static final String INCIDENTS = """
            select c.id_, i.proc_inst_id_, e.root_proc_inst_id_, i.activity_id_, c.proc_def_id_,
              coalesce(c.failed_activity_id_, c.activity_id_), c.incident_type_, j.type_, c.incident_msg_,
              c.incident_timestamp_
            from act_ru_incident i
            join act_ru_incident c on c.id_ = i.root_cause_incident_id_
            join act_ru_execution e on e.id_ = i.proc_inst_id_
            left join act_ru_job j on j.id_ = c.configuration_
            where %s
            order by c.incident_timestamp_, c.id_
            """;

    private final JdbcClient jdbc;

    Instances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A model by the id of one of its versions or by its key, which is its latest.
     *
     * @param areAll whether every version is asked for
     * @return the latest first
     * @throws Refusal if there is none
     */
    public List<Definition> definitions(String name, boolean areAll) {
        List<Definition> all =
                jdbc.sql("""
                select d.id_, d.key_, d.version_, d.name_ from act_re_procdef d
                where d.key_ in (select n.key_ from act_re_procdef n where n.id_ = :name or n.key_ = :name)
                order by d.version_ desc
                """).param("name", name).query(Instances::definition).list();
        if (all.isEmpty()) throw Refusal.unknown("Le modèle « " + name + " » est inconnu.");
        if (areAll) return all;
        return List.of(
                all.stream().filter(each -> each.id().equals(name)).findFirst().orElse(all.get(0)));
    }

    private static Definition definition(ResultSet row, int line) throws SQLException {
        return new Definition(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4) == null ? row.getString(2) : row.getString(4));
    }

    /** Those that run, by when they began; suspended ones are there. */
    public List<Instance> running(Collection<String> definitions) {
        return jdbc.sql("""
                select e.id_, e.root_proc_inst_id_, o.key_, e.business_key_, d.version_, e.suspension_state_,
                  h.start_time_, h.end_time_
                from act_ru_execution e
                join act_re_procdef d on d.id_ = e.proc_def_id_
                join act_hi_procinst h on h.id_ = e.id_
                join act_ru_execution r on r.id_ = e.root_proc_inst_id_
                join act_re_procdef o on o.id_ = r.proc_def_id_
                where e.proc_def_id_ in (:definitions) and e.parent_id_ is null
                order by h.start_time_, e.id_
                """)
                .param("definitions", definitions)
                .query(Instances::instance)
                .list();
    }

    /** Those that have ended, the latest first. */
    public List<Instance> ended(Collection<String> definitions) {
        return jdbc.sql("""
                select h.id_, h.root_proc_inst_id_, r.proc_def_key_, h.business_key_, d.version_, 1, h.start_time_,
                  h.end_time_
                from act_hi_procinst h
                join act_re_procdef d on d.id_ = h.proc_def_id_
                join act_hi_procinst r on r.id_ = h.root_proc_inst_id_
                where h.proc_def_id_ in (:definitions) and h.end_time_ is not null
                order by h.end_time_ desc, h.id_
                """)
                .param("definitions", definitions)
                .query(Instances::instance)
                .list();
    }

    /** One, with the definition that it runs on. */
    public record Found(Instance instance, String definition) {}

    /** An instance by its id, whether it runs or has ended. */
    public Optional<Found> find(String id) {
        return jdbc.sql("""
                select h.id_, h.root_proc_inst_id_, r.proc_def_key_, h.business_key_, d.version_,
                  coalesce(e.suspension_state_, 1), h.start_time_, h.end_time_, h.proc_def_id_
                from act_hi_procinst h
                join act_re_procdef d on d.id_ = h.proc_def_id_
                join act_hi_procinst r on r.id_ = h.root_proc_inst_id_
                left join act_ru_execution e on e.id_ = h.id_
                where h.id_ = :id
                """)
                .param("id", id)
                .query((row, line) -> new Found(instance(row, line), row.getString(9)))
                .optional();
    }

    private static Instance instance(ResultSet row, int line) throws SQLException {
        Timestamp end = row.getTimestamp(8);
        return new Instance(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getInt(6) != 1,
                row.getTimestamp(7).toInstant(),
                end == null ? null : end.toInstant());
    }

    /** Where the instances of some definitions stand: what the engine's own statistics count. */
    public List<Token> tokens(Collection<String> definitions) {
        return tokens("e.proc_def_id_ in (:some)", definitions);
    }

    /** Where one instance stands. */
    public List<Token> tokens(String instance) {
        return tokens("e.proc_inst_id_ in (:some)", List.of(instance));
    }

    private List<Token> tokens(String which, Collection<String> some) {
        return jdbc.sql("""
                select e.proc_inst_id_, e.act_id_ from act_ru_execution e
                where e.is_active_ = true and e.act_id_ is not null and %s
                """.formatted(which))
                .param("some", some)
                .query((row, line) -> new Token(row.getString(1), Lived.element(row.getString(2))))
                .list();
    }

    /** What holds up instances of some definitions; what failed in one that they have called is there. */
    public List<Incident> incidents(Collection<String> definitions) {
        return jdbc.sql(INCIDENTS.formatted("i.proc_def_id_ in (:definitions)"))
                .param("definitions", definitions)
                .query(Instances::incident)
                .list();
    }

    /** What holds up one instance. */
    public List<Incident> incidents(String instance) {
        return jdbc.sql(INCIDENTS.formatted("i.proc_inst_id_ = :instance"))
                .param("instance", instance)
                .query(Instances::incident)
                .list();
    }

    /** All that has failed, each once, where it did. */
    public List<Incident> incidents() {
        return jdbc.sql(INCIDENTS.formatted("i.id_ = c.id_"))
                .query(Instances::incident)
                .list();
    }

    private static Incident incident(ResultSet row, int line) throws SQLException {
        return new Incident(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Lived.element(row.getString(4)),
                row.getString(5),
                Lived.element(row.getString(6)),
                row.getString(7),
                "timer".equals(row.getString(8)),
                row.getString(9),
                row.getTimestamp(10).toInstant());
    }
}
