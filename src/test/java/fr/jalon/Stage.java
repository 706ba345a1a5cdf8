package fr.jalon;

import static org.awaitility.Awaitility.await;

import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.demo.DemoAnswers;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.test.context.TestComponent;

/** What tests of running journeys have at hand: people, teams, a clock on a wall in Paris, and timers to fire. */
@TestComponent
public class Stage {

    public static final String PASSWORD = "Essai-secret-2026";
    /** A Monday. */
    public static final LocalDate MONDAY = LocalDate.of(2026, 10, 19);

    /** What each phase before the week asks for, its gate last. */
    public static final Map<String, List<String>> WORK = Map.of(
            "preparation",
            List.of(
                    "follow-self-training",
                    "create-tool-accounts",
                    "confirm-team",
                    "shortlist-ideas",
                    "gate-preparation"),
            "ideation",
            List.of("generate-ideas", "prioritise-ideas", "select-idea", "gate-ideation"),
            "planning",
            List.of("define-mvp-scope", "build-roadmap", "assign-work", "gate-planning"),
            "prototyping",
            List.of("build-mvp", "gate-prototyping"),
            "activation",
            List.of(
                    "build-landing-page",
                    "configure-campaigns",
                    "simulate-campaign",
                    "prepare-validation-week",
                    "set-experiment-contract",
                    "gate-activation"));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Accounts accounts;
    private final Teams teams;
    private final Enrolments enrolments;
    private final Editions editions;
    private final Bootcamps journeys;
    private final Processes processes;
    private final ParisCalendar paris;
    private final TaskService tasks;
    private final ManagementService management;
    private final FormService forms;
    private final FilterService filters;

    Stage(
            Accounts accounts,
            Teams teams,
            Enrolments enrolments,
            Editions editions,
            Bootcamps journeys,
            Processes processes,
            ParisCalendar paris,
            TaskService tasks,
            ManagementService management,
            FormService forms,
            FilterService filters) {
        this.accounts = accounts;
        this.teams = teams;
        this.enrolments = enrolments;
        this.editions = editions;
        this.journeys = journeys;
        this.processes = processes;
        this.paris = paris;
        this.tasks = tasks;
        this.management = management;
        this.forms = forms;
        this.filters = filters;
    }

    /** Creates the facilitator {@code fanny} and the coach {@code carlos}, unless they exist. */
    public void staff() {
        staff("fanny", "Fanny", "Moreau", Groups.FACILITATORS);
        staff("carlos", "Carlos", "Ribeiro", Groups.COACHES);
    }

    private void staff(String id, String first, String last, String group) {
        if (accounts.exists(id)) return;
        accounts.create(new Accounts.Person(id, first, last, id + "@jalon.example"));
        accounts.setPassword(id, PASSWORD);
        accounts.join(id, group);
    }

    /** A new cohort with one new team of one member, named after the team with {@code -a}. */
    public String team(LocalDate firstDay) {
        String cohort = "cohorte-" + NUMBER.incrementAndGet();
        editions.create(
                new Cohort(cohort, "Cohorte " + NUMBER.get(), List.of(), List.of()), BootcampDays.from(firstDay));
        return team(cohort);
    }

    /** A new team a week before its first day, on a Monday at ten. */
    public String teamAWeekBefore() {
        clock(MONDAY.minusDays(7), 10, 0);
        return team(MONDAY);
    }

    /** A new team in a cohort. */
    public String team(String cohort) {
        staff();
        String team = "equipe-" + NUMBER.incrementAndGet();
        enrolments.enrol(
                cohort,
                team,
                "Équipe " + NUMBER.get(),
                List.of(new Enrolments.NewMember(team + "-a", "Anne", "Durand", team + "-a@jalon.example")));
        accounts.setPassword(team + "-a", PASSWORD);
        return team;
    }

    /** Opens the team's journey and returns the id of its instance. */
    public String open(String team) {
        return journeys.open(teams.team(team).cohort(), team, "fanny");
    }

    /** The id of one of Tasklist's filters. */
    public String filter(String name) {
        return filters.createFilterQuery().filterName(name).singleResult().getId();
    }

    /** Sets the clock on the wall in Paris. */
    public void clock(LocalDateTime wallClock) {
        ClockUtil.setCurrentTime(paris.instantOf(wallClock));
    }

    public void clock(LocalDate day, int hour, int minute) {
        clock(day.atTime(hour, minute));
    }

    /** The time in Paris at which a timer is due. */
    public LocalDateTime due(String instance, String timer) {
        return wall(timer(instance, timer).getDuedate());
    }

    /** The time in Paris at which an open task is due. */
    public LocalDateTime taskDue(String instance, String definition) {
        return wall(task(instance, definition).getDueDate());
    }

    private LocalDateTime wall(Date date) {
        return paris.wallClock(date.toInstant());
    }

    /** Moves the clock to when a timer is due, and fires it. */
    public void fire(String instance, String timer) {
        Job job = timer(instance, timer);
        if (job.getDuedate() != null && job.getDuedate().after(ClockUtil.getCurrentTime()))
            ClockUtil.setCurrentTime(job.getDuedate());
        try {
            management.executeJob(job.getId());
        } catch (OptimisticLockingException early) {
            // The job executor of a whole application has been quicker.
            await().until(() -> management.createJobQuery().jobId(job.getId()).count() == 0);
        }
    }

    /** Fires whatever is due up to a time in Paris, each timer at its own time, and leaves the clock there. */
    public void liveUntil(String instance, LocalDateTime wallClock) {
        Date until = paris.instantOf(wallClock);
        for (Job next = next(instance, until); next != null; next = next(instance, until)) {
            if (next.getDuedate().after(ClockUtil.getCurrentTime())) ClockUtil.setCurrentTime(next.getDuedate());
            management.executeJob(next.getId());
        }
        ClockUtil.setCurrentTime(until);
    }

    private Job next(String instance, Date until) {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .active()
                .timers()
                .duedateLowerThan(new Date(until.getTime() + 1))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .findFirst()
                .orElse(null);
    }

    public boolean hasTimer(String instance, String timer) {
        return management
                        .createJobQuery()
                        .processInstanceId(instance)
                        .activityId(timer)
                        .count()
                > 0;
    }

    private Job timer(String instance, String timer) {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(timer)
                .singleResult();
    }

    public Task task(String instance, String definition) {
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(definition)
                .singleResult();
    }

    /** What the form of an open task shows, asked for as Tasklist asks: lists stay serialized. */
    public Map<String, Object> shown(String instance, String definition) {
        return shownOf(task(instance, definition).getId());
    }

    /** The same of a task by its id. */
    public Map<String, Object> shownOf(String task) {
        return forms.getTaskFormVariables(task, null, false);
    }

    /** The ids of the open tasks in the model, in alphabetical order. */
    public List<String> openTasks(String instance) {
        return tasks.createTaskQuery().processInstanceId(instance).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList();
    }

    /** Completes open tasks with plausible answers. */
    public void complete(String instance, String... definitions) {
        for (String definition : definitions) complete(instance, definition, Map.of());
    }

    /** Completes an open task with plausible answers, some of them replaced. */
    public void complete(String instance, String definition, Map<String, Object> replaced) {
        Map<String, Object> answers = DemoAnswers.of(definition, paris.today());
        answers.putAll(replaced);
        processes.complete(task(instance, definition).getId(), answers);
    }

    /** Completes all that a phase before the week asks for, its gate last. */
    public void pass(String instance, String phase) {
        complete(instance, WORK.get(phase).toArray(String[]::new));
    }

    /** Takes a fresh journey through its phases up to the given one, on time. */
    public void reach(String instance, String phase) {
        pass(instance, "preparation");
        for (String next : List.of("ideation", "planning", "prototyping", "activation")) {
            if (phase.equals(next)) return;
            fire(instance, next + "-opens");
            pass(instance, next);
        }
        if (phase.equals("validation")) return;
        fire(instance, "week-opens");
        liveTheWeek(instance);
        if (!phase.equals("restitution")) presentAndAnalyse(instance);
    }

    /** Takes a fresh journey into its week, its campaigns launched. */
    public void launch(String instance) {
        reach(instance, "validation");
        fire(instance, "week-opens");
        complete(instance, "launch-campaigns");
    }

    /** Takes a journey whose week has opened through its seven days and its gate, on time. */
    public void liveTheWeek(String instance) {
        complete(instance, "launch-campaigns");
        for (int day = 1; day <= 7; day++) {
            fire(instance, "day-morning");
            complete(instance, "record-metrics", "morning-check-in");
            if (day < 7) complete(instance, "adjust-campaigns");
        }
        complete(instance, "gate-validation");
    }

    /** Takes a journey whose week is over up to the decision. */
    public void presentAndAnalyse(String instance) {
        fire(instance, "restitution-opens");
        complete(instance, "present-results", "analyse-data");
    }
}
