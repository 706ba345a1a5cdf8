package fr.jalon.journey;

import fr.jalon.Refusal;
import fr.jalon.engine.Pauses;
import fr.jalon.engine.TaskWatcher;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey.Blocked;
import fr.jalon.journey.Journey.Gate;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.journey.Journey.Who;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows of all journeys: what a kind's process does is told here in its own transaction, gathered, and written once
 * before it commits; whom a journey awaits is seen from its tasks.
 */
@Service
public class Journeys implements TaskWatcher, Pauses {

    private final JourneyRows rows;
    private final Clock clock;
    private final ParisCalendar paris;
    private final ObjectProvider<JourneyKind<?, ?>> kinds;
    private final ApplicationEventPublisher events;
    private @Nullable Set<String> beside;

    Journeys(
            JourneyRows rows,
            Clock clock,
            ParisCalendar paris,
            ObjectProvider<JourneyKind<?, ?>> kinds,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.clock = clock;
        this.paris = paris;
        this.kinds = kinds;
        this.events = events;
    }

    /**
     * Writes the row of a journey that is about to start, of a kind of which a team has one at a time.
     *
     * @param id the process instance
     * @param kind the key of its process
     * @param key its business key
     * @param refusal what to say to a team that has an open one
     */
    public void open(String id, String kind, String team, String key, String title, String refusal) {
        try {
            rows.insert(id, kind, team, key, title, true, clock.instant());
        } catch (DuplicateKeyException open) {
            throw Refusal.conflict(refusal);
        }
    }

    /** Writes the row of a journey that is about to start, of a kind of which a team may have several. */
    public void open(String id, String kind, String team, String key, String title) {
        rows.insert(id, kind, team, key, title, false, clock.instant());
    }

    /**
     * Keeps where a journey stands now.
     *
     * @param step the step it has reached; null before the first
     * @param lateFrom from when on it is late; null where nothing is due
     * @param gate the gate ahead; null behind the last
     */
    public void place(String id, @Nullable String step, @Nullable Instant lateFrom, @Nullable Gate gate) {
        change(id, change -> change.placed(step, lateFrom, gate));
    }

    /** Within a step, something else is due next; told in any other step, it changes nothing. */
    public void due(String id, String step, Instant at) {
        change(id, change -> change.due(step, at));
    }

    /** Keeps how a journey is decided; the first decision stays. Duties that are left go on. */
    public void decide(String id, String outcome, @Nullable String reason) {
        change(id, change -> change.decided(outcome, reason));
    }

    /** Closes a journey once nothing of it is left to do. */
    public void close(String id) {
        change(id, change -> change.closed(clock.instant()));
    }

    /**
     * Keeps that an open journey waits from now on.
     *
     * @return the journey as it is then
     * @throws Refusal if it waits already
     */
    Journey pause(Journey journey, String reason, String by) {
        write();
        if (!rows.pause(journey.id(), new Pause(clock.instant(), reason, by)))
            throw Refusal.conflict("Le parcours « " + journey.title() + " » est déjà en pause, ou clos.");
        return journey(journey.id());
    }

    /**
     * Keeps that a journey goes on; whoever it awaits is awaited from now on, or as before where it waited no day.
     *
     * @throws Refusal if it does not wait
     */
    void resume(Journey journey) {
        write();
        Pause pause = journey.pause();
        boolean isOfOneDay =
                pause != null && paris.wallClock(pause.since()).toLocalDate().equals(paris.today());
        if (!rows.resume(journey.id(), isOfOneDay ? null : clock.instant()))
            throw Refusal.conflict("Le parcours « " + journey.title() + " » n’est pas en pause.");
    }

    @Override
    public Optional<String> why(String id) {
        return find(id).map(Journey::pause).map(this::said);
    }

    /** A pause in a sentence, with its day and its reason. */
    public String said(Pause pause) {
        return "Ce parcours est en pause depuis le %s : %s"
                .formatted(
                        French.plainDay(paris.wallClock(pause.since()).toLocalDate(), paris.today()), pause.reason());
    }

    /**
     * Keeps that the team of an open journey, which goes on, says that it is blocked; that is a sign of life.
     *
     * @param until when that ends by itself
     * @return what is kept; empty where it is blocked already
     * @throws Refusal for a journey that is paused or closed
     */
    public Optional<Blocked> block(Journey journey, String reason, Instant until, String by) {
        write();
        if (journey.isPaused() || !journey.isOpen())
            throw Refusal.conflict("Le parcours « " + journey.title() + " » est en pause, ou clos.");
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Blocked blocked = new Blocked(now, until, reason, by);
        if (!rows.block(journey.id(), blocked)) return Optional.empty();
        written(journey.id(), now);
        return Optional.of(blocked);
    }

    /** Keeps that the team of a journey goes on again, which is a sign of life; nothing where it was not blocked. */
    public void unblock(Journey journey) {
        write();
        Instant now = clock.instant();
        if (rows.unblock(journey.id(), now)) written(journey.id(), now);
    }

    /** That a team is blocked, in a sentence, with its days and its reason; null where it is not. */
    public @Nullable String blocked(Journey journey) {
        Blocked blocked = journey.blocked();
        if (!journey.isOpen() || blocked == null || !blocked.holds(clock.instant())) return null;
        return "L’équipe se dit bloquée depuis le %s\u00a0: %s"
                .formatted(
                        French.plainDay(paris.wallClock(blocked.since()).toLocalDate(), paris.today()),
                        blocked.reason());
    }

    /** A member has given a sign of life. */
    @Override
    public void written(String id, Instant at) {
        change(id, change -> change.signed(at));
    }

    @Override
    public void opened(TaskWatcher.Seen task) {
        if (!beside().contains(task.definition())) {
            change(task.root(), change -> change.opened(awaited(task), task.at()));
        }
    }

    @Override
    public void judged(TaskWatcher.Judged gate) {
        change(gate.root(), change -> change.judged(gate));
    }

    @Override
    public void ended(TaskWatcher.Seen task) {
        boolean isBeside = beside().contains(task.definition());
        if (isBeside && !task.byMember()) return;
        change(task.root(), change -> {
            if (!isBeside) change.ended(awaited(task));
            if (task.byMember()) change.signed(task.at());
        });
    }

    private Set<String> beside() {
        if (beside == null) {
            Set<String> all = new HashSet<>();
            kinds.forEach(kind -> all.addAll(kind.beside()));
            beside = Set.copyOf(all);
        }
        return beside;
    }

    private static Who awaited(TaskWatcher.Seen task) {
        if (task.groups().stream().anyMatch(Groups::isOfTeam)) return Who.TEAM;
        return task.groups().contains(Groups.COACHES) ? Who.COACH : Who.FACILITATOR;
    }

    /**
     * A journey by its id.
     *
     * @throws Refusal if there is none
     */
    public Journey journey(String id) {
        return find(id).orElseThrow(() -> Refusal.unknown("Le parcours « " + id + " » est inconnu."));
    }

    public Optional<Journey> find(String id) {
        write();
        return rows.find(id);
    }

    /** Some journeys by their id; what is unknown is left out. */
    public Map<String, Journey> find(Collection<String> ids) {
        write();
        Map<String, Journey> found = new LinkedHashMap<>();
        rows.find(ids).forEach(journey -> found.put(journey.id(), journey));
        return found;
    }

    /** Every journey of a team, the latest first. */
    public List<Journey> of(String team) {
        write();
        return rows.of(team);
    }

    /** Every journey of some teams, the latest first; in one query. */
    public List<Journey> of(Collection<String> teams) {
        write();
        return rows.of(teams);
    }

    /** The open journey of a kind that a team has, or its last one. */
    public Optional<Journey> latest(String team, String kind) {
        write();
        return rows.latest(team, kind);
    }

    /**
     * How the journeys of some teams have ended.
     *
     * @param open how many are not closed: those too that are decided, and still owe something
     * @param last when the last of the others was closed; null where there is none
     */
    public record Ends(int open, @Nullable Instant last) {}

    /** How the journeys of some teams, one at least, have ended. */
    public Ends ends(Collection<String> teams) {
        write();
        return rows.ends(teams);
    }

    /** The open journeys of a kind, by team. */
    public List<Journey> open(String kind) {
        write();
        return rows.open(kind);
    }

    /** The journeys of some kinds, open and closed, by their ids; in one query. */
    public Map<String, Journey> ofKinds(Collection<String> kinds) {
        write();
        return rows.ofKinds(kinds).stream().collect(Collectors.toMap(Journey::id, Function.identity()));
    }

    /** The journeys of a kind that are not closed: those too that are decided, and still owe something. */
    public List<Journey> going(String kind) {
        write();
        return rows.going(kind);
    }

    /** The open journeys of any kind that go on and await their team, by team. */
    public List<Journey> awaitingTeams() {
        write();
        return rows.awaitingTeams();
    }

    /** The teams that have an open journey of a kind. */
    public Set<String> teamsWithOpen(String kind) {
        write();
        return rows.teamsWithOpen(kind);
    }

    private void change(String id, Consumer<Change> how) {
        Map<String, Change> pending = pending();
        if (pending == null) {
            Change alone = new Change();
            how.accept(alone);
            write(id, alone);
        } else {
            how.accept(pending.computeIfAbsent(id, fresh -> new Change()));
        }
    }

    /** What is read is what has been told so far. */
    private void write() {
        Map<String, Change> pending = pending();
        if (pending == null || pending.isEmpty()) return;
        Map<String, Change> told = new LinkedHashMap<>(pending);
        pending.clear();
        told.forEach(this::write);
    }

    private void write(String id, Change change) {
        Optional<Journey> before = change.isNews() ? rows.find(id) : Optional.empty();
        rows.update(id, change);
        before.ifPresent(journey -> events.publishEvent(new JourneyLetters.Changed(journey, change)));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Map<String, Change> pending() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return null;
        Map<String, Change> known = (Map<String, Change>) TransactionSynchronizationManager.getResource(this);
        if (known != null) return known;
        Map<String, Change> fresh = new LinkedHashMap<>();
        TransactionSynchronizationManager.bindResource(this, fresh);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(Journeys.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(Journeys.this, fresh);
            }

            @Override
            public void beforeCommit(boolean readOnly) {
                write();
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(Journeys.this);
            }
        });
        return fresh;
    }
}
