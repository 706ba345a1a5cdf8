package fr.jalon.portfolio;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.JourneyKind.Panel;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Timeline;
import fr.jalon.journey.Timeline.State;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.plan.Gantt;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param href where it is done
     */
    record ToDo(String name, String who, @Nullable String due, boolean isLate, String href) {}

    /** A journey told from its first step to its last. */
    record Told(
            Journey journey,
            @Nullable String pause,
            List<Shown> steps,
            @Nullable String late,
            String awaited,
            @Nullable String gate,
            @Nullable String opensNext,
            @Nullable String outcome,
            List<ToDo> tasks,
            List<Panel> panels,
            String gantt,
            List<Item> items) {}

    record Page(Team team, Cohort cohort, List<Person> members, List<Told> journeys) {}

    private final Teams teams;
    private final Accounts accounts;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Plans plans;
    private final Processes processes;
    private final Words words;
    private final ParisCalendar paris;

    TeamView(
            Teams teams,
            Accounts accounts,
            Journeys journeys,
            Kinds kinds,
            Plans plans,
            Processes processes,
            Words words,
            ParisCalendar paris) {
        this.teams = teams;
        this.accounts = accounts;
        this.journeys = journeys;
        this.kinds = kinds;
        this.plans = plans;
        this.processes = processes;
        this.words = words;
        this.paris = paris;
    }

    /** Read as one: what several ask for is read once. */
    @Transactional(readOnly = true)
    public Page of(Team team) {
        List<Journey> all = journeys.of(team.id());
        List<String> ids = all.stream().map(Journey::id).toList();
        Map<String, List<Item>> items = plans.items(ids);
        List<OpenTask> open = processes.openTasks(ids);
        Map<String, String> names = accounts.names(open.stream()
                .map(OpenTask::assignee)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        List<Told> told = new ArrayList<>();
        for (Journey journey : all) {
            List<ToDo> tasks = open.stream()
                    .filter(task -> task.root().equals(journey.id()))
                    .map(task -> toDo(task, names))
                    .toList();
            told.add(told(journey, items.getOrDefault(journey.id(), List.of()), tasks));
        }
        return new Page(team, teams.cohort(team.cohort()), teams.membersOf(team), told);
    }

    private Told told(Journey journey, List<Item> items, List<ToDo> tasks) {
        JourneyKind<?, ?> kind = kinds.of(journey);
        Timeline timeline = kind.timeline(journey, items);
        Pause pause = journey.pause();
        Journey.Gate gate = pause == null ? journey.place().gate() : null;
        return new Told(
                journey,
                pause == null ? null : journeys.said(pause),
                timeline.steps().stream().map(this::shown).toList(),
                words.late(journey),
                words.awaited(journey.place().awaited()),
                gate == null ? null : words.moment(gate.at()),
                pause == null ? opensNext(timeline) : null,
                journey.isOpen() ? null : kind.outcome(journey),
                tasks,
                kind.panels(journey),
                Gantt.of(items, pause == null ? paris.today() : words.day(pause.since())),
                items);
    }

    private Shown shown(Step step) {
        Timeline.Span span = step.actual() == null ? step.planned() : step.actual();
        String when = step.opens() != null
                        && step.state() != State.DONE
                        && step.opens().isAfter(Instant.EPOCH)
                ? words.moment(step.opens())
                : span.end() == null || span.end().equals(span.start())
                        ? words.day(span.start())
                        : words.day(span.start()) + " – " + words.day(span.end());
        boolean isMoved = !step.planned().equals(step.baseline()) && step.state() != State.DONE;
        String note = step.late()
                ? "en retard"
                : isMoved ? "prévu d’abord : " + words.day(step.baseline().start()) : null;
        return new Shown(step, when, note);
    }

    /** The next step, and when it opens. */
    private @Nullable String opensNext(Timeline timeline) {
        return timeline.steps().stream()
                .filter(step -> step.state() == State.AHEAD)
                .findFirst()
                .map(step -> step.title() + ", "
                        + (step.opens() == null ? words.day(step.planned().start()) : words.moment(step.opens())))
                .orElse(null);
    }

    private ToDo toDo(OpenTask task, Map<String, String> names) {
        String who = task.assignee() == null
                ? words.group(task.group())
                : names.getOrDefault(task.assignee(), task.assignee());
        boolean isLate = task.due() != null && paris.wallClock(task.due()).isBefore(paris.now());
        return new ToDo(
                task.name(),
                who,
                task.due() == null ? null : words.due(task.due()),
                isLate,
                Webapps.TASKLIST + "#/?task=" + task.id());
    }
}
