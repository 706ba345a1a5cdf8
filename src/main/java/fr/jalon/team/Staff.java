package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.ClaimedRoles;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.Slug;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has people join those who accompany teams, and leave them. Callers have checked who asks. */
@Service
class Staff {

    /** What somebody is to teams: the members of a group. */
    enum Role {
        FACILITATOR(Groups.FACILITATORS, "facilitateur"),
        COACH(Groups.COACHES, "coach"),
        ADMINISTRATOR(Groups.ADMINISTRATORS, "administrateur");

        private final String group;
        private final String label;

        Role(String group, String label) {
            this.group = group;
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** Those that members of some groups have, in the order of this list. */
        static List<Role> of(Set<String> groups) {
            return List.of(values()).stream()
                    .filter(role -> groups.contains(role.group))
                    .toList();
        }
    }

    /**
     * Somebody of the staff.
     *
     * @param isInvited whether they were invited to the staff, have no password yet, and do not sign on elsewhere
     * @param until to when an invitation that was not used is or was valid; null where there is none
     */
    record Colleague(
            Person person,
            List<Role> roles,
            boolean isInvited,
            @Nullable OffsetDateTime until) {}

    private final Accounts accounts;
    private final Invitations invitations;
    private final InvitationRows rows;
    private final Set<String> claimed;

    Staff(Accounts accounts, Invitations invitations, InvitationRows rows, ObjectProvider<ClaimedRoles> claimed) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.rows = rows;
        this.claimed = Optional.ofNullable(claimed.getIfAvailable())
                .map(ClaimedRoles::groups)
                .orElse(Set.of());
    }

    /** Everybody who has a role, by id. */
    List<Colleague> all() {
        return colleagues(accounts.staff());
    }

    /**
     * A person and their roles, maybe none.
     *
     * @throws Refusal if there is no such account
     */
    Colleague of(String id) {
        return colleagues(Set.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("Le compte « " + id + " » est inconnu."));
    }

    private List<Colleague> colleagues(Set<String> ids) {
        Map<String, Set<String>> groups = accounts.groupsOf(ids);
        Set<String> invited = accounts.withoutPassword(ids);
        Map<String, @Nullable OffsetDateTime> until = rows.toStaff(invited);
        return accounts.people(ids).values().stream()
                .sorted(Comparator.comparing(Person::id))
                .map(person -> new Colleague(
                        person,
                        Role.of(groups.getOrDefault(person.id(), Set.of())),
                        until.containsKey(person.id()),
                        until.get(person.id())))
                .toList();
    }

    /** The roles of a person that the institution's account gives and takes away at each login. */
    Set<Role> claimedOf(String id) {
        return accounts.isLinked(id) ? Set.copyOf(Role.of(claimed)) : Set.of();
    }

    /**
     * Makes an account with a role and mails an invitation to choose its password.
     *
     * @return the token; empty where that person has the role already, so that nothing was to be done
     * @throws Refusal if the address is that of another account
     */
    @Transactional
    public Optional<String> invite(String firstName, String lastName, String email, Role role) {
        accounts.lockGroup(Groups.ADMINISTRATORS);
        Person known = accounts.byEmail(Set.of(email)).get(email);
        if (known != null) {
            boolean isSame = Teams.comparable(known.name()).equals(Teams.comparable(firstName + " " + lastName));
            if (isSame && of(known.id()).roles().contains(role)) return Optional.empty();
            throw Refusal.invalid(
                    "email",
                    "C’est déjà l’adresse de " + known.name() + " (" + known.id()
                            + ") : changez ses rôles, ou écrivez une autre adresse.");
        }
        String id = new FreeIds(accounts.ids()).next(Slug.of(firstName + " " + lastName), "compte");
        Person person = new Person(id, firstName, lastName, email);
        accounts.create(person);
        accounts.join(id, role.group);
        return Optional.of(invitations.issue(person, role.label()));
    }

    /**
     * Issues a new invitation for somebody who was invited to the staff and has no password yet; an earlier one is no
     * longer valid. Nobody else gets one: the address of whoever was a member may be a facilitator's word.
     *
     * @return the token; empty where the person has a password or signs on elsewhere
     */
    @Transactional
    public Optional<String> reinvite(String id) {
        Colleague invited = of(id);
        if (invited.roles().isEmpty() || !invited.isInvited()) return Optional.empty();
        return invitations.reissue(invited.person(), invited.roles().get(0).label());
    }

    /**
     * Gives a person these roles and takes the others away, but for those that the institution's account gives.
     *
     * @param by who does it
     * @throws Refusal that leaves Jalon without an administrator, or takes that role from whoever asks
     */
    @Transactional
    public void change(String id, Set<Role> wanted, String by) {
        accounts.lockGroup(Groups.ADMINISTRATORS);
        Set<Role> held = new HashSet<>(of(id).roles());
        List<Role> changed = new ArrayList<>(List.of(Role.values()));
        changed.removeIf(role -> held.contains(role) == wanted.contains(role));
        changed.removeAll(claimedOf(id));
        if (changed.contains(Role.ADMINISTRATOR) && held.contains(Role.ADMINISTRATOR)) {
            if (id.equals(by)) {
                throw Refusal.invalid("roles", "Personne ne s’ôte ce rôle : demandez-le à un autre administrateur.");
            }
            if (accounts.membersOf(Groups.ADMINISTRATORS).size() == 1) {
                throw Refusal.invalid("roles", "C’est le dernier administrateur : nommez-en un autre d’abord.");
            }
        }
        for (Role role : changed) {
            if (held.contains(role)) accounts.leave(id, role.group);
            else accounts.join(id, role.group);
        }
    }
}
