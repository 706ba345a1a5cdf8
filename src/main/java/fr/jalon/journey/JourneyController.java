package fr.jalon.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Journeys of every kind over HTTP. */
@RestController
class JourneyController {

    /** A journey as everyone who may see it is told. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String id,
            String kind,
            String title,
            Instant opened,
            Instant closed,
            String outcome,
            String reason,
            Instant lateSince,
            Instant lastSign,
            List<Journey.Awaited> awaited,
            Timeline timeline) {}

    record Opened(String id, String plan) {}

    record Withdrawal(
            @NotBlank(message = "ce champ est obligatoire") @Size(max = 1000, message = "1000 caractères au plus")
            String reason) {}

    private final Journeys journeys;
    private final Map<String, JourneyKind<?, ?>> kinds;
    private final Teams teams;
    private final ObjectMapper json;
    private final Validator validator;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JourneyController(
            Journeys journeys,
            List<JourneyKind<?, ?>> kinds,
            Teams teams,
            ObjectMapper json,
            Validator validator,
            TransactionTemplate transaction,
            Clock clock) {
        this.journeys = journeys;
        this.kinds = kinds.stream().collect(Collectors.toMap(JourneyKind::key, kind -> kind));
        this.teams = teams;
        this.json = json;
        this.validator = validator;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping("/api/teams/{team}/journeys")
    List<View> all(@PathVariable String team, Authentication viewer) {
        return journeys.of(teams.seenBy(viewer, team).id()).stream()
                .map(this::view)
                .toList();
    }

    @GetMapping("/api/teams/{team}/journeys/{id}")
    View one(@PathVariable String team, @PathVariable String id, Authentication viewer) {
        return view(of(teams.seenBy(viewer, team), id));
    }

    @PostMapping("/api/teams/{team}/journeys")
    @ResponseStatus(HttpStatus.CREATED)
    Opened open(@PathVariable String team, @RequestBody ObjectNode body, Authentication opener) {
        JsonNode named = body.remove("kind");
        JourneyKind<?, ?> kind = named == null || !named.isTextual() ? null : kinds.get(named.textValue());
        refuseOthers(opener, kind);
        Team known = teams.team(team);
        if (kind == null) {
            List<String> titles = kinds.keySet().stream().sorted().toList();
            String message = "« kind » : choisissez parmi " + String.join(", ", titles) + ".";
            throw Refusal.malformed(Map.of("kind", message));
        }
        String id = open(kind, known, body, opener.getName());
        return new Opened(id, id);
    }

    private <O> String open(JourneyKind<O, ?> kind, Team team, ObjectNode body, String by) {
        O opening = read(body, kind.opening());
        return transaction.execute(status -> kind.open(team, opening, by));
    }

    @PutMapping("/api/teams/{team}/journeys/{id}/dates")
    View move(@PathVariable String team, @PathVariable String id, @RequestBody ObjectNode body, Authentication mover) {
        Journey journey = open(mover, team, id);
        move(kinds.get(journey.kind()), journey, body);
        return view(journeys.journey(id));
    }

    private <D> void move(JourneyKind<?, D> kind, Journey journey, ObjectNode body) {
        D dates = read(body, kind.dates());
        transaction.executeWithoutResult(status -> kind.move(journey, dates));
    }

    @PostMapping("/api/teams/{team}/journeys/{id}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(
            @PathVariable String team,
            @PathVariable String id,
            @Valid @RequestBody Withdrawal withdrawal,
            Authentication who) {
        Journey journey = open(who, team, id);
        transaction.executeWithoutResult(status ->
                kinds.get(journey.kind()).withdraw(journey, withdrawal.reason().strip()));
    }

    /** An open journey, for someone who may start its like. */
    private Journey open(Authentication who, String team, String id) {
        refuseOthers(who, null);
        Journey journey = of(teams.team(team), id);
        refuseOthers(who, kinds.get(journey.kind()));
        if (!journey.isOpen()) {
            throw Refusal.conflict("Le parcours « " + journey.title() + " » est clos.");
        }
        return journey;
    }

    /** Whoever may open nothing of a kind, or nothing at all, learns nothing of what there is. */
    private void refuseOthers(Authentication who, JourneyKind<?, ?> kind) {
        boolean isAllowed = who.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(group -> kind == null
                        ? kinds.values().stream()
                                .anyMatch(each -> each.openers().contains(group))
                        : kind.openers().contains(group));
        if (!isAllowed) throw new AccessDeniedException("not an opener");
    }

    private Journey of(Team team, String id) {
        return journeys.find(id)
                .filter(journey -> journey.team().equals(team.id()))
                .orElseThrow(() -> Refusal.unknown("Le parcours « " + id + " » est inconnu."));
    }

    private View view(Journey journey) {
        Journey.Life life = journey.life();
        return new View(
                journey.id(),
                journey.kind(),
                journey.title(),
                life.opened(),
                life.closed(),
                life.outcome(),
                life.reason(),
                journey.place().lateSince(clock.instant()),
                journey.place().lastSign(),
                journey.place().awaited(),
                kinds.get(journey.kind()).timeline(journey));
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
