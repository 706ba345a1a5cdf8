package fr.jalon.portfolio;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.DatedTask;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.JourneyKind.Hours;
import fr.jalon.journey.JourneyKind.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.plan.Item;
import fr.jalon.plan.PlanCalendar;
import fr.jalon.plan.Plans;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import fr.jalon.text.ICalendar.Event;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * What of some teams has a day: items of plans, days on which they meet, gates, tasks due, and what each kind of
 * journey adds; for the calendar page and for feeds alike. What ended over a year ago is left out, and so is what a
 * journey that is over did not come to.
 */
@Component
class Dates {

    /** What it is that has a day. */
    enum Sort {
        ITEM,
        MEETING,
        GATE,
        TASK
    }

    /**
     * Something with a day.
     *
     * @param at its hour, on the first day; null where it lasts whole days
     * @param isOwn whether whoever asks is to do it, or is met
     * @param event the same for a calendar application
     */
    record Dated(
            Team team,
            Journey journey,
            Sort sort,
            String title,
            LocalDate first,
            LocalDate last,
            @Nullable LocalDateTime at,
            boolean isBegun,
            boolean isDone,
            boolean isLate,
            boolean isOwn,
            Event event) {}

    /** How long before its end a thing due is shown. */
    private static final Duration SLOT = Duration.ofMinutes(30);

    private static final Duration BEFORE_MEETINGS = Duration.ofHours(1);
    private static final Duration BEFORE_TASKS = Duration.ofDays(1);

    private final Teams teams;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Plans plans;
    private final Processes processes;
    private final Words words;
    private final ParisCalendar paris;
    private final String publicUrl;

    Dates(
            Teams teams,
            Journeys journeys,
            Kinds kinds,
            Plans plans,
            Processes processes,
            Words words,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.teams = teams;
        this.journeys = journeys;
        this.kinds = kinds;
        this.plans = plans;
        this.processes = processes;
        this.words = words;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    /**
     * What concerns somebody: all of their own teams, but tasks that others have taken on; of the teams that they
     * accompany the meetings, the gates and what they are to do themselves.
     */
    List<Dated> concerning(Authentication person) {
        Set<String> groups = Groups.of(person);
        List<Team> around = teams.around(person);
        return of(around, person, around.size() > 1 || Groups.areOfStaff(groups)).stream()
                .filter(each -> switch (each.sort()) {
                    case TASK -> each.isOwn();
                    case ITEM -> groups.contains(each.team().group());
                    case GATE, MEETING -> true;
                })
                .toList();
    }

    /** All of a team. */
    List<Dated> of(Team team, Authentication reader) {
        return of(List.of(team), reader, false);
    }

    /** All of some teams, in as many queries however many they are. */
    private List<Dated> of(Collection<Team> some, Authentication reader, boolean namesTeams) {
        if (some.isEmpty()) return List.of();
        Map<String, Team> byId = some.stream().collect(Collectors.toMap(Team::id, Function.identity()));
        Map<String, Cohort> cohorts =
                teams.cohorts().stream().collect(Collectors.toMap(Cohort::id, Function.identity()));
        LocalDate since = paris.today().minusYears(1);
        List<Journey> all = journeys.of(byId.keySet()).stream()
                .filter(journey -> journey.life().closed() == null
                        || !words.day(journey.life().closed()).isBefore(since))
                .toList();
        List<String> ids = all.stream().map(Journey::id).toList();
        Map<String, List<Item>> items = new HashMap<>(plans.items(ids));
        all.stream().collect(Collectors.groupingBy(kinds::of)).forEach((kind, its) -> kind.dated(its)
                .forEach((journey, more) -> items.merge(journey, more, Dates::joined)));
        Map<String, List<DatedTask>> tasks =
                processes.datedTasks(ids).stream().collect(Collectors.groupingBy(DatedTask::root));
        List<Dated> dated = new ArrayList<>();
        for (Journey journey : all) {
            Team team = Objects.requireNonNull(byId.get(journey.team()));
            Cohort cohort = Objects.requireNonNull(cohorts.get(team.cohort()));
            Reading reading = new Reading(journey, team, cohort.meeting(), reader, namesTeams);
            for (Item item : items.getOrDefault(journey.id(), List.of())) {
                if (item.droppedOn() == null && (journey.isOpen() || item.actualStart() != null))
                    dated.add(reading.item(item));
            }
            dated.addAll(reading.due(tasks.getOrDefault(journey.id(), List.of())));
        }
        dated.removeIf(each -> each.last().isBefore(since));
        return dated;
    }

    private static List<Item> joined(List<Item> some, List<Item> more) {
        List<Item> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** A journey as somebody reads it. */
    private final class Reading {

        private final Journey journey;
        private final JourneyKind<?, ?> kind;
        private final Team team;
        private final Cohort.Meeting meeting;
        private final Authentication reader;
        private final boolean namesTeam;
        private final LocalDateTime now;

        Reading(Journey journey, Team team, Cohort.Meeting meeting, Authentication reader, boolean namesTeam) {
            this.journey = journey;
            this.kind = kinds.of(journey);
            this.team = team;
            this.meeting = meeting;
            this.reader = reader;
            this.namesTeam = namesTeam;
            // Time stands still for what is paused.
            this.now = journey.pause() == null
                    ? paris.now()
                    : paris.wallClock(journey.pause().since());
        }

        Dated item(Item item) {
            LocalDate first = item.firstDay();
            LocalDate last = item.lastDay();
            LocalDate today = now.toLocalDate();
            Hours hours = first.equals(last) ? kind.meeting(item).orElse(null) : null;
            Event days = PlanCalendar.event(journey.id(), journey.title(), journey.isOpen(), item, meeting, today);
            Event event = new Event(
                    days.uid(),
                    hours == null ? days.start() : first.atTime(hours.from()),
                    hours == null ? days.end() : first.atTime(hours.until()),
                    named(days.title()),
                    days.section(),
                    days.description(),
                    hours == null ? null : days.place(),
                    hours == null || days.link() == null ? page() : days.link(),
                    hours != null,
                    hours == null ? null : BEFORE_MEETINGS);
            return new Dated(
                    team,
                    journey,
                    hours == null ? Sort.ITEM : Sort.MEETING,
                    item.title(),
                    first,
                    last,
                    hours == null ? null : first.atTime(hours.from()),
                    item.actualStart() != null,
                    item.actualEnd() != null,
                    journey.isOpen() && item.isLateOn(today),
                    hours != null,
                    event);
        }

        /**
         * The tasks, those of one kind that are due at one moment as one, and the gate ahead: a gate keeps its identity
         * from its announcement until after it is held.
         */
        Collection<Dated> due(List<DatedTask> tasks) {
            Map<String, Dated> due = new LinkedHashMap<>();
            Map<String, List<DatedTask>> alike = new LinkedHashMap<>();
            for (DatedTask task : tasks) {
                String id = "due-" + task.definition();
                if (kind.isGate(task.definition())) due.put(id, due(id, Sort.GATE, List.of(task)));
                else
                    alike.computeIfAbsent(id + task.due(), fresh -> new ArrayList<>())
                            .add(task);
            }
            alike.values().forEach(some -> {
                String id = "task-" + some.get(0).id();
                due.put(id, due(id, Sort.TASK, some));
            });
            Journey.Gate gate = journey.place().gate();
            if (gate != null) {
                String id = "due-" + gate.id();
                Dated held = due.get(id);
                if (held == null || held.isDone() && !paris.wallClock(gate.at()).equals(held.at()))
                    due.put(id, ahead(id, gate));
            }
            return due.values();
        }

        private Dated due(String id, Sort sort, List<DatedTask> some) {
            List<DatedTask> open = some.stream().filter(task -> !task.isDone()).toList();
            List<DatedTask> told = open.isEmpty() ? some : open;
            DatedTask first = told.get(0);
            int others = told.size() - 1;
            return due(
                    id,
                    sort,
                    first.name()
                            + (others == 0 ? "" : " et " + French.count(others) + (others == 1 ? " autre" : " autres")),
                    paris.wallClock(first.due()),
                    "À faire par " + words.group(first.group()) + ".",
                    publicUrl + Webapps.TASKLIST + "#/?task=" + first.id(),
                    open.isEmpty(),
                    told.stream().anyMatch(this::isOwn));
        }

        private boolean isOwn(DatedTask task) {
            return task.assignee() == null
                    ? Groups.of(reader).contains(task.group())
                    : task.assignee().equals(reader.getName());
        }

        private Dated ahead(String id, Journey.Gate gate) {
            String step = journey.place().step();
            String stage = kind.stages().stream()
                    .filter(each -> each.steps().contains(step))
                    .map(Stage::title)
                    .findFirst()
                    .orElse(journey.title());
            return due(id, Sort.GATE, stage, paris.wallClock(gate.at()), "", page(), false, false);
        }

        private Dated due(
                String id,
                Sort sort,
                String title,
                LocalDateTime at,
                String who,
                String link,
                boolean isDone,
                boolean isOwn) {
            boolean isLate = !isDone && at.isBefore(now);
            String state = isDone ? "Fait\u00a0: " : isLate ? "En retard\u00a0: " : "";
            String said = state.isEmpty() && sort == Sort.GATE ? "Jalon\u00a0: " + title : state + title;
            Event event = new Event(
                    PlanCalendar.uid(journey.id(), id),
                    at.minus(SLOT),
                    at,
                    named(said),
                    sort == Sort.GATE ? "Jalons" : "Tâches",
                    (journey.title() + ", " + team.name() + ".\n" + who).strip(),
                    null,
                    link,
                    false,
                    isOwn && !isDone ? BEFORE_TASKS : null);
            LocalDate day = at.toLocalDate();
            return new Dated(team, journey, sort, title, day, day, at, false, isDone, isLate, isOwn, event);
        }

        private String named(String title) {
            return namesTeam ? title + " – " + team.name() : title;
        }

        private String page() {
            return publicUrl + "/equipes/" + team.id();
        }
    }
}
