package fr.jalon.scic.process;

import fr.jalon.Stage;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Apprentice;
import fr.jalon.scic.ApprenticeContract;
import fr.jalon.scic.Apprentices;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.test.context.TestComponent;

/** What tests of tracks have at hand: a track is its root instance and whatever runs under it. */
@TestComponent
public class TrackStage {

    /** The first day of the founding documents. */
    public static final LocalDate START = LocalDate.of(2025, 3, 1);

    private final Stage stage;
    private final Accounts accounts;
    private final Processes processes;
    private final ParisCalendar paris;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final FormService forms;
    private final Apprentices apprentices;

    TrackStage(
            Stage stage,
            Accounts accounts,
            Processes processes,
            ParisCalendar paris,
            RuntimeService runtime,
            TaskService tasks,
            ManagementService management,
            FormService forms,
            Apprentices apprentices) {
        this.stage = stage;
        this.accounts = accounts;
        this.processes = processes;
        this.paris = paris;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.forms = forms;
        this.apprentices = apprentices;
    }

    /** A new team's track from the seed's first day on, at nine of that morning. */
    public String open() {
        return open(START, Map.of());
    }

    /** A new team's track, at nine of its first morning. */
    public String open(LocalDate start, Map<String, Object> more) {
        stage.clock(start, 9, 0);
        return open(stage.team(start), start, more);
    }

    public String open(String team, LocalDate start, Map<String, Object> more) {
        Map<String, Object> answers = new LinkedHashMap<>(
                Map.of("team", team, "structureName", "Alternance IT Occitanie", "startDate", start.toString()));
        answers.putAll(more);
        String track = accounts.as("fanny", () -> processes.start(AssociationToScic.KEY, answers));
        if (!timer(track, "creation-opens").getDuedate().after(ClockUtil.getCurrentTime()))
            fire(track, "creation-opens");
        return track;
    }

    /** The running instances of a track. */
    public List<ProcessInstance> family(String track) {
        return runtime.createProcessInstanceQuery()
                .variableValueEquals(AssociationToScic.TRACK, track)
                .list();
    }

    /** The instance of a grant. */
    public String grant(String track, String grant) {
        return runtime.createProcessInstanceQuery()
                .variableValueEquals(AssociationToScic.TRACK, track)
                .variableValueEquals(AssociationToScic.GRANT, grant)
                .processDefinitionKey("grant-application")
                .singleResult()
                .getId();
    }

    /** The open tasks of a track with that id in the model. */
    public List<Task> tasks(String track, String definition) {
        return tasks.createTaskQuery()
                .processInstanceIdIn(ids(track))
                .taskDefinitionKey(definition)
                .list();
    }

    /** The ids of the open tasks in the model, each once, in alphabetical order, without those of the grants. */
    public List<String> open(String track) {
        return tasks.createTaskQuery().processInstanceIdIn(ids(track)).list().stream()
                .filter(task -> !task.getProcessDefinitionId().startsWith("grant-application:"))
                .map(Task::getTaskDefinitionKey)
                .distinct()
                .sorted()
                .toList();
    }

    /** Completes one open task of each with plausible answers. */
    public void complete(String track, String... definitions) {
        for (String definition : definitions) complete(track, definition, Map.of());
    }

    /** Completes one open task with plausible answers, some of them replaced. */
    public void complete(String track, String definition, Map<String, Object> replaced) {
        complete(tasks(track, definition).get(0), replaced);
    }

    public void complete(Task task, Map<String, Object> replaced) {
        Map<String, Object> answers = DemoAnswers.of(task.getTaskDefinitionKey(), paris.today());
        answers.putAll(replaced);
        processes.complete(task.getId(), answers);
    }

    /** Completes so many open tasks of one kind. */
    public void completeSome(String track, String definition, int number, Map<String, Object> replaced) {
        tasks(track, definition).stream().limit(number).forEach(task -> complete(task, replaced));
    }

    public Map<String, Object> shown(Task task) {
        return forms.getTaskFormVariables(task.getId(), null, false);
    }

    /** The time in Paris at which an open task is due. */
    public LocalDateTime taskDue(String track, String definition) {
        return wall(tasks(track, definition).get(0).getDueDate());
    }

    /** The time in Paris at which a timer of an instance is due. */
    public LocalDateTime due(String track, String timer) {
        return wall(timer(track, timer).getDuedate());
    }

    /** Moves the clock to when a timer is due, and fires it. */
    public void fire(String track, String timer) {
        Job job = timer(track, timer);
        if (job.getDuedate() != null && job.getDuedate().after(ClockUtil.getCurrentTime()))
            ClockUtil.setCurrentTime(job.getDuedate());
        management.executeJob(job.getId());
    }

    /** Fires whatever is due up to a time in Paris, each timer at its own time, and leaves the clock there. */
    public void live(String track, LocalDateTime wallClock) {
        Date until = paris.instantOf(wallClock);
        for (Job next = next(track, until); next != null; next = next(track, until)) {
            if (next.getDuedate().after(ClockUtil.getCurrentTime())) ClockUtil.setCurrentTime(next.getDuedate());
            management.executeJob(next.getId());
        }
        ClockUtil.setCurrentTime(until);
    }

    private Job next(String track, Date until) {
        return timers(track)
                .filter(job -> !job.getDuedate().after(until))
                .min(Comparator.comparing(Job::getDuedate))
                .orElse(null);
    }

    private Job timer(String track, String timer) {
        return Stream.of(ids(track))
                .map(instance -> management
                        .createJobQuery()
                        .processInstanceId(instance)
                        .activityId(timer)
                        .singleResult())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private Stream<Job> timers(String track) {
        return Stream.of(ids(track))
                .flatMap(instance -> management.createJobQuery().processInstanceId(instance).timers().list().stream());
    }

    private String[] ids(String track) {
        return family(track).stream().map(ProcessInstance::getId).toArray(String[]::new);
    }

    private LocalDateTime wall(Date date) {
        return paris.wallClock(date.toInstant());
    }

    /** Does all the work of the creation; the market is heard as the seed wants it. */
    public void create(String track) {
        createWith(track, Map.of());
    }

    /** The same with statutes that say something else. */
    public void createWith(String track, Map<String, Object> statutes) {
        completeSome(track, "sign-partnerships", 5, Map.of());
        complete(track, "recruit-founders");
        createTheRest(track, statutes);
    }

    /** The same where partners and founders have been found, or not. */
    public void createTheRest(String track) {
        createTheRest(track, Map.of());
    }

    private void createTheRest(String track, Map<String, Object> statutes) {
        hearTheMarket(track);
        complete(track, "benchmark-competition", "decide-market");
        complete(track, "meet-lawyer", "contact-cress", "confirm-employer-group");
        complete(track, "adopt-statutes", statutes);
        complete(track, "declare-association", "obtain-siret", "subscribe-insurance");
        complete(track, "join-employer-group", "build-platform-prototype", "set-launch-budget");
    }

    /** Six of twenty companies with strong interest, ten that accept the price, three letters; ten apprentices. */
    public void hearTheMarket(String track) {
        completeSome(track, "interview-company", 3, Map.of());
        completeSome(track, "interview-company", 3, Map.of("letterSigned", false));
        completeSome(track, "interview-company", 4, Map.of("interest", "WEAK", "letterSigned", false));
        completeSome(
                track,
                "interview-company",
                10,
                Map.of("interest", "NONE", "acceptsPrice", false, "letterSigned", false));
        completeSome(track, "interview-apprentice", 10, Map.of());
    }

    /** Places some apprentices today, for a year, with their contract filed. */
    public void place(String track, int number) {
        LocalDate today = paris.today();
        for (int i = 0; i < number; i++) {
            apprentices.add(
                    track,
                    new Apprentice(
                            UUID.randomUUID().toString(),
                            "A. " + i,
                            null,
                            "Entreprise " + i % 4,
                            ApprenticeContract.APPRENTICESHIP,
                            today,
                            today.plusYears(1),
                            null,
                            today,
                            1),
                    "fanny");
        }
    }

    /** Does all the work of the proof of concept, each step as it opens. */
    public void prove(String track) {
        fire(track, "build-mvp-platform-opens");
        complete(track, "build-mvp-platform");
        fire(track, "place-first-apprentices-opens");
        complete(track, "place-first-apprentices");
        fire(track, "place-ten-apprentices-opens");
        complete(track, "place-ten-apprentices");
        fire(track, "validate-model-opens");
        complete(track, "validate-model");
    }

    /** Comes before the general assembly. */
    public void convene(String track) {
        fire(track, "prepare-scic-opens");
        complete(track, "prepare-scic");
        fire(track, "record-vote-opens");
        complete(track, "convene-general-assembly");
    }
}
