package fr.jalon.team;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.Slug;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has people enter teams and leave them: whole lists, all or none, a team with its members, or one person. */
@Service
public class Enrolments {

    /** A member to enrol; a person who already has an account is only added to the team. */
    public record NewMember(String id, String firstName, String lastName, String email) {
        Person person() {
            return new Person(id, firstName, lastName, email);
        }
    }

    /** An enrolled member, with the token of an invitation where the account is new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Enrolled(String id, @Nullable String invitation) {}

    /**
     * A team as it will be made; a member whose account exists is only added.
     *
     * @param known whose accounts these are, by their ids
     * @param namesakes the other cohorts that have a team of this name
     * @param coach the id of the coach whom the team is given to
     */
    public record Planned(
            String id,
            String name,
            List<NewMember> members,
            Map<String, Person> known,
            List<String> namesakes,
            @Nullable String coach) {}

    /** A team as it was made, with the tokens of its new members. */
    public record EnrolledTeam(String id, String name, List<Enrolled> members) {}

    private final Teams teams;
    private final TeamRows rows;
    private final EnrolmentRows lists;
    private final Coaching coaching;
    private final Accounts accounts;
    private final Invitations invitations;

    Enrolments(
            Teams teams,
            TeamRows rows,
            EnrolmentRows lists,
            Coaching coaching,
            Accounts accounts,
            Invitations invitations) {
        this.teams = teams;
        this.rows = rows;
        this.lists = lists;
        this.coaching = coaching;
        this.accounts = accounts;
        this.invitations = invitations;
    }

    /**
     * What a list would make: ids for its teams and people. People are known by their e-mail, whatever their case.
     *
     * @param cohort that the teams join; null for one that does not exist yet
     * @throws Refusal naming every line that cannot be enrolled
     */
    public List<Planned> plan(@Nullable String cohort, List<Roster.Line> lines) {
        Set<String> emails = lines.stream().map(Roster.Line::email).collect(Collectors.toSet());
        return new EnrolmentPlan(
                        cohort,
                        teams.all(),
                        rows.ids(),
                        accounts.byEmail(emails),
                        accounts.staff(),
                        accounts.ids(),
                        coaching.named())
                .of(lines);
    }

    /**
     * Enrols a list in a cohort that exists.
     *
     * @throws Refusal naming every line that cannot be enrolled; nothing is done then
     */
    @Transactional
    public List<EnrolledTeam> enrol(String cohort, List<Roster.Line> lines) {
        teams.cohort(cohort);
        Set<String> known = new HashSet<>();
        List<EnrolledTeam> enrolled = new ArrayList<>();
        for (Planned team : plan(cohort, lines)) {
            known.addAll(team.known().keySet());
            // Accounts made in the same breath cannot be asked for yet.
            enrolled.add(new EnrolledTeam(
                    team.id(), team.name(), enrol(cohort, team.id(), team.name(), team.members(), known::contains)));
            if (team.coach() != null) coaching.give(Map.of(team.id(), team.coach()));
            team.members().forEach(member -> known.add(member.id()));
        }
        return enrolled;
    }

    /**
     * Creates a team with its group, and an account for each member who has none.
     *
     * @return the members in the order given
     * @throws Refusal if the team exists, or two members share an id
     */
    @Transactional
    public List<Enrolled> enrol(String cohort, String id, String name, List<NewMember> members) {
        if (isNameOfAnother(cohort, id, name)) {
            throw Refusal.conflict(
                    "Une équipe de cette cohorte s’appelle déjà « " + name + " » : choisissez un autre nom.");
        }
        return enrol(cohort, id, name, members, accounts::exists);
    }

    private boolean isNameOfAnother(String cohort, String id, String name) {
        return teams.teamsOf(cohort).stream()
                .anyMatch(team ->
                        !team.id().equals(id) && Teams.comparable(team.name()).equals(Teams.comparable(name)));
    }

    /**
     * Gives a team another name; its id and its address stay.
     *
     * @throws Refusal if another team of the cohort has that name
     */
    @Transactional
    public void rename(Team team, String name) {
        rows.lock(team.id());
        if (isNameOfAnother(team.cohort(), team.id(), name)) {
            throw Refusal.invalid("name", "Une autre équipe de cette cohorte s’appelle déjà ainsi.");
        }
        rows.rename(team.id(), name);
        accounts.renameGroup(team.group(), name);
    }

    /**
     * Has a team go on in another cohort; its journeys stay as they are, its coach is to be chosen anew.
     *
     * @throws Refusal if a team of that cohort has its name
     */
    @Transactional
    public void move(Team team, String cohort) {
        rows.lock(team.id());
        if (isNameOfAnother(teams.cohort(cohort).id(), team.id(), team.name())) {
            throw Refusal.invalid(
                    "cohort",
                    "Une équipe de cette cohorte s’appelle déjà « " + team.name() + " » : renommez l’une des deux.");
        }
        coaching.give(Map.of(team.id(), ""));
        rows.move(team.id(), cohort);
    }

    private List<Enrolled> enrol(
            String cohort, String id, String name, List<NewMember> members, Predicate<String> hasAccount) {
        teams.cohort(cohort);
        String group = Groups.ofTeam(id);
        if (rows.isTaken(id) || accounts.isGroup(group)) {
            throw Refusal.conflict("L’équipe « " + id + " » existe déjà.");
        }
        Set<String> ids = new LinkedHashSet<>();
        members.forEach(member -> {
            if (!ids.add(member.id())) {
                throw Refusal.invalid("members", "Le membre « " + member.id() + " » figure deux fois dans l’équipe.");
            }
        });
        Team team = new Team(id, cohort, name, group);
        rows.insert(team);
        accounts.createGroup(group, name);
        return members.stream()
                .map(member -> enrol(team, member, hasAccount.test(member.id())))
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
        List<Person> members = teams.membersOf(team);
        if (members.stream().anyMatch(known -> known.id().equals(member.id()))) {
            throw Refusal.conflict("« " + member.id() + " » est déjà membre de l’équipe « " + team.id() + " ».");
        }
        if (members.size() >= Teams.MOST_MEMBERS) {
            throw Refusal.conflict(("L’équipe « %s » a déjà %d membres, et %d au plus : retirez-en un d’abord, ou "
                            + "faites-en deux équipes.")
                    .formatted(team.name(), members.size(), Teams.MOST_MEMBERS));
        }
        return enrol(team, member, accounts.exists(member.id()));
    }

    /**
     * Adds a person known by name and address; whoever has an account of that address is only added.
     *
     * @throws Refusal as {@link #join(Team, NewMember)}, or if the address is somebody else's
     */
    @Transactional
    public Enrolled join(Team team, String firstName, String lastName, String email) {
        rows.lock(team.id());
        Person known = accounts.byEmail(Set.of(email)).get(email);
        if (known == null) {
            String id = new FreeIds(accounts.ids()).next(Slug.of(firstName + " " + lastName), "membre");
            return join(team, new NewMember(id, firstName, lastName, email));
        }
        if (accounts.staff().contains(known.id())) {
            throw Refusal.invalid("email", "C’est l’adresse d’un compte de l’encadrement.");
        }
        if (!Teams.comparable(known.name()).equals(Teams.comparable(firstName + " " + lastName))) {
            throw Refusal.invalid(
                    "email", "C’est l’adresse de " + known.name() + " : écrivez ce nom, ou une autre adresse.");
        }
        return join(team, new NewMember(known.id(), firstName, lastName, email));
    }

    /**
     * Corrects the name or the address of a member; another address renews an invitation that waits.
     *
     * @return the token of that
     * @throws Refusal if the person is no member, has an account of the staff, or the address is somebody else's
     */
    @Transactional
    public Optional<String> correct(Team team, Person corrected) {
        rows.lock(team.id());
        Person before = accounts.lock(corrected.id())
                .map(Accounts.Holder::person)
                .filter(person -> teams.membersOf(team).contains(person))
                .orElseThrow(() -> noMember(team, corrected.id()));
        if (accounts.staff().contains(before.id())) {
            throw Refusal.conflict("Ce compte est aussi de l’encadrement : un administrateur le corrige dans Admin.");
        }
        boolean isMoved = !Objects.equals(before.email(), corrected.email());
        String email = corrected.email();
        Person other = !isMoved || email == null
                ? null
                : accounts.byEmail(Set.of(email)).get(email);
        if (other != null && !other.id().equals(before.id())) {
            throw Refusal.invalid("email", "C’est l’adresse de " + other.name() + " : écrivez-en une autre.");
        }
        accounts.correct(corrected);
        return isMoved ? invitations.renew(corrected) : Optional.empty();
    }

    private static Refusal noMember(Team team, String member) {
        return Refusal.unknown("« " + member + " » n’est pas membre de l’équipe « " + team.id() + " ».");
    }

    private Enrolled enrol(Team team, NewMember member, boolean known) {
        if (!known) accounts.create(member.person());
        else if (Groups.areOfStaff(accounts.groupsOf(member.id()))) {
            throw Refusal.invalid(
                    "members",
                    "« " + member.id() + " » est un compte de l’encadrement : choisissez un autre identifiant.");
        }
        rows.add(team.id(), member.id());
        accounts.join(member.id(), team.group());
        return new Enrolled(member.id(), known ? null : invitations.issue(member.person()));
    }

    /**
     * Ends a membership; access ends with it, and the tasks that the person had taken on are free again.
     *
     * @throws Refusal if the person is no member
     */
    @Transactional
    public void leave(Team team, String member) {
        if (!rows.remove(team.id(), member)) {
            throw noMember(team, member);
        }
        accounts.leave(member, team.group());
    }

    /** An id for a cohort of that name that nobody has. */
    public String cohortId(String name) {
        return new FreeIds(rows.cohortIds()).next(Slug.of(name), "cohorte");
    }

    /** Keeps a list until it is verified. */
    @Transactional
    public void keep(String enrolment, List<Roster.Line> lines) {
        lists.insert(enrolment, lines);
    }

    /** A list that waits to be verified, in its order. */
    public List<Roster.Line> kept(String enrolment) {
        return lists.of(enrolment);
    }

    /** Forgets a list that was enrolled or given up. */
    @Transactional
    public void forget(String enrolment) {
        lists.delete(enrolment);
    }
}
