package fr.jalon.team;

import fr.jalon.team.Enrolments.Enrolled;
import fr.jalon.team.Enrolments.EnrolledTeam;
import fr.jalon.team.Enrolments.NewMember;
import fr.jalon.text.Csv;
import fr.jalon.text.MailAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
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

    record NewTeam(
            @NotNull(message = "ce champ est obligatoire") @Pattern(regexp = Team.ID, message = Team.ID_MESSAGE)
            String id,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String name,

            @NotEmpty(message = "un membre au moins est attendu")
            @Size(max = Teams.MOST_MEMBERS, message = Teams.MOST_MEMBERS + " membres au plus")
            List<@Valid @NotNull(message = "un membre est attendu") NewPerson> members) {}

    record NewPerson(
            @NotNull(message = "ce champ est obligatoire") @Pattern(regexp = Team.ID, message = Team.ID_MESSAGE)
            String id,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 60, message = "60 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String firstName,

            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 60, message = "60 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            String lastName,

            @NotNull(message = "ce champ est obligatoire") MailAddress email) {}

    record Acceptance(
            @NotBlank(message = "ce champ est obligatoire") @Size(max = 200, message = "200 caractères au plus")
            String password) {}

    private final Teams teams;
    private final Enrolments enrolments;
    private final Invitations invitations;

    TeamController(Teams teams, Enrolments enrolments, Invitations invitations) {
        this.teams = teams;
        this.enrolments = enrolments;
        this.invitations = invitations;
    }

    @PostMapping(path = "/api/cohorts/{cohort}/teams", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    EnrolledTeam enrol(@PathVariable String cohort, @Valid @RequestBody NewTeam team) {
        List<NewMember> members = team.members().stream()
                .map(p -> new NewMember(
                        p.id(),
                        p.firstName().strip(),
                        p.lastName().strip(),
                        p.email().value()))
                .toList();
        return new EnrolledTeam(
                team.id(),
                team.name(),
                enrolments.enrol(cohort, team.id(), team.name().strip(), members));
    }

    /** A whole list of team, first name, last name and e-mail, or nobody of it. */
    @PostMapping(path = "/api/cohorts/{cohort}/teams", consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    List<EnrolledTeam> enrol(@PathVariable String cohort, @RequestBody(required = false) byte[] list) {
        return enrolments.enrol(cohort, Roster.read(text(list)));
    }

    /**
     * The text of a file, whatever its encoding, for a person to read in a form before it is sent; nothing is kept of
     * it.
     */
    @PostMapping(path = "/api/lists/text", consumes = "text/csv", produces = "text/plain;charset=UTF-8")
    @PreAuthorize("hasAuthority('facilitators')")
    String text(@RequestBody(required = false) byte[] list) {
        return Csv.text(list == null ? new byte[0] : list);
    }

    @PostMapping("/api/teams/{team}/members")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    Enrolled join(@PathVariable String team, @Valid @RequestBody NewPerson person) {
        return enrolments.join(
                teams.team(team),
                new NewMember(
                        person.id(),
                        person.firstName().strip(),
                        person.lastName().strip(),
                        person.email().value()));
    }

    @DeleteMapping("/api/teams/{team}/members/{member}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('facilitators')")
    void leave(@PathVariable String team, @PathVariable String member) {
        enrolments.leave(teams.team(team), member);
    }

    @PostMapping("/api/invitations/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void accept(@PathVariable String token, @Valid @RequestBody Acceptance acceptance) {
        invitations.accept(token, acceptance.password());
    }
}
