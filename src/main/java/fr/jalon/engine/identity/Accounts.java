package fr.jalon.engine.identity;

import fr.jalon.Refusal;
import fr.jalon.text.MailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** People and groups, as the engine keeps them. Callers have checked who asks. */
@Component
public class Accounts {

    /** A person with an account. */
    public record Person(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email) {
        /** First and last name, or the id where both are missing. */
        public String name() {
            String name = ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName)).strip();
            return name.isEmpty() ? id : name;
        }
    }

    /**
     * Who may set a password without knowing one.
     *
     * @param hasPassword whether the account ever had one
     * @param isMember whether it belongs to teams, and to teams alone
     * @param isStaff whether it belongs to a group of the staff
     * @param isLinked whether it is tied to single sign-on
     */
    public record Holder(Person person, boolean hasPassword, boolean isMember, boolean isStaff, boolean isLinked) {
        /** Whether it waits for an invitation to be accepted: a member's, or one that is for the staff alone. */
        public boolean isInvited(boolean asStaff) {
            return !hasPassword && (asStaff ? isStaff && !isLinked : mayRenew());
        }

        /**
         * Whether a link sent to its address may set its password: not the staff's, nor where another login stands for
         * it.
         */
        public boolean mayRenew() {
            return isMember && !isLinked;
        }
    }

    /** The mark of an account from before marks. */
    static final String WITHOUT_SALT = "none";

    /** Whom a person names by id or address; both are given in lower case. */
    static final String NAMED = "(lower(id_) = :name or lower(email_) in (:name, :address))";

    /** Who signs what a timer does. */
    public static final String NOBODY = "jalon";

    /** What a password is made of, for the sentences that refuse one. */
    public static final String STRONG =
            "dix caractères au moins, dont une majuscule, une minuscule, un chiffre et un caractère spécial";

    private final IdentityService identity;
    private final TaskService tasks;
    private final JdbcClient jdbc;

    Accounts(IdentityService identity, TaskService tasks, JdbcClient jdbc) {
        this.identity = identity;
        this.tasks = tasks;
        this.jdbc = jdbc;
    }

    public boolean exists(String user) {
        return identity.createUserQuery().userId(user).count() > 0;
    }

    /** A person's account; empty if there is none. */
    public Optional<Person> find(String user) {
        return Optional.ofNullable(identity.createUserQuery().userId(user).singleResult())
                .map(found -> new Person(found.getId(), found.getFirstName(), found.getLastName(), found.getEmail()));
    }

    /** Deletes an account with its memberships; nothing happens if there is none. */
    public void delete(String user) {
        identity.deleteUser(user);
    }

    /** Creates an account without a password: its owner sets one. */
    public void create(Person person) {
        User user = identity.newUser(person.id());
        user.setFirstName(person.firstName());
        user.setLastName(person.lastName());
        user.setEmail(person.email());
        identity.saveUser(user);
    }

    /** Writes the name and the address of an account as they are given. */
    public void correct(Person person) {
        User user = identity.createUserQuery().userId(person.id()).singleResult();
        user.setFirstName(person.firstName());
        user.setLastName(person.lastName());
        user.setEmail(person.email());
        identity.saveUser(user);
    }

    /** A random password of 192 bits that satisfies the policy. */
    public static String secret() {
        return "aA1!" + new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32).generateKey();
    }

    /** Whether a password may be used by that person. */
    public boolean isStrongEnough(String user, String password) {
        User owner = identity.createUserQuery().userId(user).singleResult();
        return identity.checkPasswordAgainstPolicy(password, owner).isValid();
    }

    /**
     * Sets the password that the owner of an account has chosen.
     *
     * @throws Refusal if it is too weak
     */
    public void choosePassword(String user, String password) {
        if (!isStrongEnough(user, password)) {
            throw Refusal.invalid("password", "Choisissez " + STRONG + ", sans votre identifiant ni votre nom.");
        }
        setPassword(user, password);
    }

    public void setPassword(String user, String password) {
        User account = identity.createUserQuery().userId(user).singleResult();
        account.setPassword(password);
        identity.saveUser(account);
        identity.unlockUser(user);
    }

    /** What is another with each new password of an account; empty if there is no such account. */
    Optional<String> passwordMark(String user) {
        return jdbc.sql("select coalesce(salt_, ?) from act_id_user where id_ = ?")
                .params(WITHOUT_SALT, user)
                .query(String.class)
                .optional();
    }

    /** The same, if the account has that revision. */
    Optional<String> passwordMark(String user, int revision) {
        return jdbc.sql("select coalesce(salt_, ?) from act_id_user where id_ = ? and rev_ = ?")
                .params(WITHOUT_SALT, user, revision)
                .query(String.class)
                .optional();
    }

    /** How often an account has been written. */
    int revision(String user) {
        return jdbc.sql("select rev_ from act_id_user where id_ = ?")
                .param(user)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /**
     * What a link that sets a password depends on. Nothing of it changes before the caller's transaction ends: the
     * account is locked. Empty if there is no such account.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Holder> lock(String user) {
        return jdbc.sql("select id_, first_, last_, email_, pwd_ from act_id_user where id_ = ? for update")
                .param(user)
                .query((row, line) -> new Holder(
                        new Person(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getString(5) != null,
                        isMember(user),
                        Groups.areOfStaff(groups(user)),
                        isLinked(user)))
                .optional();
    }

    /**
     * Asked of the tables, for a person may not read every group. A right over everything of a kind is no member's
     * either.
     */
    private boolean isMember(String user) {
        List<String> groups = groups(user);
        return !groups.isEmpty()
                && groups.stream().allMatch(Groups::isOfTeam)
                && jdbc.sql("""
            select count(*)
            from act_ru_authorization
            where user_id_ = ? and type_ = 1 and resource_id_ = '*'
            """).param(user).query(Integer.class).single() == 0;
    }

    private List<String> groups(String user) {
        return jdbc.sql("select group_id_ from act_id_membership where user_id_ = ?")
                .param(user)
                .query(String.class)
                .list();
    }

    /** Whether an account is tied to single sign-on. */
    public boolean isLinked(String user) {
        return jdbc.sql("select count(*) from act_id_info where user_id_ = ? and key_ = ?")
                        .params(user, SingleSignOn.LINK)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The accounts of that id, or else of that address, whatever the case, in alphabetical order. */
    public List<String> named(String idOrAddress) {
        List<String> found = jdbc.sql("select id_ from act_id_user where " + NAMED + " order by id_")
                .param("name", idOrAddress.toLowerCase(Locale.ROOT))
                .param("address", address(idOrAddress))
                .query(String.class)
                .list();
        return found.contains(idOrAddress) ? List.of(idOrAddress) : found;
    }

    /** As addresses are kept, or as it is where mail servers would take it no more. */
    static String address(String typed) {
        return MailAddress.find(typed).map(MailAddress::value).orElse(typed.toLowerCase(Locale.ROOT));
    }

    /** Those of some accounts that never had a password, and are not tied to single sign-on. */
    public Set<String> withoutPassword(Collection<String> users) {
        if (users.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql("""
            select u.id_
            from act_id_user u
            where u.id_ in (:users) and u.pwd_ is null
              and not exists (select 1 from act_id_info i where i.user_id_ = u.id_ and i.key_ = :link)
            """)
                .param("users", users)
                .param("link", SingleSignOn.LINK)
                .query(String.class)
                .list());
    }

    /** Until the caller's transaction ends, nobody else who asks for this gets on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockGroup(String group) {
        jdbc.sql("select id_ from act_id_group where id_ = ? for update")
                .param(group)
                .query(String.class)
                .single();
    }

    public boolean isGroup(String group) {
        return identity.createGroupQuery().groupId(group).count() > 0;
    }

    public void createGroup(String id, String name) {
        Group group = identity.newGroup(id);
        group.setName(name);
        group.setType("JALON");
        identity.saveGroup(group);
    }

    public void renameGroup(String id, String name) {
        Group group = identity.createGroupQuery().groupId(id).singleResult();
        group.setName(name);
        identity.saveGroup(group);
    }

    /** Deletes a group, with every right that it has; nothing happens if there is none. */
    public void deleteGroup(String id) {
        identity.deleteGroup(id);
        jdbc.sql("delete from act_ru_authorization where group_id_ = ?")
                .param(id)
                .update();
    }

    /** Somebody as if they had just logged in, for what is done for them while they are away; empty without account. */
    public Optional<Authentication> away(String user) {
        List<String> groups = jdbc.sql("""
            select coalesce(m.group_id_, '')
            from act_id_user u
            left join act_id_membership m on m.user_id_ = u.id_
            where u.id_ = ?
            """).param(user).query(String.class).list();
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(UsernamePasswordAuthenticationToken.authenticated(
                        user,
                        null,
                        EngineLogin.authorities(groups.stream()
                                .filter(group -> !group.isEmpty())
                                .toList())));
    }

    public void join(String user, String group) {
        identity.createMembership(user, group);
    }

    public List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    /** The groups of each of some people; whoever is in none is left out. */
    public Map<String, Set<String>> groupsOf(Collection<String> users) {
        Map<String, Set<String>> groups = new HashMap<>();
        if (!users.isEmpty()) {
            jdbc.sql("select user_id_, group_id_ from act_id_membership where user_id_ in (:users)")
                    .param("users", users)
                    .query(row -> {
                        groups.computeIfAbsent(row.getString(1), user -> new HashSet<>())
                                .add(row.getString(2));
                    });
        }
        return groups;
    }

    /** The members of a group by their ids, whoever asks: a member reads no account but her own in the engine. */
    public List<Person> membersOf(String group) {
        return circle(List.of(group), List.of()).membersOf(group);
    }

    /** The ids of all accounts. */
    public Set<String> ids() {
        return new HashSet<>(
                jdbc.sql("select id_ from act_id_user").query(String.class).list());
    }

    /** Who is no member: administrators, facilitators and coaches. */
    public Set<String> staff() {
        return new HashSet<>(jdbc.sql("select user_id_ from act_id_membership where group_id_ in (:groups)")
                .param("groups", Groups.STAFF)
                .query(String.class)
                .list());
    }

    /** People by their e-mail in lower case; the first account of an address that several have. */
    public Map<String, Person> byEmail(Collection<String> emails) {
        Map<String, Person> people = new HashMap<>();
        // Looked through here: H2 compares each account with each address, PostgreSQL has no index on lower(email_).
        Set<String> wanted = Set.copyOf(emails);
        jdbc.sql("""
            select id_, first_, last_, lower(email_)
            from act_id_user
            where email_ is not null
            order by id_
            """).query(row -> {
            String email = row.getString(4);
            if (wanted.contains(email))
                people.putIfAbsent(email, new Person(row.getString(1), row.getString(2), row.getString(3), email));
        });
        return people;
    }

    /**
     * Ends a membership there and then: what the person had taken on of the group's work is released, and every right
     * on it goes, also those that a task once gave to whoever held it.
     */
    public void leave(String user, String group) {
        identity.deleteMembership(user, group);
        tasks.createTaskQuery()
                .taskAssignee(user)
                .taskCandidateGroup(group)
                .includeAssignedTasks()
                .list()
                .forEach(task -> tasks.setAssignee(task.getId(), null));
        List<String> work = jdbc.sql("""
            select distinct task_id_
            from act_ru_identitylink
            where type_ = 'candidate' and group_id_ = ?
            """).param(group).query(String.class).list();
        if (work.isEmpty()) return;
        jdbc.sql("""
            delete
            from act_ru_authorization
            where user_id_ = :user and resource_type_ = 7 and resource_id_ in (:work)
            """).param("user", user).param("work", work).update();
    }

    /** The names of people by their ids; whoever has no account any more is left out. */
    public Map<String, String> names(Collection<String> users) {
        return people(users).values().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    /** People by their ids, in one query; whoever has no account any more is left out. */
    public Map<String, Person> people(Collection<String> users) {
        Map<String, Person> people = new HashMap<>();
        if (!users.isEmpty()) {
            jdbc.sql("select id_, first_, last_, email_ from act_id_user where id_ in (:users)")
                    .param("users", users)
                    .query(row -> {
                        people.put(row.getString(1), person(row));
                    });
        }
        return people;
    }

    /**
     * People whom a page speaks of.
     *
     * @param members by their groups, by id
     * @param names by id, of members and others
     */
    public record Circle(Map<String, List<Person>> members, Map<String, String> names) {

        /** The members of one of the groups. */
        public List<Person> membersOf(String group) {
            return members.getOrDefault(group, List.of());
        }

        /** Somebody's name; a pseudonym is its own. */
        public String nameOf(String id) {
            return names.getOrDefault(id, id);
        }
    }

    /** The members of some groups, and others by their ids; in one query. */
    public Circle circle(Collection<String> groups, Collection<String> others) {
        Map<String, List<Person>> members = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        jdbc.sql("""
            select u.id_, u.first_, u.last_, u.email_, m.group_id_
            from act_id_membership m
            join act_id_user u on u.id_ = m.user_id_
            where m.group_id_ in (:groups)
            union
            select id_, first_, last_, email_, null from act_id_user where id_ in (:others)
            order by 1
            """)
                .param("groups", groups)
                .param("others", others.isEmpty() ? List.of("") : others)
                .query(row -> {
                    Person person = person(row);
                    names.put(person.id(), person.name());
                    if (row.getString(5) != null)
                        members.computeIfAbsent(row.getString(5), fresh -> new ArrayList<>())
                                .add(person);
                });
        return new Circle(members, names);
    }

    /** The first accounts, by id, of which the id, the name or the address has that part, whatever its case. */
    public List<Person> matching(String part, int atMost) {
        return jdbc.sql("""
            select id_, first_, last_, email_
            from act_id_user
            where lower(id_) like :part escape '!' or lower(email_) like :part escape '!'
              or lower(coalesce(first_, '') || ' ' || coalesce(last_, '')) like :part escape '!'
            order by id_
            fetch first :most rows only
            """)
                .param("part", "%" + part.toLowerCase(Locale.FRANCE).replaceAll("[!%_]", "!$0") + "%")
                .param("most", atMost)
                .query((row, line) -> person(row))
                .list();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    /** The person on whose behalf the engine works right now, or {@link #NOBODY} where a timer does. */
    public String current() {
        var authentication = identity.getCurrentAuthentication();
        return authentication == null || authentication.getUserId() == null ? NOBODY : authentication.getUserId();
    }

    /** Whoever acts: that person, else whoever is logged in, or {@link #NOBODY} where a timer does. */
    public String acting() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return !current().equals(NOBODY) || login == null || login instanceof AnonymousAuthenticationToken
                ? current()
                : login.getName();
    }

    /**
     * The groups of the person on whose behalf the engine works; for somebody in none, one that nobody is in, since the
     * engine's queries want one.
     */
    public List<String> currentGroups() {
        var authentication = identity.getCurrentAuthentication();
        boolean isInNone = authentication == null
                || authentication.getGroupIds() == null
                || authentication.getGroupIds().isEmpty();
        return isInNone ? List.of(NOBODY) : authentication.getGroupIds();
    }

    /** Lets the engine work on behalf of a person, with that person's rights. */
    public <T> T as(String user, Supplier<T> work) {
        identity.setAuthentication(user, groupsOf(user));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
