package fr.jalon.bootcamp;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.Refusal;
import fr.jalon.journey.Kinds;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bootcamps over HTTP. */
@RestController
class BootcampController {

    private static final String FACILITATORS = "hasAuthority('facilitators')";

    record Nothing() {}

    record Withdrawal(
            @NotBlank(message = "ce champ est obligatoire") @Size(max = 1000, message = "1000 caractères au plus")
            String reason) {}

    record Dates(
            @NotNull(message = "ce champ est obligatoire") LocalDate firstDay,
            LocalDate secondDay,
            LocalDate validationStart,
            LocalDate restitutionDay) {
        Bootcamps.NewDays days() {
            return new Bootcamps.NewDays(
                    firstDay,
                    Optional.ofNullable(secondDay),
                    Optional.ofNullable(validationStart),
                    Optional.ofNullable(restitutionDay));
        }
    }

    /** @param warnings what speaks against its dates */
    record Opened(@JsonUnwrapped Bootcamps.View bootcamp, List<String> warnings) {}

    record Completion(
            @NotNull(message = "ce champ est obligatoire") Map<String, Object> fields) {}

    private final Bootcamps journeys;
    private final Editions editions;
    private final Kinds kinds;
    private final Teams teams;

    BootcampController(Bootcamps journeys, Editions editions, Kinds kinds, Teams teams) {
        this.editions = editions;
        this.journeys = journeys;
        this.kinds = kinds;
        this.teams = teams;
    }

    @PostMapping("/api/cohorts/{cohort}/teams/{team}/journey")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(FACILITATORS)
    Opened open(
            @PathVariable String cohort,
            @PathVariable String team,
            @RequestBody(required = false) Nothing body,
            Authentication facilitator) {
        Team known = teams.team(team);
        teams.refuseArchived(known);
        journeys.open(cohort, team, facilitator.getName());
        return new Opened(journeys.view(known), kinds.warnings(journeys.openOf(team)));
    }

    @GetMapping("/api/teams/{team}/journey")
    Bootcamps.View view(@PathVariable String team, Authentication viewer) {
        return journeys.view(teams.seenBy(viewer, team));
    }

    @PutMapping("/api/cohorts/{cohort}/dates")
    @PreAuthorize(FACILITATORS)
    Map<String, Object> moveCohort(@PathVariable String cohort, @Valid @RequestBody Dates dates) {
        Bootcamps.Outcome outcome = journeys.moveCohort(cohort, dates.days());
        return Map.of(
                "moved",
                outcome.done(),
                "failed",
                outcome.failed(),
                "warnings",
                editions.warnings(editions.of(cohort)));
    }

    @PutMapping("/api/teams/{team}/dates")
    @PreAuthorize(FACILITATORS)
    Map<String, Object> moveTeam(@PathVariable String team, @Valid @RequestBody Dates dates) {
        journeys.move(team, dates.days());
        return Map.of(
                "moved",
                List.of(teams.team(team).id()),
                "failed",
                List.of(),
                "warnings",
                kinds.warnings(journeys.openOf(team)));
    }

    @PostMapping("/api/teams/{team}/withdrawal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(FACILITATORS)
    void withdraw(@PathVariable String team, @Valid @RequestBody Withdrawal withdrawal, Authentication facilitator) {
        kinds.withdraw(journeys.openOf(team), withdrawal.reason(), facilitator);
    }

    @PostMapping("/api/cohorts/{cohort}/tasks/{taskId}/completion")
    @PreAuthorize(FACILITATORS)
    Map<String, Object> complete(
            @PathVariable String cohort,
            @PathVariable String taskId,
            @Valid @RequestBody Completion completion,
            Authentication facilitator) {
        Bootcamps.Outcome outcome =
                journeys.completeForCohort(cohort, taskId, completion.fields(), facilitator.getName());
        if (outcome.done().isEmpty() && outcome.failed().isEmpty()) {
            throw Refusal.unknown(
                    "Aucune équipe de la cohorte « " + cohort + " » n’a de tâche « " + taskId + " » en cours.");
        }
        return Map.of("completed", outcome.done(), "failed", outcome.failed());
    }
}
