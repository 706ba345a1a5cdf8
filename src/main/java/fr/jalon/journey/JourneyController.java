package fr.jalon.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
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
            @Nullable Instant closed,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable Paused paused,
            @Nullable Instant lateSince,
            @Nullable Instant lastSign,
            List<Journey.Awaited> awaited,
            Timeline timeline) {}

    /** Since when it waits, and why. */
    record Paused(Instant since, String reason) {}

    /** @param warnings what speaks against its dates */
    record Opened(String id, String plan, List<String> warnings) {}

    record Moved(@JsonUnwrapped View journey, List<String> warnings) {}

    record Reason(
            @NotBlank(message = "ce champ est obligatoire") @Size(max = 1000, message = "1000 caractères au plus")
            String reason) {}

    private final Journeys journeys;
    private final Kinds kinds;
    private final Teams teams;
    private final Clock clock;

    JourneyController(Journeys journeys, Kinds kinds, Teams teams, Clock clock) {
        this.journeys = journeys;
        this.kinds = kinds;
        this.teams = teams;
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
        String kind = named == null || !named.isTextual() ? null : named.textValue();
        kinds.refuseOthers(opener, null);
        String id = kinds.open(teams.team(team), kind, body, opener);
        return new Opened(id, id, kinds.warnings(journeys.journey(id)));
    }

    @PutMapping("/api/teams/{team}/journeys/{id}/dates")
    Moved move(@PathVariable String team, @PathVariable String id, @RequestBody ObjectNode body, Authentication mover) {
        kinds.refuseOthers(mover, null);
        kinds.move(of(teams.team(team), id), body, mover);
        Journey moved = journeys.journey(id);
        return new Moved(view(moved), kinds.warnings(moved));
    }

    @PostMapping("/api/teams/{team}/journeys/{id}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(
            @PathVariable String team,
            @PathVariable String id,
            @Valid @RequestBody Reason withdrawal,
            Authentication who) {
        kinds.refuseOthers(who, null);
        kinds.withdraw(of(teams.team(team), id), withdrawal.reason(), who);
    }

    @PostMapping("/api/teams/{team}/journeys/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(
            @PathVariable String team, @PathVariable String id, @Valid @RequestBody Reason pause, Authentication who) {
        kinds.refuseOthers(who, null);
        kinds.pause(of(teams.team(team), id), pause.reason(), who);
    }

    @PostMapping("/api/teams/{team}/journeys/{id}/resumption")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable String team, @PathVariable String id, Authentication who) {
        kinds.refuseOthers(who, null);
        kinds.resume(of(teams.team(team), id), who);
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
                journey.pause() == null
                        ? null
                        : new Paused(journey.pause().since(), journey.pause().reason()),
                journey.place().lateSince(clock.instant()),
                journey.place().lastSign(),
                journey.place().awaited(),
                kinds.timeline(journey));
    }
}
