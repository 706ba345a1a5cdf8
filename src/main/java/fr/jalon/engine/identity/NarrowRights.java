package fr.jalon.engine.identity;

import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The rights that come by themselves: people may read their own account but neither rename nor delete it, and
 * facilitators, who hold every task already, get no row for each. No right is looked for on a task that opens just now:
 * there can be none.
 */
public class NarrowRights extends DefaultAuthorizationProvider {

    @Override
    public AuthorizationEntity[] newUser(User user) {
        return new AuthorizationEntity[] {createGrantAuthorization(user.getId(), null, USER, user.getId(), READ)};
    }

    @Override
    public AuthorizationEntity @Nullable [] newTaskGroupIdentityLink(Task task, String group, String type) {
        return group.equals(Groups.FACILITATORS) ? null : super.newTaskGroupIdentityLink(task, group, type);
    }

    @Override
    protected @Nullable AuthorizationEntity getGrantAuthorizationByGroupId(
            String group, Resource resource, String resourceId) {
        return isOpening(resourceId) ? null : super.getGrantAuthorizationByGroupId(group, resource, resourceId);
    }

    /** Whether it is a task that has no row yet. */
    private static boolean isOpening(String id) {
        DbEntityCache known = Context.getCommandContext().getDbEntityManager().getDbEntityCache();
        TaskEntity task = known.get(TaskEntity.class, id);
        return task != null && known.isTransient(task);
    }
}
