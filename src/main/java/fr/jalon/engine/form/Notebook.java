package fr.jalon.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people have answered in the tasks of journeys, readable for good: each answer as it was when its task was
 * completed, under the label that its form gives it. Callers have checked who asks.
 */
@Component
public class Notebook {

    /**
     * A task that somebody has completed.
     *
     * @param root the journey's instance
     * @param instance the one that the task was in: the journey's, or one that it has called
     * @param who the account that completed it; null where that is no longer known
     */
    public record Entry(
            String root,
            String instance,
            String definition,
            String name,
            @Nullable String who,
            Instant at,
            List<Line> answers) {}

    /**
     * An answer.
     *
     * @param words in words; empty where it is a list
     * @param head the labels of a list's columns
     * @param rows of a list, in words
     */
    public record Line(String label, String words, List<String> head, List<List<String>> rows) {}

    /**
     * A gate that was held.
     *
     * @param who as of an {@link Entry}
     * @param verdict as its form has it
     * @param comment null where nothing was said
     */
    public record Gate(
            String root,
            String name,
            @Nullable String who,
            Instant at,
            String verdict,
            @Nullable String comment) {}

    /**
     * An answer that is an address, as it stood when its task was completed.
     *
     * @param label what was asked
     */
    public record Link(String task, String label, String href, Instant at) {}

    private record Task(
            String root,
            String process,
            String instance,
            String definition,
            String name,
            @Nullable String who,
            Instant at) {}

    /** What a variable held from some moment on. */
    private record Held(Instant from, JsonNode value) {}

    private final JdbcClient jdbc;
    private final FormDefinitions forms;
    private final ObjectMapper json;
    private final ObjectProvider<ProcessEngineConfigurationImpl> engine;

    Notebook(
            JdbcClient jdbc,
            FormDefinitions forms,
            ObjectMapper json,
            ObjectProvider<ProcessEngineConfigurationImpl> engine) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.json = json;
        this.engine = engine;
    }

    /** The completed tasks of some journeys, the oldest first; in two queries, however many there are. */
    public List<Entry> of(Collection<String> roots) {
        if (roots.isEmpty()) return List.of();
        Map<String, List<Held>> values = values(roots, null);
        return engine.getObject().getCommandExecutorTxRequired().execute(context -> tasks(roots).stream()
                .map(task -> new Entry(
                        task.root(),
                        task.instance(),
                        task.definition(),
                        task.name(),
                        task.who(),
                        task.at(),
                        answers(task, values)))
                .toList());
    }

    /**
     * The addresses that people have left where a form asks for one, the latest first, each once under one label; in
     * one query, which reads nothing else of what was answered.
     */
    public List<Link> links(Collection<String> roots) {
        if (roots.isEmpty()) return List.of();
        return engine.getObject().getCommandExecutorTxRequired().execute(context -> addresses(roots).stream()
                .flatMap(held -> link(held).stream())
                .collect(Collectors.toMap(
                        link -> Map.entry(link.label(), link.href()),
                        link -> link,
                        (later, earlier) -> later,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList());
    }

    /** A text that may be an address, held by a variable when a task was completed. */
    private record Address(Task task, String name, String text) {}

    private List<Address> addresses(Collection<String> roots) {
        return jdbc.sql("""
            select t.root_proc_inst_id_, t.proc_def_id_, t.proc_inst_id_, t.task_def_key_, t.name_, t.end_time_,
              d.name_, d.text_
            from act_hi_detail d
            join act_hi_taskinst t on t.proc_inst_id_ = d.proc_inst_id_
            where d.root_proc_inst_id_ in (:roots) and d.type_ = 'VariableUpdate' and d.text_ like 'http%'
              and t.delete_reason_ = 'completed' and d.time_ <= t.end_time_
              and not exists (select 1 from act_hi_detail later
                where later.proc_inst_id_ = d.proc_inst_id_ and later.name_ = d.name_
                  and later.type_ = 'VariableUpdate' and later.sequence_counter_ > d.sequence_counter_
                  and later.time_ <= t.end_time_)
            order by t.end_time_ desc, t.id_, d.name_
            """)
                .param("roots", roots)
                .query((row, line) -> new Address(
                        new Task(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                null,
                                row.getTimestamp(6).toInstant()),
                        row.getString(7),
                        row.getString(8)))
                .list();
    }

    private Optional<Link> link(Address held) {
        return form(held.task())
                .flatMap(form -> form.fields().stream()
                        .filter(field -> field.name.equals(held.name()) && field.asksForLink())
                        .findFirst())
                .map(field -> new Link(
                        held.task().name(),
                        field.label,
                        held.text(),
                        held.task().at()));
    }

    private List<Task> tasks(Collection<String> roots) {
        return jdbc.sql("""
            select t.root_proc_inst_id_, t.proc_def_id_, t.proc_inst_id_, t.task_def_key_, t.name_,
              coalesce((select max(o.user_id_) from act_hi_op_log o
                where o.task_id_ = t.id_ and o.operation_type_ = 'Complete'), t.assignee_), t.end_time_
            from act_hi_taskinst t
            where t.root_proc_inst_id_ in (:roots) and t.delete_reason_ = 'completed'
            order by t.end_time_, t.id_
            """)
                .param("roots", roots)
                .query((row, line) -> new Task(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getTimestamp(7).toInstant()))
                .list();
    }

    /** The gates that were held in some journeys, the latest first; in one query. */
    public List<Gate> gates(Collection<String> roots) {
        if (roots.isEmpty()) return List.of();
        return jdbc.sql("""
            select t.root_proc_inst_id_, t.name_, coalesce((select max(o.user_id_) from act_hi_op_log o
                where o.task_id_ = t.id_ and o.operation_type_ = 'Complete'), t.assignee_), t.end_time_,
              (select d.text_ from act_hi_detail d
                where d.proc_inst_id_ = t.proc_inst_id_ and d.name_ = 'gateVerdict' and d.type_ = 'VariableUpdate'
                  and d.time_ <= t.end_time_
                order by d.time_ desc, d.sequence_counter_ desc fetch first 1 rows only),
              (select d.text_ from act_hi_detail d
                where d.proc_inst_id_ = t.proc_inst_id_ and d.name_ = 'comment' and d.type_ = 'VariableUpdate'
                  and d.time_ <= t.end_time_
                order by d.time_ desc, d.sequence_counter_ desc fetch first 1 rows only)
            from act_hi_taskinst t
            where t.root_proc_inst_id_ in (:roots) and t.delete_reason_ = 'completed' and t.task_def_key_ like 'gate-%'
            order by t.end_time_ desc, t.id_
            """)
                .param("roots", roots)
                .query((row, line) -> new Gate(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        row.getString(6)))
                .list();
    }

    /** What some answers of a journey are by now, by their names; those that nobody has given are left out. */
    public Map<String, JsonNode> latest(String root, Set<String> names) {
        Map<String, JsonNode> latest = new HashMap<>();
        values(List.of(root), names)
                .forEach((name, held) -> latest.put(
                        name.substring(name.indexOf('/') + 1),
                        held.get(held.size() - 1).value()));
        latest.values().removeIf(JsonNode::isNull);
        return latest;
    }

    /** By instance and name; of all names where that is null. */
    private Map<String, List<Held>> values(Collection<String> roots, @Nullable Set<String> names) {
        Map<String, List<Held>> values = new HashMap<>();
        jdbc.sql("""
            select d.proc_inst_id_, d.name_, d.var_type_, d.time_, d.text_, d.long_, d.double_, b.bytes_
            from act_hi_detail d
            left join act_ge_bytearray b on b.id_ = d.bytearray_id_
            where d.root_proc_inst_id_ in (:roots) and d.type_ = 'VariableUpdate' and (:all or d.name_ in (:names))
            order by d.time_, d.sequence_counter_
            """)
                .param("roots", roots)
                .param("all", names == null)
                .param("names", names == null ? Set.of("") : names)
                .query(row -> {
                    values.computeIfAbsent(row.getString(1) + "/" + row.getString(2), fresh -> new ArrayList<>())
                            .add(new Held(row.getTimestamp(4).toInstant(), value(row)));
                });
        return values;
    }

    private JsonNode value(ResultSet row) throws SQLException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String type = row.getString(3);
        byte[] bytes = row.getBytes(8);
        try {
            return switch (type) {
                case "json" -> bytes == null ? nodes.nullNode() : json.readTree(bytes);
                case "string" -> row.getString(5) == null ? nodes.nullNode() : nodes.textNode(row.getString(5));
                case "boolean" -> nodes.booleanNode(row.getLong(6) == 1);
                case "integer", "long", "short" -> nodes.numberNode(row.getLong(6));
                case "double" -> nodes.numberNode(row.getDouble(7));
                case "date" ->
                    nodes.textNode(new Timestamp(row.getLong(6))
                            .toLocalDateTime()
                            .toLocalDate()
                            .toString());
                default -> nodes.nullNode();
            };
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException(corrupt);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Line> answers(Task task, Map<String, List<Held>> values) {
        List<Line> answers = new ArrayList<>();
        form(task).ifPresent(form -> form.fields()
                .forEach(field -> values.getOrDefault(task.instance() + "/" + field.name, List.of()).stream()
                        .filter(held -> !held.from().isAfter(task.at()))
                        .reduce((earlier, later) -> later)
                        .flatMap(held -> field.told(held.value()))
                        .ifPresent(answers::add)));
        return answers;
    }

    private Optional<FormDefinition> form(Task task) {
        DeploymentCache deployed = engine.getObject().getDeploymentCache();
        ProcessDefinitionEntity known = deployed.getProcessDefinitionCache().get(task.process());
        ProcessDefinitionEntity process =
                known == null ? deployed.findDeployedProcessDefinitionById(task.process()) : known;
        TaskDefinition definition = process.getTaskDefinitions().get(task.definition());
        if (definition == null || definition.getFormDefinition().getCamundaFormDefinitionKey() == null) {
            return Optional.empty();
        }
        return Optional.of(forms.of(
                process,
                definition.getFormDefinition().getCamundaFormDefinitionKey().getExpressionText()));
    }
}
