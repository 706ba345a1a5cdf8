package fr.jalon.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people and programs do with journeys of any kind: each is opened, moved, paused and withdrawn as its kind says.
 */
@Component
public class Kinds {

    /**
     * A field of a form: what a kind asks for under a name.
     *
     * @param type of the input
     * @param choices what is answered, with what is read; empty where anything may be
     */
    public record Field(String name, String label, String type, Map<String, String> choices) {}

    private final Map<String, JourneyKind<?, ?>> kinds = new TreeMap<>();
    private final Teams teams;
    private final Journeys journeys;
    private final Plans plans;
    private final Processes processes;
    private final ParisCalendar paris;
    private final Clock clock;
    private final ObjectMapper json;
    private final Validator validator;

    Kinds(
            List<JourneyKind<?, ?>> kinds,
            Journeys journeys,
            Teams teams,
            Plans plans,
            Processes processes,
            ParisCalendar paris,
            Clock clock,
            ObjectMapper json,
            Validator validator) {
        this.journeys = journeys;
        this.teams = teams;
        this.plans = plans;
        this.processes = processes;
        this.paris = paris;
        this.clock = clock;
        kinds.forEach(kind -> this.kinds.put(kind.key(), kind));
        this.json = json;
        this.validator = validator;
    }

    public JourneyKind<?, ?> of(Journey journey) {
        return Objects.requireNonNull(kinds.get(journey.kind()), journey.kind());
    }

    /** How a journey is told, from its first step to its last. */
    public Timeline timeline(Journey journey) {
        return of(journey).timeline(journey, plans.items(journey.id()));
    }

    public Collection<JourneyKind<?, ?>> all() {
        return kinds.values();
    }

    /** What a task that is open tells to have gone wrong; empty where it tells nothing. */
    public Optional<String> alarm(String definition) {
        return kinds.values().stream()
                .flatMap(kind -> Optional.ofNullable(kind.alarms().get(definition)).stream())
                .findFirst();
    }

    /** Whether in a task somebody of the staff closes a phase, decides or checks. */
    public boolean isDecision(String definition) {
        return definition.startsWith("gate-")
                || kinds.values().stream().anyMatch(kind -> kind.decisions().contains(definition));
    }

    /**
     * Refuses whoever may open nothing of a kind, or of any kind where none is named.
     *
     * @throws AccessDeniedException for them, who learn nothing of what there is
     */
    void refuseOthers(Authentication who, @Nullable JourneyKind<?, ?> kind) {
        Collection<JourneyKind<?, ?>> some = kind == null ? kinds.values() : List.of(kind);
        boolean isAllowed = Groups.of(who).stream()
                .anyMatch(group -> some.stream().anyMatch(each -> each.openers().contains(group)));
        if (!isAllowed) throw new AccessDeniedException("not an opener");
    }

    /**
     * Opens a journey.
     *
     * @param kind the key of its kind
     * @param body what its kind asks for
     * @return its id
     * @throws Refusal for a body that makes no sense, or a team that may not have one now
     */
    @Transactional
    public String open(Team team, @Nullable String kind, ObjectNode body, Authentication opener) {
        JourneyKind<?, ?> named = kind == null ? null : kinds.get(kind);
        refuseOthers(opener, named);
        if (named == null) {
            String message = "« kind » : choisissez parmi " + String.join(", ", kinds.keySet()) + ".";
            throw Refusal.malformed(Map.of("kind", message));
        }
        teams.refuseArchived(team);
        return open(named, team, body, opener.getName());
    }

    /**
     * Opens a journey that follows another; a team that has an open one of this kind goes on with it, and nothing
     * begins in an archived cohort.
     *
     * @param kind the key of its kind
     * @param by whoever decided so
     */
    @Transactional
    public void follow(String kind, Team team, Learnt learnt, String by) {
        boolean isArchived = teams.isArchived(teams.cohort(team.cohort()));
        if (!isArchived
                && journeys.latest(team.id(), kind).filter(Journey::isOpen).isEmpty())
            Objects.requireNonNull(kinds.get(kind), kind).follow(team, learnt, by);
    }

    private <O> String open(JourneyKind<O, ?> kind, Team team, ObjectNode body, String by) {
        return kind.open(team, read(body, kind.opening()), by);
    }

    /**
     * Moves what has not been lived of an open journey.
     *
     * @throws Refusal for days that are lived or make no sense
     */
    @Transactional
    public void move(Journey journey, ObjectNode dates, Authentication mover) {
        refuseOthers(mover, of(journey));
        refuseClosed(journey);
        refusePaused(journey);
        move(of(journey), journey, dates);
    }

    private <D> void move(JourneyKind<?, D> kind, Journey journey, ObjectNode dates) {
        kind.move(journey, read(dates, kind.dates()));
    }

    /**
     * Has an open journey wait: no timer of it fires and no task is done until it is resumed.
     *
     * @throws Refusal if it is closed or waits already
     */
    @Transactional
    public void pause(Journey journey, String reason, Authentication who) {
        refuseOthers(who, of(journey));
        refuseClosed(journey);
        Pause pause = Objects.requireNonNull(
                journeys.pause(journey, reason.strip(), who.getName()).pause());
        plans.pause(journey.id(), day(pause.since()));
        of(journey).pause(journey, journeys.said(pause));
        processes.suspend(journey.id());
    }

    /**
     * Has a journey go on; what had not been lived as the pause began moves by as many calendar days as it lasted.
     *
     * @throws Refusal if it does not wait
     */
    @Transactional
    public void resume(Journey journey, Authentication who) {
        refuseOthers(who, of(journey));
        Pause pause = journey.pause();
        if (pause == null) throw Refusal.conflict("Le parcours « " + journey.title() + " » n’est pas en pause.");
        wake(journey);
        Journey awake = journeys.journey(journey.id());
        Instant wasLate = awake.place().lateSince(pause.since());
        int days = (int) ChronoUnit.DAYS.between(day(pause.since()), paris.today());
        of(journey).resume(awake, pause.since(), days);
        if (wasLate != null)
            forgive(journey.id(), wasLate, Duration.between(paris.wallClock(pause.since()), paris.now()));
    }

    private void wake(Journey journey) {
        journeys.resume(journey);
        plans.resume(journey.id());
        processes.activate(journey.id());
    }

    /** What is still late, and has not moved, was not so while it waited. */
    private void forgive(String id, Instant late, Duration waited) {
        Journey.Place place = journeys.journey(id).place();
        if (!late.equals(place.lateFrom())) return;
        Instant later = paris.instantOf(paris.wallClock(late).plus(waited)).toInstant();
        journeys.place(id, place.step(), later, place.gate());
    }

    private LocalDate day(Instant at) {
        return paris.wallClock(at).toLocalDate();
    }

    /**
     * Gives the week of an open journey more days, as its gate would.
     *
     * @param days from 1 to 7
     * @return what that leaves out, in words
     * @throws Refusal if its gate does not wait, or there are too many
     */
    @Transactional
    public List<String> extend(Journey journey, int days, String comment, Authentication who) {
        refuseOthers(who, of(journey));
        refuseClosed(journey);
        refusePaused(journey);
        return of(journey).extend(journey, days, comment.strip(), who.getName());
    }

    /** Ends an open journey because its team leaves, paused or not. */
    @Transactional
    public void withdraw(Journey journey, String reason, Authentication who) {
        refuseOthers(who, of(journey));
        refuseClosed(journey);
        if (journey.isPaused()) wake(journey);
        of(journey).withdraw(journey, reason.strip());
    }

    private static void refuseClosed(Journey journey) {
        if (!journey.isOpen()) throw Refusal.conflict("Le parcours « " + journey.title() + " » est clos.");
    }

    private static void refusePaused(Journey journey) {
        if (journey.isPaused())
            throw Refusal.conflict("Le parcours « " + journey.title() + " » est en pause : reprenez-le d’abord, "
                    + "ses dates avanceront d’autant de jours.");
    }

    /** What speaks against the dates of a journey; nothing once it is closed. */
    public List<String> warnings(Journey journey) {
        return journey.isOpen() ? of(journey).warnings(journey) : List.of();
    }

    /** The dates that a journey has now, by the names of the fields that move it. */
    public Map<String, String> dates(Journey journey) {
        Map<String, String> dates = new LinkedHashMap<>();
        json.valueToTree(of(journey).dates(journey)).fields().forEachRemaining(each -> {
            if (!each.getValue().isNull())
                dates.put(each.getKey(), each.getValue().asText());
        });
        return dates;
    }

    /** What a form asks for to open a journey. */
    public static List<Field> opening(JourneyKind<?, ?> kind) {
        return fields(kind.opening(), kind.choices());
    }

    /** What a form asks for to move a journey. */
    public List<Field> moving(Journey journey) {
        return fields(of(journey).dates(), of(journey).choices(journey));
    }

    private static List<Field> fields(Class<?> record, Map<String, Map<String, String>> choices) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent part : record.getRecordComponents()) {
            Asked asked = part.getAnnotation(Asked.class);
            if (asked == null) continue;
            fields.add(new Field(
                    part.getName(),
                    asked.value(),
                    input(part.getType()),
                    choices.getOrDefault(part.getName(), Map.of())));
        }
        return fields;
    }

    private static String input(Class<?> type) {
        if (type == LocalDate.class) return "date";
        if (type == Boolean.class) return "checkbox";
        return type == int.class ? "number" : "text";
    }

    /** What people know a field by. */
    private static String label(Class<?> record, String field) {
        return Arrays.stream(record.getRecordComponents())
                .filter(each -> each.getName().equals(field))
                .map(each -> each.getAnnotation(Asked.class))
                .filter(Objects::nonNull)
                .map(Asked::value)
                .findFirst()
                .orElse(field);
    }

    /** A body as its kind wants it: a fault is told as that of any body is. */
    private <T> T read(ObjectNode body, Class<T> type) {
        T value;
        try {
            value = json.treeToValue(body, type);
        } catch (JsonProcessingException faulty) {
            throw new HttpMessageNotReadableException(faulty.getMessage(), faulty, (HttpInputMessage) null);
        }
        Map<String, String> errors = new LinkedHashMap<>();
        for (ConstraintViolation<T> violation : new ArrayList<>(validator.validate(value))) {
            String field = violation.getPropertyPath().toString();
            errors.putIfAbsent(field, "« " + label(type, field) + " » : " + violation.getMessage() + ".");
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return value;
    }
}
