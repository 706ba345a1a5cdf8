package fr.jalon.engine.identity;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.persistence.entity.TaskMeterLogEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the engine's own tables keep about a person, beside the account. Lists are paged, the latest first. */
@Component
public class PersonalTraces {

    /** A process that a person started. */
    public record Started(
            String process,
            @Nullable String businessKey,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    /** A task that a person holds, held or completed. */
    public record Held(
            String definition,
            String name,
            @Nullable String businessKey,
            Instant openedAt,
            @Nullable Instant due,
            @Nullable Instant closedAt) {}

    /** What a person wrote beside a task. */
    public record Comment(@Nullable String task, Instant writtenAt, String text) {}

    /** What a person did to the engine, as its log says it; values are left out, they may name others. */
    public record Operation(
            String operation,
            @Nullable String entity,
            @Nullable String property,
            @Nullable String task,
            Instant at) {}

    /** The columns, as {@code table.column}, in which history names a person by id. */
    public static final List<String> NAMED_IN_HISTORY = List.of(
            "act_hi_procinst.start_user_id_",
            "act_hi_actinst.assignee_",
            "act_hi_taskinst.assignee_",
            "act_hi_taskinst.owner_",
            "act_hi_identitylink.user_id_",
            "act_hi_identitylink.assigner_id_",
            "act_hi_comment.user_id_",
            "act_hi_attachment.user_id_",
            "act_hi_op_log.user_id_",
            "act_hi_decinst.user_id_",
            "act_hi_caseinst.create_user_id_",
            "act_hi_batch.create_user_id_",
            "act_ru_batch.create_user_id_",
            "act_ru_filter.owner_");

    private final JdbcClient jdbc;

    PersonalTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Started> started(String person, int limit, long offset) {
        return page(
                """
                select proc_def_key_, business_key_, start_time_, end_time_
                from act_hi_procinst
                where start_user_id_ = :person
                order by start_time_ desc, id_
                limit :limit offset :offset
                """,
                person,
                limit,
                offset,
                (row, line) -> new Started(row.getString(1), row.getString(2), at(row, 3), instant(row, 4)));
    }

    public List<Held> tasks(String person, int limit, long offset) {
        return page(
                """
                select t.task_def_key_, t.name_, p.business_key_, t.start_time_, t.due_date_, t.end_time_
                from act_hi_taskinst t
                left join act_hi_procinst p on p.id_ = t.proc_inst_id_
                where t.assignee_ = :person or t.owner_ = :person or t.id_ in (
                  select task_id_ from act_hi_op_log where user_id_ = :person and operation_type_ = 'Complete')
                order by t.start_time_ desc, t.id_
                limit :limit offset :offset
                """,
                person,
                limit,
                offset,
                (row, line) -> new Held(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        at(row, 4),
                        instant(row, 5),
                        instant(row, 6)));
    }

    public List<Comment> comments(String person, int limit, long offset) {
        return page("""
                select t.task_def_key_, c.time_, c.message_, c.full_msg_
                from act_hi_comment c
                left join act_hi_taskinst t on t.id_ = c.task_id_
                where c.user_id_ = :person
                order by c.time_ desc, c.id_
                limit :limit offset :offset
                """, person, limit, offset, (row, line) -> {
            byte[] whole = row.getBytes(4);
            return new Comment(
                    row.getString(1),
                    at(row, 2),
                    whole == null ? row.getString(3) : new String(whole, StandardCharsets.UTF_8));
        });
    }

    public List<Operation> operations(String person, int limit, long offset) {
        return page(
                """
                select o.operation_type_, o.entity_type_, o.property_, t.task_def_key_, o.timestamp_
                from act_hi_op_log o
                left join act_hi_taskinst t on t.id_ = o.task_id_
                where o.user_id_ = :person
                order by o.timestamp_ desc, o.id_
                limit :limit offset :offset
                """,
                person,
                limit,
                offset,
                (row, line) -> new Operation(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), at(row, 5)));
    }

    /** Whether nobody else is an administrator; until the caller's transaction ends, nobody else is asked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isLastAdministrator(String person) {
        jdbc.sql("select id_ from act_id_group where id_ = ? for update")
                .param(Groups.ADMINISTRATORS)
                .query(String.class)
                .single();
        return jdbc.sql("select user_id_ from act_id_membership where group_id_ = ?")
                .param(Groups.ADMINISTRATORS)
                .query(String.class)
                .list()
                .equals(List.of(person));
    }

    /**
     * Releases what a person holds and lets history speak of a pseudonym instead, in the caller's transaction; the
     * account itself is for {@link Accounts#delete}.
     *
     * @return the number of rows by what was done, in French
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Integer> erase(String person, String pseudonym) {
        Map<String, Integer> done = new LinkedHashMap<>();
        // Task by task the engine would refuse for a suspended process.
        done.put(
                "Tâches prises en charge, rendues à leur groupe",
                update("update act_ru_task set assignee_ = null, rev_ = rev_ + 1 where assignee_ = :person", person));
        update("update act_ru_task set owner_ = null, rev_ = rev_ + 1 where owner_ = :person", person);
        update("update act_hi_taskinst set assignee_ = null where assignee_ = :person and end_time_ is null", person);
        update("update act_hi_actinst set assignee_ = null where assignee_ = :person and end_time_ is null", person);
        done.put(
                "Droits personnels",
                update("delete from act_ru_identitylink where user_id_ = :person", person)
                        + update("delete from act_ru_authorization where user_id_ = :person", person));
        jdbc.sql("delete from act_ru_task_meter_log where assignee_hash_ = ?")
                .param(new TaskMeterLogEntity(person, new Date(0)).getAssigneeHash())
                .update();

        int renamed = 0;
        for (String named : NAMED_IN_HISTORY) {
            String table = named.substring(0, named.indexOf('.'));
            String column = named.substring(named.indexOf('.') + 1);
            renamed += rename(
                    "update %1$s set %2$s = :pseudonym where %2$s = :person".formatted(table, column),
                    person,
                    pseudonym);
        }
        for (String value : List.of("org_value_", "new_value_")) {
            renamed += rename("""
                    update act_hi_op_log
                    set %1$s = :pseudonym
                    where %1$s = :person and (entity_type_ = 'IdentityLink'
                      or property_ in ('assignee', 'owner', 'userId', 'resourceId'))
                    """.formatted(value), person, pseudonym);
        }
        // A filter of Tasklist that asks for this person's tasks keeps working, and finds none.
        renamed += rename("""
                update act_ru_filter
                set query_ = replace(query_, :person, :pseudonym)
                where position(:person in query_) > 0
                """, "\"" + person + "\"", "\"" + pseudonym + "\"");
        done.put("Mentions de l’identifiant dans l’historique, remplacées par un pseudonyme", renamed);
        return done;
    }

    private int update(String sql, String person) {
        return jdbc.sql(sql).param("person", person).update();
    }

    private int rename(String sql, String person, String pseudonym) {
        return jdbc.sql(sql)
                .param("person", person)
                .param("pseudonym", pseudonym)
                .update();
    }

    private <T> List<T> page(String sql, String person, int limit, long offset, RowMapper<T> row) {
        return jdbc.sql(sql)
                .param("person", person)
                .param("limit", limit)
                .param("offset", offset)
                .query(row)
                .list();
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
