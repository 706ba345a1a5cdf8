package fr.jalon.engine;

import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's accounts without its lock, by which anyone shuts a member out who types wrong passwords under that
 * member's name: for seconds, right password included, and after ten for good. {@link Throttle} slows guessing down
 * instead. A lock from before is not looked at.
 */
class NoLockout extends DbIdentityServiceProvider {

  static final SessionFactory FACTORY = new SessionFactory() {
    @Override
    public Class<?> getSessionType() {
      return NoLockout.class;
    }

    @Override
    public Session openSession() {
      return new NoLockout();
    }
  };

  @Override
  protected boolean isUserLocked(UserEntity user) {
    return false;
  }

  @Override
  protected void lockUser(UserEntity user) {
    // Nothing is written on behalf of somebody who is not logged in.
  }
}
