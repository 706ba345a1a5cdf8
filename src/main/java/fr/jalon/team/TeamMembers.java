package fr.jalon.team;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A person's memberships, teams to coach, invitations, notes, files, and lines of lists that wait to be verified. */
@Component
@Order(1)
class TeamMembers implements KeptAboutPeople, KeptOfTeams {

    private final TeamRows teams;
    private final InvitationRows invitations;
    private final EnrolmentRows lines;
    private final CoachRows coaches;

    TeamMembers(TeamRows teams, InvitationRows invitations, EnrolmentRows lines, CoachRows coaches) {
        this.teams = teams;
        this.invitations = invitations;
        this.lines = lines;
        this.coaches = coaches;
    }

    /** All memberships, however few are asked for: they say who a person is. */
    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        Map<String, List<?>> kept = new LinkedHashMap<>();
        kept.put("teams", teams.memberships(person.id()));
        kept.put("coaching", coaches.teamsOf(person.id()));
        kept.put("cohorts", teams.cohortsOf(person.id()).stream().sorted().toList());
        kept.put("invitations", invitations.of(person.id(), limit, offset));
        return kept;
    }

    /** Notes and files stay with their team, signed with a pseudonym. */
    @Override
    public List<Signature> signatures() {
        return List.of(SessionNoteRows.WRITTEN, TeamFileRows.FILED);
    }

    @Override
    public Map<String, Integer> erase(Person person) {
        String email = person.email();
        Map<String, Integer> erased = new LinkedHashMap<>();
        erased.put("Invitations", invitations.deleteOf(person.id()));
        erased.put("Lignes d’une liste à vérifier", email == null ? 0 : lines.deleteOf(email));
        erased.put("Appartenances à une équipe", teams.removeFromAll(person.id()));
        erased.put("Cohortes choisies comme siennes", teams.forgoAll(person.id()));
        erased.put("Équipes à accompagner", coaches.takeAll(person.id()) + lines.forgetCoach(person.id(), email));
        return erased;
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("team_file", "team in (:teams)", "Fichiers"),
                new Part("session_note", "team in (:teams)", "Notes de séance"),
                new Part("coach_team", "team in (:teams)"),
                new Part("team_member", "team in (:teams)"));
    }

    @Override
    public List<Part> ofCohort() {
        return List.of(new Part("my_cohort", "cohort = :cohort"));
    }
}
