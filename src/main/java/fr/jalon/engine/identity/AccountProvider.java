package fr.jalon.engine.identity;

import static org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

import fr.jalon.text.MailAddress;
import jakarta.ws.rs.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.identity.db.DbUserQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.context.ApplicationEventPublisher;

/**
 * The engine's accounts, in which people change their own password and read the names of those they work with. They
 * have no lock, by which anyone shuts a member out who types wrong passwords under that member's name: for seconds,
 * right password included, and after ten for good. {@link Throttle} slows guessing down instead. A lock from before is
 * not looked at. Whoever handed out a link that sets a password is told when it may no more ({@link AccountSettled}).
 */
public class AccountProvider extends DbIdentityServiceProvider {

    private final ApplicationEventPublisher events;

    private AccountProvider(ApplicationEventPublisher events) {
        this.events = events;
    }

    public static SessionFactory telling(ApplicationEventPublisher events) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return AccountProvider.class;
            }

            @Override
            public Session openSession() {
                return new AccountProvider(events);
            }
        };
    }

    /** The webapps ask whether anybody is in the group that their product calls administrators: Jalon's are meant. */
    @Override
    public UserQuery createUserQuery() {
        return new DbUserQueryImpl(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired()) {
            @Override
            public UserQuery memberOfGroup(String group) {
                return super.memberOfGroup(group.equals(CAMUNDA_ADMIN) ? Groups.ADMINISTRATORS : group);
            }
        };
    }

    /**
     * Whoever asks by id for people that may not be read reads the name, and no more, of those met on tasks: one's
     * team, the coaches and the facilitators; a coach, of anyone.
     */
    @Override
    public List<User> findUserByQueryCriteria(DbUserQueryImpl query) {
        List<User> readable = super.findUserByQueryCriteria(query);
        CommandContext context = Context.getCommandContext();
        if (context.getAuthentication() == null || !context.isAuthorizationCheckEnabled()) return readable;
        Set<String> asked = new TreeSet<>(query.getIds() == null ? List.of() : List.of(query.getIds()));
        if (query.getId() != null) asked.add(query.getId());
        readable.forEach(user -> asked.remove(user.getId()));
        if (asked.isEmpty()) return readable;
        List<User> all = new ArrayList<>(readable);
        context.runWithoutAuthorization(() -> {
            for (UserQuery met : met(context.getAuthentication().getGroupIds())) {
                super.findUserByQueryCriteria((DbUserQueryImpl) met.userIdIn(asked.toArray(String[]::new))).stream()
                        .filter(user -> asked.remove(user.getId()))
                        .map(AccountProvider::nameOf)
                        .forEach(all::add);
                if (asked.isEmpty()) break;
            }
            return null;
        });
        return all;
    }

    private static List<UserQuery> met(List<String> groups) {
        if (groups == null) return List.of();
        if (groups.contains(Groups.COACHES)) return List.of(new DbUserQueryImpl());
        return Stream.concat(groups.stream().filter(Groups::isOfTeam), Stream.of(Groups.FACILITATORS, Groups.COACHES))
                .map(group -> new DbUserQueryImpl().memberOfGroup(group))
                .toList();
    }

    private static User nameOf(User user) {
        UserEntity name = new UserEntity(user.getId());
        name.setFirstName(user.getFirstName());
        name.setLastName(user.getLastName());
        return name;
    }

    /**
     * People may change their own password, and nothing else of their account. An account is made without a password,
     * and bears a mark from then on: one that comes later under the same id is told apart. A new address is one that
     * mail servers take.
     */
    @Override
    public IdentityOperationResult saveUser(User user) {
        CommandContext context = Context.getCommandContext();
        UserEntity changed = (UserEntity) user;
        boolean isNew = changed.getRevision() == 0;
        if (isNew)
            changed.setSalt(
                    Context.getProcessEngineConfiguration().getSaltGenerator().generateSalt());
        UserEntity kept = isNew ? null : findUserById(user.getId());
        if (kept == null || !Objects.equals(kept.getEmail(), user.getEmail())) user.setEmail(address(user.getEmail()));
        boolean isMoved = kept != null && !Objects.equals(kept.getEmail(), user.getEmail());
        boolean isOwnPassword = kept != null
                && user.getId().equals(context.getAuthenticatedUserId())
                && Objects.equals(kept.getFirstName(), user.getFirstName())
                && Objects.equals(kept.getLastName(), user.getLastName())
                && Objects.equals(kept.getEmail(), user.getEmail());
        IdentityOperationResult saved =
                isOwnPassword ? context.runWithoutAuthorization(() -> super.saveUser(user)) : super.saveUser(user);
        if (isMoved) events.publishEvent(new AddressChanged(user.getId()));
        if (changed.hasNewPassword()) events.publishEvent(new AccountSettled(user.getId(), false));
        return saved;
    }

    @Override
    public IdentityOperationResult createMembership(String user, String group) {
        IdentityOperationResult joined = super.createMembership(user, group);
        if (!Groups.isOfTeam(group)) events.publishEvent(new AccountSettled(user, false));
        return joined;
    }

    @Override
    public IdentityOperationResult deleteMembership(String user, String group) {
        IdentityOperationResult left = super.deleteMembership(user, group);
        events.publishEvent(new MembershipEnded(user, group));
        return left;
    }

    @Override
    protected void deleteMembershipsByGroupId(String group) {
        List<String> members = Context.getCommandContext()
                .runWithoutAuthorization(() ->
                        super.findUserByQueryCriteria((DbUserQueryImpl) new DbUserQueryImpl().memberOfGroup(group)))
                .stream()
                .map(User::getId)
                .toList();
        super.deleteMembershipsByGroupId(group);
        members.forEach(member -> events.publishEvent(new MembershipEnded(member, group)));
    }

    @Override
    public IdentityOperationResult deleteUser(String user) {
        IdentityOperationResult deleted = super.deleteUser(user);
        events.publishEvent(new AccountSettled(user, true));
        return deleted;
    }

    /** No password is right for an account that never had one. */
    @Override
    protected boolean matchPassword(String password, UserEntity user) {
        return user.getPassword() != null && super.matchPassword(password, user);
    }

    /** As {@link MailAddress} writes it; an account may have none. */
    private static String address(String typed) {
        if (typed == null || typed.isBlank()) return typed;
        try {
            return new MailAddress(typed).value();
        } catch (IllegalArgumentException expected) {
            throw new BadRequestException("Adresse électronique\u00a0: " + expected.getMessage() + ".", expected);
        }
    }

    @Override
    protected boolean isUserLocked(UserEntity user) {
        return false;
    }

    @Override
    protected void lockUser(UserEntity user) {
        // Nothing is written on behalf of somebody who is not logged in.
    }
}
