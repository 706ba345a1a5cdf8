package fr.jalon.bootcamp;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens a cohort over HTTP, with the days of a bootcamp or without. */
@RestController
class CohortController {

    record NewCohort(
            @NotNull(message = "ce champ est obligatoire") @Pattern(regexp = Team.ID, message = Team.ID_MESSAGE)
            String id,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String name,

            LocalDate firstDay,
            @Size(max = 20, message = "20 guides au plus") List<@Valid @NotNull NewGuide> guides,
            @Size(max = 20, message = "20 outils au plus") List<@Valid @NotNull NewTool> tools,

            @Size(max = 200, message = "200 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String place,

            @Size(max = 300, message = "300 caractères au plus")
            @Pattern(regexp = Cohort.Meeting.LINK, message = Cohort.Meeting.LINK_MESSAGE)
            String videoLink) {}

    record NewGuide(
            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String title,

            @Pattern(regexp = "https?://\\S{1,180}", message = LINK_MESSAGE)
            String link) {}

    record NewTool(
            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String name,

            @Pattern(regexp = "https?://\\S{1,180}", message = LINK_MESSAGE)
            String link) {}

    private static final String LINK_MESSAGE = "une adresse qui commence par https:// ou http:// est attendue";

    private final Teams teams;
    private final Editions editions;
    private final ParisCalendar paris;

    CohortController(Teams teams, Editions editions, ParisCalendar paris) {
        this.teams = teams;
        this.editions = editions;
        this.paris = paris;
    }

    @PostMapping("/api/cohorts")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    Map<String, Object> create(@Valid @RequestBody NewCohort cohort) {
        Cohort wanted = new Cohort(
                cohort.id(),
                cohort.name().strip(),
                cohort.guides() == null
                        ? List.of()
                        : cohort.guides().stream()
                                .map(guide -> new Cohort.Guide(guide.title(), guide.link()))
                                .toList(),
                cohort.tools() == null
                        ? List.of()
                        : cohort.tools().stream()
                                .map(tool -> new Cohort.Tool(tool.name(), tool.link()))
                                .toList(),
                new Cohort.Meeting(cohort.place(), cohort.videoLink()));
        if (cohort.firstDay() == null) {
            teams.create(wanted, paris.today());
            return Map.of("id", wanted.id(), "name", wanted.name());
        }
        BootcampDays days = BootcampDays.from(cohort.firstDay());
        days.refusePast(paris.today());
        editions.create(wanted, days);
        return Map.of(
                "id",
                wanted.id(),
                "name",
                wanted.name(),
                "firstDay",
                days.firstDay(),
                "warnings",
                editions.warnings(days));
    }
}
