package fr.jalon.team;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.Csv;
import fr.jalon.text.MailAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Enrolment over HTTP. */
@RestController
class TeamController {

    /** What an id may be, and what to say when it is not. */
    static final String ID = "[a-z0-9-]{2,40}";

    static final String ID_MESSAGE = "2 à 40 caractères parmi a-z, 0-9 et le tiret";
    /** One line, without marks that nobody sees, whose accents are not lost. */
    private static final String NAME = "(?!.*(?:" + Csv.GARBLED + "))[^\\p{Cc}\\p{Cf}]*";

    private static final String NAME_MESSAGE =
            "une ligne sans caractère invisible est attendue, dont les accents se lisent";

    record NewCohort(
            @NotNull(message = "ce champ est obligatoire") @Pattern(regexp = ID, message = ID_MESSAGE)
            String id,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = NAME, message = NAME_MESSAGE)
            String name,

            @NotNull(message = "ce champ est obligatoire") LocalDate firstDay,
            @Size(max = 20, message = "20 guides au plus") List<@Valid @NotNull NewGuide> guides,
            @Size(max = 20, message = "20 outils au plus") List<@Valid @NotNull NewTool> tools) {}

    record NewGuide(
            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = NAME, message = NAME_MESSAGE)
            String title,

            @Pattern(regexp = "https?://\\S{1,180}", message = LINK_MESSAGE)
            String link) {}

    record NewTool(
            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = NAME, message = NAME_MESSAGE)
            String name,

            @Pattern(regexp = "https?://\\S{1,180}", message = LINK_MESSAGE)
            String link) {}

    private static final String LINK_MESSAGE = "une adresse qui commence par https:// est attendue";

    record NewTeam(
            @NotNull(message = "ce champ est obligatoire") @Pattern(regexp = ID, message = ID_MESSAGE)
            String id,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = NAME, message = NAME_MESSAGE)
            String name,

            @NotEmpty(message = "un membre au moins est attendu")
            @Size(max = Teams.MOST_MEMBERS, message = Teams.MOST_MEMBERS + " membres au plus")
            List<@Valid @NotNull(message = "un membre est attendu") NewPerson> members) {}

    record NewPerson(
            @NotNull(message = "ce champ est obligatoire") @Pattern(regexp = ID, message = ID_MESSAGE)
            String id,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 60, message = "60 caractères au plus")
            @Pattern(regexp = NAME, message = NAME_MESSAGE)
            String firstName,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 60, message = "60 caractères au plus")
            @Pattern(regexp = NAME, message = NAME_MESSAGE)
            String lastName,

            @NotNull(message = "ce champ est obligatoire") MailAddress email) {}

    record Acceptance(
            @NotBlank(message = "ce champ est obligatoire") @Size(max = 200, message = "200 caractères au plus")
            String password) {}

    private final Teams teams;
    private final Enrolments enrolments;
    private final Invitations invitations;
    private final ParisCalendar calendar;

    TeamController(Teams teams, Enrolments enrolments, Invitations invitations, ParisCalendar calendar) {
        this.teams = teams;
        this.enrolments = enrolments;
        this.invitations = invitations;
        this.calendar = calendar;
    }

    @PostMapping("/api/cohorts")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    Map<String, Object> create(@Valid @RequestBody NewCohort cohort) {
        BootcampDays days = BootcampDays.from(cohort.firstDay());
        days.refusePast(calendar.today());
        teams.create(new Cohort(
                cohort.id(),
                cohort.name().strip(),
                days,
                cohort.guides() == null
                        ? List.of()
                        : cohort.guides().stream()
                                .map(guide -> new Cohort.Guide(guide.title(), guide.link()))
                                .toList(),
                cohort.tools() == null
                        ? List.of()
                        : cohort.tools().stream()
                                .map(tool -> new Cohort.Tool(tool.name(), tool.link()))
                                .toList()));
        return Map.of("id", cohort.id(), "name", cohort.name().strip(), "firstDay", cohort.firstDay());
    }

    @PostMapping(path = "/api/cohorts/{cohort}/teams", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    Enrolments.EnrolledTeam enrol(@PathVariable String cohort, @Valid @RequestBody NewTeam team) {
        List<Teams.NewMember> members = team.members().stream()
                .map(p -> new Teams.NewMember(
                        p.id(),
                        p.firstName().strip(),
                        p.lastName().strip(),
                        p.email().value()))
                .toList();
        return new Enrolments.EnrolledTeam(
                team.id(),
                team.name(),
                teams.enrol(cohort, team.id(), team.name().strip(), members));
    }

    /** A whole list of team, first name, last name and e-mail, or nobody of it. */
    @PostMapping(path = "/api/cohorts/{cohort}/teams", consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    List<Enrolments.EnrolledTeam> enrol(@PathVariable String cohort, @RequestBody(required = false) byte[] list) {
        return enrolments.enrol(cohort, Roster.read(text(list)));
    }

    /** The text of a file, whatever its encoding, for a person to read in a form before it is sent; nothing is kept of it. */
    @PostMapping(path = "/api/lists/text", consumes = "text/csv", produces = "text/plain;charset=UTF-8")
    @PreAuthorize("hasAuthority('facilitators')")
    String text(@RequestBody(required = false) byte[] list) {
        return Csv.text(list == null ? new byte[0] : list);
    }

    @PostMapping("/api/teams/{team}/members")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    Teams.Enrolled join(@PathVariable String team, @Valid @RequestBody NewPerson person) {
        return teams.join(
                teams.team(team),
                new Teams.NewMember(
                        person.id(),
                        person.firstName().strip(),
                        person.lastName().strip(),
                        person.email().value()));
    }

    @DeleteMapping("/api/teams/{team}/members/{member}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('facilitators')")
    void leave(@PathVariable String team, @PathVariable String member) {
        teams.leave(teams.team(team), member);
    }

    @PostMapping("/api/invitations/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void accept(@PathVariable String token, @Valid @RequestBody Acceptance acceptance) {
        invitations.accept(token, acceptance.password());
    }
}
