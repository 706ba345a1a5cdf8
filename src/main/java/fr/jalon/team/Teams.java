package fr.jalon.team;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.Slug;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cohorts, teams and members, and the rule of who sees a team. */
@Service
public class Teams {

    /** A member to enrol; a person who already has an account is only added to the team. */
    public record NewMember(String id, String firstName, String lastName, String email) {}

    /** An enrolled member, with the token of an invitation where the account is new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Enrolled(String id, String invitation) {}

    static final int MOST_MEMBERS = 20;

    private final TeamRows rows;
    private final Accounts accounts;
    private final Invitations invitations;

    Teams(TeamRows rows, Accounts accounts, Invitations invitations) {
        this.rows = rows;
        this.accounts = accounts;
        this.invitations = invitations;
    }

    /**
     * Creates a cohort; without guides or tools of its own it gets the project's.
     *
     * @param begins the latest cohort comes first in lists
     * @throws Refusal if the id exists
     */
    @Transactional
    public void create(Cohort cohort, LocalDate begins) {
        rows.insert(cohort, begins);
    }

    /**
     * Refuses a name that a cohort has already, whatever its case and accents: for those who choose no id beside it.
     *
     * @throws Refusal naming that cohort
     */
    public void refuseNameOfAnother(String name) {
        String wanted = comparable(name);
        cohorts().stream()
                .map(Cohort::name)
                .filter(taken -> comparable(taken).equals(wanted))
                .findFirst()
                .ifPresent(taken -> {
                    throw Refusal.conflict("Une cohorte s’appelle déjà « " + taken + " » : choisissez un autre nom.");
                });
    }

    /** Names without a letter or figure of our alphabet are compared as they are. */
    private static String comparable(String name) {
        String slug = Slug.of(name);
        return slug.isEmpty() ? name.strip() : slug;
    }

    /**
     * Creates a team with its group, and an account for each member who has none.
     *
     * @return the members in the order given
     * @throws Refusal if the team exists, or two members share an id
     */
    @Transactional
    public List<Enrolled> enrol(String cohort, String id, String name, List<NewMember> members) {
        if (teamsOf(cohort).stream()
                .anyMatch(
                        team -> !team.id().equals(id) && comparable(team.name()).equals(comparable(name)))) {
            throw Refusal.conflict(
                    "Une équipe de cette cohorte s’appelle déjà « " + name + " » : choisissez un autre nom.");
        }
        return enrol(cohort, id, name, members, accounts::exists);
    }

    /** Does so where the caller knows who has an account: those made in the same breath cannot be asked for yet. */
    List<Enrolled> enrol(String cohort, String id, String name, List<NewMember> members, Predicate<String> hasAccount) {
        cohort(cohort);
        String group = Groups.ofTeam(id);
        if (rows.find(id).isPresent() || accounts.isGroup(group)) {
            throw Refusal.conflict("L’équipe « " + id + " » existe déjà.");
        }
        Set<String> ids = new LinkedHashSet<>();
        members.forEach(member -> {
            if (!ids.add(member.id())) {
                throw Refusal.invalid("members", "Le membre « " + member.id() + " » figure deux fois dans l’équipe.");
            }
        });
        rows.insert(new Team(id, cohort, name, group));
        accounts.createGroup(group, name);
        return members.stream()
                .map(member -> enrol(id, group, member, hasAccount.test(member.id())))
                .toList();
    }

    /**
     * Adds a person to a team; one may be in several.
     *
     * @throws Refusal if the person is in it already, or is no member but staff, or the team is full
     */
    @Transactional
    public Enrolled join(Team team, NewMember member) {
        rows.lock(team.id());
        List<Person> members = membersOf(team);
        if (members.stream().anyMatch(known -> known.id().equals(member.id()))) {
            throw Refusal.conflict("« " + member.id() + " » est déjà membre de l’équipe « " + team.id() + " ».");
        }
        if (members.size() >= MOST_MEMBERS) {
            throw Refusal.conflict(("L’équipe « %s » a déjà %d membres, et %d au plus : retirez-en un d’abord, ou "
                            + "faites-en deux équipes.")
                    .formatted(team.name(), members.size(), MOST_MEMBERS));
        }
        return enrol(team.id(), team.group(), member, accounts.exists(member.id()));
    }

    /**
     * Ends a membership; access ends with it, and the tasks that the person had taken on are free again.
     *
     * @throws Refusal if the person is no member
     */
    @Transactional
    public void leave(Team team, String member) {
        if (!rows.remove(team.id(), member)) {
            throw Refusal.unknown("« " + member + " » n’est pas membre de l’équipe « " + team.id() + " ».");
        }
        accounts.leave(member, team.group());
    }

    private Enrolled enrol(String team, String group, NewMember member, boolean known) {
        if (known) {
            List<String> groups = accounts.groupsOf(member.id());
            if (groups.stream().anyMatch(Groups.STAFF::contains)) {
                throw Refusal.invalid(
                        "members",
                        "« " + member.id() + " » est un compte de l’encadrement : choisissez un autre identifiant.");
            }
        } else {
            accounts.create(new Person(member.id(), member.firstName(), member.lastName(), member.email()));
        }
        rows.add(team, member.id());
        accounts.join(member.id(), group);
        return new Enrolled(
                member.id(),
                known
                        ? null
                        : invitations.issue(
                                new Person(member.id(), member.firstName(), member.lastName(), member.email())));
    }

    /**
     * A cohort by its id.
     *
     * @throws Refusal if there is none
     */
    public Cohort cohort(String id) {
        return rows.cohort(id).orElseThrow(() -> Refusal.unknown("La cohorte « " + id + " » est inconnue."));
    }

    /** Every cohort, the latest first. */
    public List<Cohort> cohorts() {
        return rows.cohorts();
    }

    /**
     * A team by its id, or by the name of its group.
     *
     * @throws Refusal if there is none
     */
    public Team team(String id) {
        return rows.find(id).orElseThrow(() -> unknown(id));
    }

    /** The teams of a cohort, by id. */
    public List<Team> teamsOf(String cohort) {
        return rows.teamsOf(cohort);
    }

    /** The teams of which somebody is a member, by name. */
    public List<Team> of(Authentication member) {
        return rows.ofGroups(member.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Groups::isOfTeam)
                .toList());
    }

    /** A team with the name of its cohort. */
    public record Listed(String cohort, String id, String name) {}

    /** All teams, those of the latest cohort first, by name; in one query. */
    public List<Listed> all() {
        return rows.all();
    }

    /** Who belongs to a team, by id. */
    public List<Person> membersOf(Team team) {
        return accounts.membersOf(team.group());
    }

    /**
     * A team for someone who may see it: its members, coaches and facilitators.
     *
     * @throws Refusal as for a team that does not exist
     */
    public Team seenBy(Authentication viewer, String id) {
        Team team = team(id);
        if (!isOneOf(viewer, team.group(), Groups.COACHES, Groups.FACILITATORS)) throw unknown(id);
        return team;
    }

    /**
     * A team for someone who may write for it: its members and facilitators.
     *
     * @throws Refusal as for a team that does not exist
     */
    public Team writtenBy(Authentication writer, String id) {
        Team team = team(id);
        if (!isOneOf(writer, team.group(), Groups.FACILITATORS)) throw unknown(id);
        return team;
    }

    private static boolean isOneOf(Authentication person, String... groups) {
        return person.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(Set.of(groups)::contains);
    }

    private static Refusal unknown(String id) {
        return Refusal.unknown("L’équipe « " + id + " » est inconnue.");
    }
}
