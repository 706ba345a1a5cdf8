package fr.jalon.engine;

import fr.jalon.Refusal;
import fr.jalon.engine.Lived.Visit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The models that journeys run on, and where on them they stand. Callers have checked who asks. */
@Component
public class Models {

    /** What contains other activities. */
    private static final Set<String> AROUND = Set.of("subProcess", "callActivity", "multiInstanceBody");

    /** What the engine writes of an activity that was ended from without. */
    private static final int CANCELED = 2;

    /** What has become of an activity that was reached. */
    public enum State {
        PASSED,
        HERE
    }

    /**
     * A model as it was deployed.
     *
     * @param process its key
     */
    public record Drawing(String process, String name, String xml) {}

    /**
     * Where a journey stands.
     *
     * @param process the key of the model in which the activity is
     * @param within the name of what is around it; null at the top
     * @param isInnermost whether it contains nothing where the journey could stand
     */
    public record Place(
            String root,
            String process,
            String activity,
            String name,
            @Nullable String within,
            boolean isInnermost) {}

    /**
     * An element of a model that instances can stand in.
     *
     * @param within the sub-process around it; null at the top
     */
    public record Part(String id, String name, @Nullable String within) {}

    private record Definition(String id, String key, String name) {}

    private final JdbcClient jdbc;
    private final Map<String, String> xml = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Part>> parts = new ConcurrentHashMap<>();

    Models(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A model of a journey, in the version that it runs on; one that it has not called yet, in the latest.
     *
     * @param root its outermost instance
     * @param process the key of a model that it may call; null for its own
     * @throws Refusal if the journey has no such model
     */
    public Drawing ofJourney(String root, @Nullable String process) {
        Map<String, Definition> run = new LinkedHashMap<>();
        jdbc.sql("""
                select d.id_, d.key_, d.name_ from act_hi_procinst p
                join act_re_procdef d on d.id_ = p.proc_def_id_
                where p.root_proc_inst_id_ = ? order by p.start_time_
                """)
                .param(root)
                .query((row, line) -> new Definition(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .forEach(each -> run.put(each.key(), each));
        return drawing(run, run.keySet().iterator().next(), process);
    }

    /**
     * The latest version of a model, or of one that it calls.
     *
     * @throws Refusal if it calls no such model
     */
    public Drawing latest(String process, @Nullable String called) {
        return drawing(new HashMap<>(), process, called);
    }

    private Drawing drawing(Map<String, Definition> known, String outermost, @Nullable String asked) {
        Set<String> reached = new LinkedHashSet<>();
        Definition found = asked == null
                ? known.computeIfAbsent(outermost, this::latest)
                : search(known, outermost, asked, reached);
        if (found == null) throw Refusal.unknown("Le modèle « " + asked + " » est inconnu.");
        return new Drawing(found.key(), found.name(), xml(found));
    }

    private @Nullable Definition search(
            Map<String, Definition> known, String process, String asked, Set<String> reached) {
        if (!reached.add(process)) return null;
        Definition here = known.computeIfAbsent(process, this::latest);
        if (process.equals(asked)) return here;
        return Bpmn.readModelFromStream(new ByteArrayInputStream(xml(here).getBytes(StandardCharsets.UTF_8)))
                .getModelElementsByType(CallActivity.class)
                .stream()
                .map(call -> search(known, call.getCalledElement(), asked, reached))
                .filter(each -> each != null)
                .findFirst()
                .orElse(null);
    }

    private Definition latest(String process) {
        return jdbc.sql("select id_, key_, name_ from act_re_procdef where key_ = ? order by version_ desc limit 1")
                .param(process)
                .query((row, line) -> new Definition(row.getString(1), row.getString(2), row.getString(3)))
                .single();
    }

    /** The elements of a version of a model, by their ids; asked of the database once. */
    public Map<String, Part> parts(String definition) {
        return parts.computeIfAbsent(definition, id -> {
            Map<String, Part> found = new LinkedHashMap<>();
            for (FlowNode node : Bpmn.readModelFromStream(
                            new ByteArrayInputStream(xml(id).getBytes(StandardCharsets.UTF_8)))
                    .getModelElementsByType(FlowNode.class)) {
                String around = node.getParentElement() instanceof SubProcess outer ? outer.getId() : null;
                found.put(node.getId(), new Part(node.getId(), name(node.getId(), node.getName()), around));
            }
            return Map.copyOf(found);
        });
    }

    private String xml(Definition definition) {
        return xml(definition.id());
    }

    /** What was deployed never changes. */
    private String xml(String definition) {
        return xml.computeIfAbsent(
                definition,
                id -> new String(
                        jdbc.sql("""
                        select b.bytes_ from act_re_procdef d
                        join act_ge_bytearray b on b.deployment_id_ = d.deployment_id_ and b.name_ = d.resource_name_
                        where d.id_ = ?
                        """)
                                .param(id)
                                .query((row, line) -> row.getBytes(1))
                                .single(),
                        StandardCharsets.UTF_8));
    }

    /** What a journey has passed of one of its models and where it stands there, by activity; in one query. */
    public Map<String, State> marks(String root, String process) {
        return Lived.marks(visits("a.root_proc_inst_id_ in (:roots)", List.of(root)).stream()
                .filter(visit -> visit.process().equals(process))
                .toList());
    }

    /** Where some journeys stand, outermost first; in one query, however many they are. */
    public List<Place> places(Collection<String> roots) {
        if (roots.isEmpty()) return List.of();
        List<Visit> here = visits("a.root_proc_inst_id_ in (:roots) and a.end_time_ is null", roots);
        Map<String, Visit> around = new HashMap<>();
        here.forEach(visit -> around.put(visit.id(), visit));
        here.forEach(visit -> {
            if (visit.called() != null) around.put(visit.called(), visit);
        });
        return here.stream().map(visit -> place(visit, around)).distinct().toList();
    }

    private static Place place(Visit visit, Map<String, Visit> around) {
        Visit outer = around.get(visit.scope());
        // What goes round a task for each of several things is not drawn, and has no name.
        while (outer != null && outer.type().equals("multiInstanceBody")) outer = around.get(outer.scope());
        return new Place(
                visit.root(),
                visit.process(),
                visit.element(),
                name(visit),
                outer == null ? null : name(outer),
                !AROUND.contains(visit.type()));
    }

    private static String name(Visit visit) {
        return name(visit.element(), visit.name());
    }

    private static String name(String element, @Nullable String name) {
        if (name == null) return element;
        // The model names such a task by what it is about, which differs from one to the next.
        return name.contains("${") ? "Tâche en cours" : name.replaceAll("\\s+", " ");
    }

    /** Nobody stands at a gateway: one that waits does so for whoever stands elsewhere. */
    private List<Visit> visits(String which, Collection<String> roots) {
        return jdbc.sql("""
                select a.id_, a.root_proc_inst_id_, a.proc_def_key_, a.parent_act_inst_id_, a.act_id_, a.act_type_,
                  a.act_name_, a.start_time_, a.end_time_, a.act_inst_state_, a.call_proc_inst_id_
                from act_hi_actinst a
                where %s and (a.end_time_ is not null or a.act_type_ not like '%%Gateway')
                order by a.start_time_, a.sequence_counter_
                """.formatted(which))
                .param("roots", roots)
                .query((row, line) -> {
                    Timestamp end = row.getTimestamp(9);
                    return new Visit(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getTimestamp(8).toInstant(),
                            end == null ? null : end.toInstant(),
                            row.getInt(10) == CANCELED,
                            row.getString(11));
                })
                .list();
    }
}
