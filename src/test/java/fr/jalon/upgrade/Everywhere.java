package fr.jalon.upgrade;

import fr.jalon.Stage;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes instances to every activity of every model at which one can wait, and onwards from wherever one stands to its
 * end. A place is told as {@code process/activity}.
 */
@TestComponent
class Everywhere {

    /** How the engine calls what Jalon deploys. */
    static final String DEPLOYMENT = "SpringAutoDeployment";
    /** How each process is called, and each form's first field, in a revised model. */
    static final String REVISED = "Révisé : ";

    private static final int MOST_STEPS = 400;
    private static final List<Class<? extends FlowNode>> WAITING = List.of(
            UserTask.class,
            IntermediateCatchEvent.class,
            CallActivity.class,
            ReceiveTask.class,
            EventBasedGateway.class);

    private static final Map<String, Object> REWORK =
            Map.of("gateVerdict", "REWORK", "comment", "Il manque une preuve.");
    private static final Map<String, Object> PIVOT = Map.of("decision", "PIVOT", "decisionReason", "Autre usage.");
    private static final Map<String, Object> STOP =
            Map.of("decision", "STOP", "decisionReason", "Personne n’est venu.");
    private static final Map<String, Object> REJECTED =
            Map.of("present", 20, "voteFor", 9, "against", 9, "abstained", 2);

    private static final Map<String, Object> NO_QUORUM =
            Map.of("present", 3, "voteFor", 3, "against", 0, "abstained", 0);
    private static final Map<String, Object> STATUTES_FIRST = Map.of("amendStatutesFirst", true);

    /** A place to which no plausible answers lead, and the task that leads there if it is answered otherwise. */
    private record Turn(String place, String task, Map<String, Object> answers) {}

    private static final List<Turn> TURNS = List.of(
            new Turn("idea-to-decision/rework-preparation", "gate-preparation", REWORK),
            new Turn("idea-to-decision/rework-ideation", "gate-ideation", REWORK),
            new Turn("idea-to-decision/rework-planning", "gate-planning", REWORK),
            new Turn("idea-to-decision/rework-prototyping", "gate-prototyping", REWORK),
            new Turn("idea-to-decision/rework-activation", "gate-activation", REWORK),
            new Turn("idea-to-decision/prepare-pivot", "decide", PIVOT),
            new Turn("idea-to-decision/confirm-pivot", "decide", PIVOT),
            new Turn("idea-to-decision/capture-lessons", "decide", STOP),
            new Turn("association-to-scic/adjust-creation", "gate-creation", REWORK),
            new Turn("association-to-scic/adjust-model", "gate-model", REWORK),
            new Turn("scic-transformation/amend-statutes", "convene-general-assembly", STATUTES_FIRST),
            new Turn("scic-transformation/convene-second-assembly", "record-vote", NO_QUORUM),
            new Turn("scic-transformation/rework-project", "record-vote", REJECTED),
            new Turn("grant-application/plan-next-round", "record-grant-result", Map.of("grantStatus", "REFUSED")),
            new Turn("studio-roadmap/rework-foundations", "gate-foundations", REWORK),
            new Turn("studio-roadmap/rework-development", "gate-development", REWORK),
            new Turn("studio-roadmap/rework-expansion", "gate-expansion", REWORK),
            new Turn("studio-roadmap/rework-consolidation", "gate-consolidation", REWORK));

    /** Calls that are left at once, unless what they call waits here. */
    private static final Map<String, String> CALLS = Map.of(
            "development", "month-begins",
            "expansion", "month-begins",
            "consolidation", "month-begins",
            "month-deliverables", "deliver");

    private static final Set<String> CATCHING = catching();
    private static final String WITHDRAWAL = "association-to-scic/withdraw-track";
    private static final String FURTHER = "association-to-scic/further-grant-application";

    /** A place to which a task leads that is left undone until a timer of its own. */
    private record Late(String place, String task, String timer) {}

    private static final List<Late> LATE = List.of(
            new Late("idea-to-decision/resolve-late-launch", "launch-campaigns", "launch-late"),
            new Late("construction/explain-delay", "serve-first-user", "month-two-over"));

    /** A task that is open again as soon as it is done, and where it leads. */
    private static final String STANDING = "ask-for-help";

    private static final String ASKED = "construction/give-outside-view";

    private final Stage stage;
    private final Accounts accounts;
    private final Processes processes;
    private final ParisCalendar paris;
    private final ManagementService management;
    private final FormService forms;
    private final RepositoryService repository;
    private final JdbcClient jdbc;
    private final Plans plans;
    private int enrolments;

    Everywhere(
            Stage stage,
            Accounts accounts,
            Processes processes,
            ParisCalendar paris,
            ManagementService management,
            FormService forms,
            RepositoryService repository,
            JdbcClient jdbc,
            Plans plans) {
        this.stage = stage;
        this.accounts = accounts;
        this.processes = processes;
        this.paris = paris;
        this.management = management;
        this.forms = forms;
        this.repository = repository;
        this.jdbc = jdbc;
        this.plans = plans;
    }

    /** Every place of the models as they are now. */
    static Set<String> places() {
        Set<String> places = new TreeSet<>();
        for (BpmnModelInstance model : models()) {
            String process = model.getModelElementsByType(Process.class)
                    .iterator()
                    .next()
                    .getId();
            model.getModelElementsByType(FlowNode.class).stream()
                    .filter(node -> WAITING.stream().anyMatch(kind -> kind.isInstance(node))
                            || node.isCamundaAsyncBefore()
                            || node.isCamundaAsyncAfter())
                    .forEach(node -> places.add(process + "/" + node.getId()));
        }
        return places;
    }

    /** The events that interrupt or accompany what is waited for, errors aside, which nothing waits for. */
    static Set<String> events() {
        return models().stream()
                .flatMap(model -> Stream.concat(
                        model.getModelElementsByType(BoundaryEvent.class).stream(),
                        model.getModelElementsByType(StartEvent.class).stream()))
                .filter(event -> event.getEventDefinitions().stream()
                        .anyMatch(definition -> !(definition instanceof ErrorEventDefinition)))
                .map(CatchEvent::getId)
                .collect(Collectors.toSet());
    }

    private static Set<String> catching() {
        return models().stream()
                .flatMap(model -> model.getModelElementsByType(IntermediateCatchEvent.class).stream())
                .map(IntermediateCatchEvent::getId)
                .collect(Collectors.toSet());
    }

    private static List<BpmnModelInstance> models() {
        List<BpmnModelInstance> models = new ArrayList<>();
        try {
            for (Resource model : new PathMatchingResourcePatternResolver().getResources("classpath*:bpmn/**/*.bpmn")) {
                try (InputStream content = model.getInputStream()) {
                    models.add(Bpmn.readModelFromStream(content));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return models;
    }

    /** The places at which something waits. */
    Set<String> held() {
        return jdbc.sql(HELD).query(String.class).set();
    }

    /** Those of some instances, called ones left out. */
    Set<String> held(List<String> instances) {
        return instances.isEmpty()
                ? new HashSet<>()
                : jdbc.sql(HELD + " and e.proc_inst_id_ in (:ids)")
                        .param("ids", instances)
                        .query(String.class)
                        .set();
    }

    private static final String HELD = """
      select distinct d.key_ || '/' || e.act_id_ from act_ru_execution e
      join act_re_procdef d on d.id_ = e.proc_def_id_ where e.act_id_ is not null""";

    /** Opens instances until something waits at every place; journeys begin on that Monday, tracks on that day. */
    void stand(LocalDate monday, LocalDate start) {
        Set<String> wanted = places();
        walk(ahead(start), wanted);
        for (String place = next(wanted); place != null; place = next(wanted)) {
            int before = wanted.size();
            if (place.equals(WITHDRAWAL)) withdraw(track(start), wanted);
            else if (place.equals(FURTHER)) apply(track(start), wanted);
            else walk(open(place.substring(0, place.indexOf('/')), monday, start), wanted);
            if (wanted.size() == before) throw new IllegalStateException("nobody comes to " + wanted);
        }
    }

    private String open(String process, LocalDate monday, LocalDate start) {
        return switch (process) {
            case "idea-to-decision" -> journey(monday);
            case "cohort-enrolment" -> enrolment(monday);
            case "retroplanning", "deliverable" -> retroplan(monday);
            case "studio-roadmap", "roadmap-month" -> roadmap(start);
            case "construction" -> construction(start);
            default -> track(start);
        };
    }

    private static String next(Set<String> places) {
        return places.stream().findFirst().orElse(null);
    }

    private void withdraw(String track, Set<String> wanted) {
        processes.send(track, "team-withdrawn", Map.of("withdrawalReason", "L’équipe se sépare."));
        wanted.removeAll(held(family(track)));
    }

    private void apply(String track, Set<String> wanted) {
        processes.send(track, "grant-wanted", Map.of("furtherGrantId", "realis"));
        wanted.removeAll(held(family(track)));
    }

    /** Stays wherever nobody stands yet, and goes on with all the rest. */
    private void walk(String root, Set<String> wanted) {
        Set<String> kept = new HashSet<>();
        for (int step = 0; step < MOST_STEPS; step++) {
            List<String> family = family(root);
            Set<String> held = held(family);
            held.retainAll(wanted);
            wanted.removeAll(held);
            held.forEach(place -> {
                String activity = place.substring(place.indexOf('/') + 1);
                kept.add(activity);
                if (CALLS.containsKey(activity)) kept.add(CALLS.get(activity));
            });
            List<Late> awaited = LATE.stream()
                    .filter(late -> wanted.contains(late.place()) && !kept.contains(late.task()))
                    .toList();
            Set<String> left = LATE.stream()
                    .filter(late -> awaited.contains(late) || held(family).contains(late.place()))
                    .map(Late::task)
                    .collect(Collectors.toSet());
            if (!wanted.contains(ASKED)) left.add(STANDING);
            Optional<Processes.OpenTask> task = processes.openTasks(family).stream()
                    .filter(open -> !kept.contains(open.definition()) && !left.contains(open.definition()))
                    .findFirst();
            if (task.isPresent()) {
                complete(task.get(), turn(task.get().definition(), wanted));
                continue;
            }
            Optional<Timer> timer = timers(family)
                    .filter(job -> !kept.contains(job.activity()))
                    .filter(job -> CATCHING.contains(job.activity())
                            || awaited.stream().anyMatch(late -> late.timer().equals(job.activity())))
                    .findFirst();
            if (timer.isEmpty()) return;
            fire(timer.get());
        }
        throw new IllegalStateException(root + " does not stand still");
    }

    private static Map<String, Object> turn(String task, Set<String> wanted) {
        return TURNS.stream()
                .filter(turn -> turn.task().equals(task) && wanted.contains(turn.place()))
                .findFirst()
                .map(Turn::answers)
                .orElse(Map.of());
    }

    private String journey(LocalDate monday) {
        stage.clock(monday.minusDays(7), 10, 0);
        return stage.open(stage.team(monday));
    }

    private String enrolment(LocalDate monday) {
        stage.clock(monday.minusDays(7), 10, 0);
        stage.staff();
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("cohort-enrolment")
                .latestVersion()
                .singleResult()
                .getId();
        int number = enrolments++;
        Map<String, Object> answers = new HashMap<>(Map.of(
                "cohortName",
                "Promotion " + number,
                "firstDay",
                monday.toString(),
                "roster",
                "Promo %1$s;Zoé;Petit;zoe@promo%1$s.example".formatted(number)));
        return accounts.as(
                "fanny", () -> forms.submitStartForm(definition, answers).getId());
    }

    private String retroplan(LocalDate monday) {
        stage.clock(monday.minusDays(7), 10, 0);
        Map<String, Object> answers = Map.of(
                "team",
                stage.team(monday),
                "planTitle",
                "Promotion",
                "launchDay",
                monday.plusDays(60).toString(),
                "launchDays",
                1);
        return accounts.as("fanny", () -> processes.start("retroplanning", answers));
    }

    /** One that opens a week later; all but two of its items are given up. */
    private String roadmap(LocalDate start) {
        stage.clock(start.minusDays(7), 9, 0);
        Map<String, Object> answers = Map.of("team", stage.team(start), "startDate", start.toString());
        String roadmap = accounts.as("fanny", () -> processes.start("studio-roadmap", answers));
        plans.items(roadmap).stream()
                .filter(Item::isLeft)
                .skip(2)
                .forEach(item -> plans.drop(roadmap, item.id(), paris.today()));
        return roadmap;
    }

    private String construction(LocalDate start) {
        stage.clock(start, 9, 0);
        Map<String, Object> answers = Map.of("team", stage.team(start), "startDate", start.toString());
        return accounts.as("fanny", () -> processes.start("construction", answers));
    }

    private String track(LocalDate start) {
        stage.clock(start, 9, 0);
        return openTrack(start);
    }

    /** One that opens a week later. */
    private String ahead(LocalDate start) {
        stage.clock(start.minusDays(7), 9, 0);
        return openTrack(start);
    }

    private String openTrack(LocalDate start) {
        String team = stage.team(start);
        Map<String, Object> answers = new HashMap<>(Map.of(
                "team",
                team,
                "structureName",
                "Structure " + team,
                "startDate",
                start.toString(),
                "companies",
                2,
                "apprentices",
                1,
                "letters",
                1));
        return accounts.as("fanny", () -> processes.start("association-to-scic", answers));
    }

    /** Deploys every model, table and form anew, as a later version of Jalon would that has changed them all. */
    void reviseModels() {
        String latest = repository
                .createDeploymentQuery()
                .deploymentName(DEPLOYMENT)
                .orderByDeploymentTime()
                .desc()
                .list()
                .get(0)
                .getId();
        DeploymentBuilder revised = repository.createDeployment().name(DEPLOYMENT);
        for (String name : repository.getDeploymentResourceNames(latest)) {
            try (InputStream content = repository.getResourceAsStream(latest, name)) {
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8)
                        .replaceFirst(
                                name.endsWith(".bpmn") ? "(<bpmn:process [^>]*name=\")" : "(\"label\" *: *\")",
                                "$1" + REVISED);
                revised.addInputStream(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        revised.deploy();
    }

    /** The instances that run in another version of their model than the latest. */
    Set<String> behind() {
        return jdbc.sql("""
                        select e.id_ from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_
                        where d.version_ < (select max(l.version_) from act_re_procdef l where l.key_ = d.key_)""").query(String.class).set();
    }

    /** The instances that run and that no other has called, oldest first. */
    List<String> running() {
        return jdbc.sql("select e.id_ from act_ru_execution e join act_hi_procinst h on h.id_ = e.id_"
                        + " where e.id_ = e.root_proc_inst_id_ order by h.start_time_, e.id_")
                .query(String.class)
                .list();
    }

    /** An instance and those that it has called or left behind, as far as they run. */
    List<String> family(String root) {
        return jdbc.sql("""
        select r.id_ from act_ru_execution r where r.root_proc_inst_id_ = :root and r.id_ = r.proc_inst_id_
        union select r.id_ from act_hi_procinst h join act_ru_execution r on r.business_key_ = h.business_key_
        where h.id_ = :root and r.id_ = r.proc_inst_id_ order by 1""").param("root", root).query(String.class).list();
    }

    /**
     * From the time of what happened last, does all that is asked for and fires what is due next, until nothing is left
     * of an instance and of what it has called.
     */
    void end(String root) {
        if (family(root).isEmpty()) return;
        returnTo(root);
        for (int step = 0; step < MOST_STEPS; step++) {
            List<String> family = family(root);
            if (family.isEmpty()) return;
            move(family);
        }
        throw new IllegalStateException(root + " never ends, and stands at " + held(family(root)));
    }

    /** From the time of what happened last, does one thing that is asked for, or fires what is due next. */
    void goOn(String root) {
        returnTo(root);
        move(family(root));
    }

    private void returnTo(String root) {
        ClockUtil.setCurrentTime(jdbc.sql("select max(start_time_) from act_hi_actinst where proc_inst_id_ in (:ids)")
                .param("ids", family(root))
                .query(Timestamp.class)
                .single());
    }

    private void move(List<String> family) {
        Optional<Processes.OpenTask> task = processes.openTasks(family).stream()
                .filter(open -> !open.definition().equals(STANDING))
                .findFirst();
        if (task.isPresent()) complete(task.get(), Map.of());
        else
            fire(timers(family)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nothing moves " + held(family))));
    }

    /** Ends all that runs, and what that opens: an enrolment opens journeys, a decision to go on a construction. */
    void endAll() {
        for (int generation = 0; generation < 4; generation++) running().forEach(this::end);
    }

    private void complete(Processes.OpenTask task, Map<String, Object> turn) {
        if (task.definition().equals("hold-cooperative-review")) notBefore(Date.from(task.due()));
        Map<String, Object> answers = new LinkedHashMap<>(DemoAnswers.of(task.definition(), paris.today()));
        switch (task.definition()) {
            case "confirm-pivot" ->
                answers.put("firstDay", paris.today().plusDays(7).toString());
            case "verify-enrolment" -> answers.put("enrolmentRight", "YES");
            case "hand-over-invitations" -> answers.put("invitationsHandedOver", true);
            case "hold-cooperative-review" -> answers.put("scicGoesOn", "NO");
            default -> {}
        }
        // Support is no money.
        if (task.name().endsWith("Réalis incubateur")) {
            answers.replaceAll((field, value) -> field.startsWith("amount") ? 0 : value);
        }
        answers.putAll(turn);
        accounts.as(anyoneOf(task.group()), () -> {
            processes.complete(task.id(), answers);
            return null;
        });
    }

    private String anyoneOf(String group) {
        return jdbc.sql("select min(user_id_) from act_id_membership where group_id_ = ?")
                .param(group)
                .query(String.class)
                .single();
    }

    private record Timer(String id, String activity, Date due) {}

    /** In the order in which they are due; what only continues is due at once. */
    private Stream<Timer> timers(List<String> family) {
        return jdbc
                .sql("""
        select j.id_, d.act_id_, j.duedate_ from act_ru_job j join act_ru_jobdef d on d.id_ = j.job_def_id_
        where j.process_instance_id_ in (:ids) order by j.duedate_ nulls first, d.act_id_""")
                .param("ids", family)
                .query((row, line) -> new Timer(row.getString(1), row.getString(2), row.getTimestamp(3)))
                .list()
                .stream();
    }

    private void fire(Timer timer) {
        if (timer.due() != null) notBefore(timer.due());
        management.executeJob(timer.id());
    }

    private static void notBefore(Date time) {
        if (time.after(ClockUtil.getCurrentTime())) ClockUtil.setCurrentTime(time);
    }
}
