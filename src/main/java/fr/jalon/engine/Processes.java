package fr.jalon.engine;

import fr.jalon.Refusal;
import fr.jalon.engine.form.ContractTaskService;
import fr.jalon.engine.http.HttpRefusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What slices ask of the engine, without its types. Callers have checked who asks. */
@Component
public class Processes {

    /**
     * A task that waits for someone.
     *
     * @param root the outermost instance to which its instance belongs
     * @param definition its id in the model
     * @param group its team where that may do it, else the first of its candidate groups; null if it has none
     */
    public record OpenTask(
            String id,
            String root,
            String instance,
            String definition,
            String name,
            @Nullable Instant due,
            @Nullable String group,
            @Nullable String assignee) {}

    /**
     * A task with a due date, as history has it.
     *
     * @param root the outermost instance to which its instance belongs
     * @param definition its id in the model
     * @param group as {@link OpenTask} has it
     */
    public record DatedTask(
            String id,
            String root,
            String definition,
            String name,
            Instant due,
            @Nullable String group,
            @Nullable String assignee,
            boolean isDone) {}

    /** A task, open or not, as history has it; the root is the outermost instance to which its instance belongs. */
    public record KnownTask(String root, String instance, String definition, String name) {}

    private static final Logger LOG = LoggerFactory.getLogger(Processes.class);

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final ParisCalendar paris;

    Processes(RuntimeService runtime, TaskService tasks, JdbcClient jdbc, Accounts accounts, ParisCalendar paris) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.paris = paris;
    }

    /**
     * Starts the latest version of a process.
     *
     * @return the id of the instance
     * @throws Refusal if the variables break its start form
     */
    public String start(String process, Map<String, Object> variables) {
        return start(process, null, variables);
    }

    /** Starts it under a business key. */
    public String start(String process, @Nullable String businessKey, Map<String, Object> variables) {
        return refusing(() -> runtime.createProcessInstanceByKey(process)
                .businessKey(businessKey)
                .setVariables(variables)
                .execute()
                .getId());
    }

    /**
     * Sends a message to one instance.
     *
     * @throws Refusal if the instance is suspended, or does not wait for it
     */
    public void send(String instance, String message, Map<String, Object> variables) {
        refusing(() -> {
            try {
                runtime.createMessageCorrelation(message)
                        .processInstanceId(instance)
                        .setVariables(variables)
                        .correlate();
            } catch (MismatchingMessageCorrelationException deaf) {
                refuseSuspended(instance);
                LOG.warn("{} does not wait for {}", instance, message, deaf);
                throw Refusal.conflict("Ce parcours ne peut pas le faire là où il en est.");
            }
            return null;
        });
    }

    private void refuseSuspended(String instance) {
        boolean isSuspended = runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .suspended()
                        .count()
                > 0;
        if (isSuspended) throw Refusal.conflict(HttpRefusal.SUSPENDED);
    }

    /** Has an instance, and whatever it has called, wait: no timer of theirs fires and no task is completed. */
    public void suspend(String root) {
        runtime.updateProcessInstanceSuspensionState()
                .byProcessInstanceIds(family(root))
                .suspend();
    }

    /** Has them go on; what fell due meanwhile comes at once. */
    public void activate(String root) {
        runtime.updateProcessInstanceSuspensionState()
                .byProcessInstanceIds(family(root))
                .activate();
    }

    private List<String> family(String root) {
        return runtime.createProcessInstanceQuery().rootProcessInstanceId(root).list().stream()
                .map(ProcessInstance::getId)
                .toList();
    }

    /** Moves the due dates of open tasks that lay ahead at a moment by so many days. */
    public void postpone(String root, Instant since, int days) {
        for (OpenTask task : openTasks(List.of(root))) {
            if (task.due() == null || !task.due().isAfter(since)) continue;
            Date later = paris.instantOf(paris.wallClock(task.due()).plusDays(days));
            Task open = tasks.createTaskQuery().taskId(task.id()).singleResult();
            open.setDueDate(later);
            tasks.saveTask(open);
        }
    }

    /**
     * Completes a task under its form's contract.
     *
     * @throws Refusal if the answers break it, or the task is done already
     */
    public void complete(String task, Map<String, Object> answers) {
        refusing(() -> {
            tasks.complete(task, new LinkedHashMap<>(answers));
            return null;
        });
    }

    /**
     * Completes a task whose work has been done another way; what its answers of these names held before is forgotten.
     */
    public void spare(String task, Set<String> answers) {
        refusing(() -> {
            ((ContractTaskService) tasks).spare(task, answers);
            return null;
        });
    }

    /**
     * The open tasks of some instances and of whatever they have called, without those that are suspended, in the order
     * in which they are due; one query however many there are.
     */
    public List<OpenTask> openTasks(List<String> instances) {
        if (instances.isEmpty()) return List.of();
        return jdbc.sql("""
            select t.id_, e.root_proc_inst_id_, t.proc_inst_id_, t.task_def_key_, t.name_, t.due_date_, t.assignee_,
              (select coalesce(min(case when l.group_id_ like 'team-%' then l.group_id_ end), min(l.group_id_))
                from act_ru_identitylink l where l.task_id_ = t.id_ and l.type_ = 'candidate')
            from act_ru_task t
            join act_ru_execution e on e.id_ = t.proc_inst_id_
            where e.root_proc_inst_id_ in (:instances) and t.suspension_state_ = 1
            order by t.due_date_, t.task_def_key_, t.name_, t.id_
            """)
                .param("instances", instances)
                .query((row, line) -> {
                    Timestamp due = row.getTimestamp(6);
                    return new OpenTask(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            due == null ? null : due.toInstant(),
                            row.getString(8),
                            row.getString(7));
                })
                .list();
    }

    /**
     * The tasks with a due date of some instances and of whatever they have called, that wait, were completed, or are
     * suspended, in the order in which they opened; one query however many there are. What was cancelled is not there.
     */
    public List<DatedTask> datedTasks(Collection<String> instances) {
        if (instances.isEmpty()) return List.of();
        return jdbc.sql("""
            select t.id_, t.root_proc_inst_id_, t.task_def_key_, t.name_, t.due_date_, t.assignee_, t.end_time_,
              (select coalesce(min(case when l.group_id_ like 'team-%' then l.group_id_ end), min(l.group_id_))
                from act_hi_identitylink l
                where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.operation_type_ = 'add')
            from act_hi_taskinst t
            where t.root_proc_inst_id_ in (:instances) and t.due_date_ is not null
              and (t.end_time_ is null or t.delete_reason_ = 'completed')
            order by t.start_time_, t.id_
            """)
                .param("instances", instances)
                .query((row, line) -> new DatedTask(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant(),
                        row.getString(8),
                        row.getString(6),
                        row.getTimestamp(7) != null))
                .list();
    }

    /** A task, open or not. */
    public Optional<KnownTask> task(String id) {
        return jdbc.sql("""
            select root_proc_inst_id_, proc_inst_id_, task_def_key_, name_ from act_hi_taskinst where id_ = ?
            """)
                .param(id)
                .query((row, line) ->
                        new KnownTask(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .optional();
    }

    /** The outermost instances of some open tasks, in one query; what is unknown is left out. */
    public Map<String, String> rootsOf(Collection<String> tasks) {
        if (tasks.isEmpty()) return Map.of();
        Map<String, String> roots = new HashMap<>();
        jdbc.sql("""
            select t.id_, e.root_proc_inst_id_
            from act_ru_task t
            join act_ru_execution e on e.id_ = t.proc_inst_id_
            where t.id_ in (:tasks)
            """).param("tasks", tasks).query(row -> {
            roots.put(row.getString(1), row.getString(2));
        });
        return roots;
    }

    /** The open tasks of one definition, by the outermost instance to which they belong. */
    public Map<String, List<OpenTask>> openTasks(List<String> instances, String definition) {
        return openTasks(instances).stream()
                .filter(task -> task.definition().equals(definition))
                .collect(Collectors.groupingBy(OpenTask::root));
    }

    /** Completes some tasks with the same answers, as somebody who must be allowed to. */
    public void complete(Collection<OpenTask> some, Map<String, Object> answers, String by) {
        accounts.as(by, () -> {
            some.forEach(task -> complete(task.id(), answers));
            return null;
        });
    }

    /** Those of some tasks that still wait for someone. */
    public Set<String> stillOpen(Collection<String> ids) {
        if (ids.isEmpty()) return Set.of();
        return jdbc.sql("select id_ from act_ru_task where id_ in (:ids)")
                .param("ids", ids)
                .query(String.class)
                .set();
    }

    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (WebApplicationException answer) {
            if (answer.getCause() instanceof Refusal refusal) throw refusal;
            if (answer instanceof ClientErrorException) throw Refusal.conflict(String.valueOf(answer.getMessage()));
            throw answer;
        }
    }
}
