package fr.jalon.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** What people and programs do with journeys of any kind: each is opened, moved and withdrawn as its kind says. */
@Component
public class Kinds {

    /** A field of a form: what a kind asks for under a name. */
    public record Field(String name, String label, boolean isDay) {}

    private final Map<String, JourneyKind<?, ?>> kinds = new TreeMap<>();
    private final Teams teams;
    private final Plans plans;
    private final ObjectMapper json;
    private final Validator validator;

    Kinds(List<JourneyKind<?, ?>> kinds, Teams teams, Plans plans, ObjectMapper json, Validator validator) {
        this.teams = teams;
        this.plans = plans;
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
        move(of(journey), journey, dates);
    }

    private <D> void move(JourneyKind<?, D> kind, Journey journey, ObjectNode dates) {
        kind.move(journey, read(dates, kind.dates()));
    }

    /** Ends an open journey because its team leaves. */
    @Transactional
    public void withdraw(Journey journey, String reason, Authentication who) {
        refuseOthers(who, of(journey));
        refuseClosed(journey);
        of(journey).withdraw(journey, reason.strip());
    }

    private static void refuseClosed(Journey journey) {
        if (!journey.isOpen()) throw Refusal.conflict("Le parcours « " + journey.title() + " » est clos.");
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

    /** What a form asks for to make one of these. */
    public static List<Field> fields(Class<?> record) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent part : record.getRecordComponents()) {
            Asked asked = part.getAnnotation(Asked.class);
            if (asked != null) fields.add(new Field(part.getName(), asked.value(), part.getType() == LocalDate.class));
        }
        return fields;
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
            errors.putIfAbsent(field, "« " + field + " » : " + violation.getMessage() + ".");
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return value;
    }
}
