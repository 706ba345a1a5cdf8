package fr.jalon.portfolio;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.JourneyKind.Panel;
import fr.jalon.journey.JourneyKind.Question;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Timeline;
import fr.jalon.journey.Timeline.State;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.plan.Gantt;
import fr.jalon.plan.Item;
import fr.jalon.plan.Move;
import fr.jalon.plan.Plans;
import fr.jalon.portfolio.TeamPast.Gate;
import fr.jalon.portfolio.TeamPast.Moved;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.TeamFile;
import fr.jalon.team.TeamFiles;
import fr.jalon.team.Teams;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All that a team's page shows: where each journey stands, what is to do, what was produced and decided. */
@Component
class TeamView {

    /** A step with its days in words. */
    record Shown(Step step, String when, @Nullable String note) {}

    /**
     * An open task.
     *
     * @param who the person who has taken it on, or whom it waits for
     * @param due in words; null where it is not due on a day
     * @param isTheirs whether the team may open it too
     * @param href where it is done
     */
    record ToDo(String name, String who, @Nullable String due, boolean isLate, boolean isTheirs, String href) {}

    /**
     * What the team is asked before all else.
     *
     * @param href where it is answered; null while its task is not open
     */
    record Asked(Question of, @Nullable String href) {}

    /**
     * A journey told from its first step to its last.
     *
     * @param blocked what its team says that is blocked; null where it is not
     */
    record Told(
            Journey journey,
            @Nullable String pause,
            @Nullable String blocked,
            List<Shown> steps,
            @Nullable String late,
            String awaited,
            @Nullable String gate,
            @Nullable String opensNext,
            @Nullable String outcome,
            @Nullable Asked asked,
            List<ToDo> tasks,
            List<Panel> panels,
            String gantt,
            List<Item> items,
            List<Gate> gates,
            List<Moved> moves) {}

    /** @param people whose names the page says: the members, the coaches, who has filed a file */
    record Page(
            Team team,
            Cohort cohort,
            @Nullable Person coach,
            List<Person> members,
            List<Told> journeys,
            List<TeamFile> files,
            Circle people) {}

    private final Teams teams;
    private final TeamFiles files;
    private final Accounts accounts;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Plans plans;
    private final Processes processes;
    private final Notebook notebook;
    private final TeamPast past;
    private final Words words;
    private final ParisCalendar paris;

    TeamView(
            Teams teams,
            TeamFiles files,
            Accounts accounts,
            Journeys journeys,
            Kinds kinds,
            Plans plans,
            Processes processes,
            Notebook notebook,
            TeamPast past,
            Words words,
            ParisCalendar paris) {
        this.teams = teams;
        this.files = files;
        this.accounts = accounts;
        this.journeys = journeys;
        this.kinds = kinds;
        this.plans = plans;
        this.processes = processes;
        this.notebook = notebook;
        this.past = past;
        this.words = words;
        this.paris = paris;
    }

    /** Read as one: what several ask for is read once. */
    @Transactional(readOnly = true)
    public Page of(Team team) {
        List<Journey> all = journeys.of(team.id());
        List<String> ids = all.stream().map(Journey::id).toList();
        Map<String, Plans.Told> items = plans.told(ids);
        List<OpenTask> open = processes.openTasks(ids);
        List<Notebook.Gate> gates = notebook.gates(ids);
        List<TeamFile> kept = files.of(team);
        Circle people = accounts.circle(
                List.of(team.group(), Groups.COACHES),
                Stream.of(
                                open.stream().map(OpenTask::assignee),
                                gates.stream().map(Notebook.Gate::who),
                                items.values().stream()
                                        .flatMap(plan -> plan.moves().stream())
                                        .map(Move::by),
                                kept.stream().map(TeamFile::author))
                        .flatMap(who -> who)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        List<Told> told = new ArrayList<>();
        for (Journey journey : all) {
            List<ToDo> tasks = open.stream()
                    .filter(task -> task.root().equals(journey.id()))
                    .map(task -> toDo(task, people))
                    .toList();
            List<Gate> held = gates.stream()
                    .filter(gate -> gate.root().equals(journey.id()))
                    .map(gate -> past.gate(gate, people))
                    .toList();
            Plans.Told plan = items.getOrDefault(journey.id(), Plans.Told.NOTHING);
            Asked asked = kinds.of(journey)
                    .question(journey, plan.items())
                    .map(question -> asked(question, journey, open))
                    .orElse(null);
            told.add(told(journey, plan, asked, tasks, held, people));
        }
        Teams.Home home = teams.homeOf(team);
        Person coach = people.membersOf(Groups.COACHES).stream()
                .filter(each -> each.id().equals(home.coach()))
                .findFirst()
                .orElse(null);
        return new Page(team, home.cohort(), coach, people.membersOf(team.group()), told, kept, people);
    }

    private static Asked asked(Question question, Journey journey, List<OpenTask> open) {
        return new Asked(
                question,
                open.stream()
                        .filter(task -> task.root().equals(journey.id())
                                && task.definition().equals(question.task()))
                        .findFirst()
                        .map(TeamView::href)
                        .orElse(null));
    }

    private static String href(OpenTask task) {
        return Webapps.TASKLIST + "#/?task=" + task.id();
    }

    private Told told(
            Journey journey,
            Plans.Told plan,
            @Nullable Asked asked,
            List<ToDo> tasks,
            List<Gate> gates,
            Circle people) {
        List<Item> items = plan.items();
        JourneyKind<?, ?> kind = kinds.of(journey);
        Timeline timeline = kind.timeline(journey, items);
        Pause pause = journey.pause();
        Journey.Gate gate = pause == null ? journey.place().gate() : null;
        return new Told(
                journey,
                pause == null ? null : journeys.said(pause),
                pause == null ? journeys.blocked(journey) : null,
                timeline.steps().stream().map(this::shown).toList(),
                words.late(journey),
                words.awaited(journey.place().awaited()),
                gate == null
                        ? null
                        : words.moment(gate.at()) + (paris.wallClock(gate.at()).isBefore(paris.now()) ? ", passé" : ""),
                pause == null ? opensNext(timeline) : null,
                journey.isOpen() ? null : kind.outcome(journey),
                asked,
                tasks,
                kind.panels(journey, items),
                Gantt.of(items, pause == null ? paris.today() : words.day(pause.since())),
                items,
                gates,
                past.moves(timeline, plan.moves(), people));
    }

    private Shown shown(Step step) {
        Timeline.Span span = step.actual() == null ? step.planned() : step.actual();
        String when = step.opens() != null
                        && step.state() != State.DONE
                        && step.opens().isAfter(Instant.EPOCH)
                ? words.moment(step.opens())
                : words.span(span.start(), span.end());
        boolean isMoved = !step.planned().equals(step.baseline()) && step.state() != State.DONE;
        String note = step.late()
                ? "en retard"
                : isMoved ? "prévu d’abord : " + words.day(step.baseline().start()) : null;
        return new Shown(step, when, note);
    }

    /** The next step of a journey, and when it opens; null behind the last. */
    @Nullable
    String opensNext(Journey journey) {
        return opensNext(kinds.of(journey).timeline(journey, plans.items(journey.id())));
    }

    /** The next step, and when it opens, or should have. */
    private @Nullable String opensNext(Timeline timeline) {
        return timeline.steps().stream()
                .filter(step -> step.state() == State.AHEAD)
                .findFirst()
                .map(step -> step.title() + ", " + opens(step))
                .orElse(null);
    }

    private String opens(Step step) {
        if (step.opens() != null) return words.moment(step.opens());
        LocalDate day = step.planned().start();
        return (day.isBefore(paris.today()) ? "qui devait commencer " : "") + words.day(day);
    }

    private ToDo toDo(OpenTask task, Circle people) {
        String who = task.assignee() == null ? words.group(task.group()) : people.nameOf(task.assignee());
        boolean isLate = task.due() != null && paris.wallClock(task.due()).isBefore(paris.now());
        boolean isTheirs = task.group() == null || Groups.isOfTeam(task.group());
        return new ToDo(
                task.name(), who, task.due() == null ? null : words.due(task.due()), isLate, isTheirs, href(task));
    }
}
