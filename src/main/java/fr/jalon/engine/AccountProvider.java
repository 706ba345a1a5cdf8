package fr.jalon.engine;

import java.util.Objects;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's accounts, in which people change their own password. They have no lock, by which anyone shuts a member out
 * who types wrong passwords under that member's name: for seconds, right password included, and after ten for good.
 * {@link Throttle} slows guessing down instead. A lock from before is not looked at.
 */
class AccountProvider extends DbIdentityServiceProvider {

  static final SessionFactory FACTORY = new SessionFactory() {
    @Override
    public Class<?> getSessionType() {
      return AccountProvider.class;
    }

    @Override
    public Session openSession() {
      return new AccountProvider();
    }
  };

  /** People may change their own password, and nothing else of their account. */
  @Override
  public IdentityOperationResult saveUser(User user) {
    CommandContext context = Context.getCommandContext();
    UserEntity changed = (UserEntity) user;
    UserEntity kept = changed.getRevision() == 0 ? null : findUserById(user.getId());
    boolean isOwnPassword = kept != null && user.getId().equals(context.getAuthenticatedUserId())
        && Objects.equals(kept.getFirstName(), user.getFirstName()) && Objects.equals(kept.getLastName(), user.getLastName())
        && Objects.equals(kept.getEmail(), user.getEmail());
    return isOwnPassword ? context.runWithoutAuthorization(() -> super.saveUser(user)) : super.saveUser(user);
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
